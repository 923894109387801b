"""Writes of the units app."""

import datetime
from collections.abc import Iterable

from django.db import transaction

from common import clock
from common.events import event_log
from units.models import InboxMessage, Membership, Person, Unit, User


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


def message_send(*, to: Iterable[User], text: str, link: str = "", due: datetime.date | None = None) -> None:
    """Puts a message into the inbox of each account; mail follows the inbox, not the other way round."""
    moment = clock.now()
    InboxMessage.objects.bulk_create(
        InboxMessage(user=user, text=text, link=link, due=due, sent_at=moment) for user in to
    )


def inbox_read(*, user: User) -> int:
    """Marks all messages of an account as read; returns how many were new."""
    return InboxMessage.objects.filter(user=user, read_at__isnull=True).update(read_at=clock.now())
