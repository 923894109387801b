"""What the minutes and the counting record print comes out of the session as it was."""

import datetime as dt

import pytest
from django.utils import translation

from awards.enums import Choice, Presence
from awards.models import Hold, OpinionRequest, Poll, PublicNotice
from awards.queries.council_facts import counting_facts, minutes_facts
from awards.services.council_closing import poll_close
from awards.services.council_polls import poll_void
from awards.services.council_sessions import PresenceInput, session_attend, session_close
from awards.services.council_votes import CountInput, poll_count, poll_vote
from common import clock
from tests import factories
from tests.awards import council_world as world
from tests.awards.test_council_polls import hands, ids
from units.models import Membership

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_time():
    with clock.frozen(world.NOW):
        yield


def test_the_minutes_tell_presence_votes_and_who_kept_away():
    meeting = world.Meeting(cases=2, present=9)
    about = meeting.proposals[0]
    Membership.objects.create(
        user=meeting.users[4], unit=about.subject.unit, role="unit_head", valid_from=dt.date(2024, 1, 1)
    )
    written = PresenceInput(
        presence=Presence.WRITTEN, reason="Đi công tác", opinion="Nhất trí.", document=world.paper("7/CV", "Công văn")
    )
    session_attend(session=meeting.session, member=meeting.members[10], values=written, by=world.secretary())
    OpinionRequest.objects.create(
        cycle=meeting.cycle, asked="Công đoàn ngành", letter=world.stored("40/SGDĐT-VP", "Công văn"),
        sent_on=dt.date(2025, 6, 16), due_on=dt.date(2025, 6, 19),
    )  # fmt: skip
    PublicNotice.objects.create(
        cycle=meeting.cycle, from_on=dt.date(2025, 6, 18), to_on=dt.date(2025, 6, 20), place="Cổng"
    )
    held = world.propose(meeting.cycle, meeting.form, factories.make_unit())
    Hold.objects.create(
        subject=held.subject, kind="complaint", document=world.stored("8/ĐT", "Đơn"), from_on=dt.date(2025, 6, 20),
        recorded_by=world.secretary(), recorded_at=world.NOW,
    )  # fmt: skip
    poll = meeting.poll(is_secret=True)
    for user in meeting.users[:9]:
        mine = [case for case in ids(poll) if user != meeting.users[4] or case != ids(poll)[0]]
        poll_vote(poll=poll, choices=dict.fromkeys(mine, Choice.YES), by=user)
    with translation.override("en"):
        poll_close(poll=poll, by=world.secretary())
        session_close(session=meeting.session, discussion="Nhất trí.", conclusion="Thông qua.", by=world.secretary())
        facts = minutes_facts(type(meeting.session).objects.get())
    assert (facts.members, facts.present, len(facts.absent)) == (11, 9, 2)
    assert (facts.quorum_needed, facts.quorum_share, facts.quorum_verified, facts.has_quorum) == (8, "2/3", False, True)
    assert facts.decision == "Quyết định số 12/QĐ-SGDĐT ngày 10/01/2025 của Sở Giáo dục và Đào tạo"
    assert (facts.started, facts.ended) == (world.NOW, world.NOW)
    assert (facts.chair.name, facts.chair.office) == ("Thành viên Số 1", "Chủ tịch Hội đồng")
    assert facts.chair.called == "Ông/Bà Thành viên Số 1"
    absent = facts.absent[-1]
    assert (absent.presence, absent.reason, absent.opinion) == ("written", "Đi công tác", "Nhất trí.")
    assert absent.document.startswith("Công văn số 7/CV")
    assert [row.asked for row in facts.hearings] == ["Công đoàn ngành"]
    assert facts.notices[0].to_on == dt.date(2025, 6, 20)
    assert facts.holds[0].startswith(held.printed_name)
    assert "từ ngày 20/6/2025" in facts.holds[0]
    (voted,) = facts.polls
    assert (voted.share, voted.is_strict, voted.base, voted.needed) == ("1/2", True, "members", 6)
    assert (voted.members, voted.present, voted.method, voted.is_secret) == (11, 9, "Bỏ phiếu điện tử", True)
    assert (voted.issued, voted.collected) == (9, 9)
    first, second = voted.cases
    assert (first.yes, first.no, first.base, first.percent, first.passed) == (8, 0, 11, "72,73", True)
    assert [(row.name, row.reason) for row in first.recusals] == [
        ("Ông/Bà Thành viên Số 5", "công tác tại đơn vị được xét")
    ]
    assert (second.yes, second.percent, second.recusals) == (9, "81,82", ())
    assert (facts.discussion, facts.conclusion) == ("Nhất trí.", "Thông qua.")


def test_the_record_of_a_count_on_paper():
    meeting = world.Meeting(cases=2)
    poll = meeting.poll(world.PAPER)
    for teller in meeting.users[2:4]:
        rows = dict.fromkeys(ids(poll), (8, 0, 2))
        poll_count(poll=poll, values=CountInput(issued=11, collected=10, invalid_sheets=1, rows=rows), by=teller)
    poll_close(poll=poll, by=world.secretary())
    facts = counting_facts(Poll.objects.select_related("session__council", "form").get())
    assert (facts.poll.issued, facts.poll.collected) == (11, 10)
    assert (facts.poll.invalid_sheets, facts.valid_rows, facts.invalid_rows) == (1, 16, 4)
    assert (facts.poll.head_teller, facts.poll.tellers) == (
        "Thành viên Số 3", ("Thành viên Số 3", "Thành viên Số 4"),
    )  # fmt: skip
    assert [case.percent for case in facts.poll.cases] == ["72,73", "72,73"]


def test_a_void_vote_stands_in_the_minutes_with_its_reason_and_without_counts():
    meeting = world.Meeting(cases=1)
    poll = meeting.poll(world.HANDS)
    hands(poll, meeting, 11, 11)
    poll_close(poll=poll, by=world.secretary())
    poll_void(poll=poll, reason="Nhầm danh sách", by=world.secretary())
    (facts,) = minutes_facts(meeting.session).polls
    assert (facts.void_reason, facts.cases) == ("Nhầm danh sách", ())
