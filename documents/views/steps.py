"""The steps of a paper, one button each; what is refused is said on its page."""

import uuid
from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from common.access import Denied, Refused, require
from documents import rules
from documents.enums import DocumentState, Steps
from documents.forms import PdfForm, ReasonForm
from documents.models import IssuedDocument
from documents.papers import kind_of, steps_of
from documents.services.issuing import (
    document_approve,
    document_go_out,
    document_number,
    file_to_sign_make,
    number_take_back,
    require_as_approved,
    signer_choose,
)
from documents.services.signing import document_sign_here, signature_take_back, signed_copy_take
from documents.views.lines import number_form, signer_form
from documents.views.papers import drawn, found_paper, paper_page
from documents.workflow import document_move, move_open


@require_POST
def approve(request: HttpRequest, document: uuid.UUID) -> HttpResponse:
    """A paper signed on behalf of another says here who signs it."""
    row = _stepped(request, document)
    require(rules.may_approve(request.user, row))
    form = signer_form(row, request.POST)
    if form and not form.is_valid():
        return paper_page(request, row, status=422, signer_form=form)

    def act() -> None:
        shown = row
        move_open("approve", by=request.user, document=row)
        if form:
            shown = signer_choose(document=row, signer=form.signer(), by=request.user)
        document_approve(document=shown, paper=drawn(shown), by=request.user)

    return _done(request, row, act, _("The paper is approved."))


@require_POST
def send_back(request: HttpRequest, document: uuid.UUID) -> HttpResponse:
    row, reason = _stepped(request, document), _reason(request, "send_back")
    return _done(
        request,
        row,
        lambda: document_move(document=row, name="send_back", by=request.user, reason=reason),
        _("The paper is a draft again."),
    )


@require_POST
def sign(request: HttpRequest, document: uuid.UUID) -> HttpResponse:
    """The signer has signed on paper, or with a tool that gives no file back."""
    row = _stepped(request, document)
    return _done(
        request,
        row,
        lambda: document_move(document=row, name="sign", by=request.user),
        _("The signature is recorded."),
    )


@require_POST
def number(request: HttpRequest, document: uuid.UUID) -> HttpResponse:
    """Number and day; a kind that is signed with its number gets the file for that at once."""
    row = _stepped(request, document)
    require(rules.may_handle(request.user, row))
    form = number_form(row, request.POST)
    if not form.is_valid():
        return paper_page(request, row, status=422, number_form=form)
    try:
        move_open("number", by=request.user, document=row)
        require_as_approved(document=row)
        typed = form.cleaned_data.get("number", "")
        row = document_number(document=row, day=form.cleaned_data["day"], by=request.user, typed=typed)
    except Refused as refused:
        if refused.verdict.status == 403:
            raise
        field = "number" if "number" in form.fields else None
        form.add_error(field, str(refused.verdict.reason))
        return paper_page(request, row, refused=refused, status=refused.verdict.status, number_form=form)
    messages.success(request, _("The paper has the number %(number)s.") % {"number": row.full_symbol})
    if steps_of(row.kind) is Steps.NUMBERED_FIRST:
        return _done(request, row, lambda: _make_file(request, row), _("The file to be signed is ready."))
    return _back(row)


@require_POST
def take_number_back(request: HttpRequest, document: uuid.UUID) -> HttpResponse:
    row, reason = _stepped(request, document), _reason(request, "take_number_back")
    return _done(
        request,
        row,
        lambda: number_take_back(document=row, reason=reason, by=request.user),
        _("The paper has no number any more."),
    )


@require_POST
def take_signature_back(request: HttpRequest, document: uuid.UUID) -> HttpResponse:
    """What came back signed is wrong: another file, another signer."""
    row, reason = _stepped(request, document), _reason(request, "take_signature_back")
    return _done(
        request,
        row,
        lambda: signature_take_back(document=row, reason=reason, by=request.user),
        _("The paper waits for its signature again."),
    )


@require_POST
def make_file(request: HttpRequest, document: uuid.UUID) -> HttpResponse:
    """Where making the file failed after the number was given."""
    row = _stepped(request, document)
    return _done(request, row, lambda: _make_file(request, row), _("The file to be signed is ready."))


@require_POST
def issue(request: HttpRequest, document: uuid.UUID) -> HttpResponse:
    row = _stepped(request, document)

    def act() -> None:
        move_open("issue", by=request.user, document=row)
        paper = None
        if steps_of(row.kind) is not Steps.NUMBERED_FIRST:
            require_as_approved(document=row)
            paper = drawn(row)
        document_go_out(document=row, paper=paper, by=request.user)

    return _done(request, row, act, _("The paper is issued; its bytes are frozen."))


@require_POST
def signed_copy(request: HttpRequest, document: uuid.UUID) -> HttpResponse:
    """The signed PDF comes back from the signing tool."""
    row = found_paper(request, document)
    require(rules.may_handle(request.user, row))
    form = PdfForm(request.POST, request.FILES)
    if not form.is_valid():
        return paper_page(request, row, status=422, copy_form=form)
    uploaded = form.cleaned_data["file"]
    return _done(
        request,
        row,
        lambda: signed_copy_take(document=row, uploaded=uploaded, by=request.user),
        _("The signed copy is kept."),
    )


@require_POST
def sign_here(request: HttpRequest, document: uuid.UUID) -> HttpResponse:
    """With the agency's key, where the portal holds one."""
    row = found_paper(request, document)
    return _done(
        request,
        row,
        lambda: document_sign_here(document=row, by=request.user),
        _("The paper is signed; the copy is kept."),
    )


def _stepped(request: HttpRequest, public_id: uuid.UUID) -> IssuedDocument:
    """A paper whose steps are taken here. Raises Refused where they belong to the page of its object."""
    row = found_paper(request, public_id)
    kind = kind_of(row.kind)
    if kind and kind.home:
        require(Denied("led", _("The steps of this paper are taken on the page of what it is about."), 409))
    return row


def _make_file(request: HttpRequest, row: IssuedDocument) -> None:
    if row.state == DocumentState.NUMBERED:
        require_as_approved(document=row)
    file_to_sign_make(document=row, paper=drawn(row), by=request.user)


def _reason(request: HttpRequest, prefix: str) -> str:
    form = ReasonForm(request.POST, prefix=prefix)
    return str(form.cleaned_data["reason"]) if form.is_valid() else ""


def _done(request: HttpRequest, row: IssuedDocument, act: Callable[[], object], words: str) -> HttpResponse:
    """Take the step; a refusal that is no matter of rights is shown on the page of the paper."""
    try:
        act()
    except Refused as refused:
        if refused.verdict.status == 403:
            raise
        return paper_page(request, found_paper(request, row.public_id), refused=refused, status=refused.verdict.status)
    messages.success(request, words)
    return _back(row)


def _back(row: IssuedDocument) -> HttpResponse:
    response = HttpResponseRedirect(reverse("documents:paper", args=[row.public_id]))
    response.status_code = 303
    return response
