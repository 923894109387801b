"""Two versions of a criteria set side by side."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from campaign.queries import published_rounds_with
from criteria.comparison import comparison
from criteria.queries import criteria_sets_for
from criteria.versions import ItemFate
from units.rules import is_campaign_manager


@require_safe
def criteria_compare(request: HttpRequest, code: str, before: int, after: int) -> HttpResponse:
    """What becomes of each item from one version to another; the office in charge can go on to a trial."""
    versions = {row.version: row for row in criteria_sets_for(request.user).filter(code=code)}
    if before not in versions or after not in versions or before == after:
        raise Http404
    found = comparison(versions[before], versions[after])
    context = {
        "before": versions[before],
        "after": versions[after],
        "comparison": found,
        "counts": [(fate.value, found.count(fate)) for fate in ItemFate],
        "rounds": published_rounds_with(code) if is_campaign_manager(request.user) else [],
    }
    return render(request, "campaign/criteria_compare.html", context)
