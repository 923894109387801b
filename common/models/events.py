from typing import Any, NoReturn

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from common import clock
from common.fields import NFCTextField


class AppendOnlyError(Exception):
    """Someone tried to change or remove a row that is kept for good."""


class AppendOnlyQuerySet(models.QuerySet):
    def update(self, **_kwargs: Any) -> NoReturn:
        raise AppendOnlyError(self.model.__name__)

    def delete(self) -> NoReturn:
        raise AppendOnlyError(self.model.__name__)

    def bulk_update(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        raise AppendOnlyError(self.model.__name__)


class AppendOnly(models.Model):
    """Rows are written once and never changed or removed."""

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnlyError(type(self).__name__)
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        raise AppendOnlyError(type(self).__name__)


class Event(AppendOnly):
    """Who did what to which object, when, from which state to which, and why. Codes, not sentences."""

    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("actor"),
    )
    action = models.CharField(_("action"), max_length=80)
    target_type = models.CharField(_("kind of object"), max_length=80, blank=True)
    target_id = models.CharField(_("object"), max_length=64, blank=True)
    before = models.CharField(_("state before"), max_length=60, blank=True)
    after = models.CharField(_("state after"), max_length=60, blank=True)
    reason = NFCTextField(_("reason"), blank=True)
    data = models.JSONField(_("details"), default=dict, blank=True, encoder=DjangoJSONEncoder)
    at = models.DateTimeField(_("time"), default=clock.now, editable=False)

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["id"]
        indexes = [
            models.Index(fields=["target_type", "target_id", "id"], name="common_event_target"),
            models.Index(fields=["actor", "at"], name="common_event_actor"),
            models.Index(fields=["action", "at"], name="common_event_action"),
        ]

    def __str__(self) -> str:
        return f"{self.id} {self.action} {self.target_type}:{self.target_id}"


class EventSeal(AppendOnly):
    """A link of the hash chain over events. `marks` holds a line `id:digest` for each, to name a break."""

    number = models.PositiveIntegerField(_("seal number"), unique=True)
    first = models.PositiveBigIntegerField(_("first event"))
    last = models.PositiveBigIntegerField(_("last event"))
    count = models.PositiveIntegerField(_("events"))
    marks = models.TextField(_("marks of the events"))
    previous = models.CharField(_("previous digest"), max_length=64, blank=True)
    digest = models.CharField(_("digest"), max_length=64)
    at = models.DateTimeField(_("time"), default=clock.now, editable=False)

    class Meta:
        verbose_name = _("seal of events")
        verbose_name_plural = _("seals of events")
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(condition=models.Q(last__gte=models.F("first")), name="common_eventseal_range"),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.first}–{self.last}"
