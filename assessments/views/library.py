"""The evidence library of a unit: all its proof over the years, and what an answer takes over from it."""

import uuid
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from assessments import rules
from assessments.forms.library import LibraryFilter
from assessments.library import Entry, entries_of, entries_with, mark_present
from assessments.library_queries import library_participants, library_rows, quotas_of
from assessments.models import Answer, Evidence, Explanation
from assessments.queries import answers_of, is_returned
from assessments.services.evidence import evidence_reuse
from assessments.views.answering import see
from assessments.views.evidence import back_from, present_proof
from assessments.views.found import found_answer, found_sheet
from assessments.views.receiving import say_twice
from common.access import Refused, require
from common.uploads import uploads_of

PER_PAGE = 50


@require_safe
def library(request: HttpRequest) -> HttpResponse:
    """Files and citations of the own units, where each is used, what is left of the quota."""
    require(rules.may_see_library(request.user))
    participants = library_participants(request.user)
    context = _shown(request, list(library_rows(request.user)))
    newest = participants[0].round.year if participants else None
    year = context["year"] or newest
    context |= {
        "quotas": quotas_of(participants, year=year, quota_mb=settings.UNIT_YEAR_QUOTA_MB) if year else [],
        "several_units": len({row.unit_id for row in participants}) > 1,
        "unfinished": uploads_of(request.user),
    }
    return render(request, "assessments/library.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def pick(request: HttpRequest, sheet: uuid.UUID, item: str) -> HttpResponse:
    """What the unit has already, to be taken over into this answer without sending it again."""
    assessment = found_sheet(request, sheet)
    row = found_answer(answers_of(assessment), item)
    require(rules.may_edit_answer(request.user, row, is_returned=is_returned(row)))
    return pick_page(request, row)


def pick_page(request: HttpRequest, row: Answer, *, explanation: Explanation | None = None) -> HttpResponse:
    """The library with boxes to tick, for an answer or for an explanation of it that is being written."""
    assessment, item = row.assessment, row.item.code
    rows = list(library_rows(request.user, unit=assessment.participant.unit))
    status = 200
    problems: list[str] = []
    if request.method == "POST":
        problems = _take(request, row, rows, explanation)
        if not problems:
            return see(back_from(row, explanation))
        status = 422
        row = found_answer(answers_of(assessment), item)
    context = _shown(request, [each for each in rows if each.removed_at is None])
    mark_present(context["page"].object_list, present_proof(row, explanation))
    context |= {"assessment": assessment, "answer": row, "problems": problems, "back": _form_of(row, explanation)}
    return render(request, "assessments/library_pick.html", context, status=status)


def _form_of(answer: Answer, explanation: Explanation | None) -> str:
    """Where files are added to the same thing."""
    name = "explanation_evidence" if explanation else "evidence_add"
    return reverse(f"assessments:{name}", args=[answer.assessment.public_id, answer.item.code])


def _take(request: HttpRequest, answer: Answer, rows: list[Evidence], explanation: Explanation | None) -> list[str]:
    """Takes over what was ticked; returns what to say where something was not."""
    wanted = set(request.POST.getlist("take"))
    chosen = [row for row in rows if str(row.public_id) in wanted and row.removed_at is None]
    if not chosen:
        return [_("Nothing was chosen; tick what proves this criterion.")]
    problems, taken = [], []
    for source in chosen:
        try:
            taken.append(evidence_reuse(answer=answer, source=source, by=request.user, explanation=explanation))
        except Refused as refused:
            problems.append(" ".join(str(part) for part in (refused.verdict.reason, refused.kept, refused.todo)))
    if taken:
        names = "; ".join(row.title for row in taken)
        messages.success(request, _("Taken over from the library: %(names)s") % {"names": names})
        say_twice(request, taken)
    return problems


def _shown(request: HttpRequest, rows: list[Evidence]) -> dict[str, Any]:
    """The filter as far as it is sound, and one page of what it leaves."""
    entries = entries_of(rows)
    years = sorted({row.answer.assessment.participant.round.year for row in rows}, reverse=True)
    criteria = {row.answer.item.criterion.code: str(row.answer.item.criterion) for row in rows}
    form = LibraryFilter(request.GET, years=years, criteria=dict(sorted(criteria.items())))
    data = form.cleaned_data if form.is_valid() else {}
    year, criterion = data.get("nam"), data.get("tieu_chi", "")
    shown: list[Entry] = entries_with(entries, year=year, criterion=criterion)
    return {
        "form": form,
        "year": year,
        "is_filtered": bool(year or criterion),
        "has_any": bool(entries),
        "total": len(shown),
        "page": Paginator(shown, PER_PAGE).get_page(request.GET.get("page")),
    }
