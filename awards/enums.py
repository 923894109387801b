"""Codes of the awards app that are stored in the database."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Tier(models.TextChoices):
    """Level whose authority decides a form of commendation (plan III.2)."""

    STATE = "state", pgettext_lazy("level of an authority", "State")
    PROVINCE = "province", _("Province")
    DEPARTMENT = "department", _("Department")
    UNIT = "unit", _("Unit")


class AwardType(models.TextChoices):
    """Type of commendation; movement awards never feed merit awards (Decree 152/2025, article 4)."""

    MOVEMENT = "movement", _("Emulation movement award")
    MERIT = "merit", _("Merit award")
