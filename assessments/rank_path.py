"""Why this rank: one row of a round's result down to its grade, its ties, its criteria and its answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from assessments.correction_queries import corrections_in
from assessments.grade_path import GradeStep, grade_steps
from assessments.models import AdjustmentEntry, Answer, Assessment, Correction, Run, RunRow
from assessments.point_reasons import loss_lines
from assessments.queries import adjustments_of, answers_of, assessments_for, targets_of
from assessments.ranking import Contender
from assessments.result_queries import rows_of
from assessments.result_rows import THRIFT_AREA, sheet_totals
from assessments.settling import final_figure, later_columns
from campaign.models import AssignedTarget
from common.numbers import format_points, half_up
from criteria.models import CriteriaSet
from units.queries import Account


@dataclass(frozen=True)
class Tied:
    """A unit with the same result, with what orders the lines inside the tie."""

    row: RunRow
    contender: Contender


@dataclass(frozen=True)
class Loss:
    """Points of one criterion that were not reached, what they are of the converted points, and why."""

    answer: Answer
    lost: Decimal
    converted: Decimal
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True)
class RankPath:
    """Everything that leads to the row; `sheet` and what follows from it only where the reader may open the sheet.

    `size` and `overall` count the ranked units of the cluster and of all clusters.
    """

    row: RunRow
    size: int
    overall: int
    neighbours: list[RunRow]
    tied: list[Tied]
    grades: list[GradeStep]
    sheet: Assessment | None
    answers: list[Answer]
    adjustments: list[AdjustmentEntry]
    losses: list[Loss]
    corrections: list[Correction]

    @property
    def working(self) -> str:
        """The result as arithmetic, for example 66,07 ÷ 80,00 × 100 = 82,59; 82,59 + 2,00 − 0,50 = 84,09."""
        row = self.row
        if row.points is None or row.possible is None or row.percentage is None:
            return ""
        if row.exact is None or row.result is None:
            return ""
        line = f"{format_points(row.points)} ÷ {format_points(row.possible)} × 100 = {format_points(row.percentage)}"
        if row.bonus or row.minus:
            plus = f" + {format_points(row.bonus)}" if row.bonus else ""
            less = f" − {format_points(row.minus)}" if row.minus else ""
            line += f"; {format_points(row.percentage)}{plus}{less} = {format_points(row.exact)}"
        if row.exact != row.result:
            line += _("; within 0 and 100: %(result)s") % {"result": format_points(row.result)}
        return line

    @property
    def later(self) -> list:
        return later_columns(self.answers)

    @property
    def is_settled_anew(self) -> bool:
        """Points were settled since the run was made (a ruling on the provisional result)."""
        return is_settled_anew(self.row, self.answers)


def neighbours_of(row: RunRow, cluster: Sequence[RunRow]) -> list[RunRow]:
    """The row with those of the same rank, the nearest better and the nearest worse one; `cluster`: in ranking order."""
    place = cluster.index(row)
    if row.rank_in_cluster is None:
        return list(cluster[max(place - 1, 0) : place + 2])
    equal = [each for each in cluster if each.rank_in_cluster == row.rank_in_cluster]
    first = cluster.index(equal[0])
    return [*cluster[max(first - 1, 0) : first], *equal, *cluster[first + len(equal) : first + len(equal) + 1]]


def rank_path(run: Run, criteria_set: CriteriaSet | None, unit_code: str, user: Account) -> RankPath | None:
    """The way to the rank of a unit in a run of a round; None when the unit is not in it."""
    rows = list(rows_of(run))
    row = next((each for each in rows if each.participant.unit.code == unit_code), None)
    if row is None:
        return None
    cluster = [each for each in rows if each.participant.cluster_id == row.participant.cluster_id]
    ranked = [each for each in cluster if each.rank_in_cluster is not None]
    sheet = assessments_for(user).filter(pk=row.assessment_id).first() if row.assessment_id else None
    answers = answers_of(sheet) if sheet else []
    zeros = sheet_totals(answers).zeros if answers and not is_settled_anew(row, answers) else None
    return RankPath(
        row=row,
        size=len(ranked),
        overall=sum(1 for each in rows if each.rank_overall is not None),
        neighbours=neighbours_of(row, cluster),
        tied=tied_with(row, rows),
        grades=grade_steps(row, criteria_set, rows, zeros=zeros),
        sheet=sheet,
        answers=answers,
        adjustments=list(adjustments_of(sheet)) if sheet else [],
        losses=losses_of(answers, row.possible, targets_of(row.participant) if answers else {}),
        corrections=corrections_in(run, row.participant),
    )


def is_settled_anew(row: RunRow, answers: Sequence[Answer]) -> bool:
    """Whether the answers have other points than the row was computed from."""
    return bool(answers) and sheet_totals(answers).points != row.points


def losses_of(answers: Sequence[Answer], possible: Decimal | None, targets: Mapping[int, AssignedTarget]) -> list[Loss]:
    """The criteria that cost points, the dearest first; equal ones stay in the order of the set."""
    found = []
    for answer in answers:
        figure = final_figure(answer)
        if figure is None or not figure.applies or not possible:
            continue
        lost = answer.item.max_points - (figure.points or Decimal(0))
        if lost:
            reasons = tuple(loss_lines(answer, figure, targets.get(answer.item_id)))
            found.append(Loss(answer, lost, half_up(lost * 100 / possible, 2), reasons))
    return sorted(found, key=lambda loss: -loss.lost)


def tied_with(row: RunRow, rows: Sequence[RunRow]) -> list[Tied]:
    """The ranked units with the same result, over all clusters, this one among them; empty when it stands alone."""
    if row.rank_overall is None:
        return []
    same = [each for each in rows if each.rank_overall == row.rank_overall]
    return [Tied(each, _contender(each)) for each in same] if len(same) > 1 else []


def _contender(row: RunRow) -> Contender:
    stored = row.areas.get(THRIFT_AREA)
    participant = row.participant
    return Contender(
        key=str(participant.pk),
        name=participant.printed_name,
        cluster=participant.cluster.code if participant.cluster else None,
        percentage=row.result,
        exact=row.exact,
        headcount=participant.headcount,
        women=participant.women,
        is_difficult_area=participant.is_difficult_area,
        thrift_percentage=Decimal(stored[2]) if stored and stored[2] else None,
    )
