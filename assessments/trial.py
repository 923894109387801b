"""What a published round's result would be under another version of its criteria set. A trial writes nothing."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from assessments.models import RunRow
from assessments.rescoring import Outcome, Rescored, rescored
from assessments.result_queries import rows_of, run_of_round
from assessments.result_rows import Part, ResultRow, Sheet, adjusted_by, ranked_rows
from assessments.services.results import sheets_of
from campaign.models import AssignedTarget, Round
from campaign.queries import targets_of
from criteria.enums import Applies
from criteria.models import CriteriaSet, Criterion, Item
from criteria.queries import criteria_of
from criteria.totals import AdjustmentEntry, AnswerPoints, totals


@dataclass(frozen=True)
class UnitTrial:
    """One participant before (as published) and after."""

    before: RunRow
    after: ResultRow
    grade_after: str
    left_out: tuple[str, ...] = ()

    @property
    def result_after(self) -> Decimal | None:
        return self.after.line.contender.percentage

    @property
    def difference(self) -> Decimal | None:
        """Points gained or lost; None where either result is missing."""
        if self.before.result is None or self.result_after is None:
            return None
        return self.result_after - self.before.result

    @property
    def moves(self) -> bool:
        ranks = (self.before.rank_in_cluster, self.before.rank_overall)
        return ranks != (self.after.line.rank_in_cluster, self.after.line.rank_overall)

    @property
    def changes_grade(self) -> bool:
        return self.before.grade != self.grade_after


@dataclass
class ItemTrial:
    """How the answers to one item fared; `left_out` counts by the reason."""

    code: str
    title: str
    kept: int = 0
    rescored: int = 0
    left_out: dict[Outcome, int] = field(default_factory=lambda: defaultdict(int))

    def add(self, found: Rescored) -> None:
        if found.outcome == Outcome.KEPT:
            self.kept += 1
        elif found.counts:
            self.rescored += 1
        else:
            self.left_out[found.outcome] += 1

    @property
    def outs(self) -> list[tuple[Outcome, int]]:
        return sorted(self.left_out.items())


@dataclass(frozen=True)
class Trial:
    """`units` in the order of the trial's ranking; `removed`: items that fall away; `dropped`: adjustments that do."""

    units: tuple[UnitTrial, ...]
    items: tuple[ItemTrial, ...]
    removed: tuple[str, ...]
    dropped: tuple[str, ...]

    @property
    def moved(self) -> int:
        return sum(unit.moves for unit in self.units)

    @property
    def regraded(self) -> int:
        return sum(unit.changes_grade for unit in self.units)

    @property
    def left_out(self) -> int:
        """Answers that no points could be found for."""
        return sum(sum(item.left_out.values()) for item in self.items)


def round_trial(round: Round, criteria_set: CriteriaSet) -> Trial | None:
    """The trial of a round that has a published result; None without one."""
    run = run_of_round(round, published_only=True)
    if run is None or round.collective_set is None:
        return None
    old, new = criteria_of(round.collective_set), criteria_of(criteria_set)
    old_items = {item.code: item for criterion in old for item in criterion.items.all()}
    items = {item.code: ItemTrial(item.code, item.title) for criterion in new for item in criterion.items.all()}
    rules = {rule.code: rule for rule in criteria_set.adjustment_rules.all()}
    targets = targets_of(round)
    parts: list[Part] = []
    outs: dict[int, tuple[str, ...]] = {}
    dropped: list[str] = []
    for sheet in sheets_of(round):
        if sheet.assessment is None:
            parts.append((sheet, None, None))
            continue
        points, out = _points(sheet, new, old_items, targets, items)
        figure = totals(points)
        outs[sheet.participant.pk] = out
        entries = []
        for row in sheet.adjustments:
            rule = rules.get(row.rule.code)
            if rule is None or rule.kind != row.rule.kind:
                dropped.append(f"{sheet.participant.printed_name}: {row.rule.code}")
                continue
            entries.append(AdjustmentEntry(rule.code, rule.kind, abs(row.points), rule.limit))
        change = None
        if figure.percentage is not None:
            change = adjusted_by(entries, sheet, figure.percentage, criteria_set)
        parts.append((sheet, figure, change))
    units = _units(ranked_rows(parts, criteria_set), list(rows_of(run)), criteria_set, outs)
    removed = tuple(code for code in old_items if code not in items)
    return Trial(units, tuple(items.values()), removed, tuple(dropped))


def _points(
    sheet: Sheet,
    criteria: Iterable[Criterion],
    old_items: dict[str, Item],
    targets: dict[tuple[int, str], AssignedTarget],
    items: dict[str, ItemTrial],
) -> tuple[list[AnswerPoints], tuple[str, ...]]:
    """Points of what applies to the unit in the new version, and the codes of what is left out."""
    answers = {answer.item.code: answer for answer in sheet.answers}
    participant = sheet.participant
    points, out = [], []
    for criterion in criteria:
        if not _applies(criterion, participant.kind_id, participant.unit_id):
            continue
        for item in criterion.items.all():
            target = targets.get((participant.pk, item.code))
            found = rescored(answers.get(item.code), old_items.get(item.code), item, target)
            items[item.code].add(found)
            if not found.counts:
                out.append(item.code)
                continue
            points.append(
                AnswerPoints(
                    item.code, criterion.code, criterion.area.code, item.max_points, found.points, found.applies
                )
            )
    return points, tuple(out)


def _applies(criterion: Criterion, kind_id: int, unit_id: int) -> bool:
    for row in criterion.applicabilities.all():
        if row.kind_id == kind_id:
            if row.applies == Applies.NAMED:
                return unit_id in {unit.pk for unit in row.named_units.all()}
            return row.applies == Applies.ALL
    return False


def _units(
    rows: list[ResultRow], before: list[RunRow], criteria_set: CriteriaSet, outs: dict[int, tuple[str, ...]]
) -> tuple[UnitTrial, ...]:
    published = {row.participant_id: row for row in before}
    titles = {rule.code: rule.title for rule in criteria_set.grade_rules.all()}
    return tuple(
        UnitTrial(
            published[row.participant.pk],
            row,
            titles.get(row.graded.grade, "") if row.graded else "",
            outs.get(row.participant.pk, ()),
        )
        for row in rows
        if row.participant.pk in published
    )
