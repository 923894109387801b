"""The main menu: what a reader can open, the present page marked."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from awards.rules.decisions import may_see_decisions
from campaign.queries import the_campaign
from documents.rules import may_list
from units.enums import Role
from units.queries import face_of, standing_of
from units.rules import may_enter_admin


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Entries of the menu for a signed-in reader, nobody else has one; and the office whose portal this is."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"nav": [], "office_name": _office_name()}
    standing = standing_of(user)
    entries = [(_("Home"), reverse("reports:home"), "house")]
    if standing.has(Role.APPRAISER, Role.CAMPAIGN_MANAGER):
        entries.append((_("Appraisal"), reverse("assessments:queue"), "clipboard-check"))
    if standing.fills_in:
        entries.append((_("Evidence"), reverse("assessments:library"), "paperclip"))
    if may_list(user):
        entries.append((_("Papers"), reverse("documents:papers"), "file-text"))
    if may_see_decisions(user):
        entries.append((_("Award decisions"), reverse("awards:decisions"), "badge-check"))
    entries += [
        (_("Rounds"), reverse("assessments:rounds"), "calendar-range"),
        (_("Ranking"), reverse("reports:phase", args=[1]), "list-ordered"),
        (_("Criteria"), reverse("campaign:criteria"), "list-checks"),
        (_("Plan"), reverse("campaign:plan"), "book-open-text"),
        (_("Units"), reverse("units:units"), "building-2"),
    ]
    if may_enter_admin(user):
        entries.append((_("Set-up"), reverse("admin:index"), "settings-2"))
    return {
        "office_name": _office_name(),
        "nav": [
            {"label": label, "url": url, "icon": icon, "current": _is_current(request.path, url)}
            for label, url, icon in entries
        ],
    }


def _is_current(path: str, url: str) -> bool:
    if url == "/":
        return path == "/"
    first = url.strip("/").split("/")[0]
    return path.strip("/").split("/")[0] == first


def _office_name() -> str:
    campaign = the_campaign()
    return face_of(campaign.department).name if campaign else ""
