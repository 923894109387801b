from django.db import models
from django.utils.translation import gettext_lazy as _

from common.dates import format_day


class AssumedDate(models.Model):
    """The one row that moves the calendar of a demonstration; no row, real calendar."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    day = models.DateField(_("assumed day"))

    class Meta:
        verbose_name = _("assumed day")
        verbose_name_plural = _("assumed day")
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="common_assumeddate_one_row")]

    def __str__(self) -> str:
        return format_day(self.day)
