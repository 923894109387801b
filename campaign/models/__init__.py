"""The campaign, its plan, phases, rounds and who takes part."""

from campaign.models.campaign import Campaign, LegalBasis, Milestone, Plan, PlanSection, Recipient
from campaign.models.figures import AssignedTarget, TrackedIndicator, TrackedValue
from campaign.models.reports import ReportSection
from campaign.models.rounds import Extension, Holiday, Participant, Phase, Round

__all__ = [
    "AssignedTarget",
    "Campaign",
    "Extension",
    "Holiday",
    "LegalBasis",
    "Milestone",
    "Participant",
    "Phase",
    "Plan",
    "PlanSection",
    "Recipient",
    "ReportSection",
    "Round",
    "TrackedIndicator",
    "TrackedValue",
]
