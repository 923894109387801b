"""An award cycle: one published result, one achievement period, the quotas and the fund it works with."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from awards.enums import CycleState, Occasion, Side
from awards.models.law import AwardForm, RuleSet
from common.fields import MoneyField, NFCCharField, NFCTextField, PointsField
from common.versions import Versioned


class SuggestionRule(models.Model):
    """When a form is suggested, and how many by default. People decide; a quota document replaces the numbers."""

    code = models.CharField(_("code"), max_length=40, unique=True)
    form_code = models.CharField(_("form of commendation"), max_length=40)
    name = NFCCharField(_("name"), max_length=200)
    occasion = models.CharField(_("occasion"), max_length=10, choices=Occasion.choices)
    for_collectives = models.BooleanField(_("for collectives"))
    for_individuals = models.BooleanField(_("for individuals"))
    listed_units_only = models.BooleanField(_("scored units and their people only"))
    is_list_only = models.BooleanField(_("only a list of those who may be considered"), default=False)
    text = NFCTextField(_("suggested when"))
    quota_text = NFCTextField(_("default quota"))
    minimum_points = PointsField(_("points from"), null=True, blank=True)
    minimum_year_points = PointsField(_("points of each year from"), null=True, blank=True)
    minimum_grade = models.CharField(_("grade from"), max_length=20, blank=True)
    first_of_cluster_grade = models.CharField(_("grade of the first of a cluster from"), max_length=20, blank=True)
    excellent_years = models.PositiveSmallIntegerField(_("years graded excellent"), null=True, blank=True)
    lowest_rank = models.PositiveSmallIntegerField(_("rank in the cluster down to"), null=True, blank=True)
    first_overall = models.BooleanField(_("first overall"), default=False)
    all_years = models.BooleanField(_("no year missing"), default=False)
    minimum_individual_points = PointsField(_("points of the person from"), null=True, blank=True)
    minimum_initiative_points = PointsField(_("points of initiatives from"), null=True, blank=True)
    minimum_own_unit_grade = models.CharField(_("grade of the own unit from"), max_length=20, blank=True)
    percent = PointsField(_("percent of ranked units of a cluster"), null=True, blank=True)
    minimum = models.PositiveSmallIntegerField(_("at least per cluster"), null=True, blank=True)
    people_per_award = models.PositiveSmallIntegerField(_("people per award"), null=True, blank=True)
    per_unit = models.PositiveSmallIntegerField(_("at most per unit"), null=True, blank=True)
    per_district_office = models.PositiveSmallIntegerField(_("at most per district office"), null=True, blank=True)
    total = models.PositiveSmallIntegerField(_("at most in all"), null=True, blank=True)
    direct_percent = PointsField(_("percent of direct workers at least"), null=True, blank=True)
    source = NFCCharField(_("source"), max_length=300, blank=True)
    is_verified = models.BooleanField(_("verified"), default=False)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["order"]
        verbose_name = _("suggestion rule")
        verbose_name_plural = _("suggestion rules")
        constraints = [
            models.CheckConstraint(name="suggestion_rule_occasion", condition=Q(occasion__in=Occasion.values))
        ]

    def __str__(self) -> str:
        return self.name


class Fund(models.Model):
    """The emulation fund of one year, in đồng, after what is set aside for organising (Decree 152/2025, article 46)."""

    department = models.ForeignKey("units.Unit", models.PROTECT, related_name="+", verbose_name=_("department"))
    year = models.PositiveSmallIntegerField(_("year"))
    amount = MoneyField(_("amount for awards (đồng)"))
    document = models.ForeignKey("common.CitedDocument", models.PROTECT, related_name="+", verbose_name=_("document"))
    note = NFCTextField(_("note"), blank=True)

    class Meta:
        ordering = ["-year"]
        verbose_name = _("fund")
        verbose_name_plural = _("funds")
        constraints = [
            models.UniqueConstraint(fields=["department", "year"], name="fund_once"),
            models.CheckConstraint(name="fund_amount", condition=Q(amount__gte=0)),
        ]

    def __str__(self) -> str:
        return str(self.year)


class AwardCycle(Versioned):
    """The way from one published result to its decisions. `run`: the published result it rests on."""

    campaign = models.ForeignKey(
        "campaign.Campaign", models.PROTECT, related_name="award_cycles", verbose_name=_("campaign")
    )
    title = NFCCharField(_("title"), max_length=300)
    occasion = models.CharField(_("occasion"), max_length=10, choices=Occasion.choices)
    run = models.ForeignKey("assessments.Run", models.PROTECT, related_name="award_cycles", verbose_name=_("result"))
    rule_set = models.ForeignKey(RuleSet, models.PROTECT, related_name="+", verbose_name=_("rule set"))
    state = models.CharField(_("state"), max_length=12, choices=CycleState.choices, default=CycleState.PREPARING)
    achievement_from = models.DateField(_("achievement from"))
    achievement_to = models.DateField(_("achievement to"))
    achievement_text = NFCTextField(_("achievement as printed"))
    quota_document = models.ForeignKey(
        "common.CitedDocument",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("quota document"),
    )
    fund = models.ForeignKey(Fund, models.PROTECT, null=True, blank=True, related_name="cycles", verbose_name=_("fund"))
    nominate_until = models.DateField(_("nominations until"), null=True, blank=True)
    opened_at = models.DateTimeField(_("opened at"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("made at"), editable=False)
    created_by = models.ForeignKey("units.User", models.PROTECT, related_name="+", verbose_name=_("made by"))

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("award cycle")
        verbose_name_plural = _("award cycles")
        constraints = [
            models.UniqueConstraint(fields=["run"], name="award_cycle_once"),
            models.CheckConstraint(name="award_cycle_state", condition=Q(state__in=CycleState.values)),
            models.CheckConstraint(
                name="award_cycle_occasion", condition=Q(occasion__in=[Occasion.YEARLY, Occasion.PHASE])
            ),
            models.CheckConstraint(name="award_cycle_dates", condition=Q(achievement_to__gte=F("achievement_from"))),
            # Quota and fund carry a document before names are gathered.
            models.CheckConstraint(
                name="award_cycle_open_has_quota",
                condition=Q(state=CycleState.PREPARING) | Q(quota_document__isnull=False, fund__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Quota(models.Model):
    """How many of one form for collectives or individuals, of one cluster or of all; from the quota document."""

    cycle = models.ForeignKey(AwardCycle, models.PROTECT, related_name="quotas", verbose_name=_("award cycle"))
    rule = models.ForeignKey(SuggestionRule, models.PROTECT, related_name="+", verbose_name=_("suggestion rule"))
    form = models.ForeignKey(AwardForm, models.PROTECT, related_name="+", verbose_name=_("form"))
    side = models.CharField(_("for"), max_length=10, choices=Side.choices)
    cluster = models.ForeignKey(
        "units.Cluster", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("cluster")
    )
    number = models.PositiveSmallIntegerField(_("number"))

    class Meta:
        ordering = ["cycle", "rule__order", "side", "cluster"]
        verbose_name = _("quota")
        verbose_name_plural = _("quotas")
        constraints = [
            models.CheckConstraint(name="quota_side", condition=Q(side__in=Side.values)),
            models.UniqueConstraint(
                fields=["cycle", "rule", "side", "cluster"],
                name="quota_once_per_cluster",
                condition=Q(cluster__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["cycle", "rule", "side"], name="quota_once", condition=Q(cluster__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.form}: {self.number}"
