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
from assessments.models.desk import AppraiserLimit, CannedReason
from assessments.models.explanations import Correction, Explanation
from assessments.models.figures import OfficeFigure, PaperResult
from assessments.models.nominations import Initiative, Nomination
from assessments.models.registrations import RegisteredTarget, Registration
from assessments.models.results import Approval, Run, RunRow, RunYear
from assessments.models.sharing import AnswerTask

__all__ = [
    "AdjustmentEntry",
    "Answer",
    "AnswerRevision",
    "AnswerTask",
    "AppraiserLimit",
    "Approval",
    "Assessment",
    "CannedReason",
    "Column",
    "Correction",
    "Evidence",
    "Explanation",
    "Initiative",
    "Mark",
    "Nomination",
    "OfficeAppraisal",
    "OfficeFigure",
    "PaperResult",
    "RegisteredTarget",
    "Registration",
    "Return",
    "Run",
    "RunRow",
    "RunYear",
    "SignedCopy",
]
