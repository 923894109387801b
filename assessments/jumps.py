"""What has jumped against the round before: a claim that turns round, points, a figure (docs/decisions, checks)."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from assessments.last_year import Before, is_answered
from assessments.periods import lengths
from common.numbers import format_decimal, format_points
from criteria.enums import ItemKind, Measure
from criteria.models import Item

# One level of a usual scale of four is a third of the points; two levels are a jump.
MOST_SHARE = Decimal("0.4")
# A figure that loses or wins a digit is caught. An amount is one of its period: of nine months instead of twelve, both
# count for the same length.
MOST_TIMES = 3


@dataclass(frozen=True)
class Jump:
    """`field` is empty where the claim as a whole has jumped."""

    text: str
    field: str = ""


def jumps_of(before: Before) -> list[Jump]:
    """The jumps of one answer; none while one of the two is not answered."""
    if not (is_answered(before.now) and is_answered(before.then)):
        return []
    if before.now.not_applicable != before.then.not_applicable:
        return [_turned(before)]
    if before.now.not_applicable:
        return []
    figures = list(_figures(before))
    return figures or list(_points(before))


def _turned(before: Before) -> Jump:
    if before.now.not_applicable:
        text = _("The criterion did apply in %(year)s; look whether it really does not apply now.")
    else:
        text = _("The criterion was claimed not to apply in %(year)s; look whether it does now.")
    return Jump(text % {"year": before.year}, "not_applicable")


def _figures(before: Before) -> Iterable[Jump]:
    now, then = before.now, before.then
    labels = {"amount_a": now.item.label_a, "amount_b": now.item.label_b}
    if now.item.figure_unit != then.item.figure_unit:
        return
    is_weighed = _is_amount(now.item) and not before.is_as_long
    of_then, of_now = lengths(before.last.then, before.last.now) if is_weighed else (1, 1)
    for field, label in labels.items():
        new, old = getattr(now, field), getattr(then, field)
        if not (new and old):
            continue
        pair = new * of_then, old * of_now
        if max(pair) > min(pair) * MOST_TIMES:
            yield Jump(_jump_words(before, label, old, new, is_weighed=is_weighed), field)


def _is_amount(item: Item) -> bool:
    """Counted or paid over the period, unlike a percentage that is typed as such."""
    typed = item.kind == ItemKind.PERCENTAGE and item.measure == Measure.DIRECT
    return not typed and item.figure_unit != "%"


def _jump_words(before: Before, label: str, old: Decimal, new: Decimal, *, is_weighed: bool) -> str:
    facts = {"label": label, "year": before.year, "old": format_decimal(old), "new": format_decimal(new)}
    if is_weighed:
        facts |= {"then": before.last.then.words, "now": before.last.now.words}
        text = _(
            "“%(label)s” was %(old)s in %(year)s (data of %(then)s) and is %(new)s now (data of %(now)s): a jump for "
            "the length of the data; look whether the figure is right."
        )
    else:
        text = _("“%(label)s” was %(old)s in %(year)s and is %(new)s now, a jump: look whether the figure is right.")
    return text % facts


def _points(before: Before) -> Iterable[Jump]:
    """By the share of the maximum, which another version may have set anew."""
    now, then = before.now, before.then
    if now.points is None or then.points is None:
        return
    share = abs(now.points / now.item.max_points - then.points / then.item.max_points)
    if share > MOST_SHARE:
        facts = {
            "year": before.year,
            "old": f"{format_points(then.points)}/{format_decimal(then.item.max_points)}",
            "new": f"{format_points(now.points)}/{format_decimal(now.item.max_points)}",
        }
        text = _("%(old)s points in %(year)s, %(new)s now: a jump. Look whether it is right and say why.")
        yield Jump(text % facts)
