"""The sheet of a unit: begun, filled in, read."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from assessments import rules
from assessments.correcting import may_correct
from assessments.correction_queries import corrections_of
from assessments.deadlines import deadline_of
from assessments.enums import AssessmentState as State
from assessments.forms.sheets import DifficultiesForm
from assessments.models import Assessment
from assessments.queries import adjustments_of, startable_participants
from assessments.result_rows import late_entry
from assessments.services.drafting import assessment_start, difficulties_save
from assessments.views.answering import back_to_sheet
from assessments.views.cards import column_table, sheet_page
from assessments.views.explaining_cards import provisional_of
from assessments.views.found import found_sheet
from assessments.views.nominations import person_context
from assessments.views.tabs import sheet_tabs
from assessments.workflow import MOVES, verdict_of
from common.access import Refused
from common.versions import Stale
from units.queries import standing_of


@require_POST
def start(request: HttpRequest, participant_id: int) -> HttpResponse:
    """Begins the sheet of an own unit, or goes to the one that is there."""
    participant = get_object_or_404(startable_participants(request.user), pk=participant_id)
    return back_to_sheet(assessment_start(participant=participant, by=request.user))


@require_safe
def sheet(request: HttpRequest, sheet: uuid.UUID) -> HttpResponse:
    """The form while it may be filled in (whole, or where additions are asked for), else every column."""
    assessment = found_sheet(request, sheet)
    return sheet_response(request, assessment)


def sheet_response(
    request: HttpRequest, assessment: Assessment, *, difficulties: DifficultiesForm | None = None, status: int = 200
) -> HttpResponse:
    """The page of a sheet; `difficulties` is that part when it was refused."""
    page = sheet_page(request.user, assessment)
    fills_in = assessment.participant.unit_id in standing_of(request.user).fills_in
    context = {
        "page": page,
        "assessment": assessment,
        "tabs": sheet_tabs(assessment, "sheet", fills_in=fills_in),
        "fills_in": fills_in,
        "deadline": deadline_of(assessment) if page.is_draft else None,
        "is_head": bool(rules.may_confirm(request.user, assessment)),
        "may_share": page.is_editable and bool(rules.may_share(request.user, assessment)),
    }
    context |= person_context(request, assessment)
    is_filled_in = page.is_draft and page.is_editable
    if is_filled_in and not assessment.person_id:
        context["difficulties"] = difficulties or DifficultiesForm(
            initial={"version": assessment.version, "text": assessment.difficulties}
        )
    if not is_filled_in:
        context |= _columns(request, assessment, page)
    template = "assessments/sheet.html" if is_filled_in else "assessments/sheet_read.html"
    return render(request, template, context, status=status)


@require_POST
def difficulties(request: HttpRequest, sheet: uuid.UUID) -> HttpResponse:
    """Saves the part on difficulties and proposals; somebody else's newer text is shown beside one's own."""
    assessment = found_sheet(request, sheet)
    form = DifficultiesForm(request.POST)
    if not form.is_valid():
        return sheet_response(request, assessment, difficulties=form, status=422)
    data = form.cleaned_data
    try:
        difficulties_save(assessment=assessment, expected_version=data["version"], text=data["text"], by=request.user)
    except Refused as refused:
        if refused.verdict.status == 403:
            raise
        # The sheet was sent meanwhile, and its form is gone.
        kept = _("What was typed was not saved; it stands here to be copied: %(text)s") % {"text": data["text"]}
        raise Refused(refused.verdict, kept=kept) from refused
    except Stale as stale:
        current = stale.current
        again = DifficultiesForm({"version": current.version, "text": data["text"]})
        again.add_error("text", _("Somebody else has changed this part; the newer text stands below yours."))
        again.newer = current.difficulties
        return sheet_response(request, found_sheet(request, sheet), difficulties=again, status=409)
    return back_to_sheet(assessment, "difficulties", saved=True, request=request)


def _columns(request: HttpRequest, assessment: Assessment, page) -> dict:
    sees = bool(rules.may_see_appraisal(request.user, assessment))
    appraised = assessment.state in (State.APPRAISED, *rules.SHOWN_TO_UNIT)
    published = assessment.state == State.PUBLISHED
    receive = verdict_of(MOVES["receive"], request.user, assessment)
    return {
        "table": column_table(page, with_appraisal=sees),
        "sees_appraisal": sees,
        "provisional": provisional_of(request.user, assessment, [card.answer for card in page.cards]),
        "corrections": corrections_of(assessment) if published else [],
        "may_correct": bool(may_correct(request.user, assessment)),
        "adjustments": adjustments_of(assessment) if sees else [],
        "late": late_entry(assessment, assessment.criteria_set) if sees or not appraised else None,
        "may_receive": bool(receive),
        "may_appraise": bool(verdict_of(MOVES["begin_appraisal"], request.user, assessment))
        or bool(verdict_of(MOVES["end_appraisal"], request.user, assessment)),
    }
