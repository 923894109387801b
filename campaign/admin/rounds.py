"""Phases, rounds, participants, extensions and the calendar of days off. States move on the pages of rounds."""

from typing import Any

from django.contrib import admin
from django.db.models import ForeignKey
from django.forms import ModelChoiceField, ModelForm
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaign.enums import RoundState
from campaign.models import Extension, Holiday, Participant, Phase, Round
from common.admin_base import PortalAdmin, ReadOnlyAdmin
from criteria.enums import SetState, Subject
from criteria.models import CriteriaSet

# What a round is counted by: fixed once units fill in against it.
FIXED_WHEN_OPEN = ("phase", "year", "collective_set", "individual_set", "data_from", "data_to", "opens_on")

SUBJECTS = {"collective_set": Subject.COLLECTIVE, "individual_set": Subject.INDIVIDUAL}


class SetChoiceField(ModelChoiceField):
    """Sets by code, version, title and, while they cannot be used yet, their state."""

    def label_from_instance(self, obj: CriteriaSet) -> str:
        words = f"{obj}: {obj.title}"
        return f"{words} ({obj.get_state_display()})" if obj.is_draft else words


@admin.register(Phase)
class PhaseAdmin(PortalAdmin):
    list_display = ("title", "number", "first_year", "last_year", "roll_up", "min_rounds")
    list_select_related = ("campaign",)
    deletes = False


@admin.register(Round)
class RoundAdmin(PortalAdmin):
    list_display = ("year", "phase", "state", "collective_set", "data_from", "data_to", "opens_on", "due_on")
    list_filter = ("phase", "state")
    list_select_related = ("phase", "collective_set")
    deletes = False

    def has_change_permission(self, request: HttpRequest, obj: Round | None = None) -> bool:
        published = obj is not None and obj.state == RoundState.PUBLISHED
        return super().has_change_permission(request, obj) and not published

    def get_readonly_fields(self, request: HttpRequest, obj: Round | None = None) -> tuple[str, ...]:
        running = obj is not None and obj.state != RoundState.PLANNED
        return ("state", *(FIXED_WHEN_OPEN if running else ()))

    def formfield_for_foreignkey(self, db_field: ForeignKey, request: HttpRequest, **kwargs: Any) -> ModelChoiceField:
        subject = SUBJECTS.get(db_field.name)
        if subject:
            sets = CriteriaSet.objects.filter(subject=subject).exclude(state=SetState.RETIRED)
            kwargs |= {"queryset": sets, "form_class": SetChoiceField}
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: Round, form: ModelForm, change: bool) -> None:
        if change:
            obj.version += 1
        super().save_model(request, obj, form, change)


@admin.register(Participant)
class ParticipantAdmin(ReadOnlyAdmin):
    """Written when a round opens; people, extensions and exemptions are changed on the page of the round."""

    list_display = ("printed_name", "round", "kind", "cluster", "headcount", "counts", "page")
    list_filter = ("round__phase", "round", "kind", "cluster", "counts")
    list_select_related = ("round", "kind", "cluster", "unit")
    search_fields = ("search",)

    @admin.display(description=gettext_lazy("Page"))
    def page(self, obj: Participant) -> str:
        url = reverse("assessments:participant", args=[obj.round.year, obj.unit.code])
        return format_html('<a href="{}">{}</a>', url, _("Open the page"))


@admin.register(Extension)
class ExtensionAdmin(ReadOnlyAdmin):
    list_display = ("participant", "due_on", "reason", "given_by", "given_at")
    list_filter = ("participant__round",)
    list_select_related = ("participant", "given_by")
    search_fields = ("participant__search",)


@admin.register(Holiday)
class HolidayAdmin(PortalAdmin):
    list_display = ("day", "title", "is_working_day", "is_verified")
    list_filter = ("is_working_day", "is_verified")
    date_hierarchy = "day"
    folded = ("title",)
