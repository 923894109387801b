"""A session from its plan to its conclusion: the pages of the secretary and of the chair."""

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from awards.enums import Presence, SessionState
from awards.forms.council import AttendForm, CloseForm, OpenForm, PlanForm, SessionForm
from awards.models import CouncilSession
from awards.queries.council import (
    councils_for,
    cycles_to_meet,
    forms_to_vote,
    polls_of,
    roster_on,
    seats_of,
    sessions_for,
)
from awards.queries.council_papers import papers_of_session
from awards.rules.council import has_quorum, is_council_secretary, may_read_councils, may_run_session, quorum_of
from awards.services.council_sessions import (
    session_agenda_set,
    session_attend,
    session_close,
    session_open,
    session_plan,
    session_show,
)
from awards.views.council import require_reader
from awards.views.council_live import now_of
from common import clock
from common.access import Refused, require


def found_session(request: HttpRequest, number: int) -> CouncilSession:
    """A session the reader may see; hidden and missing look alike."""
    return get_object_or_404(sessions_for(request.user), pk=number)


@require_GET
def sessions(request: HttpRequest) -> HttpResponse:
    """Sessions of the council, newest first."""
    require_reader(request)
    context = {
        "rows": sessions_for(request.user),
        "plans": bool(is_council_secretary(request.user)),
        "follows": not may_read_councils(request.user),
    }
    return render(request, "awards/council_session_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HttpRequest) -> HttpResponse:
    """A new session of a council about an award cycle; its members are invited."""
    require(is_council_secretary(request.user))
    councils = [row for row in councils_for(request.user) if row.holds_on(clock.today())]
    form = PlanForm(
        request.POST if request.method == "POST" else None, councils=councils, cycles=list(cycles_to_meet())
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            row = session_plan(
                council=form.councils[data["council"]],
                cycle=form.cycles[data["cycle"]],
                values=form.values(),
                by=request.user,
            )
        except Refused as refused:
            form.add_error(None, str(refused.verdict.reason))
        else:
            messages.success(request, _("The session is planned; its members have been invited."))
            return redirect("awards:session", session=row.pk)
    return _form_page(request, None, form, title=_("Plan a session"), button=_("Plan and invite"))


@require_GET
def session(request: HttpRequest, session: int) -> HttpResponse:
    """Everything of a session; members who only follow it have their own page."""
    row = found_session(request, session)
    runs = bool(may_run_session(request.user, row))
    if not runs and not may_read_councils(request.user):
        return redirect("awards:session_live", session=row.pk)
    seats = seats_of(row)
    present = sum(seat.presence == Presence.PRESENT for seat in seats)
    context = {
        "session": row,
        "runs": runs,
        "is_secretary": bool(is_council_secretary(request.user)),
        "agenda": row.agenda.all(),
        "seats": seats,
        "present": present,
        "needed": quorum_of(row.council).needed(len(seats)),
        "has_quorum": bool(has_quorum(row.council, present=present, members=len(seats))),
        "polls": polls_of(row),
        "papers": papers_of_session(row, request.user),
        "drafts": bool(is_council_secretary(request.user)),
        "waiting": forms_to_vote(row) if row.state == SessionState.OPEN else [],
        **now_of(request, row),
    }
    return render(request, "awards/council_session.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, session: int) -> HttpResponse:
    """Title, time, place and agenda until the session begins."""
    row = found_session(request, session)
    require(is_council_secretary(request.user))
    form = SessionForm(request.POST) if request.method == "POST" else SessionForm(initial=SessionForm.of(row))
    if request.method == "POST" and form.is_valid():
        try:
            session_agenda_set(session=row, values=form.values(), by=request.user)
        except Refused as refused:
            form.add_error(None, str(refused.verdict.reason))
        else:
            messages.success(request, _("Saved."))
            return redirect("awards:session", session=row.pk)
    return _form_page(request, row, form, title=_("Change the plan of the session"), button=_("Save"))


@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest, session: int) -> HttpResponse:
    """Opens the session: chair, secretary, attendance."""
    row = found_session(request, session)
    require(is_council_secretary(request.user))
    roster = roster_on(row.council, clock.today())
    form = OpenForm(request.POST if request.method == "POST" else None, roster=roster)
    if request.method == "POST" and form.is_valid():
        try:
            session_open(
                session=row,
                chair=form.seat("chair"),
                secretary=form.seat("secretary"),
                presences=form.presences(),
                by=request.user,
            )
        except Refused as refused:
            form.add_error(None, str(refused.verdict.reason))
        else:
            messages.success(request, _("The session has begun; its roster is fixed."))
            return redirect("awards:session", session=row.pk)
    context = {"session": row, "form": form, "needed": quorum_of(row.council).needed(len(roster))}
    return render(request, "awards/council_session_open.html", context, status=400 if form.errors else 200)


@require_POST
def show(request: HttpRequest, session: int) -> HttpResponse:
    """Goes to an item of the agenda (`item`)."""
    row = found_session(request, session)
    number = request.POST.get("item", "")
    item = row.agenda.filter(order=int(number)).first() if number.isdecimal() and len(number) < 5 else None
    if item is None:
        raise Http404
    session_show(session=row, item=item, by=request.user)
    return redirect("awards:session", session=row.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def attend(request: HttpRequest, session: int, member: int) -> HttpResponse:
    """The presence of one member, corrected while nothing is being voted on."""
    row = found_session(request, session)
    require(may_run_session(request.user, row))
    seat = next((each for each in seats_of(row) if each.member_id == member), None)
    if seat is None:
        raise Http404
    form = AttendForm(request.POST) if request.method == "POST" else AttendForm(initial=AttendForm.of(seat))
    if request.method == "POST" and form.is_valid():
        try:
            session_attend(session=row, member=seat.member, values=form.values(seat), by=request.user)
        except Refused as refused:
            if refused.verdict.status != 400:
                raise
            form.add_error(None, str(refused.verdict.reason))
        else:
            messages.success(request, _("Saved."))
            return redirect("awards:session", session=row.pk)
    return _form_page(request, row, form, title=str(seat.member), button=_("Save"))


@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, session: int) -> HttpResponse:
    """Ends the session with its discussion and conclusion."""
    row = found_session(request, session)
    require(may_run_session(request.user, row))
    form = CloseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        session_close(session=row, by=request.user, **form.cleaned_data)
        messages.success(request, _("The session is closed."))
        return redirect("awards:session", session=row.pk)
    return _form_page(request, row, form, title=_("Close the session"), button=_("Close the session"))


def _form_page(
    request: HttpRequest, row: CouncilSession | None, form: Form, *, title: str, button: str
) -> HttpResponse:
    context = {"session": row, "form": form, "title": title, "button": button}
    return render(request, "awards/council_form.html", context, status=400 if form.errors else 200)
