from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.utils.translation import gettext_lazy as _


class WiringConfig(AppConfig):
    """Holds no models, only the commands and templates that know every floor."""

    name = "config"
    verbose_name = _("Portal")


class PortalAdminConfig(AdminConfig):
    """The stock admin behind the portal's own door."""

    default_site = "units.admin_site.PortalAdminSite"
