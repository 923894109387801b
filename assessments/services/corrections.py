"""Corrections after publishing: recorded acts by a document, each with a run of its own, published anew."""

from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from assessments.answer_points import item_rule
from assessments.correcting import may_correct
from assessments.correction_queries import waiting_corrections
from assessments.enums import ColumnKind
from assessments.models import Answer, Approval, Assessment, Column, Correction, Run
from assessments.services.phase_results import phase_compute
from assessments.services.results import approval_matter, final_run, run_make
from assessments.settling import final_figure
from campaign.enums import RoundState
from campaign.models import Round
from common import clock
from common.access import Denied, Refused, require
from common.events import event_log, seal_events
from common.models import CitedDocument
from criteria.scoring import ScoreNote, points_note
from units.enums import Role
from units.models import User
from units.queries import members_with_role, users_with_role
from units.rules import is_campaign_manager
from units.services import message_send, messages_settle


@dataclass(frozen=True, kw_only=True)
class CorrectionInput:
    """The points that are right, why, and the paper that says so (a new one is stored)."""

    points: Decimal
    reason: str
    document: CitedDocument


@transaction.atomic
def correction_record(*, answer: Answer, values: CorrectionInput, by: User) -> Correction:
    """Records other points for an answer of a published sheet and makes the run with them; nothing is shown yet.

    The published run stands until a leader has approved the new one and it is published. Raises Refused.
    """
    Round.objects.select_for_update().get(pk=answer.assessment.participant.round_id)
    row = (
        Answer.objects.select_related("item", "assessment__participant__round__phase__campaign")
        .prefetch_related("columns")
        .get(pk=answer.pk)
    )
    require(may_correct(by, row.assessment))
    figure = final_figure(row)
    before = figure.points if figure else None
    _require_sound(row, before, values)
    if values.document.pk is None:
        values.document.full_clean()
        values.document.save()
    round = row.assessment.participant.round
    waiting = {each.answer_id: each.points for each in waiting_corrections(round)} | {row.pk: values.points}
    run = run_make(round=round, by=by, reason=values.reason, corrected=waiting)
    correction = Correction.objects.create(
        answer=row,
        run=run,
        before=before,
        points=values.points,
        reason=values.reason,
        document=values.document,
        made_by=by,
        made_at=clock.now(),
    )
    event_log(
        actor=by,
        action="round.correction_recorded",
        target=round,
        before="" if before is None else str(before),
        after=str(values.points),
        reason=values.reason,
        data={"item": row.item.code, "unit": row.assessment.participant.unit.code, "run": run.pk},
    )
    message_send(
        to=users_with_role(Role.LEADER),
        text=_("A correction of the published result of %(year)s waits for approval.") % {"year": round.year},
        link=reverse("assessments:round", args=[round.year]),
        matter=approval_matter(round),
    )
    return correction


@transaction.atomic
def correction_withdraw(*, correction: Correction, reason: str, by: User) -> None:
    """Takes a recorded correction back before it is published; what remains is made into a run of its own."""
    round = Round.objects.select_for_update().get(pk=correction.answer.assessment.participant.round_id)
    require(may_correct(by, correction.answer.assessment))
    row = next((each for each in waiting_corrections(round) if each.pk == correction.pk), None)
    if row is None:
        raise Refused(Denied("state", _("This correction does not wait any more."), 409))
    if not reason.strip():
        require(Denied("reason_needed", _("A reason is needed."), 400))
    row.withdrawn_at = clock.now()
    row.save(update_fields=["withdrawn_at"])
    participant = row.answer.assessment.participant
    event_log(
        actor=by,
        action="round.correction_withdrawn",
        target=round,
        reason=reason,
        data={"item": row.answer.item.code, "unit": participant.unit.code},
    )
    left = {each.answer_id: each.points for each in waiting_corrections(round)}
    if left:
        run_make(round=round, by=by, reason=reason, corrected=left)
    else:
        messages_settle(matter=approval_matter(round))


@transaction.atomic
def corrections_publish(*, round: Round, by: User) -> Run:
    """Publishes the approved run with the corrections recorded for it; the former run stays, the phase is made anew."""
    require(is_campaign_manager(by))
    row = Round.objects.select_for_update(of=("self",)).select_related("phase").get(pk=round.pk)
    run = final_run(row)
    waiting = waiting_corrections(row)
    if row.state != RoundState.PUBLISHED or run is None or not waiting:
        raise Refused(Denied("state", _("No correction waits to be published."), 409))
    approvals = Approval.objects.filter(run=run, published_at__isnull=True)
    if not approvals.exists():
        require(Denied("no_approval", _("A leader has not approved the result yet."), 409))
    moment = clock.now()
    approvals.update(published_at=moment)
    for correction in waiting:
        _settle(correction, by)
    Correction.objects.filter(pk__in=[each.pk for each in waiting]).update(published_at=moment)
    reasons = "; ".join(dict.fromkeys(each.reason for each in waiting))
    event_log(actor=by, action="round.corrected", target=row, reason=reasons, data={"run": run.pk})
    phase_compute(phase=row.phase, by=by, reason=reasons)
    seal_events()
    return run


def _settle(correction: Correction, by: User) -> None:
    """The correction becomes a column of its own; the columns before it stay, and so do earlier corrections' rows."""
    answer = correction.answer
    Column.objects.update_or_create(
        answer=answer,
        kind=ColumnKind.CORRECTION,
        defaults={"applies": True, "points": correction.points, "settled_at": clock.now()},
    )
    assessment: Assessment = answer.assessment
    event_log(
        actor=by,
        action="assessment.corrected",
        target=assessment,
        before="" if correction.before is None else str(correction.before),
        after=str(correction.points),
        reason=correction.reason,
        data={"item": answer.item.code},
    )
    message_send(
        to=members_with_role(assessment.participant.unit_id, Role.UNIT_HEAD, Role.UNIT_EDITOR),
        text=_("The published points of criterion %(code)s have been corrected.") % {"code": answer.item.code},
        link=f"{reverse('assessments:sheet', args=[assessment.public_id])}#{answer.item.code}",
    )


def _require_sound(answer: Answer, before: Decimal | None, values: CorrectionInput) -> None:
    if not values.reason.strip():
        require(Denied("reason_needed", _("A reason is needed."), 400))
    if points_note(item_rule(answer.item), values.points) != ScoreNote.OK:
        require(Denied("bad_input", _("These points are not possible for this criterion."), 400))
    if values.points == before:
        require(Denied("bad_input", _("These are the published points already."), 400))
