"""Proof: added to an answer, looked at page by page, taken off again."""

import uuid
from dataclasses import dataclass
from functools import partial

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments import explaining, rules
from assessments.checks import outside_period
from assessments.forms.evidence import CitationForm
from assessments.models import Answer, Evidence, Explanation
from assessments.queries import answers_of, earlier_versions, evidence_elsewhere, is_returned
from assessments.services.evidence import evidence_add_citation, evidence_add_file, evidence_remove, may_replace
from assessments.views.answering import anchor, see
from assessments.views.found import found_answer, found_evidence, found_sheet
from assessments.views.proofs import Use, used_words
from assessments.views.receiving import (
    duplicate_words,
    files_form,
    leftovers,
    period_of,
    say_stored,
    sent_again,
    take_files,
)
from common.access import Refused, require
from common.files import file_response
from common.models import StoredFile
from common.viewer import NoView, page_count, page_png, page_text

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
    period = period_of(assessment)
    files, citation = files_form(request, period), CitationForm(period=period)
    status = 200
    if request.method == "POST":
        if request.POST.get("add") == "citation":
            citation = CitationForm(request.POST, period=period)
            stored = _cite(request, citation, row, explanation)
        else:
            store = partial(evidence_add_file, answer=row, by=request.user, explanation=explanation)
            files, stored = take_files(request, period, store)
        say_stored(request, assessment, stored)
        if stored and not (files.errors or citation.errors):
            return see(back_from(row, explanation))
        status = 422
        row = found_answer(answers_of(assessment), item)
    context = {
        "assessment": assessment,
        "answer": row,
        "files": files,
        "citation": citation,
        "stored": present_proof(row, explanation),
        "leftovers": leftovers(request, files),
        "explanation": explanation,
        "back": back_from(row, explanation),
        "pick_url": reverse(
            f"assessments:{'explanation' if explanation else 'evidence'}_pick", args=[assessment.public_id, item]
        ),
    }
    return render(request, "assessments/evidence_add.html", context, status=status)


def present_proof(answer: Answer, explanation: Explanation | None) -> list[Evidence]:
    """What stands already: with the answer, or with an explanation of it."""
    if explanation is None:
        return answer.live_evidence
    return next((row.live_evidence for row in answer.all_explanations if row.pk == explanation.pk), [])


def back_from(answer: Answer, explanation: Explanation | None) -> str:
    """To the form of the explanation, else to the criterion on the sheet."""
    if explanation:
        return reverse("assessments:explanation", args=[answer.assessment.public_id, answer.item.code])
    return anchor(answer.assessment, answer.item.code)


def _cite(request: HttpRequest, form: CitationForm, answer: Answer, explanation: Explanation | None) -> list[Evidence]:
    """The citation in a list; empty with the reason at the form when it is not made."""
    if not form.is_valid():
        return []
    document, page = form.document(), form.cleaned_data["page"]
    try:
        row = evidence_add_citation(
            answer=answer, document=document, by=request.user, page=page, explanation=explanation
        )
    except Refused as refused:
        twin = sent_again(refused, request.user, str(document)[:300])
        if twin:
            return [twin]
        form.add_error(None, duplicate_words(refused))
        return []
    return [row]


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
    elsewhere: list[Use] = []
    if stored and rules.may_see_elsewhere(request.user, answer.assessment):
        elsewhere = [
            Use(other, used_words(other)) for other in evidence_elsewhere(request.user, [row]).get(stored.sha256, [])
        ]
    is_open = explaining.may_change_proof(request.user, row, is_returned=is_returned(answer))
    context = {
        "evidence": row,
        "answer": answer,
        "assessment": answer.assessment,
        "stored": stored,
        "viewed": _viewed(stored, request.GET.get("trang", ""), row.page or 1) if stored else None,
        "elsewhere": elsewhere,
        "earlier": earlier_versions(row) if row.replaces_id else [],
        "outside": outside_period(row.about_on, row.title, *period_of(answer.assessment).days),
        "may_remove": bool(is_open) and row.removed_at is None,
        "may_replace": bool(is_open) and bool(may_replace(row)),
        "may_change": bool(is_open) and row.removed_at is None and hasattr(row, "initiative"),
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
    return see(back_from(row.answer, row.explanation))


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
