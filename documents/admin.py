"""Back office of papers: what was issued, and the series of numbers, to be read."""

from django.contrib import admin

from common.admin_base import ReadOnlyAdmin
from documents.models import IssuedDocument, NumberSeries


@admin.register(IssuedDocument)
class IssuedDocumentAdmin(ReadOnlyAdmin):
    list_display = ("title", "kind", "state", "code", "full_symbol", "issued_on", "created_at")
    list_filter = ("kind", "state")
    search_fields = ("code", "full_symbol")


@admin.register(NumberSeries)
class NumberSeriesAdmin(ReadOnlyAdmin):
    list_display = ("symbol", "year", "unit", "keeper", "last_number")
    list_filter = ("year", "keeper")
    list_select_related = ("unit",)
