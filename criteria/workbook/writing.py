"""Tables as a workbook that officials fill in: headings, lists to choose from, a guide, text kept as text (pure)."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from criteria.workbook.columns import BY_CODE, GUIDE, LISTS, SHEETS, UNIT_KINDS, UNITS, Column, Form, SheetSpec
from criteria.workbook.tables import Tables, cell_words
from documents.spreadsheet import FONT, text_cell

HEAD, HEAD_NEEDED = PatternFill("solid", fgColor="E8EDF4"), PatternFill("solid", fgColor="FBE9C6")
LAST_ROW = 2000
FORMATS = {Form.NUMBER: "General", Form.WHOLE: "0", Form.DAY: "dd/mm/yyyy"}


@dataclass(frozen=True)
class Lists:
    """Codes with names that the sheet of lists shows."""

    kinds: Sequence[tuple[str, str]] = ()
    units: Sequence[tuple[str, str]] = ()


def set_workbook(tables: Tables, lists: Lists) -> bytes:
    """The .xlsx file of a whole set. The same tables and lists give the same cells."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for spec in SHEETS:
        _write_sheet(book.create_sheet(spec.name), spec, tables, lists)
    _write_guide(book.create_sheet(GUIDE))
    _write_lists(book.create_sheet(LISTS), lists)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _write_sheet(sheet: Worksheet, spec: SheetSpec, tables: Tables, lists: Lists) -> None:
    for number, column in enumerate(spec.columns, 1):
        _write_head(sheet, number, column.head, HEAD_NEEDED if column.required else HEAD)
        width = sheet.column_dimensions[get_column_letter(number)]
        width.width = column.width
        width.number_format = FORMATS.get(column.form, "@")
        _offer_choices(sheet, number, column, lists)
    for line in tables[spec.code]:
        for number, column in enumerate(spec.columns, 1):
            _write(sheet, line.number, number, column, line.values.get(column.name))
    sheet.freeze_panes = "B2"
    sheet.row_dimensions[1].height = 48
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.print_title_rows = "1:1"


def _write_head(sheet: Worksheet, number: int, text: str, fill: PatternFill) -> None:
    cell: Any = sheet.cell(1, number)
    text_cell(cell, text)
    cell.font, cell.fill = Font(FONT, size=12, bold=True), fill
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)


def _write(sheet: Worksheet, row: int, number: int, column: Column, value: Any) -> None:
    cell: Any = sheet.cell(row, number)
    cell.font = Font(FONT, size=12)
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    cell.number_format = FORMATS.get(column.form, "@")
    if column.form in FORMATS:
        cell.value = value
    elif text := cell_words(column, value):
        text_cell(cell, text)


def _offer_choices(sheet: Worksheet, number: int, column: Column, lists: Lists) -> None:
    """A list in the cell, which Excel also checks; numbers have their limits."""
    letter = get_column_letter(number)
    rule: Any
    if column.choices:
        rule = DataValidation(type="list", formula1='"' + ",".join(column.choices.values()) + '"')
    elif column.refers and column.form != Form.CODES:
        rule = DataValidation(type="list", formula1=_range_of(column.refers, lists))
    elif column.is_number:
        rule = DataValidation(operator="between", formula1=f"{column.least:f}", formula2=f"{column.most:f}")
        rule.type = "whole" if column.form == Form.WHOLE else "decimal"
        # A number typed as text is read too.
        rule.errorStyle = "warning"
    else:
        return
    rule.allow_blank = True
    rule.showErrorMessage = True
    rule.errorTitle, rule.error = column.head[:32], column.hint[:225]
    rule.showInputMessage = True
    rule.promptTitle, rule.prompt = column.head[:32], column.hint[:255]
    rule.add(f"{letter}2:{letter}{LAST_ROW}")
    sheet.add_data_validation(rule)


def _range_of(refers: str, lists: Lists) -> str:
    if refers == UNIT_KINDS:
        return f"'{LISTS}'!$A$2:$A${len(lists.kinds) + 1}"
    if refers == UNITS:
        return f"'{LISTS}'!$D$2:$D${len(lists.units) + 1}"
    return f"'{BY_CODE[refers].name}'!$A$2:$A${LAST_ROW}"


def _write_guide(sheet: Worksheet) -> None:
    for number, (text, width) in enumerate((("Trang", 24), ("Cột", 34), ("Bắt buộc", 12), ("Cách ghi", 90)), 1):
        _write_head(sheet, number, text, HEAD)
        sheet.column_dimensions[get_column_letter(number)].width = width
    rows = [("", "", "", "Không đổi tên trang, tên cột, thứ tự cột; không dùng công thức. Ô màu vàng là bắt buộc.")]
    for spec in SHEETS:
        rows.append((spec.name, "", "", spec.hint))
        rows += [(spec.name, row.head, "x" if row.required else "", row.hint) for row in spec.columns]
    _write_rows(sheet, rows, 1)
    sheet.freeze_panes = "A2"


def _write_lists(sheet: Worksheet, lists: Lists) -> None:
    for number, text, width in (
        (1, "Mã loại đơn vị", 16),
        (2, "Loại đơn vị", 40),
        (4, "Mã đơn vị", 16),
        (5, "Đơn vị", 60),
    ):
        _write_head(sheet, number, text, HEAD)
        sheet.column_dimensions[get_column_letter(number)].width = width
    _write_rows(sheet, lists.kinds, 1)
    _write_rows(sheet, lists.units, 4)
    sheet.freeze_panes = "A2"


def _write_rows(sheet: Worksheet, rows: Sequence[Sequence[str]], first: int) -> None:
    for row, texts in enumerate(rows, 2):
        for number, text in enumerate(texts, first):
            cell: Any = sheet.cell(row, number)
            text_cell(cell, text)
            cell.font = Font(FONT, size=12)
            cell.alignment = Alignment(vertical="top", wrap_text=True)
