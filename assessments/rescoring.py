"""One settled answer under the rules of another version of its item (pure on loaded rows).

What was granted stays where the rule is the same. Where it differs the figure behind the granted points is scored anew;
an answer whose figure is not known is left out with the reason, never guessed.
"""

from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from assessments.answer_points import answer_value, item_rule
from assessments.models import Answer
from assessments.settling import final_figure
from campaign.models import AssignedTarget
from criteria.enums import ItemKind, Measure
from criteria.exact import exact, rounded
from criteria.models import Item
from criteria.scoring import FIGURE_PLACES, AnswerValue, ItemRule, RuleError, rule_faults, score


class Outcome(StrEnum):
    """How an item of the new version came to its points, or why it has none; the last ones are left out."""

    KEPT = "kept"
    RESCORED = "rescored"
    NEW = "new"
    UNSETTLED = "unsettled"
    OTHER_KIND = "other_kind"
    NO_OPTION = "no_option"
    EXPERT_MAXIMUM = "expert_maximum"
    NO_FIGURE = "no_figure"
    UNSOUND = "unsound"


COUNTED = (Outcome.KEPT, Outcome.RESCORED)


@dataclass(frozen=True)
class Rescored:
    """`points` is empty where the criterion does not apply and where the item is left out."""

    outcome: Outcome
    points: Decimal | None = None
    applies: bool = True

    @property
    def counts(self) -> bool:
        return self.outcome in COUNTED


def rescored(answer: Answer | None, old: Item | None, new: Item, target: AssignedTarget | None = None) -> Rescored:
    """The points of an answer under `new`; `old` is the answer's own item loaded with its options."""
    if answer is None or old is None:
        return Rescored(Outcome.NEW)
    figure = final_figure(answer)
    if figure is None:
        return Rescored(Outcome.UNSETTLED)
    if not figure.applies or figure.points is None:
        return Rescored(Outcome.KEPT, applies=False)
    try:
        before, after = item_rule(old, target), item_rule(new, target)
    except RuleError:
        return Rescored(Outcome.UNSOUND)
    if rule_faults(after):
        return Rescored(Outcome.UNSOUND)
    if _same(before, after) and _levels(old) == _levels(new):
        return Rescored(Outcome.KEPT, figure.points)
    return _by_kind(answer, old, new, before, after, figure.points)


def _by_kind(answer: Answer, old: Item, new: Item, before: ItemRule, after: ItemRule, granted: Decimal) -> Rescored:
    if before.kind != after.kind or before.measure != after.measure:
        return Rescored(Outcome.OTHER_KIND)
    if after.kind == ItemKind.OPTIONS:
        return _option(answer, old, new, granted)
    if after.kind == ItemKind.YES_NO:
        return Rescored(Outcome.RESCORED, after.max_points if granted else Decimal(0))
    if after.kind == ItemKind.EXPERT:
        return Rescored(Outcome.EXPERT_MAXIMUM)
    return _figure(answer, before, after, granted)


def _same(before: ItemRule, after: ItemRule) -> bool:
    """The same way from an answer to points; steps only limit what may be typed."""
    line = [
        (rule.kind, rule.measure, rule.max_points, rule.baseline or Decimal(0), rule.target) for rule in (before, after)
    ]
    return line[0] == line[1]


def _levels(item: Item) -> tuple[tuple[Decimal, str], ...]:
    return tuple((option.points, option.text) for option in item.options.all()) if item.kind == ItemKind.OPTIONS else ()


def _option(answer: Answer, old: Item, new: Item, granted: Decimal) -> Rescored:
    """By the words of the granted level, else by its place where both versions have as many levels."""
    olds, news = list(old.options.all()), list(new.options.all())
    fitting = [option for option in olds if option.points == granted]
    chosen = next((option for option in fitting if option.pk == answer.option_id), None)
    level = chosen or (fitting[0] if len(fitting) == 1 else None)
    if level is None:
        return Rescored(Outcome.NO_OPTION)
    alike = next((option for option in news if option.text == level.text), None)
    if alike is None and len(olds) == len(news):
        alike = news[olds.index(level)]
    return Rescored(Outcome.RESCORED, alike.points) if alike else Rescored(Outcome.NO_OPTION)


def _figure(answer: Answer, before: ItemRule, after: ItemRule, granted: Decimal) -> Rescored:
    """From the amounts where the claim was granted, else from the figure that the granted points stand for."""
    if answer.points == granted:
        points = score(replace(after, number_step=None), answer_value(answer)).points
        return Rescored(Outcome.RESCORED, points) if points is not None else Rescored(Outcome.NO_FIGURE)
    if before.target is None or after.target is None:
        return Rescored(Outcome.NO_FIGURE)
    start, goal = exact(before.baseline or 0), exact(before.target)
    behind = start + (goal - start) * exact(granted) / exact(before.max_points)
    # As a plain percentage: the figure is already worked out, and it may be below zero.
    line = replace(after, kind=ItemKind.PERCENTAGE, measure=Measure.DIRECT, number_step=None)
    points = score(line, AnswerValue(number=rounded(behind, FIGURE_PLACES))).points
    # At an end of the old line the true figure may lie beyond; that says something only at the same end of the new one.
    at_end = granted in (0, before.max_points)
    ends_meet = before.higher_is_better == after.higher_is_better and points == (after.max_points if granted else 0)
    if at_end and not ends_meet:
        return Rescored(Outcome.NO_FIGURE)
    return Rescored(Outcome.RESCORED, points)
