"""Explanations: written and sent by the unit, late ones decided on, ruled on by the owner office."""

from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from assessments import explaining
from assessments.answer_points import item_rule
from assessments.enums import AssessmentState as State
from assessments.enums import ColumnKind, ExplanationState
from assessments.models import Answer, Assessment, Column, Explanation, Mark
from assessments.queries import all_explanations
from assessments.settling import Figure, final_figure
from assessments.workflow import MOVES, assessment_move, verdict_of
from common import clock
from common.access import Denied, Refused, require
from common.events import event_log
from common.versions import save_if_current
from criteria.scoring import ScoreNote, points_note
from units.enums import Role
from units.models import User
from units.queries import members_with_role, users_with_role
from units.services import message_send, messages_settle


@dataclass(frozen=True, kw_only=True)
class RulingInput:
    """What the office concludes: `points` None keeps the points of the first appraisal."""

    points: Decimal | None = None
    reason: str = ""


@transaction.atomic
def explanation_write(*, answer: Answer, expected_version: int, text: str, by: User) -> Explanation:
    """Saves the words to one criterion, not sent yet; `expected_version` 0 begins them.

    Raises Refused, or Stale when somebody else has saved first.
    """
    row = _locked(answer)
    require(explaining.may_explain(by, row))
    draft = next((each for each in row.all_explanations if each.state == ExplanationState.DRAFT), None)
    if draft is None:
        return Explanation.objects.create(answer=row, text=text, written_by=by, written_at=clock.now())
    draft.text, draft.written_by, draft.written_at = text, by, clock.now()
    save_if_current(draft, expected_version=expected_version, fields=["text", "written_by", "written_at"])
    return draft


@transaction.atomic
def explanation_send(*, answer: Answer, by: User) -> Explanation:
    """The head sends what was written: an explanation in time, after the last day a request for review."""
    row = _locked(answer)
    require(explaining.may_send(by, row))
    draft = next((each for each in row.all_explanations if each.state == ExplanationState.DRAFT), None)
    if draft is None or not draft.text.strip():
        raise Refused(Denied("bad_input", _("The explanation has no words yet."), 400))
    _send(row, draft, by)
    return draft


@transaction.atomic
def explanations_send(*, assessment: Assessment, by: User) -> list[Explanation]:
    """Sends everything that has been written to a sheet, together; what has no words yet stays."""
    drafts = Explanation.objects.filter(answer__assessment=assessment, state=ExplanationState.DRAFT).exclude(text="")
    sent = [explanation_send(answer=row.answer, by=by) for row in drafts.select_related("answer")]
    if not sent:
        raise Refused(Denied("bad_input", _("No explanation has been written yet."), 400))
    return sent


@transaction.atomic
def review_decide(*, explanation: Explanation, accept: bool, reason: str, by: User) -> Explanation:
    """Decides on a late request: accepted it is ruled on like an explanation in time, refused it keeps its reason."""
    answer = _locked(explanation.answer)
    row = next((each for each in answer.all_explanations if each.pk == explanation.pk), explanation)
    row.answer = answer
    require(explaining.may_decide_review(by, answer.assessment))
    if row.state != ExplanationState.REQUESTED:
        require(Denied("state", _("This request has been decided already."), 409))
    if accept:
        require(explaining.may_accept_review(row))
    elif not reason.strip():
        require(Denied("reason_needed", _("A reason is needed."), 400))
    row.state = ExplanationState.SENT if accept else ExplanationState.REFUSED
    row.decided_by, row.decided_at, row.decision_reason = by, clock.now(), reason
    _save(row, "state", "decided_by", "decided_at", "decision_reason")
    _log(row, "explanation.accepted" if accept else "explanation.refused", by, reason)
    messages_settle(matter=_matter(row))
    if accept:
        _take_up(answer, by)
        _tell_office(row)
    code = answer.item.code
    text = _("The request to review criterion %(code)s has been accepted; the office rules on it.")
    _tell_unit(row, (text if accept else _("The request to review criterion %(code)s was refused.")) % {"code": code})
    return row


@transaction.atomic
def ruling_give(*, explanation: Explanation, values: RulingInput, by: User) -> Mark:
    """Rules on an explanation: a mark of the second appraisal, settled as its column; the first column stays.

    Raises Refused: not allowed, no reason, points outside the rule of the item or the same as before.
    """
    answer = _locked(explanation.answer)
    row = next((each for each in answer.all_explanations if each.pk == explanation.pk), explanation)
    row.answer = answer
    require(explaining.may_rule(by, row))
    before = final_figure(answer)
    revision = answer.revisions.order_by("-number").first()
    if before is None or revision is None:
        raise Refused(Denied("state", _("The criterion has no granted points."), 409))
    _require_sound(answer, before, values)
    points = before.points if values.points is None else values.points
    moment = clock.now()
    mark = Mark.objects.create(
        answer=answer,
        column=ColumnKind.APPRAISAL_2,
        office_id=answer.office_id,
        appraiser=by,
        revision=revision,
        points=points,
        reason=values.reason,
        made_at=moment,
    )
    Column.objects.create(answer=answer, kind=ColumnKind.APPRAISAL_2, points=points, settled_at=moment)
    row.ruling = mark
    row.state = ExplanationState.KEPT if values.points is None else ExplanationState.ADJUSTED
    _save(row, "state", "ruling")
    _log(row, "explanation.ruled", by, values.reason, before=str(before.points), after=str(points))
    messages_settle(matter=_matter(row))
    _tell_unit(row, _("The explanation of criterion %(code)s has its ruling.") % {"code": answer.item.code})
    sheet = Assessment.objects.get(pk=answer.assessment_id)
    if verdict_of(MOVES["conclude"], by, sheet):
        assessment_move(assessment=sheet, name="conclude", by=by)
    return mark


def _require_sound(answer: Answer, before: Figure, values: RulingInput) -> None:
    if not values.reason.strip():
        require(Denied("reason_needed", _("A ruling states its reason."), 400))
    if values.points is None:
        return
    if points_note(item_rule(answer.item), values.points) != ScoreNote.OK:
        require(Denied("bad_input", _("These points are not possible for this criterion."), 400))
    if values.points == before.points:
        require(Denied("bad_input", _("These are the points of the first appraisal; choose to keep them."), 400))


def _locked(answer: Answer) -> Answer:
    """The answer under the lock of its sheet, with its explanations and columns."""
    Assessment.objects.select_for_update(of=("self",)).get(pk=answer.assessment_id)
    row = (
        Answer.objects.select_related("item", "assessment__participant__round__phase__campaign")
        .prefetch_related("columns")
        .get(pk=answer.pk)
    )
    row.all_explanations = list(all_explanations().filter(answer=row))
    return row


def _send(answer: Answer, draft: Explanation, by: User) -> None:
    draft.is_late = explaining.is_late(answer.assessment.participant.round)
    draft.state = ExplanationState.REQUESTED if draft.is_late else ExplanationState.SENT
    draft.sent_by, draft.sent_at = by, clock.now()
    _save(draft, "state", "is_late", "sent_by", "sent_at")
    draft.answer = answer
    _log(draft, "explanation.requested" if draft.is_late else "explanation.sent", by)
    if not draft.is_late:
        _take_up(answer, by)
        _tell_office(draft)
        return
    round = answer.assessment.participant.round
    message_send(
        to=users_with_role(Role.CAMPAIGN_MANAGER),
        text=_("%(unit)s asks for criterion %(code)s to be reviewed after the last day.")
        % {"unit": answer.assessment.participant.printed_name, "code": answer.item.code},
        link=f"{reverse('assessments:round', args=[round.year])}#reviews",
        matter=_matter(draft),
    )


def _take_up(answer: Answer, by: User) -> None:
    """A sheet whose explanations all had their rulings waits again."""
    if answer.assessment.state == State.EXPLAINED:
        assessment_move(assessment=answer.assessment, name="explain_again", by=by)


def _save(row: Explanation, *fields: str) -> None:
    row.version += 1
    row.save(update_fields=[*fields, "version"])


def _log(row: Explanation, action: str, by: User, reason: str = "", **change: str) -> None:
    sheet = row.answer.assessment
    data = {"item": row.answer.item.code, "unit": sheet.subject_name, "explanation": str(row.public_id)}
    event_log(actor=by, action=action, target=sheet, reason=reason, data=data, **change)


def _matter(row: Explanation) -> str:
    return f"explanation:{row.public_id}"


def _tell_office(row: Explanation) -> None:
    answer = row.answer
    message_send(
        to=members_with_role(answer.office_id, Role.APPRAISER),
        text=_("%(unit)s explains criterion %(code)s; a ruling is needed.")
        % {"unit": answer.assessment.participant.printed_name, "code": answer.item.code},
        link=f"{reverse('assessments:desk', args=[answer.assessment.public_id])}?item={answer.item.code}",
        matter=_matter(row),
    )


def _tell_unit(row: Explanation, text: str) -> None:
    assessment = row.answer.assessment
    message_send(
        to=members_with_role(assessment.participant.unit_id, Role.UNIT_HEAD, Role.UNIT_EDITOR),
        text=text,
        link=f"{reverse('assessments:sheet', args=[assessment.public_id])}#{row.answer.item.code}",
    )
