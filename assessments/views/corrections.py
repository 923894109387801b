"""Corrections of a published result: recorded at a criterion, published from the round once approved."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from assessments.correcting import may_correct
from assessments.correction_queries import correction_of, waiting_corrections
from assessments.forms.explanations import CorrectionForm
from assessments.models import Correction
from assessments.queries import answers_of
from assessments.services.corrections import (
    CorrectionInput,
    correction_record,
    correction_withdraw,
    corrections_publish,
)
from assessments.settling import final_figure
from assessments.views.answering import act_on_round
from assessments.views.found import found_answer, found_round, found_sheet
from campaign.models import Round
from common.access import Refused, require
from common.numbers import format_points
from units.rules import is_campaign_manager


@require_http_methods(["GET", "HEAD", "POST"])
def correction(request: HttpRequest, sheet: uuid.UUID, item: str) -> HttpResponse:
    """Other points for a published answer, with reason and document; a leader approves before anybody reads them."""
    assessment = found_sheet(request, sheet)
    answer = found_answer(answers_of(assessment), item)
    require(may_correct(request.user, assessment))
    form = CorrectionForm(request.POST if request.method == "POST" else None, answer=answer)
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            data = form.cleaned_data
            values = CorrectionInput(points=data["points"], reason=data["reason"], document=form.document())
            try:
                correction_record(answer=answer, values=values, by=request.user)
            except Refused as refused:
                form.refuse(refused.verdict)
                status = refused.verdict.status
            else:
                messages.success(request, _("The correction is recorded; a leader approves it before it is published."))
                return redirect("assessments:round", year=assessment.participant.round.year)
    context = {"assessment": assessment, "answer": answer, "published": final_figure(answer), "form": form}
    return render(request, "assessments/correction.html", context, status=status)


@require_POST
def withdraw(request: HttpRequest, year: int, correction: int) -> HttpResponse:
    """Takes a recorded correction back before it is published."""
    round = _round(request, year)
    row = correction_of(round, correction)
    if row is None:
        raise Http404
    reason = request.POST.get("reason", "")
    return act_on_round(request, year, lambda: correction_withdraw(correction=row, reason=reason, by=request.user))


@require_POST
def publish(request: HttpRequest, year: int) -> HttpResponse:
    """Publishes the corrected result that a leader has approved."""
    round = _round(request, year)
    # Of one answer the last counts.
    waiting = {row.answer_id: row for row in waiting_corrections(round)}
    lines = "; ".join(_line(row) for row in waiting.values())
    done = _("The corrected result is published: %(lines)s.") % {"lines": lines}
    return act_on_round(request, year, lambda: corrections_publish(round=round, by=request.user), done=done)


def _round(request: HttpRequest, year: int) -> Round:
    require(is_campaign_manager(request.user))
    return found_round(year)


def _line(row: Correction) -> str:
    """Unit, criterion, points before and after, as the message of success names them."""
    return _("%(unit)s, criterion %(code)s: from %(before)s to %(after)s points") % {
        "unit": row.answer.assessment.participant.printed_name,
        "code": row.answer.item.code,
        "before": "-" if row.before is None else format_points(row.before),
        "after": format_points(row.points),
    }
