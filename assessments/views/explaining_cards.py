"""What a sheet shows of its provisional result and explanations, on loaded answers."""

from collections.abc import Sequence
from dataclasses import dataclass

from assessments import rules
from assessments.enums import ExplanationState
from assessments.explaining import EXPLAINABLE, explanations_of, is_late, may_explain
from assessments.models import Answer, Assessment, Explanation
from assessments.queries import adjustments_of
from assessments.result_rows import Sheet, sheet_adjusted, sheet_totals
from assessments.settling import Figure, final_figure
from common.access import Verdict
from criteria.totals import Adjusted, Totals
from units.queries import Account, standing_of


@dataclass(frozen=True)
class ExplainingView:
    """The explanations of one criterion; `draft` and the button only for the unit itself."""

    rows: tuple[Explanation, ...]
    draft: Explanation | None
    verdict: Verdict
    is_late: bool
    granted: Figure | None


def explaining_view(user: Account, answer: Answer) -> ExplainingView | None:
    """None where the reader sees no appraisal, or there is nothing to read and nothing to write."""
    assessment = answer.assessment
    if assessment.state not in rules.SHOWN_TO_UNIT:
        return None
    verdict = may_explain(user, answer)
    mine = assessment.participant.unit_id in standing_of(user).fills_in
    told = tuple(row for row in explanations_of(answer) if row.state != ExplanationState.DRAFT)
    draft = next((row for row in explanations_of(answer) if row.state == ExplanationState.DRAFT), None)
    if not (told or verdict):
        return None
    return ExplainingView(
        rows=told,
        draft=draft if mine and verdict else None,
        verdict=verdict,
        is_late=is_late(assessment.participant.round),
        granted=final_figure(answer),
    )


@dataclass(frozen=True)
class Provisional:
    """The unit's own provisional result as it stands with the rulings so far; never a rank."""

    totals: Totals
    adjusted: Adjusted | None
    is_late: bool
    drafts: int
    waiting: int


def provisional_of(user: Account, assessment: Assessment, answers: Sequence[Answer]) -> Provisional | None:
    """For the unit's own people, from the announcement until publishing."""
    round = assessment.participant.round
    mine = assessment.participant.unit_id in standing_of(user).fills_in
    if not mine or assessment.state not in EXPLAINABLE or round.explain_until is None:
        return None
    totals = sheet_totals(answers)
    change = None
    if totals.percentage is not None:
        sheet = Sheet(assessment.participant, assessment, tuple(answers), tuple(adjustments_of(assessment)))
        change = sheet_adjusted(sheet, totals.percentage, assessment.criteria_set)
    states = [row.state for answer in answers for row in explanations_of(answer) if row.text.strip()]
    return Provisional(
        totals=totals,
        adjusted=change,
        is_late=is_late(round),
        drafts=states.count(ExplanationState.DRAFT),
        waiting=states.count(ExplanationState.SENT) + states.count(ExplanationState.REQUESTED),
    )
