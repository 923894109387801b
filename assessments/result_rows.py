"""From loaded sheets to the rows of a round's result: totals, adjustments, ranks, grades (pure on loaded values)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assessments.enums import RowStatus
from assessments.grading import GradeBand, GradeCase, Graded, GradeNote, grade, grade_all
from assessments.models import AdjustmentEntry, Answer, Assessment, RunRow
from assessments.ranking import Contender, NoRank, Ranked, rank
from assessments.settling import final_figure
from campaign.models import Participant
from criteria.enums import AdjustmentKind
from criteria.models import CriteriaSet
from criteria.totals import (
    Adjusted,
    AdjustmentLimits,
    AnswerPoints,
    LateRule,
    Totals,
    adjusted,
    late_minus,
    totals,
)
from criteria.totals import AdjustmentEntry as Entry

THRIFT_AREA = "TK"
# The code of a minus for lateness in a set that has no item of its own for it.
LATE = "late"
ZERO = Decimal("0.00")

GRADE_NOTES: dict[str, str | Promise] = {
    GradeNote.AREA_BELOW: _("an area is below the floor"),
    GradeNote.CRITERION_AT_ZERO: _("a criterion stands at 0"),
    GradeNote.HOLD: _("a hold is in force"),
    GradeNote.OVER_CAP: _("over the cap of the cluster"),
    GradeNote.TIE_AT_CAP: _("tie at the cap of the cluster"),
    GradeNote.NOT_SUBMITTED: _("not submitted"),
    GradeNote.FALSE_DECLARATION: _("false declaration"),
}

NO_RANK: dict[str, str | Promise] = {
    NoRank.NO_CLUSTER: _("without rank: in no cluster"),
    NoRank.CLUSTER_NOT_RANKED: _("without rank: the cluster is not ranked"),
    NoRank.CLUSTER_TOO_SMALL: _("without rank: fewer than 3 scored units in the cluster"),
    NoRank.NO_RESULT: _("without rank: no result"),
    NoRank.NOT_SUBMITTED: _("without rank: not submitted"),
    NoRank.EXEMPT: _("without rank: exempted"),
    NoRank.NOT_ENOUGH_ROUNDS: _("without rank: not enough rounds"),
}


def grade_note_text(codes: str) -> str:
    """The notes on a grade in words; codes are stored separated by commas."""
    return "; ".join(str(GRADE_NOTES[code]) for code in codes.split(", ") if code in GRADE_NOTES)


def no_rank_text(code: str) -> str:
    """Why a row has no rank, in words; empty when it has one."""
    return str(NO_RANK.get(code, ""))


def notes_of(row: RunRow) -> list[str]:
    """Why the grade of a row was held down and why it has no rank; what both would say is said once."""
    twice = row.note == NoRank.NOT_SUBMITTED
    codes = [code for code in row.grade_note.split(", ") if not (twice and code == GradeNote.NOT_SUBMITTED)]
    parts = [grade_note_text(", ".join(codes)), no_rank_text(row.note)]
    return [part for part in parts if part]


@dataclass(frozen=True)
class ResultRow:
    """What becomes one `RunRow`; `position` counts from 1 in the order of the ranking."""

    participant: Participant
    assessment: Assessment | None
    status: RowStatus
    totals: Totals | None
    adjusted: Adjusted | None
    line: Ranked
    graded: Graded | None


@dataclass(frozen=True)
class Sheet:
    """A participant with its appraised sheet, if there is one, and what was entered beside the answers."""

    participant: Participant
    assessment: Assessment | None = None
    answers: tuple[Answer, ...] = ()
    adjustments: tuple[AdjustmentEntry, ...] = ()

    @property
    def status(self) -> RowStatus:
        if self.participant.exempted_by_id:
            return RowStatus.EXEMPTED
        if not self.participant.counts:
            return RowStatus.TOO_SHORT
        return RowStatus.COUNTED if self.assessment else RowStatus.NOT_SUBMITTED


# A sheet with its totals and its result after bonus and minus; empty where it has none.
Part = tuple[Sheet, Totals | None, Adjusted | None]

EXCLUDED: Mapping[str, str] = {
    RowStatus.EXEMPTED: NoRank.EXEMPT,
    RowStatus.TOO_SHORT: NoRank.NO_RESULT,
    RowStatus.NOT_SUBMITTED: NoRank.NOT_SUBMITTED,
    RowStatus.COUNTED: "",
}


def sheet_totals(answers: Iterable[Answer]) -> Totals:
    """Totals of the settled figures of a sheet; an answer without a settled figure counts as missing."""
    return totals(settled_points(answers))


def settled_points(answers: Iterable[Answer]) -> list[AnswerPoints]:
    """The settled figures of a sheet as the totals take them."""
    points = []
    for answer in answers:
        figure = final_figure(answer)
        criterion = answer.item.criterion
        points.append(
            AnswerPoints(
                item=answer.item.code,
                criterion=criterion.code,
                area=criterion.area.code,
                max_points=answer.item.max_points,
                points=figure.points if figure else None,
                applicable=figure.applies if figure else True,
            )
        )
    return points


def self_totals(answers: Iterable[Answer]) -> Totals:
    """Totals of what the unit claims."""
    return totals(
        AnswerPoints(
            item=answer.item.code,
            criterion=answer.item.criterion.code,
            area=answer.item.criterion.area.code,
            max_points=answer.item.max_points,
            points=answer.points,
            applicable=not answer.not_applicable,
        )
        for answer in answers
    )


def sheet_adjusted(sheet: Sheet, base: Decimal, criteria_set: CriteriaSet) -> Adjusted:
    """Bonus and minus of a sheet by the rules of its set, lateness included."""
    entries = [Entry(row.rule.code, row.rule.kind, abs(row.points), row.rule.limit) for row in sheet.adjustments]
    return adjusted_by(entries, sheet, base, criteria_set)


def adjusted_by(entries: list[Entry], sheet: Sheet, base: Decimal, criteria_set: CriteriaSet) -> Adjusted:
    """The same with entries already brought under the rules of a set."""
    entries = list(entries)
    late = late_entry(sheet.assessment, criteria_set) if sheet.assessment else None
    if late:
        entries.append(late)
    return adjusted(base, entries, AdjustmentLimits(criteria_set.max_bonus, criteria_set.max_minus))


def late_entry(assessment: Assessment, criteria_set: CriteriaSet) -> Entry | None:
    """The minus for lateness as an entry of its own, by the late rule of the set."""
    if not assessment.late_days:
        return None
    rule = LateRule(criteria_set.late_per_day, criteria_set.late_max, criteria_set.late_limit_days)
    late = late_minus(assessment.late_days, rule)
    if not late.points:
        return None
    counted = next((row for row in criteria_set.adjustment_rules.all() if row.is_late_rule), None)
    if counted is None:
        return Entry(LATE, AdjustmentKind.MINUS, late.points, criteria_set.late_max)
    return Entry(counted.code, counted.kind, late.points, counted.limit)


def bands_of(criteria_set: CriteriaSet) -> tuple[GradeBand, ...]:
    """The grades of a set from the highest threshold down, as the pure rules take them."""
    rules = sorted(criteria_set.grade_rules.all(), key=lambda rule: -rule.min_points)
    return tuple(
        GradeBand(
            code=rule.code,
            at_least=rule.min_points,
            min_area_percentage=rule.min_area_percentage,
            no_zero=rule.no_zero,
            no_hold=rule.no_hold,
            cap_percentage=rule.cap_percentage,
        )
        for rule in rules
    )


def grade_title(figures: Totals, criteria_set: CriteriaSet, *, result: Decimal | None = None) -> str:
    """The grade that the figures give on their own, before any cap of a cluster; empty where the set has no grades."""
    bands = bands_of(criteria_set)
    if not bands:
        return ""
    shown = result if result is not None else figures.percentage
    case = GradeCase(
        line=Ranked(Contender(key="", name="", cluster=None, percentage=shown)),
        areas=tuple(area.percentage for area in figures.areas),
        has_zero=bool(figures.zeros),
    )
    graded: Graded = grade(case, bands)
    titles = {rule.code: rule.title for rule in criteria_set.grade_rules.all()}
    return titles.get(graded.grade, "")


def result_rows(sheets: Iterable[Sheet], criteria_set: CriteriaSet) -> list[ResultRow]:
    """Rows of a round in the order of the ranking."""
    found = [
        part_of(sheet, sheet_totals(sheet.answers) if sheet.assessment else None, criteria_set) for sheet in sheets
    ]
    return ranked_rows(found, criteria_set)


def part_of(sheet: Sheet, figure: Totals | None, criteria_set: CriteriaSet) -> Part:
    """A sheet with its totals and, where these give a percentage, the result after bonus and minus."""
    if figure is None or figure.percentage is None:
        return sheet, figure, None
    return sheet, figure, sheet_adjusted(sheet, figure.percentage, criteria_set)


def ranked_rows(
    found: Iterable[Part], criteria_set: CriteriaSet, *, bands: Sequence[GradeBand] = ()
) -> list[ResultRow]:
    """Rows of sheets whose figures are known, ranked and graded by a set, or by other bands than it has."""
    parts: dict[str, Part] = {}
    contenders = []
    for sheet, figure, change in found:
        key = str(sheet.participant.pk)
        parts[key] = (sheet, figure, change)
        contenders.append(_contender(key, sheet, figure, change))
    unranked = frozenset(
        sheet.participant.cluster.code
        for sheet, _figure, _change in parts.values()
        if sheet.participant.cluster and not sheet.participant.cluster.is_ranked
    )
    lines = rank(contenders, unranked_clusters=unranked)
    cases = [_case(line, parts) for line in lines]
    graded = {row.key: row for row in grade_all(cases, bands or bands_of(criteria_set))}
    return [
        ResultRow(
            participant=parts[line.key][0].participant,
            assessment=parts[line.key][0].assessment,
            status=parts[line.key][0].status,
            totals=parts[line.key][1],
            adjusted=parts[line.key][2],
            line=line,
            graded=graded[line.key] if has_grade(parts[line.key][0]) else None,
        )
        for line in lines
    ]


def has_grade(sheet: Sheet) -> bool:
    return sheet.status in (RowStatus.COUNTED, RowStatus.NOT_SUBMITTED)


def _contender(key: str, sheet: Sheet, figure: Totals | None, change: Adjusted | None) -> Contender:
    participant = sheet.participant
    thrift = next((area.percentage for area in figure.areas if area.area == THRIFT_AREA), None) if figure else None
    not_submitted = sheet.status == RowStatus.NOT_SUBMITTED
    return Contender(
        key=key,
        name=participant.printed_name,
        cluster=participant.cluster.code if participant.cluster else None,
        percentage=ZERO if not_submitted else (change.percentage if change else None),
        exact=change.exact if change else None,
        headcount=participant.headcount,
        women=participant.women,
        is_difficult_area=participant.is_difficult_area,
        thrift_percentage=thrift,
        excluded=EXCLUDED[sheet.status],
    )


def _case(line: Ranked, parts: Mapping[str, Part]) -> GradeCase:
    sheet, figure, _change = parts[line.key]
    return GradeCase(
        line=line,
        areas=tuple(area.percentage for area in figure.areas) if figure else (),
        has_zero=bool(figure and figure.zeros),
        submitted=sheet.assessment is not None,
    )
