"""Secret ballots: nothing in tables, log or pages joins a member to a choice; no count before the closing."""

import inspect
import json
import logging
import re

import pytest
from django.apps import apps
from django.contrib import admin
from django.core import serializers
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.views.debug import ExceptionReporter

from awards.enums import Choice
from awards.models import Ballot, Poll, PollCase, TellerCount, Turnout, Vote
from awards.queries import council as queries
from awards.queries.council_facts import counting_facts, minutes_facts
from awards.services import council_votes
from awards.services.council_closing import poll_close
from awards.services.council_votes import poll_count, poll_vote
from common import clock
from common.models import Event
from tests import factories
from tests.awards import council_world as world
from tests.awards.test_council_polls import count, ids
from units.models import InboxMessage

pytestmark = pytest.mark.django_db
YES, NO = Choice.YES, Choice.NO
# What a row may hold at all: a choice about a case under a random key; a yes or no about a member.
COLUMNS = {Ballot: {"id", "case_id", "choice"}, Turnout: {"id", "poll_id", "member_id", "has_voted"}}


@pytest.fixture(autouse=True)
def in_time():
    with clock.frozen(world.NOW):
        yield


@pytest.fixture
def meeting():
    return world.Meeting(cases=2)


def vote_all(poll: Poll, meeting: world.Meeting, against: int = 3) -> None:
    for number, user in enumerate(meeting.users):
        poll_vote(poll=poll, choices=dict.fromkeys(ids(poll), NO if number == against else YES), by=user)


def physical(table: str) -> list[tuple]:
    """What the engine itself keeps of rows: where they lie and which transaction wrote them."""
    place = "ctid::text, xmin::text" if connection.vendor == "postgresql" else "rowid, ''"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id, {place} FROM {table}")
        return cursor.fetchall()


def test_the_tables_hold_nothing_else():
    for model, columns in COLUMNS.items():
        assert {field.attname for field in model._meta.concrete_fields} == columns
        assert not [relation.name for relation in model._meta.related_objects]


def test_rows_of_all_members_stand_before_the_first_vote(meeting):
    poll = meeting.poll(is_secret=True)
    before = list(Turnout.objects.order_by("pk").values_list("member_id", "has_voted"))
    assert before == [(member.pk, False) for member in meeting.members]
    poll_vote(poll=poll, choices={ids(poll)[0]: YES}, by=meeting.users[7])
    after = list(Turnout.objects.order_by("pk").values_list("member_id", "has_voted"))
    assert after == [(member.pk, member == meeting.members[7]) for member in meeting.members]


def test_each_ballot_that_comes_in_writes_all_of_them_anew(meeting):
    """So that neither place nor key groups the rows of one sheet, even in a copy taken while voting is open."""
    poll = meeting.poll(is_secret=True)
    seen: set = set()
    for user in meeting.users[:4]:
        poll_vote(poll=poll, choices=dict.fromkeys(ids(poll), YES), by=user)
        now = set(Ballot.objects.values_list("id", flat=True))
        assert not now & seen
        seen |= now
        rows = physical("awards_ballot")
        assert [row[0] for row in sorted(rows, key=lambda row: _place(row[1]))] == sorted(row[0] for row in rows)
        assert len({row[2] for row in rows}) == 1
    assert Ballot.objects.count() == 8


def _place(text: object) -> tuple[int, ...]:
    """`(0,12)` of PostgreSQL, a number of SQLite."""
    return tuple(int(part) for part in str(text).strip("()").split(","))


def test_the_closing_writes_ballots_and_turnout_anew_in_orders_of_their_own(meeting):
    poll = meeting.poll(is_secret=True)
    vote_all(poll, meeting)
    ballots, turnout = set(Ballot.objects.values_list("id", flat=True)), set(Turnout.objects.values_list("id"))
    poll_close(poll=poll, by=world.secretary())
    assert not ballots & set(Ballot.objects.values_list("id", flat=True))
    assert not turnout & set(Turnout.objects.values_list("id"))
    rows = physical("awards_ballot")
    assert [row[0] for row in sorted(rows, key=lambda row: _place(row[1]))] == sorted(row[0] for row in rows)
    assert {row[2] for row in rows} == {row[2] for row in physical("awards_turnout")}
    order = list(Turnout.objects.order_by("pk").values_list("member_id", flat=True))
    assert order == [member.pk for member in meeting.members]
    # The order of a logical backup is that of the random keys, which tells nothing about members or cases.
    dumped = [row["pk"] for row in json.loads(serializers.serialize("json", Ballot.objects.all()))]
    assert dumped == sorted(dumped)
    assert {(case.yes, case.no) for case in PollCase.objects.all()} == {(10, 1)}


def test_a_secret_vote_leaves_no_event_no_message_no_time_and_no_line(meeting, caplog):
    poll = meeting.poll(is_secret=True)
    before = (Event.objects.count(), InboxMessage.objects.count(), Poll.objects.values().get(), Vote.objects.count())
    with caplog.at_level(logging.INFO):
        poll_vote(poll=poll, choices=dict.fromkeys(ids(poll), NO), by=meeting.users[2])
    after = (Event.objects.count(), InboxMessage.objects.count(), Poll.objects.values().get(), Vote.objects.count())
    assert after == before
    assert caplog.records == []


def test_the_statements_of_two_different_votes_are_the_same(meeting):
    """Neither number nor kind of what is written differs by the choice."""
    poll = meeting.poll(is_secret=True)
    shapes = []
    for user, choice in ((meeting.users[0], YES), (meeting.users[1], NO)):
        with CaptureQueriesContext(connection) as asked:
            poll_vote(poll=poll, choices=dict.fromkeys(ids(poll), choice), by=user)
        shapes.append([re.split(r'"s\d|\(', query["sql"])[0] for query in asked])
    assert shapes[0] == shapes[1]
    assert sum(shape.startswith("INSERT INTO") for shape in shapes[0]) == 1


def test_the_report_of_a_fault_tells_no_choice(meeting, monkeypatch):
    """What goes to the log or by mail when something breaks in the middle of a ballot."""
    poll = meeting.poll(is_secret=True)

    def broken(*args: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr(council_votes, "turnout_mark", broken)
    with pytest.raises(RuntimeError) as caught:
        poll_vote(poll=poll, choices=dict.fromkeys(ids(poll), NO), by=meeting.users[2])
    filtered = ExceptionReporter(None, caught.type, caught.value, caught.tb)
    own = [each for each in filtered.get_traceback_frames() if each["filename"] == council_votes.__file__]
    assert [each["function"] for each in own] == ["poll_vote"]
    assert {value for _name, value in own[0]["vars"]} == {"********************"}
    assert Ballot.objects.count() == 0


def test_no_event_of_a_whole_vote_names_a_choice(meeting):
    poll = meeting.poll(is_secret=True)
    vote_all(poll, meeting)
    poll_close(poll=poll, by=world.secretary())
    names = [str(member) for member in meeting.members]
    for event in Event.objects.filter(action__in=["poll.opened", "poll.closed", "proposal.passed"]):
        text = json.dumps([event.data, event.before, event.after, event.reason], ensure_ascii=False)
        assert not [name for name in names if name in text]


@pytest.mark.parametrize("is_secret", [True, False])
def test_no_count_is_read_before_the_closing_by_anyone(meeting, is_secret):
    poll = meeting.poll(is_secret=is_secret)
    vote_all(poll, meeting)
    assert set(PollCase.objects.values_list("yes", "no", "invalid", "passed")) == {(None,) * 4}
    assert queries.recorded_votes(Poll.objects.get()) == {}
    assert minutes_facts(meeting.session).polls == ()
    with pytest.raises(ValueError, match="not closed"):
        counting_facts(poll)
    people = [world.secretary(), meeting.users[0], meeting.users[5], factories.make_user("leader")]
    pages = [f"/khen-thuong/bieu-quyet/{poll.pk}/", f"/khen-thuong/phien-hop/{meeting.session.pk}/truc-tiep/"]
    pages.append(f"/khen-thuong/truong-hop/{ids(poll)[0]}/")
    for user in people:
        client = Client()
        client.force_login(user)
        for page in pages:
            words = client.get(page).content.decode()
            assert "Đồng ý" not in words
            assert "Không đồng ý" not in words


def test_nobody_opens_ballots_in_the_back_office():
    for model in (Ballot, Turnout, Vote, TellerCount):
        assert model not in admin.site._registry
    assert [model for model in admin.site._registry if model in apps.get_app_config("awards").get_models()]


def test_reads_of_the_pages_know_no_ballot():
    """Ballots are read by the closing alone."""
    assert "Ballot" not in inspect.getsource(queries)


def test_a_teller_never_reads_a_count_back(meeting, client):
    poll = meeting.poll(world.PAPER)
    poll_count(poll=poll, values=count(poll, yes=7), by=meeting.users[2])
    for user in (meeting.users[2], meeting.users[3]):
        client.force_login(user)
        page = client.get(f"/khen-thuong/bieu-quyet/{poll.pk}/kiem-phieu/")
        assert page.status_code == 200
        assert 'value="7"' not in page.content.decode()
        assert 'value="4"' not in page.content.decode()
    assert all("rows" in row.get_deferred_fields() for row in queries.tellers_of(poll))
