"""The pages of one sheet as tabs."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.enums import AssessmentState as State
from assessments.models import Assessment


def sheet_tabs(assessment: Assessment, current: str, *, fills_in: bool) -> list[dict[str, Any]]:
    """Sheet, check and workbook (own unit, while a draft), receipt (once there is one), history; the unit's persons."""
    tabs = [("sheet", assessment.paper_title)]
    if fills_in and assessment.state == State.DRAFT:
        tabs.append(("check", _("Check before submitting")))
    if fills_in and (assessment.state == State.DRAFT or current == "workbook"):
        tabs.append(("workbook", _("Fill in with Excel")))
    if assessment.receipt_code:
        tabs.append(("receipt", _("Receipt and signed copy")))
    tabs.append(("history", _("History")))
    found = [
        {
            "label": label,
            "url": reverse(f"assessments:{name}", args=[assessment.public_id]),
            "current": name == current,
        }
        for name, label in tabs
    ]
    round = assessment.participant.round
    if fills_in and round.individual_set_id:
        url = reverse("assessments:nominations", args=[round.year])
        found.append({"label": _("Nominated persons"), "url": url, "current": False})
    return found
