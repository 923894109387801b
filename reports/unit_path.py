"""Why this rank: one unit of a phase from its place down to the years, sheets and answers."""

from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _

from assessments.correction_queries import corrections_of_unit
from assessments.enums import ColumnKind, RowStatus
from assessments.grade_path import GradeStep, grade_steps
from assessments.models import Answer, Assessment, Correction, PaperResult, Run, RunRow, RunYear
from assessments.paper_results import paper_results_of_unit
from assessments.queries import answers_of, assessments_for
from assessments.rank_path import Tied, neighbours_of, tied_with
from assessments.result_queries import phase_rows
from assessments.settling import later_columns
from common.charts import Chart, Line, line_chart
from common.numbers import format_points, half_up
from units.queries import Account

COUNTING = (RowStatus.COUNTED, RowStatus.IMPORTED, RowStatus.NOT_SUBMITTED)


@dataclass(frozen=True)
class YearPath:
    """A year with its published row and, when the reader may open the sheet, its answers."""

    year: RunYear
    sheet: Assessment | None = None
    answers: list[Answer] = field(default_factory=list)
    paper: PaperResult | None = None
    corrections: list[Correction] = field(default_factory=list)

    @property
    def later(self) -> list[ColumnKind]:
        """Columns after the first appraisal that hold a figure, in their order."""
        return later_columns(self.answers)

    @property
    def paper_figures(self) -> list[str]:
        """What the paper says by criterion (`HT-1: 4,00/6,00`), then bonus and minus (`DT-1: +2,00`, `TR-1: -0,50`)."""
        if self.paper is None:
            return []
        items = [(code, f"{points}/{most}") for code, (points, most) in self.paper.items.items()]
        moved = [(code, f"{Decimal(points):+.2f}") for code, points in self.paper.adjustments.items()]
        return [f"{code}: {figures.replace('.', ',')}" for code, figures in (*items, *moved)]


@dataclass(frozen=True)
class UnitPath:
    """The row, its years, how its grade follows, units with its result, and its neighbours in the cluster.

    `size` and `overall` count the ranked units of the cluster and of all clusters.
    """

    row: RunRow
    years: list[YearPath]
    neighbours: list[RunRow]
    chart: Chart
    size: int
    overall: int
    grades: list[GradeStep]
    tied: list[Tied]

    @property
    def working(self) -> str:
        """The mean as a sum, for example (81,70 + 84,36) ÷ 2 = 83,03; empty when no round counts."""
        figures = [path.year.result for path in self.years if path.year.status in COUNTING]
        if not figures or self.row.result is None:
            return ""
        terms = " + ".join(format_points(figure or Decimal(0)) for figure in figures)
        return f"({terms}) ÷ {len(figures)} = {format_points(self.row.result)}"


def unit_path(run: Run, unit_code: str, user: Account) -> UnitPath | None:
    """Everything that leads to the rank of a unit; None when the unit is not in the phase."""
    rows = phase_rows(run)
    row = next((each for each in rows if each.participant.unit.code == unit_code), None)
    if row is None:
        return None
    cluster = [each for each in rows if each.participant.cluster_id == row.participant.cluster_id]
    readable = {sheet.pk: sheet for sheet in assessments_for(user).filter(participant__unit__code=unit_code)}
    paper = paper_results_of_unit(unit_code)
    corrected = corrections_of_unit(run.phase, unit_code) if run.phase else {}
    years = []
    for year in row.years.all():
        sheet = readable.get(year.source.assessment_id or 0) if year.source else None
        on_paper = paper.get(year.round_id) if year.status == RowStatus.IMPORTED else None
        corrections = corrected.get(year.source.participant_id, []) if year.source else []
        years.append(YearPath(year, sheet, answers_of(sheet) if sheet else [], on_paper, corrections))
    last = next((path.year.round for path in reversed(years) if path.year.round.collective_set_id), None)
    return UnitPath(
        row=row,
        years=years,
        neighbours=neighbours_of(row, cluster),
        chart=_chart(row, cluster),
        size=sum(1 for each in cluster if each.rank_in_cluster is not None),
        overall=sum(1 for each in rows if each.rank_overall is not None),
        grades=grade_steps(row, last.collective_set if last else None, rows, zeros=None, of_phase=True),
        tied=tied_with(row, rows),
    )


def _chart(row: RunRow, cluster: list[RunRow]) -> Chart:
    """The unit's result over the years beside the mean of its cluster."""
    years = list(row.years.all())
    means = []
    for year in years:
        figures = [
            other.result
            for each in cluster
            for other in each.years.all()
            if other.round_id == year.round_id and other.result is not None
        ]
        means.append(half_up(sum(figures, Decimal(0)) / len(figures), 2) if figures else None)
    own = [year.result for year in years]
    return line_chart(
        ident="years",
        title=_("Result over the years"),
        desc=_("Converted points of the unit and the mean of its cluster."),
        series=[
            Line(row.participant.printed_name, own, [_text(value) for value in own]),
            Line(_("Mean of the cluster"), means, [_text(value) for value in means]),
        ],
        ticks=[str(year.round.year) for year in years],
        first_column=_("Year"),
    )


def _text(value: Decimal | None) -> str:
    return format_points(value) if value is not None else "-"
