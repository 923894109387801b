"""Votes come in: electronic ballots, hands and written opinions entered by the secretary, counts of the tellers."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_variables

from awards.enums import Choice, Method, Presence
from awards.models import Attendance, Poll, PollCase, Recusal, TellerCount, Vote
from awards.rules.council import may_consider, may_run_session, may_vote, poll_is_open, printed_reason, votes_in
from awards.services.council_ballots import ballots_write, turnout_mark
from awards.services.council_locks import (
    NOTHING_COUNTED,
    VOID_IT,
    cases_in,
    locked_poll,
    refuse,
    require_free,
    seat_of,
    seats_in,
)
from common import clock
from common.access import Denied, require
from common.events import event_log
from common.naming import named
from units.models import User

Cell = tuple[int, int]


@dataclass(frozen=True)
class VoteInput:
    """`remark`: another opinion, printed in the minutes."""

    choice: str
    remark: str = ""


@dataclass(frozen=True, kw_only=True)
class CountInput:
    """What a teller counted. `rows`: case id to votes in favour, against, invalid.

    A row without one clear mark is invalid; of `invalid_sheets` every row is.
    """

    issued: int
    collected: int
    invalid_sheets: int = 0
    rows: Mapping[int, tuple[int, int, int]] = field(default_factory=dict)


@sensitive_variables()
@transaction.atomic
def poll_vote(*, poll: Poll, choices: Mapping[int, str], by: User) -> None:
    """Casts the electronic ballot of a member, once, on every case the member may vote on.

    `choices`: case id to in favour or against; a row without a mark is invalid, as on paper. Writes no event and no
    time. Raises Refused: not a member, absent, a case on hold, conflict of interest, voted already, closed.
    """
    row = locked_poll(poll)
    seat = seat_of(by, row.session)
    require(may_vote(row, seat), NOTHING_COUNTED, _("Ask the secretary of the council."))
    assert seat is not None  # noqa: S101 - what may_vote has just said
    if row.turnout.filter(member_id=seat.member_id, has_voted=True).exists():
        refuse(
            "voted",
            _("This member has voted already; every member votes once."),
            kept=_("The ballot that was received before stays as it is."),
            todo=_("Wait for the closing; the counts are shown then."),
        )
    cases = cases_in(row)
    require_free([case.proposal for case in cases], by, kept=NOTHING_COUNTED, todo=VOID_IT)
    barred = _barred(row, cases, seat)
    _require_clean(cases, barred, choices)
    marks = [(case.pk, choices.get(case.pk, Choice.INVALID)) for case in cases if case.pk not in barred]
    if not marks:
        refuse("conflict_of_interest", _("There is no case this member may vote on."), kept=NOTHING_COUNTED, status=403)
    if row.is_secret:
        ballots_write(row, marks)
    else:
        Vote.objects.bulk_create(
            Vote(case_id=case_id, member_id=seat.member_id, choice=choice) for case_id, choice in marks
        )
    turnout_mark(row, seat.member_id)


@transaction.atomic
def poll_record(*, poll: Poll, votes: Mapping[Cell, VoteInput], by: User) -> int:
    """The secretary enters a show of hands, or the written opinions that came in; replaces what was entered before.

    `votes`: case id and member id to the vote; an empty cell is a member who did not vote. Returns how many.
    """
    row = locked_poll(poll)
    require(may_run_session(by, row.session))
    if row.method not in (Method.HANDS, Method.WRITTEN):
        refuse("other_method", _("Only a show of hands and written opinions are entered here."))
    require(poll_is_open(row), NOTHING_COUNTED)
    seats = {seat.member_id: seat for seat in seats_in(row.session)}
    cases = {case.pk: case for case in cases_in(row)}
    require_free([case.proposal for case in cases.values()], by, kept=NOTHING_COUNTED, todo=VOID_IT)
    voters = [seats[member_id] for member_id in sorted({cell[1] for cell in votes} & set(seats))]
    barred = {seat.member_id: _barred(row, list(cases.values()), seat) for seat in voters}
    rows = []
    for (case_id, member_id), vote in votes.items():
        seat = seats.get(member_id)
        verdict = votes_in(row, seat)
        if verdict is not True:
            require(Denied(verdict.code, verdict.reason, 400), NOTHING_COUNTED)
        if case_id not in cases or vote.choice not in Choice.values:
            refuse("bad_input", _("The vote names something that is not in this poll."), status=400)
        if case_id in barred[member_id]:
            _refuse_conflict(cases[case_id], barred[member_id][case_id])
        rows.append(Vote(case_id=case_id, member_id=member_id, choice=vote.choice, remark=vote.remark))
    Vote.objects.filter(case__poll=row).delete()
    Vote.objects.bulk_create(rows)
    event_log(actor=by, action="poll.recorded", target=row, data={"votes": len(rows)})
    return len(rows)


@transaction.atomic
def poll_count(*, poll: Poll, values: CountInput, by: User) -> TellerCount:
    """A teller enters their own count of the ballots on paper; a new one replaces it until the closing.

    Every row is between the ballots that must have a mark there and those that can.
    """
    row = locked_poll(poll)
    mine = row.teller_counts.filter(teller__person_id=by.person_id).first() if by.person_id else None
    if mine is None:
        refuse("not_teller", _("Only the two tellers of this vote enter counts."), status=403)
    require(poll_is_open(row), NOTHING_COUNTED)
    cases = {case.pk: case for case in cases_in(row)}
    present = row.present or 0
    if not 0 <= values.collected <= values.issued <= present:
        refuse(
            "bad_input",
            _("At most one ballot for each of the %(present)s members present, and no more collected than issued.")
            % {"present": present},
            status=400,
        )
    if not 0 <= values.invalid_sheets <= values.collected:
        refuse("bad_input", _("No more ballots are invalid than were collected."), status=400)
    if set(values.rows) != set(cases):
        refuse("bad_input", _("Every case needs its count."), status=400)
    wrong = _miscounted(values, cases, present, _away(row))
    if wrong:
        refuse("bad_input", named(wrong, " "), status=400)
    mine.issued, mine.collected, mine.entered_at = values.issued, values.collected, clock.now()
    mine.invalid_sheets = values.invalid_sheets
    mine.rows = {str(case_id): list(counts) for case_id, counts in values.rows.items()}
    mine.save(update_fields=["issued", "collected", "invalid_sheets", "rows", "entered_at"])
    event_log(actor=by, action="poll.counted", target=row)
    return mine


def _miscounted(values: CountInput, cases: Mapping[int, PollCase], present: int, away: Mapping[int, int]) -> list[str]:
    """What cannot be in a count, one sentence for each case: too few or too many rows, too few invalid ones."""
    found = []
    for case_id, counts in values.rows.items():
        absent, words = away.get(case_id, 0), {"case": str(cases[case_id]), "sum": sum(counts), "rows": counts[2]}
        least, most = max(0, values.collected - absent), min(values.collected, present - absent)
        if min(counts) < 0 or not least <= sum(counts) <= most:
            text = _("%(case)s: %(sum)s votes; the ballots collected give %(least)s to %(most)s.")
            found.append(text % (words | {"least": least, "most": most}))
        elif counts[2] < max(0, values.invalid_sheets - absent):
            text = _("%(case)s: %(rows)s invalid rows, but every row of the %(sheets)s invalid ballots is invalid.")
            found.append(text % (words | {"sheets": values.invalid_sheets}))
    return found


def _away(poll: Poll) -> dict[int, int]:
    """Case id to the number of members present who keep away from it."""
    found: dict[int, int] = {}
    present = poll.session.attendance.filter(presence=Presence.PRESENT).values("member_id")
    for case_id in Recusal.objects.filter(case__poll=poll, member_id__in=present).values_list("case_id", flat=True):
        found[case_id] = found.get(case_id, 0) + 1
    return found


def _barred(poll: Poll, cases: list[PollCase], seat: Attendance) -> dict[int, str]:
    """Case id to the reason why a member keeps away; a conflict declared since the opening is written down now."""
    known = Recusal.objects.filter(case__poll=poll, member_id=seat.member_id).order_by()
    found = dict(known.values_list("case_id", "reason"))
    for case in cases:
        verdict = may_consider(seat.member, case.proposal.subject)
        if verdict is not True and case.pk not in found:
            found[case.pk] = printed_reason(verdict)
            Recusal.objects.create(case=case, member_id=seat.member_id, reason=found[case.pk])
    return found


def _require_clean(cases: list[PollCase], barred: Mapping[int, str], choices: Mapping[int, str]) -> None:
    known = {case.pk: case for case in cases}
    for case_id, choice in choices.items():
        if case_id not in known or choice not in (Choice.YES, Choice.NO):
            refuse("bad_input", _("The ballot names something that is not in this vote."), status=400)
        if case_id in barred:
            _refuse_conflict(known[case_id], barred[case_id])


def _refuse_conflict(case: PollCase, reason: str) -> None:
    refuse(
        "conflict_of_interest",
        _("%(case)s: the member keeps away from this case (%(reason)s) and still counts among all members.")
        % {"case": str(case), "reason": reason},
        kept=NOTHING_COUNTED,
        todo=_("Vote on the other cases only."),
        status=403,
    )
