"""A vote from its preparation to its closing: pages of the secretary, the chair and the tellers."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from awards.ballots import Share, percent_text
from awards.enums import Base, Method, PollState, Presence
from awards.forms.council_polls import (
    REMARK_LENGTH,
    CountForm,
    PrepareForm,
    ReasonForm,
    TellersForm,
    reason_in,
    record_rows,
    record_values,
)
from awards.models import AwardForm, CouncilSession, Poll, PollCase
from awards.queries.council import (
    cases_of,
    form_to_vote,
    forms_to_vote,
    own_count,
    own_seat,
    polls_for,
    recorded_votes,
    seats_of,
    sessions_for,
    tellers_of,
    turnout_of,
    waiting_proposals,
)
from awards.queries.council_papers import papers_of_poll
from awards.rules.council import is_council_secretary, may_run_session, session_is_open
from awards.services.council_closing import poll_close
from awards.services.council_locks import NOTHING_COUNTED
from awards.services.council_polls import (
    ballot_order,
    poll_open,
    poll_prepare,
    poll_remove,
    poll_tellers_name,
    poll_void,
)
from awards.services.council_votes import poll_count, poll_record
from common.access import Denied, Refused, require


def found_poll(request: HttpRequest, number: int) -> Poll:
    return get_object_or_404(polls_for(request.user), pk=number)


@require_http_methods(["GET", "HEAD", "POST"])
def prepare(request: HttpRequest, session: int) -> HttpResponse:
    """One card for each form that has complete dossiers: its cases, and how they are voted on."""
    row = get_object_or_404(sessions_for(request.user), pk=session)
    require(is_council_secretary(request.user))
    require(session_is_open(row))
    chosen = request.POST.get("form", "")
    forms = [_prepare_form(request, row, award, chosen == str(award.pk)) for award in forms_to_vote(row)]
    sent = next((form for form in forms if form.is_bound), None)
    if sent is not None and sent.is_valid():
        data = sent.cleaned_data
        try:
            poll = poll_prepare(
                session=row,
                form=sent.award,
                proposals=sent.chosen(),
                method=data["method"],
                is_secret=data["is_secret"],
                by=request.user,
            )
        except Refused as refused:
            sent.add_error(None, str(refused.verdict.reason))
        else:
            messages.success(request, _("The vote is prepared."))
            return redirect("awards:poll", poll=poll.pk)
    context = {"session": row, "forms": forms}
    status = 400 if sent is not None or request.method == "POST" else 200
    return render(request, "awards/council_prepare.html", context, status=status)


@never_cache
@require_GET
def poll(request: HttpRequest, poll: int) -> HttpResponse:
    """The cases of a vote, its rule, who has voted; the counts once it is closed."""
    return _page(request, found_poll(request, poll))


@require_POST
def tellers(request: HttpRequest, poll: int) -> HttpResponse:
    row = found_poll(request, poll)
    require(may_run_session(request.user, row.session))
    form = TellersForm(request.POST, seats=seats_of(row.session))
    if form.is_valid():
        try:
            poll_tellers_name(poll=row, head=form.teller("head"), second=form.teller("second"), by=request.user)
        except Refused as refused:
            if refused.verdict.status != 400:
                raise
            form.add_error(None, str(refused.verdict.reason))
        else:
            messages.success(request, _("Done and recorded."))
            return redirect("awards:poll", poll=row.pk)
    return _page(request, row, tellers_form=form, status=400)


@require_POST
def begin(request: HttpRequest, poll: int) -> HttpResponse:
    return _act(request, poll, lambda row: poll_open(poll=row, by=request.user), _("Voting has begun."))


@require_POST
def close(request: HttpRequest, poll: int) -> HttpResponse:
    return _act(request, poll, lambda row: poll_close(poll=row, by=request.user), _("Voting is closed and counted."))


@require_POST
def void(request: HttpRequest, poll: int) -> HttpResponse:
    reason = reason_in(request)
    text = _("The vote is void; its cases can be voted on anew.")
    return _act(request, poll, lambda row: poll_void(poll=row, reason=reason, by=request.user), text)


@require_POST
def remove(request: HttpRequest, poll: int) -> HttpResponse:
    row = found_poll(request, poll)
    poll_remove(poll=row, by=request.user)
    messages.success(request, _("The vote was removed before it began."))
    return redirect("awards:session", session=row.session_id)


@require_http_methods(["GET", "HEAD", "POST"])
def record(request: HttpRequest, poll: int) -> HttpResponse:
    """The secretary's sheet of a show of hands or of written opinions."""
    row = found_poll(request, poll)
    require(may_run_session(request.user, row.session))
    cases = cases_of(row)
    everybody = row.method == Method.WRITTEN
    voters = [seat for seat in seats_of(row.session) if everybody or seat.presence == Presence.PRESENT]
    if request.method == "POST":
        try:
            votes = record_values(request.POST, cases, voters)
        except ValidationError as error:
            raise Refused(Denied("bad_input", " ".join(error.messages), 400), NOTHING_COUNTED) from None
        count = poll_record(poll=row, votes=votes, by=request.user)
        messages.success(request, _("Votes entered: %(count)s.") % {"count": count})
        return redirect("awards:poll_record", poll=row.pk)
    context = {
        "poll": row,
        "session": row.session,
        "voters": voters,
        "rows": record_rows(cases, voters, recorded_votes(row)),
        "is_open": row.state == PollState.OPEN,
        "remarks": everybody,
        "remark_length": REMARK_LENGTH,
    }
    return render(request, "awards/council_record.html", context)


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def count(request: HttpRequest, poll: int) -> HttpResponse:
    """A teller's own count; the figures of the other one are never shown, nor are the own ones again."""
    row = found_poll(request, poll)
    mine = own_count(request.user, row)
    require(mine is not None or Denied("not_teller", _("Only the two tellers of this vote enter counts.")))
    form = CountForm(request.POST if request.method == "POST" else None, cases=cases_of(row))
    if request.method == "POST" and form.is_valid():
        try:
            poll_count(poll=row, values=form.values(), by=request.user)
        except Refused as refused:
            if refused.verdict.status != 400:
                raise
            form.add_error(None, str(refused.verdict.reason))
        else:
            messages.success(request, _("The count was received; it can be entered anew until the closing."))
            return redirect("awards:session_live", session=row.session_id)
    context = {"poll": row, "session": row.session, "form": form, "mine": mine}
    return render(request, "awards/council_count.html", context, status=400 if form.errors else 200)


def _prepare_form(request: HttpRequest, session: CouncilSession, award: AwardForm, is_sent: bool) -> PrepareForm:
    own = (row for row in waiting_proposals(session) if form_to_vote(row).pk == award.pk)
    waiting = sorted(own, key=ballot_order)
    return PrepareForm(request.POST if is_sent else None, award=award, waiting=waiting)


def _act(request: HttpRequest, number: int, act: Callable[[Poll], Any], text: str) -> HttpResponse:
    """One button of a vote: what is refused becomes a page with its rule."""
    row = found_poll(request, number)
    act(row)
    messages.success(request, text)
    return redirect("awards:poll", poll=row.pk)


def _page(
    request: HttpRequest, row: Poll, *, tellers_form: TellersForm | None = None, status: int = 200
) -> HttpResponse:
    cases = cases_of(row)
    runs = bool(may_run_session(request.user, row.session))
    seat = own_seat(request.user, row.session)
    share = Share(row.numerator, row.denominator, row.is_strict)
    bases = {Base.MEMBERS: row.members, Base.PRESENT: row.present}
    base = bases.get(row.base)
    context = {
        "poll": row,
        "session": row.session,
        "lines": [_line(row, case, seat.member_id if seat else None) for case in cases],
        "needed": share.needed(base) if base else None,
        "runs": runs,
        "is_secretary": bool(is_council_secretary(request.user)),
        "seat": seat,
        "turnout": turnout_of(row) if row.method == Method.ELECTRONIC and row.state != PollState.PREPARED else None,
        "tellers": tellers_of(row),
        "tellers_form": tellers_form or TellersForm(seats=seats_of(row.session)),
        "void_form": ReasonForm(),
        "papers": papers_of_poll(row, request.user),
        "drafts": bool(is_council_secretary(request.user)),
    }
    return render(request, "awards/council_poll.html", context, status=status)


def _line(poll: Poll, case: PollCase, member_id: int | None) -> dict[str, Any]:
    """One case: its counts when the vote is closed, who keeps away, and whether the reader does."""
    bases = {Base.MEMBERS: poll.members or 0, Base.PRESENT: poll.present or 0}
    base = bases.get(poll.base, (case.yes or 0) + (case.no or 0))
    is_counted = poll.state == PollState.CLOSED
    return {
        "case": case,
        "away": case.away,
        "reader_away": any(row.member_id == member_id for row in case.away),
        "base": base,
        "percent": percent_text(case.yes or 0, base) if is_counted else "",
    }
