"""Conflicts of interest: who decides about units declares them, the office in charge records and withdraws."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from assessments.forms.assigning import ConflictForm
from assessments.services.conflicts import desk_conflict_declare
from common import clock
from common.access import Refused, require
from units.enums import Role
from units.queries import assessed_today, conflicts_all, face_of, faces, users_with_role
from units.rules import is_campaign_manager, may_declare_conflict
from units.services import conflict_withdraw


@require_http_methods(["GET", "HEAD", "POST"])
def conflicts(request: HttpRequest) -> HttpResponse:
    """The reader's own declarations, everybody's for the office in charge, and the form of a new one."""
    require(may_declare_conflict(request.user))
    form = _form(request, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            row, freed = desk_conflict_declare(by=request.user, **form.declared())
        except Refused as refused:
            form.add_error(None, str(refused.verdict.reason))
        else:
            text = _("Declared: %(unit)s, %(name)s. Sheets open to the office again: %(count)s.")
            messages.success(request, text % {"unit": face_of(row.unit).name, "name": row.user, "count": freed})
            return _back()
    manages = bool(is_campaign_manager(request.user))
    rows = [row for row in conflicts_all() if manages or row.user_id == request.user.pk]
    names = faces(clock.today(), unit_ids=[row.unit_id for row in rows]) if rows else {}
    context = {
        "form": form,
        "rows": [(row, names[row.unit_id].name) for row in rows],
        "manages": manages,
        "me": request.user,
    }
    return render(request, "assessments/conflicts.html", context, status=400 if form.errors else 200)


@require_POST
def withdraw(request: HttpRequest, conflict: int) -> HttpResponse:
    """The office in charge lifts a declaration with a reason."""
    require(is_campaign_manager(request.user))
    row = next((row for row in conflicts_all() if row.pk == conflict), None)
    if row is None:
        raise Http404
    try:
        conflict_withdraw(conflict=row, reason=request.POST.get("reason", ""), by=request.user)
    except Refused as refused:
        messages.error(request, str(refused.verdict.reason))
    else:
        facts = {"unit": face_of(row.unit).name, "name": row.user}
        messages.success(request, _("Withdrawn: %(unit)s, %(name)s.") % facts)
    return _back()


def _form(request: HttpRequest, data: object) -> ConflictForm:
    people = users_with_role(Role.APPRAISER, Role.CAMPAIGN_MANAGER) if is_campaign_manager(request.user) else []
    return ConflictForm(data, units=list(assessed_today()), people=list(people), me=request.user)


def _back() -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("assessments:conflicts"), status=303)
