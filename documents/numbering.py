"""Numbers of papers as they are typed and printed (Decree 30/2020, annex I: 01 to 09 with a zero before) (pure)."""

import datetime as dt

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# Five digits are more than an agency issues in a year; a longer one is a slip of the hand.
MAX_NUMBER = 99_999

FAULTS: dict[str, str | Promise] = {
    "empty": _("Enter the number that the register gives."),
    "symbol": _("Enter the number alone, without “/” and symbol; the symbol is added by the portal."),
    "not_a_number": _("The number is written in digits alone, for example 5 or 05."),
    "too_small": _("Numbers begin with 1."),
    "too_big": _("The number is greater than 99.999; check what was typed."),
}


class NumberFault(ValueError):
    """What was typed is no number of a paper; `code` is a key of FAULTS."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def number_read(text: str) -> int:
    """The number typed by a clerk. Raises NumberFault."""
    typed = text.strip()
    if not typed:
        raise NumberFault("empty")
    if "/" in typed:
        raise NumberFault("symbol")
    digits = typed.removeprefix("-")
    if not (digits.isascii() and digits.isdigit()):
        raise NumberFault("not_a_number")
    if typed.startswith("-") or not digits.strip("0"):
        raise NumberFault("too_small")
    if len(digits.lstrip("0")) > len(str(MAX_NUMBER)):
        raise NumberFault("too_big")
    return int(digits)


def full_symbol(number: int, symbol: str) -> str:
    """`05/QĐ-SGDĐT`."""
    return f"{number:02d}/{symbol}"


def day_fault(day: dt.date, today: dt.date) -> str | Promise:
    """Why a paper cannot bear this day today; empty when it can. The year of the day is the year of the number."""
    if day.year > today.year:
        return _("The day belongs to next year: its numbers begin with 01 on 1 January.")
    if day > today:
        return _("The day of issue lies in the future.")
    return ""
