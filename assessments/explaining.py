"""Who may explain what and when, and who rules on it (product.md of the round: provisional, explanation, ruling).

An answer comes with `all_explanations` and its columns, as `queries.answers_of` loads it.
"""

from django.utils.translation import gettext_lazy as _

from assessments import rules
from assessments.enums import AssessmentState as State
from assessments.enums import ExplanationState
from assessments.models import Answer, Assessment, Evidence, Explanation
from assessments.settling import final_figure
from campaign.enums import RoundState
from campaign.models import Round
from campaign.rules import explanations_are_open, was_announced
from common.access import Denied, Verdict, allow
from units.enums import Role
from units.queries import Account, standing_of
from units.rules import fills_in_for, is_campaign_manager, may_decide_about

# A sheet that may still be explained: until the result is published.
EXPLAINABLE = (State.PROVISIONAL, State.EXPLAINED, State.FINAL)
WAITING = (ExplanationState.SENT, ExplanationState.REQUESTED)


def explanations_of(answer: Answer) -> list[Explanation]:
    """Every explanation of an answer, oldest first; none where they were not loaded."""
    return getattr(answer, "all_explanations", [])


def newest_explanation(answer: Answer, *, with_drafts: bool) -> Explanation | None:
    """The last one; drafts are for the unit alone."""
    rows = [row for row in explanations_of(answer) if with_drafts or row.state != ExplanationState.DRAFT]
    return rows[-1] if rows else None


def explanation_to_rule(answer: Answer) -> Explanation | None:
    """The explanation that waits for its ruling."""
    return next((row for row in explanations_of(answer) if row.state == ExplanationState.SENT), None)


def is_late(round: Round) -> bool:
    """After the last day the same words become a request for review."""
    return not explanations_are_open(round)


def may_explain(user: Account, answer: Answer) -> Verdict:
    """The unit's own people write, once the provisional result is announced and until publishing.

    Contested can be what was granted otherwise than claimed, once: a ruling stands.
    """
    assessment = answer.assessment
    mine = fills_in_for(user, assessment.participant.unit_id)
    if not mine:
        return mine
    announced = was_announced(assessment.participant.round)
    if assessment.state not in EXPLAINABLE or not announced:
        return Denied("state", _("The sheet has no provisional result to explain."), 409)
    return _is_contestable(answer)


def _is_contestable(answer: Answer) -> Verdict:
    rows = explanations_of(answer)
    if any(row.state in WAITING for row in rows):
        return Denied("duplicate", _("The explanation has been sent; it waits for its ruling."), 409)
    if any(row.is_ruled for row in rows):
        return Denied("ruled", _("This criterion has its ruling already."), 409)
    figure = final_figure(answer)
    if figure is None or not figure.applies or figure.points == answer.points:
        return Denied("as_claimed", _("The points were granted as claimed."), 409)
    return allow


def may_send(user: Account, answer: Answer) -> Verdict:
    """The head sends, as the head submits."""
    head = rules.is_head_of(user, answer.assessment)
    return may_explain(user, answer) if head else head


def may_change_proof(user: Account, evidence: Evidence, *, is_returned: bool) -> Verdict:
    """Proof of an answer while it may be edited; proof of an explanation until that is sent."""
    if evidence.explanation is None:
        return rules.may_edit_answer(user, evidence.answer, is_returned=is_returned)
    return may_prove(user, evidence.explanation)


def may_prove(user: Account, explanation: Explanation) -> Verdict:
    """Files and citations are added to an explanation that is still being written."""
    mine = fills_in_for(user, explanation.answer.assessment.participant.unit_id)
    if not mine:
        return mine
    if explanation.state != ExplanationState.DRAFT:
        return Denied("locked", _("The explanation has been sent and cannot be changed."), 409)
    if explanation.answer.assessment.state not in EXPLAINABLE:
        return Denied("state", _("The sheet has no provisional result to explain."), 409)
    return allow


def may_rule(user: Account, explanation: Explanation) -> Verdict:
    """An appraiser of the owner office without a conflict, once the explanation is sent."""
    answer = explanation.answer
    verdict = rules.appraises_for(user, answer.assessment, answer.office_id)
    if not verdict:
        return verdict
    if explanation.state != ExplanationState.SENT or answer.assessment.state != State.PROVISIONAL:
        return Denied("state", _("There is no explanation that waits for a ruling."), 409)
    return allow


def may_decide_review(user: Account, assessment: Assessment) -> Verdict:
    """The office in charge decides on late requests; on its own, the office that leads the awards (as at reception)."""
    campaign = assessment.participant.round.phase.campaign
    standing = standing_of(user)
    if assessment.participant.unit_id == campaign.lead_office_id:
        if campaign.award_office_id not in standing.units_as(Role.CAMPAIGN_MANAGER, Role.APPRAISER):
            return Denied("not_office", _("Only the office in charge of the campaign may do this."))
    else:
        manager = is_campaign_manager(user)
        if not manager:
            return manager
    return may_decide_about(user, assessment.participant.unit_id)


def may_accept_review(explanation: Explanation) -> Verdict:
    """A request is accepted while the result is provisional; a final one is taken back first, by its own act."""
    if explanation.state != ExplanationState.REQUESTED:
        return Denied("state", _("This request has been decided already."), 409)
    if explanation.answer.assessment.participant.round.state != RoundState.PROVISIONAL:
        reason = _("The result is final; it has to be taken back, with a reason, before the request is accepted.")
        return Denied("state", reason, 409)
    return allow


def sends_or_decides(user: Account, assessment: Assessment) -> Verdict:
    """A further explanation: sent by the head in time, or accepted by who decides on late requests."""
    return rules.is_head_of(user, assessment) or may_decide_review(user, assessment)
