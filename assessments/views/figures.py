"""Figures of the office for one criterion: the workbook to fill in, the import with its preview, the history."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from assessments import rules
from assessments.column_queries import figures_of
from assessments.column_rules import column_of, may_enter_figures
from assessments.office_figures import current_of, figure_headings, figure_words
from assessments.services.figures import figures_import, figures_preview
from assessments.unit_sheet import NOTE, unit_workbook
from assessments.views.importing import import_step, workbook_response
from campaign.models import Participant, Round
from campaign.queries import round_by_year
from common.access import require
from common.sheet_resource import write_number
from criteria.models import Item


@require_http_methods(["GET", "HEAD", "POST"])
def figures(request: HttpRequest, year: int, item: str) -> HttpResponse:
    """What stands, what stood before, and the import."""
    round, found, _units = _column(request, year, item)
    require(may_enter_figures(request.user, round, found))
    step = import_step(
        request,
        look=lambda content: figures_preview(round=round, item=found, content=content, by=request.user),
        act=lambda content, document, digest: figures_import(
            round=round, item=found, content=content, document=document, by=request.user, digest=digest
        ),
    )
    if step.done is not None:
        text = ngettext("%(count)s figure is imported.", "%(count)s figures are imported.", step.done)
        messages.success(request, text % {"count": step.done})
        return redirect("assessments:column", year=year, item=item)
    rows = [{"row": row, "words": figure_words(row.item, row)} for row in figures_of(round, found)]
    context = {"round": round, "item": found, "step": step, "rows": rows, "headings": figure_headings(found)}
    return render(request, "assessments/figures.html", context, status=step.status)


@require_safe
def figures_sheet(request: HttpRequest, year: int, item: str) -> HttpResponse:
    """The workbook with the units of the criterion and the figures that stand."""
    round, found, units = _column(request, year, item)
    require(may_enter_figures(request.user, round, found))
    current = current_of(figures_of(round, found))
    headings = figure_headings(found)
    rows = []
    for participant in units:
        figure = current.get(participant.pk)
        values = [figure.amount_a, figure.amount_b][: len(headings)] if figure else [None] * len(headings)
        rows.append((participant, [*map(write_number, values), figure.note if figure else ""]))
    content = unit_workbook(found.code, [*headings, NOTE], rows)
    return workbook_response(content, f"So-lieu-doi-chieu-{found.code}-{year}.xlsx")


def _column(request: HttpRequest, year: int, code: str) -> tuple[Round, Item, list[Participant]]:
    require(rules.may_see_queue(request.user))
    round = round_by_year(year)
    if round is None:
        raise Http404
    return round, *column_of(request.user, round, code)
