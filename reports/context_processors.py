"""The main menu: what a reader can open, the present page marked."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from awards.queries.hearings import running_notices
from campaign.queries import the_campaign
from reports.award_pages import Part, belongs_here, current_part, parts_for
from units.enums import Role
from units.models import User
from units.queries import face_of, standing_of
from units.rules import may_enter_admin

# Words, address, icon.
Entry = tuple[str, str, str]


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Entries of the menu; without signing in only the lists that are public now. And the office of this portal.

    On pages of awards and papers also the row of their parts, where there is more than one to go to.
    """
    user = getattr(request, "user", None)
    parts = parts_for(user) if user is not None and user.is_authenticated else []
    entries = _entries(user, parts) if user is not None and user.is_authenticated else _public_entries()
    here = belongs_here(request.path)
    current = parts[0].url if parts and here else _current(request.path, [url for _label, url, _icon in entries])
    part = current_part(request.path, parts)
    return {
        "office_name": _office_name(),
        "parts_nav": [{"label": each.label, "url": each.url, "current": each.url == part} for each in parts]
        if here and len(parts) > 1
        else [],
        "nav": [{"label": label, "url": url, "icon": icon, "current": url == current} for label, url, icon in entries],
    }


def _entries(user: User, parts: list[Part]) -> list[Entry]:
    standing = standing_of(user)
    entries: list[Entry] = [(_("Home"), reverse("reports:home"), "house")]
    if standing.has(Role.APPRAISER, Role.CAMPAIGN_MANAGER):
        entries.append((_("Appraisal"), reverse("assessments:queue"), "clipboard-check"))
    if standing.fills_in:
        entries.append((_("Evidence"), reverse("assessments:library"), "paperclip"))
    entries += [
        (_("Rounds"), reverse("assessments:rounds"), "calendar-range"),
        (_("Ranking"), reverse("reports:phase", args=[1]), "list-ordered"),
        *([(_("Awards"), parts[0].url, "award")] if parts else []),
        (_("Criteria"), reverse("campaign:criteria"), "list-checks"),
        (_("Plan"), reverse("campaign:plan"), "book-open-text"),
        (_("Units"), reverse("units:units"), "building-2"),
    ]
    if may_enter_admin(user):
        entries.append((_("Set-up"), reverse("admin:index"), "settings-2"))
    return entries


def _public_entries() -> list[Entry]:
    """Where whoever reads the notice on a board finds its list."""
    return [
        (_("List: %(cycle)s") % {"cycle": row.cycle.title}, reverse("awards:public_list", args=[row.pk]), "megaphone")
        for row in running_notices()
    ]


def _current(path: str, urls: list[str]) -> str:
    """The entry that a page belongs to: the longest that its address begins with, else of the same first word."""
    whole = [url for url in urls if path == url or (url != "/" and path.startswith(url))]
    if whole:
        return max(whole, key=len)
    return next((url for url in urls if url != "/" and _first(url) == _first(path)), "")


def _first(path: str) -> str:
    return path.strip("/").split("/")[0]


def _office_name() -> str:
    campaign = the_campaign()
    return face_of(campaign.department).name if campaign else ""
