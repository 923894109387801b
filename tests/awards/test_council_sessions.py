"""Councils by decision, members by dates, sessions: roster frozen at the opening, attendance, quorum, closing."""

import datetime as dt

import pytest

from awards.enums import CouncilOffice, Presence, SessionState
from awards.models import AgendaItem, CouncilMember, CouncilSession
from awards.queries.council import own_seat, roster_on, sessions_for
from awards.services.council import (
    QuorumRule,
    SeatInput,
    council_member_add,
    council_member_end,
    council_rule_set,
)
from awards.services.council_polls import poll_open
from awards.services.council_sessions import (
    PresenceInput,
    SessionInput,
    session_agenda_set,
    session_attend,
    session_close,
    session_open,
    session_plan,
    session_show,
)
from common import clock
from common.access import Refused
from common.events import events_of
from common.models import Event
from tests import factories
from tests.awards import council_world as world
from units.enums import Role
from units.models import InboxMessage

pytestmark = pytest.mark.django_db
PRESENT = PresenceInput(presence=Presence.PRESENT)


@pytest.fixture(autouse=True)
def in_time():
    with clock.frozen(world.NOW):
        yield


@pytest.fixture
def council():
    return world.make_council()


@pytest.fixture
def session(council):
    world.make_form()
    return world.plan(council, world.make_cycle())


def refused(code: str):
    return pytest.raises(Refused, match=f"^{code}$")


def test_members_come_and_go_by_date_with_events(council):
    first, *_rest, last = world.members(council)
    assert (first.office, last.office) == (CouncilOffice.CHAIR, CouncilOffice.SECRETARY)
    council_member_end(member=last, on=world.DAY, reason="Nghỉ hưu", by=world.secretary())
    assert len(roster_on(council, world.DAY)) == 11
    assert len(roster_on(council, world.DAY + dt.timedelta(1))) == 10
    event = events_of(council).get(action="council.member_ended")
    assert (event.data, event.reason) == ({"member": str(last), "day": "23/6/2025"}, "Nghỉ hưu")
    with refused("duplicate"):
        world.add_member(council, first.person)
    with refused("state"):
        council_member_end(member=last, on=world.DAY, reason="Lần nữa", by=world.secretary())
    with refused("reason_needed"):
        council_member_end(member=first, on=world.DAY, reason=" ", by=world.secretary())
    with refused("bad_input"):
        council_member_end(member=first, on=dt.date(2024, 1, 1), reason="Sai", by=world.secretary())


def test_only_the_secretary_keeps_councils(council):
    for role in (Role.LEADER, Role.ADMINISTRATOR, Role.CAMPAIGN_MANAGER):
        with refused("not_secretary"):
            council_member_end(member=world.members(council)[0], on=world.DAY, reason="x", by=factories.make_user(role))


@pytest.mark.parametrize(("above", "below"), [(0, 3), (4, 3)])
def test_a_quorum_is_a_share(council, above, below):
    with refused("bad_input"):
        rule = QuorumRule(numerator=above, denominator=below, source="Quy chế")
        council_rule_set(council=council, quorum=rule, by=world.secretary())


def test_nobody_is_invited_to_a_day_that_is_over(council, session):
    values = SessionInput(title="Họp", planned_at=world.NOW - dt.timedelta(days=1), place="Phòng họp A", agenda=["Một"])
    with refused("past"):
        session_agenda_set(session=session, values=values, by=world.secretary())
    with refused("past"):
        session_plan(council=council, cycle=session.cycle, values=values, by=world.secretary())
    assert CouncilSession.objects.get() == session


def test_planning_invites_the_members_of_that_day(session):
    notes = InboxMessage.objects.filter(link=f"/khen-thuong/phien-hop/{session.pk}/truc-tiep/")
    assert notes.count() == 11
    assert notes.first().due == world.DAY
    assert list(session.agenda.values_list("order", flat=True)) == [1, 2, 3]
    values = SessionInput(title="Họp bổ sung", planned_at=world.NOW, place="Phòng họp B", agenda=["Một", " ", "Hai"])
    session_agenda_set(session=session, values=values, by=world.secretary())
    assert list(AgendaItem.objects.values_list("order", "title")) == [(1, "Một"), (2, "Hai")]
    with refused("bad_input"):
        empty = SessionInput(title="Họp", planned_at=world.NOW, place="A", agenda=[" "])
        session_agenda_set(session=session, values=empty, by=world.secretary())


def test_opening_freezes_the_roster(session):
    seats = world.members(session.council)
    open_ = world.opened(session, 9)
    assert (open_.state, open_.opened_at, open_.current_item.order) == (SessionState.OPEN, world.NOW, 1)
    assert open_.attendance.count() == 11
    assert open_.attendance.filter(presence=Presence.PRESENT).count() == 9
    assert open_.attendance.get(member=seats[10]).reason == "Đi công tác"
    assert events_of(session).get(action="session.opened").data == {"members": 11, "present": 9}
    # Nobody joins or leaves the council while it sits, and the rule of the quorum stays.
    with refused("session_open"):
        world.add_member(session.council, world.make_person("Người mới"))
    with refused("session_open"):
        council_member_end(member=seats[5], on=world.DAY, reason="Nghỉ hưu", by=world.secretary())
    with refused("session_open"):
        rule = QuorumRule(numerator=1, denominator=2, source="Quy chế")
        council_rule_set(council=session.council, quorum=rule, by=world.secretary())
    with refused("state"):
        world.opened(session)


def test_a_member_of_later_has_no_seat(session):
    open_ = world.opened(session)
    session_close(session=open_, discussion="", conclusion="Kết luận.", by=world.secretary())
    late = world.add_member(session.council, world.make_person("Người mới"))
    with refused("state"):
        session_attend(session=open_, member=late, values=PRESENT, by=world.secretary())
    assert own_seat(world.user_of(late), open_) is None
    assert not sessions_for(world.user_of(late)).exists()
    assert sessions_for(world.user_of(world.members(session.council)[0])).get() == session


def test_an_opening_names_present_members_only(session):
    seats = world.members(session.council)
    stranger = CouncilMember(pk=10**9, council=session.council)
    everybody = {seat.pk: PRESENT for seat in seats}
    facts = {"session": session, "by": world.secretary()}
    with refused("not_member"):
        session_open(chair=stranger, secretary=seats[1], presences=everybody, **facts)
    with refused("not_member"):
        session_open(chair=seats[0], secretary=seats[1], presences=everybody | {10**9: PRESENT}, **facts)
    with refused("bad_input"):
        session_open(chair=seats[0], secretary=seats[0], presences=everybody, **facts)
    with refused("bad_input"):
        session_open(chair=seats[0], secretary=seats[1], presences={seats[0].pk: PRESENT}, **facts)
    with refused("not_secretary"):
        chair = world.user_of(seats[0])
        session_open(session=session, chair=seats[0], secretary=seats[1], presences=everybody, by=chair)
    with clock.frozen(dt.datetime(2025, 1, 9, 8, tzinfo=clock.TIME_ZONE)), refused("state"):
        session_open(chair=seats[0], secretary=seats[1], presences=everybody, **facts)
    assert CouncilSession.objects.get().state == SessionState.PLANNED


def test_attendance_changes_until_a_vote_is_taken():
    meeting = world.Meeting(present=8)
    late, chair = meeting.members[9], meeting.members[0]
    session_attend(session=meeting.session, member=late, values=PRESENT, by=world.user_of(chair))
    written = PresenceInput(
        presence=Presence.WRITTEN, reason="Đi công tác", opinion="Nhất trí.", document=world.paper("7/CV", "Công văn")
    )
    seat = session_attend(session=meeting.session, member=meeting.members[10], values=written, by=world.secretary())
    assert (seat.opinion, seat.document.number) == ("Nhất trí.", "7/CV")
    assert Event.objects.filter(action="session.attended").count() == 2
    with refused("bad_input"):
        empty = PresenceInput(presence=Presence.WRITTEN)
        session_attend(session=meeting.session, member=meeting.members[10], values=empty, by=world.secretary())
    with refused("bad_input"):
        gone = PresenceInput(presence=Presence.ABSENT)
        session_attend(session=meeting.session, member=chair, values=gone, by=world.secretary())
    with refused("not_running"):
        session_attend(session=meeting.session, member=late, values=PRESENT, by=world.user_of(late))
    poll = poll_open(poll=meeting.prepared(), by=world.secretary())
    assert (poll.members, poll.present) == (11, 9)
    with refused("voting"):
        session_attend(session=meeting.session, member=meeting.members[10], values=PRESENT, by=world.secretary())


def test_the_chair_leads_and_the_session_ends_with_a_conclusion():
    meeting = world.Meeting()
    second = meeting.session.agenda.get(order=2)
    shown = session_show(session=meeting.session, item=second, by=meeting.users[0])
    assert shown.current_item == second
    with refused("not_running"):
        session_show(session=meeting.session, item=second, by=meeting.users[4])
    poll = meeting.prepared()
    with refused("voting"):
        session_close(session=shown, discussion="", conclusion="Xong.", by=world.secretary())
    poll.cases.all().delete()
    poll.delete()
    with refused("bad_input"):
        session_close(session=shown, discussion="", conclusion=" ", by=world.secretary())
    closed = session_close(session=shown, discussion="Không có ý kiến khác.", conclusion="Xong.", by=meeting.users[0])
    assert (closed.state, closed.closed_at, closed.current_item) == (SessionState.CLOSED, world.NOW, None)
    with refused("state"):
        session_show(session=closed, item=second, by=world.secretary())


def test_a_seat_input_keeps_its_dates(council):
    values = SeatInput(
        person=world.make_person("Người mới"), office=CouncilOffice.MEMBER, printed_title="Trưởng phòng", order=3,
        valid_from=dt.date(2025, 9, 1), valid_to=dt.date(2025, 8, 1),
    )  # fmt: skip
    with refused("bad_input"):
        council_member_add(council=council, values=values, by=world.secretary())
