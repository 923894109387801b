"""Sheets of an office assigned to its appraisers: by hand, from a workbook, or shared out."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from assessments import rules
from assessments.assigning import (
    FileReading,
    appraisers_of,
    assignment_read,
    assignment_workbook,
    loads_of,
    may_take,
    parts_of_office,
    parts_waiting,
)
from assessments.assigning_queries import OfficeOfRound, offices_to_assign
from assessments.forms.assigning import AssignmentFileForm, LimitsForm, choices_from
from assessments.models import OfficeAppraisal
from assessments.services.assigning import limits_set, parts_assign, parts_share_out
from campaign.queries import round_by_year
from common.access import Refused, require
from common.files import KINDS, content_disposition
from units.models import User
from units.queries import unit_by_code


@dataclass
class AssignPage:
    """One office in one round, with its sheets and its people."""

    place: OfficeOfRound
    tabs: list[dict[str, Any]]
    parts: list[OfficeAppraisal]
    people: list[User]

    @property
    def url(self) -> str:
        return _url("assign", self.place)

    def redirect(self) -> HttpResponseRedirect:
        return HttpResponseRedirect(self.url, status=303)


@require_http_methods(["GET", "HEAD", "POST"])
def assign(request: HttpRequest, year: int, unit: str) -> HttpResponse:
    """Who has which sheet; a POST makes every choice of the page or none."""
    page = _open(request, year, unit)
    if request.method != "POST":
        return _page(request, page)
    try:
        changed = parts_assign(choices=choices_from(request.POST, page.parts, page.people), by=request.user)
    except Refused as refused:
        _tell(request, refused)
    else:
        text = ngettext("%(count)s sheet changed hands.", "%(count)s sheets changed hands.", changed)
        messages.success(request, text % {"count": changed})
    return page.redirect()


@require_POST
def limits(request: HttpRequest, year: int, unit: str) -> HttpResponse:
    """How many sheets each appraiser takes at most."""
    page = _open(request, year, unit)
    form = LimitsForm(request.POST, loads=loads_of(page.place.office, page.parts, page.people))
    if not form.is_valid():
        return _page(request, page, limits_form=form, status=400)
    limits_set(office=page.place.office, limits=form.limits(), by=request.user)
    messages.success(request, _("The limits are saved."))
    return page.redirect()


@require_POST
def share_out(request: HttpRequest, year: int, unit: str) -> HttpResponse:
    """What nobody has is shared out evenly."""
    page = _open(request, year, unit)
    given, left = parts_share_out(round=page.place.round, office=page.place.office, by=request.user)
    text = ngettext("%(count)s sheet was assigned.", "%(count)s sheets were assigned.", given) % {"count": given}
    messages.success(request, text)
    if left:
        text = _("Sheets without anybody: %(count)s. Nobody is free of a conflict and below the limit.")
        messages.warning(request, text % {"count": left})
    return page.redirect()


@require_http_methods(["GET", "HEAD", "POST"])
def workbook(request: HttpRequest, year: int, unit: str) -> HttpResponse:
    """The sheets as a workbook; one sent back shows what it would change, and nothing is written yet."""
    page = _open(request, year, unit)
    if request.method != "POST":
        response = HttpResponse(assignment_workbook(page.parts), content_type=KINDS["xlsx"])
        name = f"Phan-cong-tham-dinh-{page.place.office.code}-{year}.xlsx"
        response["Content-Disposition"] = content_disposition(name)
        return response
    form = AssignmentFileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, page, file_form=form, status=400)
    reading = assignment_read(form.cleaned_data["workbook"].read(), page.parts, page.people)
    return _page(request, page, file_form=form, reading=reading, status=400 if reading.faults else 200)


def _open(request: HttpRequest, year: int, unit: str) -> AssignPage:
    """The office of the round; who may not assign there is refused before anything is looked for."""
    office = unit_by_code(unit)
    require(rules.may_assign(request.user, office.pk if office else 0))
    round = round_by_year(year)
    places = offices_to_assign(request.user, year) if office and round else []
    place = next((row for row in places if office and row.office.pk == office.pk), None)
    if place is None:
        raise Http404
    tabs = [
        {"label": row.name, "url": _url("assign", row), "current": row.office.pk == place.office.pk} for row in places
    ]
    return AssignPage(place, tabs, parts_of_office(place.round, place.office), appraisers_of(place.office))


def _page(
    request: HttpRequest,
    page: AssignPage,
    *,
    limits_form: LimitsForm | None = None,
    file_form: AssignmentFileForm | None = None,
    reading: FileReading | None = None,
    status: int = 200,
) -> HttpResponse:
    loads = loads_of(page.place.office, page.parts, page.people)
    able = may_take(page.parts, page.people)
    context = {
        "place": page.place,
        "tabs": page.tabs,
        "rows": [(part, able[part.pk]) for part in page.parts],
        "loads": loads,
        "unassigned": len(parts_waiting(page.parts, page.people)),
        "limits_form": limits_form or LimitsForm(loads=loads),
        "file_form": file_form or AssignmentFileForm(),
        "reading": reading,
    }
    return render(request, "assessments/assign.html", context, status=status)


def _tell(request: HttpRequest, refused: Refused) -> None:
    """The three parts of a refusal in one message."""
    parts = [str(refused.verdict.reason), str(refused.kept), str(refused.todo)]
    messages.error(request, " ".join(part for part in parts if part))


def _url(name: str, place: OfficeOfRound) -> str:
    return reverse(f"assessments:{name}", args=[place.round.year, place.office.code])
