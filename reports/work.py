"""One line of a work list on a home page."""

import datetime
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common import clock


@dataclass(frozen=True)
class Task:
    """One line of the work list: what, why, by when, how long, one button."""

    title: str
    action: str
    url: str
    text: str = ""
    due: datetime.date | None = None
    takes: str = ""
    tone: str = "info"
    icon: str = "clipboard-list"

    @property
    def left(self) -> str:
        """Days left in words; the due day itself counts."""
        if self.due is None:
            return ""
        days = (self.due - clock.today()).days
        if days < 0:
            return _("overdue")
        if days == 0:
            return _("today is the last day")
        return ngettext("%(days)s day left", "%(days)s days left", days) % {"days": days}
