"""What the result of a round would be under other weights, thresholds and caps: a copy is computed, nothing is written.

A weight is the maximum of a criterion; granted points move in the same proportion, rounded half up to 2 places per
item as everywhere. The settled points of the moment are the ground of both columns, so they differ by what was moved.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from assessments.grading import GradeBand
from assessments.result_rows import ResultRow, Sheet, bands_of, part_of, ranked_rows, settled_points
from assessments.services.results import sheets_of
from campaign.models import Round
from criteria.exact import exact, rounded
from criteria.models import CriteriaSet, Criterion
from criteria.queries import criteria_with_items
from criteria.totals import PLACES, AnswerPoints, totals


@dataclass(frozen=True)
class Variant:
    """What is moved; whatever is not named stays as the set has it.

    `weights`: criterion to its maximum, 0 leaves it out. `thresholds`: grade to its least result. `caps`: grade to the
    most of a cluster's ranked units in percent, None for no cap.
    """

    weights: Mapping[str, Decimal] = field(default_factory=dict)
    thresholds: Mapping[str, Decimal] = field(default_factory=dict)
    caps: Mapping[str, int | None] = field(default_factory=dict)


@dataclass(frozen=True)
class UnitChange:
    """One participant under the rules of the set and under those tried."""

    before: ResultRow
    after: ResultRow
    grade_before: str
    grade_after: str

    @property
    def difference(self) -> Decimal | None:
        """Points gained or lost; None where either result is missing."""
        before, after = self.before.line.contender.percentage, self.after.line.contender.percentage
        return None if before is None or after is None else after - before

    @property
    def moves(self) -> bool:
        before, after = self.before.line, self.after.line
        return (before.rank_in_cluster, before.rank_overall) != (after.rank_in_cluster, after.rank_overall)

    @property
    def changes_grade(self) -> bool:
        return self.grade_before != self.grade_after


@dataclass(frozen=True)
class WhatIf:
    """The units in the order of the ranking tried."""

    units: tuple[UnitChange, ...]

    @property
    def moved(self) -> int:
        return sum(unit.moves for unit in self.units)

    @property
    def regraded(self) -> int:
        return sum(unit.changes_grade for unit in self.units)


def weights_of(criteria: Iterable[Criterion]) -> dict[str, Decimal]:
    """Criterion to the sum of its items' maxima, in the order of the set."""
    return {row.code: sum((item.max_points for item in row.items.all()), Decimal(0)) for row in criteria}


def round_what_if(round: Round, criteria_set: CriteriaSet, variant: Variant) -> WhatIf:
    """The round as its set has it and as the variant would; `criteria_set` is that of the round.

    Raises ValueError when the thresholds no longer stand from the highest down.
    """
    weights = weights_of(criteria_with_items(criteria_set))
    sheets = sheets_of(round)
    old = _rows(sheets, criteria_set, weights, Variant())
    new = _rows(sheets, criteria_set, weights, variant)
    before = {row.participant.pk: row for row in old}
    titles = {rule.code: rule.title for rule in criteria_set.grade_rules.all()}
    return WhatIf(
        tuple(
            UnitChange(before[row.participant.pk], row, _grade(before[row.participant.pk], titles), _grade(row, titles))
            for row in new
        )
    )


def reweighted(
    points: Iterable[AnswerPoints], present: Mapping[str, Decimal], weights: Mapping[str, Decimal]
) -> list[AnswerPoints]:
    """The points with the maxima of their criteria moved from `present` to `weights`."""
    return [
        _scaled(row, present[row.criterion], weights.get(row.criterion, present[row.criterion]))
        for row in points
        if weights.get(row.criterion, present[row.criterion])
    ]


def bands_with(bands: Iterable[GradeBand], variant: Variant) -> tuple[GradeBand, ...]:
    """The grades with their thresholds and caps moved."""
    return tuple(
        replace(
            band,
            at_least=variant.thresholds.get(band.code, band.at_least),
            cap_percentage=variant.caps.get(band.code, band.cap_percentage),
        )
        for band in bands
    )


def _rows(
    sheets: Iterable[Sheet], criteria_set: CriteriaSet, weights: Mapping[str, Decimal], variant: Variant
) -> list[ResultRow]:
    parts = [
        part_of(
            sheet,
            totals(reweighted(settled_points(sheet.answers), weights, variant.weights)) if sheet.assessment else None,
            criteria_set,
        )
        for sheet in sheets
    ]
    return ranked_rows(parts, criteria_set, bands=bands_with(bands_of(criteria_set), variant))


def _scaled(row: AnswerPoints, present: Decimal, weight: Decimal) -> AnswerPoints:
    if weight == present:
        return row
    factor = exact(weight) / exact(present)
    points = None if row.points is None else rounded(exact(row.points) * factor, PLACES)
    return replace(row, max_points=rounded(exact(row.max_points) * factor, PLACES), points=points)


def _grade(row: ResultRow, titles: Mapping[str, str]) -> str:
    return titles.get(row.graded.grade, "") if row.graded else ""
