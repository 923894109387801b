"""Optimistic versions: a save names the version it started from and never overwrites a newer one."""

from collections.abc import Iterable
from typing import Any, cast

from django.db import models
from django.utils.translation import gettext_lazy as _


class Versioned(models.Model):
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)

    class Meta:
        abstract = True


class Stale(Exception):
    """Somebody saved first. `current`: the stored row (None when gone); `attempted`: what was to be saved."""

    def __init__(self, current: Versioned | None, attempted: dict[str, Any]) -> None:
        super().__init__("stale")
        self.current = current
        self.attempted = attempted

    @property
    def differences(self) -> dict[str, tuple[Any, Any]]:
        """Field name to (stored, attempted), where the two differ."""
        if self.current is None:
            return {name: (None, value) for name, value in self.attempted.items()}
        pairs = {name: (getattr(self.current, name), value) for name, value in self.attempted.items()}
        return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def save_if_current(instance: Versioned, *, expected_version: int, fields: Iterable[str]) -> None:
    """Write the named fields in one UPDATE that holds for the expected version only; count the version up.

    Raises Stale when the row has moved on or is gone. Right on both databases, with or without row locks.
    """
    model = type(instance)
    columns = [cast("models.Field[Any, Any]", model._meta.get_field(name)) for name in fields]
    stored = {column.attname: column.pre_save(instance, False) for column in columns}
    rows = model._base_manager.filter(pk=instance.pk, version=expected_version)
    if rows.update(**stored, version=expected_version + 1):
        instance.version = expected_version + 1
        return
    raise Stale(model._base_manager.filter(pk=instance.pk).first(), stored)


def save_version(instance: Versioned, expected: int, fields: Iterable[str]) -> None:
    """Short form of save_if_current."""
    save_if_current(instance, expected_version=expected, fields=fields)
