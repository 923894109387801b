"""Results are runs: computed once, never changed, and what is published points to one (decision 7)."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from assessments.enums import RowStatus, RunKind
from assessments.models.assessments import Assessment
from common.fields import NFCCharField, NFCTextField, PointsField


class WrittenOnce(models.Model):
    """A row that may be added and never changed or deleted."""

    class Meta:
        abstract = True

    def save(self, *args, **kwargs) -> None:
        if self.pk is not None:
            raise ValidationError(_("A result is written once and never changes."))
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise ValidationError(_("A result is written once and never changes."))


class Run(WrittenOnce):
    """One computation for a round or a phase, with its rule and the digest of its inputs."""

    round = models.ForeignKey(
        "campaign.Round", models.PROTECT, null=True, blank=True, related_name="runs", verbose_name=_("round")
    )
    phase = models.ForeignKey(
        "campaign.Phase", models.PROTECT, null=True, blank=True, related_name="runs", verbose_name=_("phase")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=RunKind.choices, default=RunKind.OFFICIAL)
    rule = models.CharField(_("rule"), max_length=40)
    digest = models.CharField(_("digest of the inputs"), max_length=64)
    reason = NFCTextField(_("reason"), blank=True)
    made_at = models.DateTimeField(_("made at"))
    made_by = models.ForeignKey(
        "units.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("made by")
    )

    class Meta:
        ordering = ["made_at", "pk"]
        verbose_name = _("result run")
        verbose_name_plural = _("result runs")
        constraints = [
            models.CheckConstraint(name="run_kind", condition=Q(kind__in=RunKind.values)),
            models.CheckConstraint(
                name="run_of_round_or_phase",
                condition=Q(round__isnull=False, phase__isnull=True) | Q(round__isnull=True, phase__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round or self.phase} ({self.made_at:%d/%m/%Y})"


class RunRow(WrittenOnce):
    """The result of one participant in a run, as printed.

    `percentage` is points × 100 ÷ possible (converted points); `exact` is the figure with bonus and minus before
    the limits 0 and 100; `result` is the printed figure that ranks follow. In a phase run `points` and `possible`
    are sums over the counted rounds and `result` is the roll-up.
    """

    run = models.ForeignKey(Run, models.PROTECT, related_name="rows", verbose_name=_("result run"))
    participant = models.ForeignKey(
        "campaign.Participant", models.PROTECT, related_name="+", verbose_name=_("participant")
    )
    assessment = models.ForeignKey(
        Assessment, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("self-assessment")
    )
    status = models.CharField(_("status"), max_length=20, choices=RowStatus.choices)
    points = PointsField(_("points"), null=True, blank=True)
    possible = PointsField(_("applicable maximum"), null=True, blank=True)
    percentage = PointsField(_("converted points"), null=True, blank=True)
    bonus = PointsField(_("bonus"), default=0)
    minus = PointsField(_("minus"), default=0)
    exact = PointsField(_("before the limits"), null=True, blank=True)
    result = PointsField(_("result"), null=True, blank=True)
    areas = models.JSONField(
        _("areas"), default=dict, help_text=_("Area code: [points, possible, percentage] as text.")
    )
    grade = NFCCharField(_("grade"), max_length=60, blank=True)
    grade_note = NFCCharField(_("note on the grade"), max_length=200, blank=True)
    rank_in_cluster = models.PositiveIntegerField(_("rank in cluster"), null=True, blank=True)
    rank_overall = models.PositiveIntegerField(_("rank overall"), null=True, blank=True)
    position = models.PositiveIntegerField(_("place in the list"))
    note = NFCCharField(_("note"), max_length=300, blank=True)

    class Meta:
        ordering = ["run", "position"]
        verbose_name = _("row of a result")
        verbose_name_plural = _("rows of results")
        constraints = [
            models.UniqueConstraint(fields=["run", "participant"], name="run_row_once"),
            models.CheckConstraint(name="run_row_status", condition=Q(status__in=RowStatus.values)),
        ]

    def __str__(self) -> str:
        return f"{self.participant}: {self.result}"


class RunYear(WrittenOnce):
    """One round inside a row of a phase run, pointing to the published row it came from."""

    row = models.ForeignKey(RunRow, models.PROTECT, related_name="years", verbose_name=_("row of a result"))
    round = models.ForeignKey("campaign.Round", models.PROTECT, related_name="+", verbose_name=_("round"))
    source = models.ForeignKey(
        RunRow, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("source")
    )
    status = models.CharField(_("status"), max_length=20, choices=RowStatus.choices)
    points = PointsField(_("points"), null=True, blank=True)
    possible = PointsField(_("applicable maximum"), null=True, blank=True)
    result = PointsField(_("result"), null=True, blank=True)

    class Meta:
        ordering = ["row", "round__year"]
        verbose_name = _("year of a phase result")
        verbose_name_plural = _("years of phase results")
        constraints = [
            models.UniqueConstraint(fields=["row", "round"], name="run_year_once"),
            models.CheckConstraint(name="run_year_status", condition=Q(status__in=RowStatus.values)),
        ]

    def __str__(self) -> str:
        return f"{self.round}: {self.result}"


class Approval(models.Model):
    """A leader's recorded approval to publish one run."""

    run = models.OneToOneField(Run, models.PROTECT, related_name="approval", verbose_name=_("result run"))
    leader = models.ForeignKey("units.User", models.PROTECT, related_name="+", verbose_name=_("leader"))
    given_at = models.DateTimeField(_("given at"))
    note = NFCTextField(_("note"), blank=True)
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)

    class Meta:
        ordering = ["given_at"]
        verbose_name = _("approval to publish")
        verbose_name_plural = _("approvals to publish")

    def __str__(self) -> str:
        return f"{self.run}: {self.leader}"
