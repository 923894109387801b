"""The desk on loaded answers (no query): which criteria wait for whom, who sees which marks, what comes next."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from assessments.enums import ColumnKind
from assessments.explaining import explanation_to_rule
from assessments.models import Answer, Mark
from assessments.settling import (
    Figure,
    both_are_given,
    current_marks,
    final_figure,
    is_outdated,
    needs_third,
    pending_reason,
    settled,
    slots_of,
)


class LineState(StrEnum):
    """How far one criterion is, for the reader's offices or, for other readers, as a whole."""

    UNSCORED = "unscored"
    CHANGED = "changed"
    THIRD = "third"
    RETURNED = "returned"
    EXPLAINED = "explained"
    DONE = "done"


OPEN = (LineState.UNSCORED, LineState.CHANGED, LineState.THIRD, LineState.EXPLAINED)

# What counts instead of the first appraisal once it is there.
LATER = (ColumnKind.APPRAISAL_2, ColumnKind.COUNCIL, ColumnKind.CORRECTION)


@dataclass(frozen=True)
class DeskLine:
    """One criterion of a sheet as it stands on the desk.

    `is_mine`: the reader's offices score it; `is_open`: and it waits for this reader.
    """

    answer: Answer
    code: str
    state: LineState
    is_mine: bool
    is_open: bool
    points: Decimal | None
    applies: bool = True

    @property
    def item_code(self) -> str:
        return self.answer.item.code

    @property
    def title(self) -> str:
        """The criterion's own, or that of its part where it has several."""
        item = self.answer.item
        return item.criterion.title if self.code == item.criterion.code else item.title


@dataclass(frozen=True)
class Hurdle:
    """What keeps an office from finishing: the criterion and the reason."""

    line: DeskLine
    reason: str


def desk_lines(
    answers: Sequence[Answer], *, offices: frozenset[int], user_id: int, taken: frozenset[int] = frozenset()
) -> list[DeskLine]:
    """Every criterion of a sheet with its state for a reader of some offices (none: a reader only).

    `taken`: offices whose part is assigned to a colleague; what two appraisers score stays open to both.
    """
    items = Counter(answer.item.criterion_id for answer in answers)
    found = []
    for answer in answers:
        line = _line(answer, offices, user_id, has_parts=items[answer.item.criterion_id] > 1)
        waits_for_colleague = answer.item.appraisers == 1 and answer.office_id in taken
        found.append(replace(line, is_open=False) if waits_for_colleague else line)
    return found


def _line(answer: Answer, offices: frozenset[int], user_id: int, *, has_parts: bool) -> DeskLine:
    mine = bool(offices & {answer.office_id, answer.second_office_id})
    figure = figure_shown(answer, user_id=user_id)
    state = _state(answer, offices if mine else frozenset({answer.office_id, answer.second_office_id or 0}))
    return DeskLine(
        answer=answer,
        # A criterion with one item is known by its own code, as in the plan.
        code=answer.item.code if has_parts else answer.item.criterion.code,
        state=state,
        is_mine=mine,
        is_open=mine and state in OPEN and (state == LineState.EXPLAINED or not _has_done_own_part(answer, user_id)),
        points=figure.points if figure else None,
        applies=figure.applies if figure else True,
    )


def _state(answer: Answer, offices: frozenset[int]) -> LineState:
    if any(row.answered_at is None for row in answer.all_returns):
        return LineState.RETURNED
    if answer.office_id in offices and explanation_to_rule(answer):
        return LineState.EXPLAINED
    marks = current_marks(answer)
    slots = [slot for office in offices for slot in slots_of(answer, office)]
    if any(slot not in marks for slot in slots):
        return LineState.UNSCORED
    if any(is_outdated(marks[slot], answer) for slot in slots):
        return LineState.CHANGED
    if needs_third(answer) and answer.office_id in offices:
        return LineState.THIRD
    return LineState.DONE


def _has_done_own_part(answer: Answer, user_id: int) -> bool:
    """Of a two-appraiser item: the own mark stands, so that the rest is for a colleague."""
    mark = own_mark(answer, user_id)
    return answer.item.appraisers == 2 and mark is not None and not is_outdated(mark, answer)


def is_blind(answer: Answer) -> bool:
    """Two appraisers score independently: until both have, nobody sees a mark but who gave it."""
    return answer.item.appraisers == 2 and not both_are_given(answer)


def marks_shown(marks: Iterable[Mark], answer: Answer, *, user_id: int) -> list[Mark]:
    """The marks a reader may see, in the order given."""
    if not is_blind(answer):
        return list(marks)
    return [mark for mark in marks if mark.appraiser_id == user_id]


def own_mark(answer: Answer, user_id: int) -> Mark | None:
    """The mark that a person has given and that stands; of one appraiser's items, whoever gave it."""
    marks = current_marks(answer)
    if answer.item.appraisers == 1:
        return marks.get(1)
    return next((mark for mark in marks.values() if mark.appraiser_id == user_id), None)


def figure_shown(answer: Answer, *, user_id: int) -> Figure | None:
    """The settled figure, or the reader's own mark while the other's is hidden."""
    if is_blind(answer):
        mark = own_mark(answer, user_id)
        return Figure(mark.applies, mark.points) if mark else None
    ruled = next((column for column in answer.columns.all() if column.kind in LATER), None)
    return final_figure(answer) if ruled else settled(answer)


def next_open(lines: Sequence[DeskLine], after: str = "") -> DeskLine | None:
    """The next criterion of the reader's offices that still needs points, round the end of the list."""
    codes = [line.item_code for line in lines]
    start = codes.index(after) + 1 if after in codes else 0
    turned = [*lines[start:], *lines[:start]]
    return next((line for line in turned if line.is_open and line.item_code != after), None)


def hurdles(lines: Iterable[DeskLine], *, office_id: int) -> list[Hurdle]:
    """Everything that keeps an office from finishing, in the order of the criteria."""
    found = []
    for line in lines:
        if office_id in (line.answer.office_id, line.answer.second_office_id):
            reason = pending_reason(line.answer, office_id=office_id)
            if reason:
                found.append(Hurdle(line, str(reason)))
    return found
