"""Which reasons for "does not apply" may be given in an answer: the one rule of form, workbook, check and service."""

from collections.abc import Iterable

from assessments.models import Answer
from criteria.models import NotApplicableReason


def reasons_for(answer: Answer, reasons: Iterable[NotApplicableReason]) -> list[NotApplicableReason]:
    """Those of the set that fit the item and, in the report of a person, the person's group."""
    return [reason for reason in reasons if fits(answer, reason)]


def fits(answer: Answer, reason: NotApplicableReason) -> bool:
    # Only a reason for a group needs the person: a sheet of a unit asks for nothing more.
    return reason.fits(answer.item, _group(answer) if reason.category else "")


def reason_like(answer: Answer, text: str) -> NotApplicableReason | None:
    """The reason of the sheet's version with these words, where it fits."""
    return next(iter(reasons_for(answer, answer.assessment.criteria_set.na_reasons.filter(text=text))), None)


def _group(answer: Answer) -> str:
    sheet = answer.assessment
    return sheet.nomination.category if sheet.person_id else ""
