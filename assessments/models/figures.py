"""What stands beside the claims of the units: figures of the offices, and results of rounds held on paper."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from common.fields import NFCTextField, PointsField, RatioField


class OfficeFigure(models.Model):
    """What an office itself knows of one unit in one numeric item, with its paper; a new row supersedes the old."""

    participant = models.ForeignKey(
        "campaign.Participant", models.PROTECT, related_name="office_figures", verbose_name=_("participant")
    )
    item = models.ForeignKey("criteria.Item", models.PROTECT, related_name="+", verbose_name=_("scored item"))
    amount_a = RatioField(_("first figure"))
    amount_b = RatioField(_("second figure"), null=True, blank=True)
    document = models.ForeignKey("common.CitedDocument", models.PROTECT, related_name="+", verbose_name=_("document"))
    note = NFCTextField(_("note"), blank=True)
    entered_by = models.ForeignKey("units.User", models.PROTECT, related_name="+", verbose_name=_("entered by"))
    entered_at = models.DateTimeField(_("entered at"))
    superseded_at = models.DateTimeField(_("superseded at"), null=True, blank=True)

    class Meta:
        ordering = ["participant", "item", "entered_at", "pk"]
        verbose_name = _("figure of an office")
        verbose_name_plural = _("figures of the offices")
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "item"],
                condition=Q(superseded_at__isnull=True),
                name="office_figure_one_current",
            )
        ]

    def __str__(self) -> str:
        return f"{self.participant}: {self.item.code}"


class PaperResult(models.Model):
    """The result of one unit in a round held on paper: in total, or criterion by criterion.

    `items`: item code to [points, maximum] as text, empty for a total; `areas` as in `RunRow`. `bonus` and `minus`
    are what counts after the limits of the set; `adjustments` holds them by item as the paper has them.
    """

    participant = models.ForeignKey(
        "campaign.Participant", models.PROTECT, related_name="paper_results", verbose_name=_("participant")
    )
    points = PointsField(_("points"))
    possible = PointsField(_("applicable maximum"))
    items = models.JSONField(_("points by criterion"), default=dict, blank=True)
    areas = models.JSONField(_("areas"), default=dict, blank=True)
    adjustments = models.JSONField(_("bonus and minus by item"), default=dict, blank=True)
    bonus = PointsField(_("bonus"), default=0)
    minus = PointsField(_("minus"), default=0)
    document = models.ForeignKey("common.CitedDocument", models.PROTECT, related_name="+", verbose_name=_("document"))
    entered_by = models.ForeignKey("units.User", models.PROTECT, related_name="+", verbose_name=_("entered by"))
    entered_at = models.DateTimeField(_("entered at"))
    superseded_at = models.DateTimeField(_("superseded at"), null=True, blank=True)

    class Meta:
        ordering = ["participant", "entered_at", "pk"]
        verbose_name = _("result of a round on paper")
        verbose_name_plural = _("results of rounds on paper")
        constraints = [
            models.UniqueConstraint(
                fields=["participant"], condition=Q(superseded_at__isnull=True), name="paper_result_one_current"
            ),
            models.CheckConstraint(
                name="paper_result_within",
                condition=Q(points__gte=0, possible__gt=0) & Q(points__lte=F("possible")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participant}: {self.points}/{self.possible}"
