"""Decisions and the awards they grant. An award is never deleted: it is amended or revoked by another decision."""

import uuid

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from awards.enums import AwardState, DecisionKind, DecisionState, PaidAs, Side
from awards.models.cycles import AwardCycle
from awards.models.law import AwardForm, RuleSet
from awards.models.proposals import Proposal
from awards.models.subjects import Subject
from common.fields import MoneyField, NFCCharField, NFCTextField, RatioField
from common.versions import Versioned

OUT = (DecisionState.ISSUED, DecisionState.RECORDED)
# What may still be written on a line of a decision that is out: how it ended.
ENDING = frozenset({"state", "amended_to", "ended_by"})


class Decision(Versioned):
    """A decision of the department, or one of a higher level or of earlier years that was entered.

    It keeps the rule set, the legal bases it prints and the base salary of its day.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=10, choices=DecisionKind.choices)
    state = models.CharField(_("state"), max_length=10, choices=DecisionState.choices, default=DecisionState.DRAFT)
    cycle = models.ForeignKey(
        AwardCycle, models.PROTECT, null=True, blank=True, related_name="decisions", verbose_name=_("award cycle")
    )
    form = models.ForeignKey(AwardForm, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("form"))
    changes = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="changed_by", verbose_name=_("decision it changes")
    )
    reason = NFCTextField(_("reason"), blank=True)
    ground = NFCCharField(_("legal ground of the revocation"), max_length=300, blank=True)
    ends = models.ManyToManyField("awards.Award", blank=True, related_name="+", verbose_name=_("awards it revokes"))
    authority = NFCCharField(_("decided by"), max_length=200)
    series = models.ForeignKey(
        "documents.NumberSeries",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("number series"),
    )
    number = models.PositiveIntegerField(_("number"), null=True, blank=True)
    full_symbol = NFCCharField(_("number and symbol"), max_length=80, blank=True)
    decided_on = models.DateField(_("date of the decision"), null=True, blank=True)
    signer_lines = NFCCharField(_("authority lines of the signer"), max_length=200, blank=True)
    signer_name = NFCCharField(_("name of the signer"), max_length=200, blank=True)
    signed_by = models.ForeignKey(
        "units.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("signed by")
    )
    signed_at = models.DateTimeField(_("signed at"), null=True, blank=True)
    rule_set = models.ForeignKey(
        RuleSet, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("rule set")
    )
    legal_bases = models.JSONField(_("legal bases as printed"), default=list)
    base_salary = MoneyField(_("base salary (đồng)"), null=True, blank=True)
    document = models.ForeignKey(
        "documents.IssuedDocument", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("paper")
    )
    source = models.ForeignKey(
        "common.CitedDocument",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("paper of the higher level"),
    )
    created_by = models.ForeignKey("units.User", models.PROTECT, related_name="+", verbose_name=_("made by"))
    created_at = models.DateTimeField(_("made at"))

    class Meta:
        ordering = ["-decided_on", "-pk"]
        verbose_name = _("award decision")
        verbose_name_plural = _("award decisions")
        constraints = [
            models.CheckConstraint(name="decision_kind", condition=Q(kind__in=DecisionKind.values)),
            models.CheckConstraint(name="decision_state", condition=Q(state__in=DecisionState.values)),
            models.CheckConstraint(
                name="decision_out_has_number_and_day",
                condition=(
                    ~Q(state__in=[DecisionState.ISSUED, DecisionState.RECORDED])
                    | (Q(decided_on__isnull=False) & ~Q(full_symbol=""))
                ),
            ),
            models.CheckConstraint(
                name="decision_changing_has_target",
                condition=(
                    ~Q(kind__in=[DecisionKind.AMENDING, DecisionKind.REPLACING, DecisionKind.REVOKING])
                    | (Q(changes__isnull=False) & ~Q(reason=""))
                ),
            ),
            models.CheckConstraint(
                name="decision_revoking_has_ground", condition=~Q(kind=DecisionKind.REVOKING) | ~Q(ground="")
            ),
            # Four eyes: who drafts a decision does not sign it.
            models.CheckConstraint(
                name="decision_four_eyes", condition=Q(signed_by__isnull=True) | ~Q(signed_by=F("created_by"))
            ),
            models.UniqueConstraint(
                fields=["series", "number"], name="decision_number_once", condition=Q(series__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.full_symbol or self.get_kind_display()

    @property
    def is_out(self) -> bool:
        """Issued here or recorded from elsewhere: nothing about it changes any more."""
        return self.state in OUT


class Award(models.Model):
    """One line of a decision, with the names as printed on its day and the money as computed then."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="awards", verbose_name=_("decision"))
    proposal = models.ForeignKey(
        Proposal, models.PROTECT, null=True, blank=True, related_name="awards", verbose_name=_("proposal")
    )
    subject = models.ForeignKey(Subject, models.PROTECT, related_name="awards", verbose_name=_("subject"))
    form = models.ForeignKey(AwardForm, models.PROTECT, related_name="awards", verbose_name=_("form"))
    side = models.CharField(_("for"), max_length=10, choices=Side.choices)
    order = models.PositiveSmallIntegerField(_("order"))
    state = models.CharField(_("state"), max_length=10, choices=AwardState.choices, default=AwardState.GRANTED)
    salutation = NFCCharField(_("salutation"), max_length=20, blank=True)
    printed_name = NFCCharField(_("printed name"), max_length=300)
    printed_title = NFCCharField(_("printed position"), max_length=200, blank=True)
    printed_unit = NFCCharField(_("printed unit"), max_length=300, blank=True)
    achievement = NFCTextField(_("achievement"))
    achievement_from = models.DateField(_("achievement from"))
    achievement_to = models.DateField(_("achievement to"))
    coefficient = RatioField(_("coefficient"), null=True, blank=True)
    amount = MoneyField(_("amount (đồng)"), default=0)
    paid_as = models.CharField(_("paid as"), max_length=10, choices=PaidAs.choices, default=PaidAs.MONEY)
    amended_to = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="amends", verbose_name=_("line that replaces it")
    )
    ended_by = models.ForeignKey(
        Decision,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="ended_awards",
        verbose_name=_("ended by decision"),
    )

    class Meta:
        ordering = ["decision", "side", "order"]
        verbose_name = _("award")
        verbose_name_plural = _("awards")
        constraints = [
            models.UniqueConstraint(fields=["decision", "side", "order"], name="award_order"),
            models.UniqueConstraint(fields=["decision", "subject"], name="award_once_per_decision"),
            models.CheckConstraint(name="award_state", condition=Q(state__in=AwardState.values)),
            models.CheckConstraint(name="award_side", condition=Q(side__in=Side.values)),
            models.CheckConstraint(name="award_paid_as", condition=Q(paid_as__in=PaidAs.values)),
            models.CheckConstraint(name="award_amount", condition=Q(amount__gte=0)),
            models.CheckConstraint(name="award_dates", condition=Q(achievement_to__gte=F("achievement_from"))),
            models.CheckConstraint(
                name="award_ended_by_decision",
                condition=Q(state=AwardState.GRANTED, ended_by__isnull=True)
                | (~Q(state=AwardState.GRANTED) & Q(ended_by__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.printed_name}: {self.form}"

    def save(self, *args, **kwargs) -> None:
        fields = kwargs.get("update_fields")
        ending = fields is not None and set(fields) <= ENDING and not self._state.adding
        late = self.decision.state == DecisionState.ISSUED if self._state.adding else self.decision.is_out
        if late and not ending:
            raise ValidationError(_("A line of an issued decision never changes."))
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs) -> tuple[int, dict[str, int]]:
        if self.decision.is_out:
            raise ValidationError(_("A line of an issued decision never changes."))
        return super().delete(*args, **kwargs)
