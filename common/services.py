"""Writes of the kernel that people make."""

import datetime as dt
from typing import Any

from django.db import transaction

from common import clock
from common.events import event_log
from common.models import AssumedDate


def assumed_day_set(*, day: dt.date | None, by: Any = None) -> None:
    """Move the calendar of a demonstration to a day, or back to the real one (None). Time of day stays real."""
    with transaction.atomic():
        before = clock.assumed_day()
        if day is None:
            AssumedDate.objects.all().delete()
        else:
            AssumedDate.objects.update_or_create(id=1, defaults={"day": day})
        clock.forget()
        event_log(
            actor=by,
            action="common.set_assumed_day",
            target=None,
            before=before.isoformat() if before else "",
            after=day.isoformat() if day else "",
        )
