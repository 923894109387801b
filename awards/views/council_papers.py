"""Papers of the council: begun from the pages of the session and the vote, ballots to print."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from awards.enums import Method
from awards.queries.council_papers import BALLOT
from awards.rules.council import is_council_secretary
from awards.services.council_papers import counting_draft, minutes_draft, proposal_draft
from awards.views.council_polls import found_poll
from awards.views.council_sessions import found_session
from awards.views.decision_common import paper_file
from common.access import require
from documents.models import IssuedDocument


@require_POST
def minutes(request: HttpRequest, session: int) -> HttpResponse:
    return _drafted(request, minutes_draft(session=found_session(request, session), by=request.user))


@require_POST
def counting(request: HttpRequest, poll: int) -> HttpResponse:
    return _drafted(request, counting_draft(poll=found_poll(request, poll), by=request.user))


@require_POST
def proposal(request: HttpRequest, poll: int) -> HttpResponse:
    return _drafted(request, proposal_draft(poll=found_poll(request, poll), by=request.user))


@require_safe
def ballots(request: HttpRequest, poll: int) -> HttpResponse:
    """The sheet that is copied for members who vote on paper."""
    row = found_poll(request, poll)
    require(is_council_secretary(request.user))
    if row.method != Method.PAPER:
        raise Http404
    return paper_file(BALLOT, "pdf", f"phieu-bau-{row.pk}", lambda build: build(row))


def _drafted(request: HttpRequest, document: IssuedDocument) -> HttpResponse:
    messages.success(request, _("The paper is drafted; a leader approves it, then it gets its number."))
    return redirect("documents:paper", document=document.public_id)
