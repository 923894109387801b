"""What the services of council, session and poll share: the rows that serialise, and refusals in three parts."""

from collections.abc import Iterable
from typing import NoReturn

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from awards.models import Attendance, CouncilSession, Poll, PollCase, Proposal
from awards.services.holds import subjects_require_free
from common.access import Denied, Refused
from units.models import User

NOTHING_COUNTED = _("Nothing was counted or changed.")
VOID_IT = _("The vote is declared void with its reason and prepared again without the case.")


def refuse(
    code: str, reason: str | Promise, *, kept: str | Promise = "", todo: str | Promise = "", status: int = 409
) -> NoReturn:
    """Stops a service with the rule, what was kept, and what to do."""
    raise Refused(Denied(code, reason, status), kept, todo)


def require_free(
    proposals: Iterable[Proposal], by: User, *, kept: str | Promise = "", todo: str | Promise = ""
) -> None:
    """A hold by document blocks the vote on a case, from its preparing to its closing (Decree 152/2025, article 4,
    clause 4). Locks the subjects, so call it after the lock of the poll. Raises Refused.
    """
    subjects_require_free({row.subject_id: row.printed_name for row in proposals}, by=by, kept=kept, todo=todo)


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
