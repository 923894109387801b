"""How appraisers compare on what the same people could have given: pure, exact until the one rounding.

The measure is granted ÷ claimed × 100 of each mark whose claim was above 0. Leniency is an appraiser's mean less the
mean of the others on the same criterion; spread is the standard deviation of the own ratios. Raw marks stay as they
are: nothing is ever corrected by these figures.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, localcontext
from fractions import Fraction

from criteria.exact import exact, rounded

# Fewer marks than this, own or of the others, say nothing about a person.
ENOUGH = 5
PLACES = 1


@dataclass(frozen=True, slots=True)
class Given:
    """One standing mark: who, for which item, what the unit had claimed (above 0) and what was granted."""

    appraiser: int
    item: str
    claimed: Decimal
    granted: Decimal


@dataclass(frozen=True, slots=True)
class Compared:
    """One appraiser on one item, in percent; figures that rest on too few marks are None.

    `count`: own marks, `altered` of them granted otherwise than claimed; `others`: marks of others on the item.
    """

    appraiser: int
    item: str
    count: int
    altered: int
    others: int
    mean: Decimal | None
    spread: Decimal | None
    others_mean: Decimal | None

    @property
    def changed(self) -> Decimal | None:
        """Share of claims not granted as they were, in percent."""
        return _share(self.altered, self.count)

    @property
    def leniency(self) -> Decimal | None:
        """Points of percent above (lenient) or below (strict) the others; None where either side has too few."""
        return None if self.mean is None or self.others_mean is None else self.mean - self.others_mean


@dataclass(frozen=True, slots=True)
class Overall:
    """One appraiser over all items; `leniency` rests on the `compared` marks, where those of others suffice."""

    appraiser: int
    count: int
    compared: int
    changed: Decimal | None
    leniency: Decimal | None


def compare(marks: Iterable[Given]) -> tuple[Compared, ...]:
    """A line per appraiser and item, ordered by item, then appraiser. Raises ValueError for a claim of 0 or less."""
    rows = list(marks)
    if any(row.claimed <= 0 for row in rows):
        raise ValueError("a ratio needs a claim above 0")
    lines = []
    for item in sorted({row.item for row in rows}):
        of_item = [row for row in rows if row.item == item]
        for appraiser in sorted({row.appraiser for row in of_item}):
            own = [row for row in of_item if row.appraiser == appraiser]
            others = [row for row in of_item if row.appraiser != appraiser]
            lines.append(_line(appraiser, item, own, others))
    return tuple(lines)


def overall(lines: Iterable[Compared]) -> tuple[Overall, ...]:
    """One line per appraiser over all items, ordered by appraiser."""
    rows = list(lines)
    found = []
    for appraiser in sorted({row.appraiser for row in rows}):
        own = [row for row in rows if row.appraiser == appraiser]
        held = [(row.count, exact(row.leniency)) for row in own if row.leniency is not None]
        compared = sum(count for count, _value in held)
        count = sum(row.count for row in own)
        weighed = sum((value * marks for marks, value in held), Fraction(0))
        found.append(
            Overall(
                appraiser=appraiser,
                count=count,
                compared=compared,
                changed=_share(sum(row.altered for row in own), count),
                leniency=rounded(weighed / compared, PLACES) if compared else None,
            )
        )
    return tuple(found)


def _line(appraiser: int, item: str, own: list[Given], others: list[Given]) -> Compared:
    enough, enough_others = len(own) >= ENOUGH, len(others) >= ENOUGH
    ratios = [_ratio(row) for row in own]
    return Compared(
        appraiser=appraiser,
        item=item,
        count=len(own),
        altered=sum(1 for row in own if row.granted != row.claimed),
        others=len(others),
        mean=rounded(_mean(ratios), PLACES) if enough else None,
        spread=_deviation(ratios) if enough else None,
        others_mean=rounded(_mean([_ratio(row) for row in others]), PLACES) if enough_others else None,
    )


def _ratio(row: Given) -> Fraction:
    return exact(row.granted) * 100 / exact(row.claimed)


def _share(part: int, whole: int) -> Decimal | None:
    return rounded(Fraction(part * 100, whole), PLACES) if whole >= ENOUGH else None


def _mean(values: list[Fraction]) -> Fraction:
    return sum(values, Fraction(0)) / len(values)


def _deviation(values: list[Fraction]) -> Decimal:
    """Standard deviation of all the values (not of a sample)."""
    mean = _mean(values)
    variance = sum(((value - mean) ** 2 for value in values), Fraction(0)) / len(values)
    with localcontext(prec=40):
        root = (Decimal(variance.numerator) / Decimal(variance.denominator)).sqrt()
    return rounded(exact(root), PLACES)
