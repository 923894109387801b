"""Phases, rounds with their windows, and the participants written when a round opens."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from campaign.enums import RollUpRule, RoundState, SignedCopyRule
from campaign.models.campaign import Campaign
from common.fields import NFCCharField, NFCTextField
from common.text import search_text, sort_key
from common.versions import Versioned


class Phase(models.Model):
    """A phase of the campaign and the rule that rolls its rounds up (plan, section V)."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="phases", verbose_name=_("campaign"))
    number = models.PositiveSmallIntegerField(_("number"))
    title = NFCCharField(_("title"), max_length=200)
    first_year = models.PositiveSmallIntegerField(_("first year"))
    last_year = models.PositiveSmallIntegerField(_("last year"))
    roll_up = models.CharField(_("roll-up rule"), max_length=20, choices=RollUpRule.choices, default=RollUpRule.MEAN)
    weights = models.JSONField(_("weights by year"), default=dict, blank=True)
    min_rounds = models.PositiveSmallIntegerField(_("fewest counted rounds for a rank"))

    class Meta:
        ordering = ["campaign", "number"]
        verbose_name = _("phase")
        verbose_name_plural = _("phases")
        constraints = [
            models.UniqueConstraint(fields=["campaign", "number"], name="phase_once"),
            models.CheckConstraint(name="phase_years_in_order", condition=Q(last_year__gte=F("first_year"))),
        ]

    def __str__(self) -> str:
        return self.title


class Round(Versioned):
    """One period of assessment with its own data period and windows; not always a calendar year."""

    phase = models.ForeignKey(Phase, models.PROTECT, related_name="rounds", verbose_name=_("phase"))
    year = models.PositiveSmallIntegerField(_("year"))
    state = models.CharField(_("state"), max_length=20, choices=RoundState.choices, default=RoundState.PLANNED)
    collective_set = models.ForeignKey(
        "criteria.CriteriaSet",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("criteria set of collectives"),
    )
    individual_set = models.ForeignKey(
        "criteria.CriteriaSet",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("criteria set of individuals"),
    )
    data_from = models.DateField(_("data from"))
    data_to = models.DateField(_("data to"))
    opens_on = models.DateField(_("opens on"))
    register_until = models.DateField(
        _("registration until"),
        null=True,
        blank=True,
        help_text=_("The last day counts; empty: this round has no registration."),
    )
    on_paper = models.BooleanField(
        _("held on paper"),
        default=False,
        editable=False,
        help_text=_("Its results were imported; the round is not opened here any more."),
    )
    due_on = models.DateField(_("due on"), help_text=_("The last day counts, in Vietnam time."))
    appraise_by = models.DateField(_("appraised by"))
    publish_by = models.DateField(_("published by"))
    explanation_days = models.PositiveSmallIntegerField(
        _("working days for explanations"), validators=[MinValueValidator(1)], default=5
    )
    announced_at = models.DateTimeField(_("provisional result announced at"), null=True, blank=True, editable=False)
    explain_until = models.DateField(
        _("last day for explanations"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("Fixed at the announcement from the working days known then; the day the units were told."),
    )
    signed_copy = models.CharField(
        _("signed copy"),
        max_length=20,
        choices=SignedCopyRule.choices,
        default=SignedCopyRule.BEFORE_FINAL,
    )
    note = NFCTextField(_("note"), blank=True)

    class Meta:
        ordering = ["year"]
        verbose_name = _("round")
        verbose_name_plural = _("rounds")
        constraints = [
            models.UniqueConstraint(fields=["phase", "year"], name="round_once"),
            models.CheckConstraint(name="round_state", condition=Q(state__in=RoundState.values)),
            models.CheckConstraint(
                name="round_open_has_set",
                condition=Q(state=RoundState.PLANNED) | Q(collective_set__isnull=False),
            ),
            models.CheckConstraint(
                name="round_provisional_has_window",
                condition=~Q(state=RoundState.PROVISIONAL) | Q(announced_at__isnull=False, explain_until__isnull=False),
            ),
            models.CheckConstraint(
                name="round_registration_after_opening",
                condition=Q(register_until__isnull=True) | Q(register_until__gte=F("opens_on")),
            ),
            models.CheckConstraint(
                name="round_on_paper_not_opened", condition=Q(on_paper=False) | Q(state=RoundState.PLANNED)
            ),
            models.CheckConstraint(
                name="round_windows_in_order",
                condition=Q(data_to__gte=F("data_from"))
                & Q(due_on__gte=F("opens_on"))
                & Q(appraise_by__gte=F("due_on"))
                & Q(publish_by__gte=F("appraise_by")),
            ),
        ]

    def __str__(self) -> str:
        return str(self.year)


class Participant(models.Model):
    """A unit as it takes part in one round; rankings and papers read this row (architecture decision 3)."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="participants", verbose_name=_("round"))
    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="participations", verbose_name=_("unit"))
    printed_name = NFCCharField(_("printed name"), max_length=300)
    kind = models.ForeignKey("units.UnitKind", models.PROTECT, related_name="+", verbose_name=_("kind of unit"))
    cluster = models.ForeignKey(
        "units.Cluster", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("cluster")
    )
    headcount = models.PositiveIntegerField(_("people"), null=True, blank=True)
    women = models.PositiveIntegerField(_("women"), null=True, blank=True)
    is_difficult_area = models.BooleanField(_("border or specially difficult area"), default=False)
    counts = models.BooleanField(
        _("counts"),
        default=True,
        help_text=_("False when the unit worked less than half of the round."),
    )
    exempted_by = models.ForeignKey(
        "common.CitedDocument",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("exempted by"),
    )
    change_reason = NFCTextField(_("reason of a change by hand"), blank=True)
    sort = models.CharField(max_length=1000, editable=False, default="")
    search = models.CharField(max_length=700, editable=False, default="")

    class Meta:
        ordering = ["cluster__order", "sort", "pk"]
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        constraints = [
            models.UniqueConstraint(fields=["round", "unit"], name="participant_once"),
            models.CheckConstraint(
                name="participant_women",
                condition=Q(women__isnull=True) | Q(headcount__isnull=True) | Q(women__lte=F("headcount")),
            ),
        ]

    def __str__(self) -> str:
        return self.printed_name

    def save(self, *args, **kwargs) -> None:
        self.sort = sort_key(self.printed_name)[:1000]
        self.search = search_text(self.printed_name)[:700]
        super().save(*args, **kwargs)


class Extension(models.Model):
    """A later due day for one unit, with its reason; the newest row counts."""

    participant = models.ForeignKey(
        Participant, models.PROTECT, related_name="extensions", verbose_name=_("participant")
    )
    due_on = models.DateField(_("due on"))
    reason = NFCTextField(_("reason"))
    given_by = models.ForeignKey("units.User", models.PROTECT, related_name="+", verbose_name=_("given by"))
    given_at = models.DateTimeField(_("given at"))

    class Meta:
        ordering = ["given_at", "pk"]
        verbose_name = _("extension")
        verbose_name_plural = _("extensions")

    def __str__(self) -> str:
        return f"{self.participant}: {self.due_on:%d/%m/%Y}"


class Holiday(models.Model):
    """A day off, or a weekend day that is worked instead; editable each year."""

    day = models.DateField(_("day"), unique=True)
    title = NFCCharField(_("title"), max_length=200)
    is_working_day = models.BooleanField(_("worked instead"), default=False)
    is_verified = models.BooleanField(_("verified"), default=False)

    class Meta:
        ordering = ["day"]
        verbose_name = _("holiday")
        verbose_name_plural = _("holidays")

    def __str__(self) -> str:
        return f"{self.day:%d/%m/%Y} {self.title}"
