"""Column by column: one criterion of the reader's office over all units, differences first, scored in place."""

import uuid
from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from assessments import rules
from assessments.column_lines import ColumnLine, Show, column_lines
from assessments.column_queries import column_answers, figures_of, own_columns
from assessments.column_rules import column_of, may_enter_figures
from assessments.forms.marks import ColumnMarkForm
from assessments.marking import may_mark, standing_mark
from assessments.office_figures import current_of, takes_figures
from assessments.services.appraisal import mark_give
from assessments.settling import newest_revision
from assessments.views.found import found_round
from campaign.models import Round
from campaign.queries import targets_of
from common.access import Denied, Refused, Verdict, require
from common.numbers import format_points
from common.text import search_text
from criteria.models import Item
from units.enums import Role
from units.queries import Account, standing_of

TEMPLATE = "assessments/column.html"
PAGE = 20


@dataclass(frozen=True)
class ColumnRow:
    """A line with what the reader may do to it; `form` only where points may be given now."""

    line: ColumnLine
    verdict: Verdict | None = None
    form: ColumnMarkForm | None = None
    revision: int = 0
    standing: int = 0

    @property
    def reason(self) -> str:
        return str(self.verdict.reason) if isinstance(self.verdict, Denied) else ""


@require_safe
def columns(request: HttpRequest, year: int) -> HttpResponse:
    """The criteria of the reader's office in a round, each leading to its grid."""
    require(rules.may_see_queue(request.user))
    round = found_round(year)
    rows = [{"item": item, "units": len(units)} for item, units in own_columns(request.user, round)]
    return render(request, "assessments/columns.html", {"round": round, "rows": rows})


@require_safe
def column(request: HttpRequest, year: int, item: str) -> HttpResponse:
    """The grid of one criterion; `?show=` and `?q=` narrow it."""
    round, found, rows = open_column(request, year, item)
    return _page(request, round, found, rows)


@require_POST
def column_mark(request: HttpRequest, year: int, item: str, sheet: uuid.UUID) -> HttpResponse:
    """Grants points to one unit by the same rules as on the desk; what is refused comes back in its line."""
    round, found, rows = open_column(request, year, item)
    row = next((one for one in rows if one.line.answer and one.line.answer.assessment.public_id == sheet), None)
    if row is None or row.line.answer is None:
        raise Http404
    if isinstance(row.verdict, Denied) and row.verdict.status == 403:
        raise Refused(row.verdict)
    answer = row.line.answer
    form = ColumnMarkForm(request.POST, answer=answer, auto_id=f"{_anchor(row)}-%s")
    status = 400
    if form.is_valid():
        try:
            mark_give(answer=answer, values=form.mark_input(), by=request.user)
        except Refused as refused:
            form.refuse(refused.verdict)
            status = refused.verdict.status
        else:
            messages.success(request, _("%(unit)s: saved.") % {"unit": row.line.participant.printed_name})
            query = f"?{request.GET.urlencode()}" if request.GET else ""
            here = reverse("assessments:column", args=[year, item])
            return HttpResponseRedirect(f"{here}{query}#{_anchor(row)}", status=303)
    rows = [replace(one, form=form) if one is row else one for one in rows]
    return _page(request, round, found, rows, refused=row.line.participant.pk, status=status)


def open_column(request: HttpRequest, year: int, code: str) -> tuple[Round, Item, list[ColumnRow]]:
    """The round, the item and its rows for the reader; refused where another office appraises it."""
    require(rules.may_see_queue(request.user))
    round, user = found_round(year), request.user
    item, units = column_of(user, round, code)
    lines = column_lines(
        item,
        units,
        answers=column_answers(user, round, item),
        figures=current_of(figures_of(round, item)),
        targets=targets_of(round),
        offices=frozenset(standing_of(user).units_as(Role.APPRAISER)),
        user_id=user.pk,
    )
    return round, item, [_row(user, line) for line in lines]


def _row(user: Account, line: ColumnLine) -> ColumnRow:
    answer = line.answer
    if answer is None:
        return ColumnRow(line)
    verdict = may_mark(user, answer)
    if not verdict:
        return ColumnRow(line, verdict)
    mark = line.mark
    initial = {"points": format_points(mark.points), "reason": mark.reason} if mark and mark.applies else {}
    row = ColumnRow(line, verdict, None, newest_revision(answer), standing_mark(user, answer))
    form = ColumnMarkForm(initial=initial, answer=answer, auto_id=f"{_anchor(row)}-%s")
    return replace(row, form=form)


def _page(
    request: HttpRequest, round: Round, item: Item, rows: list[ColumnRow], *, refused: int = 0, status: int = 200
) -> HttpResponse:
    """The grid; a refused line is shown whatever the filter says."""
    wanted = request.GET.get("show", "")
    show = Show(wanted) if wanted in list(Show) else Show.ALL
    query = search_text(request.GET.get("q", ""))
    shown = [
        row
        for row in rows
        if row.line.participant.pk == refused or (row.line.is_shown(show) and query in row.line.participant.search)
    ]
    place = next((at for at, row in enumerate(shown) if row.line.participant.pk == refused), None)
    number = request.GET.get("page") if place is None else place // PAGE + 1
    context: dict[str, Any] = {
        "round": round,
        "item": item,
        "page": Paginator(shown, PAGE).get_page(number),
        "total": len(rows),
        "scored": sum(row.line.mark is not None for row in rows),
        "differing": sum(row.line.differs for row in rows),
        "with_figure": sum(row.line.figure is not None for row in rows),
        "query": request.GET.get("q", ""),
        "show": show.value,
        "choices": _choices(),
        "takes_figures": takes_figures(item),
        "may_enter": bool(may_enter_figures(request.user, round, item)),
        "others": [each for each, _units in own_columns(request.user, round)],
    }
    return render(request, TEMPLATE, context, status=status)


def _choices() -> list[tuple[str, str]]:
    return [
        (Show.ALL.value, _("All units")),
        (Show.DIFFERING.value, _("Different from the office's figure")),
        (Show.OPEN.value, _("To be scored")),
        (Show.SCORED.value, _("Scored")),
    ]


def _anchor(row: ColumnRow) -> str:
    return f"u{row.line.participant.pk}"
