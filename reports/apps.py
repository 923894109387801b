from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    """Home pages, dashboards, summaries and exports; reads everything."""

    name = "reports"
    verbose_name = _("Reports")
