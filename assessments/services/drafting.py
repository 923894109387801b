"""The unit fills in its sheet: start, save an answer with a version check, keep a revision per editing session."""

import datetime
from dataclasses import dataclass, fields
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from assessments import rules
from assessments.answer_points import scored
from assessments.models import Answer, AnswerRevision, Assessment
from assessments.not_applicable import fits
from assessments.queries import is_returned
from campaign.models import AssignedTarget, Participant, Round
from common import clock
from common.access import Denied, require
from common.events import event_log
from common.versions import save_if_current
from criteria.models import NotApplicableReason, Option
from criteria.queries import assigned_items
from units.models import User

SESSION = datetime.timedelta(minutes=30)


@dataclass(frozen=True, kw_only=True)
class AnswerInput:
    """Everything a form sends for one answer."""

    option: Option | None = None
    yes_no: bool | None = None
    amount_a: Decimal | None = None
    amount_b: Decimal | None = None
    claimed: Decimal | None = None
    not_applicable: bool = False
    na_reason: NotApplicableReason | None = None
    na_text: str = ""
    narrative: str = ""


@transaction.atomic
def assessment_start(*, participant: Participant, by: User) -> Assessment:
    """The sheet of a participant with one empty answer per applicable item; an existing one is returned."""
    known = Assessment.objects.filter(participant=participant).first()
    if known:
        return known
    require(rules.may_start(by, participant))
    # The set may be changing at this moment.
    round = (
        Round.objects.select_for_update(of=("self",))
        .select_related("phase__campaign", "collective_set")
        .get(pk=participant.round_id)
    )
    criteria_set = round.collective_set
    if criteria_set is None:
        raise ValueError("an open round has its criteria set")
    row, made = Assessment.objects.get_or_create(
        participant=participant,
        person=None,
        defaults={"criteria_set": criteria_set, "created_at": clock.now()},
    )
    if not made:
        return row
    answers_begin(row, participant, round)
    event_log(actor=by, action="assessment.started", target=row, after=row.state)
    return row


def answers_begin(row: Assessment, participant: Participant, round: Round) -> None:
    """One empty answer per item of the sheet's set that applies to the unit, each with its offices."""
    campaign = round.phase.campaign
    items = assigned_items(
        criteria_set=row.criteria_set,
        kind_id=participant.kind_id,
        unit_id=participant.unit_id,
        lead_id=campaign.lead_office_id,
        substitute_id=campaign.award_office_id,
    )
    Answer.objects.bulk_create(
        Answer(
            assessment=row,
            item=entry.item,
            office_id=entry.owner_id,
            second_office_id=entry.second_owner_id,
        )
        for entry in items
    )


@transaction.atomic
def answer_save(*, answer: Answer, expected_version: int, values: AnswerInput, by: User, apart: bool = False) -> Answer:
    """Saves one answer if `expected_version` is still its version.

    Raises Stale with the stored answer when somebody saved in between (nothing is overwritten), Refused when the
    answer is closed or the reason for not applying does not fit the item and the person. The points are computed by
    the rule of the item; they stay empty while something is missing.
    A save that changes nothing leaves version, author and history alone.
    `apart`: the save begins a line of the history, so that what it replaces stays there (another window, a conflict).
    """
    row = (
        Answer.objects.select_for_update(of=("self",))
        .select_related("item", "assessment__participant__round")
        .get(pk=answer.pk)
    )
    require(
        rules.may_edit_answer(by, row, is_returned=is_returned(row)),
        kept=_("What you typed is still in the form."),
    )
    if values.not_applicable and values.na_reason and not fits(row, values.na_reason):
        require(Denied("na_unfit", _("This reason for not applying does not fit this criterion."), 409))
    before = _stored(row)
    for field in fields(values):
        setattr(row, field.name, getattr(values, field.name))
    _clear_what_does_not_apply(row)
    row.points = None if row.not_applicable else points_of(row)
    if row.version == expected_version and _stored(row) == before:
        return row  # whose text it is, and its history, stay as they are
    row.updated_at = clock.now()
    row.updated_by = by
    save_if_current(
        row,
        expected_version=expected_version,
        fields=[*Answer.VALUE_FIELDS, "updated_at", "updated_by"],
    )
    keep_revision(row, by, apart=apart)
    return row


@transaction.atomic
def difficulties_save(*, assessment: Assessment, expected_version: int, text: str, by: User) -> Assessment:
    """Saves section V of the sheet (difficulties, proposals) if the version still holds."""
    row = Assessment.every.select_related("participant").get(pk=assessment.pk)
    require(rules.may_fill_in(by, row))
    row.difficulties = text
    save_if_current(row, expected_version=expected_version, fields=["difficulties"])
    return row


def points_of(row: Answer) -> Decimal | None:
    """What an answer is worth by the rule of its item; None while something is missing."""
    target = AssignedTarget.objects.filter(participant_id=row.assessment.participant_id, item_id=row.item_id).first()
    return scored(row.item, row, target).points


def _stored(row: Answer) -> list[object]:
    """The values of an answer as columns, without asking for the rows they name."""
    return [row.serializable_value(name) for name in Answer.VALUE_FIELDS]


def _clear_what_does_not_apply(row: Answer) -> None:
    """An answer keeps no reason for not applying; a claim "does not apply" keeps figures, which count for nothing."""
    if not row.not_applicable:
        row.na_reason, row.na_text = None, ""


def keep_revision(row: Answer, by: User, *, apart: bool = False) -> None:
    """Folds saves of one editing session into one revision; a frozen revision, and what is saved apart, is its own."""
    moment = clock.now()
    revision = row.revisions.order_by("-number").first()
    number = revision.number + 1 if revision else 1
    if revision is None or apart or not _continues(revision, by, moment):
        revision = AnswerRevision(answer=row, number=number, editor=by, started_at=moment)
    revision.copy_values(row)
    revision.saved_at = moment
    revision.save()


def _continues(revision: AnswerRevision, by: User, moment: datetime.datetime) -> bool:
    """Whether a save belongs to the editing session of the newest revision."""
    return not revision.is_frozen and revision.editor_id == by.pk and moment - revision.saved_at <= SESSION
