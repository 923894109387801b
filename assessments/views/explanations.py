"""The unit explains a criterion of its provisional result; late requests are decided on."""

import uuid
from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from assessments import rules
from assessments.enums import ExplanationState
from assessments.explaining import explanations_of, is_late, may_explain
from assessments.explanation_queries import explanation_in
from assessments.forms.explanations import ExplanationForm, ReviewForm
from assessments.models import Answer, Assessment, Explanation
from assessments.point_reasons import reason_lines
from assessments.queries import answers_of
from assessments.services.explanations import (
    explanation_send,
    explanation_write,
    explanations_send,
    review_decide,
)
from assessments.settling import final_figure
from assessments.views.answering import act_on_round, anchor, back_to_sheet, see
from assessments.views.evidence import add_page
from assessments.views.found import found_answer, found_sheet
from assessments.views.library import pick_page
from campaign.queries import round_by_year
from common.access import Refused, require
from common.versions import Stale

TEMPLATE = "assessments/explanation.html"


@require_http_methods(["GET", "HEAD", "POST"])
def explanation(request: HttpRequest, sheet: uuid.UUID, item: str) -> HttpResponse:
    """The words to one criterion, saved or sent (`act`); after the last day the same form asks for a review."""
    assessment = found_sheet(request, sheet)
    answer = found_answer(answers_of(assessment), item)
    require(may_explain(request.user, answer))
    draft = draft_of(answer)
    if request.method != "POST":
        initial = {"version": draft.version if draft else 0, "text": draft.text if draft else ""}
        return _page(request, answer, ExplanationForm(initial=initial))
    form = ExplanationForm(request.POST)
    if not form.is_valid():
        return _page(request, answer, form, status=422)
    data, act = form.cleaned_data, request.POST.get("act", "save")
    try:
        explanation_write(answer=answer, expected_version=data["version"], text=data["text"], by=request.user)
        if act == "send":
            explanation_send(answer=answer, by=request.user)
    except Stale as stale:
        return _stale(request, answer, stale, data["text"])
    except Refused as refused:
        if refused.verdict.code != "bad_input":
            raise
        again = _again(found_answer(answers_of(assessment), item), data["text"])
        again.add_error("text", str(refused.verdict.reason))
        return _page(request, answer, again, status=400)
    if act == "proof":
        return redirect("assessments:explanation_evidence", sheet=sheet, item=item)
    messages.success(request, _sent_words(assessment) if act == "send" else _("Saved."))
    return see(anchor(assessment, item))


@require_http_methods(["GET", "HEAD", "POST"])
def explanation_evidence(request: HttpRequest, sheet: uuid.UUID, item: str) -> HttpResponse:
    """Files and citations of an explanation that is being written."""
    return _with_draft(request, sheet, item, add_page)


@require_http_methods(["GET", "HEAD", "POST"])
def explanation_pick(request: HttpRequest, sheet: uuid.UUID, item: str) -> HttpResponse:
    """What the unit has already, to be taken over into an explanation that is being written."""
    return _with_draft(request, sheet, item, pick_page)


def _with_draft(request: HttpRequest, sheet: uuid.UUID, item: str, page: Callable[..., HttpResponse]) -> HttpResponse:
    """A page for the proof of what is being written; before the first word back to its form."""
    answer = found_answer(answers_of(found_sheet(request, sheet)), item)
    require(may_explain(request.user, answer))
    draft = draft_of(answer)
    if draft is None:
        return redirect("assessments:explanation", sheet=sheet, item=item)
    return page(request, answer, explanation=draft)


@require_POST
def send_all(request: HttpRequest, sheet: uuid.UUID) -> HttpResponse:
    """The head sends everything that has been written."""
    assessment = found_sheet(request, sheet)
    try:
        sent = explanations_send(assessment=assessment, by=request.user)
    except Refused as refused:
        if refused.verdict.status == 403:
            raise
        messages.error(request, str(refused.verdict.reason))
    else:
        messages.success(request, f"{_sent_words(assessment)} ({len(sent)})")
    return back_to_sheet(assessment)


@require_POST
def review(request: HttpRequest, year: int, explanation: int) -> HttpResponse:
    """Accepts or refuses (`decision`) a request for review; back to the round."""
    require(rules.may_see_progress(request.user))
    round = round_by_year(year)
    row = explanation_in(round, explanation) if round else None
    if row is None:
        raise Http404
    form = ReviewForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    accept = request.POST.get("decision") == "accept"
    return act_on_round(
        request, year, lambda: review_decide(explanation=row, accept=accept, reason=reason, by=request.user)
    )


def draft_of(answer: Answer) -> Explanation | None:
    """What the unit is writing to an answer."""
    return next((row for row in explanations_of(answer) if row.state == ExplanationState.DRAFT), None)


def _page(request: HttpRequest, answer: Answer, form: ExplanationForm, *, status: int = 200) -> HttpResponse:
    assessment = answer.assessment
    context = {
        "assessment": assessment,
        "round": assessment.participant.round,
        "answer": answer,
        "granted": final_figure(answer),
        "reasons": reason_lines(answer),
        "draft": draft_of(answer),
        "form": form,
        "is_late": is_late(assessment.participant.round),
        "is_head": bool(rules.is_head_of(request.user, assessment)),
    }
    return render(request, TEMPLATE, context, status=status)


def _again(answer: Answer, text: str) -> ExplanationForm:
    draft = draft_of(answer)
    return ExplanationForm({"version": draft.version if draft else 0, "text": text})


def _stale(request: HttpRequest, answer: Answer, stale: Stale, text: str) -> HttpResponse:
    """Both texts: the own one in the form, the stored one beside it."""
    current = stale.current
    again = ExplanationForm({"version": current.version if current else 0, "text": text})
    again.add_error("text", _("Somebody else has changed this part; the newer text stands below yours."))
    again.newer = getattr(current, "text", "")
    return _page(request, answer, again, status=409)


def _sent_words(assessment: Assessment) -> str:
    if is_late(assessment.participant.round):
        return _("The request for review has been sent.")
    return _("The explanation has been sent.")
