"""Codes of the units app that are stored in the database."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a membership lets a person do; the right to vote is not a role (council membership gives it)."""

    UNIT_EDITOR = "unit_editor", _("Unit editor")
    UNIT_HEAD = "unit_head", _("Unit head")
    APPRAISER = "appraiser", _("Appraiser")
    CAMPAIGN_MANAGER = "campaign_manager", _("Campaign manager")
    AWARD_SECRETARY = "award_secretary", _("Award secretary")
    RECORDS_CLERK = "records_clerk", _("Records clerk")
    ACCOUNTANT = "accountant", _("Accountant")
    LEADER = "leader", _("Leader")
    COUNCIL_MEMBER = "council_member", _("Council member")
    OBSERVER = "observer", _("Observer")
    ADMINISTRATOR = "administrator", _("System administrator")


class Sex(models.TextChoices):
    FEMALE = "female", _("Female")
    MALE = "male", _("Male")


class WorkCategory(models.TextChoices):
    """Category of a person in award statistics."""

    MANAGER = "manager", _("Leader or manager")
    DIRECT = "direct", _("Direct worker")


class ReorganisationKind(models.TextChoices):
    MERGE = "merge", _("Merger")
    SPLIT = "split", _("Split")
    RENAME = "rename", _("Renaming")
    DISSOLVE = "dissolve", _("End of activity")
    TRANSFER = "transfer", _("Transfer")


class ConflictKind(models.TextChoices):
    """Why a person must keep away from a unit."""

    FAMILY = "family", _("Family relation")
    FORMER_POST = "former_post", _("Former post in the unit")
    OTHER = "other", _("Other relation")
