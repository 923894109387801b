"""Codes of the campaign app that are stored in the database."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RoundState(models.TextChoices):
    """Life of a round; in provisional the units may explain."""

    PLANNED = "planned", _("Not opened")
    OPEN = "open", _("Open")
    CLOSED = "closed", _("Reception closed")
    PROVISIONAL = "provisional", _("Provisional result")
    FINAL = "final", _("Final result")
    PUBLISHED = "published", _("Published")


class SectionKind(models.TextChoices):
    """What a passage of the plan is (its sections I, II, IV and VI)."""

    PURPOSE = "purpose", _("Purpose")
    REQUIREMENT = "requirement", _("Requirement")
    CONTENT = "content", _("Content")
    AWARD = "award", _("Forms and standards of award")
    SOLUTION = "solution", _("Solution")
    TASK = "task", _("Task of an office")
    CLOSING = "closing", _("Closing paragraph")


class SignedCopyRule(models.TextChoices):
    """When a round asks for the signed copy of the sheet."""

    NEVER = "never", _("Not asked for")
    BEFORE_RECEPTION = "before_reception", _("Before reception")
    BEFORE_FINAL = "before_final", _("Before the final result")


class RollUpRule(models.TextChoices):
    MEAN = "mean", _("Mean of the counted rounds")
    WEIGHTED = "weighted", _("Weighted mean of the counted rounds")


class ReportPart(models.TextChoices):
    """Parts of the report of a phase by their place in it (list of the department's papers, row 13)."""

    GUIDANCE = "I", _("Direction and implementation")
    INFRASTRUCTURE = "II.1", _("Results: infrastructure")
    THRIFT = "II.2", _("Results: thrift")
    TARGETS = "II.3", _("Results: tracked targets of the plan")
    AWARDS = "II.4", _("Results: awards and examples")
    LIMITS = "III", _("Limits and causes")
    LESSONS = "IV", _("Lessons")
    NEXT = "V", _("Next phase")
    PROPOSALS = "VI", _("Requests and proposals")
