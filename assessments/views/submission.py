"""Checking, submitting, withdrawing, sending additions."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments import rules
from assessments.checks import Severity, blocks
from assessments.deadlines import deadline_of
from assessments.enums import AssessmentState as State
from assessments.forms.sheets import PledgeForm
from assessments.models import Assessment
from assessments.result_rows import grade_title
from assessments.services.submission import assessment_submit, assessment_withdraw, returns_answer
from assessments.views.answering import back_to_sheet, see
from assessments.views.cards import SheetPage, sheet_page
from assessments.views.finding_groups import groups_of
from assessments.views.found import found_sheet
from assessments.views.tabs import sheet_tabs
from assessments.workflow import MOVES, verdict_of
from common.access import Denied, Refused, require
from documents.rendering import PaperUnavailable
from units.rules import fills_in_for


@require_safe
def check(request: HttpRequest, sheet: uuid.UUID) -> HttpResponse:
    """Everything to look at before submitting, in three severities; each line leads to its field."""
    assessment = found_sheet(request, sheet)
    _require_part(request, assessment)
    page = sheet_page(request.user, assessment, with_result=False)
    context = _context(request, page) | {
        "groups": groups_of(page),
        "tabs": sheet_tabs(assessment, "check", fills_in=True),
    }
    return render(request, "assessments/check.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def submit(request: HttpRequest, sheet: uuid.UUID) -> HttpResponse:
    """The head reads the sum, pledges and submits; others read why they may not; once sent it leads to the sheet."""
    assessment = found_sheet(request, sheet)
    _require_part(request, assessment)
    if request.method != "POST" and assessment.state != State.DRAFT:
        messages.info(request, _("It has been submitted already; nothing has to be submitted here any more."))
        return back_to_sheet(assessment)
    form = PledgeForm(request.POST if request.method == "POST" else None, is_of_person=bool(assessment.person_id))
    status, refusal = 200, None
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                done = assessment_submit(assessment=assessment, by=request.user, pledged=True)
            except Refused as refused:
                status, refusal = refused.verdict.status, refused
            except PaperUnavailable as missing:
                status, refusal = 503, _unavailable(missing)
            else:
                # The page it leads to says so first thing, with the receipt code.
                return see(reverse("assessments:receipt", args=[done.public_id]))
            # The service may have set fields on the row before it was refused.
            assessment = found_sheet(request, sheet)
    page = sheet_page(request.user, assessment, with_result=False)
    context = _context(request, page) | {
        "warnings": next(group for group in groups_of(page) if group.severity == Severity.WARNS),
        "form": form,
        "refusal": refusal,
        "grade": grade_title(page.totals, assessment.criteria_set),
        "participant": assessment.participant,
    }
    return render(request, "assessments/submit.html", context, status=status)


@require_POST
def withdraw(request: HttpRequest, sheet: uuid.UUID) -> HttpResponse:
    """Back to a draft while the office has not received it."""
    assessment = assessment_withdraw(assessment=found_sheet(request, sheet), by=request.user)
    messages.success(request, _("The sheet is a draft again; submit it anew when it is ready."))
    return back_to_sheet(assessment)


@require_POST
def resubmit(request: HttpRequest, sheet: uuid.UUID) -> HttpResponse:
    """Sends the additions that the offices asked for."""
    assessment = found_sheet(request, sheet)
    try:
        returns_answer(assessment=assessment, by=request.user)
    except PaperUnavailable as missing:
        messages.error(request, missing.reason)
        return back_to_sheet(assessment)
    except Refused as refused:
        if refused.verdict.status == 403:
            raise
        messages.error(request, " ".join(str(part) for part in _parts(refused) if part))
        return back_to_sheet(assessment)
    messages.success(request, _("The additions have been sent; there is a new receipt."))
    return see(reverse("assessments:receipt", args=[assessment.public_id]))


def _require_part(request: HttpRequest, assessment: Assessment) -> None:
    """The unit itself, and who confirms for it."""
    if not rules.may_confirm(request.user, assessment):
        require(fills_in_for(request.user, assessment.participant.unit_id))


def _context(request: HttpRequest, page: SheetPage) -> dict[str, Any]:
    assessment = page.assessment
    return {
        "page": page,
        "assessment": assessment,
        "deadline": deadline_of(assessment) if page.is_draft else None,
        "verdict": verdict_of(MOVES["submit"], request.user, assessment),
        "is_blocked": blocks(finding for card in page.cards for finding in card.findings),
        "blocking": sum(f.severity == Severity.BLOCKS for card in page.cards for f in card.findings),
    }


def _parts(refused: Refused) -> tuple[Any, Any, Any]:
    return refused.verdict.reason, refused.kept, refused.todo


def _unavailable(missing: PaperUnavailable) -> Refused:
    """A machine without papers, said like any other refusal."""
    verdict = Denied("paper_unavailable", str(missing.reason), 503)
    return Refused(verdict, kept=_("The draft is kept in full."), todo=_("Please tell the administrator."))
