"""Tables as Excel workbooks that print like papers: title block, framed table, A4 landscape, true numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from io import BytesIO
from typing import Any, cast

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

FONT = "Times New Roman"
MAX_TEXT = 32_767  # Excel's own limit of a cell
MM = 1 / 25.4  # page margins are kept in inches
_THIN = Side(style="thin", color="808080")
_FRAME = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_HEAD_FILL = PatternFill("solid", fgColor="E8EDF4")
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")

Value = str | int | Decimal | None


class Kind(Enum):
    """How a column shows its figures; the prefix asks for Vietnamese separators (`84,09`)."""

    TEXT = "General"
    POINTS = "[$-42A]#,##0.00"
    WHOLE = "[$-42A]#,##0"


@dataclass(frozen=True)
class Column:
    """Heading, width in characters, kind; neighbours of the same `group` share a heading above their own."""

    heading: str
    width: float
    kind: Kind = Kind.TEXT
    group: str = ""
    strong: bool = False


@dataclass(frozen=True)
class Table:
    """One sheet: title lines (bold), remarks (italic), columns and rows. `fixed` columns stay in sight at the left."""

    name: str
    title: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    remarks: tuple[str, ...] = ()
    fixed: int = 0


def workbook_bytes(tables: Sequence[Table], *, title: str) -> bytes:
    """The .xlsx file. Text never becomes a formula; figures are numbers; an unknown figure is an empty cell."""
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.title = title
    book.properties.creator = ""
    for table in tables:
        sheet = book.create_sheet(_sheet_name(table.name))
        head = _write_title(sheet, table)
        first = _write_head(sheet, table, head)
        _write_rows(sheet, table, first)
        _set_page(sheet, table, head, first)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def text_cell(cell: Cell, text: str) -> None:
    """Write text as text, whatever its first sign; what would start a formula keeps its quote when it is edited."""
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)[:MAX_TEXT]
    cell.data_type = "s"
    if text.startswith(_FORMULA_SIGNS):
        cell.quotePrefix = True


def _cell(sheet: Worksheet, row: int, column: int) -> Cell:
    return cast(Cell, sheet.cell(row, column))


def _sheet_name(name: str) -> str:
    """Excel takes 31 signs, without these seven."""
    return name.translate(dict.fromkeys(map(ord, "[]:*?/\\"), " "))[:31]


def _write_title(sheet: Worksheet, table: Table) -> int:
    """Title and remarks over the whole width; returns the row of the heading."""
    lines = [(line, True) for line in table.title] + [(line, False) for line in table.remarks]
    for row, (line, strong) in enumerate(lines, start=1):
        cell = _cell(sheet, row, 1)
        text_cell(cell, line)
        cell.font = Font(FONT, size=14 if strong else 12, bold=strong, italic=not strong)
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(table.columns))
        width = sum(column.width for column in table.columns)
        sheet.row_dimensions[row].height = 19 * (1 + int(len(line) * 1.15 / width))
    return len(lines) + 2


def _write_head(sheet: Worksheet, table: Table, row: int) -> int:
    """One row of headings, two where columns are grouped; returns the first row of figures."""
    depth = 2 if any(column.group for column in table.columns) else 1
    for index, column in enumerate(table.columns, start=1):
        top, own = _cell(sheet, row, index), _cell(sheet, row + depth - 1, index)
        for cell in (top, own):
            cell.font = Font(FONT, size=12, bold=True)
            cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
            cell.border, cell.fill = _FRAME, _HEAD_FILL
        if column.group:
            text_cell(own, column.heading)
            if index == 1 or table.columns[index - 2].group != column.group:
                text_cell(top, column.group)
                _merge_group(sheet, table, row, index)
        else:
            text_cell(top, column.heading)
            if depth == 2:
                sheet.merge_cells(start_row=row, end_row=row + 1, start_column=index, end_column=index)
        sheet.column_dimensions[get_column_letter(index)].width = column.width
        sheet.row_dimensions[row + depth - 1].height = 48
    return row + depth


def _merge_group(sheet: Worksheet, table: Table, row: int, first: int) -> None:
    last = first
    while last < len(table.columns) and table.columns[last].group == table.columns[first - 1].group:
        last += 1
    if last > first:
        sheet.merge_cells(start_row=row, end_row=row, start_column=first, end_column=last)


def _write_rows(sheet: Worksheet, table: Table, first: int) -> None:
    for row, values in enumerate(table.rows, start=first):
        for index, (column, value) in enumerate(zip(table.columns, values, strict=True), start=1):
            cell = _cell(sheet, row, index)
            cell.font = Font(FONT, size=12, bold=column.strong)
            cell.border = _FRAME
            centred = column.kind is not Kind.TEXT
            cell.alignment = Alignment(horizontal="center" if centred else "left", vertical="center", wrap_text=True)
            if isinstance(value, str):
                text_cell(cell, value)
            elif value is not None:
                cell.value = value
                cell.number_format = column.kind.value


def _set_page(sheet: Worksheet, table: Table, head: int, first: int) -> None:
    """A4 landscape, one page wide, margins and page number (top centre, not on the first page) as on papers."""
    last = get_column_letter(len(table.columns))
    sheet.freeze_panes = f"{get_column_letter(table.fixed + 1)}{first}"
    sheet.auto_filter.ref = f"A{first - 1}:{last}{first + len(table.rows) - 1}" if table.rows else None
    sheet.print_title_rows = f"{head}:{first - 1}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    margins = sheet.page_margins
    margins.top, margins.bottom, margins.left, margins.right = 20 * MM, 20 * MM, 30 * MM, 20 * MM
    margins.header = margins.footer = 10 * MM
    sheet.print_options.horizontalCentered = True
    sheet.HeaderFooter.differentFirst = True
    header: Any = sheet.oddHeader
    header.center.text, header.center.font, header.center.size = "&P", FONT, 13
