"""The office in charge runs a round: list, progress, moves, one participant, results."""

import datetime
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.assigning_queries import office_to_assign, offices_to_assign
from assessments.charts import progress_chart
from assessments.correction_queries import (
    published_corrections,
    runs_to_read,
    waiting_corrections,
    waiting_run,
)
from assessments.explanation_queries import requests_to_decide
from assessments.forms.explanations import ReviewForm
from assessments.forms.rounds import (
    ExemptionForm,
    ExtensionForm,
    NoteForm,
    PeopleForm,
    ProgressFilter,
    ReasonForm,
)
from assessments.models import Run
from assessments.result_queries import (
    approval_of,
    by_cluster,
    office_progress,
    round_progress,
    rows_of,
    standing_run,
)
from assessments.round_moves import offers_for
from assessments.rules import (
    WITH_RESULT,
    may_compare_appraisers,
    may_leave_set,
    may_see_nominations,
    may_see_progress,
    may_see_results,
    may_see_summary,
    may_try_result,
)
from assessments.services import announcing, results
from assessments.services.extensions import extension_give, may_extend
from assessments.state_labels import state_labels
from assessments.ties import tie_words
from assessments.views.answering import act_on_round
from assessments.views.found import found_round
from campaign import services as campaign_services
from campaign.enums import RoundState
from campaign.models import Participant, Round
from campaign.queries import due_day, participants_of, rounds_list
from campaign.rules import explanation_window_end
from campaign.workflow import round_move
from common import clock
from common.access import Refused, require
from common.dates import format_day
from criteria.queries import has_other_version
from units.queries import faces, standing_of
from units.rules import is_campaign_manager, is_leader


@require_safe
def round_list(request: HttpRequest) -> HttpResponse:
    """All rounds of the campaign by phase, with their windows and states."""
    return render(
        request,
        "assessments/rounds.html",
        {
            "rounds": rounds_list(),
            "may_see_progress": bool(may_see_progress(request.user)),
            "assign": next(iter(offices_to_assign(request.user)), None),
        },
    )


@require_safe
def round_page(request: HttpRequest, year: int) -> HttpResponse:
    """Progress of a round by cluster, and the moves with the reason when refused."""
    round = found_round(year)
    require(may_see_progress(request.user))
    labels = state_labels()
    form = ProgressFilter(request.GET or None, labels=labels)
    data = form.cleaned_data if form.is_valid() else {}
    clusters = round_progress(round, query=data.get("q", ""), state=data.get("state", ""))
    run = waiting_run(round) or standing_run(round)
    everybody = round_progress(round) if data.get("q") or data.get("state") else clusters
    context = {
        "round": round,
        "clusters": clusters,
        "is_filtered": bool(data.get("q") or data.get("state")),
        "labels": labels,
        "form": form,
        "offices": _offices(round),
        "offers": offers_for(request.user, round),
        "may_change_set": bool(may_leave_set(request.user, round)) and has_other_version(round.collective_set),
        "run": run,
        "approval": approval_of(run),
        "may_approve": bool(run and is_leader(request.user)) and _waits_for_approval(round),
        "requests": requests_to_decide(request.user, round) if round.explain_until else [],
        "review_form": ReviewForm(),
        "waiting": waiting_corrections(round) if round.state == RoundState.PUBLISHED else [],
        **_tools(request, round),
        "may_correct": bool(is_campaign_manager(request.user)),
        "corrected": round.state == RoundState.PUBLISHED and bool(published_corrections(round)),
        "assign_office": office_to_assign(request.user, round),
        "sees_persons": bool(may_see_nominations(request.user)),
        "last_explaining_day": _would_end(round),
        "reason_form": ReasonForm(),
        "note_form": NoteForm(),
        "total": sum(len(cluster.rows) for cluster in everybody),
        "sent": sum(cluster.sent for cluster in everybody),
        "unsent": [row.participant.printed_name for cluster in everybody for row in cluster.unsent],
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
def round_announce(request: HttpRequest, year: int) -> HttpResponse:
    return _do(request, year, lambda round: announcing.round_announce(round=round, by=request.user))


@require_POST
def round_reconsider(request: HttpRequest, year: int) -> HttpResponse:
    reason = request.POST.get("reason", "")
    return _do(request, year, lambda round: announcing.round_reconsider(round=round, reason=reason, by=request.user))


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
    round = found_round(year)
    require(may_see_results(request.user, round.state))
    reads_all = standing_of(request.user).reads_all_sent
    runs = runs_to_read(round, reads_all=reads_all) if round.state == RoundState.PUBLISHED else []
    standing = standing_run(round)
    run = _asked_run(request, runs) or standing
    rows = list(rows_of(run)) if run else []
    published = [row for row in runs if approval_of(row) and approval_of(row).published_at]
    corrections = published_corrections(round, until=run) if len(published) > 1 else []
    context = {
        "round": round,
        "run": run,
        "runs": runs if len(runs) > 1 else [],
        "newest": published[0] if published else run,
        "clusters": by_cluster(rows),
        "ties": tie_words(rows),
        "may_export": run == standing and bool(may_see_summary(request.user)),
        "approval": approval_of(run),
        "corrections": corrections,
        "corrected": {row.answer.assessment.participant_id for row in corrections},
        "may_correct": round.state == RoundState.PUBLISHED and bool(is_campaign_manager(request.user)),
        **_tools(request, round),
    }
    return render(request, "assessments/round_results.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def participant(request: HttpRequest, year: int, unit: str) -> HttpResponse:
    """One unit in a round: people, extension, exemption; each form posts by its own button."""
    require(is_campaign_manager(request.user))
    row = _participant(found_round(year), unit)
    forms = _participant_forms(request, row)
    if request.method == "POST":
        done = _participant_save(request, row, forms)
        if done:
            messages.success(request, done)
            return redirect("assessments:participant", year=year, unit=unit)
    context = {
        "participant": row,
        "round": row.round,
        "forms": forms,
        "due": due_day(row),
        "may_extend": may_extend(request.user, row),
    }
    return render(request, "assessments/participant.html", context)


def _tools(request: HttpRequest, round: Round) -> dict[str, bool]:
    """Which pages that look closer at a result are open to the reader."""
    return {
        "may_try": bool(may_try_result(request.user, round)),
        "may_compare": round.state in WITH_RESULT and bool(may_compare_appraisers(request.user)),
    }


def _asked_run(request: HttpRequest, runs: list[Run]) -> Run | None:
    """The run named by `?run=`, among those the reader may open."""
    return next((row for row in runs if str(row.pk) == request.GET.get("run")), None)


def _waits_for_approval(round: Round) -> bool:
    return round.state == RoundState.FINAL or waiting_run(round) is not None


def _would_end(round: Round) -> datetime.date | None:
    """The last day for explanations if the provisional result were announced today."""
    return explanation_window_end(round, clock.today()) if round.state == RoundState.CLOSED else None


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
            given = extension_give(participant=row, by=request.user, **data)
            return _extension_words(data["due_on"], given.due_on)
        campaign_services.participant_exempt(participant=row, document=form.save(), by=request.user)
    except Refused as refused:
        form.add_error(None, str(refused.verdict.reason))
        return ""
    return _("The exemption is recorded.")


def _extension_words(asked: datetime.date, day: datetime.date) -> str:
    if day == asked:
        return _("The extension is given.")
    days = {"asked": format_day(asked), "day": format_day(day)}
    return _("%(asked)s is a day off; the extension runs to the end of the next working day, %(day)s.") % days


def _do(request: HttpRequest, year: int, act: Callable[[Round], object]) -> HttpResponse:
    """Takes one move and goes back to the round."""
    return act_on_round(request, year, lambda: act(found_round(year)))


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
