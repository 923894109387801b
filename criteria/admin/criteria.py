"""Criteria, their scored items with options, and to whom they apply."""

from typing import Any

from django.contrib import admin
from django.db.models import ForeignKey
from django.forms import ModelChoiceField
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from common.admin_base import PortalAdmin
from criteria.admin.excel import CriteriaExcelMixin
from criteria.admin.frozen import FrozenInline, FrozenMixin
from criteria.enums import SetState
from criteria.models import Applicability, Area, CriteriaSet, Criterion, Item, Option


class ItemInline(FrozenInline):
    model = Item
    show_change_link = True
    fields = ("code", "title", "kind", "max_points", "order")


class ApplicabilityInline(FrozenInline):
    model = Applicability
    autocomplete_fields = ("named_units", "owner", "second_owner", "substitute")


class OptionInline(FrozenInline):
    model = Option


@admin.register(Criterion)
class CriterionAdmin(CriteriaExcelMixin, FrozenMixin, PortalAdmin):
    """Criteria of all sets, with import into a draft and export in Excel."""

    list_display = ("code", "title", "place", "area", "criteria_set", "evidence_duty")
    list_filter = ("area__criteria_set", "evidence_duty")
    list_select_related = ("area__criteria_set",)
    folded = ("code", "title", "plan_text")
    inlines = (ItemInline, ApplicabilityInline)

    @admin.display(description=_("Criteria set"), ordering="area__criteria_set")
    def criteria_set(self, obj: Criterion) -> CriteriaSet:
        return obj.area.criteria_set

    def formfield_for_foreignkey(self, db_field: ForeignKey, request: HttpRequest, **kwargs: Any) -> ModelChoiceField:
        if db_field.name == "area":
            kwargs["queryset"] = Area.objects.filter(criteria_set__state=SetState.DRAFT)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


@admin.register(Item)
class ItemAdmin(FrozenMixin, PortalAdmin):
    list_display = ("code", "title", "kind", "max_points", "criterion", "criteria_set")
    list_filter = ("criterion__area__criteria_set", "kind")
    list_select_related = ("criterion__area__criteria_set",)
    search_fields = folded = ("code", "title")
    inlines = (OptionInline,)

    @admin.display(description=_("Criteria set"), ordering="criterion__area__criteria_set")
    def criteria_set(self, obj: Item) -> CriteriaSet:
        return obj.criterion.area.criteria_set

    def formfield_for_foreignkey(self, db_field: ForeignKey, request: HttpRequest, **kwargs: Any) -> ModelChoiceField:
        if db_field.name == "criterion":
            kwargs["queryset"] = Criterion.objects.filter(area__criteria_set__state=SetState.DRAFT)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
