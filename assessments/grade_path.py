"""How a grade follows: every condition of each grade looked at, met or missed, with the unit's own figures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.grading import GradeNote, places_of
from assessments.models import RunRow
from assessments.result_rows import GRADE_NOTES
from common.numbers import format_decimal, format_points
from criteria.models import CriteriaSet, GradeRule

CAPPED = (GradeNote.OVER_CAP, GradeNote.TIE_AT_CAP)


@dataclass(frozen=True)
class Condition:
    """What a grade asks and what the unit has; `met` is None where it is not known or was not looked at."""

    asked: str
    figure: str
    met: bool | None


@dataclass(frozen=True)
class GradeStep:
    """One grade that was looked at, best first; the last one, which takes whoever fits nowhere, asks nothing."""

    title: str
    taken: bool
    conditions: tuple[Condition, ...]


def grade_steps(
    row: RunRow,
    criteria_set: CriteriaSet | None,
    rows: Sequence[RunRow],
    *,
    zeros: Sequence[str] | None,
    of_phase: bool = False,
) -> list[GradeStep]:
    """The grades from the best down to the one the unit has; none for a unit without grade.

    `rows` are those of the run. `zeros` are the criteria that stand at 0, None where the reader may not open the
    sheet. The result of a phase has no criteria of its own, so that condition is not asked there.
    """
    if criteria_set is None or not row.grade:
        return []
    titles = {area.code: area.title for area in criteria_set.areas.all()}
    notes = [note for note in row.grade_note.split(", ") if note]
    ranked = [
        each for each in rows if each.rank_in_cluster and each.participant.cluster_id == row.participant.cluster_id
    ]
    ordered = sorted(criteria_set.grade_rules.all(), key=lambda rule: -rule.min_points)
    steps: list[GradeStep] = []
    for rule in ordered:
        taken = rule.title == row.grade
        found: list[Condition] = []
        if rule is not ordered[-1]:
            found = [*_at_once(notes), _result(row, rule), *_areas(row, rule, titles)]
            if rule.no_zero and not of_phase:
                found.append(_no_zero(notes, zeros, taken=taken))
            if rule.no_hold:
                found.append(_no_hold(notes))
            if rule.cap_percentage is not None and row in ranked:
                found.append(_cap(row, rule, ranked, notes, is_reached=all(each.met is not False for each in found)))
        steps.append(GradeStep(rule.title, taken, tuple(found)))
        if taken:
            break
    return steps


def _at_once(notes: Sequence[str]) -> list[Condition]:
    """What puts a unit into the last grade whatever its figures say; silent otherwise."""
    asked = {
        GradeNote.NOT_SUBMITTED: _("Self-assessment submitted"),
        GradeNote.FALSE_DECLARATION: _("No false declaration"),
    }
    return [Condition(words, str(GRADE_NOTES[note]), False) for note, words in asked.items() if note in notes]


def _result(row: RunRow, rule: GradeRule) -> Condition:
    asked = _("Result from %(points)s") % {"points": format_points(rule.min_points)}
    if row.result is None:
        return Condition(asked, "-", None)
    figure, missing = format_points(row.result), rule.min_points - row.result
    if missing > 0:
        figure = _("%(result)s (%(missing)s short)") % {"result": figure, "missing": format_points(missing)}
    return Condition(asked, figure, missing <= 0)


def _areas(row: RunRow, rule: GradeRule, titles: Mapping[str, str]) -> list[Condition]:
    floor = rule.min_area_percentage
    if floor is None:
        return []
    asked = _("Each area from %(percentage)s%%") % {"percentage": format_decimal(floor)}
    reached = {code: Decimal(stored[2]) for code, stored in row.areas.items() if stored[2]}
    if not reached:
        return [Condition(asked, "-", None)]
    figure = "; ".join(f"{titles.get(code, code)}: {format_points(value)}%" for code, value in reached.items())
    return [Condition(asked, figure, all(value >= floor for value in reached.values()))]


def _no_zero(notes: Sequence[str], zeros: Sequence[str] | None, *, taken: bool) -> Condition:
    """Other units learn of a criterion at 0 only what the note of the published list says."""
    asked = _("No applicable criterion at 0")
    if zeros:
        return Condition(asked, ", ".join(zeros), False)
    if GradeNote.CRITERION_AT_ZERO in notes:
        return Condition(asked, str(GRADE_NOTES[GradeNote.CRITERION_AT_ZERO]), False)
    if zeros is None and not taken:
        return Condition(asked, _("open to the unit itself and to the department"), None)
    return Condition(asked, _("none"), True)


def _no_hold(notes: Sequence[str]) -> Condition:
    is_held = GradeNote.HOLD in notes
    return Condition(_("No hold in force"), str(GRADE_NOTES[GradeNote.HOLD]) if is_held else _("none"), not is_held)


def _cap(
    row: RunRow, rule: GradeRule, ranked: Sequence[RunRow], notes: Sequence[str], *, is_reached: bool
) -> Condition:
    """The places of a grade in a cluster and who has them; only looked at where all the rest is met."""
    percent, size = rule.cap_percentage or 0, len(ranked)
    places = places_of(size, percent)
    asked = ngettext(
        "At most %(percent)s%% of the ranked units of the cluster: %(places)s place for %(size)s units",
        "At most %(percent)s%% of the ranked units of the cluster: %(places)s places for %(size)s units",
        places,
    ) % {"percent": percent, "places": places, "size": size}
    holders = [each for each in ranked if each.grade == rule.title and each is not row]
    figure = "; ".join(f"{each.participant.printed_name} ({format_points(each.result or 0)})" for each in holders)
    figure = _("taken by %(units)s") % {"units": figure} if figure else _("taken by no other unit")
    note = next((str(GRADE_NOTES[note]) for note in CAPPED if note in notes), "")
    if row.grade == rule.title:
        return Condition(asked, figure, True)
    if is_reached and note:
        return Condition(asked, f"{note}; {figure}", False)
    return Condition(asked, _("not looked at: another condition is missed"), None)
