"""What appraisers choose from, kept in the back office."""

from django.contrib import admin

from assessments.models import CannedReason
from common.admin_base import PortalAdmin


@admin.register(CannedReason)
class CannedReasonAdmin(PortalAdmin):
    """Sentences of one office or of all; those not offered stay for another year."""

    list_display = ("text", "office", "order", "is_active")
    list_filter = ("is_active",)
    list_select_related = ("office",)
    folded = ("text",)
    autocomplete_fields = ("office",)
