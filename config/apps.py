from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WiringConfig(AppConfig):
    """Holds no models, only the commands and templates that know every floor."""

    name = "config"
    verbose_name = _("Portal")
