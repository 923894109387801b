"""Dossiers: the list, one of them, papers for its parts, sending, its archive."""

import tempfile
import uuid
from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.views.answering import see
from awards.archive import archive_write
from awards.forms.dossiers import FrozenForm, UploadForm
from awards.models import DossierItem, DossierPart, Proposal
from awards.queries.dossier_archive import archive_facts, archive_files, archive_name
from awards.queries.dossier_law import DOSSIER, term_end
from awards.queries.dossier_lists import GROUPS, dossiers_for, group_counts
from awards.queries.dossiers import (
    dossier_of,
    frozen_papers,
    item_file,
    last_return,
    missing_parts,
    part_lines,
    proposal_by_id,
    required_parts,
)
from awards.queries.hearings import cycles_under_way, running_notices
from awards.queries.holds import discipline_end, holds_by_subject, holds_on
from awards.rules.dossiers import (
    is_own_dossier,
    is_waiting,
    may_answer,
    may_gather,
    may_list_dossiers,
    may_read_dossier,
    may_send,
    shows_content,
)
from awards.rules.hearings import may_see_hearings
from awards.rules.holds import hold_ground, is_free, may_see_holds
from awards.services.dossiers import dossier_send, item_add_file, item_add_paper, item_withdraw
from common import clock
from common.access import Denied, Refused, require
from common.event_words import event_text
from common.events import events_of
from common.files import UploadError, content_disposition, file_response
from common.models import Event
from documents.rules import may_read

PAGE_SIZE = 30
TONES = {"dossier.sent": ("", "send"), "dossier.accepted": ("ok", "check"), "dossier.returned": ("warn", "undo-2")}


@require_safe
def dossiers(request: HttpRequest) -> HttpResponse:
    """Dossiers of the own units, or of all, by what they wait for (`xem`)."""
    require(may_list_dossiers(request.user))
    counts = group_counts(request.user)
    shown = request.GET.get("xem", "")
    if shown not in GROUPS:
        shown = next((key for key in GROUPS if counts[key]), next(iter(GROUPS)))
    page = Paginator(dossiers_for(request.user, shown), PAGE_SIZE).get_page(request.GET.get("page"))
    held: dict[int, Any] = {}
    if may_see_holds(request.user):
        held = holds_by_subject((row.subject_id for row in page), clock.today())
    tabs = [
        {"label": label, "url": f"{request.path}?xem={key}", "current": key == shown, "count": counts[key]}
        for key, label in GROUPS.items()
    ]
    context = {
        "page": page,
        "rows": [(row, dossier_of(row), held.get(row.subject_id, [])) for row in page],
        "tabs": tabs,
        "today": clock.today(),
        "may_see_holds": bool(may_see_holds(request.user)),
        "cycles": cycles_under_way() if may_see_hearings(request.user) else [],
        "notices": running_notices(),
    }
    return render(request, "awards/dossiers.html", context)


@require_safe
def dossier(request: HttpRequest, proposal: uuid.UUID) -> HttpResponse:
    """The parts with their papers, what is missing, the returns, and what this reader can do."""
    return _page(request, found_proposal(request, proposal))


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, proposal: uuid.UUID, part: str) -> HttpResponse:
    """A paper for one part: uploaded, or one that the portal holds (`add` = paper)."""
    row = found_proposal(request, proposal)
    require(may_gather(request.user, row, dossier_of(row)))
    wanted = _part(required_parts(row), part)
    papers = frozen_papers(row)
    upload, frozen = UploadForm(), FrozenForm(papers=papers)
    if request.method == "POST":
        if request.POST.get("add") == "paper":
            frozen = form = FrozenForm(request.POST, papers=papers)
        else:
            upload = form = UploadForm(request.POST, request.FILES)
        if form.is_valid() and _add(request, form, row, wanted):
            messages.success(request, _("Added."))
            return see(f"{_address(row)}#{wanted.code}")
    context = {
        "proposal": row,
        "part": wanted,
        "line": next(line for line in part_lines(row, [wanted])),
        "upload": upload,
        "frozen": frozen,
        "papers": papers,
    }
    return render(request, "awards/dossier_add.html", context, status=422 if upload.errors or frozen.errors else 200)


def _add(request: HttpRequest, form: Form, row: Proposal, part: DossierPart) -> bool:
    try:
        if isinstance(form, FrozenForm):
            item_add_paper(proposal=row, part=part, key=form.cleaned_data["paper"], by=request.user)
        else:
            uploaded = form.cleaned_data["file"]
            item_add_file(proposal=row, part=part, uploaded=uploaded, facts=form.facts(), by=request.user)
    except UploadError as error:
        form.add_error("file", error.message)
        return False
    except Refused as refused:
        if refused.verdict.code not in ("duplicate", "bad_input"):
            raise
        form.add_error(None, str(refused.verdict.reason))
        return False
    return True


@require_POST
def withdraw(request: HttpRequest, proposal: uuid.UUID, item: int) -> HttpResponse:
    """Takes a paper off its part; it stays in the history."""
    row = found_proposal(request, proposal)
    require(may_gather(request.user, row, dossier_of(row)))
    found = _item(row, item)
    item_withdraw(item=found, by=request.user)
    messages.success(request, _("Taken off; it stays in the history."))
    return see(f"{_address(row)}#{found.part.code}")


@require_safe
def file(request: HttpRequest, proposal: uuid.UUID, item: int) -> HttpResponseBase:
    """One paper; papers of the portal itself open in the browser."""
    row = found_proposal(request, proposal)
    if not shows_content(request.user, row):
        raise Http404
    found = _item(row, item)
    stored = item_file(found)
    if stored is None:
        raise Http404
    return file_response(stored, inline=found.issued_id is not None)


@require_POST
def send(request: HttpRequest, proposal: uuid.UUID) -> HttpResponse:
    """The head sends the dossier."""
    row = found_proposal(request, proposal)
    sent = dossier_send(proposal=row, by=request.user)
    messages.success(request, _("The dossier has been sent."))
    if sent.answer_by is None:
        messages.warning(request, _("No term for the answer is entered for this day."))
    return see(_address(row))


@require_safe
def archive(request: HttpRequest, proposal: uuid.UUID) -> HttpResponseBase:
    """All papers with an index, as one ZIP; there once the dossier was sent."""
    row = found_proposal(request, proposal)
    if dossier_of(row).sent_at is None:
        require(Denied("state", _("The archive is made once the dossier has been sent.")))
    out = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it when it is sent
    archive_write(out, facts=archive_facts(row), files=archive_files(row))
    out.seek(0)
    response = FileResponse(out, content_type="application/zip")
    response["Content-Disposition"] = content_disposition(archive_name(row))
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def found_proposal(request: HttpRequest, public_id: uuid.UUID) -> Proposal:
    """The proposal with its dossier; somebody else's looks like one that was never made."""
    row = proposal_by_id(public_id)
    if row is None or not may_read_dossier(request.user, row):
        raise Http404
    return row


def _page(request: HttpRequest, row: Proposal) -> HttpResponse:
    user, kept, today = request.user, dossier_of(row), clock.today()
    is_own, content = is_own_dossier(user, row), shows_content(user, row)
    parts = required_parts(row)
    lines = part_lines(row, parts) if content else []
    sees_holds = bool(may_see_holds(user))
    free = is_free(row.subject, today)
    ended = discipline_end(row.subject, row.cycle.achievement_from, today) if sees_holds else None
    context = {
        "proposal": row,
        "dossier": kept,
        "parts": parts,
        "lines": lines,
        "missing": missing_parts(row, parts) if content else [],
        "returned": last_return(kept),
        "returns": [
            (each, each.document if each.document and may_read(user, each.document) else None)
            for each in (kept.returns.all() if kept.pk else [])
        ],
        "is_own": is_own,
        "content": content,
        "may_gather": bool(may_gather(user, row, kept)),
        "sending": may_send(user, row, kept) if is_own else None,
        "may_answer": bool(may_answer(user, row)) and bool(is_waiting(kept)),
        "is_free": bool(free),
        "suspended": free.reason if isinstance(free, Denied) else "",
        "holds": holds_on(row.subject, today) if sees_holds else [],
        "discipline_end": ended,
        "hold_ground": hold_ground(today) if ended else "",
        "term": term_end(DOSSIER, clock.local(kept.sent_at).date()) if kept.sent_at else None,
        "is_overdue": kept.answer_by is not None and kept.state == "sent" and today > kept.answer_by,
        "history": _history(events_of(kept)) if kept.pk and content else [],
    }
    return render(request, "awards/dossier.html", context)


def _history(events: Iterable[Event]) -> list[dict[str, Any]]:
    """Newest first, in words; a sending lists what it held."""
    rows = []
    for event in reversed(list(events.select_related("actor"))):
        tone, icon = TONES.get(event.action, ("", "circle-dot"))
        content = event.data.get("content", [])
        held = "; ".join(f"{each['part']}: {each['name']} ({each['sha256'][:12]})" for each in content)
        rows.append(
            {
                "when": event.at,
                "what": event_text(event),
                "who": event.actor,
                "reason": event.reason or held,
                "tone": tone,
                "icon": icon,
            }
        )
    return rows


def _part(parts: list[DossierPart], code: str) -> DossierPart:
    found = next((part for part in parts if part.code == code), None)
    if found is None:
        raise Http404
    return found


def _item(row: Proposal, number: int) -> DossierItem:
    kept = dossier_of(row)
    items = kept.items.all() if kept.pk else []
    found = next((item for item in items if item.pk == number), None)
    if found is None:
        raise Http404
    return found


def _address(row: Proposal) -> str:
    return reverse("awards:dossier", args=[row.public_id])
