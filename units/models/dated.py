"""Rows that hold between two days."""

import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class DatedQuerySet(models.QuerySet):
    def on(self, day: datetime.date) -> "DatedQuerySet":
        """Rows in force on `day`; both ends are included."""
        return self.filter(Q(valid_from__isnull=True) | Q(valid_from__lte=day)).filter(
            Q(valid_to__isnull=True) | Q(valid_to__gte=day)
        )

    def during(self, first: datetime.date, last: datetime.date) -> "DatedQuerySet":
        """Rows in force on any day from `first` to `last`."""
        return self.filter(Q(valid_from__isnull=True) | Q(valid_from__lte=last)).filter(
            Q(valid_to__isnull=True) | Q(valid_to__gte=first)
        )


class Dated(models.Model):
    """Validity with both days included; empty means unbounded."""

    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        abstract = True

    def holds_on(self, day: datetime.date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or self.valid_to >= day)


def one_per_start(name: str, *fields: str, start: str = "valid_from") -> list[models.UniqueConstraint]:
    """Unique over the fields and the start, an empty start included (SQLite takes no two empty values for equal)."""
    return [
        models.UniqueConstraint(fields=[*fields, start], name=name, condition=Q(**{f"{start}__isnull": False})),
        models.UniqueConstraint(fields=list(fields), name=f"{name}_open", condition=Q(**{f"{start}__isnull": True})),
    ]


def dates_in_order(name: str) -> models.CheckConstraint:
    """The constraint each concrete dated table declares under its own name."""
    return models.CheckConstraint(
        name=name,
        condition=Q(valid_from__isnull=True) | Q(valid_to__isnull=True) | Q(valid_to__gte=models.F("valid_from")),
    )
