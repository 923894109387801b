"""Rows of the plan files that the campaign app loads."""

from campaign.plan_rows.calendar import CalendarFile, Holiday, Phase, Round
from campaign.plan_rows.campaign import CampaignFile, Settings

__all__ = ["CalendarFile", "CampaignFile", "Holiday", "Phase", "Round", "Settings"]
