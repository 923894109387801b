"""From marks to the settled figure of a column, on loaded answers (no query)."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assessments.enums import ColumnKind
from assessments.models import Answer, Mark
from criteria.scoring import two_marks

# The column that counts: a published correction, the council's figure, the second appraisal, the first.
BY_WEIGHT = (ColumnKind.CORRECTION, ColumnKind.COUNCIL, ColumnKind.APPRAISAL_2, ColumnKind.APPRAISAL_1)


@dataclass(frozen=True)
class Figure:
    """A settled figure; points are empty where the criterion does not apply."""

    applies: bool
    points: Decimal | None


def current_marks(answer: Answer) -> dict[int, Mark]:
    """Place to the mark that stands in the first appraisal."""
    return {mark.slot: mark for mark in answer.live_marks if mark.column == ColumnKind.APPRAISAL_1}


def newest_revision(answer: Answer) -> int:
    """Number of the newest revision; 0 when nothing was ever saved."""
    return max((revision.number for revision in answer.revisions.all()), default=0)


def is_outdated(mark: Mark, answer: Answer) -> bool:
    """Whether the unit has changed the answer since the mark was given, or sent it again with other proof."""
    if (mark.revision.number if mark.revision_id else 0) != newest_revision(answer):
        return True
    return any(
        row.answered_at and not row.is_withdrawn and row.answered_at > mark.made_at for row in answer.all_returns
    )


def both_are_given(answer: Answer) -> bool:
    """Both marks of a two-appraiser item stand on the newest answer."""
    marks = current_marks(answer)
    return all(slot in marks and not is_outdated(marks[slot], answer) for slot in (1, 2))


def settled(answer: Answer) -> Figure | None:
    """The figure of the first appraisal, or None while marks are missing, outdated or too far apart."""
    marks = current_marks(answer)
    if any(is_outdated(mark, answer) for mark in marks.values()):
        return None
    if answer.item.appraisers == 1:
        return _of(marks.get(1))
    if 3 in marks:
        return _of(marks[3])
    if 1 not in marks or 2 not in marks:
        return None
    first, second = marks[1], marks[2]
    if first.points is None or second.points is None:
        return Figure(False, None) if first.points == second.points else None
    mean = two_marks(first.points, second.points, answer.item.gap or Decimal(0))
    return None if mean.needs_third else Figure(True, mean.mean)


def needs_third(answer: Answer) -> bool:
    """Two marks stand and are further apart than the item allows."""
    marks = current_marks(answer)
    return (
        answer.item.appraisers == 2
        and {1, 2} <= set(marks)
        and 3 not in marks
        and not any(is_outdated(mark, answer) for mark in marks.values())
        and settled(answer) is None
    )


def pending_reason(answer: Answer, *, office_id: int) -> str | Promise:
    """Why an office cannot finish because of an answer; empty when nothing stands against it."""
    if any(row.answered_at is None for row in answer.all_returns):
        return _("the unit has been asked to complete it.")
    marks = current_marks(answer)
    for slot in slots_of(answer, office_id):
        if slot not in marks:
            return _("it has no points yet.")
        if is_outdated(marks[slot], answer):
            return _("the unit has changed it since.")
    if needs_third(answer) and office_id == answer.office_id:
        return _("the two marks are too far apart; a third person settles.")
    return ""


def final_figure(answer: Answer) -> Figure | None:
    """The figure that counts in a result: the last settled column of the appraisal."""
    if answer.pending_points is not None:
        return Figure(True, answer.pending_points)
    columns = {column.kind: column for column in answer.columns.all()}
    for kind in BY_WEIGHT:
        if kind in columns:
            return Figure(columns[kind].applies, columns[kind].points)
    return None


def later_columns(answers: Iterable[Answer]) -> list[ColumnKind]:
    """The columns after the first appraisal that hold a figure, in their order."""
    present = {column.kind for answer in answers for column in answer.columns.all()}
    return [kind for kind in reversed(BY_WEIGHT) if kind in present and kind != ColumnKind.APPRAISAL_1]


def _of(mark: Mark | None) -> Figure | None:
    return Figure(mark.applies, mark.points) if mark else None


def slots_of(answer: Answer, office_id: int) -> list[int]:
    """The places in which an office scores an answer."""
    slots = [1] if answer.office_id == office_id else []
    second = answer.second_office_id or answer.office_id
    if answer.item.appraisers == 2 and second == office_id:
        slots.append(2)
    return slots
