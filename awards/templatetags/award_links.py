"""Links from a result to its awards, for pages of the floors below."""

from typing import Any

from django import template
from django.http import HttpRequest

from assessments.models import Run
from awards.models import AwardCycle
from awards.queries.cycles import cycle_on, runs_to_award
from awards.rules.cycles import may_run

register = template.Library()


@register.simple_tag
def award_way(request: HttpRequest, run: Run | None) -> dict[str, Any]:
    """The cycle on a result as far as the reader sees it; without one, whether the reader may begin it."""
    cycle: AwardCycle | None = cycle_on(request.user, run) if run else None
    begins = run is not None and cycle is None and bool(may_run(request.user)) and run in runs_to_award()
    return {"cycle": cycle, "may_begin": begins}
