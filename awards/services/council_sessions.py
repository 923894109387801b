"""A session of the council: planned with its agenda, opened with a frozen roster, followed, closed."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from awards.enums import PollState, Presence, SessionState
from awards.models import AgendaItem, Attendance, AwardCycle, Council, CouncilMember, CouncilSession
from awards.rules.council import is_council_secretary, may_run_session, session_is_open
from awards.rules.cycles import is_not_concluded
from awards.services.council_locks import locked_session, refuse
from common import clock
from common.access import require
from common.dates import format_clock, format_day
from common.events import event_log
from common.models import CitedDocument
from units.models import User
from units.services import message_send


@dataclass(frozen=True, kw_only=True)
class SessionInput:
    title: str
    planned_at: dt.datetime
    place: str
    agenda: Sequence[str]


@dataclass(frozen=True, kw_only=True)
class PresenceInput:
    """Presence of one member. `document`: the written opinion as a paper, not stored yet."""

    presence: str
    reason: str = ""
    opinion: str = ""
    document: CitedDocument | None = None


@transaction.atomic
def session_plan(*, council: Council, cycle: AwardCycle, values: SessionInput, by: User) -> CouncilSession:
    """Plans a session and invites the members of that day.

    Raises Refused: not the secretary, a day that is over, a concluded cycle.
    """
    require(is_council_secretary(by))
    _require_ahead(values)
    require(is_not_concluded(AwardCycle.objects.select_for_update().get(pk=cycle.pk)))
    row = CouncilSession.objects.create(
        council=council, cycle=cycle, title=values.title, planned_at=values.planned_at, place=values.place
    )
    _agenda_write(row, values.agenda)
    event_log(actor=by, action="session.planned", target=row, data={"place": values.place})
    day = clock.local(values.planned_at).date()
    people = User.objects.filter(
        is_active=True, person__council_seats__in=CouncilMember.objects.on(day).filter(council=council)
    ).distinct()
    text = _("Invitation: %(title)s, %(time)s on %(day)s, %(place)s.") % {
        "title": values.title,
        "time": format_clock(values.planned_at),
        "day": format_day(day),
        "place": values.place,
    }
    message_send(to=people, text=text, link=reverse("awards:session_live", args=[row.pk]), due=day)
    return row


def _require_ahead(values: SessionInput) -> None:
    if clock.local(values.planned_at).date() < clock.today():
        refuse("past", _("The day of the session is over; members are invited to a day ahead."))


@transaction.atomic
def session_agenda_set(*, session: CouncilSession, values: SessionInput, by: User) -> CouncilSession:
    """Changes title, time, place and agenda before the session opens."""
    require(is_council_secretary(by))
    row = locked_session(session)
    if row.state != SessionState.PLANNED:
        refuse("state", _("The session has begun; its agenda stays as it was announced."))
    _require_ahead(values)
    row.title, row.planned_at, row.place = values.title, values.planned_at, values.place
    _save(row, "title", "planned_at", "place")
    row.agenda.all().delete()
    _agenda_write(row, values.agenda)
    event_log(actor=by, action="session.agenda_set", target=row)
    return row


@transaction.atomic
def session_open(
    *,
    session: CouncilSession,
    chair: CouncilMember,
    secretary: CouncilMember,
    presences: Mapping[int, PresenceInput],
    by: User,
) -> CouncilSession:
    """Opens a session: everybody who is a member today gets a row of presence, and nobody else ever.

    `presences`: member id to presence; who is not named is absent. Raises Refused.
    """
    require(is_council_secretary(by))
    # The council's row holds its roster still until this transaction ends.
    Council.objects.select_for_update().get(pk=session.council_id)
    row = locked_session(session)
    if row.state != SessionState.PLANNED:
        refuse("state", _("The session has been opened already."))
    require(is_not_concluded(row.cycle))
    if not row.council.holds_on(clock.today()):
        refuse("state", _("The decision that sets up the council is not in force today."))
    roster = list(CouncilMember.objects.on(clock.today()).filter(council=row.council))
    seats = {member.pk: member for member in roster}
    if chair.pk not in seats or secretary.pk not in seats:
        refuse("not_member", _("Chair and secretary of a session are members of the council today."), status=400)
    if chair.pk == secretary.pk:
        refuse("bad_input", _("Chair and secretary are two persons; both sign the minutes."), status=400)
    if set(presences) - set(seats):
        refuse("not_member", _("Somebody named here is not a member of the council today."), status=400)
    for member in (chair, secretary):
        if presences.get(member.pk, PresenceInput(presence=Presence.ABSENT)).presence != Presence.PRESENT:
            refuse("bad_input", _("Chair and secretary of a session are present."), status=400)
    for member in roster:
        _write(Attendance(session=row, member=member), presences.get(member.pk))
    row.state, row.chair, row.secretary, row.opened_at = SessionState.OPEN, chair, secretary, clock.now()
    row.current_item = row.agenda.order_by("order").first()
    _save(row, "state", "chair", "secretary", "opened_at", "current_item")
    data = {"members": len(roster), "present": _present(row)}
    event_log(actor=by, action="session.opened", target=row, before=SessionState.PLANNED, after=row.state, data=data)
    return row


@transaction.atomic
def session_attend(*, session: CouncilSession, member: CouncilMember, values: PresenceInput, by: User) -> Attendance:
    """Corrects the presence of one member: somebody comes late, leaves, or a written opinion arrives.

    Refused while a vote is being taken: those present are counted when it opens.
    """
    row = locked_session(session)
    require(may_run_session(by, row))
    require(session_is_open(row))
    if row.polls.filter(state=PollState.OPEN).exists():
        refuse(
            "voting",
            _("A vote is being taken; who is present was counted when it began."),
            todo=_("Close the vote first, or declare it void."),
        )
    seat = row.attendance.select_related("member").filter(member=member).first()
    if seat is None:
        refuse("not_member", _("The roster was fixed when the session opened; nobody is added to it."))
    if member.pk in (row.chair_id, row.secretary_id) and values.presence != Presence.PRESENT:
        refuse("bad_input", _("Chair and secretary of a session are present."), status=400)
    before = seat.presence
    _write(seat, values)
    data = {"member": str(seat.member)}
    event_log(actor=by, action="session.attended", target=row, before=before, after=seat.presence, data=data)
    return seat


@transaction.atomic
def session_show(*, session: CouncilSession, item: AgendaItem, by: User) -> CouncilSession:
    """The chair goes to an item of the agenda; the pages of the members follow."""
    row = locked_session(session)
    require(may_run_session(by, row))
    require(session_is_open(row))
    if item.session_id != row.pk:
        refuse("bad_input", _("This item is not on the agenda of the session."), status=400)
    row.current_item = item
    _save(row, "current_item")
    return row


@transaction.atomic
def session_close(*, session: CouncilSession, discussion: str, conclusion: str, by: User) -> CouncilSession:
    """Ends a session with its discussion and conclusion, once every vote is closed or void."""
    row = locked_session(session)
    require(may_run_session(by, row))
    require(session_is_open(row))
    if row.polls.filter(state__in=[PollState.PREPARED, PollState.OPEN]).exists():
        refuse(
            "voting",
            _("A vote of this session is not closed yet."),
            todo=_("Close it, declare it void, or remove it when it has not begun."),
        )
    if not conclusion.strip():
        refuse("bad_input", _("The minutes end with a conclusion."), status=400)
    row.discussion, row.conclusion = discussion, conclusion
    row.state, row.closed_at, row.current_item = SessionState.CLOSED, clock.now(), None
    _save(row, "discussion", "conclusion", "state", "closed_at", "current_item")
    event_log(actor=by, action="session.closed", target=row, before=SessionState.OPEN, after=row.state)
    return row


def _agenda_write(session: CouncilSession, titles: Sequence[str]) -> None:
    lines = [title.strip() for title in titles if title.strip()]
    if not lines:
        refuse("bad_input", _("A session has an agenda of at least one item."), status=400)
    AgendaItem.objects.bulk_create(
        AgendaItem(session=session, order=order, title=title) for order, title in enumerate(lines, 1)
    )


def _write(seat: Attendance, values: PresenceInput | None) -> None:
    """One row of presence; an opinion belongs to who is absent, and is what makes the absence a written one."""
    values = values or PresenceInput(presence=Presence.ABSENT)
    if values.presence == Presence.WRITTEN and not values.opinion.strip():
        refuse("bad_input", _("A written opinion has words."), status=400)
    is_written = values.presence == Presence.WRITTEN
    seat.presence = values.presence
    seat.reason = "" if values.presence == Presence.PRESENT else values.reason
    seat.opinion = values.opinion if is_written else ""
    seat.document = values.document if is_written else None
    if seat.document is not None and seat.document.pk is None:
        seat.document.save()
    seat.save()


def _present(session: CouncilSession) -> int:
    return session.attendance.filter(presence=Presence.PRESENT).count()


def _save(row: CouncilSession, *fields: str) -> None:
    row.version += 1
    row.save(update_fields=[*fields, "version"])
