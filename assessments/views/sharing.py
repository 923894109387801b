"""The head shares the criteria out inside the unit."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assessments import rules
from assessments.deadlines import sharing_limit
from assessments.forms.sharing import SharingForm
from assessments.queries import answers_of, tasks_of
from assessments.services.sharing import SHARERS, answers_share
from assessments.views.answering import back_to_sheet
from assessments.views.found import found_sheet
from common.access import require
from units.queries import members_with_role


@require_http_methods(["GET", "HEAD", "POST"])
def share(request: HttpRequest, sheet: uuid.UUID) -> HttpResponse:
    """A person and a day for each criterion, in one form."""
    assessment = found_sheet(request, sheet)
    require(rules.may_share(request.user, assessment))
    form = SharingForm(
        request.POST if request.method == "POST" else None,
        assessment=assessment,
        answers=answers_of(assessment),
        tasks=tasks_of(assessment),
        people=members_with_role(assessment.participant.unit_id, *SHARERS).order_by("display_name", "username"),
    )
    if form.is_bound and form.is_valid():
        answers_share(assessment=assessment, shares=form.shares(), by=request.user)
        messages.success(request, _("The criteria are shared out; the people asked have a message."))
        return back_to_sheet(assessment)
    context = {"assessment": assessment, "form": form, "limit": sharing_limit(assessment)}
    return render(request, "assessments/share.html", context, status=422 if form.is_bound else 200)
