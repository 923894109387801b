from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AwardsConfig(AppConfig):
    """Forms of commendation and the rules of law they rest on."""

    name = "awards"
    verbose_name = _("Awards")
