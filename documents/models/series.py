"""Series of numbers, one per year, unit and symbol (Decree 30/2020, article 15)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common.fields import NFCCharField, NFCTextField
from documents.enums import Keeper
from documents.series_names import series_name


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
            models.CheckConstraint(name="number_series_keeper", condition=Q(keeper__in=Keeper.values)),
        ]

    def __str__(self) -> str:
        return f"{series_name(self.symbol)}, {self.year}"


class VoidNumber(models.Model):
    """A number that was allotted and not used: it is never given again and tells why (Decree 30/2020, article 15)."""

    series = models.ForeignKey(NumberSeries, models.PROTECT, related_name="voids", verbose_name=_("number series"))
    number = models.PositiveIntegerField(_("number"))
    reason = NFCTextField(_("reason"))
    voided_by = models.ForeignKey("units.User", models.PROTECT, related_name="+", verbose_name=_("voided by"))
    voided_at = models.DateTimeField(_("voided at"))

    class Meta:
        ordering = ["series", "number"]
        verbose_name = _("void number")
        verbose_name_plural = _("void numbers")
        constraints = [
            models.UniqueConstraint(fields=["series", "number"], name="void_number_once"),
            models.CheckConstraint(name="void_number_has_reason", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.series}: {self.number}"


class OutsideNumber(models.Model):
    """A number of the agency's register taken for a paper that was written elsewhere: never given again here."""

    series = models.ForeignKey(
        NumberSeries, models.PROTECT, related_name="outside_numbers", verbose_name=_("number series")
    )
    number = models.PositiveIntegerField(_("number"))
    day = models.DateField(_("date of issue"))
    summary = NFCTextField(_("what the paper is about"))
    recorded_by = models.ForeignKey("units.User", models.PROTECT, related_name="+", verbose_name=_("recorded by"))
    recorded_at = models.DateTimeField(_("recorded at"))

    class Meta:
        ordering = ["series", "number"]
        verbose_name = _("number of a paper written elsewhere")
        verbose_name_plural = _("numbers of papers written elsewhere")
        constraints = [
            models.UniqueConstraint(fields=["series", "number"], name="outside_number_once"),
            models.CheckConstraint(name="outside_number_has_summary", condition=~Q(summary="")),
        ]

    def __str__(self) -> str:
        return f"{self.series}: {self.number}"
