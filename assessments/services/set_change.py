"""A running round moves to another version of its criteria set, by a recorded act (architecture decision 4).

Answers to unchanged criteria stay with their marks. Answers to changed and new criteria open again: as part of a
draft, else as a request to complete. Answers to criteria that fell away are set aside with their history.
"""

from collections import Counter
from dataclasses import dataclass, field

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from assessments import rules
from assessments.enums import AssessmentState as State
from assessments.enums import OfficeState
from assessments.models import Answer, Assessment, OfficeAppraisal, Return
from assessments.queries import answers_of, is_returned
from assessments.services.drafting import keep_revision, points_of
from assessments.workflow import assessment_move
from campaign.models import AssignedTarget, Participant, Round
from campaign.services import round_set_write
from common import clock
from common.access import require
from common.events import event_log
from criteria.enums import ItemKind
from criteria.models import CriteriaSet, Item, Option
from criteria.queries import AssignedItem, assigned_items, criteria_of
from criteria.versions import ItemChange, ItemFate, item_changes
from units.enums import Role
from units.models import User
from units.queries import members_with_role
from units.services import message_send


@dataclass
class SheetChange:
    """What happened to one sheet: codes of its items by what became of their answers."""

    reopened: list[str] = field(default_factory=list)
    handed_on: list[str] = field(default_factory=list)
    set_aside: list[str] = field(default_factory=list)
    offices: set[int] = field(default_factory=set)


def set_changes(round: Round, criteria_set: CriteriaSet) -> list[ItemChange]:
    """What the move to a version would change, item by item."""
    if round.collective_set is None:
        return []
    return item_changes(criteria_of(round.collective_set), criteria_of(criteria_set))


@transaction.atomic
def round_set_change(*, round: Round, criteria_set: CriteriaSet, reason: str, by: User) -> Round:
    """Moves a round that is open or under appraisal, with every sheet, to another published version of its set.

    The unit of each participant is told. Raises Refused; nothing is changed then.
    """
    require(rules.may_change_set(by, round, criteria_set))
    changes = set_changes(round, criteria_set)
    row = round_set_write(round=round, criteria_set=criteria_set, reason=reason, by=by)
    fates = {change.code: change.fate for change in changes}
    _carry_targets(row, changes)
    sheets = {
        sheet.participant_id: sheet
        for sheet in Assessment.objects.select_for_update(of=("self",))
        .filter(participant__round=row)
        .select_related("participant__round__phase__campaign", "criteria_set")
        .order_by("pk")
    }
    reached: Counter[int] = Counter()
    for participant in row.participants.select_related("unit").order_by("pk"):
        sheet = sheets.get(participant.pk)
        change = _sheet_change(sheet, criteria_set, fates, reason, by) if sheet else SheetChange()
        _tell(participant, sheet, criteria_set, change, reason)
        if sheet and sheet.state not in (State.DRAFT, State.SUBMITTED):
            reached.update(change.offices)
    _tell_offices(row, criteria_set, reached, reason)
    return row


def _sheet_change(
    sheet: Assessment, criteria_set: CriteriaSet, fates: dict[str, ItemFate], reason: str, by: User
) -> SheetChange:
    campaign = sheet.participant.round.phase.campaign
    assigned = {
        entry.item.code: entry
        for entry in assigned_items(
            criteria_set=criteria_set,
            kind_id=sheet.participant.kind_id,
            unit_id=sheet.participant.unit_id,
            lead_id=campaign.lead_office_id,
            substitute_id=campaign.award_office_id,
        )
    }
    done = SheetChange()
    before = str(sheet.criteria_set)
    sheet.criteria_set = criteria_set
    sheet.version += 1
    sheet.save(update_fields=["criteria_set", "version"])
    answers = {answer.item.code: answer for answer in answers_of(sheet)}
    for code, answer in answers.items():
        entry = assigned.get(code)
        if entry is None:
            _set_aside(answer, done, by)
        elif fates[code] == ItemFate.SAME and _carried(answer, entry.item):
            _keep(answer, entry, done)
        else:
            _reopen(answer, entry, done, by)
    for code, entry in assigned.items():
        if code not in answers:
            _add(sheet, entry, done, by)
    _carry_adjustments(sheet, criteria_set, by)
    event_log(
        actor=by,
        action="assessment.set_changed",
        target=sheet,
        before=before,
        after=str(criteria_set),
        reason=reason,
        data={"items": done.reopened, "handed_on": done.handed_on, "set_aside": done.set_aside},
    )
    _at_the_offices(sheet, done, reason, by)
    return done


def _set_aside(answer: Answer, done: SheetChange, by: User) -> None:
    """Its criterion fell away; the row keeps its item, its marks and its evidence."""
    answer.set_aside_at = clock.now()
    answer.save(update_fields=["set_aside_at"])
    answer.returns.filter(answered_at__isnull=True).update(answered_at=clock.now(), answered_by=by, is_withdrawn=True)
    done.set_aside.append(answer.item.code)


def _keep(answer: Answer, entry: AssignedItem, done: SheetChange) -> None:
    """The same item of the new version; another office scores anew."""
    offices = (answer.office_id, answer.second_office_id)
    _place(answer, entry)
    answer.save(update_fields=["item", "option", "na_reason", "office", "second_office"])
    if offices != (answer.office_id, answer.second_office_id):
        _drop_marks(answer)
        done.handed_on.append(entry.item.code)
        done.offices |= _offices_of(answer)


def _reopen(answer: Answer, entry: AssignedItem, done: SheetChange, by: User) -> None:
    """Words and proof stay, figures too where they are asked for in the same way; the points are counted anew."""
    same_figures = (answer.item.kind, answer.item.measure) == (entry.item.kind, entry.item.measure)
    _place(answer, entry)
    answer.option = answer.claimed = None
    if answer.not_applicable and answer.na_reason is None:
        answer.not_applicable, answer.na_text = False, ""
    if not same_figures:
        answer.yes_no = answer.amount_a = answer.amount_b = None
    answer.points = None if answer.not_applicable else points_of(answer)
    answer.version += 1
    answer.save(update_fields=[*Answer.VALUE_FIELDS, "item", "office", "second_office", "version"])
    # An answer that was sent keeps the revision the offices saw until the unit saves it anew.
    if answer.assessment.state == State.DRAFT and answer.revisions.exists():
        keep_revision(answer, by)
    _drop_marks(answer)
    done.reopened.append(entry.item.code)
    done.offices |= _offices_of(answer)


def _add(sheet: Assessment, entry: AssignedItem, done: SheetChange, by: User) -> None:
    """An empty answer to a new item, or the one set aside by an earlier change."""
    earlier = Answer.with_set_aside.filter(assessment=sheet, item__code=entry.item.code).first()
    if earlier:
        earlier.assessment, earlier.set_aside_at = sheet, None
        earlier.save(update_fields=["set_aside_at"])
        _reopen(earlier, entry, done, by)
        return
    answer = Answer(assessment=sheet, item=entry.item, office_id=entry.owner_id, second_office_id=entry.second_owner_id)
    answer.save()
    done.reopened.append(entry.item.code)
    done.offices |= _offices_of(answer)


def _place(answer: Answer, entry: AssignedItem) -> None:
    """Sets item and offices, and takes option and reason over to the rows of the new version with the same words."""
    option = answer.option
    answer.item = entry.item
    answer.office_id, answer.second_office_id = entry.owner_id, entry.second_owner_id
    answer.option = option and _option_like(option.text, entry.item)
    if answer.na_reason is not None:
        reasons = answer.assessment.criteria_set.na_reasons
        answer.na_reason = reasons.filter(text=answer.na_reason.text).first()


def _carried(answer: Answer, item: Item) -> bool:
    """Whether what was chosen exists in the new version too."""
    if answer.na_reason is not None:
        return answer.assessment.criteria_set.na_reasons.filter(text=answer.na_reason.text).exists()
    return answer.item.kind != ItemKind.OPTIONS or answer.option is None or bool(_option_like(answer.option.text, item))


def _option_like(text: str, item: Item) -> Option | None:
    return item.options.filter(text=text).first()


def _drop_marks(answer: Answer) -> None:
    """Marks given on the former version stay for the history and count no more."""
    answer.marks.filter(superseded_at__isnull=True).update(superseded_at=clock.now())


def _offices_of(answer: Answer) -> set[int]:
    return {office for office in (answer.office_id, answer.second_office_id) if office}


def _at_the_offices(sheet: Assessment, done: SheetChange, reason: str, by: User) -> None:
    """A sheet that has been sent: the unit is asked to complete what opened, and the offices' parts open with it."""
    if sheet.state == State.DRAFT:
        return
    answers = answers_of(sheet)
    Return.objects.bulk_create(
        Return(
            answer=answer,
            office_id=answer.office_id,
            reason=reason,
            asked_by=by,
            asked_at=clock.now(),
            is_of_new_version=True,
        )
        for answer in answers
        if answer.item.code in done.reopened and not is_returned(answer)
    )
    if sheet.state == State.SUBMITTED:
        return
    if sheet.state == State.APPRAISED and done.offices:
        assessment_move(assessment=sheet, name="reopen_appraisal", by=by, reason=reason)
    needed = set().union(*(_offices_of(answer) for answer in answers))
    OfficeAppraisal.objects.bulk_create(
        (OfficeAppraisal(assessment=sheet, office_id=office) for office in sorted(needed)), ignore_conflicts=True
    )
    finished = sheet.office_appraisals.filter(office_id__in=done.offices, state=OfficeState.FINISHED)
    finished.update(state=OfficeState.PENDING, finished_at=None, finished_by=None)


def _carry_targets(round: Round, changes: list[ItemChange]) -> None:
    """Targets given to single units go over to the item of the new version."""
    for change in changes:
        if change.before and change.after:
            AssignedTarget.objects.filter(participant__round=round, item=change.before).update(item=change.after)


def _carry_adjustments(sheet: Assessment, criteria_set: CriteriaSet, by: User) -> None:
    """Bonus and minus go over by the code of their rule; where the rule fell away, they are taken back."""
    rules_by_code = {rule.code: rule for rule in criteria_set.adjustment_rules.all()}
    for entry in sheet.adjustments.filter(removed_at__isnull=True).select_related("rule"):
        rule = rules_by_code.get(entry.rule.code)
        if rule is not None:
            entry.rule = rule
            entry.save(update_fields=["rule"])
            continue
        entry.removed_at = clock.now()
        entry.save(update_fields=["removed_at"])
        data = {"rule": entry.rule.code, "points": str(entry.points), "unit": sheet.subject_name}
        event_log(actor=by, action="assessment.adjustment_removed", target=sheet, data=data)


def _tell_offices(round: Round, criteria_set: CriteriaSet, reached: Counter[int], reason: str) -> None:
    """Each office whose parts opened again or that waits for additions learns how many sheets this touches."""
    for office_id, count in sorted(reached.items()):
        facts = {"year": round.year, "version": criteria_set.version, "count": count, "reason": reason}
        text = _(
            "The round %(year)s goes on with version %(version)s of the criteria set; sheets of your office to be "
            "appraised anew in part: %(count)s. Reason: %(reason)s"
        )
        message_send(
            to=members_with_role(office_id, Role.APPRAISER), text=text % facts, link=reverse("assessments:queue")
        )


def _tell(
    participant: Participant, sheet: Assessment | None, criteria_set: CriteriaSet, change: SheetChange, reason: str
) -> None:
    facts = {
        "year": participant.round.year,
        "version": criteria_set.version,
        "reason": reason,
        "codes": ", ".join(change.reopened),
    }
    text = _("The round %(year)s goes on with version %(version)s of the criteria set. Reason: %(reason)s")
    if change.reopened:
        text = _(
            "The round %(year)s goes on with version %(version)s of the criteria set. "
            "Please answer anew: %(codes)s. Reason: %(reason)s"
        )
    link = reverse("assessments:sheet", args=[sheet.public_id]) if sheet else reverse("reports:home")
    message_send(
        to=members_with_role(participant.unit_id, Role.UNIT_HEAD, Role.UNIT_EDITOR), text=text % facts, link=link
    )
