"""A person whom a unit nominates in a round, as printed, and the initiatives the report rests on."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from assessments.enums import InitiativeLevel
from assessments.models.answers import Evidence
from assessments.models.assessments import Assessment
from common.fields import NFCCharField
from units.enums import Sex, WorkCategory


class Nomination(models.Model):
    """The person of a report as the unit named the person then; the account of the merits is the sheet itself."""

    assessment = models.OneToOneField(
        Assessment, models.CASCADE, related_name="nomination", verbose_name=_("report of achievements")
    )
    full_name = NFCCharField(_("full name"), max_length=200)
    sex = models.CharField(_("sex"), max_length=10, choices=Sex.choices, blank=True)
    job_title = NFCCharField(_("job title"), max_length=150)
    workplace = NFCCharField(
        _("workplace"), max_length=200, blank=True, help_text=_("The section inside the unit, where there is one.")
    )
    category = models.CharField(_("category"), max_length=10, choices=WorkCategory.choices)

    class Meta:
        ordering = ["assessment"]
        verbose_name = _("nominated person")
        verbose_name_plural = _("nominated persons")

    def __str__(self) -> str:
        return self.full_name

    @property
    def place_of_work(self) -> str:
        """Section and unit, or the unit alone."""
        unit = self.assessment.participant.printed_name
        return f"{self.workplace}, {unit}" if self.workplace else unit


class Initiative(models.Model):
    """A recognised initiative: a proof of one criterion that has a name, a level and a decision.

    Taking the proof off takes the initiative off; nothing else removes it.
    """

    evidence = models.OneToOneField(Evidence, models.PROTECT, related_name="initiative", verbose_name=_("evidence"))
    name = NFCCharField(_("name of the initiative"), max_length=300)
    level = models.CharField(_("level of recognition"), max_length=20, choices=InitiativeLevel.choices)
    document = models.ForeignKey(
        "common.CitedDocument", models.PROTECT, related_name="+", verbose_name=_("decision that recognises it")
    )

    class Meta:
        ordering = ["evidence"]
        verbose_name = _("initiative")
        verbose_name_plural = _("initiatives")
        constraints = [models.CheckConstraint(name="initiative_level", condition=Q(level__in=InitiativeLevel.values))]

    def __str__(self) -> str:
        return self.name
