"""Why an answer has the points it has, in words: the marks, their mean, and what the unit itself claimed."""

from decimal import Decimal

from django.utils.translation import gettext as _

from assessments.claims import claim_of
from assessments.enums import ColumnKind
from assessments.models import Answer, Mark
from assessments.settling import Figure, current_marks
from campaign.models import AssignedTarget
from common.numbers import format_points
from criteria.scoring import two_marks

SECOND, THIRD = 2, 3


def mark_lines(answer: Answer) -> list[str]:
    """The marks that stand, first to last, each with its reason; of two, what the points of the column are."""
    if answer.item.appraisers != SECOND:
        return [mark.reason for mark in answer.live_marks if mark.reason]
    first = current_marks(answer)
    lines = [_mark_line(first[slot]) for slot in sorted(first)]
    settled = _settled_line(answer, first)
    later = [mark.reason for mark in answer.live_marks if mark.column != ColumnKind.APPRAISAL_1 and mark.reason]
    return [*lines, *([settled] if settled else []), *later]


def loss_lines(answer: Answer, figure: Figure, target: AssignedTarget | None = None) -> list[str]:
    """Why a criterion has not its full points: the unit's own claim first, then what was granted and why."""
    lines = []
    maximum = answer.item.max_points
    if answer.not_applicable:
        lines.append(_("The unit claimed that the criterion does not apply; this was not granted."))
    elif answer.points is None:
        lines.append(_("The unit claimed no points."))
    elif answer.points < maximum:
        words = _("The unit itself claimed %(points)s of %(maximum)s")
        lines.append(words % {"points": format_points(answer.points), "maximum": format_points(maximum)})
        lines += _own_reason(answer, target)
    if answer.not_applicable or answer.points != figure.points:
        lines.append(_("Granted %(points)s") % {"points": format_points(figure.points or Decimal(0))})
        lines += mark_lines(answer)
    return lines


def _mark_line(mark: Mark) -> str:
    if not mark.applies or mark.points is None:
        return mark.reason
    facts = {"number": mark.slot, "points": format_points(mark.points)}
    words = _("Third person: %(points)s.") if mark.slot == THIRD else _("Appraiser %(number)s: %(points)s.")
    return f"{words % facts} {mark.reason}".strip()


def _settled_line(answer: Answer, marks: dict[int, Mark]) -> str:
    """How two marks became one figure."""
    points = [marks[slot].points if slot in marks else None for slot in (1, SECOND)]
    first, second = points
    if first is None or second is None:
        return ""
    gap = answer.item.gap or Decimal(0)
    if THIRD in marks:
        facts = {"gap": format_points(gap)}
        return _("The two marks were more than %(gap)s apart, so the points of the third person count.") % facts
    mean = two_marks(first, second, gap).mean
    if mean is None:
        return ""
    return _("Mean of the two marks: (%(first)s + %(second)s) ÷ 2 = %(mean)s.") % {
        "first": format_points(first),
        "second": format_points(second),
        "mean": format_points(mean),
    }


def _own_reason(answer: Answer, target: AssignedTarget | None) -> list[str]:
    """The level the unit chose, or how the points follow from the figures it typed."""
    if answer.option:
        return [answer.option.text]
    working = claim_of(answer, target).working
    return [line for line in (working.figure, working.points) if line] if working else []
