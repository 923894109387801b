"""Excel sheets that go out and come back: what is read is text, what is written never becomes a formula."""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from io import BytesIO
from typing import Any
from zipfile import BadZipFile

from django.utils.translation import gettext as _
from import_export.formats import base_formats
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from tablib import Dataset

from common.dates import format_day

MAX_ROWS, MAX_COLUMNS = 5000, 200
WIDEST, NARROWEST = 60, 10
HEAD = PatternFill("solid", fgColor="E8EDF4")
_BROKEN = (BadZipFile, InvalidFileException, KeyError, ValueError, TypeError, AttributeError, OSError, EOFError)


class SheetError(Exception):
    """A sheet that cannot be taken; the message says in words what is wrong with it."""


class SheetFormat(base_formats.XLSX):
    """The first sheet: headings in the first line, everything below as text."""

    def create_dataset(self, in_stream: bytes) -> Dataset:
        """Raises SheetError for a damaged, empty or overlong sheet, errors, and formulas nobody has worked out."""
        try:
            shown = list(_lines(in_stream, data_only=True))
            written = [[cell.value for cell in cells] for cells in _lines(in_stream, data_only=False)]
        except _BROKEN:
            raise SheetError(_("The workbook is damaged and cannot be read.")) from None
        while written and all(value in (None, "") for value in written[-1]):
            written.pop()
        rows = [[_shown(cell, line) for cell in cells] for line, cells in enumerate(shown[: len(written)], 1)]
        if len(rows) < 2:
            raise SheetError(_("The first sheet holds no rows below its headings."))
        if len(rows) > MAX_ROWS + 1:
            raise SheetError(
                _("At most %(max)s rows; there are %(count)s.") % {"max": MAX_ROWS, "count": len(rows) - 1}
            )
        for line, (values, formulas) in enumerate(zip(rows, written, strict=False), 1):
            if any(
                value is None and str(formula).startswith("=") for value, formula in zip(values, formulas, strict=False)
            ):
                raise SheetError(
                    _("Line %(line)s holds a formula without a value: open and save the workbook in Excel, or type it.")
                    % {"line": line}
                )
        headings = [cell_text(value).strip() for value in rows[0]]
        width = max((at for at, text in enumerate(headings, 1) if text), default=0)
        dataset = Dataset(headers=headings[:width])
        for values in rows[1:]:
            dataset.append([cell_text(value) for value in (*values, *[None] * width)[:width]])
        return dataset

    def export_data(self, dataset: Dataset, **kwargs: Any) -> bytes:
        book = Workbook()
        sheet = book.worksheets[0]
        sheet.title = dataset.title or "1"
        for column, heading in enumerate(dataset.headers, 1):
            cell = _write(sheet.cell(1, column), heading)
            cell.font, cell.fill = Font(bold=True), HEAD
        for line, values in enumerate(dataset, 2):
            for column, value in enumerate(values, 1):
                _write(sheet.cell(line, column), value)
        for column, heading in enumerate(dataset.headers, 1):
            longest = max([len(heading), *(_longest_line(values[column - 1]) for values in dataset)])
            sheet.column_dimensions[get_column_letter(column)].width = min(max(longest + 2, NARROWEST), WIDEST)
        sheet.freeze_panes = "B2"
        stream = BytesIO()
        book.save(stream)
        return stream.getvalue()


def cell_text(value: Any) -> str:
    """What a cell shows to a Vietnamese reader: `8,5`, `06/6/2025`, `Có`; nothing for an empty cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Có" if value else "Không"
    if isinstance(value, dt.datetime | dt.date):
        return format_day(value)
    if isinstance(value, int | float | Decimal):
        return plain_number(Decimal(str(value)))
    return str(value).strip()


def plain_number(value: Decimal) -> str:
    """`1234,5`: without separators of thousands, so that a code that looks like a number stays one."""
    text = f"{value:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")


class NumberText(str):
    """A number as a reader sees it (`8,5`); in a workbook it stands as a number."""


def heading_faults(found: Iterable[str | None], wanted: Iterable[str], optional: Iterable[str] = ()) -> list[str]:
    """Sentences naming missing, unknown and doubled headings."""
    have, need = [text or "" for text in found], list(wanted)
    known = {*need, *optional}
    faults = []
    if missing := [text for text in need if text not in have]:
        faults.append(_("Missing columns: %(names)s.") % {"names": _quoted(missing)})
    if unknown := [text for text in have if text and text not in known]:
        faults.append(_("Unknown columns: %(names)s.") % {"names": _quoted(unknown)})
    if doubled := sorted({text for text in have if text and have.count(text) > 1}):
        faults.append(_("Columns that come twice: %(names)s.") % {"names": _quoted(doubled)})
    if "" in have:
        faults.append(_("A column has no heading."))
    return faults


def _quoted(names: Iterable[str]) -> str:
    return ", ".join(f"“{name}”" for name in names)


def _shown(cell: Any, line: int) -> Any:
    """The value a reader sees: 99,5 where the sheet says 99,5%, and 15 digits of a binary fraction."""
    value = cell.value
    if cell.data_type == "e":
        words = {"line": line, "text": value}
        raise SheetError(_("Line %(line)s holds an error of the spreadsheet (%(text)s); type the value.") % words)
    if isinstance(value, float) or (isinstance(value, int) and not isinstance(value, bool)):
        number = Decimal(f"{value:.15g}")
        return number * 100 if "%" in (cell.number_format or "") else number
    return value


def _lines(content: bytes, *, data_only: bool) -> Iterable[tuple[Any, ...]]:
    book = load_workbook(BytesIO(content), read_only=True, data_only=data_only)
    try:
        yield from book.worksheets[0].iter_rows(max_row=MAX_ROWS + 2, max_col=MAX_COLUMNS)
    finally:
        book.close()


def _write(cell: Any, value: Any) -> Any:
    if isinstance(value, NumberText) and value:
        cell.value = Decimal(value.replace(",", "."))
        return cell
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", str(value))
    cell.data_type = "s"
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if cell.value.startswith(("=", "+", "-", "@", "\t")):
        cell.quotePrefix = True
    return cell


def _longest_line(value: Any) -> int:
    return max((len(line) for line in str(value).splitlines()), default=0)
