"""The roles that award cycles are open to (product: People)."""

from units.enums import Role

READERS = (Role.AWARD_SECRETARY, Role.CAMPAIGN_MANAGER, Role.LEADER, Role.OBSERVER, Role.ACCOUNTANT)
CONFIRMERS = (Role.AWARD_SECRETARY, Role.CAMPAIGN_MANAGER, Role.LEADER)
