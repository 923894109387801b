"""Workbooks of a sheet as a unit would fill them in."""

from collections.abc import Mapping
from io import BytesIO
from typing import Any

from openpyxl import Workbook, load_workbook

from assessments.models import Assessment
from assessments.queries import answers_of
from assessments.workbook.columns import HEAD_ROW, PLACES, SHEET
from assessments.workbook.writing import sheet_workbook


def opened(sheet: Assessment) -> Workbook:
    """The workbook of a sheet as it is downloaded now."""
    fresh = Assessment.objects.get(pk=sheet.pk)
    content = sheet_workbook(fresh, answers_of(fresh), list(fresh.criteria_set.na_reasons.all()))
    return load_workbook(BytesIO(content))


def row_of(book: Workbook, code: str) -> int:
    return next(cell.row for cell in book[SHEET]["A"] if cell.value == code)


def fill(book: Workbook, values: Mapping[tuple[str, str], Any]) -> Workbook:
    """Writes into cells named by the code of the item and the name of the column."""
    for (code, name), value in values.items():
        book[SHEET].cell(row_of(book, code), PLACES[name]).value = value
    return book


def saved(book: Workbook) -> bytes:
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


FIRST_ROW = HEAD_ROW + 1
