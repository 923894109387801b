"""What every demonstration needs: an assumed day, public ids that are the same every time, an empty start."""

import contextlib
import datetime
import itertools
import uuid
from collections.abc import Callable, Iterable, Iterator

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models, transaction

from common.models import AssumedDate, Event, StoredFile

NAMESPACE = uuid.UUID("6f1c8f0a-6a53-5d0c-9a55-2f1a0f6d2e5b")
MADE = "demo.made"


@contextlib.contextmanager
def counted_ids() -> Iterator[None]:
    """Inside the block new rows get public ids by their number, so that codes made of them stay the same."""
    fields = [field for model in apps.get_models() if (field := _public_id(model))]
    for field in fields:
        field.get_default = _counter(field.model._meta.label)  # type: ignore[method-assign]
    try:
        yield
    finally:
        for field in fields:
            del field.get_default


def _public_id(model: type[models.Model]) -> models.Field | None:
    try:
        return model._meta.get_field("public_id")
    except FieldDoesNotExist:
        return None


def _counter(label: str) -> Callable[[], uuid.UUID]:
    numbers = itertools.count(1)
    return lambda: uuid.uuid5(NAMESPACE, f"{label}:{next(numbers)}")


def assume_day(day: datetime.date) -> None:
    """Moves the calendar of the portal to a day."""
    AssumedDate.objects.update_or_create(pk=1, defaults={"day": day})


def empty_tables(tables: Iterable[type[models.Model]]) -> None:
    """Removes every row of the tables, whatever points to whatever; the files go when this is committed."""
    for table in tables:
        if table is StoredFile:
            _forget_files()
        rows = table._base_manager.all()
        # Neither cascades nor guards against deletion: the rows that point here go in the same transaction.
        rows._raw_delete(rows.db)  # noqa: SLF001


def _forget_files() -> None:
    stored = [(row.file.storage, row.file.name) for row in StoredFile.objects.all()]

    def remove() -> None:
        for storage, name in stored:
            storage.delete(name)

    transaction.on_commit(remove)


def made_before() -> Event | None:
    """The mark that an earlier demonstration has left, with its stage."""
    return Event.objects.filter(action=MADE).order_by("-pk").first()
