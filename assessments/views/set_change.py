"""A running round moves to another version of its criteria set: what would change, the reason, the act."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assessments.forms.rounds import SetChangeForm
from assessments.result_queries import sheets_by_state
from assessments.rules import may_leave_set
from assessments.services.set_change import round_set_change, set_changes
from campaign.queries import round_by_year
from common.access import Refused, require
from criteria.queries import other_versions


@require_http_methods(["GET", "HEAD", "POST"])
def round_set(request: HttpRequest, year: int) -> HttpResponse:
    """Shows the move to a version item by item (`?version=`, else the newest); a POST with a reason makes it."""
    round = round_by_year(year)
    if round is None:
        raise Http404
    require(may_leave_set(request.user, round))
    versions = list(other_versions(round.collective_set)) if round.collective_set else []
    asked = request.POST.get("version") or request.GET.get("version")
    chosen = next((row for row in versions if str(row.version) == asked), versions[0] if versions else None)
    form = SetChangeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and chosen and form.is_valid():
        try:
            round_set_change(round=round, criteria_set=chosen, reason=form.cleaned_data["reason"], by=request.user)
        except Refused as refused:
            form.add_error(None, str(refused.verdict.reason))
        else:
            text = _("The round now uses version %(version)s of the criteria set; the units have been told.")
            messages.success(request, text % {"version": chosen.version})
            return redirect("assessments:round", year=year)
    context = {
        "round": round,
        "versions": versions,
        "chosen": chosen,
        "changes": set_changes(round, chosen) if chosen else [],
        "sheets": sheets_by_state(round),
        "form": form,
    }
    return render(request, "assessments/round_set.html", context, status=422 if form.errors else 200)
