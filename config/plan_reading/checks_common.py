"""Checks that several plan files share."""

import itertools
from collections.abc import Container, Iterable, Sequence
from datetime import date, timedelta

from django.utils.translation import gettext as _

from common.plan_rows import Row
from config.plan_reading.problems import Problems


def check_unique(problems: Problems, rows: Iterable[Row], key: str = "code") -> None:
    """Each row has its own value of `key`; the second one is the fault."""
    seen = set()
    for row in rows:
        value = getattr(row, key)
        if value in seen:
            problems.at(row, key, _("“%(value)s” stands twice.") % {"value": value})
        seen.add(value)


def check_known(problems: Problems, row: Row, key: str, known: Container[str]) -> None:
    """The code or codes under `key` exist; an empty code means none."""
    value = getattr(row, key)
    many = not isinstance(value, str)
    for place, code in enumerate(value if many else [value]):
        if code and code not in known:
            line_key = f"{key}.{place}" if many else key
            problems.at(row, line_key, _("“%(code)s” is not known.") % {"code": code})


def check_unit(problems: Problems, row: Row, key: str, known: Container[str]) -> None:
    """The unit code or codes under `key` are those of units in the files."""
    value = getattr(row, key)
    many = not isinstance(value, str)
    for place, code in enumerate(value if many else [value]):
        if code and code not in known:
            line_key = f"{key}.{place}" if many else key
            problems.at(row, line_key, _("There is no unit with the code “%(code)s”.") % {"code": code})


def check_order(problems: Problems, row: Row, *keys: str) -> None:
    """The days under `keys` follow each other; equal days are in order, a missing one is left out."""
    dated = [(key, getattr(row, key)) for key in keys if getattr(row, key) is not None]
    for (earlier, first), (later, second) in itertools.pairwise(dated):
        if second < first:
            problems.at(
                row,
                later,
                _("The day of “%(later)s” comes before that of “%(earlier)s”.") % {"later": later, "earlier": earlier},
            )


def check_chain(problems: Problems, rows: Sequence[Row], first: str, last: str) -> None:
    """Each row begins on the day after the one before it ends; only the last may be open."""
    for earlier, later in itertools.pairwise(rows):
        end: date | None = getattr(earlier, last)
        if end is None or getattr(later, first) != end + timedelta(days=1):
            problems.at(later, first, _("The row does not begin on the day after the one before it ends."))


def check_count(problems: Problems, row: Row, key: str, found: int, wanted: int) -> None:
    """As many entries as the plan has."""
    if found != wanted:
        problems.at(
            row,
            key,
            _("%(wanted)d entries are expected here, %(found)d are found.") % {"wanted": wanted, "found": found},
        )
