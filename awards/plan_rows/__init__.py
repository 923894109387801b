"""Rows of the plan files that the awards app loads."""

from awards.plan_rows.awards import (
    AwardForm,
    AwardsFile,
    Coefficient,
    Suggestion,
    SuggestionsFile,
    TermRow,
    VoteRule,
)
from awards.plan_rows.law import LawFile, MoneyRule

__all__ = [
    "AwardForm",
    "AwardsFile",
    "Coefficient",
    "LawFile",
    "MoneyRule",
    "Suggestion",
    "SuggestionsFile",
    "TermRow",
    "VoteRule",
]
