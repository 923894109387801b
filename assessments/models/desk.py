"""What makes the work at the desk lighter: how many sheets a person takes, reasons to choose from."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from common.fields import NFCTextField


class AppraiserLimit(models.Model):
    """How many sheets of a round the automatic assignment gives one appraiser of an office at most."""

    office = models.ForeignKey("units.Unit", models.PROTECT, related_name="+", verbose_name=_("office"))
    appraiser = models.ForeignKey("units.User", models.PROTECT, related_name="+", verbose_name=_("appraiser"))
    sheets = models.PositiveSmallIntegerField(_("sheets at most"))

    class Meta:
        verbose_name = _("limit of sheets")
        verbose_name_plural = _("limits of sheets")
        constraints = [models.UniqueConstraint(fields=["office", "appraiser"], name="appraiser_limit_once")]

    def __str__(self) -> str:
        return f"{self.appraiser}: {self.sheets}"


class CannedReason(models.Model):
    """A sentence that appraisers choose and add to; of one office or of all."""

    office = models.ForeignKey(
        "units.Unit",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("office"),
        help_text=_("Empty: offered to every office."),
    )
    text = NFCTextField(_("text"), max_length=500)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    is_active = models.BooleanField(_("offered"), default=True)

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = _("canned reason")
        verbose_name_plural = _("canned reasons")

    def __str__(self) -> str:
        return self.text[:80]
