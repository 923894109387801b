"""A unit's own form as a workbook: lists to choose from, locked cells, the stamp on a hidden page."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from assessments.models import Answer, Assessment
from assessments.not_applicable import reasons_for
from assessments.workbook.columns import (
    CHOICE,
    CLAIMED,
    COLUMNS,
    HEAD_ROW,
    LISTS,
    LONGEST,
    PLACES,
    SHEET,
    STAMP,
    Value,
    how_to_fill,
    inputs_of,
    inputs_with,
    option_words,
    values_of,
)
from assessments.workbook.stamp import Stamp, stamp_of
from common import clock
from common.dates import format_clock, format_day
from common.sheet_resource import NO, YES
from criteria.enums import ItemKind
from criteria.models import NotApplicableReason
from documents.spreadsheet import FONT, text_cell

OPEN, CLOSED, HEAD = (PatternFill("solid", fgColor=colour) for colour in ("FFF7DC", "F1F1F1", "E8EDF4"))
FIGURES = ("max_points", "amount_a", "amount_b", CLAIMED)
_THIN = Side(style="thin", color="A0A0A0")
FRAME = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
ListName = str | tuple[str, ...]


def sheet_workbook(assessment: Assessment, answers: Sequence[Answer], reasons: Sequence[NotApplicableReason]) -> bytes:
    """The .xlsx file of the answers that are open; they come loaded with their items and options."""
    book = Workbook()
    sheet: Any = book.worksheets[0]
    sheet.title = SHEET
    lists: Any = book.create_sheet(LISTS)
    lists.sheet_state = "hidden"
    _write_title(sheet, assessment)
    _write_heads(sheet)
    fitting = {answer.pk: reasons_for(answer, reasons) for answer in answers}
    sources = _write_lists(lists, answers, fitting.values())
    for row, answer in enumerate(answers, HEAD_ROW + 1):
        own = fitting[answer.pk]
        # A claim that stands may still be emptied.
        names = inputs_of(answer.item) if answer.not_applicable else inputs_with(answer.item, own)
        _write_line(sheet, row, answer, names)
        _offer(sheet, row, answer, names, sources, sources[_texts(own)])
    _set_page(sheet)
    _write_stamp(book.create_sheet(STAMP), stamp_of(assessment, answers))
    book.security.lockStructure = True
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _write_title(sheet: Worksheet, assessment: Assessment) -> None:
    participant, now = assessment.participant, clock.now()
    lines = (
        f"PHIẾU TỰ ĐÁNH GIÁ NĂM {participant.round.year}: {participant.printed_name}",
        (
            f"Bộ tiêu chí {assessment.criteria_set.code}, phiên bản {assessment.criteria_set.version}; "
            f"tải từ Cổng lúc {format_clock(now)} ngày {format_day(now)}."
        ),
        (
            "Chỉ ghi vào ô nền vàng; không dùng công thức; không đổi tên trang, tên cột, thứ tự cột, dòng. "
            "Minh chứng và phần khó khăn, kiến nghị nhập trên Cổng."
        ),
    )
    for row, line in enumerate(lines, 1):
        cell: Any = sheet.cell(row, 1)
        text_cell(cell, line)
        cell.font = Font(FONT, size=14 if row == 1 else 12, bold=row == 1, italic=row > 1)


def _write_heads(sheet: Worksheet) -> None:
    for number, column in enumerate(COLUMNS, 1):
        cell: Any = sheet.cell(HEAD_ROW, number)
        text_cell(cell, column.head)
        cell.font, cell.fill, cell.border = Font(FONT, size=12, bold=True), HEAD, FRAME
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    sheet.row_dimensions[HEAD_ROW].height = 48


def _write_line(sheet: Worksheet, row: int, answer: Answer, is_open: Collection[str]) -> None:
    item = answer.item
    values: dict[str, Value] = {
        "code": item.code,
        "title": item.title,
        "how": how_to_fill(item),
        "max_points": item.max_points,
        **values_of(answer),
    }
    for number, column in enumerate(COLUMNS, 1):
        cell: Any = sheet.cell(row, number)
        cell.font, cell.border = Font(FONT, size=12, bold=column.name == "code"), FRAME
        cell.alignment = Alignment(vertical="top", wrap_text=True)
        # Text stays text when it is typed over; a figure may be typed as a number or as text.
        cell.number_format = "General" if column.name in FIGURES else "@"
        cell.protection = Protection(locked=column.name not in is_open)
        if column.is_input:
            cell.fill = OPEN if column.name in is_open else CLOSED
        value = values[column.name]
        if isinstance(value, Decimal):
            cell.value = value
        elif value:
            text_cell(cell, value)


def _texts(reasons: Sequence[NotApplicableReason]) -> tuple[str, ...]:
    return tuple(reason.text for reason in reasons)


def _write_lists(
    sheet: Worksheet, answers: Sequence[Answer], reasons: Iterable[Sequence[NotApplicableReason]]
) -> dict[ListName, str]:
    """Columns of words to choose from; returns where each stands: reasons by their words, options by code."""
    lists: dict[ListName, Sequence[str]] = {_texts(own): _texts(own) for own in reasons}
    for answer in answers:
        if answer.item.kind == ItemKind.OPTIONS:
            lists[answer.item.code] = [option_words(option) for option in answer.item.options.all()]
    sources = {}
    for number, (name, words) in enumerate(lists.items(), 1):
        for row, word in enumerate(words, 1):
            cell: Any = sheet.cell(row, number)
            text_cell(cell, word)
        letter = get_column_letter(number)
        sources[name] = f"'{LISTS}'!${letter}$1:${letter}${max(len(words), 1)}"
    return sources


def _offer(
    sheet: Worksheet,
    row: int,
    answer: Answer,
    names: Collection[str],
    sources: Mapping[ListName, str],
    reasons: str,
) -> None:
    """The lists of a line; Excel and LibreOffice refuse what is not in them, and warn of what is no number."""
    item = answer.item
    for name in names:
        rule: Any
        if name == CHOICE:
            words = sources[item.code] if item.kind == ItemKind.OPTIONS else f'"{YES},{NO}"'
            rule = DataValidation(type="list", formula1=words)
        elif name == "not_applicable":
            rule = DataValidation(type="list", formula1=f'"{YES}"')
        elif name == "na_reason":
            rule = DataValidation(type="list", formula1=reasons)
        elif name in FIGURES:
            most = f"{item.max_points:f}" if name == CLAIMED else "999999999999999"
            rule = DataValidation(type="decimal", operator="between", formula1="0", formula2=most)
            # A number typed as text, such as 8,5, is read too.
            rule.errorStyle = "warning"
        else:
            rule = DataValidation(type="textLength", operator="lessThanOrEqual", formula1=str(LONGEST))
        rule.allow_blank = rule.showErrorMessage = True
        rule.add(f"{get_column_letter(PLACES[name])}{row}")
        sheet.add_data_validation(rule)


def _set_page(sheet: Worksheet) -> None:
    sheet.freeze_panes = f"C{HEAD_ROW + 1}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.print_title_rows = f"{HEAD_ROW}:{HEAD_ROW}"
    guard: Any = sheet.protection
    guard.sheet = True
    # Widths and heights may be fitted to what is written.
    guard.formatColumns = guard.formatRows = False


def _write_stamp(sheet: Any, stamp: Stamp) -> None:
    sheet.sheet_state = "veryHidden"
    for row, texts in enumerate(stamp.rows(), 1):
        for number, text in enumerate(texts, 1):
            text_cell(sheet.cell(row, number), text)
    sheet.protection.sheet = True
