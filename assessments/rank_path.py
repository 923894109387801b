"""Why this rank: one row of a round's result down to its grade, its ties, its criteria and its answers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from assessments.grading import GradeNote, places_of
from assessments.models import AdjustmentEntry, Answer, Assessment, Run, RunRow
from assessments.queries import adjustments_of, answers_of, assessments_for
from assessments.ranking import Contender
from assessments.result_queries import rows_of
from assessments.result_rows import GRADE_NOTES, THRIFT_AREA, sheet_totals
from assessments.settling import final_figure, later_columns
from common.numbers import format_points, half_up
from criteria.models import GradeRule
from units.queries import Account

CAPPED = (GradeNote.OVER_CAP, GradeNote.TIE_AT_CAP)


@dataclass(frozen=True)
class GradeStep:
    """One grade that was looked at, best first: whether the result reaches it, and what kept the unit out."""

    title: str
    least: Decimal
    reached: bool
    against: tuple[str | Promise, ...]
    taken: bool
    places: int | None = None


@dataclass(frozen=True)
class Tied:
    """A unit with the same result, with what orders the lines inside the tie."""

    row: RunRow
    contender: Contender


@dataclass(frozen=True)
class Loss:
    """Points of one criterion that were not reached, and what they are of the converted points."""

    answer: Answer
    lost: Decimal
    converted: Decimal


@dataclass(frozen=True)
class RankPath:
    """Everything that leads to the row; `sheet` and what follows from it only where the reader may open the sheet."""

    row: RunRow
    size: int
    neighbours: list[RunRow]
    tied: list[Tied]
    grades: list[GradeStep]
    sheet: Assessment | None
    answers: list[Answer]
    adjustments: list[AdjustmentEntry]
    losses: list[Loss]

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
        return bool(self.answers) and sheet_totals(self.answers).points != self.row.points


def rank_path(run: Run, rules: Iterable[GradeRule], unit_code: str, user: Account) -> RankPath | None:
    """The way to the rank of a unit in a run of a round; None when the unit is not in it."""
    rows = list(rows_of(run))
    row = next((each for each in rows if each.participant.unit.code == unit_code), None)
    if row is None:
        return None
    cluster = [each for each in rows if each.participant.cluster_id == row.participant.cluster_id]
    ranked = [each for each in cluster if each.rank_in_cluster is not None]
    place = cluster.index(row)
    sheet = assessments_for(user).filter(pk=row.assessment_id).first() if row.assessment_id else None
    answers = answers_of(sheet) if sheet else []
    return RankPath(
        row=row,
        size=len(ranked),
        neighbours=cluster[max(place - 1, 0) : place + 2],
        tied=_tied(row, rows),
        grades=grade_steps(row, rules, ranked=len(ranked)),
        sheet=sheet,
        answers=answers,
        adjustments=list(adjustments_of(sheet)) if sheet else [],
        losses=losses_of(answers, row.possible),
    )


def grade_steps(row: RunRow, rules: Iterable[GradeRule], *, ranked: int) -> list[GradeStep]:
    """The grades from the best down to the one the unit has; none for a unit without grade."""
    notes = [note for note in row.grade_note.split(", ") if note]
    ordered = sorted(rules, key=lambda rule: -rule.min_points)
    steps: list[GradeStep] = []
    for rule in ordered if row.grade else ():
        taken = rule.title == row.grade
        reached = rule is ordered[-1] or (row.result is not None and row.result >= rule.min_points)
        places = None if rule.cap_percentage is None or not ranked else places_of(ranked, rule.cap_percentage)
        against = () if taken or not reached else _against(row, rule, notes)
        steps.append(GradeStep(rule.title, rule.min_points, reached, against, taken, places))
        if taken:
            break
    return steps


def losses_of(answers: Sequence[Answer], possible: Decimal | None) -> list[Loss]:
    """The criteria that cost points, the dearest first; equal ones stay in the order of the set."""
    found = []
    for answer in answers:
        figure = final_figure(answer)
        if figure is None or not figure.applies or not possible:
            continue
        lost = answer.item.max_points - (figure.points or Decimal(0))
        if lost:
            found.append(Loss(answer, lost, half_up(lost * 100 / possible, 2)))
    return sorted(found, key=lambda loss: -loss.lost)


def _against(row: RunRow, rule: GradeRule, notes: list[str]) -> tuple[str | Promise, ...]:
    """What kept a unit whose result is high enough out of a grade."""
    floor = rule.min_area_percentage
    codes = []
    if floor is not None and any(stored[2] and Decimal(stored[2]) < floor for stored in row.areas.values()):
        codes.append(GradeNote.AREA_BELOW)
    codes += [
        note
        for note, asked in ((GradeNote.CRITERION_AT_ZERO, rule.no_zero), (GradeNote.HOLD, rule.no_hold))
        if asked and note in notes
    ]
    if rule.cap_percentage is not None and not codes:
        codes += [note for note in CAPPED if note in notes]
    codes += [note for note in (GradeNote.NOT_SUBMITTED, GradeNote.FALSE_DECLARATION) if note in notes]
    return tuple(GRADE_NOTES[code] for code in codes)


def _tied(row: RunRow, rows: Sequence[RunRow]) -> list[Tied]:
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
