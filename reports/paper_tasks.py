"""Lines of the work list about papers in the register: drafts to approve, approved ones to sign, number and issue.

Papers whose steps are taken on the page of another thing (decisions) have lines of their own.
"""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from documents.enums import DocumentState
from documents.models import IssuedDocument
from documents.queries import papers_waiting
from documents.rules import may_approve, may_handle
from reports.work import Task
from units.enums import Role
from units.models import User
from units.queries import standing_of


def paper_tasks(user: User) -> list[Task]:
    """Of leaders and of those who number and issue."""
    if not standing_of(user).has(Role.LEADER, Role.RECORDS_CLERK, Role.AWARD_SECRETARY):
        return []
    rows = papers_waiting()
    drafts = [row for row in rows if row.state == DocumentState.DRAFT and may_approve(user, row)]
    others = [row for row in rows if row.state != DocumentState.DRAFT and may_handle(user, row)]
    found = []
    if drafts:
        title = ngettext("%(count)s paper waits for approval", "%(count)s papers wait for approval", len(drafts))
        found.append(_task(title, _("Read and approve"), drafts))
    if others:
        title = ngettext(
            "%(count)s approved paper is to be signed, numbered and issued",
            "%(count)s approved papers are to be signed, numbered and issued",
            len(others),
        )
        found.append(_task(title, _("To the papers"), others))
    return found


def _task(title: str, action: str, rows: list[IssuedDocument]) -> Task:
    """To the paper itself where it is one, else to the register; with the titles of the first ones."""
    one = reverse("documents:paper", args=[rows[0].public_id])
    return Task(
        title=title % {"count": len(rows)},
        text="; ".join(row.title for row in rows[:3]),
        action=action,
        url=one if len(rows) == 1 else reverse("documents:papers"),
        icon="file-text",
    )
