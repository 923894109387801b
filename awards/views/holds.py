"""Holds: the list, a new one for somebody found by name, lifting, the papers behind them."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from assessments.views.answering import see
from awards.forms.holds import HoldForm, LiftForm
from awards.models import Hold
from awards.queries.holds import candidates, hold_by_id, holds_list, subject_found, subject_name, subject_names
from awards.rules.holds import hold_ground, may_record_holds, may_see_holds
from awards.services.holds import hold_lift, hold_record
from common import clock
from common.access import Refused, require
from common.files import UploadError, file_response

PAGE_SIZE = 30
IN_FORCE, LIFTED = "dang-tam-dung", "da-tiep-tuc"


@require_safe
def holds(request: HttpRequest) -> HttpResponse:
    """What stops awards now, or (`xem`) what has been lifted."""
    require(may_see_holds(request.user))
    shown = LIFTED if request.GET.get("xem") == LIFTED else IN_FORCE
    page = Paginator(holds_list(lifted=shown == LIFTED), PAGE_SIZE).get_page(request.GET.get("page"))
    names = subject_names(row.subject for row in page)
    words = {IN_FORCE: _("In force"), LIFTED: _("Lifted")}
    tabs = [
        {"label": label, "url": f"{request.path}?xem={key}", "current": key == shown} for key, label in words.items()
    ]
    context = {
        "page": page,
        "rows": [(row, names[row.subject_id]) for row in page],
        "tabs": tabs,
        "may_record": bool(may_record_holds(request.user)),
        "is_lifted": shown == LIFTED,
        "hold_ground": hold_ground(clock.today()),
    }
    return render(request, "awards/holds.html", context)


@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """Finds a unit, another collective or a person by name (`q`)."""
    require(may_record_holds(request.user))
    text = request.GET.get("q", "").replace("\x00", "")[:200]
    return render(request, "awards/hold_choose.html", {"q": text, "found": candidates(text)})


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, kind: str, number: int) -> HttpResponse:
    """Records a hold of one subject."""
    require(may_record_holds(request.user))
    subject = subject_found(kind, number)
    if subject is None:
        raise Http404
    posted = request.method == "POST"
    form = HoldForm(request.POST, request.FILES) if posted else HoldForm(initial={"from_on": clock.today()})
    if posted and form.is_valid():
        try:
            hold_record(subject=subject, values=form.values(), by=request.user, uploaded=form.uploaded)
        except UploadError as error:
            form.add_error("file", error.message)
        except Refused as refused:
            _refuse(form, refused)
        else:
            messages.success(request, _("Recorded: consideration is suspended."))
            return see(reverse("awards:holds"))
    context = {"form": form, "name": subject_name(subject)}
    return render(request, "awards/hold_new.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def lift(request: HttpRequest, hold: int) -> HttpResponse:
    """Lifts a hold by another document."""
    require(may_record_holds(request.user))
    row = _found(hold)
    posted = request.method == "POST"
    sent = (request.POST, request.FILES) if posted else ()
    form = LiftForm(*sent, hold=row, initial={"until_on": clock.today()})
    if posted and form.is_valid():
        data = form.cleaned_data
        try:
            hold_lift(
                hold=row,
                document=form.document(),
                until_on=data["until_on"],
                is_imposed=data.get("is_imposed", False),
                by=request.user,
                uploaded=form.uploaded,
            )
        except UploadError as error:
            form.add_error("file", error.message)
        except Refused as refused:
            _refuse(form, refused)
        else:
            messages.success(request, _("Recorded: consideration goes on."))
            return see(f"{reverse('awards:holds')}?xem={LIFTED}")
    context = {"form": form, "hold": row, "name": subject_name(row.subject)}
    return render(request, "awards/hold_lift.html", context, status=422 if form.errors else 200)


@require_safe
def file(request: HttpRequest, hold: int, which: str) -> HttpResponseBase:
    """The file of the document that stopped (`van-ban`) or lifted (`tiep-tuc`)."""
    require(may_see_holds(request.user))
    row = _found(hold)
    document = {"van-ban": row.document, "tiep-tuc": row.lifted_by_document}.get(which)
    if document is None or document.file is None:
        raise Http404
    return file_response(document.file)


def _found(number: int) -> Hold:
    row = hold_by_id(number)
    if row is None:
        raise Http404
    return row


def _refuse(form: Form, refused: Refused) -> None:
    if refused.verdict.status == 403:
        raise refused
    form.add_error(None, str(refused.verdict.reason))
