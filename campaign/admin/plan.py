"""The campaign and the plan in its own words."""

from django.contrib import admin

from campaign.models import Campaign, LegalBasis, Milestone, Plan, PlanSection, Recipient
from common.admin_base import PortalAdmin, PortalInline


class LegalBasisInline(PortalInline):
    model = LegalBasis


class MilestoneInline(PortalInline):
    model = Milestone


class RecipientInline(PortalInline):
    model = Recipient


@admin.register(Campaign)
class CampaignAdmin(PortalAdmin):
    list_display = ("short_name", "code", "first_year", "last_year", "lead_office", "award_office")
    list_select_related = ("lead_office", "award_office")
    folded = ("name", "code")
    autocomplete_fields = ("department", "lead_office", "award_office")
    deletes = False


@admin.register(Plan)
class PlanAdmin(PortalAdmin):
    list_display = ("document", "campaign", "valid_from", "valid_to", "signer_title")
    list_select_related = ("document", "campaign")
    autocomplete_fields = ("document",)
    inlines = (LegalBasisInline, MilestoneInline, RecipientInline)


@admin.register(PlanSection)
class PlanSectionAdmin(PortalAdmin):
    list_display = ("place", "kind", "heading", "text", "plan")
    list_filter = ("kind", "plan")
    list_select_related = ("plan__document",)
    folded = ("place", "heading", "text")
    autocomplete_fields = ("offices",)
