"""Reads of councils, sessions and polls that know the reader. Counts come out of closed polls alone."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q, QuerySet

from awards.enums import COUNCIL_READERS, CycleState, Method, PollState, Presence, ProposalState, SessionState
from awards.models import (
    Attendance,
    AwardCycle,
    AwardForm,
    Council,
    CouncilMember,
    CouncilSession,
    Poll,
    PollCase,
    Proposal,
    Recusal,
    TellerCount,
    Vote,
)
from awards.queries.decisions import rule_set_of
from awards.queries.dossier_law import law_form
from campaign.models import Campaign
from common import clock
from common.text import search_text
from units.enums import Role
from units.models import Person, Unit, User
from units.queries import Account, standing_of


def councils_for(user: Account) -> QuerySet[Council]:
    """All councils for those who read every session, the own ones for members; nothing for others."""
    rows = Council.objects.select_related("department", "decision")
    if standing_of(user).has(*COUNCIL_READERS):
        return rows
    person_id = _person_id(user)
    if person_id is None:
        return rows.none()
    return rows.filter(members__in=CouncilMember.objects.on(clock.today()).filter(person_id=person_id)).distinct()


def sessions_for(user: Account) -> QuerySet[CouncilSession]:
    """All sessions for those who read them; for a member those with an own seat, and planned ones of the council."""
    rows = CouncilSession.objects.select_related(
        "council__decision", "cycle", "chair__person", "secretary__person", "current_item"
    )
    if standing_of(user).has(*COUNCIL_READERS):
        return rows
    person_id = _person_id(user)
    if person_id is None:
        return rows.none()
    seats = CouncilMember.objects.on(clock.today()).filter(person_id=person_id)
    mine = Attendance.objects.filter(member__person_id=person_id).values("session_id")
    planned = Q(state=SessionState.PLANNED, council__in=seats.values("council_id"))
    return rows.filter(Q(pk__in=mine) | planned)


def sessions_to_attend(user: Account) -> list[CouncilSession]:
    """Sessions planned or sitting that somebody has a part in: members by their seat, the secretary all of them."""
    if _person_id(user) is None and not standing_of(user).has(Role.AWARD_SECRETARY):
        return []
    ahead = Q(state__in=[SessionState.PLANNED, SessionState.OPEN])
    rows = sessions_for(user).filter(ahead).order_by("planned_at")
    if standing_of(user).has(Role.AWARD_SECRETARY):
        return list(rows)
    seats = CouncilMember.objects.on(clock.today()).filter(person_id=_person_id(user))
    return list(rows.filter(council__in=seats.values("council_id")))


def sees_councils(user: Account) -> bool:
    """Whether the pages of the council belong in somebody's menu. Asks the database only where no role tells."""
    return standing_of(user).has(*COUNCIL_READERS, Role.COUNCIL_MEMBER) or is_seated_anywhere(user)


def polls_for(user: Account) -> QuerySet[Poll]:
    """Polls of the sessions somebody may see."""
    rows = Poll.objects.filter(session__in=sessions_for(user).values("pk"))
    return rows.select_related("session__council__decision", "session__chair", "session__secretary", "form")


def cases_for(user: Account) -> QuerySet[PollCase]:
    rows = PollCase.objects.filter(poll__in=polls_for(user).values("pk"))
    return rows.select_related(
        "poll__session__council",
        "poll__session__chair",
        "poll__form",
        "proposal__form",
        "proposal__subject__unit",
        "proposal__subject__collective",
        "proposal__subject__person",
        "proposal__row",
    )


def is_seated_anywhere(user: Account) -> bool:
    """Whether an account's person is a member of any council today."""
    person_id = _person_id(user)
    return person_id is not None and CouncilMember.objects.on(clock.today()).filter(person_id=person_id).exists()


def members_of(council: Council) -> QuerySet[CouncilMember]:
    """Every membership of a council, those that hold first."""
    return council.members.select_related("person__unit", "person__account").order_by("valid_to", "order", "pk")


def roster_on(council: Council, day: dt.date) -> list[CouncilMember]:
    """The members of a council on a day, in its order."""
    rows = CouncilMember.objects.on(day).filter(council=council).select_related("person__account")
    return list(rows.order_by("order", "pk"))


def seats_of(session: CouncilSession) -> list[Attendance]:
    """The frozen roster with presence, in the order of the council."""
    rows = session.attendance.select_related("member__person__account", "document")
    return list(rows.order_by("member__order", "member_id"))


def own_seat(user: Account, session: CouncilSession) -> Attendance | None:
    person_id = _person_id(user)
    if person_id is None:
        return None
    return session.attendance.select_related("member__person__account").filter(member__person_id=person_id).first()


def polls_of(session: CouncilSession) -> list[Poll]:
    """The polls of a session with the number of their cases (`size`)."""
    return list(session.polls.select_related("form").annotate(size=Count("cases")).order_by("order"))


def open_poll(session: CouncilSession) -> Poll | None:
    return session.polls.select_related("form").filter(state=PollState.OPEN).first()


def cases_of(poll: Poll) -> list[PollCase]:
    """The cases of a poll with their recusals (`away`)."""
    rows = poll.cases.select_related(
        "proposal__subject__unit", "proposal__subject__collective", "proposal__subject__person"
    )
    away = Prefetch("recusals", Recusal.objects.select_related("member__person"), to_attr="away")
    return list(rows.prefetch_related(away).order_by("order"))


def recorded_votes(poll: Poll) -> dict[tuple[int, int], Vote]:
    """Hands and written opinions as entered: case id and member id to the vote. Open votes only."""
    if poll.is_secret or (poll.method == Method.ELECTRONIC and poll.state != PollState.CLOSED):
        return {}
    return {(vote.case_id, vote.member_id): vote for vote in Vote.objects.filter(case__poll=poll)}


def own_count(user: Account, poll: Poll) -> TellerCount | None:
    """The row of a teller; the other teller's figures are no part of it."""
    person_id = _person_id(user)
    if person_id is None:
        return None
    return poll.teller_counts.select_related("teller__person").filter(teller__person_id=person_id).first()


def tellers_of(poll: Poll) -> list[TellerCount]:
    """Who counts and whether they have entered their count; the figures stay unread."""
    return list(
        poll.teller_counts.select_related("teller__person").defer("rows", "issued", "collected", "invalid_sheets")
    )


@dataclass(frozen=True)
class TurnoutState:
    """How many members present have voted, and who has not; never what."""

    voted: int
    expected: int
    waiting: tuple[str, ...]


def turnout_of(poll: Poll) -> TurnoutState:
    present = poll.session.attendance.filter(presence=Presence.PRESENT).values("member_id")
    rows = list(poll.turnout.filter(member_id__in=present).select_related("member__person").order_by("member__order"))
    waiting = tuple(str(row.member) for row in rows if not row.has_voted)
    return TurnoutState(len(rows) - len(waiting), len(rows), waiting)


def has_voted(poll: Poll, seat: Attendance) -> bool:
    return poll.turnout.filter(member_id=seat.member_id, has_voted=True).exists()


def form_to_vote(proposal: Proposal) -> AwardForm:
    """The form of a proposal as the law of its dossier has it, whose rule the council votes by."""
    return law_form(proposal.form, rule_set_of(proposal))


def forms_to_vote(session: CouncilSession) -> list[AwardForm]:
    """Forms with complete dossiers that wait for a vote, each as the law of these dossiers has it, with its rule."""
    forms = {form.pk: form for form in map(form_to_vote, waiting_proposals(session))}
    return [form for form in forms.values() if getattr(form, "voting_rule", None)]


def waiting_proposals(session: CouncilSession) -> QuerySet[Proposal]:
    """Complete dossiers of the session's cycle that stand in no vote yet."""
    busy = PollCase.objects.filter(poll__state__in=[PollState.PREPARED, PollState.OPEN]).values("proposal_id")
    rows = Proposal.objects.filter(cycle_id=session.cycle_id, state=ProposalState.COMPLETE).exclude(pk__in=busy)
    about = ("form__voting_rule", "subject", "cycle__rule_set", "dossier__rule_set")
    return rows.select_related(*about).order_by("form__order", "pk")


def cycles_to_meet() -> QuerySet[AwardCycle]:
    """Award cycles that are not concluded, newest first."""
    rows = AwardCycle.objects.exclude(state=CycleState.CONCLUDED)
    return rows.select_related("campaign").order_by("-created_at")


def people_found(text: str) -> QuerySet[Person]:
    """Persons by name or part of it, without accents; the first twenty."""
    return Person.objects.select_related("unit").filter(search__contains=search_text(text))[:20]


def person_found(number: str) -> list[Person]:
    """The person of a form that was sent; nobody for what is no number."""
    if not number.isdecimal() or len(number) > 18:
        return []
    return list(Person.objects.select_related("unit").filter(pk=int(number)))


def department_of_councils() -> Unit | None:
    """The department: the unit that the campaigns name as theirs."""
    return Unit.objects.filter(pk__in=Campaign.objects.values("department_id")).order_by("pk").first()


def _person_id(user: Account) -> int | None:
    return user.person_id if isinstance(user, User) and user.is_active else None
