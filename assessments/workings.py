"""How points follow from what a unit typed, worked out line by line for the reader (no query)."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from assessments.answer_points import answer_value, item_rule
from assessments.models.answers import AnswerValues
from campaign.models import AssignedTarget
from common.numbers import format_decimal, format_points, half_up
from criteria.enums import ItemKind, Measure
from criteria.models import Item
from criteria.scoring import ItemRule, Scored, ScoreNote, score

FIGURE_PLACES = 4


@dataclass(frozen=True)
class Working:
    """The points by the rule, with the arithmetic of the figure and of the points where there is any."""

    scored: Scored
    figure: str = ""
    points: str = ""
    bounds: str = ""


def working_of(item: Item, values: AnswerValues, target: AssignedTarget | None = None) -> Working:
    """Points of an answer by the rule of its item, with figures as Vietnamese pages write them."""
    rule = item_rule(item, target)
    scored = score(rule, answer_value(values))
    if not rule.is_numeric:
        return Working(scored)
    unit = "%" if item.kind == ItemKind.PERCENTAGE else f" {item.figure_unit}".rstrip()
    return Working(
        scored,
        figure=_figure_line(item, values, scored.figure),
        points=_points_line(rule, scored, unit),
        bounds=_bounds_line(rule, unit),
    )


def typed_figures(item: Item, values: AnswerValues) -> list[tuple[str, str]]:
    """What was typed, with its label and unit."""
    pairs = ((item.label_a, values.amount_a), (item.label_b, values.amount_b))
    unit = item.figure_unit if item.figure_unit == "%" else f" {item.figure_unit}".rstrip()
    return [(label, f"{format_decimal(amount)}{unit}") for label, amount in pairs if label and amount is not None]


def lacking_figure(item: Item, values: AnswerValues) -> tuple[str, str] | None:
    """Field and label of the figure that is empty while the other of the pair is typed."""
    if values.not_applicable or item.measure not in (Measure.RATIO, Measure.GROWTH):
        return None
    if values.amount_a is None and values.amount_b is not None:
        return "amount_a", item.label_a
    if values.amount_b is None and values.amount_a is not None:
        return "amount_b", item.label_b
    return None


def _figure_line(item: Item, values: AnswerValues, figure: Decimal | None) -> str:
    if (
        figure is None
        or values.amount_a is None
        or values.amount_b is None
        or item.measure not in (Measure.RATIO, Measure.GROWTH)
    ):
        return ""
    first, second = format_decimal(values.amount_a), format_decimal(values.amount_b)
    top = first if item.measure == Measure.RATIO else f"({first} − {second})"
    return f"{top} ÷ {second} × 100 = {_shown(figure)}%"


def _points_line(rule: ItemRule, scored: Scored, unit: str) -> str:
    if scored.figure is None or rule.target is None or scored.points is None:
        return ""
    start, figure, full = rule.baseline or Decimal(0), scored.figure, rule.max_points
    beyond = figure >= rule.target if rule.higher_is_better else figure <= rule.target
    below = figure <= start if rule.higher_is_better else figure >= start
    if beyond or below:
        words = _("The target is reached: full points.") if beyond else _("The baseline is not passed: no points.")
        return f"{_shown(figure)}{unit}: {words}"
    goal, base = format_decimal(rule.target), format_decimal(start)
    ends = (_shown(figure), base, goal) if rule.higher_is_better else (base, _shown(figure), goal)
    above = f"({ends[0]} − {ends[1]})" if start or not rule.higher_is_better else ends[0]
    far, near = (goal, base) if rule.higher_is_better else (base, goal)
    under = f"({far} − {near})" if start or not rule.higher_is_better else goal
    return f"{format_decimal(full)} × {above} ÷ {under} = {format_points(scored.points)}"


def _bounds_line(rule: ItemRule, unit: str) -> str:
    if rule.target is None:
        return ""
    return _("Baseline %(baseline)s, target %(target)s") % {
        "baseline": f"{format_decimal(rule.baseline or 0)}{unit}",
        "target": f"{format_decimal(rule.target)}{unit}",
    }


def _shown(figure: Decimal) -> str:
    return format_decimal(half_up(figure, FIGURE_PLACES))


def note_words(note: ScoreNote) -> str:
    """Why the rule gives no points, in words; empty when it gives some."""
    return {
        ScoreNote.OK: "",
        ScoreNote.MISSING: _("A figure is missing, so the rule gives no points."),
        ScoreNote.NOT_APPLICABLE: _("The second figure is 0: the criterion does not apply, it is never full points."),
        ScoreNote.NO_TARGET: _("No target is given, so the rule gives no points."),
        ScoreNote.UNKNOWN_OPTION: _("The chosen level is not one of the criterion."),
        ScoreNote.OFF_STEP: _("The figure is not a whole number of steps."),
        ScoreNote.OUT_OF_RANGE: _("The figure lies outside the possible values."),
    }[note]
