"""Dated rows and trees of units."""

import datetime as dt
from dataclasses import dataclass
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from units.timeline import (
    Link,
    Node,
    TimelineError,
    alive_any_day,
    alive_on,
    build_tree,
    check_rows,
    last_row,
    overlaps,
    row_at,
)


@dataclass(frozen=True)
class Row:
    valid_from: dt.date | None
    valid_to: dt.date | None
    name: str = ""


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def row(first: str | None, last: str | None, name: str = "") -> Row:
    return Row(day(first) if first else None, day(last) if last else None, name)


OFFICE = row(None, "2025-06-30", "Phòng GDĐT Đắk Mil")
OLD = row("2005-01-01", "2025-06-30", "Sở GDĐT Đắk Nông")
NEW = row("2025-07-01", None, "Sở GDĐT Lâm Đồng")


def test_both_ends_are_included() -> None:
    assert alive_on(OFFICE, day("2025-06-30"))
    assert not alive_on(OFFICE, day("2025-07-01"))
    assert alive_on(NEW, day("2025-07-01"))
    assert not alive_on(NEW, day("2025-06-30"))
    assert alive_on(row(None, None), day("1900-01-01"))


def test_alive_on_any_day_of_a_period() -> None:
    assert alive_any_day(OFFICE, day("2025-01-01"), day("2025-12-31"))
    assert not alive_any_day(OFFICE, day("2026-01-01"), day("2026-12-31"))
    assert alive_any_day(NEW, day("2025-01-01"), day("2025-07-01"))
    assert not alive_any_day(NEW, day("2024-01-01"), day("2024-12-31"))


def test_the_row_of_a_day() -> None:
    assert row_at([NEW, OLD], day("2025-06-30")) is OLD
    assert row_at([NEW, OLD], day("2025-07-01")) is NEW
    assert row_at([NEW, OLD], day("2004-12-31")) is None
    assert row_at([], day("2025-01-01")) is None


def test_two_rows_on_one_day_are_not_trusted() -> None:
    with pytest.raises(TimelineError) as caught:
        row_at([OLD, row("2025-06-30", None)], day("2025-06-30"))
    assert caught.value.code == "overlap"


def test_the_last_row_of_a_period() -> None:
    assert last_row([NEW, OLD], day("2025-01-01"), day("2025-12-31")) is NEW
    assert last_row([NEW, OLD], day("2025-01-01"), day("2025-05-31")) is OLD
    assert last_row([OFFICE], day("2025-01-01"), day("2025-12-31")) is OFFICE
    assert last_row([OFFICE], day("2026-01-01"), day("2026-12-31")) is None


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([OLD, NEW], None),
        ([], None),
        ([OLD, row("2025-06-30", None)], "overlap"),
        ([row(None, None), NEW], "overlap"),
        ([row(None, "2025-01-01"), row("2024-01-01", "2024-02-01")], "overlap"),
        ([row("2025-02-01", "2025-01-31")], "backwards"),
    ],
)
def test_check_rows(rows: list[Row], code: str | None) -> None:
    if code is None:
        check_rows(rows)
        return
    with pytest.raises(TimelineError) as caught:
        check_rows(rows)
    assert caught.value.code == code


def test_overlaps_names_the_pairs() -> None:
    third = row("2025-06-01", "2025-08-01")
    assert overlaps([OLD, NEW, third]) == [(OLD, third), (NEW, third)]


# Trees.


def test_tree_keeps_the_order_given() -> None:
    links = [
        Link("so", None),
        Link("thpt-2", "so"),
        Link("phong", "so"),
        Link("to", "phong"),
        Link("khac", None),
    ]
    assert build_tree(links) == (
        Node("so", (Node("thpt-2", ()), Node("phong", (Node("to", ()),)))),
        Node("khac", ()),
    )


def test_a_unit_whose_parent_has_ended_stands_as_a_root() -> None:
    assert build_tree([Link("truong", "phong-gddt")]) == (Node("truong", ()),)
    assert build_tree([]) == ()


@pytest.mark.parametrize(
    ("links", "code", "keys"),
    [
        ([Link("a", "b"), Link("b", "a"), Link("c", None)], "cycle", ("a", "b")),
        ([Link("a", "a")], "cycle", ("a",)),
        ([Link("a", None), Link("b", "c"), Link("c", "d"), Link("d", "b")], "cycle", ("b", "c", "d")),
        ([Link("a", None), Link("a", None)], "twice", ("a",)),
    ],
)
def test_trees_that_contradict_themselves(links: list[Link[str]], code: str, keys: tuple[str, ...]) -> None:
    with pytest.raises(TimelineError) as caught:
        build_tree(links)
    assert (caught.value.code, caught.value.keys) == (code, keys)


# What holds for all rows.

DAYS = st.dates(day("2020-01-01"), day("2020-03-31"))


@st.composite
def any_row(draw: st.DrawFn) -> Row:
    first, last = draw(st.none() | DAYS), draw(st.none() | DAYS)
    if first and last and last < first:
        first, last = last, first
    return Row(first, last)


@st.composite
def sequence(draw: st.DrawFn) -> list[Row]:
    """Rows that follow each other without a common day, in any order."""
    cuts = sorted(draw(st.sets(DAYS, max_size=8)))
    edges = [None, *cuts, None]
    rows = [Row(first, None if last is None else last - dt.timedelta(days=1)) for first, last in pairwise(edges)]
    return draw(st.permutations([one for one in rows if draw(st.booleans())]))


@given(any_row(), any_row())
def test_two_rows_overlap_when_a_day_is_common(one: Row, other: Row) -> None:
    span = [day("2019-12-31") + dt.timedelta(days=n) for n in range(95)]
    common = any(alive_on(one, at) and alive_on(other, at) for at in span)
    assert bool(overlaps([one, other])) is common
    assert bool(overlaps([other, one])) is common


@given(any_row(), DAYS, DAYS)
def test_alive_in_a_period_is_alive_on_one_of_its_days(one: Row, a: dt.date, b: dt.date) -> None:
    first, last = min(a, b), max(a, b)
    days = [first + dt.timedelta(days=n) for n in range((last - first).days + 1)]
    assert alive_any_day(one, first, last) is any(alive_on(one, at) for at in days)


@given(sequence(), DAYS)
def test_a_clean_sequence_has_at_most_one_row_a_day(rows: list[Row], at: dt.date) -> None:
    check_rows(rows)
    found = row_at(rows, at)
    assert [one for one in rows if alive_on(one, at)] == ([found] if found else [])
    assert last_row(rows, at, at) == found


@given(st.lists(st.integers(0, 30), max_size=30))
def test_every_unit_of_a_tree_stands_in_it_once(parents: list[int]) -> None:
    # Parent numbers below the own number can't make a cycle.
    links = [Link(index, parent if parent < index else None) for index, parent in enumerate(parents)]

    def flat(nodes: tuple[Node[int], ...]) -> list[int]:
        return [key for node in nodes for key in (node.key, *flat(node.children))]

    assert sorted(flat(build_tree(links))) == list(range(len(parents)))
