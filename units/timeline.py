"""Dated rows: which one is in force on a day, whether rows collide, and trees of units on a day.

A row is in force from its first to its last day, both included; None is an open end.
"""

import datetime as dt
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Generic, Protocol, TypeVar


class Dated(Protocol):
    """Anything with a first and a last day, both included, None for open ends."""

    @property
    def valid_from(self) -> dt.date | None: ...

    @property
    def valid_to(self) -> dt.date | None: ...


class TimelineError(ValueError):
    """Dated rows that contradict each other; `code` is overlap, backwards, twice or cycle."""

    def __init__(self, code: str, keys: tuple[Hashable, ...] = ()) -> None:
        super().__init__(code, *keys)
        self.code = code
        self.keys = keys


RowT = TypeVar("RowT", bound=Dated)
KeyT = TypeVar("KeyT", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Link(Generic[KeyT]):
    """A unit and its parent on one day; None for a unit that stands on its own."""

    key: KeyT
    parent: KeyT | None


@dataclass(frozen=True, slots=True)
class Node(Generic[KeyT]):
    """A unit with the units below it."""

    key: KeyT
    children: tuple["Node[KeyT]", ...]


def alive_on(row: Dated, day: dt.date) -> bool:
    """Tell whether the row is in force on the day."""
    return alive_any_day(row, day, day)


def alive_any_day(row: Dated, first: dt.date, last: dt.date) -> bool:
    """Tell whether the row is in force on any day from first to last, both included."""
    return (row.valid_from is None or row.valid_from <= last) and (row.valid_to is None or row.valid_to >= first)


def row_at(rows: Iterable[RowT], day: dt.date) -> RowT | None:
    """Return the row in force on the day, None when there is none.

    Raises TimelineError("overlap") when several are, since none of them could be trusted.
    """
    found = [row for row in rows if alive_on(row, day)]
    if len(found) > 1:
        raise TimelineError("overlap")
    return found[0] if found else None


def last_row(rows: Iterable[RowT], first: dt.date, last: dt.date) -> RowT | None:
    """Return the latest row in force on any day of a period: the name under which a unit ended it."""
    found = [row for row in rows if alive_any_day(row, first, last)]
    return max(found, key=lambda row: row.valid_from or dt.date.min) if found else None


def overlaps(rows: Iterable[RowT]) -> list[tuple[RowT, RowT]]:
    """Return every pair of rows in force on a common day, in the order given."""
    return [pair for pair in combinations(rows, 2) if _collide(*pair)]


def check_rows(rows: Sequence[Dated]) -> None:
    """Raise TimelineError("backwards") for a row that ends before it begins, "overlap" for two on one day."""
    if any(_is_backwards(row) for row in rows):
        raise TimelineError("backwards")
    if overlaps(rows):
        raise TimelineError("overlap")


def build_tree(links: Iterable[Link[KeyT]]) -> tuple[Node[KeyT], ...]:
    """Put the links of one day together into trees; children and roots keep the order given.

    A unit whose parent is not among the links stands as a root, so that nothing gets lost from a list.
    Raises TimelineError: "twice" for a unit given twice, "cycle" for units that are their own superiors.
    """
    parents: dict[KeyT, KeyT | None] = {}
    for link in links:
        if link.key in parents:
            raise TimelineError("twice", (link.key,))
        parents[link.key] = link.parent
    below: dict[KeyT | None, list[KeyT]] = {}
    for key, parent in parents.items():
        below.setdefault(parent if parent in parents else None, []).append(key)
    placed: set[KeyT] = set()
    roots = tuple(_node(key, below, placed) for key in below.get(None, []))
    if len(placed) != len(parents):
        raise TimelineError("cycle", tuple(key for key in parents if key not in placed))
    return roots


def _node(key: KeyT, below: dict[KeyT | None, list[KeyT]], placed: set[KeyT]) -> Node[KeyT]:
    placed.add(key)
    return Node(key, tuple(_node(child, below, placed) for child in below.get(key, [])))


def _is_backwards(row: Dated) -> bool:
    return row.valid_from is not None and row.valid_to is not None and row.valid_to < row.valid_from


def _collide(one: Dated, other: Dated) -> bool:
    return (
        not _is_backwards(one)
        and not _is_backwards(other)
        and alive_any_day(one, other.valid_from or dt.date.min, other.valid_to or dt.date.max)
    )
