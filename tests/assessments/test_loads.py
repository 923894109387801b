"""Sharing out: even, within limits, never against a conflict, always the same."""

from hypothesis import given
from hypothesis import strategies as st

from assessments.loads import Taker, shared_out

SHEETS = {1: 101, 2: 102, 3: 103, 4: 104, 5: 105}


def counts(found: dict[int, int]) -> dict[int, int]:
    return {key: list(found.values()).count(key) for key in sorted(set(found.values()))}


def test_sheets_go_in_turn_to_whoever_holds_least():
    assert shared_out(SHEETS, [Taker(7), Taker(8)]) == {1: 7, 2: 8, 3: 7, 4: 8, 5: 7}
    assert counts(shared_out(SHEETS, [Taker(7, load=3), Taker(8)])) == {7: 1, 8: 4}


def test_a_limit_counts_what_is_held_already_and_the_rest_is_left():
    found = shared_out(SHEETS, [Taker(7, load=1, limit=2), Taker(8, limit=2)])
    assert counts(found) == {7: 1, 8: 2}
    assert len(SHEETS) - len(found) == 2
    assert shared_out(SHEETS, [Taker(7, limit=0)]) == {}


def test_nobody_gets_a_unit_to_keep_away_from():
    found = shared_out(SHEETS, [Taker(7, avoids=frozenset({101, 102})), Taker(8, avoids=frozenset({101}))])
    assert 1 not in found
    assert found[2] == 8
    assert counts(found) == {7: 2, 8: 2}


def test_a_sheet_few_may_take_is_given_before_a_limit_is_used_up():
    only_eight = [Taker(7, avoids=frozenset({105})), Taker(8, limit=1)]
    assert shared_out(SHEETS, only_eight)[5] == 8


def test_what_a_unit_sent_stays_in_one_hand_as_long_as_the_limit_allows():
    sheets = {1: 101, 2: 102, 3: 101, 4: 103}
    assert shared_out(sheets, [Taker(7), Taker(8)]) == {1: 7, 2: 8, 3: 7, 4: 8}
    held = Taker(8, load=4, units=frozenset({103}))
    assert shared_out(sheets, [Taker(7), held])[4] == 8
    assert shared_out(sheets, [Taker(7, limit=1), Taker(8)]) == {1: 7, 2: 8, 3: 8, 4: 8}


@given(st.integers(0, 40), st.lists(st.integers(0, 9), min_size=1, max_size=6))
def test_without_conflicts_nobody_ends_more_than_one_above_who_got_none_of_it(number, loads):
    sheets = {at: at for at in range(number)}
    takers = [Taker(key, load=load) for key, load in enumerate(loads)]
    found = shared_out(sheets, takers)
    assert found == shared_out(sheets, takers)
    assert len(found) == number
    ends = [taker.load + list(found.values()).count(taker.key) for taker in takers]
    getters = [end for taker, end in zip(takers, ends, strict=True) if taker.key in found.values()]
    assert all(end <= min(ends) + 1 for end in getters)
