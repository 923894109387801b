"""Back office of units, people and accounts."""

from units.admin import accounts, clusters, units

__all__ = ["accounts", "clusters", "units"]
