"""Back office of papers: what was issued, and the series of numbers, to be read."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from common.admin_base import ReadOnlyAdmin
from documents.models import IssuedDocument, NumberSeries
from documents.papers import kinds


@admin.register(IssuedDocument)
class IssuedDocumentAdmin(ReadOnlyAdmin):
    list_display = ("title", "kind_title", "state", "code", "full_symbol", "issued_on", "created_at")
    list_filter = ("kind", "state")
    search_fields = ("code", "full_symbol")

    @admin.display(description=_("kind"))
    def kind_title(self, obj: IssuedDocument) -> str:
        known = kinds().get(obj.kind)
        return str(known.title) if known else obj.kind


@admin.register(NumberSeries)
class NumberSeriesAdmin(ReadOnlyAdmin):
    list_display = ("symbol", "year", "unit", "keeper", "last_number")
    list_filter = ("year", "keeper")
    list_select_related = ("unit",)
