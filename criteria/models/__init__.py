"""Versioned sets of criteria with their scoring rules."""

from criteria.models.criteria import (
    Applicability,
    Area,
    Criterion,
    Item,
    NotApplicableReason,
    Option,
)
from criteria.models.rules import AdjustmentRule, GradeRule
from criteria.models.sets import CriteriaSet, FrozenBySet

__all__ = [
    "AdjustmentRule",
    "Applicability",
    "Area",
    "CriteriaSet",
    "Criterion",
    "FrozenBySet",
    "GradeRule",
    "Item",
    "NotApplicableReason",
    "Option",
]
