"""What a filled-in workbook would change, cell by cell, checked by the same forms as the page; nothing is written."""

import copy
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, fields
from decimal import Decimal

from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter

from assessments import rules
from assessments.forms.answers import AnswerForm, answer_form
from assessments.models import Answer, Assessment
from assessments.not_applicable import reasons_for
from assessments.queries import is_returned
from assessments.services.drafting import AnswerInput
from assessments.workbook.columns import (
    CHOICE,
    HEADS,
    INPUTS,
    PLACES,
    inputs_with,
    line_digest,
    option_words,
    values_of,
    words_of,
)
from assessments.workbook.reading import Content, Line, cell_fault, workbook_read
from common.sheet_resource import NO, YES
from common.sheets import plain_number
from criteria.enums import ItemKind
from criteria.models import NotApplicableReason
from criteria.workbook.faults import Fault
from units.queries import Account

# Fields of the form that stand in one column of choices.
FIELD_COLUMNS = {"option": CHOICE, "yes_no": CHOICE}
PERCENT = "%"


@dataclass(frozen=True)
class CellChange:
    """One cell before and after, in words; `place` as Excel names it."""

    place: str
    head: str
    before: str
    after: str


@dataclass(frozen=True)
class AnswerChange:
    """One criterion that the workbook would change; stale when the portal's text is newer than the workbook."""

    answer: Answer
    values: AnswerInput
    cells: tuple[CellChange, ...]
    is_stale: bool

    @property
    def code(self) -> str:
        return self.answer.item.code


@dataclass(frozen=True)
class Preview:
    """With faults nothing may be taken. `kept`: criteria that changed on the portal and not in the workbook.

    `digest` names the workbook and the versions of the answers it was compared with.
    """

    faults: tuple[Fault, ...]
    changes: tuple[AnswerChange, ...] = ()
    kept: tuple[str, ...] = ()
    made_at: str = ""
    digest: str = ""

    @property
    def fresh(self) -> list[AnswerChange]:
        return [change for change in self.changes if not change.is_stale]

    @property
    def stale(self) -> list[AnswerChange]:
        return [change for change in self.changes if change.is_stale]

    @property
    def cells(self) -> int:
        return sum(len(change.cells) for change in self.changes)


def workbook_preview(
    *,
    user: Account,
    assessment: Assessment,
    answers: Sequence[Answer],
    reasons: Sequence[NotApplicableReason],
    content: bytes,
) -> Preview:
    """Compares a workbook with the answers as they stand; they come loaded with their items and options."""
    filled = workbook_read(content, assessment)
    if filled.stamp is None:
        return Preview(filled.faults)
    faults, known = list(filled.faults), {answer.item.code: answer for answer in answers}
    stamped = {row.code: row for row in filled.stamp.answers}
    changes: list[AnswerChange] = []
    kept: list[str] = []
    for line in filled.lines:
        answer, sent = known.get(line.code), stamped.get(line.code)
        if answer is None or sent is None:
            continue
        values = _values(line, answer, reasons, faults)
        if values is None:
            continue
        is_newer = str(answer.version) != sent.version
        new = values_of(_with(answer, values))
        cells = _cells(line, answer, new)
        if is_newer and line_digest(new) == sent.digest:
            kept += [line.code] if cells else []
        elif cells and not rules.may_edit_answer(user, answer, is_returned=is_returned(answer)):
            faults.append(cell_fault(line.number, "", _("The criterion is closed and cannot be changed.")))
        elif cells:
            changes.append(AnswerChange(answer, values, cells, is_newer))
    if faults:
        return Preview(tuple(faults))
    return Preview(
        (), tuple(changes), tuple(kept), filled.stamp.made_at, digest=_digest(content, [c.answer for c in changes])
    )


def _digest(content: bytes, answers: Sequence[Answer]) -> str:
    versions = json.dumps([(answer.pk, answer.version) for answer in answers])
    return hashlib.sha256(hashlib.sha256(content).digest() + versions.encode()).hexdigest()


def _with(answer: Answer, values: AnswerInput) -> Answer:
    """A copy for reading that carries the values of the workbook."""
    other = copy.copy(answer)
    for field in fields(values):
        setattr(other, field.name, getattr(values, field.name))
    return other


def _cells(line: Line, answer: Answer, new: dict) -> tuple[CellChange, ...]:
    before, after = words_of(values_of(answer)), words_of(new)
    return tuple(
        CellChange(f"{get_column_letter(PLACES[name])}{line.number}", HEADS[name], before[name], after[name])
        for name in INPUTS
        if before[name].strip() != after[name].strip()
    )


def _values(
    line: Line, answer: Answer, reasons: Sequence[NotApplicableReason], faults: list[Fault]
) -> AnswerInput | None:
    """What the form of the page makes of a line; None with faults named by cell."""
    found = len(faults)
    data = {"version": str(answer.version)}
    fitting = reasons_for(answer, reasons)
    asked = inputs_with(answer.item, fitting)
    for name in INPUTS:
        content = line.cells[name]
        if content == "":
            continue
        if name not in asked:
            faults.append(cell_fault(line.number, name, _("This cell belongs to other kinds of criteria; empty it.")))
            continue
        try:
            data |= _typed(name, content, answer, fitting)
        except ValueError as error:
            faults.append(cell_fault(line.number, name, str(error)))
    if (data.get("na_reason") or data.get("na_text")) and "not_applicable" not in data:
        text = _("Choose “Có” here, or empty the reason why the criterion does not apply.")
        faults.append(cell_fault(line.number, "not_applicable", text))
    if len(faults) > found:
        return None
    form = answer_form(answer, reasons, data)
    if form.is_valid():
        return form.values()
    faults += _form_faults(line, form)
    return None


def _form_faults(line: Line, form: AnswerForm) -> list[Fault]:
    return [
        cell_fault(line.number, FIELD_COLUMNS.get(name, name), str(text))
        for name, texts in form.errors.items()
        for text in texts
    ]


def _typed(name: str, content: Content, answer: Answer, reasons: Sequence[NotApplicableReason]) -> dict[str, str]:
    """One cell as the form of the page would send it. Raises ValueError with words."""
    if not isinstance(content, str | Decimal):
        raise ValueError(_("Excel has made a date of this; format the cell as text and type it again."))
    text = plain_number(content) if isinstance(content, Decimal) else content
    item = answer.item
    if name == CHOICE and item.kind == ItemKind.OPTIONS:
        return {"option": _chosen(text, {option_words(option): str(option.pk) for option in item.options.all()})}
    if name == CHOICE:
        return {"yes_no": _chosen(text, {YES: "yes", NO: "no"})}
    if name == "not_applicable":
        return {name: "on"} if _chosen(text, {YES: "yes", NO: "no"}) == "yes" else {}
    if name == "na_reason":
        return {name: _chosen(text, {reason.text: str(reason.pk) for reason in reasons})}
    return {name: text.removesuffix(PERCENT) if item.figure_unit == PERCENT and name == "amount_a" else text}


def _chosen(text: str, choices: dict[str, str]) -> str:
    for word, value in choices.items():
        if word.casefold() == text.casefold():
            return value
    known = ", ".join(f"“{word}”" for word in choices)
    raise ValueError(_("“%(text)s” is not one of: %(known)s.") % {"text": text[:40], "known": known})
