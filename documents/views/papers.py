"""The register of papers and the page of one paper."""

import uuid
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from common import clock
from common.access import Denied, Refused, require
from common.files import content_disposition, file_response
from documents import rules
from documents.address import public_address
from documents.enums import DocumentState, RenditionKind
from documents.forms import PapersFilter, PdfForm
from documents.models import IssuedDocument
from documents.papers import PaperKind, RenderedPaper, kinds
from documents.queries import paper_for, paper_years, papers_for, renditions_for, target_of
from documents.rendering import PaperUnavailable
from documents.services.issuing import paper_render
from documents.verification import public_code
from documents.views.lines import file_lines, history_items, needs_file, offers_of, step_lines
from units.queries import face_of, faces

PER_PAGE = 50


@require_safe
def papers(request: HttpRequest) -> HttpResponse:
    """Papers of the register, found without accents, filtered in the address."""
    require(rules.may_list(request.user))
    managed = sorted((code, str(kind.title)) for code, kind in kinds().items() if kind.is_managed)
    form = PapersFilter(request.GET, kinds=managed, years=paper_years(request.user))
    form.is_valid()  # what is not sound in the address is passed over
    data = form.cleaned_data
    chosen = {
        "text": data.get("tim", ""),
        "kind": data.get("loai", ""),
        "state": data.get("trang_thai", ""),
        "year": data.get("nam"),
    }
    rows = papers_for(request.user, **chosen)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    titles = dict(managed)
    names = faces(clock.today(), unit_ids=[row.audience_id for row in page if row.audience_id])
    context = {
        "form": form,
        "page": page,
        "lines": [
            (row, titles.get(row.kind, row.kind), names[row.audience_id].name if row.audience_id else "-")
            for row in page
        ],
        "total": page.paginator.count,
        "is_filtered": any(chosen.values()),
        "may_set_templates": bool(rules.may_set_templates(request.user)),
    }
    return render(request, "documents/papers.html", context)


@require_safe
def paper(request: HttpRequest, document: uuid.UUID) -> HttpResponse:
    """State, next steps with the reason why one is refused, files with their digests, history."""
    return paper_page(request, found_paper(request, document))


@require_safe
def draft(request: HttpRequest, document: uuid.UUID) -> HttpResponse:
    """The paper as it would be printed now; nothing of it is kept."""
    row = found_paper(request, document)
    require(rules.may_follow(request.user, row))
    if row.state in rules.OUT:
        raise Http404
    response = HttpResponse(drawn(row).pdf, content_type="application/pdf")
    response["Content-Disposition"] = content_disposition(f"du-thao-{row.code}.pdf", "inline")
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_safe
def rendition(request: HttpRequest, document: uuid.UUID, rendition: int) -> HttpResponseBase:
    """The bytes of a paper, as far as the reader may see them."""
    row = found_paper(request, document)
    found = next((each for each in renditions_for(request.user, row) if each.pk == rendition), None)
    if found is None:
        raise Http404
    return file_response(found.file, inline=True)


def found_paper(request: HttpRequest, public_id: uuid.UUID) -> IssuedDocument:
    """A paper that the reader may see; hidden and missing look alike."""
    row = paper_for(request.user, public_id)
    if row is None:
        raise Http404
    return row


def drawn(document: IssuedDocument) -> RenderedPaper:
    """The paper rendered now. Raises Refused where the machine cannot make papers."""
    try:
        return paper_render(document)
    except PaperUnavailable as unavailable:
        raise Refused(Denied("unavailable", unavailable.reason, 503)) from None


def paper_page(
    request: HttpRequest, document: IssuedDocument, *, refused: Refused | None = None, status: int = 200, **more: Any
) -> HttpResponse:
    """The page, with what a step was refused for at its top."""
    inside = bool(rules.may_follow(request.user, document))
    kind = kinds().get(document.kind)
    context = {
        "document": document,
        "kind": kind,
        "inside": inside,
        "lists": bool(rules.may_list(request.user)),
        "receiver": face_of(document.audience).name if document.audience else "",
        "refused": refused,
        "steps": step_lines(document) if inside else [],
        "offers": offers_of(request.user, document) if inside else [],
        "home": _home(kind, document) if inside else "",
        "renditions": file_lines(renditions_for(request.user, document)),
        "needs_file": needs_file(document) and bool(rules.may_handle(request.user, document)),
        "copy_form": PdfForm(),
        "history": history_items(document) if inside else [],
        "code": public_code(document),
        "address": public_address(),
        "is_draft": document.state not in rules.OUT,
        "may_sign": _may_take_signature(request, document),
        "sign_here": rules.may_sign_here(request.user, document),
        **more,
    }
    return render(request, "documents/paper.html", context, status=status)


def _home(kind: PaperKind | None, document: IssuedDocument) -> str:
    """The page of what the paper is about, where its steps are taken; empty when they are taken here."""
    target = target_of(document) if kind and kind.home else None
    return kind.home(target) if kind and kind.home and target else ""


def _may_take_signature(request: HttpRequest, document: IssuedDocument) -> bool:
    states = (DocumentState.NUMBERED, DocumentState.SIGNED, DocumentState.ISSUED)
    has_bytes = document.renditions.filter(kind__in=[RenditionKind.TO_SIGN, RenditionKind.ISSUED]).exists()
    return has_bytes and document.state in states and bool(rules.may_handle(request.user, document))
