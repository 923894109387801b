"""Lines of the work list about dossiers and public notices."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from awards.enums import DossierState
from awards.models import DossierPart, Proposal
from awards.queries.dossier_tasks import dossiers_to_answer, dossiers_to_gather, notices_to_conclude
from awards.queries.dossiers import dossier_of, gathering_parts, last_return, missing_parts
from common import clock
from reports.work import Task
from units.enums import Role
from units.models import User
from units.queries import standing_of


def dossier_tasks(user: User) -> list[Task]:
    """Of a head: what is missing or came back; of the secretary: what is to be answered or concluded."""
    standing = standing_of(user)
    found: list[Task] = []
    own = standing.units_as(Role.UNIT_HEAD)
    if own:
        rows = dossiers_to_gather(own)
        parts = gathering_parts(rows)
        found += [_gathering(row, parts[row.pk]) for row in rows]
    if standing.has(Role.AWARD_SECRETARY):
        found += _concluding()
    if standing.has(Role.AWARD_SECRETARY, Role.CAMPAIGN_MANAGER):
        found += _answering(user)
    return found


def _gathering(row: Proposal, parts: list[DossierPart]) -> Task:
    dossier = dossier_of(row)
    returned = last_return(dossier)
    missing = missing_parts(row, parts)
    text = _("Complete; it waits to be sent.")
    if missing:
        text = _("Missing: %(parts)s.") % {"parts": "; ".join(part.name for part in missing)}
    title = _("Complete the returned dossier: %(name)s") if returned else _("Dossier of %(name)s")
    due = returned.send_again_by if returned else row.cycle.nominate_until
    return Task(
        title=title % {"name": row.printed_name},
        text=returned.reason[:200] if returned else text,
        action=_("To the dossier"),
        url=reverse("awards:dossier", args=[row.public_id]),
        due=due,
        takes=_("about 30 minutes with the papers at hand"),
        tone="error" if due and clock.today() > due else "warn",
        icon="undo-2" if dossier.state == DossierState.RETURNED else "folder-open",
    )


def _answering(user: User) -> list[Task]:
    waiting = dossiers_to_answer(user)
    if not waiting.count:
        return []
    text = ngettext("%(count)s dossier waits.", "%(count)s dossiers wait.", waiting.count)
    return [
        Task(
            title=_("Accept or return dossiers"),
            text=text % {"count": waiting.count},
            action=_("To the dossiers"),
            url=f"{reverse('awards:dossiers')}?xem=cho-tra-loi",
            due=waiting.first_due,
            takes=_("about 10 minutes a dossier"),
            tone="error" if waiting.first_due and clock.today() > waiting.first_due else "warn",
            icon="folder-open",
        )
    ]


def _concluding() -> list[Task]:
    return [
        Task(
            title=_("Conclude the public notice"),
            text=row.cycle.title,
            action=_("To the public list"),
            url=reverse("awards:notices", args=[row.cycle_id]),
            tone="warn",
            icon="megaphone",
        )
        for row in notices_to_conclude()
    ]
