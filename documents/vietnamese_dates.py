"""Days and hours in running text (Decree 30/2020, annex I: a leading 0 for days below 10 and months 1, 2)."""

from datetime import date, datetime

# Room for a hand-written figure; no-break spaces, since a page folds ordinary ones into one.
BLANK = "\N{NO-BREAK SPACE}" * 6


def _day(value: int) -> str:
    return f"{value:02d}"


def _month(value: int) -> str:
    return f"{value:02d}" if value < 3 else str(value)


def long_day(day: date) -> str:
    """`ngày 05 tháng 02 năm 2026`."""
    return f"ngày {_day(day.day)} tháng {_month(day.month)} năm {day.year}"


def blank_day(year: int | None = None) -> str:
    """The same words with day and month left to be filled in, and the year too when it is not given."""
    return f"ngày{BLANK}tháng{BLANK}năm {year}" if year else f"ngày{BLANK}tháng{BLANK}năm{BLANK}"


def day_or_blank(day: date | None, year: int | None = None) -> str:
    return long_day(day) if day else blank_day(year)


def long_moment(moment: datetime) -> str:
    """`14 giờ 05 phút, ngày 06 tháng 6 năm 2025`; the moment must already be in Vietnamese time."""
    return f"{moment.hour:02d} giờ {moment.minute:02d} phút, {long_day(moment)}"
