"""The awards of a unit on one page, for its head."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from awards.queries.unit_awards import (
    awards_of_units,
    headed_by,
    letters_received,
    proposals_under_way,
    unit_award,
)
from awards.rules.cycles import is_head
from common import clock
from common.access import require
from units.queries import faces

PER_PAGE = 50


@require_safe
def unit_awards(request: HttpRequest) -> HttpResponse:
    """What the unit and its people were awarded, what is under way, which letters came."""
    require(is_head(request.user))
    page = Paginator(awards_of_units(request.user), PER_PAGE).get_page(request.GET.get("page"))
    names = faces(clock.today(), unit_ids=list(headed_by(request.user)))
    context = {
        "units": "; ".join(sorted(face.name for face in names.values())),
        "page": page,
        "lines": [unit_award(request.user, award) for award in page],
        "proposals": proposals_under_way(request.user),
        "letters": letters_received(request.user)[:PER_PAGE],
    }
    return render(request, "awards/unit_awards.html", context)
