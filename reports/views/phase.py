"""The result of a phase: table, every figure down to its answers, the summary as PDF and Excel."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from assessments.charts import areas_chart, distribution_chart
from assessments.correction_queries import corrected_participants
from assessments.models import Run
from assessments.result_queries import by_cluster, phase_rows, phase_run
from assessments.rules import may_see_summary
from assessments.ties import tie_words
from campaign.enums import RollUpRule, RoundState
from campaign.models import Phase
from campaign.queries import phase_by_number, phases_list
from common.access import require
from common.files import content_disposition
from documents.rendering import PaperUnavailable
from reports.phase_summary import phase_summary, phase_summary_pdf
from reports.phase_summary_xlsx import phase_summary_xlsx
from reports.unit_path import unit_path

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def phase_page(request: HttpRequest, number: int) -> HttpResponse:
    """Points, possible points, percentage and ranks per unit and year, by cluster; empty while nothing is published."""
    phase, run = _phase(number)
    rows = phase_rows(run) if run else []
    context = {
        "phase": phase,
        "phases": phases_list(),
        "run": run,
        "rounds": list(phase.rounds.all()),
        "clusters": by_cluster(rows),
        "ties": tie_words(rows),
        "corrected": corrected_participants(phase),
        "waiting": _waiting(phase),
        "may_export": bool(may_see_summary(request.user)),
        "distribution": distribution_chart(rows) if rows else None,
        "areas": areas_chart(rows) if rows else None,
    }
    return render(request, "reports/phase.html", context)


@require_safe
def phase_unit(request: HttpRequest, number: int, unit: str) -> HttpResponse:
    """Why this rank: the years of one unit, their criteria and columns, and its neighbours in the ranking."""
    phase, run = _phase(number)
    path = unit_path(run, unit, request.user) if run else None
    if path is None:
        raise Http404
    context = {
        "phase": phase,
        "run": run,
        "path": path,
        "waiting": _waiting(phase),
        "working": path.working if phase.roll_up == RollUpRule.MEAN else "",
    }
    return render(request, "reports/phase_unit.html", context)


@require_safe
def phase_pdf(request: HttpRequest, number: int) -> HttpResponse:
    """The summary of the phase as an unissued paper."""
    phase, run = _phase(number)
    require(may_see_summary(request.user))
    if run is None:
        raise Http404
    try:
        pdf = phase_summary_pdf(phase)
    except PaperUnavailable as error:
        messages.error(request, str(error.reason))
        return redirect("reports:phase", number=number)
    return download(pdf, "application/pdf", f"Bao-cao-tong-hop-giai-doan-{number}.pdf")


@require_safe
def phase_xlsx(request: HttpRequest, number: int) -> HttpResponse:
    """The same tables as a workbook."""
    phase, run = _phase(number)
    require(may_see_summary(request.user))
    if run is None:
        raise Http404
    return download(phase_summary_xlsx(phase_summary(phase)), XLSX, f"Tong-hop-giai-doan-{number}.xlsx")


def _phase(number: int) -> tuple[Phase, Run | None]:
    phase = phase_by_number(number)
    if phase is None:
        raise Http404
    return phase, phase_run(phase)


def _waiting(phase: Phase) -> list[int]:
    """The years whose result can still change the ranking."""
    rounds = phase.rounds.all()
    return [round.year for round in rounds if round.state != RoundState.PUBLISHED and not round.on_paper]


def download(content: bytes, content_type: str, name: str) -> HttpResponse:
    """A file to be saved under a name, never shown as something else."""
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = content_disposition(name)
    response["X-Content-Type-Options"] = "nosniff"
    return response
