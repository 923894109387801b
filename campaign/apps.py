from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CampaignConfig(AppConfig):
    """The plan, its phases, rounds and participants."""

    name = "campaign"
    verbose_name = _("Campaign")
