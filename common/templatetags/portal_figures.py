"""Figures, dates and kinds as the portal writes them: the filters of `{% load portal %}`."""

from datetime import date, datetime
from decimal import Decimal

from django import template
from django.utils.translation import gettext as _

from common import dates, numbers

register = template.Library()

MESSAGE_KINDS = {"success": "ok", "warning": "warn", "error": "error"}


@register.filter
def points(value: Decimal | int | None) -> str:
    """`84,09`; an en rule's place is taken by a plain hyphen where there is no figure."""
    return "-" if value is None or value == "" else numbers.format_points(value)


@register.filter
def decimal(value: Decimal | int | None) -> str:
    """`8,5`: as many places as the value has."""
    return "-" if value is None or value == "" else numbers.format_decimal(value)


@register.filter
def money(value: int | None) -> str:
    """`1.410.000`, whole đồng."""
    return "-" if value is None or value == "" else numbers.format_money(value)


@register.filter
def day(value: date | None) -> str:
    """`06/6/2025`."""
    return dates.format_day(value) if value else "-"


@register.filter
def clock(value: datetime | None) -> str:
    """`14:05`."""
    return dates.format_clock(value) if value else "-"


@register.filter
def moment(value: datetime | None) -> str:
    """`14:05 ngày 06/6/2025`."""
    if not value:
        return "-"
    return _("%(time)s on %(day)s") % {"time": dates.format_clock(value), "day": dates.format_day(value)}


@register.filter
def message_kind(tags: str) -> str:
    """The kind of alert for the tags of a Django message."""
    return next((MESSAGE_KINDS[tag] for tag in (tags or "").split() if tag in MESSAGE_KINDS), "info")
