"""After submitting: the receipt, the frozen sheet, the signed copies, and the sheet printed afresh."""

import datetime
import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from assessments import rules
from assessments.enums import AssessmentState as State
from assessments.forms.sheets import SignedCopyForm
from assessments.models import Assessment
from assessments.queries import answers_of, signed_copies_for
from assessments.services.evidence import CopyDiffers, signed_copy_add
from assessments.services.submission import RECEIPT, sheet_kind
from assessments.views.answering import see
from assessments.views.found import found_sheet
from assessments.views.tabs import sheet_tabs
from assessments.workflow import MOVES, verdict_of
from campaign.enums import SignedCopyRule
from campaign.queries import due_day
from common.access import Denied, Refused
from common.files import UploadError, content_disposition, file_response
from documents.models import Rendition
from documents.papers import render as render_paper
from documents.queries import documents_of, issued_bytes, issued_document
from documents.rendering import PaperUnavailable
from units.queries import standing_of


@require_safe
def receipt(request: HttpRequest, sheet: uuid.UUID) -> HttpResponse:
    """Code, time and digests of the submission that stands, what comes next, and the signed copies."""
    return _page(request, found_sheet(request, sheet), SignedCopyForm())


@require_POST
def signed_copy(request: HttpRequest, sheet: uuid.UUID) -> HttpResponse:
    """Stores the signed and sealed copy; a bad file is refused at its field."""
    assessment = found_sheet(request, sheet)
    form = SignedCopyForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            data = form.cleaned_data
            signed_copy_add(assessment=assessment, uploaded=data["copy"], code=data["code"], by=request.user)
        except UploadError as error:
            form.add_error("copy", error.message)
        except CopyDiffers as differs:
            _tell_difference(form, differs, assessment.receipt_code or "")
        else:
            messages.success(request, _("The signed copy is stored."))
            return see(f"{request.path.removesuffix('ban-ky/')}giay-tiep-nhan/")
    return _page(request, assessment, form, status=422)


def _tell_difference(form: SignedCopyForm, differs: CopyDiffers, code: str) -> None:
    """What happened, what was kept, what to do; at the field that mends it."""
    if differs.found:
        message = _(
            "The copy carries the code %(found)s, the submission that stands has %(code)s. Nothing was stored; copies "
            "uploaded before stay. Print the sheet of the submission that stands, have it signed and upload that."
        )
        form.add_error("copy", message % {"found": differs.found, "code": code})
        return
    form.add_error(
        "code",
        _(
            "No code could be read in the file, as in a scan or a photo. Nothing was stored; copies uploaded before "
            "stay. Type the code printed before the signature and choose the file once more."
        ),
    )


@require_safe
def signed_copy_file(request: HttpRequest, copy: uuid.UUID) -> HttpResponseBase:
    return file_response(get_object_or_404(signed_copies_for(request.user), public_id=copy).file)


@require_safe
def receipt_pdf(request: HttpRequest, sheet: uuid.UUID) -> HttpResponseBase:
    """The receipt as it was issued: the frozen bytes."""
    return file_response(_frozen(found_sheet(request, sheet), RECEIPT).file, inline=True)


@require_safe
def frozen_sheet_pdf(request: HttpRequest, sheet: uuid.UUID) -> HttpResponseBase:
    """The sheet as it was submitted: the frozen bytes."""
    assessment = found_sheet(request, sheet)
    return file_response(_frozen(assessment, sheet_kind(assessment)).file, inline=True)


@require_safe
def sheet_pdf(request: HttpRequest, sheet: uuid.UUID) -> HttpResponse:
    """The sheet as it stands now, with every column that the reader may see."""
    assessment = found_sheet(request, sheet)
    sees = bool(rules.may_see_appraisal(request.user, assessment))
    try:
        paper = render_paper(sheet_kind(assessment), assessment, answers=answers_of(assessment), with_appraisal=sees)
    except PaperUnavailable as missing:
        raise Refused(
            Denied("paper_unavailable", str(missing.reason), 503), todo=_("Please tell the administrator.")
        ) from missing
    participant = assessment.participant
    name = f"phieu-{participant.unit.code}-{participant.round.year}.pdf"
    response = HttpResponse(paper.pdf, content_type="application/pdf")
    response["Content-Disposition"] = content_disposition(name, "inline")
    response["Cache-Control"] = "private, no-store"
    return response


def _page(request: HttpRequest, assessment: Assessment, form: SignedCopyForm, *, status: int = 200) -> HttpResponse:
    if not assessment.receipt_code:
        raise Http404
    unit_id = assessment.participant.unit_id
    papers = list(documents_of(assessment))
    context = {
        "assessment": assessment,
        "tabs": sheet_tabs(assessment, "receipt", fills_in=unit_id in standing_of(request.user).fills_in),
        "is_draft": assessment.state == State.DRAFT,
        "receipt": next((row for row in papers if row.kind == RECEIPT), None),
        "frozen_sheet": next((row for row in papers if row.kind == sheet_kind(assessment)), None),
        "earlier": [row for row in papers if row.kind == RECEIPT][1:],
        "copies": signed_copies_for(request.user).filter(assessment=assessment).select_related("uploaded_by"),
        "has_copy": bool(rules.has_signed_copy(assessment)),
        "copy_before": copy_before(assessment),
        "due": due_day(assessment.participant),
        "may_upload": bool(rules.may_upload_signed_copy(request.user, assessment)),
        "withdraw": verdict_of(MOVES["withdraw"], request.user, assessment),
        "form": form,
    }
    return render(request, "assessments/receipt.html", context, status=status)


def copy_before(assessment: Assessment) -> datetime.date | None:
    """The day before which the signed copy is asked for (the last day counts); None where the round does not ask."""
    last = _copy_due(assessment)
    return last + datetime.timedelta(days=1) if last else None


def _copy_due(assessment: Assessment) -> datetime.date | None:
    round = assessment.participant.round
    if round.signed_copy == SignedCopyRule.NEVER:
        return None
    if round.signed_copy == SignedCopyRule.BEFORE_RECEPTION:
        return max(due_day(assessment.participant), assessment.submitted_at.date())
    return round.appraise_by


def _frozen(assessment: Assessment, kind: str) -> Rendition:
    document = issued_document(assessment, kind)
    rendition = issued_bytes(document) if document else None
    if rendition is None:
        raise Http404
    return rendition
