"""Which reasons for "does not apply" may be given in an answer: the one rule of form, workbook, check and service."""

from collections.abc import Sequence

from assessments.models import Answer
from criteria.models import NotApplicableReason


def reasons_for(answer: Answer, reasons: Sequence[NotApplicableReason]) -> list[NotApplicableReason]:
    """Those of the set that fit the item and, in the report of a person, the person's group."""
    return [reason for reason in reasons if fits(answer, reason)]


def fits(answer: Answer, reason: NotApplicableReason) -> bool:
    sheet = answer.assessment
    # Only a reason for a group needs the person: a sheet of a unit asks for nothing more.
    category = sheet.nomination.category if reason.category and sheet.person_id else ""
    return reason.fits(answer.item, category)
