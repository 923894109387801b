"""Self-assessments, evidence, appraisal marks and results."""

from assessments.models.answers import Answer, AnswerRevision, Evidence
from assessments.models.appraisal import (
    AdjustmentEntry,
    Column,
    Mark,
    OfficeAppraisal,
    Return,
)
from assessments.models.assessments import Assessment, SignedCopy
from assessments.models.explanations import Correction, Explanation
from assessments.models.results import Approval, Run, RunRow, RunYear
from assessments.models.sharing import AnswerTask

__all__ = [
    "AdjustmentEntry",
    "Answer",
    "AnswerRevision",
    "AnswerTask",
    "Approval",
    "Assessment",
    "Column",
    "Correction",
    "Evidence",
    "Explanation",
    "Mark",
    "OfficeAppraisal",
    "Return",
    "Run",
    "RunRow",
    "RunYear",
    "SignedCopy",
]
