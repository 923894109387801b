"""The series of numbers: what was given last, which numbers are void or were taken elsewhere."""

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from common import clock
from common.access import Refused, require
from documents import rules
from documents.enums import Keeper
from documents.forms import OutsideForm, VoidForm
from documents.models import NumberSeries
from documents.queries import clerk_series, next_free, series_all
from documents.series_names import series_name
from documents.services.numbers import number_void_typed
from documents.services.outside import number_take_outside
from units.queries import faces


@require_safe
def series(request: HttpRequest) -> HttpResponse:
    require(rules.may_list(request.user))
    return _page(request)


@require_POST
def void(request: HttpRequest, series: int) -> HttpResponse:
    """A number of the agency's register is void; in a series of the portal this happens with its paper."""
    require(rules.may_void_numbers(request.user))
    row = clerk_series(series)
    if row is None:
        raise Http404
    form = VoidForm(request.POST, prefix=str(row.pk))
    if not form.is_valid():
        return _page(request, form=form, status=422)
    try:
        number_void_typed(
            series=row, typed=form.cleaned_data["number"], reason=form.cleaned_data["reason"], by=request.user
        )
    except Refused as refused:
        form.add_error("number", f"{refused.verdict.reason} {refused.todo}".strip())
        return _page(request, form=form, status=refused.verdict.status)
    messages.success(request, _("The number is recorded as void."))
    return redirect("documents:series")


@require_POST
def outside(request: HttpRequest, series: int) -> HttpResponse:
    """A number of the agency's register that was taken for a paper written elsewhere."""
    require(rules.may_void_numbers(request.user))
    row = clerk_series(series)
    if row is None:
        raise Http404
    form = OutsideForm(request.POST, prefix=f"outside-{row.pk}")
    if not form.is_valid():
        return _page(request, form=form, status=422)
    data = form.cleaned_data
    try:
        number_take_outside(series=row, typed=data["number"], day=data["day"], summary=data["summary"], by=request.user)
    except Refused as refused:
        form.add_error("number", f"{refused.verdict.reason} {refused.todo}".strip())
        return _page(request, form=form, status=refused.verdict.status)
    messages.success(request, _("The number is recorded as taken."))
    return redirect("documents:series")


def _page(request: HttpRequest, *, form: Form | None = None, status: int = 200) -> HttpResponse:
    may_void = bool(rules.may_void_numbers(request.user))
    lines, rows = [], list(series_all())
    names = faces(clock.today(), unit_ids=[row.unit_id for row in rows])
    sent = {form.prefix: form} if form else {}
    for row in rows:
        is_typed = may_void and row.keeper == Keeper.CLERK
        lines.append(
            {
                "series": row,
                "name": series_name(row.symbol),
                "unit": names[row.unit_id].name,
                "next": next_free(row),
                "voids": list(row.voids.all()),
                "outside": list(row.outside_numbers.all()),
                "form": sent.get(str(row.pk), VoidForm(prefix=str(row.pk))) if is_typed else None,
                "outside_form": _outside_form(row, sent) if is_typed else None,
            }
        )
    return render(request, "documents/series.html", {"lines": lines}, status=status)


def _outside_form(row: NumberSeries, sent: dict[str, Form]) -> Form:
    prefix = f"outside-{row.pk}"
    return sent.get(prefix) or OutsideForm(prefix=prefix, initial={"number": f"{next_free(row):02d}"})
