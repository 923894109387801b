"""Ways back to the sheet, or to the round, after something was done."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.models import Assessment
from common.access import Refused


def sheet_url(assessment: Assessment) -> str:
    return reverse("assessments:sheet", args=[assessment.public_id])


def anchor(assessment: Assessment, place: str) -> str:
    """The sheet at one of its criteria."""
    return f"{sheet_url(assessment)}#{place}"


def see(url: str) -> HttpResponse:
    """Go and read after a POST."""
    return HttpResponseRedirect(url, status=303)


def back_to_sheet(
    assessment: Assessment, place: str = "", *, saved: bool = False, request: HttpRequest | None = None
) -> HttpResponse:
    """To the sheet, at a place; `saved` says so in a message."""
    if saved and request is not None:
        messages.success(request, _("Saved."))
    return see(anchor(assessment, place) if place else sheet_url(assessment))


def act_on_round(request: HttpRequest, year: int, act: Callable[[], object], *, done: str = "") -> HttpResponse:
    """Takes one act and goes back to the round; what its state forbids becomes a message there."""
    try:
        act()
    except Refused as refused:
        if refused.verdict.status == 403:
            raise
        messages.error(request, str(refused.verdict.reason))
    else:
        messages.success(request, done or _("Done and recorded."))
    return redirect("assessments:round", year=year)
