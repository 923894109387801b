"""The self-assessment of one participant (or of one person it nominates) in one round."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from assessments.enums import AssessmentState, CopyCheck
from campaign.enums import RoundState
from common.fields import NFCTextField
from common.versions import Versioned
from criteria.enums import Subject

NEVER_SENT = [AssessmentState.DRAFT, AssessmentState.WITHDRAWN]


class UnitSheets(models.Manager["Assessment"]):
    """Sheets of units: all that results, ranks and progress ever see (docs/decisions/0015-people.md)."""

    def get_queryset(self) -> models.QuerySet["Assessment"]:
        return super().get_queryset().filter(person__isnull=True)


class PersonSheets(models.Manager["Assessment"]):
    """Reports of nominated persons."""

    def get_queryset(self) -> models.QuerySet["Assessment"]:
        return super().get_queryset().filter(person__isnull=False)


class Assessment(Versioned):
    """One sheet, of a unit or of a person it nominates. Its state is moved by `assessments.workflow` alone."""

    objects = UnitSheets()
    individuals = PersonSheets()
    # What works on one sheet, whosever it is: locks, moves, the reads of one sheet.
    every = models.Manager()

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    participant = models.ForeignKey(
        "campaign.Participant", models.PROTECT, related_name="assessments", verbose_name=_("participant")
    )
    person = models.ForeignKey(
        "units.Person", models.PROTECT, null=True, blank=True, related_name="assessments", verbose_name=_("person")
    )
    criteria_set = models.ForeignKey(
        "criteria.CriteriaSet", models.PROTECT, related_name="+", verbose_name=_("criteria set")
    )
    state = models.CharField(
        _("state"),
        max_length=20,
        choices=AssessmentState.choices,
        default=AssessmentState.DRAFT,
    )
    difficulties = NFCTextField(_("difficulties and proposals"), blank=True)
    created_at = models.DateTimeField(_("started at"))
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True)
    submitted_by = models.ForeignKey(
        "units.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("submitted by")
    )
    completed_at = models.DateTimeField(_("additions sent at"), null=True, blank=True)
    late_days = models.PositiveSmallIntegerField(_("working days late"), default=0)
    receipt_code = models.CharField(_("receipt code"), max_length=40, null=True, blank=True, unique=True)
    received_at = models.DateTimeField(_("received at"), null=True, blank=True)
    received_by = models.ForeignKey(
        "units.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("received by")
    )
    appraised_at = models.DateTimeField(_("appraised at"), null=True, blank=True)

    class Meta:
        ordering = ["participant__cluster__order", "participant__sort", "pk"]
        verbose_name = _("self-assessment")
        verbose_name_plural = _("self-assessments")
        constraints = [
            models.UniqueConstraint(fields=["participant"], name="assessment_once", condition=Q(person__isnull=True)),
            models.UniqueConstraint(
                fields=["participant", "person"],
                name="assessment_once_a_person",
                condition=Q(person__isnull=False) & ~Q(state=AssessmentState.WITHDRAWN),
            ),
            models.CheckConstraint(name="assessment_state", condition=Q(state__in=AssessmentState.values)),
            models.CheckConstraint(
                name="assessment_withdrawn_is_of_person",
                condition=~Q(state=AssessmentState.WITHDRAWN) | Q(person__isnull=False),
            ),
            models.CheckConstraint(
                name="assessment_sent_has_facts",
                condition=Q(state__in=NEVER_SENT)
                | (Q(submitted_at__isnull=False) & Q(submitted_by__isnull=False) & Q(receipt_code__isnull=False)),
            ),
            models.CheckConstraint(
                name="assessment_received_has_facts",
                condition=Q(state__in=[*NEVER_SENT, AssessmentState.SUBMITTED]) | Q(received_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participant} {self.participant.round}"

    @property
    def subject(self) -> Subject:
        return Subject.INDIVIDUAL if self.person_id else Subject.COLLECTIVE

    @property
    def shown_state(self) -> AssessmentState:
        """As pages name it: a report of a person has no result of its own, it is public with that of its round."""
        ends = self.person_id and self.state == AssessmentState.APPRAISED
        if ends and self.participant.round.state == RoundState.PUBLISHED:
            return AssessmentState.PUBLISHED
        return AssessmentState(self.state)

    @property
    def paper_title(self) -> str:
        """What the sheet is called on its pages."""
        return _("Report of achievements") if self.person_id else _("Self-assessment sheet")

    @property
    def subject_name(self) -> str:
        """Whose sheet it is, as printed: the unit, or the person with the unit."""
        unit = self.participant.printed_name
        return f"{self.nomination.full_name}, {unit}" if self.person_id else unit


class SignedCopy(models.Model):
    """The signed and sealed sheet as uploaded by the unit; a new upload adds a row."""

    assessment = models.ForeignKey(
        Assessment, models.PROTECT, related_name="signed_copies", verbose_name=_("self-assessment")
    )
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    file = models.ForeignKey("common.StoredFile", models.PROTECT, related_name="+", verbose_name=_("file"))
    uploaded_by = models.ForeignKey("units.User", models.PROTECT, related_name="+", verbose_name=_("uploaded by"))
    uploaded_at = models.DateTimeField(_("uploaded at"))
    receipt_code = models.CharField(
        max_length=40, help_text=_("The submission the copy belongs to."), verbose_name=_("receipt code")
    )
    checked = models.CharField(
        _("checked"),
        max_length=10,
        choices=CopyCheck.choices,
        blank=True,
        help_text=_("How the code on the copy was compared; empty for copies uploaded before that was asked."),
    )

    class Meta:
        ordering = ["-uploaded_at", "-pk"]
        verbose_name = _("signed copy")
        verbose_name_plural = _("signed copies")
        constraints = [
            models.CheckConstraint(name="signed_copy_checked", condition=Q(checked__in=["", *CopyCheck.values]))
        ]

    def __str__(self) -> str:
        return f"{self.assessment}: {self.file}"
