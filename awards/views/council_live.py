"""What a member sees: a page that follows the chair, the ballot, the cases, the own recusal."""

import hashlib
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from awards.enums import Method, PollState, SessionState
from awards.forms.council_polls import BallotForm, reason_in
from awards.models import Attendance, CouncilSession, Poll
from awards.queries.council import (
    cases_for,
    cases_of,
    has_voted,
    open_poll,
    own_count,
    own_seat,
    polls_for,
    seats_of,
    sessions_for,
    turnout_of,
)
from awards.queries.council_papers import papers_to_read
from awards.rules.council import NOT_SEATED, is_council_secretary, may_consider, may_vote
from awards.services.council_polls import poll_recuse
from awards.services.council_votes import poll_vote
from common.access import require


def now_of(request: HttpRequest, session: CouncilSession) -> dict[str, Any]:
    """What happens at this moment, for the part of a page that follows the chair; `mark` changes with it."""
    is_open = session.state == SessionState.OPEN
    poll = open_poll(session) if is_open else None
    seat = own_seat(request.user, session)
    turnout = turnout_of(poll) if poll is not None and poll.method == Method.ELECTRONIC else None
    voted = bool(poll and seat and has_voted(poll, seat))
    counts = poll is not None and own_count(request.user, poll) is not None
    states = [(row.pk, row.version) for row in session.polls.all()]
    facts = [session.version, states, turnout.voted if turnout else 0, voted]
    return {
        "now_poll": poll,
        "now_turnout": turnout,
        "now_seat": seat,
        "now_voted": voted,
        "now_counts": counts,
        "now_may_vote": poll is not None and bool(may_vote(poll, seat)) and not voted,
        "now_is_open": is_open,
        "now_mark": hashlib.sha256(repr(facts).encode()).hexdigest()[:16],
    }


@never_cache
@require_GET
def live(request: HttpRequest, session: int) -> HttpResponse:
    """The session as the chair leads it. Asked with the mark of what is shown, it answers only when that is old."""
    row = get_object_or_404(sessions_for(request.user), pk=session)
    now = now_of(request, row)
    if request.GET.get("seen") == now["now_mark"]:
        return HttpResponse(status=204)
    context = {
        "session": row,
        "agenda": row.agenda.all(),
        "polls": row.polls.select_related("form"),
        "papers": papers_to_read(row, request.user),
        **now,
    }
    return render(request, "awards/council_live.html", context)


@never_cache
@sensitive_post_parameters()
@sensitive_variables()
@require_http_methods(["GET", "HEAD", "POST"])
def ballot(request: HttpRequest, poll: int) -> HttpResponse:
    """The own sheet: every case the member may vote on; what was chosen is never shown again."""
    row = get_object_or_404(polls_for(request.user), pk=poll)
    seat = own_seat(request.user, row.session)
    require(seat is not None or NOT_SEATED)
    require(may_vote(row, seat))
    assert seat is not None  # noqa: S101 - required two lines above
    voted = has_voted(row, seat)
    barred = _barred(row, seat)
    cases = [case for case in cases_of(row) if case.pk not in barred]
    form = BallotForm(request.POST if request.method == "POST" else None, cases=cases)
    if request.method == "POST":
        _refuse_foreign(request, row, barred)
        if voted or form.is_valid():
            poll_vote(poll=row, choices=form.choices() if form.is_valid() else {}, by=request.user)
            messages.success(request, _("The ballot was received and counts. It cannot be changed."))
            return redirect("awards:session_live", session=row.session_id)
    context = {
        "poll": row,
        "session": row.session,
        "form": form,
        "voted": voted,
        "away": [(case, barred[case.pk]) for case in cases_of(row) if case.pk in barred],
    }
    return render(request, "awards/council_ballot.html", context, status=400 if form.errors else 200)


@never_cache
@require_GET
def case(request: HttpRequest, case: int) -> HttpResponse:
    """What one case is about; closed to a member who keeps away from it until the vote is closed."""
    row = get_object_or_404(cases_for(request.user), pk=case)
    seat = own_seat(request.user, row.poll.session)
    is_closed = row.poll.state == PollState.CLOSED
    if seat is not None and not is_closed:
        require(may_consider(seat.member, row.proposal.subject), todo=_("Wait for the closing of the vote."))
    writes = is_council_secretary(request.user) and row.poll.state == PollState.PREPARED
    context = {
        "case": row,
        "poll": row.poll,
        "session": row.poll.session,
        "own_seat": seat if row.poll.state in (PollState.PREPARED, PollState.OPEN) else None,
        "seats": seats_of(row.poll.session) if writes else [],
        "away": next(each.away for each in cases_of(row.poll) if each.pk == row.pk),
    }
    return render(request, "awards/council_case.html", context)


@require_POST
def recuse(request: HttpRequest, case: int) -> HttpResponse:
    """A member says that they keep away from a case; before voting the secretary may write it down (`member`)."""
    row = get_object_or_404(cases_for(request.user), pk=case)
    session = row.poll.session
    named = request.POST.get("member", "")
    seat = next((each for each in seats_of(session) if str(each.member_id) == named), None)
    seat = seat or own_seat(request.user, session)
    require(seat is not None or NOT_SEATED)
    assert seat is not None  # noqa: S101 - required one line above
    poll_recuse(case=row, member=seat.member, reason=reason_in(request), by=request.user)
    messages.success(request, _("Recorded: this member keeps away from the case and still counts among all members."))
    return redirect("awards:poll", poll=row.poll_id)


def _barred(poll: Poll, seat: Attendance) -> dict[int, str]:
    """Case id to the reason why the member keeps away: written down, or known since."""
    found: dict[int, str] = {}
    for row in cases_of(poll):
        written = next((away.reason for away in row.away if away.member_id == seat.member_id), "")
        verdict = may_consider(seat.member, row.proposal.subject)
        if written or verdict is not True:
            found[row.pk] = written or str(verdict.reason)
    return found


@sensitive_variables()
def _refuse_foreign(request: HttpRequest, poll: Poll, barred: dict[int, str]) -> None:
    """A row that the page does not offer is refused by the service, by its rule, and nothing of the sheet counts."""
    sent = {name.removeprefix("case-") for name in request.POST if name.startswith("case-")}
    foreign = {pk: request.POST[f"case-{pk}"] for pk in barred if str(pk) in sent}
    if foreign:
        poll_vote(poll=poll, choices=foreign, by=request.user)
