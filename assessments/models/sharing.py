"""Who inside a unit prepares which criterion."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from assessments.models.answers import Answer


class AnswerTask(models.Model):
    """The head asks a person of the unit to prepare an answer by a day; no right depends on it."""

    answer = models.OneToOneField(Answer, models.CASCADE, related_name="task", verbose_name=_("answer"))
    person = models.ForeignKey("units.User", models.PROTECT, related_name="+", verbose_name=_("prepared by"))
    due_on = models.DateField(_("prepared until"))
    asked_by = models.ForeignKey("units.User", models.PROTECT, related_name="+", verbose_name=_("asked by"))
    asked_at = models.DateTimeField(_("asked at"))

    class Meta:
        ordering = ["due_on", "pk"]
        verbose_name = _("criterion shared out inside a unit")
        verbose_name_plural = _("criteria shared out inside a unit")

    def __str__(self) -> str:
        return f"{self.answer}: {self.person}"
