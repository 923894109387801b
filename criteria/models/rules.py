"""Bonus and minus items and the grades of a set."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common.fields import NFCCharField, NFCTextField, PointsField
from criteria.enums import AdjustmentKind
from criteria.models.sets import CriteriaSet, FrozenBySet


class AdjustmentRule(FrozenBySet):
    """Bonus or minus outside the plan's criteria, added after rescaling."""

    criteria_set = models.ForeignKey(
        CriteriaSet, models.CASCADE, related_name="adjustment_rules", verbose_name=_("criteria set")
    )
    code = models.CharField(_("code"), max_length=20)
    kind = models.CharField(_("kind"), max_length=10, choices=AdjustmentKind.choices)
    title = NFCTextField(_("title"))
    points_text = NFCCharField(_("how it counts"), max_length=200)
    limit = PointsField(_("limit"))
    is_late_rule = models.BooleanField(_("counted by the portal for lateness"), default=False)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["criteria_set", "order"]
        verbose_name = _("bonus or minus item")
        verbose_name_plural = _("bonus and minus items")
        constraints = [
            models.UniqueConstraint(fields=["criteria_set", "code"], name="adjustment_rule_once"),
            models.CheckConstraint(name="adjustment_rule_kind", condition=Q(kind__in=AdjustmentKind.values)),
        ]

    def __str__(self) -> str:
        return f"{self.code}. {self.title}"

    def owner_set(self) -> CriteriaSet:
        return self.criteria_set


class GradeRule(FrozenBySet):
    """One grade of the campaign's own scale; never a legal classification of task completion."""

    criteria_set = models.ForeignKey(
        CriteriaSet, models.CASCADE, related_name="grade_rules", verbose_name=_("criteria set")
    )
    code = models.CharField(_("code"), max_length=20)
    title = NFCCharField(_("title"), max_length=60)
    min_points = PointsField(_("from converted points"))
    min_area_percentage = PointsField(_("at least in each area (%)"), null=True, blank=True)
    no_zero = models.BooleanField(_("no applicable criterion at zero"), default=False)
    no_hold = models.BooleanField(_("no hold"), default=False)
    cap_percentage = models.PositiveSmallIntegerField(_("at most this share of a cluster (%)"), null=True, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["criteria_set", "order"]
        verbose_name = _("grade")
        verbose_name_plural = _("grades")
        constraints = [models.UniqueConstraint(fields=["criteria_set", "code"], name="grade_rule_once")]

    def __str__(self) -> str:
        return self.title

    def owner_set(self) -> CriteriaSet:
        return self.criteria_set
