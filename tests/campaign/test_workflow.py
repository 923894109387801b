"""Every state of a round, every move and every role: the exact verdict, from the one table."""

import datetime as dt
import itertools

import pytest
from django.contrib.auth.models import AnonymousUser

from campaign.enums import RoundState as State
from campaign.models import Round
from campaign.workflow import MOVES, round_move, verdict_of
from common import clock
from common.access import Refused
from common.models import Event
from tests import factories
from units.enums import Role

pytestmark = pytest.mark.django_db

ARROWS = {
    "open": ({State.PLANNED}, State.OPEN),
    "close": ({State.OPEN}, State.CLOSED),
    "reopen": ({State.CLOSED}, State.OPEN),
    "announce": ({State.CLOSED}, State.PROVISIONAL),
    "reconsider": ({State.FINAL}, State.PROVISIONAL),
    "finalise": ({State.CLOSED, State.PROVISIONAL}, State.FINAL),
    "publish": ({State.FINAL}, State.PUBLISHED),
}


@pytest.fixture(autouse=True)
def in_time():
    with clock.frozen(factories.IN_TIME):
        yield


def code(verdict) -> str:
    return "" if verdict is True else verdict.code


def test_the_table_has_exactly_these_moves():
    assert {name: (set(move.sources), move.target) for name, move in MOVES.items()} == ARROWS
    assert [name for name, move in MOVES.items() if move.needs_reason] == ["reopen", "reconsider"]


def test_every_state_move_and_role():
    """6 states x 7 moves x every role, nobody and a visitor without account; the last day for explanations is over."""
    round = factories.make_round(is_open=False)
    round.explain_until = dt.date(2025, 6, 1)
    people = {role: factories.make_user(role) for role in Role.values}
    people |= {"nobody": factories.make_user(), "anonymous": AnonymousUser()}
    wrong = {}
    for state, name, (who, user) in itertools.product(State.values, MOVES, people.items()):
        round.state = state
        expected = "" if state in ARROWS[name][0] else "state"
        if who != Role.CAMPAIGN_MANAGER:
            expected = "not_manager"
        found = code(verdict_of(MOVES[name], user, round))
        if found != expected:
            wrong[state, name, who] = (found, expected)
    assert wrong == {}


def test_a_round_opens_in_its_window_with_a_published_set():
    manager = factories.make_user(Role.CAMPAIGN_MANAGER)
    round = factories.make_round(is_open=False)
    round.opens_on = dt.date(2025, 6, 5)
    assert code(verdict_of(MOVES["open"], manager, round)) == "too_early"
    round.collective_set = factories.make_set("KHAC", published=False)
    assert code(verdict_of(MOVES["open"], manager, round)) == "set_draft"
    round.collective_set = None
    assert code(verdict_of(MOVES["open"], manager, round)) == "no_set"


def test_a_provisional_result_is_not_fixed_before_the_last_day_is_over():
    manager = factories.make_user(Role.CAMPAIGN_MANAGER)
    round = factories.make_round(is_open=False)
    round.state, round.explain_until = State.PROVISIONAL, factories.IN_TIME.date()
    assert code(verdict_of(MOVES["finalise"], manager, round)) == "window_open"
    round.explain_until -= dt.timedelta(days=1)
    assert code(verdict_of(MOVES["finalise"], manager, round)) == ""


def test_a_final_result_without_a_provisional_one_is_not_taken_back():
    manager = factories.make_user(Role.CAMPAIGN_MANAGER)
    round = factories.make_round(is_open=False)
    round.state = State.FINAL
    assert code(verdict_of(MOVES["reconsider"], manager, round)) == "not_announced"


def test_a_move_writes_state_version_and_event():
    manager = factories.make_user(Role.CAMPAIGN_MANAGER)
    round = factories.make_round()
    row = round_move(round=round, name="close", by=manager)
    assert (row.state, row.version) == (State.CLOSED, Round.objects.get().version)
    assert row.version == round.version + 1
    event = Event.objects.get(action="round.close")
    assert (event.before, event.after, event.actor) == ("open", "closed", manager)


@pytest.mark.parametrize("reason", ["", " \n"])
def test_reopening_needs_words(reason):
    manager = factories.make_user(Role.CAMPAIGN_MANAGER)
    round = round_move(round=factories.make_round(), name="close", by=manager)
    with pytest.raises(Refused) as refused:
        round_move(round=round, name="reopen", by=manager, reason=reason)
    assert refused.value.verdict.code == "reason_needed"
    assert Round.objects.get().state == State.CLOSED


def test_a_published_round_moves_no_more():
    manager = factories.make_user(Role.CAMPAIGN_MANAGER)
    round = factories.make_round()
    Round.objects.update(state=State.PUBLISHED)
    for name in MOVES:
        with pytest.raises(Refused) as refused:
            round_move(round=round, name=name, by=manager, reason="Nhầm lẫn")
        assert refused.value.verdict.code == "state"
    assert Round.objects.get().state == State.PUBLISHED
