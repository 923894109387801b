"""Lists of results as files, in the order of their pages."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.views.decorators.http import require_safe

from assessments.nomination_queries import persons_by_unit
from assessments.result_exports import persons_xlsx, progress_xlsx, result_pdf, result_xlsx
from assessments.result_list import ResultList, result_list
from assessments.result_queries import round_progress, standing_run
from assessments.rules import may_see_nominations, may_see_progress, may_see_results, may_see_summary
from assessments.state_labels import state_labels
from assessments.views.found import found_round
from assessments.views.importing import workbook_response
from campaign.models import Round
from common import clock
from common.access import require
from common.files import content_disposition
from documents.rendering import PaperUnavailable


@require_safe
def round_xlsx(request: HttpRequest, year: int) -> HttpResponse:
    """The result of a round as a workbook."""
    _round, found = _list(request, year)
    return workbook_response(result_xlsx(found), f"Ket-qua-{year}.xlsx")


@require_safe
def progress_sheet(request: HttpRequest, year: int) -> HttpResponse:
    """How far the units of a round are, all of them, as a workbook."""
    round = found_round(year)
    require(may_see_progress(request.user))
    with translation.override("vi"):
        content = progress_xlsx(round, round_progress(round), state_labels())
    return workbook_response(content, f"Tien-do-{year}.xlsx")


@require_safe
def round_pdf(request: HttpRequest, year: int) -> HttpResponse:
    """The same list as a paper not yet issued."""
    round, found = _list(request, year)
    try:
        pdf = result_pdf(found, round, clock.today())
    except PaperUnavailable as error:
        messages.error(request, str(error.reason))
        return redirect("assessments:round_results", year=year)
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = content_disposition(f"Ket-qua-{year}.pdf")
    return response


@require_safe
def persons_sheet(request: HttpRequest, year: int) -> HttpResponse:
    """The nominated persons whom the reader may know of, as a workbook."""
    round = found_round(year)
    require(may_see_nominations(request.user))
    return workbook_response(persons_xlsx(round, persons_by_unit(request.user, round)), f"Ca-nhan-{year}.xlsx")


def _list(request: HttpRequest, year: int) -> tuple[Round, ResultList]:
    """The result that stands; as a file for the department's offices alone, like the summary of the phase."""
    round = found_round(year)
    require(may_see_results(request.user, round.state))
    require(may_see_summary(request.user))
    run = standing_run(round)
    if run is None:
        raise Http404
    return round, result_list(round, run)
