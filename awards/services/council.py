"""Councils and their members: set up and changed by decision, with dates."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from awards.enums import SessionState
from awards.models import Council, CouncilMember
from awards.rules.council import is_council_secretary
from awards.services.council_locks import refuse
from common.access import require
from common.dates import format_day
from common.events import event_log
from common.models import CitedDocument
from units.models import Person, Unit, User


@dataclass(frozen=True, kw_only=True)
class QuorumRule:
    """The share of ALL members that must be present, at least, and where it stands."""

    numerator: int
    denominator: int
    source: str
    is_verified: bool = False


@dataclass(frozen=True, kw_only=True)
class CouncilInput:
    """`decision`: the paper that sets the council up, not stored yet."""

    name: str
    symbol: str
    decision: CitedDocument
    valid_from: dt.date
    valid_to: dt.date | None = None
    quorum: QuorumRule


@dataclass(frozen=True, kw_only=True)
class SeatInput:
    """One member as the decision names them."""

    person: Person
    office: str
    printed_title: str
    order: int
    valid_from: dt.date
    valid_to: dt.date | None = None


@transaction.atomic
def council_set_up(*, department: Unit, values: CouncilInput, by: User) -> Council:
    """Records a council with its decision and its quorum rule."""
    require(is_council_secretary(by))
    _dates_in_order(values.valid_from, values.valid_to)
    values.decision.save()
    row = Council.objects.create(
        department=department,
        name=values.name,
        symbol=values.symbol,
        decision=values.decision,
        valid_from=values.valid_from,
        valid_to=values.valid_to,
        **_quorum(values.quorum),
    )
    event_log(actor=by, action="council.set_up", target=row, data={"decision": str(values.decision)})
    return row


@transaction.atomic
def council_rule_set(*, council: Council, quorum: QuorumRule, by: User) -> Council:
    """Changes the quorum rule; a session that is open keeps nobody from it, so it waits."""
    require(is_council_secretary(by))
    row = _locked(council)
    before = f"{row.quorum_numerator}/{row.quorum_denominator}"
    for name, value in _quorum(quorum).items():
        setattr(row, name, value)
    row.save(update_fields=list(_quorum(quorum)))
    after = f"{row.quorum_numerator}/{row.quorum_denominator}"
    event_log(
        actor=by, action="council.rule_set", target=row, before=before, after=after, data={"source": quorum.source}
    )
    return row


@transaction.atomic
def council_member_add(*, council: Council, values: SeatInput, by: User) -> CouncilMember:
    """Adds a member from a day on. Refused while the council sits, or when the person has a seat in that time."""
    require(is_council_secretary(by))
    row = _locked(council)
    _dates_in_order(values.valid_from, values.valid_to)
    last = values.valid_to or dt.date.max
    if row.members.during(values.valid_from, last).filter(person=values.person).exists():
        refuse("duplicate", _("This person has a seat in the council in that time already."))
    seat = CouncilMember.objects.create(
        council=row,
        person=values.person,
        office=values.office,
        printed_title=values.printed_title,
        order=values.order,
        valid_from=values.valid_from,
        valid_to=values.valid_to,
    )
    event_log(actor=by, action="council.member_added", target=row, data={"member": str(seat), "office": values.office})
    return seat


@transaction.atomic
def council_member_end(*, member: CouncilMember, on: dt.date, reason: str, by: User) -> CouncilMember:
    """Ends a membership; `on` is its last day. Earlier sessions keep their roster."""
    require(is_council_secretary(by))
    council = _locked(member.council)
    row = council.members.get(pk=member.pk)
    if row.valid_to is not None and row.valid_to <= on:
        refuse("state", _("This membership ends earlier already."))
    if row.valid_from is not None and on < row.valid_from:
        refuse("bad_input", _("The last day lies before the first one."), status=400)
    if not reason.strip():
        refuse("reason_needed", _("A reason is needed."), status=400)
    row.valid_to = on
    row.save(update_fields=["valid_to"])
    event_log(
        actor=by,
        action="council.member_ended",
        target=council,
        reason=reason,
        data={"member": str(row), "day": format_day(on)},
    )
    return row


def _locked(council: Council) -> Council:
    """The council under its lock; its roster and rule stand still while a session is open."""
    row = Council.objects.select_for_update().get(pk=council.pk)
    if row.sessions.filter(state=SessionState.OPEN).exists():
        refuse(
            "session_open",
            _("The council is in session; its members and its quorum rule stay as they were at the opening."),
            todo=_("Close the session first; the change holds from then on."),
        )
    return row


def _dates_in_order(first: dt.date, last: dt.date | None) -> None:
    if last is not None and last < first:
        refuse("bad_input", _("The last day lies before the first one."), status=400)


def _quorum(rule: QuorumRule) -> dict[str, int | str | bool]:
    if not 0 < rule.numerator <= rule.denominator:
        refuse("bad_input", _("The quorum is a share above 0 and at most all members."), status=400)
    return {
        "quorum_numerator": rule.numerator,
        "quorum_denominator": rule.denominator,
        "quorum_source": rule.source,
        "is_verified": rule.is_verified,
    }
