"""The offices score: marks, requests to complete, finishing, bonus and minus."""

from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from assessments import rules
from assessments.answer_points import item_rule
from assessments.enums import AssessmentState as State
from assessments.enums import ColumnKind, OfficeState
from assessments.models import (
    AdjustmentEntry,
    Answer,
    Assessment,
    Column,
    Mark,
    OfficeAppraisal,
    Return,
)
from assessments.queries import answers_of
from assessments.settling import pending_reason, settled
from assessments.workflow import assessment_move
from common import clock
from common.access import Denied, require
from common.events import event_log
from common.models import CitedDocument
from criteria.enums import AdjustmentKind
from criteria.models import AdjustmentRule
from criteria.scoring import ScoreNote, points_note
from units.enums import Role
from units.models import User
from units.queries import members_with_role, standing_of
from units.services import message_send


@dataclass(frozen=True, kw_only=True)
class MarkInput:
    """What an appraiser decides; `revision` is the number of the revision on the screen (0: none)."""

    revision: int
    applies: bool = True
    points: Decimal | None = None
    reason: str = ""


@transaction.atomic
def mark_give(*, answer: Answer, values: MarkInput, by: User) -> Mark:
    """Grants points for one answer, bound to the revision seen; an earlier mark of the same place is superseded.

    Raises Refused: not allowed, stale revision, points outside the rule, or points that differ without a reason.
    """
    row = _locked(answer)
    require(rules.may_appraise(by, row.assessment, row.office_id, row.second_office_id))
    if row.returns.filter(answered_at__isnull=True).exists():
        require(Denied("state", _("The unit has been asked to complete this criterion."), 409))
    revision = row.revisions.order_by("-number").first()
    if (revision.number if revision else 0) != values.revision:
        require(Denied("stale", _("The unit has changed this answer; look at the new one first."), 409))
    _require_sound(row, values)
    slot = _slot(row, by)
    moment = clock.now()
    row.marks.filter(column=ColumnKind.APPRAISAL_1, slot=slot, superseded_at__isnull=True).update(
        superseded_at=moment
    )
    mark = Mark.objects.create(
        answer=row,
        column=ColumnKind.APPRAISAL_1,
        office_id=_office_of(row, slot),
        appraiser=by,
        revision=revision,
        applies=values.applies,
        points=values.points if values.applies else None,
        reason=values.reason,
        slot=slot,
        made_at=moment,
    )
    if row.assessment.state == State.RECEIVED:
        assessment_move(assessment=row.assessment, name="begin_appraisal", by=by)
    return mark


@transaction.atomic
def return_ask(*, answer: Answer, reason: str, by: User) -> Return:
    """Asks the unit to complete one answer; only that answer opens again."""
    row = _locked(answer)
    require(rules.may_appraise(by, row.assessment, row.office_id, row.second_office_id))
    if not reason.strip():
        require(Denied("reason_needed", _("A reason is needed."), 400))
    if row.returns.filter(answered_at__isnull=True).exists():
        require(Denied("duplicate", _("The unit has already been asked to complete this criterion."), 409))
    require(_part_is_open(row, by))
    request = Return.objects.create(
        answer=row,
        office_id=_own_office(row, by),
        reason=reason,
        asked_by=by,
        asked_at=clock.now(),
    )
    event_log(
        actor=by,
        action="assessment.returned",
        target=row.assessment,
        reason=reason,
        data={"item": row.item.code},
    )
    message_send(
        to=members_with_role(
            row.assessment.participant.unit_id, Role.UNIT_HEAD, Role.UNIT_EDITOR
        ),
        text=_("Please complete criterion %(code)s: %(reason)s")
        % {"code": row.item.code, "reason": reason},
        link=f"{reverse('assessments:sheet', args=[row.assessment.public_id])}#{row.item.code}",
    )
    return request


@transaction.atomic
def office_finish(*, part: OfficeAppraisal, by: User) -> OfficeAppraisal:
    """An office finishes its criteria; with the last office the columns settle and the sheet is appraised."""
    row = (
        OfficeAppraisal.objects.select_for_update(of=("self",))
        .select_related("assessment__participant__round__phase__campaign")
        .get(pk=part.pk)
    )
    require(rules.may_finish(by, row))
    answers = answers_of(row.assessment)
    for answer in answers:
        if row.office_id in (answer.office_id, answer.second_office_id):
            reason = pending_reason(answer, office_id=row.office_id)
            if reason:
                require(
                    Denied("incomplete", _("%(code)s: %(reason)s") % {"code": answer.item.code, "reason": reason}, 409)
                )
    row.state, row.finished_at, row.finished_by = OfficeState.FINISHED, clock.now(), by
    row.save(update_fields=["state", "finished_at", "finished_by"])
    event_log(
        actor=by,
        action="assessment.office_finished",
        target=row.assessment,
        data={"office": row.office_id},
    )
    others = row.assessment.office_appraisals.exclude(state=OfficeState.FINISHED)
    if not others.exists():
        _settle(answers)
        assessment_move(
            assessment=row.assessment, name="end_appraisal", by=by, appraised_at=clock.now()
        )
    return row


@transaction.atomic
def appraisal_reopen(*, assessment: Assessment, reason: str, by: User) -> Assessment:
    """Opens a finished appraisal again, with a reason; every office finishes anew, marks stay."""
    row = assessment_move(assessment=assessment, name="reopen_appraisal", by=by, reason=reason)
    row.office_appraisals.update(state=OfficeState.PENDING, finished_at=None, finished_by=None)
    return row


@transaction.atomic
def adjustment_add(
    *,
    assessment: Assessment,
    rule: AdjustmentRule,
    size: Decimal,
    reason: str,
    by: User | None,
    document: CitedDocument | None = None,
) -> AdjustmentEntry:
    """Enters bonus or minus by a rule of the set; `size` has no sign. Limits count when the result is made."""
    if by is not None:
        require(rules.may_adjust(by, assessment))
    if rule.criteria_set_id != assessment.criteria_set_id or rule.is_late_rule:
        require(Denied("bad_input", _("This item is not entered by hand."), 400))
    if not Decimal(0) < size <= rule.limit:
        require(
            Denied("bad_input", _("At most %(limit)s points for this item.") % {"limit": rule.limit}, 400)
        )
    if not reason.strip():
        require(Denied("reason_needed", _("A reason is needed."), 400))
    entry = AdjustmentEntry.objects.create(
        assessment=assessment,
        rule=rule,
        points=size if rule.kind == AdjustmentKind.BONUS else -size,
        reason=reason,
        document=document,
        entered_by=by,
        entered_at=clock.now(),
    )
    event_log(
        actor=by,
        action="assessment.adjusted",
        target=assessment,
        reason=reason,
        data={"rule": rule.code, "points": str(entry.points)},
    )
    return entry


@transaction.atomic
def adjustment_remove(*, entry: AdjustmentEntry, reason: str, by: User) -> None:
    """Takes a bonus or minus back; the row stays for the history."""
    require(rules.may_adjust(by, entry.assessment))
    if not reason.strip():
        require(Denied("reason_needed", _("A reason is needed."), 400))
    entry.removed_at = clock.now()
    entry.save(update_fields=["removed_at"])
    event_log(
        actor=by,
        action="assessment.adjustment_removed",
        target=entry.assessment,
        reason=reason,
        data={"rule": entry.rule.code, "points": str(entry.points)},
    )


def _locked(answer: Answer) -> Answer:
    return (
        Answer.objects.select_for_update(of=("self",))
        .select_related("item", "assessment__participant__round__phase__campaign")
        .get(pk=answer.pk)
    )


def _require_sound(row: Answer, values: MarkInput) -> None:
    """Points within the rule of the item; a difference from the claim has its reason."""
    if row.not_applicable:
        if values.applies:
            require(
                Denied(
                    "na_claimed",
                    _("The unit claims that the criterion does not apply: grant it, or ask for an answer."),
                    409,
                )
            )
        return
    if not values.applies:
        require(Denied("na_not_claimed", _("The unit has not claimed that it does not apply."), 409))
    if values.points is None:
        require(Denied("bad_input", _("Points are missing."), 400))
    elif points_note(item_rule(row.item), values.points) != ScoreNote.OK:
        require(Denied("bad_input", _("These points are not possible for this criterion."), 400))
    if values.points != row.points and not values.reason.strip():
        require(
            Denied(
                "reason_needed",
                _("The granted points differ from the self-assessed ones; please state the reason."),
                400,
            )
        )


def _slot(row: Answer, by: User) -> int:
    """The place of the mark: first or second appraiser, or the third person who settles a gap."""
    if row.item.appraisers == 1:
        return 1
    current = {
        mark.slot: mark
        for mark in row.marks.filter(column=ColumnKind.APPRAISAL_1, superseded_at__isnull=True)
    }
    for slot, mark in current.items():
        if mark.appraiser_id == by.pk:
            return slot
    offices = standing_of(by).units_as(Role.APPRAISER)
    if 1 not in current and row.office_id in offices:
        return 1
    if 2 not in current and (row.second_office_id or row.office_id) in offices:
        return 2
    if row.office_id in offices and len(current) >= 2:
        return 3
    require(Denied("taken", _("Another appraiser of the office has already scored this criterion."), 409))
    raise AssertionError("require raises")


def _office_of(row: Answer, slot: int) -> int:
    return row.second_office_id or row.office_id if slot == 2 else row.office_id


def _own_office(row: Answer, by: User) -> int:
    offices = standing_of(by).units_as(Role.APPRAISER)
    return row.office_id if row.office_id in offices else row.second_office_id or row.office_id


def _part_is_open(row: Answer, by: User) -> Denied | bool:
    part = row.assessment.office_appraisals.filter(office_id=_own_office(row, by)).first()
    if part and part.state == OfficeState.FINISHED:
        return Denied("state", _("The office has already finished."), 409)
    return True


def _settle(answers: list[Answer]) -> None:
    moment = clock.now()
    for answer in answers:
        figure = settled(answer)
        if figure is None:
            require(Denied("incomplete", _("%(code)s is not settled.") % {"code": answer.item.code}, 409))
            continue
        Column.objects.update_or_create(
            answer=answer,
            kind=ColumnKind.APPRAISAL_1,
            defaults={"applies": figure.applies, "points": figure.points, "settled_at": moment},
        )
