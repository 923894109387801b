"""The plan of the campaign in its own words."""

from itertools import groupby
from operator import attrgetter
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from campaign.enums import SectionKind
from campaign.models import Plan, PlanSection
from campaign.queries import indicators_of, phases_list, plan_of, the_campaign
from campaign.timeline import stops
from common import clock
from criteria.queries import criteria_sets_for
from units.queries import faces


@require_safe
def plan_page(request: HttpRequest) -> HttpResponse:
    """A reading page: the plan in force today, its time line with today's place, its indicators."""
    campaign = the_campaign()
    plan = plan_of(campaign, clock.today()) if campaign else None
    if campaign is None or plan is None:
        return render(request, "campaign/plan_missing.html")
    context = {
        "campaign": campaign,
        "plan": plan,
        "signer": plan.signer_title.split("/"),
        "contents": _table_of_contents(),
        "stops": stops(plan.milestones.all(), clock.today()),
        "today": clock.today(),
        "indicators": indicators_of(campaign),
        "criteria_sets": criteria_sets_for(request.user).filter(state="published"),
        "phases": phases_list(),
        "tasks": _tasks(plan),
    }
    return render(request, "campaign/plan.html", context | _passages(plan))


def _table_of_contents() -> list[tuple[str, str, str]]:
    """Anchor, number and heading of each section, as the plan numbers them."""
    return [
        ("muc-1", "I", _("Purpose and requirements")),
        ("muc-2", "II", _("Content of the emulation")),
        ("muc-3", "III", _("Criteria and awards")),
        ("muc-4", "IV", _("Solutions")),
        ("muc-5", "V", _("Time line")),
        ("muc-6", "VI", _("Tasks of the offices")),
    ]


def _passages(plan: Plan) -> dict[str, Any]:
    by_kind: dict[str, list[PlanSection]] = {}
    for row in plan.sections.all():
        by_kind.setdefault(row.kind, []).append(row)
    lines = by_kind.get(SectionKind.CONTENT, [])
    awards = by_kind.get(SectionKind.AWARD, [])
    return {
        "purposes": by_kind.get(SectionKind.PURPOSE, []),
        "requirements": by_kind.get(SectionKind.REQUIREMENT, []),
        "lines": [(heading, list(rows)) for heading, rows in groupby(lines, key=attrgetter("heading"))],
        "awards": awards,
        "solutions": by_kind.get(SectionKind.SOLUTION, []),
    }


def _tasks(plan: Plan) -> list[tuple[PlanSection, list[str]]]:
    """Each task with the offices that have it, by their names of today."""
    tasks = [row for row in plan.sections.all() if row.kind == SectionKind.TASK]
    units = {unit.pk: unit for row in tasks for unit in row.offices.all()}
    names = faces(clock.today(), unit_ids=list(units))
    return [(row, sorted(names[unit.pk].name for unit in row.offices.all() if unit.pk in names)) for row in tasks]
