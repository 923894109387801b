"""A criteria set as its readers see it: to whom each criterion applies, who appraises it, and what each kind can reach.

Works on the rows of `queries.criteria_of` alone, without a query of its own.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from operator import attrgetter

from common.text import search_text
from criteria.enums import Applies
from criteria.models import Applicability, Area, Criterion
from units.models import UnitKind

Names = Mapping[int, str]


@dataclass(frozen=True)
class Scope:
    """One criterion for one kind of unit: `●` all, `○` only the units named, `–` none; offices by short name."""

    kind: UnitKind
    applies: str
    named: tuple[str, ...] = ()
    owner: str = ""
    second: str = ""
    substitute: str = ""

    @property
    def sign(self) -> str:
        return {Applies.ALL: "●", Applies.NAMED: "○"}.get(Applies(self.applies), "–")

    @property
    def is_none(self) -> bool:
        return self.applies == Applies.NONE


@dataclass(frozen=True)
class Line:
    """A criterion with the most it gives and its scopes in the order of the kinds."""

    criterion: Criterion
    maximum: Decimal
    scopes: tuple[Scope, ...]

    @property
    def applying(self) -> tuple[Scope, ...]:
        return tuple(scope for scope in self.scopes if not scope.is_none)

    @property
    def without(self) -> tuple[str, ...]:
        """Names of the kinds it does not apply to."""
        return tuple(scope.kind.name for scope in self.scopes if scope.is_none)


@dataclass(frozen=True)
class AreaLines:
    area: Area
    lines: tuple[Line, ...]

    @property
    def maximum(self) -> Decimal:
        return sum((line.maximum for line in self.lines), Decimal(0))


@dataclass(frozen=True)
class KindTotal:
    """The applicable maximum of a kind, and of the units of it that are named by single criteria."""

    kind: UnitKind
    points: Decimal
    named: tuple[tuple[str, Decimal], ...] = ()


def office_ids(criteria: Iterable[Criterion]) -> set[int]:
    """Ids of every unit that the scopes of a set name."""
    found: set[int | None] = set()
    for row in _scopes(criteria):
        found |= {row.owner_id, row.second_owner_id, row.substitute_id, *(unit.pk for unit in row.named_units.all())}
    return {unit_id for unit_id in found if unit_id}


def kinds_of(criteria: Iterable[Criterion]) -> list[UnitKind]:
    """The kinds of unit that the set speaks of, in their order."""
    found = {row.kind_id: row.kind for row in _scopes(criteria)}
    return sorted(found.values(), key=lambda kind: (kind.order, kind.code))


def lines_of(criteria: Sequence[Criterion], names: Names, query: str = "") -> list[AreaLines]:
    """The lines of a set by area, only those found by `query` (without accents; each word must occur)."""
    kinds = kinds_of(criteria)
    words = search_text(query).split()
    chosen = [row for row in criteria if _matches(row, words)]
    return [
        AreaLines(area, tuple(_line(row, kinds, names) for row in rows))
        for area, rows in groupby(chosen, key=attrgetter("area"))
    ]


def kind_totals(criteria: Sequence[Criterion], names: Names) -> list[KindTotal]:
    """What each kind of unit can reach; units named by single criteria reach more than the rest of their kind."""
    common: dict[int, Decimal] = {}
    extra: dict[tuple[int, int], Decimal] = {}
    for criterion in criteria:
        most = maximum(criterion)
        for row in criterion.applicabilities.all():
            if row.applies == Applies.ALL:
                common[row.kind_id] = common.get(row.kind_id, Decimal(0)) + most
            elif row.applies == Applies.NAMED:
                for unit in row.named_units.all():
                    key = (row.kind_id, unit.pk)
                    extra[key] = extra.get(key, Decimal(0)) + most
    totals = []
    for kind in kinds_of(criteria):
        base = common.get(kind.pk, Decimal(0))
        named = sorted((names.get(unit, ""), base + more) for (of, unit), more in extra.items() if of == kind.pk)
        totals.append(KindTotal(kind, base, tuple(named)))
    return totals


def maximum(criterion: Criterion) -> Decimal:
    """The most points a criterion gives: the sum over its items."""
    return sum((item.max_points for item in criterion.items.all()), Decimal(0))


def _line(criterion: Criterion, kinds: Iterable[UnitKind], names: Names) -> Line:
    rows = {row.kind_id: row for row in criterion.applicabilities.all()}
    scopes = [_scope(kind, rows.get(kind.pk), names) for kind in kinds]
    return Line(criterion, maximum(criterion), tuple(scopes))


def _scope(kind: UnitKind, row: Applicability | None, names: Names) -> Scope:
    if row is None or row.applies == Applies.NONE:
        return Scope(kind, Applies.NONE)
    named = sorted(names.get(unit.pk, unit.code) for unit in row.named_units.all())
    offices = [names.get(pk, "") if pk else "" for pk in (row.owner_id, row.second_owner_id, row.substitute_id)]
    return Scope(kind, row.applies, tuple(named) if row.applies == Applies.NAMED else (), *offices)


def _matches(criterion: Criterion, words: Iterable[str]) -> bool:
    items = " ".join(item.title for item in criterion.items.all())
    text = search_text(f"{criterion.code} {criterion.title} {criterion.plan_text} {criterion.evidence_hint} {items}")
    return all(word in text for word in words)


def _scopes(criteria: Iterable[Criterion]) -> Iterable[Applicability]:
    return (row for criterion in criteria for row in criterion.applicabilities.all())
