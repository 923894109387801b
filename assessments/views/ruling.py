"""The owner office rules on an explanation at the desk."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from assessments.desk_lines import next_open
from assessments.explaining import explanation_to_rule, may_rule, newest_explanation
from assessments.forms.explanations import RulingForm
from assessments.services.explanations import RulingInput, ruling_give
from assessments.views.desk_page import desk_context, open_desk
from common.access import Denied, Refused


@require_POST
def rule(request: HttpRequest, sheet: uuid.UUID, item: str) -> HttpResponse:
    """Keeps or adjusts the points with a reason; on to the next criterion that waits for the reader."""
    page = open_desk(request, sheet, item)
    row = explanation_to_rule(page.answer) or newest_explanation(page.answer, with_drafts=False)
    if row is None:
        raise Http404
    row.answer = page.answer
    verdict = may_rule(request.user, row)
    if isinstance(verdict, Denied) and verdict.status == 403:
        raise Refused(verdict)
    form = RulingForm(request.POST, answer=page.answer, reasons=page.reasons)
    if not form.is_valid():
        return render(request, "assessments/desk.html", desk_context(page, ruling_form=form), status=400)
    data = form.cleaned_data
    try:
        ruling_give(explanation=row, values=RulingInput(points=data["points"], reason=data["reason"]), by=request.user)
    except Refused as refused:
        form.refuse(refused.verdict)
        context = desk_context(page, ruling_form=form)
        return render(request, "assessments/desk.html", context, status=refused.verdict.status)
    messages.success(request, _("%(code)s: the ruling is recorded; the unit has been told.") % {"code": page.line.code})
    fresh = open_desk(request, page.sheet.public_id, item)
    return HttpResponseRedirect(fresh.url_of(next_open(fresh.lines, item) or fresh.line), status=303)
