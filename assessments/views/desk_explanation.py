"""The explanation of a criterion on the desk: the unit's words, and the form of the ruling for who may give it."""

from collections.abc import Sequence
from typing import Any

from assessments.enums import ExplanationState
from assessments.explaining import explanations_of, may_rule
from assessments.forms.explanations import RulingForm
from assessments.models import Answer, CannedReason
from units.queries import Account


def desk_explanation(
    user: Account, answer: Answer, form: RulingForm | None, reasons: Sequence[CannedReason]
) -> dict[str, Any]:
    """Sent explanations, oldest first, and the verdict on ruling where one waits; nothing before the first is sent."""
    rows = [row for row in explanations_of(answer) if row.state != ExplanationState.DRAFT]
    if not rows:
        return {}
    for row in rows:
        row.answer = answer
    waiting = next((row for row in rows if row.state == ExplanationState.SENT), None)
    verdict = may_rule(user, waiting) if waiting else None
    return {
        "explanations": rows,
        "to_rule": waiting,
        "rule_verdict": verdict,
        "ruling_form": form or (RulingForm(answer=answer, reasons=reasons) if verdict else None),
    }
