"""The office in charge runs a round: list, progress, moves, one participant, results."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.charts import progress_chart
from assessments.forms.rounds import (
    ExemptionForm,
    ExtensionForm,
    NoteForm,
    PeopleForm,
    ProgressFilter,
    ReasonForm,
)
from assessments.result_queries import (
    approval_of,
    by_cluster,
    office_progress,
    round_progress,
    rows_of,
    run_of_round,
)
from assessments.round_moves import offers_for
from assessments.rules import may_leave_set, may_see_progress, may_see_results
from assessments.services import results
from assessments.state_labels import state_labels
from campaign import services as campaign_services
from campaign.enums import RoundState
from campaign.models import Participant, Round
from campaign.queries import due_day, participants_of, round_by_year, rounds_list
from campaign.workflow import round_move
from common.access import Refused, require
from units.queries import faces, standing_of
from units.rules import is_campaign_manager, is_leader


@require_safe
def round_list(request: HttpRequest) -> HttpResponse:
    """All rounds of the campaign by phase, with their windows and states."""
    return render(
        request,
        "assessments/rounds.html",
        {"rounds": rounds_list(), "may_see_progress": bool(may_see_progress(request.user))},
    )


@require_safe
def round_page(request: HttpRequest, year: int) -> HttpResponse:
    """Progress of a round by cluster, and the moves with the reason when refused."""
    round = _round(year)
    require(may_see_progress(request.user))
    labels = state_labels()
    form = ProgressFilter(request.GET or None, labels=labels)
    data = form.cleaned_data if form.is_valid() else {}
    clusters = round_progress(round, query=data.get("q", ""), state=data.get("state", ""))
    run = run_of_round(round, published_only=False)
    everybody = round_progress(round) if data.get("q") or data.get("state") else clusters
    context = {
        "round": round,
        "clusters": clusters,
        "is_filtered": bool(data.get("q") or data.get("state")),
        "labels": labels,
        "form": form,
        "offices": _offices(round),
        "offers": offers_for(request.user, round),
        "may_change_set": may_leave_set(request.user, round),
        "run": run,
        "approval": approval_of(run),
        "may_approve": bool(is_leader(request.user)) and round.state == RoundState.FINAL,
        "reason_form": ReasonForm(),
        "note_form": NoteForm(),
        "total": sum(len(cluster.rows) for cluster in everybody),
        "sent": sum(cluster.sent for cluster in everybody),
        "appraised": sum(cluster.appraised for cluster in everybody),
        "chart": progress_chart(everybody, labels) if everybody else None,
    }
    return render(request, "assessments/round.html", context)


@require_POST
def round_open(request: HttpRequest, year: int) -> HttpResponse:
    return _do(request, year, lambda round: campaign_services.round_open(round=round, by=request.user))


@require_POST
def round_close(request: HttpRequest, year: int) -> HttpResponse:
    return _do(request, year, lambda round: campaign_services.round_close(round=round, by=request.user))


@require_POST
def round_reopen(request: HttpRequest, year: int) -> HttpResponse:
    reason = request.POST.get("reason", "")
    return _do(request, year, lambda round: round_move(round=round, name="reopen", by=request.user, reason=reason))


@require_POST
def round_finalise(request: HttpRequest, year: int) -> HttpResponse:
    return _do(request, year, lambda round: results.round_finalise(round=round, by=request.user))


@require_POST
def round_approve(request: HttpRequest, year: int) -> HttpResponse:
    """A leader records the approval of the final result that stands."""
    note = request.POST.get("note", "")

    def approve(round: Round) -> None:
        run = results.final_run(round)
        if run is None:
            raise Http404
        results.approval_give(run=run, by=request.user, note=note)

    return _do(request, year, approve)


@require_POST
def round_publish(request: HttpRequest, year: int) -> HttpResponse:
    return _do(request, year, lambda round: results.round_publish(round=round, by=request.user))


@require_safe
def round_results(request: HttpRequest, year: int) -> HttpResponse:
    """The result of a round: points, possible points, converted points, grade and ranks, by cluster."""
    round = _round(year)
    require(may_see_results(request.user, round.state))
    run = run_of_round(round, published_only=not standing_of(request.user).reads_all_sent)
    rows = list(rows_of(run)) if run else []
    return render(
        request,
        "assessments/round_results.html",
        {"round": round, "run": run, "clusters": by_cluster(rows), "approval": approval_of(run)},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def participant(request: HttpRequest, year: int, unit: str) -> HttpResponse:
    """One unit in a round: people, extension, exemption; each form posts by its own button."""
    require(is_campaign_manager(request.user))
    row = _participant(_round(year), unit)
    forms = _participant_forms(request, row)
    if request.method == "POST":
        done = _participant_save(request, row, forms)
        if done:
            messages.success(request, done)
            return redirect("assessments:participant", year=year, unit=unit)
    context = {"participant": row, "round": row.round, "forms": forms, "due": due_day(row)}
    return render(request, "assessments/participant.html", context)


def _participant_forms(request: HttpRequest, row: Participant) -> dict:
    chosen = request.POST.get("form", "")
    return {
        "people": PeopleForm(request.POST if chosen == "people" else None, instance=row),
        "extension": ExtensionForm(request.POST if chosen == "extension" else None),
        "exemption": ExemptionForm(request.POST if chosen == "exemption" else None),
    }


def _participant_save(request: HttpRequest, row: Participant, forms: dict) -> str:
    """What was done, or nothing when the chosen form has errors (they stand at its fields)."""
    chosen = request.POST.get("form", "")
    form = forms.get(chosen)
    if form is None or not form.is_valid():
        return ""
    data = form.cleaned_data
    try:
        if chosen == "people":
            campaign_services.participant_change(participant=row, by=request.user, **data)
            return _("The people of the unit are saved.")
        if chosen == "extension":
            campaign_services.extension_give(participant=row, by=request.user, **data)
            return _("The extension is given.")
        campaign_services.participant_exempt(participant=row, document=form.save(), by=request.user)
    except Refused as refused:
        form.add_error(None, str(refused.verdict.reason))
        return ""
    return _("The exemption is recorded.")


def _do(request: HttpRequest, year: int, act: Callable[[Round], object]) -> HttpResponse:
    """Takes one move and goes back to the round; what its state forbids becomes a message there."""
    try:
        act(_round(year))
    except Refused as refused:
        if refused.verdict.status == 403:
            raise
        messages.error(request, str(refused.verdict.reason))
    else:
        messages.success(request, _("Done and recorded."))
    return redirect("assessments:round", year=year)


def _round(year: int) -> Round:
    round = round_by_year(year)
    if round is None:
        raise Http404
    return round


def _participant(round: Round, unit: str) -> Participant:
    row = participants_of(round).filter(unit__code=unit).first()
    if row is None:
        raise Http404
    row.round = round
    return row


def _offices(round: Round) -> list[dict[str, Any]]:
    rows = office_progress(round)
    names = faces(round.due_on, unit_ids=[row["office_id"] for row in rows])
    return [row | {"name": names[row["office_id"]].short_name} for row in rows]
