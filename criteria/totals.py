"""Totals of a unit: points, possible points, percentage, areas, bonus and minus (sections 1.7 and 1.8).

What does not apply drops out of the possible points, so it neither lowers nor raises the result. Bonus
and minus come after rescaling; the printed result stays within 0 and 100.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from criteria.enums import AdjustmentKind
from criteria.exact import exact, rounded

PLACES = 2
FLOOR = Decimal("0.00")
CEILING = Decimal("100.00")


@dataclass(frozen=True, slots=True)
class AnswerPoints:
    """Settled points of one scored item; None while it has none."""

    item: str
    criterion: str
    area: str
    max_points: Decimal
    points: Decimal | None
    applicable: bool = True


@dataclass(frozen=True, slots=True)
class AreaTotals:
    """Points, possible points and percentage (None when nothing applies) of one area."""

    area: str
    points: Decimal
    possible: Decimal
    percentage: Decimal | None


@dataclass(frozen=True, slots=True)
class Totals:
    """What a unit has reached, always with what it could reach.

    `missing` names applicable items without points (they count 0 until scored), `zeros` the applicable
    criteria whose items all stand at 0. `percentage` is None when nothing applies.
    """

    points: Decimal
    possible: Decimal
    percentage: Decimal | None
    areas: tuple[AreaTotals, ...]
    missing: tuple[str, ...]
    zeros: tuple[str, ...]

    @property
    def is_complete(self) -> bool:
        """True when every applicable item has its points."""
        return not self.missing


@dataclass(frozen=True, slots=True)
class AdjustmentEntry:
    """One bonus or minus: `points` is its size without sign, `limit` the most its item may move in all."""

    code: str
    kind: str
    points: Decimal
    limit: Decimal


@dataclass(frozen=True, slots=True)
class AdjustmentLimits:
    """The most that all bonuses, and all minuses, may move the result."""

    bonus: Decimal = Decimal(5)
    minus: Decimal = Decimal(10)


@dataclass(frozen=True, slots=True)
class AdjustedItem:
    """What the entries of one item count for, within its own limit; size without sign."""

    code: str
    kind: str
    points: Decimal


@dataclass(frozen=True, slots=True)
class Adjusted:
    """Result after bonus and minus: `percentage` (0 to 100) is printed and ranked, `exact` breaks ties."""

    bonus: Decimal
    minus: Decimal
    exact: Decimal
    percentage: Decimal
    items: tuple[AdjustedItem, ...]


@dataclass(frozen=True, slots=True)
class LateRule:
    """Minus for each working day late, the most in all, and the last working day of acceptance."""

    per_day: Decimal = Decimal("0.5")
    at_most: Decimal = Decimal(3)
    limit_days: int = 10


@dataclass(frozen=True, slots=True)
class Late:
    """Minus for lateness (size without sign) and whether the sheet may still be accepted."""

    points: Decimal
    accepted: bool


def percentage(points: Decimal, possible: Decimal) -> Decimal | None:
    """Return points × 100 ÷ possible, half up to 2 places once; None when nothing is possible."""
    return _percentage(exact(points), exact(possible))


def totals(answers: Iterable[AnswerPoints]) -> Totals:
    """Add up the applicable answers, as a whole and per area (areas in the order met).

    Raises ValueError when an item comes twice or has more points than its maximum.
    """
    rows = list(answers)
    _refuse_bad(rows)
    applicable = [row for row in rows if row.applicable]
    areas = tuple(
        AreaTotals(area, *_sums([row for row in applicable if row.area == area]))
        for area in dict.fromkeys(row.area for row in rows)
    )
    points, possible, share = _sums(applicable)
    scored = [row for row in applicable if row.points is not None]
    above = {row.criterion for row in scored if row.points}
    open_criteria = {row.criterion for row in applicable if row.points is None}
    return Totals(
        points=points,
        possible=possible,
        percentage=share,
        areas=areas,
        missing=tuple(row.item for row in applicable if row.points is None),
        zeros=tuple(
            code for code in dict.fromkeys(row.criterion for row in scored) if code not in above | open_criteria
        ),
    )


def adjusted(base: Decimal, entries: Iterable[AdjustmentEntry], limits: AdjustmentLimits | None = None) -> Adjusted:
    """Add bonus and minus to a percentage: first the limit of each item, then of all, then 0 and 100.

    Raises ValueError when entries of one item disagree on kind or limit, or have a negative size.
    """
    limits = limits or AdjustmentLimits()
    items = _capped_items(list(entries))
    bonus = min(_sum_of(items, AdjustmentKind.BONUS), exact(limits.bonus))
    minus = min(_sum_of(items, AdjustmentKind.MINUS), exact(limits.minus))
    result = exact(base) + bonus - minus
    return Adjusted(
        bonus=rounded(bonus, PLACES),
        minus=rounded(minus, PLACES),
        exact=rounded(result, PLACES),
        percentage=min(max(rounded(result, PLACES), FLOOR), CEILING),
        items=items,
    )


def late_minus(working_days: int, rule: LateRule | None = None) -> Late:
    """Return the minus for a number of working days late; past the limit the sheet is not accepted."""
    rule = rule or LateRule()
    size = min(exact(rule.per_day) * max(working_days, 0), exact(rule.at_most))
    return Late(rounded(size, PLACES), accepted=working_days <= rule.limit_days)


def _refuse_bad(rows: list[AnswerPoints]) -> None:
    if len({row.item for row in rows}) != len(rows):
        raise ValueError("an item is counted once")
    for row in rows:
        if row.applicable and row.points is not None and not 0 <= row.points <= row.max_points:
            raise ValueError(f"points of {row.item} lie outside 0 and its maximum")


def _sums(rows: list[AnswerPoints]) -> tuple[Decimal, Decimal, Decimal | None]:
    points = sum((exact(row.points) for row in rows if row.points is not None), Fraction(0))
    possible = sum((exact(row.max_points) for row in rows), Fraction(0))
    return rounded(points, PLACES), rounded(possible, PLACES), _percentage(points, possible)


def _percentage(points: Fraction, possible: Fraction) -> Decimal | None:
    return rounded(points * 100 / possible, PLACES) if possible else None


def _capped_items(entries: list[AdjustmentEntry]) -> tuple[AdjustedItem, ...]:
    grouped: dict[str, list[AdjustmentEntry]] = {}
    for entry in entries:
        if entry.points < 0 or entry.limit < 0:
            raise ValueError("bonus and minus have sizes without sign")
        grouped.setdefault(entry.code, []).append(entry)
    items = []
    for code, group in grouped.items():
        if len({(entry.kind, entry.limit) for entry in group}) > 1:
            raise ValueError(f"entries of {code} disagree on kind or limit")
        size = min(sum((exact(entry.points) for entry in group), Fraction(0)), exact(group[0].limit))
        items.append(AdjustedItem(code, group[0].kind, rounded(size, PLACES)))
    return tuple(items)


def _sum_of(items: tuple[AdjustedItem, ...], kind: AdjustmentKind) -> Fraction:
    return sum((exact(item.points) for item in items if item.kind == kind), Fraction(0))
