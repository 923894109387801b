"""Lines of the work list about award decisions: to draft, to sign, to number, letters to send, what is to come back."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from awards.models import Decision
from awards.queries.decisions import drafts_to_sign, passed_count, signed_decisions
from awards.queries.payments import recoveries_open
from awards.queries.register import waiting_letters_count
from reports.work import Task
from units.enums import Role
from units.models import User
from units.queries import standing_of


def decision_tasks(user: User) -> list[Task]:
    """What the roles of the decision have to do next."""
    standing = standing_of(user)
    found: list[Task] = []
    if standing.has(Role.AWARD_SECRETARY):
        found += [*_to_decide(), *_letters()]
    if standing.has(Role.LEADER):
        found += [_line(row, _("Read and sign"), "pencil-line") for row in drafts_to_sign(user)]
    if standing.has(Role.RECORDS_CLERK):
        found += [_line(row, _("Number and issue"), "badge-check") for row in signed_decisions()]
    if standing.has(Role.RECORDS_CLERK, Role.ACCOUNTANT):
        found += _recoveries()
    return found


def _line(row: Decision, action: str, icon: str) -> Task:
    about = str(row.form) if row.form else ""
    return Task(
        title=_("%(kind)s: %(form)s") % {"kind": row.get_kind_display(), "form": about},
        text=_("Changes decision %(number)s.") % {"number": row.changes.full_symbol} if row.changes else "",
        action=action,
        url=reverse("awards:decision", args=[row.public_id]),
        tone="warn",
        icon=icon,
    )


def _to_decide() -> list[Task]:
    count = passed_count()
    if not count:
        return []
    title = ngettext(
        "%(count)s proposal that the council has passed waits for a decision",
        "%(count)s proposals that the council has passed wait for a decision",
        count,
    )
    return [Task(title=title % {"count": count}, action=_("To the decisions"), url=reverse("awards:decisions"))]


def _letters() -> list[Task]:
    count = waiting_letters_count()
    if not count:
        return []
    title = ngettext("%(count)s announcement letter waits", "%(count)s announcement letters wait", count)
    return [
        Task(title=title % {"count": count}, action=_("To the letters"), url=reverse("awards:letters"), icon="send")
    ]


def _recoveries() -> list[Task]:
    rows = list(recoveries_open())
    if not rows:
        return []
    title = ngettext(
        "%(count)s revoked award is to be given back", "%(count)s revoked awards are to be given back", len(rows)
    )
    due = min((row.due_on for row in rows if row.due_on), default=None)
    url = reverse("awards:recoveries")
    return [Task(title=title % {"count": len(rows)}, action=_("To the recoveries"), url=url, due=due, icon="undo-2")]
