"""From stored items and answers to the pure scoring rules and back."""

from assessments.models.answers import AnswerValues
from campaign.models import AssignedTarget
from criteria.models import Item
from criteria.scoring import AnswerValue, ItemRule, Scored, for_unit, score


def item_rule(item: Item, target: AssignedTarget | None = None) -> ItemRule:
    """The scoring rule of an item, with the figures given to one unit where there are any."""
    rule = ItemRule(
        kind=item.kind,
        max_points=item.max_points,
        measure=item.measure or "direct",
        step=item.step,
        baseline=item.baseline,
        target=item.target,
        options=tuple((str(option.pk), option.points) for option in item.options.all()),
        number_step=item.number_step,
    )
    if target is None:
        return rule
    return for_unit(rule, baseline=target.baseline, target=target.target)


def answer_value(values: AnswerValues) -> AnswerValue:
    """What was typed, in the shape the rules expect; a single figure stands in `amount_a`."""
    return AnswerValue(
        option=str(values.option_id) if values.option_id else None,
        number=values.amount_a,
        amount_a=values.amount_a,
        amount_b=values.amount_b,
        yes_no=values.yes_no,
        claimed=values.claimed,
    )


def scored(item: Item, values: AnswerValues, target: AssignedTarget | None = None) -> Scored:
    """Points by the rule; None with a note while something is missing."""
    return score(item_rule(item, target), answer_value(values))
