"""Pages that look closer at a result: other rules on a copy, stability of the ranks, comparison of appraisers."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from assessments.appraiser_queries import AppraiserPage, appraisers_of
from assessments.charts import rank_interval
from assessments.forms.result_tools import SpreadForm, WhatIfForm
from assessments.leniency import ENOUGH, Compared, Overall
from assessments.result_rows import bands_of, grade_note_text, no_rank_text
from assessments.round_stability import StableRow, round_stability
from assessments.rules import may_compare_appraisers, may_try_result
from assessments.views.found import found_round
from assessments.what_if import UnitChange, round_what_if, weights_of
from campaign.models import Round
from common.access import require
from criteria.models import CriteriaSet
from criteria.queries import criteria_with_items, with_rules

# By how many percent the weights vary when the address says nothing.
SPREAD = 10


@require_safe
def what_if(request: HttpRequest, year: int) -> HttpResponse:
    """Other weights, thresholds and caps: who would move. The address holds them; nothing is written."""
    round, criteria_set = _round_with_result(request, year)
    form = _what_if_form(request, criteria_set)
    tried = round_what_if(round, criteria_set, form.variant()) if form.is_valid() else None
    context = {
        "round": round,
        "form": form,
        "changes": form.changes() if tried else [],
        "tried": tried,
        "rows": [_row(unit) for unit in tried.units] if tried else [],
    }
    return render(request, "assessments/what_if.html", context, status=200 if tried else 422)


@require_safe
def stability(request: HttpRequest, year: int) -> HttpResponse:
    """How far the ranks rest on the weights: an interval per unit, by a percentage that the address holds."""
    round, criteria_set = _round_with_result(request, year)
    form = SpreadForm(request.GET if "bien-do" in request.GET else {"bien-do": str(SPREAD)})
    found = round_stability(round, criteria_set, spread=form.spread()) if form.is_valid() else None
    clusters = [
        (group.cluster, [_stable(each, len(group.rows)) for each in group.rows])
        for group in (found.clusters if found else ())
    ]
    context = {"round": round, "form": form, "found": found, "clusters": clusters}
    return render(request, "assessments/stability.html", context, status=200 if found else 422)


@require_safe
def appraisers(request: HttpRequest, year: int) -> HttpResponse:
    """Leniency and spread of those who appraised, for the office in charge alone."""
    round = found_round(year)
    require(may_compare_appraisers(request.user))
    page = appraisers_of(round)
    context = {
        "round": round,
        "enough": ENOUGH,
        "people": [_person(page, row) for row in sorted(page.people, key=lambda row: str(page.names[row.appraiser]))],
        "items": [
            (item, [_compared(page, row) for row in page.lines if row.item == code])
            for code, item in page.items.items()
        ],
    }
    return render(request, "assessments/appraisers.html", context)


def _what_if_form(request: HttpRequest, criteria_set: CriteriaSet) -> WhatIfForm:
    criteria = criteria_with_items(criteria_set)
    return WhatIfForm(
        request.GET.dict(),
        weights=weights_of(criteria),
        titles={row.code: row.title for row in criteria},
        bands=bands_of(criteria_set),
        grades={rule.code: rule.title for rule in criteria_set.grade_rules.all()},
    )


def _row(unit: UnitChange) -> dict[str, object]:
    """A line of the table with its notes in words."""
    graded = unit.after.graded
    return {
        "unit": unit,
        "note": no_rank_text(unit.after.line.reason),
        "grade_note": grade_note_text(", ".join(graded.notes)) if graded else "",
    }


def _stable(each: StableRow, size: int) -> dict[str, object]:
    return {
        "row": each.row,
        "stability": each.stability,
        "bar": rank_interval(each, size),
        "movers": ", ".join(each.stability.movers),
    }


def _person(page: AppraiserPage, row: Overall) -> dict[str, object]:
    return {"name": page.names[row.appraiser], "row": row}


def _compared(page: AppraiserPage, row: Compared) -> dict[str, object]:
    """A line with the reason in words where there are too few marks to compare."""
    note = ""
    if row.count < ENOUGH:
        note = _("too few marks")
    elif not row.others:
        note = _("nobody else appraised this criterion")
    elif row.others < ENOUGH:
        note = _("too few marks of others")
    return {"name": page.names[row.appraiser], "row": row, "note": note}


def _round_with_result(request: HttpRequest, year: int) -> tuple[Round, CriteriaSet]:
    round = found_round(year)
    require(may_try_result(request.user, round))
    if round.collective_set is None:
        raise Http404
    return round, with_rules(round.collective_set)
