"""Named reads of explanations for the office in charge and the work lists."""

from django.db.models import QuerySet

from assessments.enums import ExplanationState
from assessments.explaining import EXPLAINABLE, may_decide_review
from assessments.models import Explanation
from assessments.queries import all_explanations
from campaign.models import Round
from units.queries import Account, standing_of


def _placed() -> QuerySet[Explanation]:
    return all_explanations().select_related(
        "answer__item__criterion",
        "answer__assessment__participant__unit",
        "answer__assessment__participant__round__phase__campaign",
        "written_by",
        "sent_by",
        "decided_by",
        "ruling__appraiser",
    )


def explanation_in(round: Round, explanation_id: int) -> Explanation | None:
    """One explanation of a round that has been sent."""
    rows = _placed().filter(answer__assessment__participant__round=round).exclude(state=ExplanationState.DRAFT)
    return rows.filter(pk=explanation_id).first()


def requests_to_decide(user: Account, round: Round | None = None) -> list[Explanation]:
    """Late requests that wait for the reader's decision, oldest first."""
    rows = _placed().filter(state=ExplanationState.REQUESTED, answer__assessment__state__in=EXPLAINABLE)
    if round is not None:
        rows = rows.filter(answer__assessment__participant__round=round)
    return [row for row in rows.order_by("sent_at", "pk") if may_decide_review(user, row.answer.assessment)]


def explanations_to_rule(user: Account, offices: frozenset[int]) -> QuerySet[Explanation]:
    """Explanations that wait for a ruling by the person's offices, oldest first."""
    rows = _placed().filter(state=ExplanationState.SENT, answer__office_id__in=offices)
    return rows.exclude(answer__assessment__participant__unit_id__in=standing_of(user).avoids).order_by("sent_at", "pk")
