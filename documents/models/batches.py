"""Many papers made by one job: each exactly once, a bad one told apart, the rest done."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common.fields import NFCCharField, NFCTextField
from documents.enums import ItemState
from documents.models.issued import IssuedDocument


class Batch(models.Model):
    """Papers of one kind about many targets, in the order of their items."""

    kind = models.CharField(_("kind"), max_length=60)
    title = NFCCharField(_("title"), max_length=300)
    key = models.CharField(_("key"), max_length=120, unique=True, help_text=_("The same work is asked for once."))
    job = models.ForeignKey(
        "common.Job", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("job")
    )
    archive = models.ForeignKey(
        "common.StoredFile", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("archive")
    )
    asked_by = models.ForeignKey("units.User", models.PROTECT, related_name="+", verbose_name=_("asked for by"))
    asked_at = models.DateTimeField(_("asked for at"))

    class Meta:
        ordering = ["-asked_at"]
        verbose_name = _("batch of papers")
        verbose_name_plural = _("batches of papers")

    def __str__(self) -> str:
        return self.title


class BatchItem(models.Model):
    """One paper of a batch; `document` is set in the transaction that makes it."""

    batch = models.ForeignKey(Batch, models.PROTECT, related_name="items", verbose_name=_("batch"))
    order = models.PositiveIntegerField(_("order"))
    target_type = models.CharField(max_length=60, verbose_name=_("kind of object"))
    target_id = models.CharField(max_length=40, verbose_name=_("object"))
    name = NFCCharField(_("name"), max_length=300)
    state = models.CharField(_("state"), max_length=10, choices=ItemState.choices, default=ItemState.WAITING)
    error = NFCTextField(_("error"), blank=True)
    document = models.OneToOneField(
        IssuedDocument, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("document")
    )

    class Meta:
        ordering = ["batch", "order"]
        verbose_name = _("paper of a batch")
        verbose_name_plural = _("papers of a batch")
        constraints = [
            models.UniqueConstraint(fields=["batch", "order"], name="batch_item_order"),
            models.UniqueConstraint(fields=["batch", "target_type", "target_id"], name="batch_item_once"),
            models.CheckConstraint(name="batch_item_state", condition=Q(state__in=ItemState.values)),
            models.CheckConstraint(
                name="batch_item_done_has_document",
                condition=~Q(state=ItemState.DONE) | Q(document__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name
