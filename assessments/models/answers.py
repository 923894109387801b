"""What a unit says about one scored item, its history and its proof."""

import uuid
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from assessments.enums import EvidenceKind
from assessments.models.assessments import Assessment
from common.fields import NFCCharField, NFCTextField, PointsField, RatioField
from common.versions import Versioned

if TYPE_CHECKING:
    from assessments.models.appraisal import Mark, Return
    from assessments.models.explanations import Explanation


class AnswerValues(models.Model):
    """The fields a unit fills in; shared by the answer and its revisions."""

    option = models.ForeignKey(
        "criteria.Option", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("option")
    )
    yes_no = models.BooleanField(_("yes or no"), null=True, blank=True)
    amount_a = RatioField(_("first figure"), null=True, blank=True)
    amount_b = RatioField(_("second figure"), null=True, blank=True)
    claimed = PointsField(_("points claimed on an expert item"), null=True, blank=True)
    not_applicable = models.BooleanField(_("does not apply"), default=False)
    na_reason = models.ForeignKey(
        "criteria.NotApplicableReason",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("reason for not applicable"),
    )
    na_text = NFCTextField(_("reason in words"), blank=True)
    narrative = NFCTextField(_("account of the result"), blank=True)
    points = PointsField(_("self-assessed points"), null=True, blank=True)

    VALUE_FIELDS = (
        "option",
        "yes_no",
        "amount_a",
        "amount_b",
        "claimed",
        "not_applicable",
        "na_reason",
        "na_text",
        "narrative",
        "points",
    )

    class Meta:
        abstract = True

    def copy_values(self, other: "AnswerValues") -> None:
        """Takes over every value field of `other`."""
        for name in self.VALUE_FIELDS:
            setattr(self, name, getattr(other, name))


class StandingAnswers(models.Manager["Answer"]):
    """Answers that belong to their sheet; those set aside are read through `Answer.with_set_aside` alone."""

    def get_queryset(self) -> models.QuerySet["Answer"]:
        return super().get_queryset().filter(set_aside_at__isnull=True)


class Answer(Versioned, AnswerValues):
    """The newest state of one answer; `version` is what a save must name."""

    objects = StandingAnswers()
    with_set_aside = models.Manager()

    # Filled by `queries.answers_of`.
    live_evidence: list["Evidence"]
    live_marks: list["Mark"]
    all_marks: list["Mark"]
    all_returns: list["Return"]
    all_explanations: list["Explanation"]
    # Points of a correction that is not published yet, while its run is made.
    pending_points: Decimal | None = None

    assessment = models.ForeignKey(
        Assessment, models.CASCADE, related_name="answers", verbose_name=_("self-assessment")
    )
    item = models.ForeignKey("criteria.Item", models.PROTECT, related_name="+", verbose_name=_("scored item"))
    office = models.ForeignKey("units.Unit", models.PROTECT, related_name="+", verbose_name=_("office that appraises"))
    second_office = models.ForeignKey(
        "units.Unit",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("office of the second appraiser"),
    )
    updated_at = models.DateTimeField(null=True, blank=True, verbose_name=_("changed at"))
    updated_by = models.ForeignKey(
        "units.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("changed by")
    )

    set_aside_at = models.DateTimeField(
        _("set aside at"),
        null=True,
        blank=True,
        help_text=_("Its criterion fell away with another version of the criteria set."),
    )

    class Meta:
        ordering = [
            "item__criterion__area__order",
            "item__criterion__order",
            "item__order",
        ]
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        constraints = [
            models.UniqueConstraint(fields=["assessment", "item"], name="answer_once"),
            models.CheckConstraint(
                name="answer_points_not_negative", condition=Q(points__isnull=True) | Q(points__gte=0)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assessment}: {self.item.code}"


class AnswerRevision(AnswerValues):
    """One editing session of one person; frozen at submission, so that marks can name what they saw."""

    answer = models.ForeignKey(Answer, models.CASCADE, related_name="revisions", verbose_name=_("answer"))
    number = models.PositiveIntegerField(_("number"))
    editor = models.ForeignKey("units.User", models.PROTECT, related_name="+", verbose_name=_("edited by"))
    started_at = models.DateTimeField(_("from"))
    saved_at = models.DateTimeField(_("to"))
    is_frozen = models.BooleanField(_("frozen by a submission"), default=False)

    class Meta:
        ordering = ["answer", "number"]
        verbose_name = _("revision of an answer")
        verbose_name_plural = _("revisions of answers")
        constraints = [models.UniqueConstraint(fields=["answer", "number"], name="answer_revision_once")]

    def __str__(self) -> str:
        return f"{self.answer} ({self.number})"


class Evidence(models.Model):
    """A file or a cited document that proves an answer; removed rows stay for the history."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    answer = models.ForeignKey(Answer, models.PROTECT, related_name="evidence", verbose_name=_("answer"))
    explanation = models.ForeignKey(
        "assessments.Explanation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="evidence",
        verbose_name=_("explanation"),
        help_text=_("Set where the proof belongs to an explanation; the answer itself stays as it was frozen."),
    )
    kind = models.CharField(_("kind"), max_length=10, choices=EvidenceKind.choices)
    title = NFCCharField(_("title"), max_length=300)
    file = models.ForeignKey(
        "common.StoredFile", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("file")
    )
    citation = models.ForeignKey(
        "common.CitedDocument",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("cited document"),
    )
    page = models.PositiveIntegerField(_("page"), null=True, blank=True)
    about_on = models.DateField(_("date it speaks about"), null=True, blank=True)
    added_by = models.ForeignKey("units.User", models.PROTECT, related_name="+", verbose_name=_("added by"))
    added_at = models.DateTimeField(_("added at"))
    removed_at = models.DateTimeField(_("removed at"), null=True, blank=True)
    removed_by = models.ForeignKey(
        "units.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("removed by")
    )

    class Meta:
        ordering = ["added_at", "pk"]
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        constraints = [
            models.CheckConstraint(
                name="evidence_is_file_or_citation",
                condition=Q(kind=EvidenceKind.FILE, file__isnull=False, citation__isnull=True)
                | Q(kind=EvidenceKind.CITATION, file__isnull=True, citation__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.title
