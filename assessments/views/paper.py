"""A round held on paper: its results by unit with their document, and the import for the office in charge."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.forms.rounds import PaperWithdrawForm
from assessments.paper_results import paper_results_of
from assessments.rules import may_see_progress
from assessments.services.paper_results import (
    POINTS,
    POSSIBLE,
    may_import_paper,
    may_withdraw_paper,
    paper_participants,
    paper_preview,
    paper_results_import,
    paper_results_withdraw,
)
from assessments.unit_sheet import unit_workbook
from assessments.views.found import found_round
from assessments.views.importing import ImportStep, round_import_step, workbook_response
from campaign.models import Round
from common.access import Refused, require
from common.sheet_resource import write_number
from criteria.queries import adjustment_rules_of, items_of_set


@require_http_methods(["GET", "HEAD", "POST"])
def paper(request: HttpRequest, year: int) -> HttpResponse:
    """What stands, and, while the round is not an electronic one, the import."""
    round = found_round(year)
    require(may_see_progress(request.user))
    verdict = may_import_paper(request.user, round)
    if request.method == "POST":
        require(verdict)
    step: ImportStep | None = None
    if verdict:
        step = round_import_step(request, round, preview=paper_preview, take_in=paper_results_import)
        if step.done is not None:
            text = ngettext("%(count)s result is imported.", "%(count)s results are imported.", step.done)
            messages.success(request, text % {"count": step.done})
            return redirect("assessments:paper", year=year)
    rows = list(paper_results_of(round))
    context = {"round": round, "step": step, "verdict": verdict, "rows": rows, "left": _left(round, step)}
    if may_withdraw_paper(request.user, round):
        context["withdraw"] = PaperWithdrawForm(units=[row.participant for row in rows])
    return render(request, "assessments/paper.html", context, status=step.status if step else 200)


@require_POST
def paper_withdraw(request: HttpRequest, year: int) -> HttpResponse:
    """Takes results back with a reason; what is refused becomes a message on the page."""
    round = found_round(year)
    unit, reason = request.POST.get("unit", ""), request.POST.get("reason", "")
    try:
        count = paper_results_withdraw(round=round, unit=unit, reason=reason, by=request.user)
    except Refused as refused:
        if refused.verdict.status == 403:
            raise
        messages.error(request, str(refused.verdict.reason))
    else:
        text = ngettext("%(count)s result is withdrawn.", "%(count)s results are withdrawn.", count)
        messages.success(request, text % {"count": count})
    return redirect("assessments:paper", year=year)


@require_safe
def paper_sheet(request: HttpRequest, year: int) -> HttpResponse:
    """The workbook with the units of the round: totals, or a column for each criterion (`?by=criterion`)."""
    round = found_round(year)
    require(may_import_paper(request.user, round))
    current = {row.participant.unit_id: row for row in paper_results_of(round)}
    by_criterion = request.GET.get("by") == "criterion" and round.collective_set is not None
    codes = [item.code for item in items_of_set(round.collective_set)] if by_criterion else []
    adjusting = [rule.code for rule in adjustment_rules_of(round.collective_set)] if by_criterion else []
    rows = []
    for participant in paper_participants(round):
        result = current.get(participant.unit_id)
        if codes:
            known = result.items if result else {}
            cells = [known[code][0].replace(".", ",") if code in known else "" for code in codes]
            moved = result.adjustments if result else {}
            cells += [moved.get(code, "").lstrip("-").replace(".", ",") for code in adjusting]
        else:
            cells = [*map(write_number, (result.points, result.possible))] if result else ["", ""]
        rows.append((participant, cells))
    content = unit_workbook(_("Results"), [*codes, *adjusting] or [POINTS, POSSIBLE], rows)
    return workbook_response(content, f"Ket-qua-ho-so-giay-{year}.xlsx")


def _left(round: Round, step: ImportStep | None) -> int:
    """How many units of the round a preview says nothing about and nothing stands for."""
    if step is None or step.preview is None or step.preview.faults:
        return 0
    named = {change.participant.unit_id for change in step.preview.changes}
    named |= {row.participant.unit_id for row in paper_results_of(round)}
    return sum(participant.unit_id not in named for participant in paper_participants(round))
