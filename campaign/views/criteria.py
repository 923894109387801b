"""Criteria sets: the list, and one set with everything a unit wants to know of its criteria."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from common import clock
from criteria.examples import rule_of, worked_sentence
from criteria.formulas import formula_text, span_text
from criteria.models import CriteriaSet, Criterion, Item
from criteria.overview import kind_totals, kinds_of, lines_of, office_ids
from criteria.queries import criteria_of, criteria_sets_for
from units.queries import faces
from units.rules import may_enter_admin


class CriteriaFilter(forms.Form):
    q = forms.CharField(label=_("Search in the criteria"), required=False, max_length=200)


@require_safe
def criteria_list(request: HttpRequest) -> HttpResponse:
    """Every set with its versions, newest first."""
    return render(request, "campaign/criteria.html", {"criteria_sets": criteria_sets_for(request.user)})


@require_safe
def criteria_set_page(request: HttpRequest, code: str, version: int) -> HttpResponse:
    """Areas and criteria, to whom they apply, how they score, bonus and minus, grades."""
    versions = list(criteria_sets_for(request.user).filter(code=code))
    criteria_set = next((row for row in versions if row.version == version), None)
    if criteria_set is None:
        raise Http404
    form = CriteriaFilter(request.GET or None)
    query = form.cleaned_data["q"] if form.is_valid() else ""
    criteria = criteria_of(criteria_set)
    names = {
        unit_id: face.short_name for unit_id, face in faces(clock.today(), unit_ids=list(office_ids(criteria))).items()
    }
    found = lines_of(criteria, names, query)
    context = {
        "criteria_set": criteria_set,
        "form": form,
        "query": query,
        "areas": found,
        "count": sum(len(area.lines) for area in found),
        "kinds": kinds_of(criteria),
        "totals": kind_totals(criteria, names),
        "maximum": sum((area.maximum for area in lines_of(criteria, names)), 0),
        "workings": _workings(criteria),
        "adjustments": criteria_set.adjustment_rules.all(),
        "grades": criteria_set.grade_rules.all(),
        "versions": [row for row in versions if row != criteria_set],
        "admin_url": _admin_url(request, criteria_set),
    }
    return render(request, "campaign/criteria_set.html", context)


def _workings(criteria: list[Criterion]) -> dict[int, dict[str, str]]:
    """Item id to its formula, its span and a worked sentence; items without a figure have none."""
    items = [item for criterion in criteria for item in criterion.items.all()]
    return {item.pk: _working(item) for item in items if rule_of(item).is_numeric}


def _working(item: Item) -> dict[str, str]:
    rule = rule_of(item)
    return {
        "formula": formula_text(rule),
        "span": span_text(rule, item.figure_unit),
        "example": worked_sentence(item),
    }


def _admin_url(request: HttpRequest, criteria_set: CriteriaSet) -> Any:
    """Where those who keep the sets change this one; nothing for everybody else."""
    if not may_enter_admin(request.user):
        return ""
    return reverse("admin:criteria_criteriaset_change", args=[criteria_set.pk])
