"""Days and moments on screen, written as offices write them (Decree 30/2020: zero before 1-9 of days and 1-2 of months)."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def format_day(value: date) -> str:
    """`06/6/2025`, `05/02/2026`. A moment is taken to Vietnam time first."""
    if isinstance(value, datetime) and value.tzinfo:
        value = value.astimezone(ZONE)
    month = f"{value.month:02d}" if value.month < 3 else str(value.month)
    return f"{value.day:02d}/{month}/{value.year}"


def format_clock(value: datetime) -> str:
    """The time of day in Vietnam, `14:05`."""
    local = value.astimezone(ZONE) if value.tzinfo else value
    return f"{local.hour:02d}:{local.minute:02d}"
