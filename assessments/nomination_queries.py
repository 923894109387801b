"""Named reads of nominated persons: the list of a round by unit with its figures, the initiatives of a report."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from assessments.enums import AssessmentState as State
from assessments.models import AdjustmentEntry, Answer, Assessment, Initiative
from assessments.queries import nominations_for, to_confirm
from assessments.result_rows import Sheet, grade_title, self_totals, sheet_adjusted, sheet_totals
from assessments.rules import may_see_appraisal
from campaign.models import Participant, Round
from criteria.models import CriteriaSet
from criteria.totals import Totals
from units.queries import Account, standing_of


@dataclass(frozen=True)
class PersonRow:
    """A nominated person with the figures of the report; `granted` and what follows only for who may read it.

    `result` is of 100, by the set's rules; persons have no rank.
    """

    sheet: Assessment
    claimed: Totals
    granted: Totals | None = None
    result: Decimal | None = None
    grade: str = ""


@dataclass(frozen=True)
class UnitPersons:
    """A unit with the persons it has nominated in a round."""

    participant: Participant
    rows: tuple[PersonRow, ...]


def persons_by_unit(user: Account, round: Round) -> list[UnitPersons]:
    """Everybody nominated in a round whom the reader may know of, by unit, in a fixed number of queries."""
    answers = Answer.objects.select_related("item__criterion__area").prefetch_related("columns")
    entries = AdjustmentEntry.objects.select_related("rule")
    sheets = (
        nominations_for(user)
        .filter(participant__round=round)
        .select_related("person")
        .prefetch_related(Prefetch("answers", queryset=answers), Prefetch("adjustments", queryset=entries))
        .order_by("participant__cluster__order", "participant__sort", "person__sort", "pk")
    )
    sets = _sets(sheets)
    grouped: dict[int, list[PersonRow]] = {}
    for sheet in sheets:
        grouped.setdefault(sheet.participant_id, []).append(_row(user, sheet, sets[sheet.criteria_set_id]))
    return [UnitPersons(rows[0].sheet.participant, tuple(rows)) for rows in grouped.values()]


def own_nominations(user: Account, round: Round) -> QuerySet[Assessment]:
    """The nominations of the reader's own units that still stand."""
    return (
        nominations_for(user)
        .filter(participant__round=round, participant__unit_id__in=standing_of(user).fills_in)
        .exclude(state=State.WITHDRAWN)
    )


def reports_to_confirm(user: Account, round: Round) -> QuerySet[Assessment]:
    """Drafts of heads with every criterion answered, for the leader who confirms them (rules.may_confirm)."""
    blank = Answer.objects.filter(assessment=OuterRef("pk"), points__isnull=True, not_applicable=False)
    own = getattr(user, "person_id", None) or 0
    rows = nominations_for(user).filter(~Exists(blank), to_confirm(standing_of(user)), participant__round=round)
    return rows.exclude(person=own)


def initiatives_of(assessment: Assessment) -> QuerySet[Initiative]:
    """The initiatives of a report whose proof stands, in the order of the criteria."""
    return (
        Initiative.objects.filter(evidence__answer__assessment=assessment, evidence__removed_at__isnull=True)
        .select_related("document", "evidence__file", "evidence__answer__item")
        .order_by("evidence__answer__item__order", "evidence__added_at", "pk")
    )


def _sets(sheets: Iterable[Assessment]) -> dict[int, CriteriaSet]:
    rows = CriteriaSet.objects.prefetch_related("grade_rules", "adjustment_rules")
    return rows.in_bulk({sheet.criteria_set_id for sheet in sheets})


def _row(user: Account, sheet: Assessment, criteria_set: CriteriaSet) -> PersonRow:
    answers = tuple(sheet.answers.all())
    claimed = self_totals(answers)
    if sheet.state != State.APPRAISED or not may_see_appraisal(user, sheet):
        return PersonRow(sheet, claimed)
    granted = sheet_totals(answers)
    if granted.percentage is None:
        return PersonRow(sheet, claimed, granted)
    entries = tuple(entry for entry in sheet.adjustments.all() if entry.removed_at is None)
    result = sheet_adjusted(
        Sheet(sheet.participant, sheet, answers, entries), granted.percentage, criteria_set
    ).percentage
    return PersonRow(sheet, claimed, granted, result, grade_title(granted, criteria_set, result=result))
