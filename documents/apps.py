from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from documents import checks  # noqa: F401  (an import registers the checks of a deployment)


class DocumentsConfig(AppConfig):
    """Papers: layout, rendering and what is kept of the issued ones."""

    name = "documents"
    verbose_name = _("Documents")
