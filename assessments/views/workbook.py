"""The unit's form as a workbook: downloaded, filled in without a network, looked at cell by cell, taken in whole."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments import rules
from assessments.forms.workbook import WorkbookForm
from assessments.models import Answer, Assessment
from assessments.queries import answers_of, is_returned
from assessments.services.workbook import AnswerSave, workbook_take
from assessments.views.answering import back_to_sheet, see
from assessments.views.found import found_sheet
from assessments.views.tabs import sheet_tabs
from assessments.workbook.preview import Preview, workbook_preview
from assessments.workbook.writing import sheet_workbook
from common.access import require
from common.files import KINDS, content_disposition
from common.kept import content_forget, content_keep, content_kept
from common.versions import Stale
from criteria.models import NotApplicableReason
from units.rules import fills_in_for


@dataclass(frozen=True)
class Desk:
    """A sheet on which the reader may fill something in; `open`: the answers that may be changed."""

    assessment: Assessment
    answers: list[Answer]
    open: list[Answer]
    reasons: list[NotApplicableReason]


def _desk(request: HttpRequest, sheet: uuid.UUID) -> Desk:
    """Raises Refused when nothing of the sheet is open to the reader."""
    assessment = found_sheet(request, sheet)
    require(fills_in_for(request.user, assessment.participant.unit_id))
    answers = answers_of(assessment)
    verdicts = [rules.may_edit_answer(request.user, row, is_returned=is_returned(row)) for row in answers]
    opened = [row for row, verdict in zip(answers, verdicts, strict=True) if verdict]
    if not opened and verdicts:
        require(verdicts[0])
    return Desk(assessment, answers, opened, list(assessment.criteria_set.na_reasons.all()))


@require_http_methods(["GET", "HEAD", "POST"])
def workbook(request: HttpRequest, sheet: uuid.UUID) -> HttpResponse:
    """GET: what to do. POST: the filled-in workbook, answered by all it would change; nothing is written."""
    desk = _desk(request, sheet)
    form = WorkbookForm(request.POST or None, request.FILES or None)
    if request.method != "POST":
        return _page(request, desk, form)
    if not form.is_valid():
        return _page(request, desk, form, status=422)
    content = form.cleaned_data["workbook"].read()
    preview = _preview(request, desk, content)
    if preview.faults:
        return _page(request, desk, WorkbookForm(), status=422, faults=preview.faults)
    return _show(request, desk, preview, content_keep(content))


@require_safe
def download(request: HttpRequest, sheet: uuid.UUID) -> HttpResponse:
    """The workbook of everything that is open, as it stands now."""
    desk = _desk(request, sheet)
    response = HttpResponse(sheet_workbook(desk.assessment, desk.open, desk.reasons), content_type=KINDS["xlsx"])
    participant = desk.assessment.participant
    name = f"Phieu-tu-danh-gia-{participant.unit.code}-{participant.round.year}.xlsx"
    response["Content-Disposition"] = content_disposition(name)
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
def take(request: HttpRequest, sheet: uuid.UUID) -> HttpResponse:
    """Takes in what the preview showed, unless something has changed since: then it is shown anew."""
    desk = _desk(request, sheet)
    kept = request.POST.get("kept", "")
    content = content_kept(kept)
    if content is None:
        messages.error(request, _("The preview is too old; nothing was taken in. Upload the workbook again."))
        return see(reverse("assessments:workbook", args=[sheet]))
    preview = _preview(request, desk, content)
    if preview.faults:
        return _page(request, desk, WorkbookForm(), status=409, faults=preview.faults)
    if preview.digest != request.POST.get("digest"):
        return _show(request, desk, preview, kept, is_moved=True)
    chosen = set(request.POST.getlist("take"))
    saves = [
        AnswerSave(change.answer, change.values)
        for change in preview.changes
        if not change.is_stale or change.code in chosen
    ]
    if not saves:
        messages.info(request, _("Nothing was chosen; the sheet stays as it is."))
        return back_to_sheet(desk.assessment)
    try:
        workbook_take(assessment=desk.assessment, saves=saves, by=request.user)
    except Stale:
        desk = _desk(request, sheet)
        return _show(request, desk, _preview(request, desk, content), kept, is_moved=True)
    content_forget(kept)
    text = _("Criteria taken in from the workbook: %(count)s.")
    messages.success(request, text % {"count": len(saves)})
    return back_to_sheet(desk.assessment)


def _preview(request: HttpRequest, desk: Desk, content: bytes) -> Preview:
    return workbook_preview(
        user=request.user,
        assessment=desk.assessment,
        answers=desk.answers,
        reasons=desk.reasons,
        content=content,
    )


def _page(
    request: HttpRequest, desk: Desk, form: WorkbookForm, *, status: int = 200, faults: tuple[Any, ...] = ()
) -> HttpResponse:
    context = _context(desk) | {"form": form, "faults": faults, "count": len(desk.open)}
    return render(request, "assessments/workbook.html", context, status=status)


def _show(request: HttpRequest, desk: Desk, preview: Preview, kept: str, *, is_moved: bool = False) -> HttpResponse:
    context = _context(desk) | {"preview": preview, "kept": kept, "is_moved": is_moved}
    return render(request, "assessments/workbook_preview.html", context, status=409 if is_moved else 200)


def _context(desk: Desk) -> dict[str, Any]:
    return {
        "assessment": desk.assessment,
        "tabs": sheet_tabs(desk.assessment, "workbook", fills_in=True),
    }
