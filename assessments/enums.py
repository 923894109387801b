"""Codes of the assessments app that are stored in the database."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AssessmentState(models.TextChoices):
    """Life of a self-assessment; "returned" is no state but open rows of `Return`, so other offices go on."""

    DRAFT = "draft", _("Being self-assessed")
    SUBMITTED = "submitted", _("Submitted")
    RECEIVED = "received", _("Received")
    APPRAISING = "appraising", _("Under appraisal")
    APPRAISED = "appraised", _("Appraised")
    PROVISIONAL = "provisional", _("Provisional result")
    EXPLAINED = "explained", _("Explained")
    FINAL = "final", _("Final result")
    PUBLISHED = "published", _("Published")
    # Of a nominated person only.
    WITHDRAWN = "withdrawn", _("Nomination withdrawn")


class ColumnKind(models.TextChoices):
    """The columns of a sheet, kept side by side and never overwritten (architecture decision 6)."""

    SELF = "self", _("Self-assessed points")
    APPRAISAL_1 = "appraisal_1", _("Appraisal")
    APPRAISAL_2 = "appraisal_2", _("Second appraisal")
    COUNCIL = "council", _("Council")
    CORRECTION = "correction", _("Correction after publishing")


class ExplanationState(models.TextChoices):
    """Life of an explanation; a late one is first a request for review."""

    DRAFT = "draft", _("Explanation being written")
    REQUESTED = "requested", _("Request for review")
    SENT = "sent", _("Explanation sent")
    REFUSED = "refused", _("Request for review refused")
    KEPT = "kept", _("Points kept")
    ADJUSTED = "adjusted", _("Points adjusted")


class EvidenceKind(models.TextChoices):
    FILE = "file", _("File")
    CITATION = "citation", _("Citation")


class InitiativeLevel(models.TextChoices):
    """Who has recognised an initiative (plan III.1.d; the levels of the criteria set award the points)."""

    PROVINCE = "province", _("Province or above")
    GRASSROOTS = "grassroots", _("Grass-roots level")
    UNIT = "unit", _("Confirmed by the head of the unit")


class CopyCheck(models.TextChoices):
    """How a signed copy was held against the submission that stands."""

    TEXT = "text", _("Code read in the file")
    PERSON = "person", _("Code confirmed by a person")


class OfficeState(models.TextChoices):
    """How far an office is with its criteria of one assessment."""

    PENDING = "pending", _("To be appraised")
    FINISHED = "finished", _("Finished")


class RunKind(models.TextChoices):
    OFFICIAL = "official", _("Official")
    PROVISIONAL = "provisional", _("Provisional")
    TRIAL = "trial", _("Trial")


class RegistrationState(models.TextChoices):
    """Life of a unit's registration; confirmed or declined by the head, both can be taken back in the window."""

    DRAFT = "draft", _("Being prepared")
    REGISTERED = "registered", _("Registered")
    DECLINED = "declined", _("Does not take part")


class RowStatus(models.TextChoices):
    """Why a row of a result counts or does not."""

    COUNTED = "counted", _("Counted")
    NOT_SUBMITTED = "not_submitted", _("Not submitted")
    EXEMPTED = "exempted", _("Exempted")
    TOO_SHORT = "too_short", _("Worked less than half of the round")
    ABSENT = "absent", _("Did not exist")
    IMPORTED = "imported", _("Imported from paper")
