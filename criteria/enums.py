"""Names of the choices that a criteria set is made of."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ItemKind(TextChoices):
    """How a scored item turns an answer into points."""

    OPTIONS = "options", _("Options with fixed points")
    NUMBER = "number", _("Number")
    PERCENTAGE = "percentage", _("Percentage")
    YES_NO = "yes_no", _("Yes or no")
    EXPERT = "expert", _("Expert mark")


class Measure(TextChoices):
    """How the figure of a number or percentage item is found from what is typed."""

    DIRECT = "direct", _("Typed directly")
    RATIO = "ratio", _("First amount as a percentage of the second")
    GROWTH = "growth", _("Growth of the first amount over the second, in percent")


class Subject(TextChoices):
    """Who a criteria set is for."""

    COLLECTIVE = "collective", _("Collective")
    INDIVIDUAL = "individual", _("Individual")


class SetState(TextChoices):
    """Life of a version of a criteria set; a published one never changes."""

    DRAFT = "draft", _("Draft criteria set")
    PUBLISHED = "published", _("Published criteria set")
    RETIRED = "retired", _("Retired criteria set")


class EvidenceDuty(TextChoices):
    """Whether an answer needs evidence."""

    REQUIRED = "required", _("Evidence required")
    OPTIONAL = "optional", _("Evidence optional")
    NONE = "none", _("No evidence")


class Applies(TextChoices):
    """Which units of a kind a criterion applies to."""

    ALL = "all", _("All units of the kind")
    NAMED = "named", _("Only units named in the assignment")
    NONE = "none", _("Does not apply")


class AdjustmentKind(TextChoices):
    """Points outside the plan, added after rescaling."""

    BONUS = "bonus", _("Bonus points")
    MINUS = "minus", _("Minus points")
