"""Lines of the work list about sessions of the council: those ahead, and those that sit now."""

from django.urls import reverse
from django.utils.translation import gettext as _

from awards.enums import SessionState
from awards.models import CouncilSession
from awards.queries.council import sessions_to_attend
from awards.rules.council import is_council_secretary
from common import clock
from common.dates import format_clock, format_day
from reports.work import Task
from units.models import User


def council_tasks(user: User) -> list[Task]:
    """Of members and of the secretary; a session that sits now comes as the more pressing one."""
    address = "awards:session" if is_council_secretary(user) else "awards:session_live"
    return [_task(row, reverse(address, args=[row.pk])) for row in sessions_to_attend(user)]


def _task(row: CouncilSession, url: str) -> Task:
    is_open = row.state == SessionState.OPEN
    when = _("%(time)s on %(day)s, %(place)s") % {
        "time": format_clock(row.planned_at),
        "day": format_day(clock.local(row.planned_at).date()),
        "place": row.place,
    }
    return Task(
        title=_("Session of the council: %(title)s") % {"title": row.title},
        text=_("The session has begun.") if is_open else when,
        action=_("To the session"),
        url=url,
        due=clock.today() if is_open else None,
        tone="warn" if is_open else "info",
        icon="gavel",
    )
