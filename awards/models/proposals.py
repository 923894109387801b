"""One subject proposed for one form in one cycle, with the reason, and what stops an award."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from awards.enums import HoldKind, Origin, ProposalState
from awards.models.cycles import AwardCycle, SuggestionRule
from awards.models.law import AwardForm
from awards.models.subjects import Subject
from common.fields import NFCCharField, NFCTextField
from common.versions import Versioned


class Proposal(Versioned):
    """One subject takes one form in one cycle; another one for the same period is refused."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    cycle = models.ForeignKey(AwardCycle, models.PROTECT, related_name="proposals", verbose_name=_("award cycle"))
    form = models.ForeignKey(AwardForm, models.PROTECT, related_name="proposals", verbose_name=_("form"))
    rule = models.ForeignKey(
        SuggestionRule, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("suggestion rule")
    )
    subject = models.ForeignKey(Subject, models.PROTECT, related_name="proposals", verbose_name=_("subject"))
    state = models.CharField(_("state"), max_length=12, choices=ProposalState.choices)
    origin = models.CharField(_("origin"), max_length=10, choices=Origin.choices)
    row = models.ForeignKey(
        "assessments.RunRow", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("result")
    )
    report = models.ForeignKey(
        "assessments.Assessment",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="award_proposals",
        verbose_name=_("report of the person"),
    )
    printed_name = NFCCharField(_("printed name"), max_length=300)
    printed_title = NFCCharField(_("printed position"), max_length=200, blank=True)
    printed_unit = NFCCharField(_("printed unit"), max_length=300, blank=True)
    achievement = NFCTextField(_("achievement"), blank=True)
    is_direct = models.BooleanField(_("direct worker"), null=True, blank=True)
    women_percent = models.PositiveSmallIntegerField(_("percent of women"), null=True, blank=True)
    reason = NFCTextField(_("reason"), blank=True)
    earlier = models.ForeignKey(
        "awards.Award",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("earlier award for the same achievement"),
    )
    earlier_reason = NFCTextField(_("why another award beside the earlier one"), blank=True)
    proposed_by = models.ForeignKey("units.User", models.PROTECT, related_name="+", verbose_name=_("proposed by"))
    proposed_at = models.DateTimeField(_("proposed at"))
    confirmed_by = models.ForeignKey(
        "units.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("confirmed by")
    )
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)

    class Meta:
        ordering = ["cycle", "form", "printed_name", "pk"]
        verbose_name = _("award proposal")
        verbose_name_plural = _("award proposals")
        constraints = [
            models.UniqueConstraint(
                fields=["cycle", "subject"], name="proposal_once", condition=~Q(state=ProposalState.DROPPED)
            ),
            models.CheckConstraint(name="proposal_state", condition=Q(state__in=ProposalState.values)),
            models.CheckConstraint(name="proposal_origin", condition=Q(origin__in=Origin.values)),
            # Four eyes: who proposes does not confirm.
            models.CheckConstraint(
                name="proposal_four_eyes",
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("proposed_by")),
            ),
            models.CheckConstraint(
                name="proposal_earlier_has_reason", condition=Q(earlier__isnull=True) | ~Q(earlier_reason="")
            ),
        ]

    def __str__(self) -> str:
        return self.printed_name


class Hold(models.Model):
    """A reason by document that blocks nomination, vote and decision until another document lifts it."""

    subject = models.ForeignKey(Subject, models.PROTECT, related_name="holds", verbose_name=_("subject"))
    kind = models.CharField(_("kind"), max_length=20, choices=HoldKind.choices)
    document = models.ForeignKey("common.CitedDocument", models.PROTECT, related_name="+", verbose_name=_("document"))
    from_on = models.DateField(_("from"))
    until_on = models.DateField(
        _("until"), null=True, blank=True, help_text=_("The first day on which it holds no more; set by its lifting.")
    )
    lifted_by_document = models.ForeignKey(
        "common.CitedDocument",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("lifted by document"),
    )
    is_imposed = models.BooleanField(
        _("discipline was imposed"),
        default=False,
        help_text=_("It ended on the day of the lifting; achievement counts from that day on."),
    )
    note = NFCTextField(_("note"), blank=True)
    recorded_by = models.ForeignKey("units.User", models.PROTECT, related_name="+", verbose_name=_("recorded by"))
    recorded_at = models.DateTimeField(_("recorded at"))

    class Meta:
        ordering = ["-from_on", "-pk"]
        verbose_name = _("hold")
        verbose_name_plural = _("holds")
        constraints = [
            models.CheckConstraint(name="hold_kind", condition=Q(kind__in=HoldKind.values)),
            models.CheckConstraint(
                name="hold_dates", condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on"))
            ),
            models.CheckConstraint(
                name="hold_lifted_by_document",
                condition=(
                    Q(until_on__isnull=True, lifted_by_document__isnull=True)
                    | Q(until_on__isnull=False, lifted_by_document__isnull=False)
                ),
            ),
            models.CheckConstraint(
                name="hold_imposed_was_discipline",
                condition=Q(is_imposed=False) | Q(kind=HoldKind.DISCIPLINE, until_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject}: {self.get_kind_display()}"
