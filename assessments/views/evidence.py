"""Proof: added to an answer, looked at page by page, taken off again."""

import uuid
from dataclasses import dataclass

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments import explaining, rules
from assessments.forms.evidence import CitationForm, FilesForm
from assessments.models import Answer, Evidence, Explanation
from assessments.queries import answers_of, evidence_elsewhere, is_returned
from assessments.services.evidence import evidence_add_citation, evidence_add_file, evidence_remove
from assessments.views.answering import anchor, see
from assessments.views.found import found_answer, found_evidence, found_sheet
from common.access import require
from common.files import UploadError, file_response
from common.models import StoredFile
from common.viewer import NoView, page_count, page_png, page_text
from units.models import User

PAGE_WIDTH = 1200


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, sheet: uuid.UUID, item: str) -> HttpResponse:
    """Files, or a citation; a file that is refused leaves the others stored."""
    assessment = found_sheet(request, sheet)
    row = found_answer(answers_of(assessment), item)
    require(rules.may_edit_answer(request.user, row, is_returned=is_returned(row)))
    return add_page(request, row)


def add_page(request: HttpRequest, row: Answer, *, explanation: Explanation | None = None) -> HttpResponse:
    """The two forms for proof of an answer, or of an explanation of it that is being written."""
    assessment, item = row.assessment, row.item.code
    files, citation = FilesForm(), CitationForm()
    status = 200
    if request.method == "POST":
        if request.POST.get("add") == "citation":
            citation = CitationForm(request.POST)
            done = _cite(citation, row, request.user, explanation)
        else:
            files = FilesForm(request.POST, request.FILES)
            done = _upload(request, files, row, explanation)
        if done:
            messages.success(request, _("The evidence is stored."))
            return see(_back(row, explanation))
        status = 422
        row = found_answer(answers_of(assessment), item)
    stored = row.live_evidence
    if explanation:
        stored = next((each.live_evidence for each in row.all_explanations if each.pk == explanation.pk), [])
    context = {
        "assessment": assessment,
        "answer": row,
        "files": files,
        "citation": citation,
        "stored": stored,
        "explanation": explanation,
        "back": _back(row, explanation),
    }
    return render(request, "assessments/evidence_add.html", context, status=status)


def _back(answer: Answer, explanation: Explanation | None) -> str:
    """To the form of the explanation, else to the criterion on the sheet."""
    if explanation:
        return reverse("assessments:explanation", args=[answer.assessment.public_id, answer.item.code])
    return anchor(answer.assessment, answer.item.code)


def _cite(form: CitationForm, answer: Answer, by: User, explanation: Explanation | None) -> bool:
    if not form.is_valid():
        return False
    page = form.cleaned_data["page"]
    evidence_add_citation(answer=answer, document=form.document(), by=by, page=page, explanation=explanation)
    return True


def _upload(request: HttpRequest, form: FilesForm, answer: Answer, explanation: Explanation | None) -> bool:
    """True when every file is stored; else the errors stand at the field, each with the name of its file."""
    if not form.is_valid():
        return False
    uploads: list[UploadedFile] = form.cleaned_data["files"]
    title = form.cleaned_data["title"] if len(uploads) == 1 else ""
    kept = []
    for uploaded in uploads:
        try:
            row = evidence_add_file(
                answer=answer,
                uploaded=uploaded,
                by=request.user,
                title=title,
                about_on=form.cleaned_data["about_on"],
                explanation=explanation,
            )
        except UploadError as error:
            form.add_error("files", f"{uploaded.name}: {error.message}")
        else:
            kept.append(row.title)
    if form.errors and kept:
        messages.success(request, _("Stored: %(names)s") % {"names": ", ".join(kept)})
    return not form.errors


@dataclass(frozen=True)
class Viewed:
    """One page of a file as the reader sees it: a picture with `pages` in all, or `text` alone."""

    page: int
    pages: int
    text: str = ""
    is_readable: bool = True


@require_safe
def evidence(request: HttpRequest, evidence: uuid.UUID) -> HttpResponse:
    """The proof beside its facts; opens at the cited page."""
    row = found_evidence(request, evidence)
    answer, stored = row.answer, stored_file(row)
    elsewhere: list[Evidence] = []
    if stored and rules.may_see_elsewhere(request.user, answer.assessment):
        elsewhere = evidence_elsewhere([row]).get(stored.sha256, [])
    is_open = explaining.may_change_proof(request.user, row, is_returned=is_returned(answer))
    context = {
        "evidence": row,
        "answer": answer,
        "assessment": answer.assessment,
        "stored": stored,
        "viewed": _viewed(stored, request.GET.get("trang", ""), row.page or 1) if stored else None,
        "elsewhere": elsewhere,
        "may_remove": bool(is_open) and row.removed_at is None,
    }
    return render(request, "assessments/evidence.html", context)


@require_safe
def page(request: HttpRequest, evidence: uuid.UUID, page: int) -> HttpResponse:
    """One page as a picture, made in the limited child process."""
    stored = stored_file(found_evidence(request, evidence))
    if stored is None:
        raise Http404
    try:
        png = page_png(stored, page, PAGE_WIDTH)
    except NoView:
        raise Http404 from None
    response = HttpResponse(png, content_type="image/png")
    # The bytes of a stored file never change, but who may see them does.
    response["Cache-Control"] = "private, max-age=3600"
    return response


@require_safe
def file(request: HttpRequest, evidence: uuid.UUID) -> HttpResponseBase:
    """The file itself, always as a download."""
    stored = stored_file(found_evidence(request, evidence))
    if stored is None:
        raise Http404
    return file_response(stored)


@require_POST
def remove(request: HttpRequest, evidence: uuid.UUID) -> HttpResponse:
    """Takes the proof off its answer; it stays in the history."""
    row = found_evidence(request, evidence)
    evidence_remove(evidence=row, by=request.user)
    messages.success(request, _("The evidence has been taken off; it stays in the history."))
    return see(_back(row.answer, row.explanation))


def stored_file(evidence: Evidence) -> StoredFile | None:
    """The bytes behind a proof: its own file, or that of the cited document where the portal holds it."""
    return evidence.file or (evidence.citation.file if evidence.citation else None)


def _viewed(stored: StoredFile, wanted: str, first: int) -> Viewed:
    try:
        pages = page_count(stored)
        number = int(wanted) if wanted.isascii() and wanted.isdigit() else first
        number = min(max(number, 1), max(pages, 1))
        return Viewed(number, pages, text=page_text(stored, number))
    except NoView:
        return Viewed(1, 0, is_readable=False)
