"""What the minutes of a session and the record of a count print, as plain values in the language of papers."""

import datetime as dt
from dataclasses import dataclass

from django.utils import translation

from awards.ballots import Share, percent_text
from awards.enums import PollState, Presence, ProposalState
from awards.models import (
    Attendance,
    CouncilSession,
    Hold,
    OpinionRequest,
    Poll,
    PollCase,
    Proposal,
    PublicNotice,
    Recusal,
    TellerCount,
    Vote,
)
from awards.queries.decision_facts import salutation_of
from awards.wording import called
from common import clock
from common.dates import format_day


@dataclass(frozen=True, kw_only=True)
class SeatFacts:
    """One member in the minutes; `reason` of the absence, `opinion` with its paper when it came in writing.

    `name` stands below a signature, `called` in the text (`Ông Bùi Thanh Sơn`).
    """

    name: str
    called: str
    title: str
    office: str
    presence: str
    reason: str
    opinion: str
    document: str


@dataclass(frozen=True, kw_only=True)
class RecusalFacts:
    name: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class RemarkFacts:
    """Another opinion given with an open vote."""

    name: str
    text: str


@dataclass(frozen=True, kw_only=True)
class CaseFacts:
    """One line of the result. `percent`: of `base`, cut after two decimals, never rounded up.

    `salutation`: `Ông` or `Bà` of a person, empty of a collective.
    """

    number: int
    name: str
    salutation: str
    title: str
    unit: str
    form: str
    yes: int
    no: int
    invalid: int
    base: int
    percent: str
    passed: bool
    recusals: tuple[RecusalFacts, ...]
    remarks: tuple[RemarkFacts, ...]

    @property
    def called(self) -> str:
        return f"{self.salutation} {self.name}".strip()

    @property
    def within(self) -> str:
        """The same inside a sentence: `ông Bùi Thanh Sơn`."""
        return f"{self.salutation.lower()} {self.name}".strip()


@dataclass(frozen=True, kw_only=True)
class PollFacts:
    """`base`: `members`, `present` or `valid`; `needed`: the fewest votes that pass, None where it differs by case.

    `sides`: `tập thể, cá nhân`, those of its cases. `tellers`: all of them, the head first; `tellers_called`: the same
    in the text, with their positions.
    """

    number: int
    form: str
    method: str
    method_code: str
    is_secret: bool
    share: str
    is_strict: bool
    base: str
    base_text: str
    needed: int | None
    source: str
    members: int
    present: int
    issued: int | None
    collected: int | None
    invalid_sheets: int | None
    opened_at: dt.datetime | None
    closed_at: dt.datetime | None
    void_reason: str
    cases: tuple[CaseFacts, ...]
    sides: str
    head_teller: str
    tellers: tuple[str, ...]
    tellers_called: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class HearingFacts:
    """An opinion that was asked for: the letter, its last day, the answer (empty: none, taken as no other opinion)."""

    asked: str
    letter: str
    due_on: dt.date
    answer: str
    answer_letter: str


@dataclass(frozen=True, kw_only=True)
class NoticeFacts:
    """The list made public; `opinions`: what came in, each with how it was dealt with."""

    from_on: dt.date
    to_on: dt.date
    place: str
    opinions: tuple[tuple[str, str], ...]
    conclusion: str


@dataclass(frozen=True, kw_only=True)
class MinutesFacts:
    """Everything of one session: frame, presence and quorum, what was heard before, votes, conclusion."""

    title: str
    council: str
    symbol: str
    decision: str
    place: str
    started: dt.datetime | None
    ended: dt.datetime | None
    chair: SeatFacts | None
    secretary: SeatFacts | None
    agenda: tuple[str, ...]
    seats: tuple[SeatFacts, ...]
    members: int
    present: int
    absent: tuple[SeatFacts, ...]
    quorum_needed: int
    quorum_share: str
    quorum_source: str
    quorum_verified: bool
    has_quorum: bool
    hearings: tuple[HearingFacts, ...]
    notices: tuple[NoticeFacts, ...]
    holds: tuple[str, ...]
    polls: tuple[PollFacts, ...]
    discussion: str
    conclusion: str


@dataclass(frozen=True, kw_only=True)
class CountingFacts:
    """The record of one count of ballots; `invalid_rows`: rows without one clear mark, those of invalid sheets too.

    `attended`: the members present, before whom an electronic vote is closed; nobody's ballot can be told from it.
    """

    council: str
    symbol: str
    session: str
    place: str
    chair: SeatFacts | None
    secretary: SeatFacts | None
    attended: tuple[SeatFacts, ...]
    poll: PollFacts
    valid_rows: int
    invalid_rows: int


def minutes_facts(session: CouncilSession) -> MinutesFacts:
    """The facts of a session; polls that are still open are left out, void ones stay with their reason."""
    with translation.override("vi"):
        return _minutes(session)


def counting_facts(poll: Poll) -> CountingFacts:
    """The facts of the count of a closed poll. Raises ValueError before the closing: there is nothing to read."""
    if poll.state != PollState.CLOSED:
        raise ValueError("the poll is not closed")
    with translation.override("vi"):
        facts = poll_facts(poll)
        session = poll.session
        seats = {row.member_id: _seat(row) for row in _seats(session)}
        return CountingFacts(
            council=session.council.name,
            symbol=session.council.symbol,
            session=session.title,
            place=session.place,
            chair=seats.get(session.chair_id or 0),
            secretary=seats.get(session.secretary_id or 0),
            attended=tuple(seat for seat in seats.values() if seat.presence == Presence.PRESENT),
            poll=facts,
            valid_rows=sum(case.yes + case.no for case in facts.cases),
            invalid_rows=sum(case.invalid for case in facts.cases),
        )


def poll_facts(poll: Poll) -> PollFacts:
    """One closed or void poll; a void one has no counted cases."""
    share = Share(poll.numerator, poll.denominator, poll.is_strict)
    bases = {"members": poll.members or 0, "present": poll.present or 0}
    tellers = list(TellerCount.objects.filter(poll=poll).select_related("teller__person"))
    return PollFacts(
        number=poll.order,
        form=poll.form.name,
        method=poll.get_method_display(),
        method_code=poll.method,
        is_secret=poll.is_secret,
        share=f"{poll.numerator}/{poll.denominator}",
        is_strict=poll.is_strict,
        base=poll.base,
        base_text=poll.get_base_display(),
        needed=share.needed(bases[poll.base]) if poll.base in bases else None,
        source=poll.source,
        members=poll.members or 0,
        present=poll.present or 0,
        issued=poll.issued,
        collected=poll.collected,
        invalid_sheets=poll.invalid_sheets,
        opened_at=poll.opened_at,
        closed_at=poll.closed_at,
        void_reason=poll.void_reason,
        cases=_cases(poll) if poll.state == PollState.CLOSED else (),
        sides=_sides(poll),
        head_teller=next((str(each.teller) for each in tellers if each.is_head), ""),
        tellers=tuple(str(each.teller) for each in tellers),
        tellers_called=tuple(f"{called(each.teller.person)}, {each.teller.printed_title}" for each in tellers),
    )


def _sides(poll: Poll) -> str:
    is_person = {person is not None for person in poll.cases.values_list("proposal__subject__person", flat=True)}
    return ", ".join(word for which, word in ((False, "tập thể"), (True, "cá nhân")) if which in is_person)


def _minutes(session: CouncilSession) -> MinutesFacts:
    council = session.council
    rows = _seats(session)
    seats = {row.member_id: _seat(row) for row in rows}
    absent = tuple(seats[row.member_id] for row in rows if row.presence != Presence.PRESENT)
    present = len(rows) - len(absent)
    quorum = Share(council.quorum_numerator, council.quorum_denominator)
    polls = session.polls.filter(state__in=[PollState.CLOSED, PollState.VOID]).select_related(
        "form", "session__council"
    )
    return MinutesFacts(
        title=session.title,
        council=council.name,
        symbol=council.symbol,
        decision=str(council.decision),
        place=session.place,
        started=session.opened_at,
        ended=session.closed_at,
        chair=seats.get(session.chair_id or 0),
        secretary=seats.get(session.secretary_id or 0),
        agenda=tuple(session.agenda.order_by("order").values_list("title", flat=True)),
        seats=tuple(seats.values()),
        members=len(rows),
        present=present,
        absent=absent,
        quorum_needed=quorum.needed(len(rows)),
        quorum_share=f"{quorum.numerator}/{quorum.denominator}",
        quorum_source=council.quorum_source,
        quorum_verified=council.is_verified,
        has_quorum=quorum.is_met(present, len(rows)),
        hearings=tuple(_hearing(row) for row in _hearings(session)),
        notices=tuple(_notice(row) for row in PublicNotice.objects.filter(cycle_id=session.cycle_id)),
        holds=_holds(session),
        polls=tuple(poll_facts(poll) for poll in polls.select_related("form").order_by("order")),
        discussion=session.discussion,
        conclusion=session.conclusion,
    )


def _seats(session: CouncilSession) -> list[Attendance]:
    rows = session.attendance.select_related("member__person", "document")
    return list(rows.order_by("member__order", "member_id"))


def _seat(row: Attendance) -> SeatFacts:
    return SeatFacts(
        name=str(row.member),
        called=called(row.member.person),
        title=row.member.printed_title,
        office=row.member.get_office_display(),
        presence=row.presence,
        reason=row.reason,
        opinion=row.opinion,
        document=str(row.document) if row.document is not None else "",
    )


def _cases(poll: Poll) -> tuple[CaseFacts, ...]:
    away: dict[int, list[RecusalFacts]] = {}
    rows = Recusal.objects.filter(case__poll=poll).select_related("member__person")
    for row in rows.order_by("case_id", "member__order", "member_id"):
        away.setdefault(row.case_id, []).append(RecusalFacts(name=called(row.member.person), reason=row.reason))
    remarks: dict[int, list[RemarkFacts]] = {}
    votes = Vote.objects.filter(case__poll=poll).exclude(remark="").select_related("member__person")
    for vote in votes.order_by("case_id", "member__order", "member_id"):
        remarks.setdefault(vote.case_id, []).append(RemarkFacts(name=called(vote.member.person), text=vote.remark))
    cases = poll.cases.select_related("proposal__subject__person").order_by("order")
    return tuple(_case(poll, case, away.get(case.pk, []), remarks.get(case.pk, [])) for case in cases)


def _case(poll: Poll, case: PollCase, away: list[RecusalFacts], remarks: list[RemarkFacts]) -> CaseFacts:
    yes, no, invalid = case.yes or 0, case.no or 0, case.invalid or 0
    base = {"members": poll.members or 0, "present": poll.present or 0}.get(poll.base, yes + no)
    return CaseFacts(
        number=case.order,
        name=case.proposal.printed_name,
        salutation=salutation_of(case.proposal.subject),
        title=case.proposal.printed_title,
        unit=case.proposal.printed_unit,
        form=poll.form.name,
        yes=yes,
        no=no,
        invalid=invalid,
        base=base,
        percent=percent_text(yes, base),
        passed=bool(case.passed),
        recusals=tuple(away),
        remarks=tuple(remarks),
    )


def _hearings(session: CouncilSession) -> list[OpinionRequest]:
    rows = OpinionRequest.objects.filter(cycle_id=session.cycle_id).select_related("letter", "answer_document")
    return list(rows.order_by("sent_on", "pk"))


def _hearing(row: OpinionRequest) -> HearingFacts:
    return HearingFacts(
        asked=row.asked,
        letter=str(row.letter),
        due_on=row.due_on,
        answer=row.answer,
        answer_letter=str(row.answer_document) if row.answer_document is not None else "",
    )


def _notice(row: PublicNotice) -> NoticeFacts:
    opinions = row.opinions.order_by("received_on", "pk").values_list("text", "handling")
    return NoticeFacts(
        from_on=row.from_on, to_on=row.to_on, place=row.place, opinions=tuple(opinions), conclusion=row.conclusion
    )


def _holds(session: CouncilSession) -> tuple[str, ...]:
    """Held subjects among the proposals of the cycle on the day of the session, each with its document."""
    day = clock.local(session.opened_at or session.planned_at).date()
    proposals = Proposal.objects.filter(cycle_id=session.cycle_id).exclude(state=ProposalState.DROPPED)
    names = {
        row.subject_id: f"{salutation_of(row.subject)} {row.printed_name}".strip()
        for row in proposals.select_related("subject__person")
    }
    rows = Hold.objects.filter(subject__in=names, from_on__lte=day).exclude(until_on__lte=day)
    return tuple(
        f"{names[row.subject_id]}: {row.get_kind_display()} ({row.document}), từ ngày {format_day(row.from_on)}"
        for row in rows.select_related("document").order_by("from_on", "pk")
    )
