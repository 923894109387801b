"""Grades of a result by their codes: rows keep the title that was printed, rules name the code (pure)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class GradeNames:
    """The grades of one criteria set: codes best first, and each printed title with its code."""

    order: tuple[str, ...] = ()
    codes: Mapping[str, str] | None = None

    def code_of(self, title: str) -> str:
        """The code of a printed title; empty for a title that the set does not have."""
        return (self.codes or {}).get(title, "")

    def title_of(self, code: str) -> str:
        return next((title for title, each in (self.codes or {}).items() if each == code), code)


def grade_names(rules: Iterable[tuple[str, str, Decimal]]) -> GradeNames:
    """From code, title and least points of each grade."""
    rows = sorted(rules, key=lambda row: -row[2])
    return GradeNames(tuple(code for code, _title, _least in rows), {title: code for code, title, _least in rows})
