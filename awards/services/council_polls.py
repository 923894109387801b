"""A poll on the cases of one form: prepared with its rule, opened with a quorum, removed or declared void."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from awards.enums import CycleState, Method, PollState, Presence, ProposalState
from awards.models import (
    AwardForm,
    CouncilMember,
    CouncilSession,
    Poll,
    PollCase,
    Proposal,
    Recusal,
    TellerCount,
    Turnout,
    VotingRule,
)
from awards.queries.decisions import rule_set_of
from awards.queries.dossier_gaps import gaps_of
from awards.queries.dossier_law import law_form
from awards.rules.council import (
    has_quorum,
    is_council_secretary,
    may_consider,
    may_run_session,
    printed_reason,
    session_is_open,
)
from awards.services.council_ballots import ballots_forget
from awards.services.council_locks import cases_in, locked_poll, locked_session, refuse, require_free, seats_in
from common import clock
from common.access import require
from common.events import event_log
from common.naming import named
from common.text import person_sort_key, sort_key
from units.models import User

# Hands and written opinions are open by nature, a sheet of paper without a name is secret.
OPEN_METHODS = frozenset({Method.HANDS, Method.WRITTEN})
# What a case is asked for: whom it is about, and the law of its dossier.
CASE = ("subject", "form", "cycle__rule_set", "dossier__rule_set")
LEAVE_OUT = _("Leave the case out until another document lifts the hold.")
NOT_PREPARED = _("Voting has begun; the cases and the way of voting stay as they are.")


@transaction.atomic
def poll_prepare(
    *,
    session: CouncilSession,
    form: AwardForm,
    proposals: Sequence[Proposal],
    method: str,
    is_secret: bool = False,
    by: User,
) -> Poll:
    """Prepares a vote on complete dossiers of one form; the threshold is copied from the rule of their law.

    Members who have to keep away are written down at once. Raises Refused: the cycle is not before the council, the
    dossiers stand under different laws, a ballot is required, a case is held.
    """
    row = locked_session(session)
    require(is_council_secretary(by))
    require(session_is_open(row))
    if row.cycle.state != CycleState.COUNCIL:
        refuse(
            "state",
            _("The award cycle is not before the council: %(cycle)s.") % {"cycle": str(row.cycle)},
            todo=_("Bring the cycle before the council first; opinions and the public list come before it."),
        )
    if not proposals:
        refuse("bad_input", _("Choose at least one case."), status=400)
    locked = Proposal.objects.select_for_update(of=("self",)).filter(pk__in=[each.pk for each in proposals])
    found = sorted(locked.order_by("pk").select_related(*CASE), key=ballot_order)
    _require_votable(row, form, found)
    rule = _rule_of(form, found, method)
    require_free(found, by, todo=LEAVE_OUT)
    poll = Poll.objects.create(
        session=row,
        form=rule.form,
        order=row.polls.count() + 1,
        method=method,
        is_secret=method == Method.PAPER or (method == Method.ELECTRONIC and (is_secret or rule.needs_ballot)),
        numerator=rule.numerator,
        denominator=rule.denominator,
        is_strict=rule.is_strict,
        base=rule.base,
        source=rule.source,
    )
    PollCase.objects.bulk_create(
        PollCase(poll=poll, proposal=proposal, order=order) for order, proposal in enumerate(found, 1)
    )
    _recusals_write(poll)
    data = {"form": form.name, "cases": len(found), "method": method}
    event_log(actor=by, action="poll.prepared", target=poll, after=PollState.PREPARED, data=data)
    return poll


@transaction.atomic
def poll_recuse(*, case: PollCase, member: CouncilMember, reason: str, by: User) -> Recusal:
    """A member keeps away from a case: said by the member, or written down by the secretary before voting.

    The member stays in the denominator. Refused once the member has voted.
    """
    poll = locked_poll(case.poll)
    is_own = by.person_id is not None and by.person_id == member.person_id
    if not is_own:
        require(is_council_secretary(by))
    if poll.state == PollState.OPEN and not is_own:
        refuse("state", NOT_PREPARED)
    if poll.state not in (PollState.PREPARED, PollState.OPEN):
        refuse("poll_closed", _("Voting is closed; nothing is counted after the closing."))
    if not poll.session.attendance.filter(member=member).exists():
        refuse("not_member", _("The roster was fixed when the session opened; nobody is added to it."))
    if not reason.strip():
        refuse("reason_needed", _("A reason is needed; the minutes print it."), status=400)
    has_voted = poll.turnout.filter(member=member, has_voted=True).exists()
    if has_voted or case.votes.filter(member=member).exists():
        refuse("voted", _("This member has voted already."))
    row, made = Recusal.objects.get_or_create(case=case, member=member, defaults={"reason": reason})
    if made:
        data = {"member": str(member), "case": str(case)}
        event_log(actor=by, action="poll.recused", target=poll, reason=reason, data=data)
    return row


@transaction.atomic
def poll_tellers_name(*, poll: Poll, head: CouncilMember, second: CouncilMember, by: User) -> list[TellerCount]:
    """Names the two tellers of ballots on paper; each enters a count of their own, so each needs an account."""
    row = locked_poll(poll)
    require(may_run_session(by, row.session))
    if row.method != Method.PAPER:
        refuse("other_method", _("Tellers are named for ballots on paper."))
    if row.state != PollState.PREPARED:
        refuse("state", NOT_PREPARED)
    if head.pk == second.pk:
        refuse("bad_input", _("The two tellers are two persons."), status=400)
    seats = {seat.member_id: seat for seat in seats_in(row.session)}
    for teller in (head, second):
        seat = seats.get(teller.pk)
        if seat is None or seat.presence != Presence.PRESENT:
            refuse("not_present", _("Tellers are members who are present."), status=400)
        if getattr(seat.member.person, "account", None) is None:
            refuse("no_account", _("A teller needs an account to enter the count."), status=400)
    row.teller_counts.all().delete()
    rows = [TellerCount(poll=row, teller=teller, is_head=teller is head) for teller in (head, second)]
    event_log(actor=by, action="poll.tellers_named", target=row, data={"tellers": [str(head), str(second)]})
    return TellerCount.objects.bulk_create(rows)


@transaction.atomic
def poll_open(*, poll: Poll, by: User) -> Poll:
    """Begins a vote: needs a quorum, counts all members and those present, and fixes who may vote on what."""
    session = locked_session(poll.session)
    row = locked_poll(poll)
    require(may_run_session(by, session))
    require(session_is_open(session))
    if row.state != PollState.PREPARED:
        refuse("state", _("This vote was opened already."))
    if session.polls.filter(state=PollState.OPEN).exists():
        refuse("voting", _("Another vote of this session is open."), todo=_("Close it first."))
    seats = seats_in(session)
    present = sum(seat.presence == Presence.PRESENT for seat in seats)
    if row.method != Method.WRITTEN:
        require(
            has_quorum(session.council, present=present, members=len(seats)),
            _("The vote stays prepared."),
            _("Wait for more members and correct the attendance, or adjourn the session."),
        )
    cases = cases_in(row)
    _require_votable(session, row.form, [case.proposal for case in cases], besides=row)
    require_free([case.proposal for case in cases], by, kept=_("The vote stays prepared."), todo=LEAVE_OUT)
    if row.method == Method.PAPER and row.teller_counts.count() != 2:
        refuse("no_tellers", _("Ballots on paper are counted by two tellers; name them first."))
    _recusals_write(row)
    if row.method == Method.ELECTRONIC:
        # All at once and in the order of the council: neither number nor time will tell who votes before whom.
        Turnout.objects.bulk_create(Turnout(poll=row, member_id=seat.member_id) for seat in seats)
    row.state, row.members, row.present, row.opened_at = PollState.OPEN, len(seats), present, clock.now()
    _save(row, "state", "members", "present", "opened_at")
    data = {"members": row.members, "present": row.present}
    event_log(actor=by, action="poll.opened", target=row, before=PollState.PREPARED, after=row.state, data=data)
    return row


@transaction.atomic
def poll_remove(*, poll: Poll, by: User) -> None:
    """Takes back a vote that has not begun; the event stays."""
    row = locked_poll(poll)
    require(is_council_secretary(by))
    if row.state != PollState.PREPARED:
        refuse("state", _("Only a vote that has not begun is removed; an open one is declared void with its reason."))
    event_log(actor=by, action="poll.removed", target=row.session, data={"form": row.form.name})
    Recusal.objects.filter(case__poll=row).delete()
    row.cases.all().delete()
    row.teller_counts.all().delete()
    row.delete()


@transaction.atomic
def poll_void(*, poll: Poll, reason: str, by: User) -> Poll:
    """Declares a vote void with its reason; its cases can be voted on anew.

    Ballots of an open vote are destroyed uncounted. A closed one can be void as long as the session sits and nothing
    was built on its outcome.
    """
    session = locked_session(poll.session)
    row = locked_poll(poll)
    require(may_run_session(by, session))
    require(session_is_open(session))
    if row.state not in (PollState.OPEN, PollState.CLOSED):
        refuse("state", _("Only a vote that was begun can be void."))
    if not reason.strip():
        refuse("reason_needed", _("A reason is needed; the minutes print it."), status=400)
    before = row.state
    if before == PollState.CLOSED:
        _outcomes_take_back(row)
    else:
        ballots_forget(row)
    row.state, row.void_reason = PollState.VOID, reason
    _save(row, "state", "void_reason")
    event_log(actor=by, action="poll.voided", target=row, before=before, after=row.state, reason=reason)
    return row


def _outcomes_take_back(poll: Poll) -> None:
    """Passed and failed proposals of a void vote are complete dossiers again."""
    ids = poll.cases.values("proposal_id")
    proposals = list(Proposal.objects.select_for_update().filter(pk__in=ids).order_by("pk"))
    if any(each.state not in (ProposalState.PASSED, ProposalState.FAILED) for each in proposals):
        refuse(
            "state",
            _("A decision or a proposal upward rests on this vote already."),
            todo=_("Withdraw that first, or record a new decision."),
        )
    for proposal in proposals:
        proposal.state = ProposalState.COMPLETE
        proposal.version += 1
        proposal.save(update_fields=["state", "version"])


def ballot_order(proposal: Proposal) -> tuple[str, str, int]:
    """The order of the cases on a ballot: units and collectives, then persons by their given name, as lists have it."""
    if proposal.subject.person_id is None:
        return ("", sort_key(proposal.printed_name), proposal.pk)
    return ("1", person_sort_key(proposal.printed_name), proposal.pk)


def _rule_of(form: AwardForm, proposals: Sequence[Proposal], method: str) -> VotingRule:
    """The rule of the form under the one law of the dossiers, which allows the way of voting."""
    laws = {law.pk: law for law in map(rule_set_of, proposals)}
    if len(laws) > 1:
        names = "; ".join(sorted(law.title for law in laws.values()))
        words = _("The dossiers stand under different laws (%(names)s).") % {"names": names}
        refuse("bad_input", words, todo=_("Prepare a vote for the dossiers of each law."), status=400)
    rule = VotingRule.objects.filter(form=law_form(form, next(iter(laws.values())))).select_related("form").first()
    if rule is None:
        refuse("no_rule", _("No rule says how the council votes on this form."))
    if rule.needs_ballot and method in OPEN_METHODS:
        refuse(
            "ballot_required",
            _("The rule of this form asks for a ballot (%(source)s).") % {"source": rule.source},
            todo=_("Choose ballots on paper or electronic ballots."),
        )
    return rule


def _require_votable(
    session: CouncilSession, form: AwardForm, proposals: Sequence[Proposal], besides: Poll | None = None
) -> None:
    """Complete dossiers of the session's cycle and of one form, none in another vote."""
    strange = [row for row in proposals if row.cycle_id != session.cycle_id or row.form.code != form.code]
    if strange:
        refuse("bad_input", _("Proposed for another form or in another cycle: %(names)s.") % _names(strange))
    lacking = [row for row in proposals if row.state != ProposalState.COMPLETE]
    if lacking:
        refuse(
            "not_complete",
            _("Only complete dossiers come before the council; not complete: %(names)s.")
            % {"names": named(gaps_of(lacking))},
            kept=_("The vote stays prepared.") if besides else "",
            todo=_("Complete these dossiers first, or leave the cases out."),
        )
    taken = PollCase.objects.filter(
        proposal__in=proposals, poll__state__in=[PollState.PREPARED, PollState.OPEN]
    ).select_related("proposal")
    if besides is not None:
        taken = taken.exclude(poll=besides)
    clashing = [case.proposal for case in taken.order_by("poll_id", "order")]
    if clashing:
        refuse("duplicate", _("In another vote already: %(names)s.") % _names(clashing))


def _names(proposals: Sequence[Proposal]) -> dict[str, str]:
    return {"names": named([row.printed_name for row in proposals])}


def _recusals_write(poll: Poll) -> None:
    """Writes down who has to keep away from which case; what was written before stays."""
    seats = seats_in(poll.session)
    known = set(Recusal.objects.filter(case__poll=poll).values_list("case_id", "member_id"))
    rows = []
    for case in cases_in(poll):
        for seat in seats:
            verdict = may_consider(seat.member, case.proposal.subject)
            if verdict is not True and (case.pk, seat.member_id) not in known:
                rows.append(Recusal(case=case, member=seat.member, reason=printed_reason(verdict)))
    Recusal.objects.bulk_create(rows)


def _save(row: Poll, *fields: str) -> None:
    row.version += 1
    row.save(update_fields=[*fields, "version"])
