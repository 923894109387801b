"""A newer file in the place of an older one, and what is said about a file put right."""

import uuid
from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from assessments import explaining
from assessments.forms.evidence import FactsForm, FilesForm
from assessments.models import Evidence
from assessments.queries import is_returned
from assessments.services.evidence import evidence_describe, evidence_replace, may_replace
from assessments.views.answering import see
from assessments.views.evidence import back_from
from assessments.views.found import found_evidence
from assessments.views.receiving import files_form, leftovers, period_of, say_stored, take_files
from common.access import require


@require_http_methods(["GET", "HEAD", "POST"])
def replace(request: HttpRequest, evidence: uuid.UUID) -> HttpResponse:
    """The older file stays for the history; who opens the answer finds the newer one."""
    row = _open(request, evidence)
    period = period_of(row.answer.assessment)
    if request.method != "POST":
        return _page(request, row, files_form(request, period, one=True, initial=_said(row)), _facts(row))
    form, stored = take_files(request, period, partial(evidence_replace, evidence=row, by=request.user), one=True)
    if not stored:
        return _page(request, row, form, _facts(row), status=422)
    say_stored(request, row.answer.assessment, stored)
    return see(back_from(row.answer, row.explanation))


@require_POST
def describe(request: HttpRequest, evidence: uuid.UUID) -> HttpResponse:
    """Title, day and page of a file; the bytes stay."""
    row = _open(request, evidence)
    form = FactsForm(request.POST, auto_id="facts-%s", period=period_of(row.answer.assessment))
    if not form.is_valid():
        files = files_form(request, period_of(row.answer.assessment), one=True, initial=_said(row))
        return _page(request, row, files, form, status=422)
    evidence_describe(evidence=row, by=request.user, **form.cleaned_data)
    messages.success(request, _("Saved."))
    return see(back_from(row.answer, row.explanation))


def _open(request: HttpRequest, evidence: uuid.UUID) -> Evidence:
    row = found_evidence(request, evidence)
    require(explaining.may_change_proof(request.user, row, is_returned=is_returned(row.answer)))
    require(may_replace(row))
    return row


def _said(row: Evidence) -> dict[str, object]:
    return {"title": row.title, "about_on": row.about_on, "page": row.page}


def _facts(row: Evidence) -> FactsForm:
    return FactsForm(initial=_said(row), auto_id="facts-%s", period=period_of(row.answer.assessment))


def _page(
    request: HttpRequest, row: Evidence, files: FilesForm, facts: FactsForm, *, status: int = 200
) -> HttpResponse:
    context = {
        "evidence": row,
        "answer": row.answer,
        "assessment": row.answer.assessment,
        "files": files,
        "facts": facts,
        "leftovers": leftovers(request, files),
    }
    return render(request, "assessments/evidence_change.html", context, status=status)
