"""Days and moments on screen as offices write them (Decree 30/2020: a zero before days 1-9, months 1-2)."""

from datetime import date, datetime

from common import clock


def format_day(value: date) -> str:
    """`06/6/2025`, `05/02/2026`. A moment is taken to Vietnam time first."""
    if isinstance(value, datetime):
        value = clock.local(value)
    month = f"{value.month:02d}" if value.month < 3 else str(value.month)
    return f"{value.day:02d}/{month}/{value.year}"


def format_clock(value: datetime) -> str:
    """The time of day in Vietnam, `14:05`."""
    moment = clock.local(value)
    return f"{moment.hour:02d}:{moment.minute:02d}"
