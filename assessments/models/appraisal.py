"""What the offices do with a sheet: their parts, marks, settled columns, returns, bonus and minus."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from assessments.enums import ColumnKind, OfficeState
from assessments.models.answers import Answer, AnswerRevision
from assessments.models.assessments import Assessment
from common.fields import NFCTextField, PointsField


class OfficeAppraisal(models.Model):
    """The part of one office in one assessment; the assessment is appraised when all have finished."""

    assessment = models.ForeignKey(
        Assessment, models.CASCADE, related_name="office_appraisals", verbose_name=_("self-assessment")
    )
    office = models.ForeignKey("units.Unit", models.PROTECT, related_name="+", verbose_name=_("office"))
    appraiser = models.ForeignKey(
        "units.User",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("assigned to"),
        help_text=_("Empty: open to every appraiser of the office."),
    )
    state = models.CharField(_("state"), max_length=20, choices=OfficeState.choices, default=OfficeState.PENDING)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    finished_by = models.ForeignKey(
        "units.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("finished by")
    )

    class Meta:
        ordering = ["assessment", "office__code"]
        verbose_name = _("part of an office")
        verbose_name_plural = _("parts of offices")
        constraints = [
            models.UniqueConstraint(fields=["assessment", "office"], name="office_appraisal_once"),
            models.CheckConstraint(name="office_appraisal_state", condition=Q(state__in=OfficeState.values)),
        ]

    def __str__(self) -> str:
        return f"{self.assessment}: {self.office}"


class Mark(models.Model):
    """One appraiser's points for one answer, bound to the revision seen; a new mark supersedes the old."""

    answer = models.ForeignKey(Answer, models.PROTECT, related_name="marks", verbose_name=_("answer"))
    column = models.CharField(_("column"), max_length=20, choices=ColumnKind.choices)
    office = models.ForeignKey("units.Unit", models.PROTECT, related_name="+", verbose_name=_("office"))
    appraiser = models.ForeignKey("units.User", models.PROTECT, related_name="+", verbose_name=_("appraiser"))
    revision = models.ForeignKey(
        AnswerRevision, models.PROTECT, related_name="+", verbose_name=_("revision of an answer")
    )
    applies = models.BooleanField(
        _("applies"), default=True, help_text=_("False grants the unit's claim that it does not apply.")
    )
    points = PointsField(_("granted points"), null=True, blank=True)
    reason = NFCTextField(_("reason"), blank=True)
    slot = models.PositiveSmallIntegerField(
        _("place"),
        default=1,
        help_text=_("1 first appraiser, 2 second appraiser, 3 settles a gap that is too large."),
    )
    made_at = models.DateTimeField(_("made at"))
    superseded_at = models.DateTimeField(_("superseded at"), null=True, blank=True)

    class Meta:
        ordering = ["answer", "made_at", "pk"]
        verbose_name = _("mark")
        verbose_name_plural = _("marks")
        constraints = [
            models.CheckConstraint(name="mark_column", condition=Q(column__in=ColumnKind.values)),
            models.CheckConstraint(
                name="mark_points_when_applies",
                condition=Q(applies=True, points__isnull=False, points__gte=0) | Q(applies=False, points__isnull=True),
            ),
            models.UniqueConstraint(
                fields=["answer", "column", "slot"],
                condition=Q(superseded_at__isnull=True),
                name="mark_one_current_per_slot",
            ),
            models.CheckConstraint(name="mark_slot", condition=Q(slot__in=[1, 2, 3])),
        ]

    def __str__(self) -> str:
        return f"{self.answer}: {self.points}"


class Column(models.Model):
    """The settled figure of one column for one answer; empty points mean that it does not apply."""

    answer = models.ForeignKey(Answer, models.PROTECT, related_name="columns", verbose_name=_("answer"))
    kind = models.CharField(_("column"), max_length=20, choices=ColumnKind.choices)
    applies = models.BooleanField(_("applies"), default=True)
    points = PointsField(_("points"), null=True, blank=True)
    settled_at = models.DateTimeField(_("settled at"))

    class Meta:
        ordering = ["answer", "kind"]
        verbose_name = _("settled column")
        verbose_name_plural = _("settled columns")
        constraints = [
            models.UniqueConstraint(fields=["answer", "kind"], name="column_once"),
            models.CheckConstraint(name="column_kind", condition=Q(kind__in=ColumnKind.values)),
            models.CheckConstraint(
                name="column_points_when_applies",
                condition=Q(applies=True, points__isnull=False, points__gte=0) | Q(applies=False, points__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.answer}: {self.kind} {self.points}"


class Return(models.Model):
    """A request to complete one answer, with its reason; only answers with an open row open again.

    It closes when the unit sends the answer again, or when the office takes it back (`is_withdrawn`).
    """

    answer = models.ForeignKey(Answer, models.PROTECT, related_name="returns", verbose_name=_("answer"))
    office = models.ForeignKey("units.Unit", models.PROTECT, related_name="+", verbose_name=_("office"))
    reason = NFCTextField(_("reason"))
    asked_by = models.ForeignKey("units.User", models.PROTECT, related_name="+", verbose_name=_("asked by"))
    asked_at = models.DateTimeField(_("asked at"))
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    answered_by = models.ForeignKey(
        "units.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("answered by")
    )
    is_of_new_version = models.BooleanField(_("asked by a change of the criteria set"), default=False)
    is_withdrawn = models.BooleanField(_("taken back"), default=False)

    class Meta:
        ordering = ["asked_at", "pk"]
        verbose_name = _("request to complete")
        verbose_name_plural = _("requests to complete")
        constraints = [
            models.UniqueConstraint(fields=["answer"], condition=Q(answered_at__isnull=True), name="return_one_open")
        ]

    def __str__(self) -> str:
        return f"{self.answer}: {self.reason[:60]}"


class AdjustmentEntry(models.Model):
    """Bonus (positive) or minus (negative) points granted to one assessment, with reason and paper."""

    assessment = models.ForeignKey(
        Assessment, models.PROTECT, related_name="adjustments", verbose_name=_("self-assessment")
    )
    rule = models.ForeignKey(
        "criteria.AdjustmentRule", models.PROTECT, related_name="+", verbose_name=_("bonus or minus item")
    )
    points = PointsField(_("points"))
    reason = NFCTextField(_("reason"))
    document = models.ForeignKey(
        "common.CitedDocument", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("document")
    )
    entered_by = models.ForeignKey(
        "units.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("entered by")
    )
    entered_at = models.DateTimeField(_("entered at"))
    removed_at = models.DateTimeField(_("removed at"), null=True, blank=True)

    class Meta:
        ordering = ["rule__order", "pk"]
        verbose_name = _("bonus or minus")
        verbose_name_plural = _("bonus and minus")

    def __str__(self) -> str:
        return f"{self.rule.code}: {self.points}"
