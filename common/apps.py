from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class CommonConfig(AppConfig):
    name = "common"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("Foundation")

    def ready(self) -> None:
        """Let every app put its jobs, checks, words of events and uses into the registers, as the admin does."""
        autodiscover_modules("tasks", "checks", "event_words", "uses")
