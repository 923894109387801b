"""Units on a day, and the whole history of one unit."""

import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from common import clock
from units.forms import UnitFilter
from units.queries import (
    children_of,
    cluster_rows_of,
    clusters_on,
    faces,
    memberships_of_unit,
    reorganisations_of,
    unit_by_code,
    unit_versions_list,
    versions_of,
)
from units.rules import may_enter_admin


@require_safe
def unit_list(request: HttpRequest) -> HttpResponse:
    """Units alive on a day (default today) by kind, found without accents."""
    form = UnitFilter(request.GET or None)
    data = form.cleaned_data if form.is_valid() else {}
    day: datetime.date = data.get("day") or clock.today()
    rows = list(
        unit_versions_list(day=day, query=data.get("q", ""), kind=data.get("kind", ""), cluster=data.get("cluster", ""))
    )
    clusters = clusters_on(day)
    parents = faces(day, unit_ids=[row.parent_id for row in rows if row.parent_id])
    for row in rows:
        row.cluster = clusters.get(row.unit_id)
        row.parent_face = parents.get(row.parent_id)
    context = {
        "form": form,
        "rows": rows,
        "day": day,
        "is_today": day == clock.today(),
        "open": sum(not row.is_verified for row in rows),
    }
    return render(request, "units/units.html", context)


@require_safe
def unit_page(request: HttpRequest, code: str) -> HttpResponse:
    """Names, parents, kinds and clusters in time, reorganisations; people only for those who keep the accounts."""
    unit = unit_by_code(code)
    if unit is None:
        raise Http404
    today = clock.today()
    versions = versions_of(unit)
    if not versions:
        raise Http404
    current = next((row for row in versions if row.holds_on(today)), None)
    links = reorganisations_of(unit)
    others = {pk for link in links for pk in (link.predecessor_id, link.successor_id) if pk}
    others |= {row.parent_id for row in versions if row.parent_id}
    context = {
        "unit": unit,
        "face": current or versions[0],
        "is_alive": current is not None,
        "today": today,
        "versions": versions,
        "clusters": cluster_rows_of(unit),
        "links": links,
        "faces": faces(today, unit_ids=list(others)),
        "children": children_of(unit, today),
        "people": memberships_of_unit(unit) if may_enter_admin(request.user) else None,
    }
    return render(request, "units/unit.html", context)
