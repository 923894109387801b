"""What all pages of the back office share. Who may write is for the site to say (units.admin_site), not `is_staff`."""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db.models import DateField, Field, Model, QuerySet
from django.forms import DateInput
from django.http import HttpRequest

from common.events import event_log
from common.text import search_text

# Who writes: administrators and the office in charge, administrators alone, or nobody here.
KEEPERS = "keepers"
ADMINISTRATORS = "administrators"
NOBODY = "nobody"
# Columns that serve searching, sorting and addresses, not reading.
UNSHOWN = frozenset({"id", "public_id", "search", "search_text", "sort"})


class KeptBy:
    """Rights of a page or an inline by `kept_by`; whoever enters the back office may look."""

    kept_by = KEEPERS
    deletes = True

    def writes(self, request: HttpRequest) -> bool:
        return self.admin_site.may_write(request, self.kept_by)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.admin_site.has_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.writes(request)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.deletes and self.writes(request)


class NativeDates:
    """Days are picked in the browser's own box: no script, no doubt about day and month."""

    formfield_overrides = {
        DateField: {"widget": DateInput(attrs={"type": "date"}, format="%Y-%m-%d")},
    }


class PortalAdmin(KeptBy, NativeDates, admin.ModelAdmin):
    """A list and a form of set-up data; every change is an event.

    `folded`: fields looked through without accents or case, for tables small enough to be read whole.
    """

    folded: Sequence[str] = ()
    list_per_page = 50
    show_full_result_count = False

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.admin_site.has_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.writes(request)

    def get_search_fields(self, request: HttpRequest) -> Sequence[str]:
        return self.search_fields or self.folded

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str) -> tuple[QuerySet, bool]:
        term = search_text(search_term)
        if not self.folded or not term:
            return super().get_search_results(request, queryset, term)
        rows = queryset.order_by().values_list("pk", *self.folded)
        words = term.split()
        found = [pk for pk, *texts in rows if all(word in search_text(" ".join(map(str, texts))) for word in words)]
        return queryset.filter(pk__in=found), False

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet) -> None:
        # One by one: a row may refuse to go, and a queryset would not ask it.
        for row in queryset:
            row.delete()

    def log_addition(self, request: HttpRequest, obj: Model, message: Any) -> Any:
        event_log(actor=request.user, action="admin.added", target=obj, data={"changes": message})
        return super().log_addition(request, obj, message)

    def log_change(self, request: HttpRequest, obj: Model, message: Any) -> Any:
        event_log(actor=request.user, action="admin.changed", target=obj, data={"changes": message})
        return super().log_change(request, obj, message)

    def log_deletions(self, request: HttpRequest, queryset: Sequence[Model]) -> Any:
        for row in queryset:
            event_log(actor=request.user, action="admin.deleted", target=row, data={"row": str(row)})
        return super().log_deletions(request, queryset)


class ReadOnlyAdmin(PortalAdmin):
    """Rows that only their workflow writes: seen here, never added, changed or deleted."""

    kept_by = NOBODY
    deletes = False
    actions: Sequence[Any] = ()

    def get_fields(self, request: HttpRequest, obj: Model | None = None) -> list[str]:
        unshown = {*UNSHOWN, *(self.exclude or ())}
        return [field.name for field in self.opts.fields if field.name not in unshown]

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> list[str]:
        return self.get_fields(request, obj)


class InlineRows(KeptBy, NativeDates):
    """Rows below a row; what they point to is kept on pages of its own."""

    extra = 0

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.writes(request)

    def formfield_for_dbfield(self, db_field: Field, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(getattr(field, "widget", None), RelatedFieldWidgetWrapper):
            field.widget = field.widget.widget
        return field


class PortalInline(InlineRows, admin.TabularInline):
    pass


class PortalStackedInline(InlineRows, admin.StackedInline):
    """For rows with more fields than a line holds."""
