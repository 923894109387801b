"""Figures beside the points: tracked indicators of the plan and targets given to single units."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from campaign.models.campaign import Campaign
from campaign.models.rounds import Participant, Round
from common.fields import NFCCharField, NFCTextField, RatioField


class TrackedIndicator(models.Model):
    """A figure of the whole province or sector, shown in the phase report without points."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="indicators", verbose_name=_("campaign"))
    code = models.CharField(_("code"), max_length=20)
    title = NFCTextField(_("title"))
    place = NFCCharField(_("place in the plan"), max_length=100)
    unit_of_figure = NFCCharField(_("unit of the figure"), max_length=40)
    baseline = RatioField(_("baseline"), null=True, blank=True)
    target = RatioField(_("target"))
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["order"]
        verbose_name = _("tracked indicator")
        verbose_name_plural = _("tracked indicators")
        constraints = [models.UniqueConstraint(fields=["campaign", "code"], name="tracked_indicator_once")]

    def __str__(self) -> str:
        return f"{self.code}. {self.title}"


class TrackedValue(models.Model):
    """The figure of one year, entered by the office that leads the content."""

    indicator = models.ForeignKey(
        TrackedIndicator, models.PROTECT, related_name="values", verbose_name=_("tracked indicator")
    )
    round = models.ForeignKey(Round, models.PROTECT, related_name="+", verbose_name=_("round"))
    value = RatioField(_("value"))
    source = models.ForeignKey(
        "common.CitedDocument", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("source")
    )

    class Meta:
        ordering = ["indicator", "round__year"]
        verbose_name = _("value of a tracked indicator")
        verbose_name_plural = _("values of tracked indicators")
        constraints = [models.UniqueConstraint(fields=["indicator", "round"], name="tracked_value_once")]

    def __str__(self) -> str:
        return f"{self.indicator.code} {self.round}: {self.value}"


class AssignedTarget(models.Model):
    """Baseline and target of one item for one unit in one round, with the paper that gave it."""

    participant = models.ForeignKey(Participant, models.PROTECT, related_name="targets", verbose_name=_("participant"))
    item = models.ForeignKey("criteria.Item", models.PROTECT, related_name="+", verbose_name=_("scored item"))
    baseline = RatioField(_("baseline"))
    target = RatioField(_("target"))
    document = models.ForeignKey("common.CitedDocument", models.PROTECT, related_name="+", verbose_name=_("document"))
    note = NFCTextField(_("note"), blank=True)

    class Meta:
        ordering = ["participant", "item"]
        verbose_name = _("assigned target")
        verbose_name_plural = _("assigned targets")
        constraints = [models.UniqueConstraint(fields=["participant", "item"], name="assigned_target_once")]

    def __str__(self) -> str:
        return f"{self.participant}: {self.item.code}"
