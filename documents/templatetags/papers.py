"""Filters of the paper templates: figures and days as Vietnamese papers write them."""

from decimal import Decimal

from django import template

from common.dates import format_day
from common.numbers import format_decimal, format_money, format_points
from documents import vietnamese_dates, wording
from documents.certificates.design import qr_blocks
from documents.certificates.faces import faces
from documents.certificates.ornament import Path, drawn_border
from documents.certificates.sheet import MM_PER_POINT, Sheet, Text, block_path
from documents.codes import code_printed

register = template.Library()
register.filter("roman", wording.roman)
register.filter("money", format_money)
register.filter("decimal", format_decimal)
register.filter("short_day", format_day)
register.filter("long_day", vietnamese_dates.long_day)
register.filter("long_moment", vietnamese_dates.long_moment)
register.filter("printed_code", code_printed)
register.filter("block_path", block_path)


@register.filter
def points(value: Decimal | None) -> str:
    """`84,09`; nothing for a figure that does not exist."""
    return "" if value is None else format_points(value)


@register.filter
def signed_points(value: Decimal) -> str:
    """`+2,00`, `-0,50`: bonus and minus."""
    return f"{'-' if value < 0 else '+'}{format_points(abs(value))}"


@register.filter
def one_place(value: Decimal) -> str:
    """A share in a table: `23,3`."""
    return format_decimal(value, 1)


@register.filter
def two_digits(value: int) -> str:
    """Counts below 10 take a leading 0 in running text: `05 đơn vị`."""
    return f"{value:02d}"


@register.filter
def qr_path(address: str) -> str:
    """The dark modules of a QR code as one SVG path, on a square of 100."""
    return block_path(qr_blocks(address, 0, 0, 100))


@register.filter
def css_number(value: float) -> str:
    """A length for a style sheet: a full stop, whatever the language."""
    return f"{value:.3f}"


@register.filter
def css_top(line: Text) -> str:
    """Where a line box as high as its letters begins, so that its baseline is where the sheet says."""
    face = faces()[line.style]
    return css_number(line.y - (0.5 + (face.ascent - face.descent) / 2) * line.size * MM_PER_POINT)


@register.filter
def border_paths(sheet: Sheet) -> tuple[Path, ...]:
    return drawn_border(sheet.width, sheet.height)
