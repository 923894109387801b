"""Registration of a unit at the opening of a round: prepared, confirmed or declined by the head, printed."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments import registering
from assessments.forms.registration import AnswerOfHeadForm, DeclineForm, RegistrationForm, initial_of
from assessments.models import Registration
from assessments.queries import participants_to_read
from assessments.services.registration import (
    PAPER,
    registration_confirm,
    registration_decline,
    registration_save,
    registration_take_back,
)
from campaign.models import Participant
from campaign.queries import targets_of_participant
from common.access import Denied, Refused, Verdict, require
from common.files import content_disposition, file_response
from common.versions import Stale
from documents.papers import render as render_paper
from documents.queries import issued_bytes, issued_document
from documents.rendering import PaperUnavailable


@require_http_methods(["GET", "HEAD", "POST"])
def registration(request: HttpRequest, participant_id: int) -> HttpResponse:
    """The form while it may be filled in, else what was registered; a POST keeps what was typed."""
    participant, row = _found(request, participant_id)
    if request.method != "POST":
        return _page(request, participant, row)
    verdict = registering.may_register(request.user, participant, row)
    late = _late(participant, row, verdict)
    if late is None:
        require(verdict)
    form = _form(participant, row, request.POST)
    if late:
        # What was typed stays in the form, to be copied.
        form.add_error(None, " ".join(late))
        return _page(request, participant, row, form=form, status=409)
    if not form.is_valid():
        return _page(request, participant, row, form=form, status=422)
    data = form.cleaned_data
    try:
        registration_save(
            participant=participant,
            expected_version=data["version"],
            words=data["words"],
            targets=form.targets(),
            by=request.user,
        )
    except Stale:
        form.add_error(
            None, _("Somebody else has saved first. What was typed is still here; what stands is shown below.")
        )
        return _page(request, participant, row, form=form, newer=row, status=409)
    except Refused as refused:
        form.add_error(None, str(refused.verdict.reason))
        return _page(request, participant, row, form=form, status=refused.verdict.status)
    messages.success(request, _("The registration is saved. The head of the unit confirms it."))
    return redirect("assessments:registration", participant_id=participant_id)


@require_POST
def confirm(request: HttpRequest, participant_id: int) -> HttpResponse:
    """The head registers the unit; the sheet is frozen."""
    participant, _row = _found(request, participant_id)
    form = AnswerOfHeadForm(request.POST)
    if not form.is_valid():
        raise Refused(Denied("bad_input"))
    version = form.cleaned_data["version"]
    try:
        registration_confirm(participant=participant, expected_version=version, by=request.user)
    except PaperUnavailable as missing:
        raise Refused(
            Denied("paper_unavailable", str(missing.reason), 503), todo=_("Please tell the administrator.")
        ) from missing
    except Refused as refused:
        return _told(request, participant_id, refused)
    messages.success(request, _("The unit is registered. The sheet stands with its code."))
    return redirect("assessments:registration", participant_id=participant_id)


@require_POST
def decline(request: HttpRequest, participant_id: int) -> HttpResponse:
    """The head declines, with a reason."""
    participant, row = _found(request, participant_id)
    require(registering.may_confirm(request.user, participant, row))
    form = DeclineForm(request.POST, prefix="decline")
    if not form.is_valid():
        return _page(request, participant, row, decline=form, status=422)
    data = form.cleaned_data
    try:
        registration_decline(
            participant=participant, expected_version=data["version"], reason=data["reason"], by=request.user
        )
    except Refused as refused:
        return _told(request, participant_id, refused)
    messages.success(request, _("It is recorded that the unit does not take part."))
    return redirect("assessments:registration", participant_id=participant_id)


@require_POST
def take_back(request: HttpRequest, participant_id: int) -> HttpResponse:
    """The head opens the registration again, in the window."""
    participant, _row = _found(request, participant_id)
    try:
        registration_take_back(participant=participant, by=request.user)
    except Refused as refused:
        return _told(request, participant_id, refused)
    messages.success(request, _("The registration is open again."))
    return redirect("assessments:registration", participant_id=participant_id)


@require_safe
def registration_pdf(request: HttpRequest, participant_id: int) -> HttpResponseBase:
    """The frozen sheet; while it is being prepared, the sheet as it stands."""
    _participant, row = _found(request, participant_id)
    if row is None:
        raise Http404
    document = issued_document(row, PAPER) if row.state == "registered" else None
    rendition = issued_bytes(document) if document else None
    if rendition:
        return file_response(rendition.file, inline=True)
    try:
        paper = render_paper(PAPER, row)
    except PaperUnavailable as missing:
        raise Refused(
            Denied("paper_unavailable", str(missing.reason), 503), todo=_("Please tell the administrator.")
        ) from missing
    response = HttpResponse(paper.pdf, content_type="application/pdf")
    response["Content-Disposition"] = content_disposition("ban-dang-ky-thi-dua.pdf", "inline")
    response["Cache-Control"] = "private, no-store"
    return response


def _found(request: HttpRequest, participant_id: int) -> tuple[Participant, Registration | None]:
    """A unit in a round with what it registers; hidden and missing look alike."""
    participant = participants_to_read(request.user).filter(pk=participant_id).first()
    row = registering.registration_of(participant) if participant else None
    if participant is None or not registering.may_see_registration(request.user, participant, row):
        raise Http404
    if row is not None:
        row.participant = participant
    return participant, row


def _form(participant: Participant, row: Registration | None, data: Any = None) -> RegistrationForm:
    items = registering.targetable_items(participant.round, [participant]).get(participant.unit_id, [])
    return RegistrationForm(data, items=items, given=targets_of_participant(participant), initial=initial_of(row))


def _late(participant: Participant, row: Registration | None, verdict: Verdict) -> tuple[str, str, str] | None:
    """After the last day: what happened, what was kept, what the unit can do; None for every other answer."""
    if isinstance(verdict, bool) or verdict.code != "deadline":
        return None
    kept = _("What was saved by then is kept, but it is not registered; the unit works to the targets that stand.")
    if row is None:
        kept = _("Nothing was registered; the unit works to the targets that stand.")
    todo = _("To register all the same, ask %(office)s to set a later last day; this page is then open again.")
    return str(verdict.reason), kept, todo % {"office": participant.round.phase.campaign.lead_office}


def _told(request: HttpRequest, participant_id: int, refused: Refused) -> HttpResponse:
    """What the state forbids is told on the page; who has no right gets the page of refusals."""
    if refused.verdict.status == 403:
        raise refused
    messages.error(request, str(refused.verdict.reason))
    return redirect("assessments:registration", participant_id=participant_id)


def _page(
    request: HttpRequest,
    participant: Participant,
    row: Registration | None,
    *,
    form: RegistrationForm | None = None,
    decline: DeclineForm | None = None,
    newer: Registration | None = None,
    status: int = 200,
) -> HttpResponse:
    user, version = request.user, row.version if row else 0
    may_write = registering.may_register(user, participant, row)
    context = {
        "participant": participant,
        "round": participant.round,
        "row": row,
        "window": registering.registration_is_open(participant.round),
        "may_write": may_write,
        "late": _late(participant, row, may_write),
        "may_confirm": bool(registering.may_confirm(user, participant, row)),
        "may_take_back": bool(registering.may_take_back(user, participant, row)),
        "form": form or (_form(participant, row) if may_write else None),
        "version": version,
        "decline": decline or DeclineForm(prefix="decline", initial={"version": version}),
        "newer": newer,
    }
    return render(request, "assessments/registration.html", context, status=status)
