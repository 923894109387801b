"""Units with their dated rows, kinds, reorganisations."""

from django.contrib import admin
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from common import clock
from common.admin_base import PortalAdmin, PortalInline, PortalStackedInline
from common.sheet_admin import SheetAdminMixin
from units.admin.dated import DatedFormSet
from units.models import (
    ClusterMember,
    Reorganisation,
    ReorganisationLink,
    SigningCapacity,
    Unit,
    UnitKind,
    UnitVersion,
)
from units.resources import UnitResource


class VersionInline(PortalStackedInline):
    model = UnitVersion
    fk_name = "unit"
    formset = DatedFormSet
    autocomplete_fields = ("parent",)
    fields = (
        ("valid_from", "valid_to"),
        ("name", "short_name"),
        ("kind", "parent"),
        ("superior", "symbol"),
        ("place", "head_title"),
        ("is_difficult_area", "is_verified"),
    )


class UnitClusterInline(PortalInline):
    model = ClusterMember
    formset = DatedFormSet


class SigningCapacityInline(PortalInline):
    model = SigningCapacity
    formset = DatedFormSet
    autocomplete_fields = ("person",)


@admin.register(UnitKind)
class UnitKindAdmin(PortalAdmin):
    list_display = ("code", "name", "takes_part", "order")
    folded = ("code", "name")


@admin.register(Unit)
class UnitAdmin(PortalAdmin):
    """A unit under its stable code, with everything that changes below it."""

    list_display = ("code", "name_today", "note")
    search_fields = ("code", "versions__search")
    inlines = (VersionInline, UnitClusterInline, SigningCapacityInline)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Unit]:
        names = UnitVersion.objects.on(clock.today()).filter(unit=OuterRef("pk")).order_by("-valid_from")
        today = {"today": Subquery(names.values("name")[:1]), "today_sort": Subquery(names.values("sort")[:1])}
        return super().get_queryset(request).annotate(**today)

    @admin.display(description=_("Name today"), ordering="today_sort")
    def name_today(self, obj: Unit) -> str:
        return obj.today or "-"

    def get_readonly_fields(self, request: HttpRequest, obj: Unit | None = None) -> tuple[str, ...]:
        # The code is what results and papers hold on to.
        return ("code",) if obj else ()


@admin.register(UnitVersion)
class UnitVersionAdmin(SheetAdminMixin, PortalAdmin):
    """All dated rows in one list, with import and export in Excel."""

    resource_classes = (UnitResource,)
    export_name = "Don-vi"
    list_display = ("name", "unit", "kind", "parent", "valid_from", "valid_to", "is_verified")
    list_filter = ("kind", "is_verified", "is_difficult_area")
    list_select_related = ("unit", "kind", "parent")
    search_fields = ("search", "unit__code")
    autocomplete_fields = ("unit", "parent")
    actions = ("mark_verified",)

    @admin.action(description=_("Mark as verified against the official list"), permissions=["change"])
    def mark_verified(self, request: HttpRequest, queryset: QuerySet[UnitVersion]) -> None:
        for row in queryset.filter(is_verified=False):
            row.is_verified = True
            row.save(update_fields=["is_verified"])
            self.log_change(request, row, [{"changed": {"fields": ["is_verified"]}}])


class ReorganisationLinkInline(PortalInline):
    model = ReorganisationLink
    autocomplete_fields = ("predecessor", "successor")


@admin.register(Reorganisation)
class ReorganisationAdmin(PortalAdmin):
    list_display = ("kind", "day", "document", "note")
    list_filter = ("kind",)
    folded = ("document", "note")
    inlines = (ReorganisationLinkInline,)
