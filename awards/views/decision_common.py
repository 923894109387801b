"""What the pages of decisions share: the decision found, a service called and its refusal shown."""

import uuid
from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from awards.forms.decisions import RefusableForm, refused_text
from awards.models import Award, AwardCycle, Decision
from awards.queries.decisions import cycle_found, decision_found, lines_of
from awards.rules.decisions import may_see_decisions
from common.access import Denied, Refused, require
from common.files import content_disposition
from common.versions import Stale
from documents.paper_files import render_file
from documents.papers import PaperContent, kinds
from documents.rendering import PaperUnavailable

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": XLSX,
}


def found_decision(request: HttpRequest, public_id: uuid.UUID) -> Decision:
    """The decision for who may read decisions; 404 when it is none."""
    require(may_see_decisions(request.user))
    row = decision_found(public_id)
    if row is None:
        raise Http404
    return row


def found_line(decision: Decision, pk: int) -> Award:
    row = next((line for line in lines_of(decision) if line.pk == pk), None)
    if row is None:
        raise Http404
    return row


def found_cycle(pk: int) -> AwardCycle:
    row = cycle_found(pk)
    if row is None:
        raise Http404
    return row


def act(request: HttpRequest, to: Any, call: Callable[[], object], *, done: str = "") -> HttpResponse:
    """Calls a service from a button: back to the page with what happened; refusals of rights have a page of theirs."""
    try:
        call()
    except Refused as refused:
        if refused.verdict.status == 403:
            raise
        messages.error(request, refused_text(refused))
    except Stale:
        messages.error(request, _("Somebody has changed it meanwhile; read it again before you go on."))
    else:
        messages.success(request, done or _("Done and recorded."))
    return to if isinstance(to, HttpResponse) else redirect(to)


def form_page(
    request: HttpRequest,
    template: str,
    form: RefusableForm,
    context: dict[str, Any],
    call: Callable[[], Any],
    to: Callable[[Any], HttpResponse],
) -> HttpResponse:
    """A page with one form: shown, sent, and shown again with what was typed when it is refused."""
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                made = call()
            except Refused as refused:
                if refused.verdict.status == 403:
                    raise
                form.refuse(refused)
                status = refused.verdict.status
            except Stale:
                form.add_error(None, _("Somebody has changed it meanwhile; read it again before you go on."))
                status = 409
            else:
                messages.success(request, _("Done and recorded."))
                return to(made)
    return render(request, template, context | {"form": form}, status=status)


def paper_file(code: str, form: str, name: str, build: Callable[..., PaperContent]) -> HttpResponse:
    """A paper as it would be printed now, in one of the formats of its kind; nothing of it is kept.

    `build` gets the kind's own. 404 for a format it has not; Refused where the machine cannot make papers.
    """
    kind = kinds()[code]
    if form not in kind.formats or form not in TYPES:
        raise Http404
    try:
        content = render_file(kind, build(kind.build), form)
    except PaperUnavailable as unavailable:
        raise Refused(Denied("unavailable", unavailable.reason, 503)) from None
    headers = {
        "Content-Disposition": content_disposition(f"{name}.{form}", "inline" if form == "pdf" else "attachment"),
        "Cache-Control": "private, no-store",
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(content, content_type=TYPES[form], headers=headers)


def chosen_ids(request: HttpRequest, known: Iterable[int]) -> list[int]:
    """Ids ticked on the page, in the order of the page; anything else is left out."""
    ticked = set(request.POST.getlist("take"))
    return [pk for pk in known if str(pk) in ticked]


def to_decision(decision: Decision) -> HttpResponse:
    return redirect("awards:decision", decision=decision.public_id)
