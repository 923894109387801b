"""Back office of the campaign: its plan, phases, rounds, calendar and figures."""

from campaign.admin import figures, plan, rounds

__all__ = ["figures", "plan", "rounds"]
