"""Back office of the kernel: cited papers; events, jobs and letters to be read."""

from django.apps import apps
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from common.admin_base import PortalAdmin, ReadOnlyAdmin
from common.event_words import event_actions, event_text
from common.looks import look_of
from common.models import CitedDocument, Event, EventSeal, Job, MailOutbox
from common.text import sort_key


@admin.register(CitedDocument)
class CitedDocumentAdmin(PortalAdmin):
    list_display = ("__str__", "title", "date", "issuer")
    search_fields = ("search_text",)
    fields = ("kind", "number", "date", "issuer", "title")
    date_hierarchy = "date"


class ActionFilter(admin.SimpleListFilter):
    """What happened, in words."""

    title = _("what happened")
    parameter_name = "action"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return sorted(event_actions().items(), key=lambda pair: sort_key(pair[1]))

    def queryset(self, request: HttpRequest, queryset: QuerySet[Event]) -> QuerySet[Event]:
        return queryset.filter(action=self.value()) if self.value() else queryset


@admin.register(Event)
class EventAdmin(ReadOnlyAdmin):
    list_display = ("at", "what", "actor", "thing", "was", "became", "reason")
    list_filter = (ActionFilter,)
    list_select_related = ("actor",)
    search_fields = ("action", "target_id", "actor__username")
    ordering = ("-id",)
    date_hierarchy = "at"
    fields = ("at", "what", "actor", "thing", "was", "became", "reason", "data")

    @admin.display(description=_("what happened"))
    def what(self, obj: Event) -> str:
        return event_text(obj)

    @admin.display(description=_("object"))
    def thing(self, obj: Event) -> str:
        """The kind of the object in words with its number."""
        if not obj.target_type:
            return "-"
        try:
            kind = str(apps.get_model(obj.target_type)._meta.verbose_name)
        except LookupError:
            kind = obj.target_type
        return f"{kind} {obj.target_id}"

    @admin.display(description=_("state before"))
    def was(self, obj: Event) -> str:
        return str(look_of(obj.before).label or obj.before)

    @admin.display(description=_("state after"))
    def became(self, obj: Event) -> str:
        return str(look_of(obj.after).label or obj.after)


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
