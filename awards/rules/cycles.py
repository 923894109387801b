"""Who runs award cycles, who reads them, who proposes and who confirms."""

from django.utils.translation import gettext_lazy as _

from awards.enums import CycleState, Origin, ProposalState
from awards.models import AwardCycle, Proposal
from awards.readers import CONFIRMERS, READERS
from common import clock
from common.access import Denied, Verdict, allow
from common.dates import format_day
from units.enums import Role
from units.queries import Account, standing_of, taken_over
from units.rules import is_unit_head, may_decide_about

VOTED = (
    *(ProposalState.PASSED, ProposalState.FAILED),
    *(ProposalState.FORWARDED, ProposalState.DECIDED, ProposalState.DECLINED),
)
WITHDRAWABLE = (ProposalState.SUGGESTED, ProposalState.NOMINATED, ProposalState.COMPLETE)


def may_run(user: Account) -> Verdict:
    """Cycles, quotas, the fund, subjects and past awards are kept by the secretary of the council."""
    if standing_of(user).has(Role.AWARD_SECRETARY):
        return allow
    return Denied("not_secretary", _("Only the secretary of the council may do this."))


def may_read(user: Account) -> Verdict:
    """Award cycles with their names: the secretary, the office in charge, leaders, observers, the accountant."""
    if standing_of(user).has(*READERS):
        return allow
    return Denied("not_reader", _("Award cycles are for the offices that prepare, decide and supervise them."))


def may_list(user: Account) -> Verdict:
    """Heads of units see which cycles take names, besides those who read all of them."""
    if standing_of(user).has(*READERS, Role.UNIT_HEAD):
        return allow
    return Denied("not_reader", _("Award cycles are for the offices that prepare, decide and supervise them."))


def is_head(user: Account) -> Verdict:
    """Units propose through their heads."""
    if standing_of(user).has(Role.UNIT_HEAD):
        return allow
    return Denied("not_head", _("Only the head of the unit may do this."))


def speaks_for(user: Account, unit_id: int) -> Verdict:
    """The head of the unit; of one that has ended, the head of the unit that took over its tasks.

    That unit proposes instead (Decree 152/2025, article 33, clause 4).
    """
    verdict = is_unit_head(user, unit_id)
    heads = standing_of(user).units_as(Role.UNIT_HEAD)
    if not verdict and heads and taken_over(heads, clock.today()).filter(pk=unit_id).exists():
        return allow
    return verdict


def may_prepare(user: Account, cycle: AwardCycle) -> Verdict:
    """Quotas and facts of a cycle change until the council has it."""
    secretary = may_run(user)
    if not secretary:
        return secretary
    if cycle.state not in (CycleState.PREPARING, CycleState.NOMINATING):
        return Denied("state", _("The cycle takes no more names; its quotas stand."), 409)
    return allow


def may_open(user: Account, cycle: AwardCycle) -> Verdict:
    """Names are taken once the quota and the fund carry a document (product: Awards)."""
    secretary = may_run(user)
    if not secretary:
        return secretary
    if cycle.state != CycleState.PREPARING:
        return Denied("state", _("The cycle has been opened already."), 409)
    if cycle.quota_document_id is None:
        return Denied("no_quota", _("The quotas have no document yet."), 409)
    return allow


def takes_names(cycle: AwardCycle) -> Verdict:
    if cycle.state == CycleState.NOMINATING:
        return allow
    return Denied("state", _("The cycle takes no names now."), 409)


def is_not_concluded(cycle: AwardCycle) -> Verdict:
    """After its end nothing is decided, sent up or met about in a cycle; issued decisions are corrected as ever."""
    if cycle.state != CycleState.CONCLUDED:
        return allow
    return Denied("concluded", _("The award cycle is concluded; nothing more is decided in it."), 409)


def may_hear_again(cycle: AwardCycle) -> Verdict:
    """Opinions are asked again until the council has voted on the first name."""
    if cycle.proposals.filter(state__in=VOTED).exists():
        return Denied("voted", _("The council has voted already; opinions are asked before its vote."), 409)
    return allow


def may_conclude(user: Account, cycle: AwardCycle) -> Verdict:
    """The secretary ends a cycle that the council has dealt with."""
    secretary = may_run(user)
    if not secretary:
        return secretary
    if cycle.state != CycleState.COUNCIL:
        return Denied("state", _("The cycle is in the state “%s”.") % cycle.get_state_display(), 409)
    return allow


def may_take(user: Account, cycle: AwardCycle) -> Verdict:
    """The secretary takes suggestions while names are taken."""
    secretary = may_run(user)
    return takes_names(cycle) if secretary else secretary


def may_propose(user: Account, cycle: AwardCycle, unit_id: int) -> Verdict:
    """The head of a unit, for the own unit and those whose tasks it took over, until the last day."""
    head = speaks_for(user, unit_id)
    if not head:
        return head
    verdict = takes_names(cycle)
    if verdict and cycle.nominate_until is not None and clock.today() > cycle.nominate_until:
        words = {"day": format_day(cycle.nominate_until)}
        return Denied("too_late", _("The last day for proposals was %(day)s.") % words, 409)
    return verdict


def may_confirm(user: Account) -> Verdict:
    if standing_of(user).has(*CONFIRMERS):
        return allow
    text = _("Nominations are confirmed by a secretary, the office in charge or a leader.")
    return Denied("not_confirmer", text)


def may_confirm_one(user: Account, proposal: Proposal) -> Verdict:
    """Four eyes: never the own proposal, never one of the own unit."""
    role = may_confirm(user)
    if not role:
        return role
    if proposal.proposed_by_id == user.pk:
        return Denied("own_proposal", _("Who proposes does not confirm: another person confirms this proposal."))
    home = proposal.subject.home_unit_id
    return may_decide_about(user, home) if home else allow


def may_withdraw(user: Account, proposal: Proposal) -> Verdict:
    """The secretary; the head of the unit what the unit itself proposed, while names are taken."""
    secretary = may_run(user)
    head = speaks_for(user, proposal.subject.home_unit_id or 0)
    if not secretary and not (head and proposal.origin == Origin.UNIT):
        return secretary
    if proposal.state not in WITHDRAWABLE:
        return Denied("state", _("The proposal has gone further; it cannot be withdrawn any more."), 409)
    if not secretary:
        return takes_names(proposal.cycle)
    return allow
