"""An issued paper carries all that reading and checking it needs, so that nothing is looked up from below."""

import uuid
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common.fields import NFCCharField
from common.text import search_text
from documents.enums import DocumentState, RenditionKind, SignatureState
from documents.models.series import NumberSeries


class SearchField(models.CharField):
    """Title, number, signer and code without marks; kept by every save, also of many rows at once."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"editable": False, "default": "", **kwargs})

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        row = cast("IssuedDocument", model_instance)
        parts = (row.full_symbol, row.title, row.signer.get("name", ""), row.code, *map(str, row.facts.values()))
        row.search = search_text(" ".join(parts))[: self.max_length]
        return row.search


class IssuedDocument(models.Model):
    """A paper of a registered kind about one target ("assessments.assessment", id)."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=60, help_text=_("Code in the register of papers."))
    state = models.CharField(_("state"), max_length=20, choices=DocumentState.choices, default=DocumentState.DRAFT)
    title = NFCCharField(_("title"), max_length=500)
    target_type = models.CharField(max_length=60, verbose_name=_("kind of object"))
    target_id = models.CharField(max_length=40, verbose_name=_("object"))
    audience = models.ForeignKey(
        "units.Unit",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("The unit that may read it; empty: the department only."),
        verbose_name=_("unit that may read it"),
    )
    code = models.CharField(
        _("code"), max_length=40, unique=True, help_text=_("Printed on the paper; checking starts from it.")
    )
    series = models.ForeignKey(
        NumberSeries, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("number series")
    )
    number = models.PositiveIntegerField(_("number"), null=True, blank=True)
    full_symbol = NFCCharField(_("number and symbol"), max_length=80, blank=True)
    issued_on = models.DateField(_("date of issue"), null=True, blank=True)
    issued_at = models.DateTimeField(_("issued at"), null=True, blank=True)
    header = models.JSONField(_("printed header"), default=dict)
    signer = models.JSONField(_("printed signer"), default=dict)
    facts = models.JSONField(_("public facts"), default=dict, help_text=_("What the paper says, for checking."))
    legal_bases = models.JSONField(_("printed legal bases"), default=list)
    replaced_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replaces", verbose_name=_("replaced by")
    )
    revoked_on = models.DateField(_("revoked on"), null=True, blank=True)
    revoked_by_symbol = NFCCharField(
        _("revoked by"), max_length=200, blank=True, help_text=_("Number, symbol and date of the revoking decision.")
    )
    approved_by = models.ForeignKey(
        "units.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("approved by")
    )
    approved_at = models.DateTimeField(_("approved at"), null=True, blank=True)
    created_by = models.ForeignKey(
        "units.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("made by")
    )
    created_at = models.DateTimeField(_("created at"))
    search = SearchField(max_length=900)

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("issued document")
        verbose_name_plural = _("issued documents")
        indexes = [models.Index(fields=["target_type", "target_id"], name="document_target")]
        constraints = [
            models.CheckConstraint(name="document_state", condition=Q(state__in=DocumentState.values)),
            models.CheckConstraint(
                name="document_issued_has_day",
                condition=~Q(state__in=["issued", "replaced", "revoked"]) | Q(issued_on__isnull=False),
            ),
            models.CheckConstraint(
                name="document_revoked_says_by_what",
                condition=~Q(state="revoked") | (Q(revoked_on__isnull=False) & ~Q(revoked_by_symbol="")),
            ),
            models.UniqueConstraint(
                fields=["series", "number"], name="document_number_once", condition=Q(number__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Rendition(models.Model):
    """Bytes of a paper with their digest; a row is written once and never changes."""

    document = models.ForeignKey(IssuedDocument, models.PROTECT, related_name="renditions", verbose_name=_("document"))
    kind = models.CharField(_("kind"), max_length=10, choices=RenditionKind.choices)
    file = models.ForeignKey("common.StoredFile", models.PROTECT, related_name="+", verbose_name=_("file"))
    sha256 = models.CharField("SHA-256", max_length=64)
    made_at = models.DateTimeField(_("made at"))
    made_by = models.ForeignKey(
        "units.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("made by")
    )

    class Meta:
        ordering = ["made_at", "pk"]
        verbose_name = _("rendition")
        verbose_name_plural = _("renditions")
        constraints = [
            models.CheckConstraint(name="rendition_kind", condition=Q(kind__in=RenditionKind.values)),
            models.UniqueConstraint(fields=["document"], name="rendition_issued_once", condition=Q(kind="issued")),
        ]

    def __str__(self) -> str:
        return f"{self.document}: {self.get_kind_display()}"

    def save(self, *args, **kwargs) -> None:
        if self.pk is not None:
            raise ValidationError(_("A rendition is written once and never changes."))
        super().save(*args, **kwargs)


class SignatureCheck(models.Model):
    """What the portal found in a signed copy when it came in: written once, shown with the paper."""

    rendition = models.OneToOneField(Rendition, models.PROTECT, related_name="signature", verbose_name=_("rendition"))
    state = models.CharField(_("result"), max_length=10, choices=SignatureState.choices)
    signers = models.JSONField(_("signers"), default=list, help_text=_("Name, organisation and time of each."))
    checked_at = models.DateTimeField(_("checked at"))

    class Meta:
        ordering = ["checked_at", "pk"]
        verbose_name = _("check of a signature")
        verbose_name_plural = _("checks of signatures")
        constraints = [models.CheckConstraint(name="signature_state", condition=Q(state__in=SignatureState.values))]

    def __str__(self) -> str:
        return self.get_state_display()
