"""The event log: rows are only added, and sealed into a chain that shows any later change."""

import datetime as dt
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, cast

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models, transaction

from common.models import Event, EventSeal

SEAL_SIZE = 1000
# Any number that nothing else locks: writers share it, the sealer holds it alone.
_LOCK = 7_310_001


def event_log(
    *,
    actor: Any,
    action: str,
    target: models.Model | None,
    before: str | None = None,
    after: str | None = None,
    reason: str = "",
    data: dict[str, Any] | None = None,
) -> Event:
    """Write what happened, inside the transaction of what happened. `action`: `app.verb`; states as codes."""
    with transaction.atomic():
        _lock_shared()
        return Event.objects.create(
            actor=cast("Any", actor) if isinstance(actor, AbstractBaseUser) else None,
            action=action,
            target_type=target._meta.label_lower if target is not None else "",
            target_id=str(target.pk) if target is not None else "",
            before=before or "",
            after=after or "",
            reason=reason,
            data=data or {},
        )


def event_log_many(*, actor: Any, action: str, rows: Sequence[tuple[models.Model, str, dict[str, Any]]]) -> None:
    """The same happening to many objects, in one statement; each row: object, state after, data."""
    with transaction.atomic():
        _lock_shared()
        Event.objects.bulk_create(
            Event(
                actor=cast("Any", actor) if isinstance(actor, AbstractBaseUser) else None,
                action=action,
                target_type=target._meta.label_lower,
                target_id=str(target.pk),
                after=after,
                data=data,
            )
            for target, after, data in rows
        )


def events_of(target: models.Model) -> models.QuerySet[Event]:
    """What happened to an object, oldest first."""
    return Event.objects.filter(target_type=target._meta.label_lower, target_id=str(target.pk)).order_by("id")


def seal_events() -> int:
    """Seal all events that are not sealed yet; returns how many.

    A service calls it last: from here to the end of the transaction other writers of events wait (PostgreSQL).
    Returns 0 when another transaction is writing events: numbers are handed out before commit, so sealing
    now could leave one behind. The worker comes again.
    """
    sealed = 0
    with transaction.atomic():
        if not _lock_alone():
            return 0
        last = EventSeal.objects.order_by("-number").first()
        rows = Event.objects.filter(id__gt=last.last if last else 0).order_by("id").iterator(SEAL_SIZE)
        while events := list(islice(rows, SEAL_SIZE)):
            last = _seal(last, events)
            sealed += len(events)
    return sealed


@dataclass(frozen=True)
class ChainReport:
    """`event`, `seal`: numbers of the first broken ones; `fault`: seal, changed, missing or added."""

    events: int
    seals: int
    fault: str = ""
    event: int | None = None
    seal: int | None = None

    @property
    def ok(self) -> bool:
        return not self.fault


def verify_chain() -> ChainReport:
    """Compute the whole chain anew and name the first break: seal, changed, missing or added."""
    previous: EventSeal | None = None
    events = seals = 0
    for seal in EventSeal.objects.order_by("number").iterator():
        number = previous.number + 1 if previous else 1
        if seal.number != number or seal.digest != _digest(seal) or seal.previous != _head(previous):
            return ChainReport(events, seals, "seal", seal=seal.number)
        fault, event = _compare(seal, previous)
        if fault:
            return ChainReport(events, seals, fault, event, seal.number)
        events, seals, previous = events + seal.count, seals + 1, seal
    return ChainReport(events, seals)


def chain_head() -> EventSeal | None:
    """The newest seal: its digest, kept outside the machine, proves the whole log."""
    return EventSeal.objects.order_by("-number").first()


def _seal(previous: EventSeal | None, events: list[Event]) -> EventSeal:
    seal = EventSeal(
        number=previous.number + 1 if previous else 1,
        first=events[0].id,
        last=events[-1].id,
        count=len(events),
        marks="\n".join(f"{event.id}:{_mark(event)}" for event in events),
        previous=_head(previous),
    )
    seal.digest = _digest(seal)
    seal.save()
    return seal


def _compare(seal: EventSeal, previous: EventSeal | None) -> tuple[str, int | None]:
    marks = dict(line.split(":") for line in seal.marks.splitlines())
    rows = Event.objects.filter(id__lte=seal.last).order_by("id")
    if previous:
        rows = rows.filter(id__gt=previous.last)
    for event in rows.iterator():
        mark = marks.pop(str(event.id), None)
        if mark != _mark(event):
            return ("changed" if mark else "added"), event.id
    return ("missing", int(next(iter(marks)))) if marks else ("", None)


def _mark(event: Event) -> str:
    values = [
        event.id,
        event.actor_id,
        event.action,
        event.target_type,
        event.target_id,
        event.before,
        event.after,
        event.reason,
        event.data,
        event.at.astimezone(dt.UTC).isoformat(timespec="microseconds"),
    ]
    text = json.dumps(values, cls=DjangoJSONEncoder, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _digest(seal: EventSeal) -> str:
    moment = seal.at.astimezone(dt.UTC).isoformat(timespec="microseconds")
    values = [seal.number, seal.first, seal.last, seal.count, seal.marks, seal.previous, moment]
    return hashlib.sha256(json.dumps(values, separators=(",", ":")).encode()).hexdigest()


def _head(seal: EventSeal | None) -> str:
    return seal.digest if seal else ""


def _lock_shared() -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [_LOCK])


def _lock_alone() -> bool:
    """On SQLite a transaction that writes is alone anyway."""
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
        return bool(cursor.fetchone()[0])
