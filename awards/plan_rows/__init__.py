"""Rows of the plan files that the awards app loads."""

from awards.plan_rows.awards import (
    AwardForm,
    AwardsFile,
    Coefficient,
    Suggestion,
    SuggestionsFile,
    VoteRule,
)
from awards.plan_rows.law import LawFile

__all__ = ["AwardForm", "AwardsFile", "Coefficient", "LawFile", "Suggestion", "SuggestionsFile", "VoteRule"]
