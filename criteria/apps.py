from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CriteriaConfig(AppConfig):
    """Criteria sets, their versions and the rules of scoring."""

    name = "criteria"
    verbose_name = _("Criteria")
