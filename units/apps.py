from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UnitsConfig(AppConfig):
    """Units in time, clusters, persons, accounts and their roles."""

    name = "units"
    verbose_name = _("Units and people")
