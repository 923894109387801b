"""How a figure becomes points, in a sentence that can be worked out by hand."""

from decimal import Decimal

from django.utils.translation import gettext as _

from common.numbers import format_decimal, format_points, half_up
from criteria.enums import ItemKind, Measure
from criteria.models import Item
from criteria.scoring import AnswerValue, ItemRule, score

THREE_QUARTERS = Decimal("0.75")
HUNDRED = Decimal(100)


def rule_of(item: Item) -> ItemRule:
    """The scoring rule of an item as the set gives it, before any target of a single unit."""
    return ItemRule(
        kind=item.kind,
        max_points=item.max_points,
        measure=item.measure or Measure.DIRECT,
        step=item.step,
        baseline=item.baseline,
        target=item.target,
        number_step=item.number_step,
    )


def sample_figure(rule: ItemRule) -> Decimal | None:
    """A figure three quarters of the way from the baseline to the target, on the step or to one decimal."""
    if not rule.is_numeric or rule.target is None:
        return None
    start = rule.baseline or Decimal(0)
    figure = start + (rule.target - start) * THREE_QUARTERS
    if rule.measure == Measure.DIRECT and rule.number_step:
        return (figure / rule.number_step).to_integral_value() * rule.number_step
    return half_up(figure, 1)


def worked_sentence(item: Item) -> str:
    """What a unit gets for the sample figure, and where nothing and everything begins; empty without a line."""
    rule = rule_of(item)
    figure = sample_figure(rule)
    if figure is None or rule.target is None:
        return ""
    points = score(rule, _typed(rule, figure)).points
    if points is None:
        return ""
    unit = "%" if item.kind == ItemKind.PERCENTAGE else f" {item.figure_unit}".rstrip()
    words = {
        "figure": f"{format_decimal(figure)}{unit}",
        "points": format_points(points),
        "target": f"{format_decimal(rule.target)}{unit}",
        "baseline": f"{format_decimal(rule.baseline or 0)}{unit}",
        "max": format_decimal(rule.max_points),
    }
    if not rule.baseline:
        text = _("Example: %(figure)s gives %(points)s points; from %(target)s on all %(max)s points.")
        return text % words
    if rule.higher_is_better:
        return (
            _(
                "Example: %(figure)s gives %(points)s points; from %(target)s on all %(max)s points, "
                "at %(baseline)s or less none."
            )
            % words
        )
    return (
        _(
            "Example: %(figure)s gives %(points)s points; at %(target)s or less all %(max)s points, "
            "from %(baseline)s on none."
        )
        % words
    )


def _typed(rule: ItemRule, figure: Decimal) -> AnswerValue:
    """What would have to be typed for the figure, over a second amount of one hundred."""
    if rule.measure == Measure.RATIO:
        return AnswerValue(amount_a=figure, amount_b=HUNDRED)
    if rule.measure == Measure.GROWTH:
        return AnswerValue(amount_a=HUNDRED + figure, amount_b=HUNDRED)
    return AnswerValue(number=figure)
