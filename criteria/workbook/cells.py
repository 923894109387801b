"""From what stands in a cell to a value, with words for everything that does not fit (pure)."""

import datetime as dt
import re
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from common import numbers
from common.sheet_resource import read_day
from common.sheets import plain_number
from common.text import TextError, clean_text
from criteria.exact import is_multiple
from criteria.workbook.columns import Column, Form

_CODE = re.compile(r"[^\W_][\w.\-]*")


class CellError(ValueError):
    """A cell that cannot be taken; the message says why."""


def cell_content(cell: Any) -> str | Decimal | dt.date:
    """Text (cleaned), a number as Excel shows it, or a day; an empty text for an empty cell.

    Raises CellError for formulas, error values and what is no value at all.
    """
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "f":
        raise CellError(_("The cell holds a formula; type the value itself."))
    if cell.data_type == "e":
        raise CellError(_("The cell holds an error of Excel (%(text)s).") % {"text": value})
    if isinstance(value, bool):
        return "Có" if value else "Không"
    if isinstance(value, int | float):
        return _number(value, cell.number_format or "")
    if isinstance(value, dt.datetime | dt.date):
        return value.date() if isinstance(value, dt.datetime) else value
    if not isinstance(value, str):
        raise CellError(_("The cell holds neither text nor a number."))
    try:
        return clean_text(value).strip()
    except TextError:
        raise CellError(_("The text holds signs that cannot be stored.")) from None


def _number(value: float, shape: str) -> Decimal:
    # Excel keeps 15 digits; the rest of a binary fraction is nothing that anybody typed.
    number = Decimal(f"{value:.15g}")
    if not number.is_finite():
        raise CellError(_("The cell holds no number."))
    return number * 100 if "%" in shape else number


def cell_read(column: Column, content: str | Decimal | dt.date) -> Any:
    """The value of a column. Raises CellError."""
    if column.form == Form.INFO:
        return ""
    if content == "":
        if column.required:
            raise CellError(_("This cell must be filled in."))
        return column.empty
    if column.is_number:
        return _read_number(column, content)
    if column.form == Form.DAY:
        return _read_day(content)
    if isinstance(content, dt.date):
        raise CellError(_("Excel has made a date of this; format the cell as text and type it again."))
    if column.form in (Form.CODE, Form.CODES) and isinstance(content, Decimal) and content % 1:
        raise CellError(_("Excel has made a number of this code; format the cell as text and type it again."))
    text = plain_number(content) if isinstance(content, Decimal) else content
    if column.form == Form.CHOICE:
        return _read_choice(column, text)
    if column.form == Form.CODES:
        return tuple(sorted({_code(part.strip()) for part in text.split(",") if part.strip()}))
    if column.longest and len(text) > column.longest:
        words = {"max": column.longest, "count": len(text)}
        raise CellError(_("At most %(max)s characters; there are %(count)s.") % words)
    return _code(text) if column.form == Form.CODE else text


def _code(text: str) -> str:
    if not _CODE.fullmatch(text):
        raise CellError(
            _("“%(text)s” is no code: letters, digits, dots and hyphens only, no spaces.") % {"text": text[:40]}
        )
    return text


def _read_choice(column: Column, text: str) -> Any:
    for value, word in column.choices.items():
        if word.casefold() == text.casefold():
            return value
    known = ", ".join(f"“{word}”" for word in column.choices.values())
    raise CellError(_("“%(text)s” is not one of: %(known)s.") % {"text": text[:40], "known": known})


def _read_day(content: str | Decimal | dt.date) -> dt.date | None:
    if isinstance(content, dt.date):
        return content
    try:
        return read_day(plain_number(content) if isinstance(content, Decimal) else content)
    except ValueError as error:
        raise CellError(str(error)) from None


def _read_number(column: Column, content: str | Decimal | dt.date) -> Decimal | int:
    if isinstance(content, dt.date):
        raise CellError(_("Excel has made a date of this; format the cell as text and type it again."))
    value = content if isinstance(content, Decimal) else _typed_number(content)
    if value < column.least or value > column.most:
        if value < 0 <= column.least:
            raise CellError(_("The number must not be negative."))
        words = {
            "least": numbers.format_decimal(column.least),
            "most": numbers.format_decimal(column.most),
            "value": numbers.format_decimal(value),
        }
        raise CellError(_("%(value)s is not between %(least)s and %(most)s.") % words)
    if not is_multiple(value, Decimal(1).scaleb(-column.places)):
        raise CellError(_("At most %(places)s decimal places.") % {"places": column.places})
    return int(value) if column.form == Form.WHOLE else value


def _typed_number(text: str) -> Decimal:
    try:
        return numbers.parse_decimal(text.removesuffix("%"), places=12)
    except numbers.NumberError:
        raise CellError(_("“%(text)s” is not a number such as 8,5.") % {"text": text[:40]}) from None
