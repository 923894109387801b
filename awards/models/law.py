"""The law by date: rule sets, base salary and the forms of commendation with their tiers."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from awards.enums import AwardType, Base, CountedFrom, GroundFor, Method, Produces, Tier
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
    produces = models.CharField(_("carried to"), max_length=10, choices=Produces.choices, default=Produces.RECORD)
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
            models.CheckConstraint(name="award_form_produces", condition=Q(produces__in=Produces.values)),
        ]

    def __str__(self) -> str:
        return self.name


class MoneyRule(models.Model):
    """How award money is computed under one rule set (Decree 152/2025, articles 49 and 54)."""

    rule_set = models.OneToOneField(RuleSet, models.PROTECT, related_name="money_rule", verbose_name=_("rule set"))
    round_up_to = models.PositiveIntegerField(_("rounded up to (đồng)"))
    collective_factor = RatioField(_("factor of collectives"))
    household_factor = RatioField(_("factor of households"))
    source = NFCCharField(_("source"), max_length=300)
    is_verified = models.BooleanField(_("verified"), default=False)
    note = NFCTextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("money rule")
        verbose_name_plural = _("money rules")

    def __str__(self) -> str:
        return self.source


class VotingRule(models.Model):
    """How a council votes on one form: the share that passes, of whom, and by which method.

    `numerator`/`denominator` of the base, more than it when strict, at least it otherwise; never rounded.
    """

    form = models.OneToOneField(AwardForm, models.PROTECT, related_name="voting_rule", verbose_name=_("form"))
    numerator = models.PositiveSmallIntegerField(_("numerator"))
    denominator = models.PositiveSmallIntegerField(_("denominator"))
    is_strict = models.BooleanField(_("more than (not at least)"))
    base = models.CharField(_("counted against"), max_length=10, choices=Base.choices, default=Base.MEMBERS)
    method = models.CharField(_("default method"), max_length=12, choices=Method.choices)
    needs_ballot = models.BooleanField(_("a ballot is required"), default=False)
    source = NFCCharField(_("source"), max_length=300)
    is_verified = models.BooleanField(_("verified"), default=False)

    class Meta:
        ordering = ["form"]
        verbose_name = _("voting rule")
        verbose_name_plural = _("voting rules")
        constraints = [
            models.CheckConstraint(
                name="voting_rule_share",
                condition=Q(denominator__gt=0, numerator__gt=0, numerator__lte=models.F("denominator")),
            ),
            models.CheckConstraint(name="voting_rule_base", condition=Q(base__in=Base.values)),
            models.CheckConstraint(name="voting_rule_method", condition=Q(method__in=Method.values)),
        ]

    def __str__(self) -> str:
        return f"{self.form}: {self.numerator}/{self.denominator}"


class DossierPart(models.Model):
    """One part of the dossier that a form requires, with the rule that asks for it."""

    form = models.ForeignKey(AwardForm, models.PROTECT, related_name="dossier_parts", verbose_name=_("form"))
    code = models.CharField(_("code"), max_length=40)
    name = NFCCharField(_("name"), max_length=200)
    for_collectives = models.BooleanField(_("for collectives"), default=True)
    for_individuals = models.BooleanField(_("for individuals"), default=True)
    for_scored_only = models.BooleanField(_("of scored units only, among collectives"), default=False)
    is_required = models.BooleanField(_("required"), default=True)
    source = NFCCharField(_("source"), max_length=300, blank=True)
    is_verified = models.BooleanField(_("verified"), default=False)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["form", "order"]
        verbose_name = _("part of a dossier")
        verbose_name_plural = _("parts of a dossier")
        constraints = [models.UniqueConstraint(fields=["form", "code"], name="dossier_part_once")]

    def __str__(self) -> str:
        return self.name


class Term(models.Model):
    """A term in working days with its source: return of a dossier, opinions, publicity, recovery."""

    rule_set = models.ForeignKey(RuleSet, models.PROTECT, related_name="terms", verbose_name=_("rule set"))
    code = models.CharField(_("code"), max_length=40)
    name = NFCCharField(_("name"), max_length=200)
    working_days = models.PositiveSmallIntegerField(_("working days"))
    source = NFCCharField(_("source"), max_length=300)
    is_verified = models.BooleanField(_("verified"), default=False)

    class Meta:
        ordering = ["rule_set", "code"]
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        constraints = [models.UniqueConstraint(fields=["rule_set", "code"], name="term_once")]

    def __str__(self) -> str:
        return f"{self.name}: {self.working_days}"


class LegalGround(models.Model):
    """On what an act rests under one rule set, as papers and refusals print it; several stand in their order."""

    rule_set = models.ForeignKey(RuleSet, models.PROTECT, related_name="grounds", verbose_name=_("rule set"))
    code = models.CharField(_("what it is the ground of"), max_length=20, choices=GroundFor.choices)
    text = NFCTextField(_("ground in law as printed"))
    is_verified = models.BooleanField(_("verified"), default=False)
    order = models.PositiveSmallIntegerField(_("order"), default=1)

    class Meta:
        ordering = ["rule_set", "code", "order"]
        verbose_name = _("ground in law")
        verbose_name_plural = _("grounds in law")
        constraints = [
            models.UniqueConstraint(fields=["rule_set", "code", "order"], name="legal_ground_once"),
            models.CheckConstraint(name="legal_ground_code", condition=Q(code__in=GroundFor.values)),
        ]

    def __str__(self) -> str:
        return self.text


class Transition(models.Model):
    """A dossier sent (or accepted) before a day stays under this rule set, by its own date (domain, section 1)."""

    rule_set = models.ForeignKey(RuleSet, models.PROTECT, related_name="transitions", verbose_name=_("rule set"))
    counted_from = models.CharField(_("counted from"), max_length=10, choices=CountedFrom.choices)
    before = models.DateField(_("before"))
    source = NFCCharField(_("source"), max_length=300)
    is_verified = models.BooleanField(_("verified"), default=False)
    note = NFCTextField(_("note"), blank=True)

    class Meta:
        ordering = ["before"]
        verbose_name = _("transition")
        verbose_name_plural = _("transitions")
        constraints = [
            models.UniqueConstraint(fields=["rule_set", "before"], name="transition_once"),
            models.CheckConstraint(name="transition_counted_from", condition=Q(counted_from__in=CountedFrom.values)),
        ]

    def __str__(self) -> str:
        return f"{self.rule_set}: {self.before:%d/%m/%Y}"
