"""Why this rank: a row of a round's result, opened down to its answers."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from assessments.rank_path import rank_path
from assessments.result_queries import standing_run
from assessments.result_rows import notes_of
from assessments.rules import may_see_results
from campaign.queries import round_by_year
from common.access import require


@require_safe
def rank(request: HttpRequest, year: int, unit: str) -> HttpResponse:
    """One unit: arithmetic, grade, ties, neighbours, and the criteria where the reader may open the sheet."""
    round = round_by_year(year)
    if round is None:
        raise Http404
    require(may_see_results(request.user, round.state))
    run = standing_run(round)
    path = rank_path(run, round.collective_set, unit, request.user) if run else None
    if path is None:
        raise Http404
    context = {"round": round, "run": run, "path": path, "notes": notes_of(path.row)}
    return render(request, "assessments/rank.html", context)
