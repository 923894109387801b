"""The report of a phase as the office writes it: one row a part, so that two people can write two parts at once."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from campaign.enums import ReportPart
from campaign.models.rounds import Phase
from common.fields import NFCTextField
from common.versions import Versioned


class ReportSection(Versioned):
    """One part of a phase report. It stands with the phase, because the floor that fills it keeps no tables.

    `sentences`: what the data said when the figures were last taken, by key; a paragraph of `text` that equals one of
    them was not touched by anybody. `rows`: the table of the part as of then, each cell as printed.
    """

    phase = models.ForeignKey(Phase, models.PROTECT, related_name="report_sections", verbose_name=_("phase"))
    part = models.CharField(_("part of the report"), max_length=5, choices=ReportPart.choices)
    text = NFCTextField(_("text"), blank=True)
    sentences = models.JSONField(_("sentences from the data"), default=dict)
    rows = models.JSONField(_("table"), default=list)
    taken_at = models.DateTimeField(_("figures taken at"))
    updated_by = models.ForeignKey("units.User", models.PROTECT, related_name="+", verbose_name=_("changed by"))
    updated_at = models.DateTimeField(_("changed at"))

    class Meta:
        ordering = ["phase", "part"]
        verbose_name = _("part of a phase report")
        verbose_name_plural = _("parts of phase reports")
        constraints = [
            models.UniqueConstraint(fields=["phase", "part"], name="report_section_once"),
            models.CheckConstraint(name="report_section_part", condition=Q(part__in=ReportPart.values)),
        ]

    def __str__(self) -> str:
        return f"{self.phase}: {self.part}"
