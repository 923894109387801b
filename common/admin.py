"""Back office of the kernel: cited papers; events, jobs and letters to be read."""

from django.contrib import admin

from common.admin_base import PortalAdmin, ReadOnlyAdmin
from common.models import CitedDocument, Event, EventSeal, Job, MailOutbox


@admin.register(CitedDocument)
class CitedDocumentAdmin(PortalAdmin):
    list_display = ("__str__", "title", "date", "issuer")
    search_fields = ("search_text",)
    fields = ("kind", "number", "date", "issuer", "title")
    date_hierarchy = "date"


@admin.register(Event)
class EventAdmin(ReadOnlyAdmin):
    list_display = ("at", "action", "actor", "target_type", "target_id", "before", "after", "reason")
    list_filter = ("action", "target_type")
    list_select_related = ("actor",)
    search_fields = ("action", "target_id", "actor__username")
    ordering = ("-id",)
    date_hierarchy = "at"


@admin.register(EventSeal)
class EventSealAdmin(ReadOnlyAdmin):
    list_display = ("number", "first", "last", "count", "digest", "at")


@admin.register(Job)
class JobAdmin(ReadOnlyAdmin):
    list_display = ("name", "state", "done", "total", "attempts", "owner", "created_at", "finished_at")
    list_filter = ("state", "name")
    list_select_related = ("owner",)


@admin.register(MailOutbox)
class MailOutboxAdmin(ReadOnlyAdmin):
    """Letters without their text: it may hold a link meant for one person."""

    list_display = ("to", "subject", "state", "attempts", "created_at", "sent_at")
    list_filter = ("state",)
    exclude = ("body",)
