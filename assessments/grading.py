"""Grades of the campaign ("Kết quả thực hiện phong trào", section 1.8).

They belong to this campaign only: never a legal classification of task completion, never a basis of
merit awards.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from assessments.ranking import Contender, Ranked, line_order, preference
from criteria.exact import exact


class GradeNote(StrEnum):
    """Why a unit has a lower grade than its figure alone would give."""

    AREA_BELOW = "area_below"
    CRITERION_AT_ZERO = "criterion_at_zero"
    HOLD = "hold"
    OVER_CAP = "over_cap"
    TIE_AT_CAP = "tie_at_cap"
    NOT_SUBMITTED = "not_submitted"
    NO_RESULT = "no_result"
    FALSE_DECLARATION = "false_declaration"


@dataclass(frozen=True, slots=True)
class GradeBand:
    """One grade: its threshold, further conditions, and the most of a cluster's ranked units it may take."""

    code: str
    at_least: Decimal
    min_area_percentage: Decimal | None = None
    no_zero: bool = False
    no_hold: bool = False
    cap_percentage: int | None = None


EXCELLENT = "excellent"
GOOD = "good"
COMPLETED = "completed"
NOT_COMPLETED = "not_completed"

DEFAULT_BANDS = (
    GradeBand(EXCELLENT, Decimal(90), Decimal(70), no_zero=True, no_hold=True, cap_percentage=25),
    GradeBand(GOOD, Decimal(80), no_hold=True),
    GradeBand(COMPLETED, Decimal(50)),
    GradeBand(NOT_COMPLETED, Decimal(0)),
)


@dataclass(frozen=True, slots=True)
class GradeCase:
    """What a grade looks at beside the ranking line: area percentages, a criterion at 0, holds, duties.

    `false_declaration` rests on a document, never on a guess.
    """

    line: Ranked
    areas: tuple[Decimal | None, ...] = ()
    has_zero: bool = False
    is_held: bool = False
    submitted: bool = True
    false_declaration: bool = False

    @property
    def contender(self) -> Contender:
        return self.line.contender


@dataclass(frozen=True, slots=True)
class Graded:
    """The grade of one unit (empty without a result) and the codes of what lowered it."""

    key: str
    grade: str
    notes: tuple[GradeNote, ...] = ()


def places_of(units: int, percent: int) -> int:
    """Return the share of the units rounded down, at least 1 (a quota of 25 % of 7 units is 1, of 8 is 2)."""
    return max(units * percent // 100, 1)


def grade(case: GradeCase, bands: Sequence[GradeBand] = DEFAULT_BANDS) -> Graded:
    """Return the grade of one unit before any cap: the first band, best first, whose conditions all hold.

    The last band takes whoever fits nowhere. Not submitted and a false declaration go there at once.
    Raises ValueError when bands are missing or not ordered from the highest threshold.
    """
    _refuse_bad(bands)
    return _grade_from(0, case, bands)


def grade_all(cases: Iterable[GradeCase], bands: Sequence[GradeBand] = DEFAULT_BANDS) -> tuple[Graded, ...]:
    """Grade the units of a ranking, then hold each cluster to the caps; the rest falls to the next grade.

    Unranked units and clusters have no cap. A tie at the edge of a cap that the tie-break cannot part takes
    none of its units in (note TIE_AT_CAP): the council decides. The order of the cases is kept.
    """
    _refuse_bad(bands)
    rows = list(cases)
    found = {case.line.key: _grade_from(0, case, bands) for case in rows}
    by_cluster: dict[str | None, list[GradeCase]] = {}
    for case in rows:
        if case.line.rank_in_cluster is not None:
            by_cluster.setdefault(case.line.cluster, []).append(case)
    for ranked in by_cluster.values():
        ranked.sort(key=lambda case: line_order(case.contender))
        for index, band in enumerate(bands):
            if band.cap_percentage is not None:
                _hold_to_cap(index, bands, ranked, found)
    return tuple(found[case.line.key] for case in rows)


def _hold_to_cap(index: int, bands: Sequence[GradeBand], ranked: list[GradeCase], found: dict[str, Graded]) -> None:
    band = bands[index]
    holders = [case for case in ranked if found[case.line.key].grade == band.code]
    free = places_of(len(ranked), band.cap_percentage or 0)
    if len(holders) <= free:
        return
    edge = _merit(holders[free])
    for place, case in enumerate(holders):
        tied = _merit(case) == edge
        if place < free and not tied:
            continue
        # Only a tie that reaches over the edge is undecided; units wholly below it are simply over.
        undecided = tied and _merit(holders[free - 1]) == edge
        before = found[case.line.key]
        lower = _grade_from(index + 1, case, bands)
        note = GradeNote.TIE_AT_CAP if undecided else GradeNote.OVER_CAP
        notes = dict.fromkeys((*before.notes, note, *lower.notes))
        found[case.line.key] = Graded(before.key, lower.grade, tuple(notes))


def _merit(case: GradeCase) -> tuple[object, ...]:
    return (case.contender.percentage, preference(case.contender))


def _grade_from(start: int, case: GradeCase, bands: Sequence[GradeBand]) -> Graded:
    key, last = case.line.key, bands[-1].code
    if case.false_declaration:
        return Graded(key, last, (GradeNote.FALSE_DECLARATION,))
    if not case.submitted:
        return Graded(key, last, (GradeNote.NOT_SUBMITTED,))
    if case.contender.percentage is None:
        return Graded(key, "", (GradeNote.NO_RESULT,))
    notes: list[GradeNote] = []
    for band in bands[start:-1]:
        if exact(case.contender.percentage) < exact(band.at_least):
            continue
        failed = _failed(band, case)
        if not failed:
            return Graded(key, band.code, tuple(notes))
        notes.extend(note for note in failed if note not in notes)
    return Graded(key, last, tuple(notes))


def _failed(band: GradeBand, case: GradeCase) -> list[GradeNote]:
    """Conditions of the band beside its threshold that the unit does not meet."""
    floor = band.min_area_percentage
    failed = []
    if floor is not None and any(area is not None and area < floor for area in case.areas):
        failed.append(GradeNote.AREA_BELOW)
    if band.no_zero and case.has_zero:
        failed.append(GradeNote.CRITERION_AT_ZERO)
    if band.no_hold and case.is_held:
        failed.append(GradeNote.HOLD)
    return failed


def _refuse_bad(bands: Sequence[GradeBand]) -> None:
    thresholds = [band.at_least for band in bands]
    if not bands or thresholds != sorted(thresholds, reverse=True):
        raise ValueError("grades are given from the highest threshold down")
