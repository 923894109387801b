"""The council by decision, its session with a vote by show of hands, one on paper and a secret one."""

import datetime as dt
from collections.abc import Iterable

from awards.demo import story, times
from awards.demo.gathering import home_of, proposals_of
from awards.demo.hearing import held_proposal
from awards.demo.story import paper
from awards.enums import Choice, Method, PollState, Presence, ProposalState, Side
from awards.models import AwardCycle, Council, CouncilMember, CouncilSession, Poll, PollCase, Proposal, Recusal
from awards.services.council import CouncilInput, QuorumRule, SeatInput, council_member_add, council_set_up
from awards.services.council_closing import poll_close
from awards.services.council_polls import poll_open, poll_prepare, poll_tellers_name
from awards.services.council_sessions import (
    PresenceInput,
    SessionInput,
    session_close,
    session_open,
    session_plan,
    session_show,
)
from awards.services.council_votes import CountInput, VoteInput, poll_count, poll_record, poll_vote
from common import clock
from units.demo import Cast
from units.models import Unit

FIRST_DAY = dt.date(2025, 1, 10)
AGENDA = (
    "Công bố thành phần, kiểm tra điều kiện họp",
    "Báo cáo kết quả thẩm định hồ sơ, lấy ý kiến và công khai danh sách",
    "Biểu quyết tặng Giấy khen của Giám đốc Sở cho tập thể",
    "Bỏ phiếu tặng Giấy khen của Giám đốc Sở cho cá nhân",
    "Bỏ phiếu kín đề nghị tặng Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh",
    "Kết luận",
)


def set_up(cast: Cast) -> Council:
    """Eleven members by the decision of January."""
    secretary = cast["thuky.vp"]
    with clock.frozen(times.COUNCIL_SET_UP):
        values = CouncilInput(
            name="Hội đồng Thi đua - Khen thưởng",
            symbol="HĐTĐKT",
            decision=paper("Quyết định", "18/QĐ-SGDĐT", FIRST_DAY, title="Thành lập Hội đồng Thi đua - Khen thưởng"),
            valid_from=FIRST_DAY,
            quorum=QuorumRule(numerator=2, denominator=3, source=story.SOURCE),
        )
        department = Unit.objects.get(code="SGDDT")
        council = council_set_up(department=department, values=values, by=secretary)
        for order, seat in enumerate(story.SEATS, 1):
            person = cast[seat.username].person
            if person is None:
                raise LookupError(seat.username)
            member = SeatInput(
                person=person, office=seat.office, printed_title=seat.title, order=order, valid_from=FIRST_DAY
            )
            council_member_add(council=council, values=member, by=secretary)
    return council


def plan(council: Council, cycle: AwardCycle, cast: Cast) -> CouncilSession:
    with clock.frozen(times.SESSION_PLANNED):
        values = SessionInput(
            title="Họp xét khen thưởng sơ kết giai đoạn 1 (2023 - 2025)",
            planned_at=times.SESSION_OPENED,
            place="Phòng họp số 1, trụ sở Sở",
            agenda=AGENDA,
        )
        return session_plan(council=council, cycle=cycle, values=values, by=cast["thuky.vp"])


def begin(session: CouncilSession, cast: Cast) -> CouncilSession:
    """Nine are present, one has sent an opinion, one is away."""
    seats = _members(session, cast)
    presences = {seats[row.username].pk: _presence(row) for row in story.SEATS}
    with clock.frozen(times.SESSION_OPENED):
        return session_open(
            session=session,
            chair=seats["lanhdao.so"],
            secretary=seats["thuky.vp"],
            presences=presences,
            by=cast["thuky.vp"],
        )


def raise_hands(session: CouncilSession, cast: Cast) -> None:
    """Giấy khen for collectives: everybody is in favour."""
    by, seats = cast["thuky.vp"], _members(session, cast)
    cases = [row for row in _votable(session.cycle, decided_here=True) if row.subject.side == Side.COLLECTIVE]
    with clock.frozen(times.HANDS_OPENED):
        session_show(session=session, item=session.agenda.get(order=3), by=by)
        poll = poll_prepare(session=session, form=cases[0].form, proposals=cases, method=Method.HANDS, by=by)
        poll = poll_open(poll=poll, by=by)
    votes = {
        (case.pk, seats[username].pk): VoteInput(Choice.YES)
        for case in _cases(poll)
        for username in _present()
        if not Recusal.objects.filter(case=case, member=seats[username]).exists()
    }
    with clock.frozen(times.HANDS_CLOSED):
        poll_record(poll=poll, votes=votes, by=by)
        poll_close(poll=poll, by=by)


def count_sheets(session: CouncilSession, cast: Cast) -> None:
    """Giấy khen for persons by ballots on paper, which two tellers count; of one case not enough are in favour."""
    by, seats = cast["thuky.vp"], _members(session, cast)
    cases = [row for row in _votable(session.cycle, decided_here=True) if row.subject.side == Side.INDIVIDUAL]
    head, second = story.TELLERS
    with clock.frozen(times.SHEETS_OPENED):
        session_show(session=session, item=session.agenda.get(order=4), by=by)
        poll = poll_prepare(session=session, form=cases[0].form, proposals=cases, method=Method.PAPER, by=by)
        poll_tellers_name(poll=poll, head=seats[head], second=seats[second], by=by)
        poll = poll_open(poll=poll, by=by)
    present = len(_present())
    counted = CountInput(
        issued=present, collected=present, rows={case.pk: _marks(case, present) for case in _cases(poll)}
    )
    with clock.frozen(times.SHEETS_COUNTED):
        for teller in story.TELLERS:
            poll_count(poll=poll, values=counted, by=cast[teller])
    with clock.frozen(times.SHEETS_CLOSED):
        poll_close(poll=poll, by=by)


def begin_ballot(session: CouncilSession, cast: Cast) -> None:
    """Bằng khen by secret electronic ballot; four have voted."""
    by = cast["thuky.vp"]
    cases = _votable(session.cycle, decided_here=False)
    with clock.frozen(times.BALLOT_OPENED):
        session_show(session=session, item=session.agenda.get(order=5), by=by)
        poll = poll_prepare(session=session, form=cases[0].form, proposals=cases, method=Method.ELECTRONIC, by=by)
        poll_open(poll=poll, by=by)
    with clock.frozen(times.FIRST_BALLOTS):
        _cast_ballots(session, story.FIRST_VOTERS, cast)


def end(session: CouncilSession, cast: Cast) -> CouncilSession:
    """The others vote, the vote is counted, the session is over."""
    by = cast["thuky.vp"]
    with clock.frozen(times.LAST_BALLOTS):
        _cast_ballots(session, [name for name in _present() if name not in story.FIRST_VOTERS], cast)
    with clock.frozen(times.BALLOT_CLOSED):
        poll_close(poll=session.polls.get(state=PollState.OPEN), by=by)
    with clock.frozen(times.SESSION_CLOSED):
        return session_close(
            session=session,
            discussion=(
                "Các thành viên thống nhất với báo cáo thẩm định; trường hợp đang xác minh phản ánh không đưa ra xét."
            ),
            conclusion=(
                "Hội đồng đề nghị Giám đốc Sở tặng Giấy khen các trường hợp đạt trên một nửa số thành viên đồng ý; "
                "trình Chủ tịch Ủy ban nhân dân tỉnh tặng Bằng khen các trường hợp đạt từ 70% số thành viên."
            ),
            by=by,
        )


def _members(session: CouncilSession, cast: Cast) -> dict[str, CouncilMember]:
    rows = {row.person_id: row for row in session.council.members.all()}
    return {seat.username: rows[cast[seat.username].person_id or 0] for seat in story.SEATS}


def _present() -> list[str]:
    return [seat.username for seat in story.SEATS if seat.is_present]


def _presence(seat: story.Seat) -> PresenceInput:
    if seat.is_present:
        return PresenceInput(presence=Presence.PRESENT)
    if seat.username == story.WRITTEN_OPINION:
        opinion = "Thống nhất với danh sách đã công khai."
        return PresenceInput(presence=Presence.WRITTEN, reason="đi công tác", opinion=opinion)
    return PresenceInput(presence=Presence.ABSENT, reason="dự họp của Ủy ban nhân dân thành phố")


def _votable(cycle: AwardCycle, *, decided_here: bool) -> list[Proposal]:
    """Complete dossiers of the one form or the other, without the case that is held."""
    held = held_proposal(cycle).pk
    return [
        row
        for row in proposals_of(cycle)
        if row.state == ProposalState.COMPLETE and row.pk != held and (row.form.code != story.UPWARD) is decided_here
    ]


def _cases(poll: Poll) -> list[PollCase]:
    return list(poll.cases.select_related("proposal__subject__person").order_by("order"))


def _marks(case: PollCase, present: int) -> tuple[int, int, int]:
    """In favour, against, invalid: a ballot has no mark of a member who keeps away from the case."""
    there = case.poll.session.attendance.filter(presence=Presence.PRESENT)
    voters = present - case.recusals.filter(member__in=there.values("member")).count()
    against = story.AGAINST if home_of(case.proposal).code == story.NOT_PASSED else 0
    return voters - against, against, 0


def _cast_ballots(session: CouncilSession, usernames: Iterable[str], cast: Cast) -> None:
    poll = session.polls.get(state=PollState.OPEN)
    choices = {case.pk: Choice.YES for case in _cases(poll)}
    for username in usernames:
        poll_vote(poll=poll, choices=choices, by=cast[username])
