"""Processes that vote at the same moment: one ballot of a member counts, what was acknowledged is counted."""

from collections import Counter

import pytest

from awards.enums import Choice, PollState
from awards.models import Ballot, CouncilSession, Poll, PollCase, Turnout
from awards.services.council import council_member_end
from awards.services.council_closing import poll_close
from awards.services.council_sessions import PresenceInput, session_attend, session_open
from awards.services.council_votes import poll_vote
from common import clock
from tests.awards import council_world as world
from tests.awards.test_council_polls import ids
from tests.test_concurrency import at_once

pytestmark = [
    pytest.mark.long,
    pytest.mark.django_db(transaction=True),
    pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning"),
]
BALLOTS = 32


@pytest.fixture(autouse=True)
def in_time():
    with clock.frozen(world.NOW):
        yield


def test_of_32_ballots_of_one_member_at_once_one_counts():
    meeting = world.Meeting(cases=2)
    poll = meeting.poll(is_secret=True)
    cases, user = ids(poll), meeting.users[4]

    def vote(number: int) -> None:
        choices = dict.fromkeys(cases, Choice.YES if number % 2 else Choice.NO)
        poll_vote(poll=Poll.objects.get(pk=poll.pk), choices=choices, by=user)

    found = at_once(*[lambda number=number: vote(number) for number in range(BALLOTS)])
    assert Counter(found) == {"done": 1, "voted": BALLOTS - 1}
    assert Ballot.objects.count() == 2
    assert len(set(Ballot.objects.values_list("choice", flat=True))) == 1
    assert Turnout.objects.filter(has_voted=True).count() == 1


def test_ballots_against_the_closing_click():
    """Every ballot that was acknowledged is in the count, every other one was told that voting is closed."""
    meeting = world.Meeting(cases=1)
    poll = meeting.poll(is_secret=True)
    (case,) = ids(poll)
    for user in meeting.users[:3]:
        poll_vote(poll=poll, choices={case: Choice.YES}, by=user)
    chair = world.secretary()
    acts = [
        lambda user=user: poll_vote(poll=Poll.objects.get(pk=poll.pk), choices={case: Choice.YES}, by=user)
        for user in meeting.users[3:]
    ]
    acts.insert(len(acts) // 2, lambda: poll_close(poll=Poll.objects.get(pk=poll.pk), by=chair) and None)
    found = Counter(at_once(*acts))
    assert set(found) <= {"done", "poll_closed"}
    acknowledged = found["done"] - 1 + 3  # without the closing itself, with the first ballots
    row = PollCase.objects.get()
    assert row.yes == acknowledged == Ballot.objects.count() == Turnout.objects.filter(has_voted=True).count()
    assert found["poll_closed"] == 11 - acknowledged
    assert Poll.objects.get().state == PollState.CLOSED


def test_two_closing_clicks_count_once():
    meeting = world.Meeting(cases=1)
    poll = meeting.poll(is_secret=True)
    for user in meeting.users[:3]:
        poll_vote(poll=poll, choices={ids(poll)[0]: Choice.YES}, by=user)
    by = world.secretary()
    acts = [lambda: poll_close(poll=Poll.objects.get(pk=poll.pk), by=by)] * 2
    assert at_once(*acts) == ["done", "poll_closed"]
    assert PollCase.objects.get().yes == 3


def test_a_member_who_leaves_while_the_session_opens_is_in_it_or_not():
    """The roster is that before or after the change, never something between."""
    council = world.make_council()
    world.make_form()
    session = world.plan(council, world.make_cycle())
    seats, by = world.members(council), world.secretary()
    present = {seat.pk: PresenceInput(presence="present") for seat in seats}

    def begin() -> None:
        row = CouncilSession.objects.get(pk=session.pk)
        session_open(session=row, chair=seats[0], secretary=seats[1], presences=present, by=by)

    def leave() -> None:
        council_member_end(member=seats[9], on=world.DAY.replace(day=22), reason="Nghỉ hưu", by=by)

    found = at_once(begin, leave)
    if CouncilSession.objects.get().state == "open":
        assert found == ["done", "session_open"]
        assert session.attendance.count() == 11
    else:
        assert found == ["done", "not_member"]


def test_presence_does_not_change_under_a_vote():
    meeting = world.Meeting(present=8, cases=1)
    poll = meeting.prepared(is_secret=True)
    by, late = world.secretary(), meeting.members[9]
    acts = [
        lambda: world.poll_open(poll=Poll.objects.get(pk=poll.pk), by=by) and None,
        lambda: (
            session_attend(session=meeting.session, member=late, values=PresenceInput(presence="present"), by=by)
            and None
        ),
    ]
    found = at_once(*acts)
    present = meeting.session.attendance.filter(presence="present").count()
    assert found in (["done", "done"], ["done", "voting"])
    assert Poll.objects.get().present == present
