"""The desk: one sheet, claim and proof beside the decision; each button posts to a view of its own."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from assessments import rules
from assessments.desk_lines import next_open
from assessments.desk_queries import adjustment_entry_for, adjustment_rules_of
from assessments.forms.adjustments import AdjustmentForm, RemovalForm
from assessments.forms.marks import OpenMarksForm, ReopenForm
from assessments.marking import may_mark, may_return
from assessments.services.appraisal import (
    adjustment_add,
    adjustment_remove,
    appraisal_reopen,
    mark_give,
    marks_reopen,
    office_finish,
    return_ask,
    return_take_back,
)
from assessments.services.submission import assessment_receive
from assessments.views.desk_page import DeskPage, desk_context, mark_form_of, open_desk, return_form_of
from common.access import Denied, Refused, Verdict, require
from units.rules import is_campaign_manager

TEMPLATE = "assessments/desk.html"


@require_safe
def desk(request: HttpRequest, sheet: uuid.UUID) -> HttpResponse:
    """A sheet at `?item=CODE`, else at the next criterion that waits for the reader."""
    page = open_desk(request, sheet, request.GET.get("item", ""))
    return render(request, TEMPLATE, desk_context(page))


@require_POST
def mark(request: HttpRequest, sheet: uuid.UUID, item: str) -> HttpResponse:
    """Grants points and goes on to the next criterion; what is refused comes back with what was typed."""
    page = open_desk(request, sheet, item)
    _refuse_stranger(may_mark(request.user, page.answer))
    form = mark_form_of(page, request.POST)
    if not form.is_valid():
        return render(request, TEMPLATE, desk_context(page, mark_form=form), status=400)
    try:
        mark_give(answer=page.answer, values=form.mark_input(), by=request.user)
    except Refused as refused:
        verdict = refused.verdict
        form.refuse(verdict)
        seen = form.cleaned_data["revision"] if verdict.code == "stale" else None
        return render(request, TEMPLATE, desk_context(page, mark_form=form, seen=seen), status=verdict.status)
    messages.success(request, _("%(code)s: saved.") % {"code": page.line.code})
    return _see_other(_after(page, item))


@require_POST
def return_to_unit(request: HttpRequest, sheet: uuid.UUID, item: str) -> HttpResponse:
    """Asks the unit to complete one criterion."""
    page = open_desk(request, sheet, item)
    _refuse_stranger(may_return(request.user, page.answer))
    form = return_form_of(page, request.POST)
    if form.is_valid():
        try:
            return_ask(answer=page.answer, reason=form.cleaned_data["reason"], by=request.user)
        except Refused as refused:
            form.add_error("reason", str(refused.verdict.reason))
            return render(request, TEMPLATE, desk_context(page, return_form=form), status=refused.verdict.status)
        messages.success(request, _("%(code)s: the unit has been asked to complete it.") % {"code": page.line.code})
        return _see_other(_after(page, item))
    return render(request, TEMPLATE, desk_context(page, return_form=form), status=400)


@require_POST
def return_back(request: HttpRequest, sheet: uuid.UUID, item: str) -> HttpResponse:
    """The office takes its request to complete back."""
    page = open_desk(request, sheet, item)
    try:
        return_take_back(answer=page.answer, by=request.user)
    except Refused as refused:
        _refuse_stranger(refused.verdict)
        messages.error(request, str(refused.verdict.reason))
    else:
        messages.success(request, _("%(code)s: the request has been taken back.") % {"code": page.line.code})
    return _see_other(page.url_of(page.line))


@require_POST
def open_marks(request: HttpRequest, sheet: uuid.UUID, item: str) -> HttpResponse:
    """The office in charge opens two locked marks again, with a reason."""
    page = open_desk(request, sheet, item)
    _refuse_stranger(is_campaign_manager(request.user))
    form = OpenMarksForm(request.POST, prefix="open")
    if not form.is_valid():
        messages.error(request, _("A reason is needed."))
        return _see_other(page.url_of(page.line))
    try:
        marks_reopen(answer=page.answer, reason=form.cleaned_data["reason"], by=request.user)
    except Refused as refused:
        _refuse_stranger(refused.verdict)
        messages.error(request, str(refused.verdict.reason))
    else:
        messages.success(request, _("%(code)s: both appraisers score anew.") % {"code": page.line.code})
    return _see_other(page.url_of(page.line))


@require_POST
def finish(request: HttpRequest, sheet: uuid.UUID) -> HttpResponse:
    """One of the reader's offices finishes its part; back to the queue."""
    page = open_desk(request, sheet)
    wanted = request.POST.get("office", "")
    part = next((row for row in page.sheet.office_appraisals.all() if row.office.code == wanted), None)
    if part is None:
        raise Http404
    try:
        office_finish(part=part, by=request.user)
    except Refused as refused:
        _refuse_stranger(refused.verdict)
        messages.error(request, str(refused.verdict.reason))
        return _see_other(page.url)
    messages.success(request, _("The appraisal of %(unit)s is finished.") % {"unit": page.sheet.subject_name})
    return _see_other(reverse("assessments:queue"))


@require_POST
def reopen(request: HttpRequest, sheet: uuid.UUID) -> HttpResponse:
    """The office in charge opens a finished appraisal again, with a reason."""
    page = open_desk(request, sheet)
    _refuse_stranger(is_campaign_manager(request.user))
    form = ReopenForm(request.POST, prefix="reopen")
    if not form.is_valid():
        messages.error(request, _("A reason is needed."))
        return _see_other(f"{page.url}#reopen")
    try:
        appraisal_reopen(assessment=page.sheet, reason=form.cleaned_data["reason"], by=request.user)
    except Refused as refused:
        _refuse_stranger(refused.verdict)
        messages.error(request, str(refused.verdict.reason))
    else:
        messages.success(request, _("The appraisal is open again."))
    return _see_other(page.url)


@require_POST
def receive(request: HttpRequest, sheet: uuid.UUID) -> HttpResponse:
    """The office receives a sent sheet; back to where the button stood."""
    page = open_desk(request, sheet)
    try:
        assessment_receive(assessment=page.sheet, by=request.user)
    except Refused as refused:
        _refuse_stranger(refused.verdict)
        messages.error(request, str(refused.verdict.reason))
    else:
        messages.success(request, _("%(unit)s: received.") % {"unit": page.sheet.participant.printed_name})
    return _see_other(page.url if request.POST.get("back") == "desk" else reverse("assessments:queue"))


@require_POST
def adjust(request: HttpRequest, sheet: uuid.UUID) -> HttpResponse:
    """Enters bonus or minus with its reason."""
    page = open_desk(request, sheet)
    _refuse_stranger(rules.may_adjust(request.user, page.sheet))
    form = AdjustmentForm(request.POST, prefix="plus", rules=adjustment_rules_of(page.sheet))
    if not form.is_valid():
        return render(request, TEMPLATE, desk_context(page, adjustment_form=form), status=400)
    data = form.cleaned_data
    try:
        adjustment_add(
            assessment=page.sheet,
            rule=data["rule"],
            size=data["size"],
            reason=data["reason"],
            document=form.document(),
            by=request.user,
        )
    except Refused as refused:
        form.refuse(refused.verdict)
        context = desk_context(page, adjustment_form=form)
        return render(request, TEMPLATE, context, status=refused.verdict.status)
    messages.success(request, _("%(code)s: entered.") % {"code": data["rule"].code})
    return _see_other(f"{page.url}#adjustments")


@require_POST
def adjust_remove(request: HttpRequest, entry: int) -> HttpResponse:
    """Takes a bonus or minus back, with a reason."""
    row = adjustment_entry_for(request.user, entry)
    if row is None:
        raise Http404
    back = f"{reverse('assessments:desk', args=[row.assessment.public_id])}#adjustments"
    form = RemovalForm(request.POST)
    try:
        if not form.is_valid():
            require(Denied("reason_needed", _("A reason is needed."), 400))
        adjustment_remove(entry=row, reason=form.cleaned_data["reason"], by=request.user)
    except Refused as refused:
        _refuse_stranger(refused.verdict)
        messages.error(request, str(refused.verdict.reason))
    else:
        messages.success(request, _("%(code)s: removed.") % {"code": row.rule.code})
    return _see_other(back)


def _refuse_stranger(verdict: Verdict) -> None:
    """Who has no right here gets the page of refusals; what the state forbids is told on the desk."""
    if isinstance(verdict, Denied) and verdict.status == 403:
        raise Refused(verdict)


def _after(page: DeskPage, item: str) -> str:
    """The next criterion that waits, else the same one with the list of what is left."""
    fresh = open_desk(page.request, page.sheet.public_id, item)
    waiting = next_open(fresh.lines, item)
    return fresh.url_of(waiting or fresh.line)


def _see_other(url: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(url, status=303)
