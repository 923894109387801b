"""From the bytes of a filled-in workbook to its stamp and lines; what does not fit is named by cell."""

import datetime as dt
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from typing import Any
from zipfile import BadZipFile

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from assessments.models import Assessment
from assessments.workbook.columns import COLUMNS, HEAD_ROW, HEADS, PLACES, SHEET, STAMP
from assessments.workbook.stamp import FORM, Stamp, stamp_read
from criteria.workbook.cells import CellError, cell_content
from criteria.workbook.faults import Fault, file_fault

MOST_ROWS = 2000
# Cells beyond the known columns are looked at, so that nothing typed there is passed over in silence.
BEYOND = 8
# A cut archive, parts that are missing, markup that is none (ParseError is a SyntaxError), content out of place.
_BROKEN = (
    BadZipFile,
    InvalidFileException,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    SyntaxError,
    OSError,
    EOFError,
    zlib.error,
)

Content = str | Decimal | dt.date


@dataclass(frozen=True)
class Line:
    """One criterion as it was filled in: the row in Excel, and what stands in each column."""

    number: int
    code: str
    cells: dict[str, Content]


@dataclass(frozen=True)
class Filled:
    """A workbook that was read; with faults it is not to be used."""

    faults: tuple[Fault, ...]
    stamp: Stamp | None = None
    lines: tuple[Line, ...] = ()


def cell_fault(line: int, name: str, text: str) -> Fault:
    """A fault in a cell, by the name of its column; without a name, of the row."""
    return Fault(SHEET, line, PLACES.get(name, 0), HEADS.get(name, ""), text)


def workbook_read(content: bytes, assessment: Assessment) -> Filled:
    """Stamp and lines of a workbook of this sheet; a foreign or damaged one has its fault and no lines."""
    try:
        book = load_workbook(BytesIO(content), read_only=True)
    except _BROKEN:
        return _refused(_("The workbook is damaged and cannot be read."))
    try:
        return _read_book(book, assessment)
    except _BROKEN:
        return _refused(_("The workbook is damaged and cannot be read."))
    finally:
        book.close()


def _refused(text: str) -> Filled:
    return Filled((file_fault(text),))


def _read_book(book: Any, assessment: Assessment) -> Filled:
    if STAMP not in book.sheetnames:
        return _refused(
            _("This is no workbook of a self-assessment that the portal has made; download one and fill it in.")
        )
    rows = [[str(cell.value or "") for cell in row] for row in _rows(book[STAMP], 1, 6)]
    stamp = stamp_read(rows)
    if stamp is None:
        return _refused(_("The hidden page of the workbook was changed; download the workbook anew."))
    if text := _foreign(stamp, assessment):
        return _refused(text)
    if SHEET not in book.sheetnames:
        return Filled((Fault(SHEET, 0, 0, "", _("The sheet is missing.")),))
    sheet_rows = _rows(book[SHEET], HEAD_ROW, len(COLUMNS) + BEYOND)
    if faults := _head_faults(sheet_rows[0] if sheet_rows else []):
        return Filled(tuple(faults))
    return _read_lines(stamp, sheet_rows[1:])


def _foreign(stamp: Stamp, assessment: Assessment) -> str:
    """Why the workbook is not one of this sheet as it stands; empty when it is."""
    participant, facts = assessment.participant, {"unit": stamp.unit, "year": stamp.round, "set": stamp.set}
    if stamp.form != FORM:
        return _("The workbook has a layout of an earlier portal; download it anew.")
    if stamp.unit != participant.unit.code:
        return _("The workbook is of another unit (%(unit)s).") % facts
    if stamp.round != str(participant.round.year):
        return _("The workbook is of another round (%(year)s).") % facts
    if stamp.sheet != str(assessment.public_id):
        return _("The workbook is of another sheet of the unit.")
    if stamp.set != str(assessment.criteria_set):
        facts["now"] = str(assessment.criteria_set)
        return (
            _(
                "The workbook was made for version %(set)s of the criteria set; the sheet now has %(now)s. "
                "Download it anew."
            )
            % facts
        )
    return ""


def _rows(sheet: Any, first: int, width: int) -> list[list[Any]]:
    # The size that a sheet claims to have may be wrong.
    sheet.reset_dimensions()
    return [list(row) for row in sheet.iter_rows(min_row=first, max_row=MOST_ROWS, max_col=width)]


def _head_faults(cells: Sequence[Any]) -> list[Fault]:
    found = [str(cell.value or "").strip() for cell in cells]
    found += [""] * (len(COLUMNS) - len(found))
    faults = []
    for number, column in enumerate(COLUMNS, 1):
        if found[number - 1] != column.head:
            words = {"wanted": column.head, "found": found[number - 1][:60]}
            text = _("The heading must be “%(wanted)s”; it is “%(found)s”.") % words
            faults.append(Fault(SHEET, HEAD_ROW, number, "", text))
    for number, text in enumerate(found[len(COLUMNS) :], len(COLUMNS) + 1):
        if text:
            words = {"head": text[:60]}
            faults.append(Fault(SHEET, HEAD_ROW, number, "", _("The column “%(head)s” is not known.") % words))
    return faults


def _read_lines(stamp: Stamp, rows: Sequence[Sequence[Any]]) -> Filled:
    faults: list[Fault] = []
    lines: list[Line] = []
    known, seen = {row.code for row in stamp.answers}, set[str]()
    for number, cells in enumerate(rows, HEAD_ROW + 1):
        if all(cell.value is None or str(cell.value).strip() == "" for cell in cells):
            continue
        line = _read_line(number, cells, faults)
        if line.code not in known:
            text = _("“%(code)s” is no criterion of this workbook.") % {"code": line.code[:40]}
            faults.append(cell_fault(number, "code", text))
        elif line.code in seen:
            faults.append(cell_fault(number, "code", _("The criterion stands in an earlier row already.")))
        seen.add(line.code)
        lines.append(line)
    for row in stamp.answers:
        if row.code not in seen:
            text = _("The row of the criterion %(code)s is missing.") % {"code": row.code}
            faults.append(Fault(SHEET, 0, 0, "", text))
    return Filled(tuple(faults), stamp, tuple(lines))


def _read_line(number: int, cells: Sequence[Any], faults: list[Fault]) -> Line:
    found: dict[str, Content] = {}
    for place, column in enumerate(COLUMNS):
        found[column.name] = ""
        try:
            if place < len(cells):
                found[column.name] = cell_content(cells[place])
        except CellError as error:
            faults.append(cell_fault(number, column.name, str(error)))
    for place, cell in enumerate(cells[len(COLUMNS) :], len(COLUMNS) + 1):
        if cell.value not in (None, ""):
            text = _("There is no column here; the cell must be empty.")
            faults.append(Fault(SHEET, number, place, "", text))
    return Line(number, str(found["code"]), found)
