"""The law by date: rule sets, base salary and the forms of commendation with their tiers."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from awards.enums import AwardType, Tier
from common.fields import MoneyField, NFCCharField, NFCTextField, RatioField


class RuleSet(models.Model):
    """The law in force between two days; never edited in place (architecture decision 11)."""

    code = models.CharField(_("code"), max_length=40, unique=True)
    title = NFCCharField(_("title"), max_length=300)
    effective_from = models.DateField(_("in force from"))
    effective_to = models.DateField(_("in force to"), null=True, blank=True)
    superseded_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="supersedes", verbose_name=_("superseded by")
    )
    legal_bases = models.JSONField(_("legal bases as printed"), default=list)
    note = NFCTextField(_("note"), blank=True)
    is_verified = models.BooleanField(_("verified"), default=False)

    class Meta:
        ordering = ["effective_from"]
        verbose_name = _("rule set")
        verbose_name_plural = _("rule sets")
        constraints = [
            models.CheckConstraint(
                name="rule_set_dates_in_order",
                condition=Q(effective_to__isnull=True) | Q(effective_to__gte=models.F("effective_from")),
            )
        ]

    def __str__(self) -> str:
        return self.title


class BaseSalary(models.Model):
    """The base salary of the State from a day on, in đồng a month."""

    effective_from = models.DateField(_("in force from"), unique=True)
    amount = MoneyField(_("amount (đồng)"))
    basis = NFCCharField(_("legal basis"), max_length=200)
    is_verified = models.BooleanField(_("verified"), default=False)

    class Meta:
        ordering = ["effective_from"]
        verbose_name = _("base salary")
        verbose_name_plural = _("base salaries")

    def __str__(self) -> str:
        return f"{self.effective_from:%d/%m/%Y}: {self.amount}"


class AwardForm(models.Model):
    """A form of commendation with its tier, authority and money coefficients under one rule set."""

    rule_set = models.ForeignKey(RuleSet, models.PROTECT, related_name="forms", verbose_name=_("rule set"))
    code = models.CharField(_("code"), max_length=40)
    name = NFCCharField(_("name"), max_length=200)
    tier = models.CharField(_("tier"), max_length=20, choices=Tier.choices)
    award_type = models.CharField(_("type"), max_length=20, choices=AwardType.choices, default=AwardType.MOVEMENT)
    decided_by = NFCCharField(_("decided by"), max_length=200)
    for_collectives = models.BooleanField(_("for collectives"), default=True)
    for_individuals = models.BooleanField(_("for individuals"), default=True)
    coefficient_individual = RatioField(_("coefficient, individual"), null=True, blank=True)
    coefficient_collective = RatioField(_("coefficient, collective"), null=True, blank=True)
    suggested_when = NFCTextField(_("suggested when"), blank=True)
    quota_text = NFCTextField(_("default quota"), blank=True)
    source = NFCCharField(_("source"), max_length=200, blank=True)
    is_verified = models.BooleanField(_("verified"), default=False)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["rule_set", "order"]
        verbose_name = _("form of commendation")
        verbose_name_plural = _("forms of commendation")
        constraints = [
            models.UniqueConstraint(fields=["rule_set", "code"], name="award_form_once"),
            models.CheckConstraint(name="award_form_tier", condition=Q(tier__in=Tier.values)),
            models.CheckConstraint(name="award_form_type", condition=Q(award_type__in=AwardType.values)),
        ]

    def __str__(self) -> str:
        return self.name
