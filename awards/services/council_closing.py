"""Closing a vote: under the lock that every ballot takes, so that what was acknowledged is counted, once."""

from collections import Counter
from collections.abc import Callable, Sequence

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from awards.ballots import Count, Share, percent_text
from awards.enums import Choice, Method, PollState, ProposalState
from awards.models import Ballot, Poll, PollCase, Proposal, TellerCount, Vote
from awards.rules.council import has_quorum, may_run_session, poll_is_open
from awards.services.council_ballots import ballots_seal
from awards.services.council_locks import VOID_IT, cases_in, locked_poll, refuse, require_free
from common import clock
from common.access import require
from common.events import event_log
from common.naming import named
from units.models import User

STAYS_OPEN = _("The vote stays open; what came in so far is kept.")
# Of fewer secret ballots the counts would tell, beside the names of those who voted, who voted how.
LEAST_SECRET = 3
# Case id to votes in favour, against, invalid.
Tally = dict[int, tuple[int, int, int]]


@transaction.atomic
def poll_close(*, poll: Poll, by: User) -> Poll:
    """Closes a vote and counts it: every case passes or fails by the exact share of the rule, its proposal with it.

    Raises Refused: not open, a case on hold, no quorum of written opinions, tellers who do not agree, nothing to count,
    so few secret ballots that the counts would tell who voted how.
    """
    row = locked_poll(poll)
    require(may_run_session(by, row.session))
    require(poll_is_open(row))
    cases = cases_in(row)
    require_free([case.proposal for case in cases], by, kept=STAYS_OPEN, todo=VOID_IT)
    tally = TALLIES[row.method](row)
    locked = Proposal.objects.select_for_update().filter(pk__in=[case.proposal_id for case in cases]).order_by("pk")
    proposals = {each.pk: each for each in locked}
    for case in cases:
        _decide(row, case, tally[case.pk], proposals[case.proposal_id], by)
    if row.method == Method.ELECTRONIC and row.is_secret:
        ballots_seal(row)
    row.state, row.closed_at = PollState.CLOSED, clock.now()
    row.version += 1
    counted = ["present", "issued", "collected", "invalid_sheets"]
    row.save(update_fields=["state", "closed_at", *counted, "version"])
    data = {"cases": len(cases), "passed": sum(bool(case.passed) for case in cases)}
    event_log(actor=by, action="poll.closed", target=row, before=PollState.OPEN, after=row.state, data=data)
    return row


def _decide(poll: Poll, case: PollCase, counts: tuple[int, int, int], proposal: Proposal, by: User) -> None:
    case.yes, case.no, case.invalid = counts
    count = Count(poll.members or 0, poll.present or 0, *counts)
    base = count.base(poll.base)
    case.passed = Share(poll.numerator, poll.denominator, poll.is_strict).is_met(count.yes, base)
    case.save(update_fields=["yes", "no", "invalid", "passed"])
    before = proposal.state
    proposal.state = ProposalState.PASSED if case.passed else ProposalState.FAILED
    proposal.version += 1
    proposal.save(update_fields=["state", "version"])
    data = {"yes": count.yes, "base": base, "percent": percent_text(count.yes, base)}
    action = "proposal.passed" if case.passed else "proposal.failed"
    event_log(actor=by, action=action, target=proposal, before=before, after=proposal.state, data=data)


def _of_ballots(poll: Poll) -> Tally:
    """Electronic ballots: secret ones without names, open ones with them; each member present has been given one."""
    voted = poll.turnout.filter(has_voted=True).count()
    if not voted:
        _refuse_empty()
    if poll.is_secret and voted < LEAST_SECRET:
        refuse(
            "too_few",
            _("Only %(voted)s members have voted; a secret vote is counted from %(least)s ballots on.")
            % {"voted": voted, "least": LEAST_SECRET},
            kept=STAYS_OPEN,
            todo=_("Wait for the votes, or declare the vote void with its reason."),
        )
    poll.issued, poll.collected = poll.present, voted
    source = Ballot.objects.filter(case__poll=poll) if poll.is_secret else Vote.objects.filter(case__poll=poll)
    return _tally(poll, list(source.order_by().values_list("case_id", "choice")))


def _of_hands(poll: Poll) -> Tally:
    marks = list(Vote.objects.filter(case__poll=poll).order_by().values_list("case_id", "choice"))
    if not marks:
        _refuse_empty()
    seen = {case_id for case_id, _choice in marks}
    missing = [str(case) for case in cases_in(poll) if case.pk not in seen]
    if missing:
        refuse(
            "uncounted",
            _("No vote is entered for: %(cases)s.") % {"cases": named(missing, ", ")},
            kept=STAYS_OPEN,
            todo=_("Enter the votes on every case, then close."),
        )
    return _tally(poll, marks)


def _of_writing(poll: Poll) -> Tally:
    """Wholly in writing: those who answered take the place of those present, for the quorum too."""
    tally = _of_hands(poll)
    answered = Vote.objects.filter(case__poll=poll).order_by().values("member_id").distinct().count()
    require(
        has_quorum(poll.session.council, present=answered, members=poll.members or 0),
        STAYS_OPEN,
        _("Wait for more written opinions, or declare the vote void."),
    )
    poll.present = answered
    return tally


def _of_tellers(poll: Poll) -> Tally:
    """Ballots on paper: both tellers have counted, and agree in every figure."""
    counts = list(poll.teller_counts.select_related("teller__person"))
    waiting = [str(each.teller) for each in counts if each.entered_at is None]
    if waiting or len(counts) != 2:
        refuse(
            "uncounted",
            _("Both tellers enter their count before the closing; missing: %(names)s.") % {"names": ", ".join(waiting)},
            kept=STAYS_OPEN,
        )
    differing = tellers_differ(cases_in(poll), counts)
    if differing:
        refuse(
            "tellers_differ",
            _("The counts of the two tellers differ: %(what)s.") % {"what": named(differing, ", ")},
            kept=STAYS_OPEN,
            todo=_("Count the ballots again; each teller enters the count anew."),
        )
    first = counts[0]
    if not first.collected:
        _refuse_empty()
    poll.issued, poll.collected, poll.invalid_sheets = first.issued, first.collected, first.invalid_sheets
    return {int(case_id): (row[0], row[1], row[2]) for case_id, row in first.rows.items()}


def tellers_differ(cases: Sequence[PollCase], counts: Sequence[TellerCount]) -> list[str]:
    """Where two counts differ, without saying what either is."""
    first, second = counts
    found = []
    if _sheets(first) != _sheets(second):
        found.append(str(_("number of ballots")))
    return found + [str(case) for case in cases if first.rows.get(str(case.pk)) != second.rows.get(str(case.pk))]


def _sheets(count: TellerCount) -> tuple[int | None, int | None, int]:
    return count.issued, count.collected, count.invalid_sheets or 0


def _tally(poll: Poll, marks: Sequence[tuple[int, str]]) -> Tally:
    counts = Counter(marks)
    return {
        case_id: (counts[case_id, Choice.YES], counts[case_id, Choice.NO], counts[case_id, Choice.INVALID])
        for case_id in poll.cases.values_list("pk", flat=True)
    }


def _refuse_empty() -> None:
    refuse(
        "uncounted",
        _("Nobody has voted yet."),
        kept=STAYS_OPEN,
        todo=_("Wait for the votes, or declare the vote void with its reason."),
    )


TALLIES: dict[str, Callable[[Poll], Tally]] = {
    Method.ELECTRONIC: _of_ballots,
    Method.HANDS: _of_hands,
    Method.WRITTEN: _of_writing,
    Method.PAPER: _of_tellers,
}
