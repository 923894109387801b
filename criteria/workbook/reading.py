"""From the bytes of a workbook to tables; every cell that does not fit is named (pure)."""

from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any
from zipfile import BadZipFile

from django.utils.translation import gettext as _
from openpyxl import Workbook, load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from criteria.workbook.cells import CellError, cell_content, cell_read
from criteria.workbook.columns import GUIDE, LISTS, SHEETS, SheetSpec
from criteria.workbook.faults import Fault, fault_at, file_fault
from criteria.workbook.tables import Line, Tables, Values

MOST_ROWS = 5000
# Cells beyond the known columns are looked at, so that nothing typed there is passed over in silence.
BEYOND = 8
_BROKEN = (BadZipFile, InvalidFileException, KeyError, ValueError, TypeError, AttributeError, OSError, EOFError)


def tables_read(content: bytes) -> tuple[Tables, list[Fault]]:
    """The rows that could be read and the faults; with any fault the tables are not to be used."""
    try:
        book = load_workbook(BytesIO(content), read_only=True)
    except _BROKEN:
        return {}, [file_fault(_("The workbook is damaged and cannot be read."))]
    try:
        return _read_book(book)
    except _BROKEN:
        return {}, [file_fault(_("The workbook is damaged and cannot be read."))]
    finally:
        book.close()


def _read_book(book: Workbook) -> tuple[Tables, list[Fault]]:
    tables: Tables = {}
    faults: list[Fault] = []
    if not {sheet.name for sheet in SHEETS} & set(book.sheetnames):
        text = _("This is no workbook of a criteria set; download one from the back office and fill it in.")
        return {}, [file_fault(text)]
    known = {sheet.name for sheet in SHEETS} | {GUIDE, LISTS}
    faults += [
        Fault(name, 0, 0, "", _("This sheet is not known; its rows would be lost."))
        for name in book.sheetnames
        if name not in known and _holds_anything(book[name])
    ]
    for sheet in SHEETS:
        if sheet.name not in book.sheetnames:
            faults.append(Fault(sheet.name, 0, 0, "", _("The sheet is missing.")))
            continue
        rows = _rows(book[sheet.name], len(sheet.columns) + BEYOND)
        heads = next(rows, list[Any]())
        if found := _head_faults(sheet, heads):
            faults += found
            continue
        tables[sheet.code] = _read_rows(sheet, rows, faults)
    return tables, faults


def _rows(sheet: Any, width: int) -> Iterator[list[Any]]:
    """Cells of each row, blank ones without a value; a row more than allowed is still given, to be refused."""
    # The size that a sheet claims to have may be wrong.
    sheet.reset_dimensions()
    for row in sheet.iter_rows(max_row=MOST_ROWS + 2, max_col=width):
        yield list(row)


def _holds_anything(sheet: Any) -> bool:
    sheet.reset_dimensions()
    return any(cell.value not in (None, "") for row in sheet.iter_rows(max_row=50, max_col=50) for cell in row)


def _head_faults(sheet: SheetSpec, cells: list[Any]) -> list[Fault]:
    found = [str(cell.value or "").strip() for cell in cells]
    found += [""] * (len(sheet.columns) - len(found))
    faults = []
    for number, column in enumerate(sheet.columns, 1):
        if found[number - 1] != column.head:
            words = {"wanted": column.head, "found": found[number - 1][:60]}
            text = _("The heading must be “%(wanted)s”; it is “%(found)s”.") % words
            faults.append(Fault(sheet.name, 1, number, "", text))
    for number, text in enumerate(found[len(sheet.columns) :], len(sheet.columns) + 1):
        if text:
            faults.append(
                Fault(sheet.name, 1, number, "", _("The column “%(head)s” is not known.") % {"head": text[:60]})
            )
    return faults


def _read_rows(sheet: SheetSpec, rows: Iterable[list[Any]], faults: list[Fault]) -> list[Line]:
    lines = []
    for number, cells in enumerate(rows, 2):
        if all(cell.value is None or str(cell.value).strip() == "" for cell in cells):
            continue
        if number > MOST_ROWS + 1:
            faults.append(Fault(sheet.name, number, 0, "", _("At most %(max)s rows.") % {"max": MOST_ROWS}))
            break
        lines.append(Line(number, _read_row(sheet, number, cells, faults)))
    return lines


def _read_row(sheet: SheetSpec, number: int, cells: list[Any], faults: list[Fault]) -> Values:
    values: Values = {}
    for place, column in enumerate(sheet.columns):
        try:
            content = cell_content(cells[place]) if place < len(cells) else ""
            values[column.name] = cell_read(column, content)
        except CellError as error:
            faults.append(fault_at(sheet, number, column.name, str(error)))
    for place, cell in enumerate(cells[len(sheet.columns) :], len(sheet.columns) + 1):
        if cell.value not in (None, ""):
            faults.append(Fault(sheet.name, number, place, "", _("There is no column here; the cell must be empty.")))
    return values
