"""The offices score: marks, requests to complete, finishing, bonus and minus."""

from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from assessments import rules
from assessments.answer_points import item_rule
from assessments.desk_lines import is_blind
from assessments.enums import AssessmentState as State
from assessments.enums import ColumnKind, OfficeState
from assessments.marking import (
    THIRD,
    may_mark,
    may_open_marks,
    may_return,
    may_take_back,
    office_of,
    own_office,
    slot_for,
)
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
from assessments.settling import current_marks, needs_third, pending_reason, settled
from assessments.workflow import assessment_move
from common import clock
from common.access import Denied, Refused, require
from common.dates import format_clock
from common.events import event_log
from common.models import CitedDocument
from criteria.enums import AdjustmentKind
from criteria.models import AdjustmentRule
from criteria.scoring import ScoreNote, points_note
from units.enums import Role
from units.models import User
from units.queries import faces, members_with_role
from units.services import message_send


@dataclass(frozen=True, kw_only=True)
class MarkInput:
    """What an appraiser decides; `revision` is the number of the revision on the screen (0: none).

    `standing` is the number of the mark on the screen that this one would replace (0: none); None asks no question.
    """

    revision: int
    standing: int | None = None
    applies: bool = True
    points: Decimal | None = None
    reason: str = ""


@transaction.atomic
def mark_give(*, answer: Answer, values: MarkInput, by: User) -> Mark:
    """Grants points for one answer, bound to the revision seen; an earlier mark of the same place is superseded.

    A third person's mark falls with a new mark of one of the two it stood between. Where the two marks end up too far
    apart, a finished part of the owner office opens again. Raises Refused: not allowed, part finished, both marks given
    and so locked, stale revision, points outside the rule, or points that differ without a reason.
    """
    row = _locked(answer)
    require(may_mark(by, row))
    slot = slot_for(by, row) or 1
    revision = row.revisions.order_by("-number").first()
    if (revision.number if revision else 0) != values.revision:
        require(Denied("stale", _("The unit has changed this answer; look at the new one first."), 409))
    if revision is None:
        raise Refused(Denied("no_answer", _("The unit has not answered this criterion; ask it to complete it."), 409))
    _require_sound(row, values, slot)
    _require_seen(row, values, slot)
    moment = clock.now()
    replaced = [slot] if slot == THIRD else [slot, THIRD]
    row.marks.filter(column=ColumnKind.APPRAISAL_1, slot__in=replaced, superseded_at__isnull=True).update(
        superseded_at=moment
    )
    mark = Mark.objects.create(
        answer=row,
        column=ColumnKind.APPRAISAL_1,
        office_id=office_of(row, slot),
        appraiser=by,
        revision=revision,
        applies=values.applies,
        points=values.points if values.applies else None,
        reason=values.reason,
        slot=slot,
        made_at=moment,
    )
    # On the mark, not on the sheet: the unit reads the events of its sheet.
    row.live_marks = _live_marks(row)
    event_log(
        actor=by,
        action="mark.given",
        target=mark,
        reason="" if is_blind(row) else values.reason,
        data=_about(row) | {"slot": slot, **_told(row, mark)},
    )
    if needs_third(row):
        _part_reopen(row, row.office_id, by)
    if row.assessment.state == State.RECEIVED:
        assessment_move(assessment=row.assessment, name="begin_appraisal", by=by)
    return mark


@transaction.atomic
def marks_reopen(*, answer: Answer, reason: str, by: User) -> None:
    """The office in charge opens two locked marks again, with a reason: both appraisers score anew and are told.

    The marks stay in the history and count no more; finished parts of their offices open again. Raises Refused.
    """
    row = _locked(answer)
    require(may_open_marks(by, row))
    if not reason.strip():
        require(Denied("reason_needed", _("A reason is needed."), 400))
    marks = current_marks(row)
    row.marks.filter(pk__in=[mark.pk for mark in marks.values()]).update(superseded_at=clock.now())
    for office_id in {mark.office_id for mark in marks.values()}:
        _part_reopen(row, office_id, by)
    # On the mark, not on the sheet: the unit reads the events of its sheet.
    event_log(actor=by, action="mark.reopened", target=marks[1], reason=reason, data=_about(row))
    message_send(
        to=[marks[slot].appraiser for slot in (1, 2)],
        text=_("Please score criterion %(code)s anew: %(reason)s") % {"code": row.item.code, "reason": reason},
        link=f"{reverse('assessments:desk', args=[row.assessment.public_id])}?item={row.item.code}",
    )


@transaction.atomic
def return_ask(*, answer: Answer, reason: str, by: User) -> Return:
    """Asks the unit to complete one answer; only that answer opens again, and the other office's part with it."""
    row = _locked(answer)
    require(may_return(by, row))
    if not reason.strip():
        require(Denied("reason_needed", _("A reason is needed."), 400))
    office_id = own_office(by, row)
    for other in {row.office_id, row.second_office_id or office_id} - {office_id}:
        _part_reopen(row, other, by)
    request = Return.objects.create(
        answer=row,
        office_id=office_id,
        reason=reason,
        asked_by=by,
        asked_at=clock.now(),
    )
    event_log(
        actor=by,
        action="assessment.returned",
        target=row.assessment,
        reason=reason,
        data=_about(row),
    )
    message_send(
        to=members_with_role(row.assessment.participant.unit_id, Role.UNIT_HEAD, Role.UNIT_EDITOR),
        text=_("Please complete criterion %(code)s: %(reason)s") % {"code": row.item.code, "reason": reason},
        link=f"{reverse('assessments:sheet', args=[row.assessment.public_id])}#{row.item.code}",
    )
    return request


@transaction.atomic
def return_take_back(*, answer: Answer, by: User) -> Return:
    """The office takes its own request back until the unit begins to change the answer; the unit is told."""
    row = _locked(answer)
    require(may_take_back(by, row))
    request = row.returns.get(answered_at__isnull=True)
    request.answered_at, request.answered_by, request.is_withdrawn = clock.now(), by, True
    request.save(update_fields=["answered_at", "answered_by", "is_withdrawn"])
    event_log(actor=by, action="assessment.return_withdrawn", target=row.assessment, data=_about(row))
    message_send(
        to=members_with_role(row.assessment.participant.unit_id, Role.UNIT_HEAD, Role.UNIT_EDITOR),
        text=_("Criterion %(code)s need not be completed any more.") % {"code": row.item.code},
        link=f"{reverse('assessments:sheet', args=[row.assessment.public_id])}#{row.item.code}",
    )
    return request


@transaction.atomic
def office_finish(*, part: OfficeAppraisal, by: User) -> OfficeAppraisal:
    """An office finishes its criteria; with the last office the columns settle and the sheet is appraised."""
    # Two offices that finish at the same moment wait here for each other, else neither would see itself as the last.
    Assessment.every.select_for_update(of=("self",)).get(pk=part.assessment_id)
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
        data={"office": row.office_id, "name": _office_name(row.office_id), "unit": row.assessment.subject_name},
    )
    others = row.assessment.office_appraisals.exclude(state=OfficeState.FINISHED)
    if not others.exists():
        _settle(answers)
        assessment_move(assessment=row.assessment, name="end_appraisal", by=by, appraised_at=clock.now())
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
    """Enters bonus or minus by a rule of the set; `size` has no sign, a new `document` is stored with it.

    Limits over several entries count when the result is made.
    """
    if by is not None:
        require(rules.may_adjust(by, assessment))
    if rule.criteria_set_id != assessment.criteria_set_id or rule.is_late_rule:
        require(Denied("bad_input", _("This item is not entered by hand."), 400))
    if not Decimal(0) < size <= rule.limit:
        require(Denied("bad_input", _("At most %(limit)s points for this item.") % {"limit": rule.limit}, 400))
    if not reason.strip():
        require(Denied("reason_needed", _("A reason is needed."), 400))
    if document is not None and document.pk is None:
        document.full_clean()
        document.save()
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
        data={"rule": rule.code, "points": str(entry.points), "unit": assessment.subject_name},
    )
    return entry


@transaction.atomic
def adjustment_remove(*, entry: AdjustmentEntry, reason: str, by: User) -> None:
    """Takes a bonus or minus back; the row stays for the history."""
    require(rules.may_adjust(by, entry.assessment))
    if entry.removed_at is not None:
        require(Denied("state", _("This entry has already been removed."), 409))
    if not reason.strip():
        require(Denied("reason_needed", _("A reason is needed."), 400))
    entry.removed_at = clock.now()
    entry.save(update_fields=["removed_at"])
    event_log(
        actor=by,
        action="assessment.adjustment_removed",
        target=entry.assessment,
        reason=reason,
        data={"rule": entry.rule.code, "points": str(entry.points), "unit": entry.assessment.subject_name},
    )


def _locked(answer: Answer) -> Answer:
    """The answer under the lock of its sheet, with the marks that stand."""
    Assessment.every.select_for_update(of=("self",)).get(pk=answer.assessment_id)
    row = (
        Answer.objects.select_for_update(of=("self",))
        .select_related("item", "assessment__participant__round__phase__campaign")
        .get(pk=answer.pk)
    )
    row.live_marks = _live_marks(row)
    row.all_returns = list(row.returns.all())
    return row


def _about(row: Answer) -> dict[str, object]:
    """Which criterion of whose sheet, so that the log is understood without opening anything."""
    return {"item": row.item.code, "unit": row.assessment.subject_name}


def _office_name(office_id: int) -> str:
    return faces(clock.today(), unit_ids=[office_id])[office_id].short_name


def _told(row: Answer, mark: Mark) -> dict[str, object]:
    """The points for the log; of two appraisers' items it is silent until both are given, then it tells both."""
    if row.item.appraisers == 1:
        return {"points": _words(mark)}
    return {} if is_blind(row) else {"marks": {slot: _words(each) for slot, each in sorted(current_marks(row).items())}}


def _words(mark: Mark) -> str | None:
    return None if mark.points is None else str(mark.points)


def _live_marks(row: Answer) -> list[Mark]:
    return list(row.marks.filter(superseded_at__isnull=True).select_related("revision", "appraiser"))


def _require_sound(row: Answer, values: MarkInput, slot: int) -> None:
    """Points within the rule of the item; a difference from the claim, and a third person's points, have a reason."""
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
    if values.reason.strip():
        return
    if slot == THIRD:
        require(Denied("reason_needed", _("Who settles between two marks states the reason."), 400))
    if values.points != row.points:
        require(
            Denied(
                "reason_needed",
                _("The granted points differ from the self-assessed ones; please state the reason."),
                400,
            )
        )


def _require_seen(row: Answer, values: MarkInput, slot: int) -> None:
    """A colleague's mark is replaced only by who has seen it."""
    mark = current_marks(row).get(slot)
    if mark is None or values.standing in (None, mark.pk):
        return
    facts = {"who": mark.appraiser, "time": format_clock(clock.local(mark.made_at))}
    require(Denied("overtaken", _("%(who)s scored this criterion at %(time)s; look at it first.") % facts, 409))


def _part_reopen(row: Answer, office_id: int, by: User) -> None:
    """Takes a finished part of an office up again, because one of its answers is not settled any more."""
    parts = row.assessment.office_appraisals.filter(office_id=office_id, state=OfficeState.FINISHED)
    if parts.update(state=OfficeState.PENDING, finished_at=None, finished_by=None):
        event_log(
            actor=by,
            action="assessment.office_reopened",
            target=row.assessment,
            data=_about(row) | {"office": office_id, "name": _office_name(office_id)},
        )


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
