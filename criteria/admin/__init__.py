"""Back office of criteria sets."""

from criteria.admin import criteria, sets

__all__ = ["criteria", "sets"]
