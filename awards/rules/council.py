"""Who runs a council, who votes on what, and when: membership by decision, presence, conflicts of interest."""

from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from awards.ballots import Share
from awards.enums import COUNCIL_READERS, Method, PollState, Presence, SessionState
from awards.models import Attendance, Council, CouncilMember, CouncilSession, Poll, Subject
from common.access import Denied, Verdict, allow
from units.enums import Role
from units.models import User
from units.queries import Account, standing_of
from units.rules import may_decide_about

NOT_SECRETARY = Denied("not_secretary", _("Only the secretary of the council may do this."))
NOT_SEATED = Denied("not_member", _("Only members of the council on the day the session opened vote in it."))
NOT_READER = Denied("not_reader", _("The sessions of the council are read by its members, its secretary and leaders."))

# Why a member keeps away, as the minutes print it.
AWAY = {
    "own_person": _("is the person under consideration"),
    "own_unit": _("works in the unit under consideration"),
    "related_unit": _("belongs to the unit directly above or below the one under consideration"),
    "declared_conflict": _("has declared a conflict of interest"),
}


def is_council_secretary(user: Account) -> Verdict:
    return allow if standing_of(user).has(Role.AWARD_SECRETARY) else NOT_SECRETARY


def may_read_councils(user: Account) -> Verdict:
    """Whether all councils and sessions are open to somebody; members see their own ones besides."""
    return allow if standing_of(user).has(*COUNCIL_READERS) else NOT_READER


def may_run_session(user: Account, session: CouncilSession) -> Verdict:
    """The secretary prepares and runs a session; so does the member who chairs it."""
    if standing_of(user).has(Role.AWARD_SECRETARY) or is_chair(user, session):
        return allow
    return Denied("not_running", _("Only the secretary of the council or the chair of the session may do this."))


def is_chair(user: Account, session: CouncilSession) -> bool:
    chair = session.chair
    return chair is not None and isinstance(user, User) and user.person_id == chair.person_id


def quorum_of(council: Council) -> Share:
    """At least this share of ALL members, by the council's own rule."""
    return Share(council.quorum_numerator, council.quorum_denominator)


def has_quorum(council: Council, *, present: int, members: int) -> Verdict:
    """Whether enough members are there; the refusal names the rule and its source."""
    share = quorum_of(council)
    if share.is_met(present, members):
        return allow
    text = gettext(
        "No quorum: %(present)s of %(members)s members are present; the rule asks for at least %(needed)s "
        "(%(share)s of all members, %(source)s)."
    ) % {
        "present": present,
        "members": members,
        "needed": share.needed(members),
        "share": f"{share.numerator}/{share.denominator}",
        "source": council.quorum_source,
    }
    return Denied("no_quorum", text, 409)


def session_is_open(session: CouncilSession) -> Verdict:
    if session.state == SessionState.OPEN:
        return allow
    return Denied("state", _("The session is not open."))


def poll_is_open(poll: Poll) -> Verdict:
    """The rule of closing: what comes after it does not count."""
    if poll.state == PollState.OPEN:
        return allow
    if poll.state == PollState.PREPARED:
        return Denied("poll_not_open", _("Voting has not begun."), 409)
    if poll.state == PollState.VOID:
        return Denied("poll_void", _("This vote is void."), 409)
    return Denied("poll_closed", _("Voting is closed; nothing is counted after the closing."), 409)


def votes_in(poll: Poll, seat: Attendance | None) -> Verdict:
    """Who casts a vote in a poll: members of the frozen roster who are present; wholly in writing all of them."""
    if seat is None:
        return NOT_SEATED
    if poll.method != Method.WRITTEN and seat.presence != Presence.PRESENT:
        return Denied(
            "not_present", _("Only members present vote; a written opinion stands in the minutes and is no vote.")
        )
    return allow


def may_vote(poll: Poll, seat: Attendance | None) -> Verdict:
    """Whether a member may cast an electronic ballot now."""
    if poll.method != Method.ELECTRONIC:
        return Denied("other_method", _("This vote is not taken by electronic ballot."), 409)
    verdict = votes_in(poll, seat)
    return poll_is_open(poll) if verdict is True else verdict


def may_consider(member: CouncilMember, subject: Subject) -> Verdict:
    """Whether a member may vote on a subject: never the own person, never a unit that the person keeps away from.

    A member without an account is known by the unit of the person alone.
    """
    if subject.person_id is not None and subject.person_id == member.person_id:
        return away("own_person")
    home = subject.home_unit_id
    if home is None:
        return allow
    if member.person.unit_id == home:
        return away("own_unit")
    account = getattr(member.person, "account", None)
    verdict = may_decide_about(account, home) if account is not None else allow
    return allow if verdict is True else away(verdict.code)


def away(code: str) -> Denied:
    return Denied(code, AWAY[code])


def printed_reason(verdict: Denied) -> str:
    """The reason of a recusal in the language of papers, whoever's page it is written from."""
    with translation.override("vi"):
        return str(verdict.reason)
