"""Working days and deadlines of the campaign, in Vietnam time; the last day is included.

Saturday, Sunday and listed holidays are off; a listed make-up day is worked whatever the weekday. The
lists are data, edited each year, because the swaps around Tết are announced year by year.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
_DAY = dt.timedelta(days=1)
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """The days off beside weekends, and the days worked instead; a day in both is worked."""

    holidays: frozenset[dt.date] = frozenset()
    makeup: frozenset[dt.date] = frozenset()

    @classmethod
    def of(cls, holidays: Iterable[dt.date] = (), makeup: Iterable[dt.date] = ()) -> "WorkCalendar":
        """Build a calendar from any lists of days."""
        return cls(frozenset(holidays), frozenset(makeup))

    def is_working(self, day: dt.date) -> bool:
        """Tell whether offices work on that day."""
        return day in self.makeup or (day.weekday() < _SATURDAY and day not in self.holidays)


def add_working_days(calendar: WorkCalendar, day: dt.date, n: int) -> dt.date:
    """Return the n-th working day after the day (before it when n is negative); the day itself for 0.

    The day itself never counts: 3 working days after Thursday 12/6/2025 end on Tuesday 17/6/2025.
    """
    step = _DAY if n > 0 else -_DAY
    left = abs(n)
    while left:
        day += step
        left -= calendar.is_working(day)
    return day


def working_days_between(calendar: WorkCalendar, after: dt.date, until: dt.date) -> int:
    """Count the working days later than `after` and not later than `until`; 0 when there are none."""
    return sum(calendar.is_working(after + _DAY * n) for n in range(1, (until - after).days + 1))


def lateness(calendar: WorkCalendar, due: dt.date, done: dt.date) -> int:
    """Return how many working days after the due day something was done; the due day itself is in time.

    Something done on a weekend right after the due day is 0 working days late, though `is_late`.
    """
    return working_days_between(calendar, due, done)


def is_late(due: dt.date, moment: dt.datetime) -> bool:
    """Tell whether the moment lies after the end of the due day on Vietnamese clocks."""
    return local_day(moment) > due


def local_day(moment: dt.datetime) -> dt.date:
    """Return the Vietnamese calendar day of an aware moment; raises ValueError for a naive one."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    return moment.astimezone(VIETNAM).date()


def deadline_moment(due: dt.date) -> dt.datetime:
    """Return the first moment that is too late: midnight at the end of the due day in Vietnam."""
    return dt.datetime.combine(due + _DAY, dt.time.min, tzinfo=VIETNAM)


def is_open(opens: dt.date, due: dt.date, moment: dt.datetime) -> bool:
    """Tell whether a window from one day to another, both included, is open at the moment."""
    return opens <= local_day(moment) <= due


def window_end(calendar: WorkCalendar, start: dt.date, working_days: int) -> dt.date:
    """Return the last day of a window of so many working days that begins after `start`."""
    return add_working_days(calendar, start, working_days)


def next_working_day(calendar: WorkCalendar, day: dt.date) -> dt.date:
    """Return the day when it is worked, else the next working day (Civil Code 2015, Art 148)."""
    return day if calendar.is_working(day) else add_working_days(calendar, day, 1)


def days_worked(unit_from: dt.date | None, unit_to: dt.date | None, data_from: dt.date, data_to: dt.date) -> int:
    """Count the days of a data period on which the unit existed; both ends included, None when open."""
    first = data_from if unit_from is None else max(unit_from, data_from)
    last = data_to if unit_to is None else min(unit_to, data_to)
    return max((last - first).days + 1, 0)


def half_worked(unit_from: dt.date | None, unit_to: dt.date | None, data_from: dt.date, data_to: dt.date) -> bool:
    """Tell whether the unit existed on at least half of the days of the data period (section 1.9).

    Raises ValueError when the period ends before it begins.
    """
    if data_to < data_from:
        raise ValueError("a data period ends on or after its first day")
    total = (data_to - data_from).days + 1
    return 2 * days_worked(unit_from, unit_to, data_from, data_to) >= total
