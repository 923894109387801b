"""What the services of council, session and poll share: the rows that serialise, and refusals in three parts."""

from typing import NoReturn

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from awards.models import Attendance, CouncilSession, Poll, PollCase
from common.access import Denied, Refused
from units.models import User

NOTHING_COUNTED = _("Nothing was counted or changed.")


def refuse(
    code: str, reason: str | Promise, *, kept: str | Promise = "", todo: str | Promise = "", status: int = 409
) -> NoReturn:
    """Stops a service with the rule, what was kept, and what to do."""
    raise Refused(Denied(code, reason, status), kept, todo)


def locked_session(session: CouncilSession) -> CouncilSession:
    """The session under its lock: roster, attendance and the opening of polls follow one another."""
    rows = CouncilSession.objects.select_for_update(of=("self",)).select_related("council", "chair__person", "cycle")
    return rows.get(pk=session.pk)


def locked_poll(poll: Poll) -> Poll:
    """The poll under its lock: ballots and the closing follow one another, so what is acknowledged is counted."""
    rows = Poll.objects.select_for_update(of=("self",)).select_related("session__council", "session__chair", "form")
    return rows.get(pk=poll.pk)


def cases_in(poll: Poll) -> list[PollCase]:
    """The cases of a poll in their order, with whom they are about."""
    return list(
        poll.cases.select_related(
            "proposal__subject__unit", "proposal__subject__collective", "proposal__subject__person", "proposal__form"
        ).order_by("order")
    )


def seats_in(session: CouncilSession) -> list[Attendance]:
    """The frozen roster in the order of the council, with persons and their accounts."""
    return list(
        session.attendance.select_related("member__person__account", "member__person__unit").order_by(
            "member__order", "member_id"
        )
    )


def seat_of(user: User, session: CouncilSession) -> Attendance | None:
    """The seat of an account's person in a session."""
    if user.person_id is None:
        return None
    rows = session.attendance.select_related("member__person__account")
    return rows.filter(member__person_id=user.person_id).first()
