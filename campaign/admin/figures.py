"""Tracked indicators with their yearly values, and targets given to single units."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from campaign.enums import RoundState
from campaign.models import AssignedTarget, TrackedIndicator, TrackedValue
from campaign.rules import target_fault
from common.admin_base import PortalAdmin, PortalInline
from criteria.examples import rule_of


class TrackedValueInline(PortalInline):
    model = TrackedValue
    autocomplete_fields = ("source",)


@admin.register(TrackedIndicator)
class TrackedIndicatorAdmin(PortalAdmin):
    list_display = ("title", "code", "place", "baseline", "target", "unit_of_figure")
    folded = ("title", "code")
    inlines = (TrackedValueInline,)


@admin.register(TrackedValue)
class TrackedValueAdmin(PortalAdmin):
    list_display = ("indicator", "round", "value", "source")
    list_filter = ("indicator", "round")
    list_select_related = ("indicator", "round", "source")
    autocomplete_fields = ("source",)


class TargetForm(forms.ModelForm):
    """A target keeps the direction of the item's own line."""

    class Meta:
        model = AssignedTarget
        fields = ("participant", "item", "baseline", "target", "document", "note")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        item, baseline, target = (data.get(name) for name in ("item", "baseline", "target"))
        if item is None or baseline is None or target is None:
            return data
        if not rule_of(item).is_numeric:
            self.add_error("item", _("This item is not scored by a figure."))
        elif fault := target_fault(item, baseline, target):
            self.add_error("target", fault)
        return data


@admin.register(AssignedTarget)
class AssignedTargetAdmin(PortalAdmin):
    """Fixed with the round: after publishing it can only be read."""

    form = TargetForm
    list_display = ("participant", "round", "item", "baseline", "target", "document")
    list_filter = ("participant__round",)
    list_select_related = ("participant__round", "item", "document")
    search_fields = ("participant__search", "item__code")
    autocomplete_fields = ("participant", "item", "document")

    @admin.display(description=_("Round"), ordering="participant__round")
    def round(self, obj: AssignedTarget) -> Any:
        return obj.participant.round

    def has_change_permission(self, request: HttpRequest, obj: AssignedTarget | None = None) -> bool:
        return super().has_change_permission(request, obj) and not _is_published(obj)

    def has_delete_permission(self, request: HttpRequest, obj: AssignedTarget | None = None) -> bool:
        return super().has_delete_permission(request, obj) and not _is_published(obj)


def _is_published(row: AssignedTarget | None) -> bool:
    return row is not None and row.participant.round.state == RoundState.PUBLISHED
