"""Named reads of the appraiser: the queue with its counts, sheets on the desk, last year's points, all marks."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from django.db.models import (
    Count,
    Exists,
    IntegerField,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    prefetch_related_objects,
)
from django.db.models.functions import Coalesce

from assessments.enums import AssessmentState as State
from assessments.enums import ColumnKind, ExplanationState, OfficeState
from assessments.marking import may_settle
from assessments.models import (
    AdjustmentEntry,
    Answer,
    AnswerRevision,
    Assessment,
    CannedReason,
    Evidence,
    Explanation,
    Mark,
    OfficeAppraisal,
    Return,
    SignedCopy,
)
from assessments.queries import all_explanations, live_evidence, parts_for, sheets_for, targets_of
from assessments.rules import AT_THE_DESK
from assessments.settling import Figure, final_figure, needs_third
from campaign.models import AssignedTarget, Round
from common import clock
from common.text import search_text
from criteria.models import AdjustmentRule
from criteria.scoring import two_marks
from units.enums import Role
from units.models import UnitVersion
from units.queries import Account, standing_of


class QueueGroup(StrEnum):
    """Where a part of an office stands in the queue; WAITING as long as the unit completes one criterion or more."""

    UNSCORED = "unscored"
    WAITING = "waiting"
    EXPLAINED = "explained"
    FINISHED = "finished"


class Whose(StrEnum):
    """Whose sheets of the office are asked for."""

    ALL = ""
    MINE = "mine"
    FOR_ME = "for_me"


@dataclass(frozen=True)
class QueueRow:
    """One part of the reader's office: how many of its criteria are scored, sent back, or need a third person.

    `explained`: how many explanations wait for the office's ruling.
    """

    part: OfficeAppraisal
    total: int
    done: int
    returned: int
    gaps: int
    explained: int = 0
    is_mine: bool = False

    @property
    def left(self) -> int:
        return self.total - self.done

    @property
    def waits_for_me(self) -> bool:
        """Assigned to the reader, or to nobody."""
        return self.is_mine or self.part.appraiser_id is None

    def is_of(self, whose: Whose) -> bool:
        return {Whose.ALL: True, Whose.MINE: self.is_mine, Whose.FOR_ME: self.waits_for_me}[whose]

    @property
    def group(self) -> QueueGroup:
        if self.explained:
            return QueueGroup.EXPLAINED
        if self.part.state == OfficeState.FINISHED:
            return QueueGroup.FINISHED
        return QueueGroup.WAITING if self.returned else QueueGroup.UNSCORED

    @property
    def to_score(self) -> int:
        """Criteria that can be scored now, while others are with the unit."""
        return self.left - self.returned

    @property
    def is_ready(self) -> bool:
        """Nothing is open: the office can finish."""
        return self.part.state == OfficeState.PENDING and not self.left and not self.gaps


def queue_rounds(user: Account) -> QuerySet[Round]:
    """Rounds in which the person's offices have parts, newest first."""
    offices = standing_of(user).units_as(Role.APPRAISER)
    parts = OfficeAppraisal.objects.filter(office_id__in=offices, assessment__participant__round=OuterRef("pk"))
    return Round.objects.filter(Exists(parts)).order_by("-year")


def running_queues(user: Account) -> QuerySet[Round]:
    """Rounds still at work in which the person's offices have unfinished parts."""
    offices = standing_of(user).units_as(Role.APPRAISER)
    parts = OfficeAppraisal.objects.filter(
        office_id__in=offices, state=OfficeState.PENDING, assessment__participant__round=OuterRef("pk")
    )
    return Round.objects.filter(Exists(parts)).order_by("-year")


def queue_of(user: Account, *, round: Round, query: str = "") -> list[QueueRow]:
    """Parts of the person's offices in a round, in a fixed number of queries.

    Those assigned to the person come first, then what nobody has, then what colleagues have; of each the fewest
    criteria left first.
    """
    parts = parts_for(user).filter(assessment__participant__round=round)
    if query:
        words = search_text(query)
        parts = parts.filter(
            Q(assessment__participant__search__contains=words) | Q(assessment__person__search__contains=words)
        )
    found = list(
        parts.annotate(
            total=_counted(_own_answers()),
            explained=_counted(_own_answers().filter(Exists(_to_rule()), office=OuterRef("office"))),
            returned=_counted(_own_answers().filter(Exists(_open_returns()))),
            done=_counted(_own_answers().filter(Exists(_own_marks())).exclude(Exists(_open_returns()))),
        )
    )
    gaps = _gaps(found)
    rows = [
        QueueRow(
            part,
            part.total,
            part.done,
            part.returned,
            gaps.get((part.assessment_id, part.office_id), 0),
            part.explained,
            part.appraiser_id == user.pk,
        )
        for part in found
    ]
    return sorted(rows, key=_place)


def _place(row: QueueRow) -> tuple:
    whose = 0 if row.is_mine else 2 if row.part.appraiser_id else 1
    return whose, row.left + row.gaps, row.part.assessment.submitted_at, row.part.pk


def _own_answers() -> QuerySet[Answer]:
    office = OuterRef("office")
    mine = Q(office=office) | Q(second_office=office, item__appraisers=2)
    return Answer.objects.filter(mine, assessment=OuterRef("assessment"))


def _open_returns() -> QuerySet[Return]:
    return Return.objects.filter(answer=OuterRef("pk"), answered_at__isnull=True)


def _to_rule() -> QuerySet[Explanation]:
    return Explanation.objects.filter(answer=OuterRef("pk"), state=ExplanationState.SENT)


def _own_marks() -> QuerySet[Mark]:
    """Marks of the part's office that stand on the answer as it was sent last."""
    return _fresh_marks().filter(office=OuterRef(OuterRef("office")))


def sealed_marks() -> QuerySet[Mark]:
    """Marks that nobody but their author may see yet: of two appraisers' items without both (desk_lines.is_blind)."""
    both = Exists(_fresh_marks().filter(slot=1)), Exists(_fresh_marks().filter(slot=2))
    open_ones = Answer.objects.filter(*both).values("pk")
    return Mark.objects.filter(answer__item__appraisers=2).exclude(answer__in=open_ones)


def _fresh_marks() -> QuerySet[Mark]:
    """Marks of an answer (the outer row) that are not outdated (settling.is_outdated)."""
    newer = AnswerRevision.objects.filter(answer=OuterRef("answer"), number__gt=OuterRef("revision__number"))
    again = Return.objects.filter(answer=OuterRef("answer"), answered_at__gt=OuterRef("made_at"), is_withdrawn=False)
    return Mark.objects.filter(
        ~Exists(newer),
        ~Exists(again),
        answer=OuterRef("pk"),
        column=ColumnKind.APPRAISAL_1,
        superseded_at__isnull=True,
    )


def _counted(rows: QuerySet[Answer]) -> Coalesce:
    counts = rows.order_by().values("assessment").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counts, output_field=IntegerField()), 0)


def _gaps(parts: list[OfficeAppraisal]) -> dict[tuple[int, int], int]:
    """Sheet and owner office to the number of answers whose two marks are too far apart."""
    pairs: dict[int, dict[int, Mark]] = {}
    marks = Mark.objects.filter(
        answer__assessment__in={part.assessment_id for part in parts},
        answer__item__appraisers=2,
        column=ColumnKind.APPRAISAL_1,
        superseded_at__isnull=True,
        points__isnull=False,
    ).select_related("answer__item")
    for mark in marks:
        pairs.setdefault(mark.answer_id, {})[mark.slot] = mark
    found: dict[tuple[int, int], int] = {}
    for slots in pairs.values():
        if set(slots) != {1, 2}:
            continue
        answer = slots[1].answer
        if two_marks(slots[1].points, slots[2].points, answer.item.gap or 0).needs_third:
            key = (answer.assessment_id, answer.office_id)
            found[key] = found.get(key, 0) + 1
    return found


def gaps_for(user: Account) -> list[Answer]:
    """Answers at the desk with two marks too far apart, for both offices that mark; all for the office in charge."""
    standing = standing_of(user)
    fresh = _fresh_marks()
    rows = Answer.objects.filter(
        Exists(fresh.filter(slot=1)),
        Exists(fresh.filter(slot=2)),
        ~Exists(fresh.filter(slot=3)),
        item__appraisers=2,
        assessment__state__in=AT_THE_DESK,
    ).exclude(assessment__participant__unit_id__in=standing.avoids)
    if not standing.has(Role.CAMPAIGN_MANAGER):
        offices = standing.units_as(Role.APPRAISER)
        rows = rows.filter(Q(office_id__in=offices) | Q(second_office_id__in=offices))
    marks = Mark.objects.filter(superseded_at__isnull=True).select_related("revision", "appraiser")
    found = list(
        rows.select_related("item__criterion", "assessment__participant__round__phase__campaign")
        .select_related("assessment__participant__cluster")
        .prefetch_related("revisions", "assessment__office_appraisals__appraiser")
        .prefetch_related(Prefetch("marks", queryset=marks, to_attr="live_marks"))
        .prefetch_related(Prefetch("returns", to_attr="all_returns"))
        .order_by("assessment__participant__sort", "item__criterion__order")
    )
    return [answer for answer in found if needs_third(answer)]


def gaps_to_settle(user: Account) -> list[Answer]:
    """Those that the person may settle as the third one (marking.may_settle)."""
    return [answer for answer in gaps_for(user) if may_settle(user, answer)]


def desk_sheets_for(user: Account) -> QuerySet[Assessment]:
    """Sent sheets a person may open on the desk: never of the own unit or against a declared conflict."""
    return (
        sheets_for(user)
        .exclude(state__in=[State.DRAFT, State.WITHDRAWN])
        .exclude(participant__unit_id__in=standing_of(user).avoids)
        .select_related("received_by")
    )


def desk_sheet_for(user: Account, public_id: UUID) -> Assessment | None:
    """One sheet with the parts of its offices (`office_name` on each) and `has_copy`, or None."""
    named = UnitVersion.objects.filter(unit=OuterRef("office"), valid_from__lte=clock.today())
    parts = OfficeAppraisal.objects.select_related("office", "finished_by", "appraiser").annotate(
        office_name=Subquery(named.order_by("-valid_from").values("short_name")[:1])
    )
    copies = SignedCopy.objects.filter(assessment=OuterRef("pk"), receipt_code=OuterRef("receipt_code"))
    return (
        desk_sheets_for(user)
        .filter(public_id=public_id)
        .annotate(has_copy=Exists(copies))
        .prefetch_related(Prefetch("office_appraisals", queryset=parts))
        .first()
    )


def desk_answers(assessment: Assessment) -> list[Answer]:
    """Every answer with its revisions, marks (`all_marks`, newest first; `live_marks`) and returns."""
    marks = Mark.objects.select_related("appraiser", "revision").order_by("-made_at", "-pk")
    returns = Return.objects.select_related("asked_by", "office").order_by("asked_at")
    told = all_explanations().exclude(state=ExplanationState.DRAFT)
    found = list(
        Answer.objects.filter(assessment=assessment)
        .select_related("item__criterion__area", "option", "na_reason", "office", "second_office")
        .prefetch_related(
            "revisions",
            Prefetch("marks", queryset=marks, to_attr="all_marks"),
            "columns",
            Prefetch("returns", queryset=returns, to_attr="all_returns"),
            Prefetch("explanations", queryset=told, to_attr="all_explanations"),
        )
    )
    for answer in found:
        answer.assessment = assessment
        answer.live_marks = [mark for mark in answer.all_marks if mark.superseded_at is None]
    return found


def load_claim(answer: Answer) -> AssignedTarget | None:
    """Adds options and live evidence, that of sent explanations too; returns the target given to the unit, if any."""
    return load_claims(answer.assessment, [answer]).get(answer.item_id)


def load_claims(assessment: Assessment, answers: list[Answer]) -> dict[int, AssignedTarget]:
    """The same for several answers of a sheet: item id to the target given to the unit."""
    told = Q(explanation__isnull=True) | ~Q(explanation__state=ExplanationState.DRAFT)
    evidence = live_evidence().filter(told).order_by("explanation", "added_at", "pk")
    prefetch_related_objects(answers, "item__options", Prefetch("evidence", queryset=evidence, to_attr="live_evidence"))
    return targets_of(assessment.participant)


def evidence_of(answer: Answer) -> list[Evidence]:
    """Every piece of proof of the answer itself, those taken off too, oldest first."""
    rows = Evidence.objects.filter(answer=answer, explanation__isnull=True)
    return list(rows.select_related("file", "citation").order_by("added_at", "pk"))


def canned_reasons_for(offices: Iterable[int]) -> list[CannedReason]:
    """What the appraisers of some offices choose from."""
    rows = CannedReason.objects.filter(Q(office__isnull=True) | Q(office__in=list(offices)), is_active=True)
    return list(rows)


def last_published(assessment: Assessment) -> tuple[int | None, dict[str, Figure]]:
    """The unit's last published round before this one: its year, and item code to the figure that counted.

    Nothing for a person, who is nominated for one round.
    """
    if assessment.person_id:
        return None, {}
    participant = assessment.participant
    before = (
        Assessment.objects.filter(
            participant__unit_id=participant.unit_id,
            participant__round__year__lt=participant.round.year,
            state=State.PUBLISHED,
        )
        .order_by("-participant__round__year")
        .values("pk")[:1]
    )
    answers = (
        Answer.objects.filter(assessment__in=Subquery(before))
        .select_related("item", "assessment__participant__round")
        .prefetch_related("columns")
    )
    year = None
    found: dict[str, Figure] = {}
    for answer in answers:
        year = answer.assessment.participant.round.year
        figure = final_figure(answer)
        if figure:
            found[answer.item.code] = figure
    return year, found


def adjustments_of(assessment: Assessment) -> list[AdjustmentEntry]:
    """Bonus and minus that stand."""
    rows = AdjustmentEntry.objects.filter(assessment=assessment, removed_at__isnull=True)
    return list(rows.select_related("rule", "document", "entered_by"))


def adjustment_rules_of(assessment: Assessment) -> list[AdjustmentRule]:
    """The bonus and minus items of the sheet's set."""
    return list(AdjustmentRule.objects.filter(criteria_set=assessment.criteria_set_id))


def adjustment_entry_for(user: Account, entry_id: int) -> AdjustmentEntry | None:
    """An entry of a sheet that the person may open on the desk."""
    return (
        AdjustmentEntry.objects.filter(pk=entry_id, assessment__in=desk_sheets_for(user).values("pk"))
        .select_related("rule", "assessment__participant__round__phase__campaign")
        .first()
    )
