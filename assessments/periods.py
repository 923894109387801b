"""How long the data of two rounds run, for what is compared between them."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

# Twelve months beside eleven and a half are the same; nine months are not.
ABOUT_AS_LONG = 1.1
ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class DataPeriod:
    """First and last day that the figures of a round speak about."""

    first: dt.date
    last: dt.date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def months(self) -> int | None:
        """Whole months; None where the period begins or ends inside one."""
        end = self.last + ONE_DAY
        if self.first.day != 1 or end.day != 1:
            return None
        return (end.year - self.first.year) * 12 + end.month - self.first.month

    @property
    def words(self) -> str:
        """`9 months`, or the days."""
        if self.months is None:
            return _("%(count)s days") % {"count": self.days}
        return _("%(count)s months") % {"count": self.months}


def lengths(one: DataPeriod, other: DataPeriod) -> tuple[int, int]:
    """Both in months where both are whole months, else both in days."""
    if one.months and other.months:
        return one.months, other.months
    return one.days, other.days


def is_about_as_long(one: DataPeriod, other: DataPeriod) -> bool:
    days = one.days, other.days
    return max(days) <= min(days) * ABOUT_AS_LONG
