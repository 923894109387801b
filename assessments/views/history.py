"""Who did what to a sheet, when and why."""

import uuid

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from assessments import rules
from assessments.history import history_lines
from assessments.queries import marks_to_tell, revisions_of
from assessments.views.found import found_sheet
from assessments.views.tabs import sheet_tabs
from common.events import events_of
from units.queries import standing_of

LINES = 50


@require_safe
def history(request: HttpRequest, sheet: uuid.UUID) -> HttpResponse:
    """Events of the sheet, editing sessions of its answers and marks, newest first."""
    assessment = found_sheet(request, sheet)
    fills_in = assessment.participant.unit_id in standing_of(request.user).fills_in
    lines = history_lines(
        events_of(assessment).select_related("actor"),
        revisions_of(assessment),
        marks_to_tell(assessment),
        with_points=bool(rules.may_see_appraisal(request.user, assessment)),
    )
    page = Paginator(lines, LINES).get_page(request.GET.get("page"))
    context = {
        "assessment": assessment,
        "tabs": sheet_tabs(assessment, "history", fills_in=fills_in),
        "lines": page,
        "items": [line.as_props() for line in page],
    }
    return render(request, "assessments/history.html", context)
