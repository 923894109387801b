"""A criteria set is a version; a published version never changes (architecture decision 4)."""

import contextlib

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common.fields import NFCCharField, NFCTextField, PointsField
from criteria.enums import SetState, Subject


class CriteriaSet(models.Model):
    """One version of a scoring table for one subject (collectives or individuals)."""

    code = models.CharField(_("code"), max_length=40)
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    subject = models.CharField(_("subject"), max_length=20, choices=Subject.choices)
    title = NFCCharField(_("title"), max_length=300)
    state = models.CharField(_("state"), max_length=20, choices=SetState.choices, default=SetState.DRAFT)
    guidance = models.ForeignKey(
        "common.CitedDocument",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("guidance document"),
        help_text=_("The department's own paper that sets the points; empty: a proposal of the software."),
    )
    proposal_note = NFCTextField(_("note while a proposal"), blank=True)
    cloned_from = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+", editable=False)
    max_bonus = PointsField(_("most bonus in all"), default=0)
    max_minus = PointsField(_("most minus in all"), default=0)
    late_per_day = PointsField(_("minus per working day late"), default=0)
    late_max = PointsField(_("most minus for lateness"), default=0)
    late_limit_days = models.PositiveSmallIntegerField(_("working days after which nothing is accepted"), default=0)
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)

    class Meta:
        ordering = ["code", "-version"]
        verbose_name = _("criteria set")
        verbose_name_plural = _("criteria sets")
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="criteria_set_version_once"),
            models.CheckConstraint(name="criteria_set_state", condition=Q(state__in=SetState.values)),
            models.CheckConstraint(
                name="criteria_set_published_at",
                condition=Q(state=SetState.DRAFT) | Q(published_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} v{self.version}"

    @property
    def is_draft(self) -> bool:
        return self.state == SetState.DRAFT

    @property
    def is_proposal(self) -> bool:
        return self.guidance_id is None


class FrozenBySet(models.Model):
    """A row that belongs to a set and may change only while the set is a draft."""

    class Meta:
        abstract = True

    def owner_set(self) -> CriteriaSet:
        raise TypeError("each row of a set names its set")

    def _refuse_when_published(self) -> None:
        if not self.owner_set().is_draft:
            raise ValidationError(
                _("This criteria set is published and cannot change; a new version is needed."),
                code="set_published",
            )

    def clean(self) -> None:
        super().clean()
        # A form without the row above it has its error at that field.
        with contextlib.suppress(ObjectDoesNotExist):
            self._refuse_when_published()

    def save(self, *args, **kwargs) -> None:
        self._refuse_when_published()
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        self._refuse_when_published()
        return super().delete(*args, **kwargs)
