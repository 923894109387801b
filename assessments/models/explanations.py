"""What a unit says to its provisional result, what the office concludes, and corrections after publishing."""

import uuid
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from assessments.enums import ExplanationState
from assessments.models.answers import Answer
from common.fields import NFCTextField, PointsField
from common.versions import Versioned

if TYPE_CHECKING:
    from assessments.models.answers import Evidence

OPEN_EXPLANATIONS = (ExplanationState.DRAFT, ExplanationState.REQUESTED, ExplanationState.SENT)
RULED_EXPLANATIONS = (ExplanationState.KEPT, ExplanationState.ADJUSTED)


class Explanation(Versioned):
    """The unit's words to the granted points of one answer; the frozen answer stays as it is.

    Sent after the last day it is a request for review, which the office in charge accepts (then it is ruled on like
    any other) or refuses with a reason. The ruling is a mark of the second appraisal.
    """

    # Filled by the reads of `assessments.queries`.
    live_evidence: list["Evidence"]

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    answer = models.ForeignKey(Answer, models.PROTECT, related_name="explanations", verbose_name=_("answer"))
    state = models.CharField(
        _("state"), max_length=20, choices=ExplanationState.choices, default=ExplanationState.DRAFT
    )
    text = NFCTextField(_("explanation"), blank=True)
    is_late = models.BooleanField(_("sent after the last day"), default=False)
    written_by = models.ForeignKey("units.User", models.PROTECT, related_name="+", verbose_name=_("written by"))
    written_at = models.DateTimeField(_("written at"))
    sent_by = models.ForeignKey(
        "units.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("sent by")
    )
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        "units.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decision_reason = NFCTextField(_("reason of the decision"), blank=True)
    ruling = models.OneToOneField(
        "assessments.Mark",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="explanation",
        verbose_name=_("ruling"),
    )

    class Meta:
        ordering = ["answer", "pk"]
        verbose_name = _("explanation")
        verbose_name_plural = _("explanations")
        constraints = [
            models.CheckConstraint(name="explanation_state", condition=Q(state__in=ExplanationState.values)),
            models.UniqueConstraint(
                fields=["answer"], condition=Q(state__in=OPEN_EXPLANATIONS), name="explanation_one_open"
            ),
            models.CheckConstraint(
                name="explanation_sent_has_facts",
                condition=Q(state=ExplanationState.DRAFT)
                | (Q(sent_at__isnull=False, sent_by__isnull=False) & ~Q(text="")),
            ),
            models.CheckConstraint(
                name="explanation_ruled_has_ruling",
                condition=Q(state__in=RULED_EXPLANATIONS, ruling__isnull=False)
                | (~Q(state__in=RULED_EXPLANATIONS) & Q(ruling__isnull=True)),
            ),
            models.CheckConstraint(
                name="explanation_refused_has_reason",
                condition=~Q(state=ExplanationState.REFUSED) | ~Q(decision_reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.answer}: {self.text[:60]}"

    @property
    def is_open(self) -> bool:
        """Being written, waiting for the office in charge, or waiting for its ruling."""
        return self.state in OPEN_EXPLANATIONS

    @property
    def is_ruled(self) -> bool:
        return self.state in RULED_EXPLANATIONS


class Correction(models.Model):
    """Other points for one answer of a published sheet, by a document; it holds once its run is published."""

    answer = models.ForeignKey(Answer, models.PROTECT, related_name="corrections", verbose_name=_("answer"))
    run = models.ForeignKey("assessments.Run", models.PROTECT, related_name="corrections", verbose_name=_("result run"))
    before = PointsField(
        _("points before"), null=True, blank=True, help_text=_("Empty where the criterion did not apply.")
    )
    points = PointsField(_("points after"))
    reason = NFCTextField(_("reason"))
    document = models.ForeignKey("common.CitedDocument", models.PROTECT, related_name="+", verbose_name=_("document"))
    made_by = models.ForeignKey("units.User", models.PROTECT, related_name="+", verbose_name=_("made by"))
    made_at = models.DateTimeField(_("made at"))
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    class Meta:
        ordering = ["made_at", "pk"]
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        constraints = [
            models.CheckConstraint(name="correction_has_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="correction_published_or_withdrawn",
                condition=Q(published_at__isnull=True) | Q(withdrawn_at__isnull=True),
            ),
            models.CheckConstraint(name="correction_points_not_negative", condition=Q(points__gte=0)),
        ]

    def __str__(self) -> str:
        return f"{self.answer}: {self.before} → {self.points}"
