"""Series of numbers, one per year, unit and symbol (Decree 30/2020, article 15)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from common.fields import NFCCharField
from documents.enums import Keeper


class NumberSeries(models.Model):
    """The last number given; the row is locked while the next one is taken."""

    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="+", verbose_name=_("unit"))
    symbol = NFCCharField(_("symbol"), max_length=60)
    year = models.PositiveSmallIntegerField(_("year"), help_text=_("Year of the day of issue in Vietnam."))
    keeper = models.CharField(_("kept by"), max_length=10, choices=Keeper.choices)
    last_number = models.PositiveIntegerField(_("last number"), default=0)

    class Meta:
        ordering = ["-year", "symbol"]
        verbose_name = _("number series")
        verbose_name_plural = _("number series")
        constraints = [
            models.UniqueConstraint(fields=["unit", "symbol", "year"], name="number_series_once"),
            models.CheckConstraint(name="number_series_keeper", condition=models.Q(keeper__in=Keeper.values)),
        ]

    def __str__(self) -> str:
        return f"{self.symbol} {self.year}"
