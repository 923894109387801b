"""Who still needs a criteria set: the floors above say it, each in its own `uses.py`, found at the start."""

from collections.abc import Callable

from criteria.models import CriteriaSet

Use = Callable[[CriteriaSet], str]
_uses: list[Use] = []


def register_use(use: Use) -> Use:
    """Take a function that names, in words, what needs a set; empty when nothing does."""
    _uses.append(use)
    return use


def use_of(criteria_set: CriteriaSet) -> str:
    """What needs the set now; empty when it may be retired."""
    return ", ".join(filter(None, (use(criteria_set) for use in _uses)))
