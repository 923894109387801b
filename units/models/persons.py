"""People who are assessed, awarded or who sign; an account may point to one."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from common.fields import NFCCharField
from common.text import person_sort_key, search_text
from units.enums import Sex, WorkCategory
from units.models.dated import Dated, dates_in_order
from units.models.units import Unit


class Person(models.Model):
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    full_name = NFCCharField(_("full name"), max_length=200)
    sex = models.CharField(_("sex"), max_length=10, choices=Sex.choices, blank=True)
    category = models.CharField(_("category"), max_length=10, choices=WorkCategory.choices, default=WorkCategory.DIRECT)
    job_title = NFCCharField(_("job title"), max_length=150, blank=True)
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="persons", verbose_name=_("unit")
    )
    search = models.CharField(max_length=400, editable=False, default="")
    sort = models.CharField(max_length=700, editable=False, default="")

    class Meta:
        ordering = ["sort", "pk"]
        verbose_name = _("person")
        verbose_name_plural = _("persons")

    def __str__(self) -> str:
        return self.full_name

    def save(self, *args, **kwargs) -> None:
        self.search = search_text(self.full_name)[:400]
        self.sort = person_sort_key(self.full_name)[:700]
        super().save(*args, **kwargs)


class SigningCapacity(Dated):
    """In which capacity somebody signs for a unit (KT., TL., TUQ.; Decree 30/2020, article 13)."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="signing_capacities", verbose_name=_("unit"))
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("person")
    )
    authority_lines = NFCCharField(
        _("authority lines"),
        max_length=200,
        help_text=_("One line each, separated by “/”, as they are printed."),
    )

    class Meta:
        ordering = ["unit__code", "valid_from"]
        verbose_name = _("signing capacity")
        verbose_name_plural = _("signing capacities")
        constraints = [dates_in_order("signing_capacity_dates_in_order")]

    def __str__(self) -> str:
        return self.authority_lines
