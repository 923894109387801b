"""Writes of the units app."""

import datetime
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from common import clock
from common.access import Denied, require
from common.events import event_log
from units.models import ConflictOfInterest, InboxMessage, Membership, Person, Unit, User
from units.queries import standing_forget, standing_of
from units.rules import is_campaign_manager, may_declare_conflict


@transaction.atomic
def membership_add(
    *,
    user: User,
    unit: Unit,
    role: str,
    by: User | None,
    valid_from: datetime.date | None = None,
    valid_to: datetime.date | None = None,
) -> Membership:
    """Gives an account a role in a unit between two days."""
    row = Membership(user=user, unit=unit, role=role, valid_from=valid_from, valid_to=valid_to)
    row.full_clean()
    row.save()
    event_log(actor=by, action="membership.added", target=user, data={"unit": unit.code, "role": role})
    return row


@transaction.atomic
def membership_end(*, membership: Membership, on: datetime.date, by: User | None, reason: str) -> None:
    """Ends a role after the day `on`; the row stays for the history."""
    membership.valid_to = on
    membership.full_clean()
    membership.save()
    event_log(actor=by, action="membership.ended", target=membership.user, reason=reason)


@transaction.atomic
def person_add(*, unit: Unit, full_name: str, sex: str, category: str, job_title: str) -> Person:
    """A person of a unit, who may never have an account."""
    row = Person(unit=unit, full_name=full_name, sex=sex, category=category, job_title=job_title)
    row.full_clean()
    row.save()
    return row


@transaction.atomic
def conflict_declare(*, user: User, unit: Unit, kind: str, note: str, by: User) -> ConflictOfInterest:
    """From today the person decides nothing about the unit. Raises Refused: no right, no reason, already declared."""
    require(may_declare_conflict(by))
    if user != by:
        require(is_campaign_manager(by))
    if not note.strip():
        require(Denied("reason_needed", _("A reason is needed."), 400))
    if unit.pk in standing_of(user).declared_conflicts:
        require(Denied("duplicate", _("This conflict of interest is already declared.")))
    row = ConflictOfInterest(user=user, unit=unit, kind=kind, note=note, valid_from=clock.today())
    row.full_clean()
    row.save()
    standing_forget(user)
    standing_forget(by)
    event_log(
        actor=by, action="conflict.declared", target=row, reason=note, data={"name": str(user), "unit": unit.code}
    )
    return row


@transaction.atomic
def conflict_withdraw(*, conflict: ConflictOfInterest, reason: str, by: User) -> ConflictOfInterest:
    """The office in charge lifts a declared conflict with a reason; the row stays. Raises Refused."""
    require(is_campaign_manager(by))
    row = ConflictOfInterest.objects.select_for_update(of=("self",)).select_related("user", "unit").get(pk=conflict.pk)
    if row.withdrawn_at is not None:
        require(Denied("state", _("This conflict of interest has already been withdrawn.")))
    if row.user_id == by.pk:
        require(Denied("own_conflict", _("Another person of the office in charge withdraws this one.")))
    if not reason.strip():
        require(Denied("reason_needed", _("A reason is needed."), 400))
    row.withdrawn_at = clock.now()
    row.save(update_fields=["withdrawn_at"])
    standing_forget(row.user)
    data = {"name": str(row.user), "unit": row.unit.code}
    event_log(actor=by, action="conflict.withdrawn", target=row, reason=reason, data=data)
    return row


def message_send(
    *, to: Iterable[User], text: str, link: str = "", due: datetime.date | None = None, matter: str = ""
) -> None:
    """Puts a message into the inbox of each account; mail follows the inbox, not the other way round.

    `matter` names what is to be decided; an earlier message about the same is settled by the new one.
    """
    if matter:
        messages_settle(matter=matter)
    moment = clock.now()
    InboxMessage.objects.bulk_create(
        InboxMessage(user=user, text=text, link=link, due=due, sent_at=moment, matter=matter) for user in to
    )


def messages_settle(*, matter: str) -> None:
    """The matter is decided: no message about it is new to anybody any more."""
    moment = clock.now()
    waiting = InboxMessage.objects.filter(matter=matter, settled_at__isnull=True)
    waiting.update(settled_at=moment, read_at=Coalesce("read_at", Value(moment)))


def inbox_read(*, user: User) -> int:
    """Marks all messages of an account as read; returns how many were new."""
    return InboxMessage.objects.filter(user=user, read_at__isnull=True).update(read_at=clock.now())
