"""Who may do what with decisions, the register and the money of awards."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from awards.enums import DecisionState
from awards.models import Decision, Letter
from common.access import Denied, Verdict, allow
from units.enums import Role
from units.queries import Account, standing_of

READERS = (
    Role.AWARD_SECRETARY,
    Role.CAMPAIGN_MANAGER,
    Role.LEADER,
    Role.RECORDS_CLERK,
    Role.ACCOUNTANT,
    Role.OBSERVER,
)


def may_see_decisions(user: Account) -> Verdict:
    """Decisions with their lines, drafts too, and the register."""
    return _has(user, *READERS, reason=_("Decisions are read by those who prepare, sign, number and pay them."))


def is_award_secretary(user: Account) -> Verdict:
    return _has(user, Role.AWARD_SECRETARY, reason=_("Only the secretary of the council may do this."))


def is_records_clerk(user: Account) -> Verdict:
    return _has(user, Role.RECORDS_CLERK, reason=_("Only the records clerk may do this."))


def is_accountant(user: Account) -> Verdict:
    return _has(user, Role.ACCOUNTANT, reason=_("Only the accountant may do this."))


def may_see_money(user: Account) -> Verdict:
    """Payment lists, the fund and what is owed back."""
    roles = (Role.ACCOUNTANT, Role.AWARD_SECRETARY, Role.LEADER, Role.OBSERVER)
    return _has(user, *roles, reason=_("Award money is read by those who plan, approve and pay it."))


def keeps_register(user: Account) -> Verdict:
    """The clerk keeps the register; the secretary records what was handed over."""
    roles = (Role.RECORDS_CLERK, Role.AWARD_SECRETARY)
    return _has(user, *roles, reason=_("Only the records clerk or the secretary of the council may do this."))


def may_sign(user: Account, decision: Decision) -> Verdict:
    """A leader signs what somebody else has drafted (four eyes)."""
    leads = _has(user, Role.LEADER, reason=_("Only a leader of the department may do this."))
    if not leads:
        return leads
    if decision.created_by_id == user.pk:
        return Denied("four_eyes", _("Who drafts a decision does not sign it; another leader signs."))
    return allow


def may_take_back(user: Account) -> Verdict:
    """Before the number a leader takes a signed decision back to its draft."""
    return _has(user, Role.LEADER, reason=_("Only a leader of the department may do this."))


def may_read_letter(user: Account, letter: Letter) -> Verdict:
    """Who prepares letters reads them all; a unit reads its own once it was sent."""
    if may_see_decisions(user):
        return allow
    if letter.sent_at is not None and letter.unit_id in standing_of(user).fills_in:
        return allow
    return Denied("not_reader", _("This letter is not for you."))


def is_in_state(decision: Decision, *states: str) -> Verdict:
    """The state that a step starts from; the words name the state that is found."""
    if decision.state in states:
        return allow
    words = {
        DecisionState.DRAFT: _("The decision is still a draft; a leader signs it first."),
        DecisionState.SIGNED: _("The decision is signed; it is taken back to its draft before it is changed."),
        DecisionState.ISSUED: _("The decision is issued; nothing in it changes any more."),
        DecisionState.RECORDED: _("The decision is recorded; nothing in it changes any more."),
    }
    return Denied("state", words[DecisionState(decision.state)])


def _has(user: Account, *roles: Role, reason: str | Promise) -> Verdict:
    return allow if standing_of(user).has(*roles) else Denied("not_role", reason)
