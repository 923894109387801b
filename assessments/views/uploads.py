"""Large files in parts: announced, sent part by part, asked how far they are, given up. Only the sender's own."""

import uuid

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import Resolver404, resolve, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from assessments import rules
from assessments.forms.uploads import BeginForm, PartForm
from assessments.queries import quota_scope
from assessments.views.answering import see
from assessments.views.found import found_evidence, found_sheet
from common.access import require
from common.files import UploadError, check_quota
from common.models import PartialUpload
from common.uploads import WrongOffset, upload_append, upload_begin, upload_drop, upload_of


@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """Announces a file; one that was cut before goes on. 422 before a byte is sent when it cannot be stored."""
    require(rules.may_see_library(request.user))
    form = BeginForm(request.POST)
    if not form.is_valid():
        return _refused(_("The announcement of the file is not complete; nothing was stored."), status=400)
    try:
        _check_room(request, **form.cleaned_data)
        row = upload_begin(owner=request.user, **form.cleaned_data)
    except UploadError as error:
        return _refused(error.message)
    return _state(row, status=201)


@require_http_methods(["GET", "HEAD", "POST"])
def part(request: HttpRequest, upload: uuid.UUID) -> HttpResponse:
    """GET: how far the file is. POST: its next part; 409 with the offset to go on from when it does not follow."""
    row = _found(request, upload)
    if request.method != "POST":
        return _state(row)
    form = PartForm(request.POST, request.FILES)
    if not form.is_valid():
        return _refused(_("The part did not arrive whole; it is sent again."), status=400)
    try:
        upload_append(upload=row, offset=form.cleaned_data["offset"], data=form.cleaned_data["part"].read())
    except WrongOffset as wrong:
        row.received = wrong.received
        return _state(row, status=409)
    except UploadError as error:
        return _refused(error.message)
    return _state(row, status=201)


@require_POST
def drop(request: HttpRequest, upload: uuid.UUID) -> HttpResponse:
    """Gives the file up and goes back to its form, or to the library."""
    row = _found(request, upload)
    upload_drop(upload=row)
    messages.success(request, _("The unfinished upload has been discarded."))
    back = request.POST.get("back", "")
    is_ours = back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return see(back if is_ours else reverse("assessments:library"))


def _check_room(request: HttpRequest, *, place: str, size: int, **_rest: str) -> None:
    """The quota of the unit and year whose form the file is for. Raises UploadError."""
    try:
        names = resolve(place).kwargs
    except Resolver404:
        return
    if "sheet" in names:
        assessment = found_sheet(request, names["sheet"])
    elif "evidence" in names:
        assessment = found_evidence(request, names["evidence"]).answer.assessment
    else:
        return
    participant = assessment.participant
    check_quota(quota_scope(participant.unit.code, participant.round.year), size, settings.UNIT_YEAR_QUOTA_MB)


def _found(request: HttpRequest, upload: uuid.UUID) -> PartialUpload:
    row = upload_of(request.user, upload)
    if row is None:
        raise Http404
    return row


def _state(row: PartialUpload, *, status: int = 200) -> JsonResponse:
    facts = {
        "id": str(row.public_id),
        "url": reverse("assessments:upload", args=[row.public_id]),
        "received": row.received,
        "size": row.size,
    }
    return JsonResponse(facts, status=status, headers={"Cache-Control": "no-store"})


def _refused(message: str, *, status: int = 422) -> JsonResponse:
    return JsonResponse({"message": str(message)}, status=status)
