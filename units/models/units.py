"""A unit is a stable code; its name, parent, kind and place are dated rows (architecture decision 2)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from common.fields import NFCCharField, NFCTextField
from common.text import search_text, sort_key
from units.enums import ReorganisationKind
from units.models.dated import Dated, dates_in_order, one_per_start


class UnitKind(models.Model):
    """Kind of unit (office, union, district office, upper secondary school, ...)."""

    code = models.CharField(_("code"), max_length=10, unique=True)
    name = NFCCharField(_("name"), max_length=200)
    takes_part = models.BooleanField(
        _("takes part in the scoring"),
        default=True,
        help_text=_("Units of this kind become participants when a round opens."),
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["order", "code"]
        verbose_name = _("kind of unit")
        verbose_name_plural = _("kinds of unit")

    def __str__(self) -> str:
        return self.name


class Unit(models.Model):
    """A unit under its stable code; everything that changes stands in its dated rows."""

    code = models.CharField(_("code"), max_length=40, unique=True)
    note = NFCTextField(_("note"), blank=True)

    class Meta:
        ordering = ["code"]
        verbose_name = _("unit")
        verbose_name_plural = _("units")

    def __str__(self) -> str:
        return self.code


class UnitVersion(Dated):
    """The unit as it is called and placed between two days."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="versions", verbose_name=_("unit"))
    kind = models.ForeignKey(UnitKind, models.PROTECT, related_name="+", verbose_name=_("kind"))
    parent = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("parent"))
    name = NFCCharField(_("name"), max_length=300)
    short_name = NFCCharField(_("short name"), max_length=120)
    symbol = NFCCharField(_("document symbol"), max_length=40, blank=True)
    place = NFCCharField(
        _("place name"), max_length=100, blank=True, help_text=_("Printed before the date of a paper.")
    )
    superior = NFCCharField(
        _("superior body"), max_length=200, blank=True, help_text=_("First line of the paper's header.")
    )
    head_title = NFCCharField(_("title of the head"), max_length=100, blank=True)
    is_difficult_area = models.BooleanField(_("border or specially difficult area"), default=False)
    is_verified = models.BooleanField(_("verified against the official list"), default=False)
    search = models.CharField(max_length=700, editable=False, default="")
    sort = models.CharField(max_length=1000, editable=False, default="")

    class Meta:
        ordering = ["sort", "pk"]
        verbose_name = _("dated row of a unit")
        verbose_name_plural = _("dated rows of units")
        constraints = [
            dates_in_order("unit_version_dates_in_order"),
            *one_per_start("unit_version_one_per_start", "unit"),
        ]
        indexes = [models.Index(fields=["search"], name="unit_version_search")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs) -> None:
        self.search = search_text(f"{self.name} {self.short_name}")[:700]
        self.sort = sort_key(self.name)[:1000]
        super().save(*args, **kwargs)


class Reorganisation(models.Model):
    """A merger, split, renaming, end or transfer, with the paper that ordered it."""

    kind = models.CharField(_("kind"), max_length=20, choices=ReorganisationKind.choices)
    day = models.DateField(_("effective on"))
    document = NFCCharField(
        _("document"),
        max_length=300,
        blank=True,
        help_text=_("Kind, number, date and issuer of the paper that ordered it."),
    )
    note = NFCTextField(_("note"), blank=True)

    class Meta:
        ordering = ["day", "pk"]
        verbose_name = _("reorganisation")
        verbose_name_plural = _("reorganisations")
        constraints = [
            models.CheckConstraint(name="reorganisation_kind", condition=models.Q(kind__in=ReorganisationKind.values))
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.day:%d/%m/%Y}"


class ReorganisationLink(models.Model):
    """One predecessor, one successor (empty when nobody continues the work)."""

    reorganisation = models.ForeignKey(
        Reorganisation, models.CASCADE, related_name="links", verbose_name=_("reorganisation")
    )
    predecessor = models.ForeignKey(Unit, models.PROTECT, related_name="successor_links", verbose_name=_("predecessor"))
    successor = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="predecessor_links", verbose_name=_("successor")
    )

    class Meta:
        verbose_name = _("predecessor and successor")
        verbose_name_plural = _("predecessors and successors")
        constraints = one_per_start("reorganisation_link_once", "reorganisation", "predecessor", start="successor")

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor or '-'}"
