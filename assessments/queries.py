"""Named reads of sheets, answers and evidence; each knows its reader."""

from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from assessments.enums import AssessmentState as State
from assessments.enums import ExplanationState
from assessments.models import (
    AdjustmentEntry,
    Answer,
    AnswerRevision,
    AnswerTask,
    Assessment,
    Evidence,
    Explanation,
    Mark,
    OfficeAppraisal,
    Return,
    SignedCopy,
)
from assessments.proof_keys import paper_key
from assessments.rules import AT_THE_DESK, SHOWN_TO_UNIT
from campaign.enums import RoundState
from campaign.models import AssignedTarget, Participant, Round
from units.enums import Role
from units.models import User
from units.queries import Account, heads_today, standing_of
from units.standing import Standing

WITH_PLACE = (
    "participant__unit",
    "participant__kind",
    "participant__cluster",
    "participant__round__phase__campaign",
    "participant__round__collective_set",
    "criteria_set__guidance",
    "submitted_by",
    "nomination",
)
CAMPAIGN = "participant__round__phase__campaign"
# What has been sent and not taken back as a draft; a nomination may be withdrawn before it was ever sent.
SENT = ~Q(state=State.DRAFT) & Q(submitted_at__isnull=False)
EVERY = Q(pk__isnull=False)
# Proof of an explanation that is still being written is the unit's alone.
TOLD = Q(explanation__isnull=True) | ~Q(explanation__state=ExplanationState.DRAFT)


def assessments_for(user: Account) -> QuerySet[Assessment]:
    """Sheets of units that a person may read.

    The unit's own people read their own; an appraiser without a conflict what has been sent and holds a part of the
    own office; the office in charge, the secretary, leaders, observers and administrators everything that was sent.
    """
    standing = standing_of(user)
    return _placed(Assessment.objects).filter(_own(standing) | (SENT & _units_sheets(standing)))


def nominations_for(user: Account) -> QuerySet[Assessment]:
    """Reports of persons that a person may read; personal data, so for fewer readers than the sheets of units.

    The unit's own people read their own; the offices that receive or appraise what is theirs, never of the own unit;
    the office in charge and leaders everything that has been sent, leaders also the report that a head still writes.
    """
    standing = standing_of(user)
    return _placed(Assessment.individuals).filter(
        _own(standing) | (SENT & _persons_sheets(standing)) | to_confirm(standing)
    )


def sheets_for(user: Account) -> QuerySet[Assessment]:
    """Sheets of both kinds that a person may read: for the pages of one sheet, and for the queue."""
    standing = standing_of(user)
    of_units = Q(person__isnull=True) & _units_sheets(standing)
    of_persons = Q(person__isnull=False) & _persons_sheets(standing)
    return _placed(Assessment.every).filter(_own(standing) | (SENT & (of_units | of_persons)) | to_confirm(standing))


def closed_by_conflict(user: Account, public_id: UUID) -> bool:
    """Whether a declared conflict alone keeps a sent sheet from a person who appraises or is in charge."""
    standing = standing_of(user)
    if not standing.declared_conflicts or not standing.has(Role.APPRAISER, Role.CAMPAIGN_MANAGER):
        return False
    freed = replace(standing, declared_conflicts=frozenset())
    readable = (Q(person__isnull=True) & _units_sheets(freed)) | (Q(person__isnull=False) & _persons_sheets(freed))
    rows = Assessment.every.filter(SENT & readable, participant__unit_id__in=standing.declared_conflicts)
    rows = rows.exclude(participant__unit_id__in=freed.avoids).exclude(state=State.WITHDRAWN)
    return rows.filter(public_id=public_id).exists()


def _placed(manager: models.Manager[Assessment]) -> QuerySet[Assessment]:
    return manager.select_related(*WITH_PLACE)


def _own(standing: Standing) -> Q:
    return Q(participant__unit_id__in=standing.fills_in)


def _units_sheets(standing: Standing) -> Q:
    if standing.reads_all_sent:
        return EVERY
    offices = standing.units_as(Role.APPRAISER)
    campaigns = Q(**{f"{CAMPAIGN}__lead_office_id__in": offices}) | Q(**{f"{CAMPAIGN}__award_office_id__in": offices})
    away = Q(participant__unit_id__in=standing.avoids)
    return (Q(pk__in=_parts_of(offices)) | (campaigns & Q(state=State.SUBMITTED))) & ~away


def _persons_sheets(standing: Standing) -> Q:
    if standing.has(Role.CAMPAIGN_MANAGER, Role.LEADER):
        return EVERY
    offices = standing.units_as(Role.APPRAISER)
    away = Q(participant__unit_id__in=standing.avoids)
    return (Q(pk__in=_parts_of(offices)) | (Q(state=State.SUBMITTED) & received_by(offices))) & ~away


def to_confirm(standing: Standing) -> Q:
    """Reports in draft of the heads themselves, for the leaders who confirm them (rules.may_confirm)."""
    if not standing.has(Role.LEADER):
        return Q(pk__in=[])
    is_head = heads_today().filter(user__person=OuterRef("person"), unit=OuterRef("participant__unit"))
    return Q(Exists(is_head), state=State.DRAFT)


def received_by(offices: Iterable[int]) -> Q:
    """Sheets that one of the offices receives: the office in charge, for its own the one that leads the awards."""
    is_own = Q(participant__unit_id=F(f"{CAMPAIGN}__lead_office_id"))
    return (~is_own & Q(**{f"{CAMPAIGN}__lead_office_id__in": offices})) | (
        is_own & Q(**{f"{CAMPAIGN}__award_office_id__in": offices})
    )


def _parts_of(offices: Iterable[int]) -> QuerySet[OfficeAppraisal, dict[str, int]]:
    return OfficeAppraisal.objects.filter(office_id__in=offices).values("assessment_id")


def answers_of(assessment: Assessment) -> list[Answer]:
    """Every answer with its item, options, evidence, marks, columns and open returns, in a fixed number of queries."""
    evidence = live_evidence().filter(explanation__isnull=True)
    marks = Mark.objects.filter(superseded_at__isnull=True).select_related("appraiser", "revision", "office")
    returns = Return.objects.select_related("asked_by", "office").order_by("asked_at")
    rows = (
        Answer.objects.filter(assessment=assessment)
        .select_related("item__criterion__area", "option", "na_reason", "updated_by", "office", "second_office")
        .prefetch_related(  # type: ignore[no-redef]  # declared in the model, where readers look for them
            "item__options",
            "columns",
            "revisions",
            Prefetch("evidence", queryset=evidence, to_attr="live_evidence"),
            Prefetch("marks", queryset=marks, to_attr="live_marks"),
            Prefetch("returns", queryset=returns, to_attr="all_returns"),
        )
    )
    if assessment.state in SHOWN_TO_UNIT:
        # Nothing is explained before the unit has read its points.
        rows = rows.prefetch_related(Prefetch("explanations", queryset=all_explanations(), to_attr="all_explanations"))
    found: list[Answer] = list(rows)
    for answer in found:
        answer.assessment = assessment
    return found


def live_evidence() -> QuerySet[Evidence]:
    """Proof that has not been taken off."""
    rows = Evidence.objects.filter(removed_at__isnull=True)
    return rows.select_related("file", "citation", "replaces", "initiative__document")


def all_explanations() -> QuerySet[Explanation]:
    """Explanations with their proof (`live_evidence`) and ruling, oldest first."""
    rows = Explanation.objects.select_related("written_by", "sent_by", "decided_by", "ruling__appraiser")
    return rows.prefetch_related(Prefetch("evidence", queryset=live_evidence(), to_attr="live_evidence")).order_by("pk")


def answer_in(assessment: Assessment, item_code: str) -> Answer | None:
    """One answer of a sheet by the code of its item."""
    return next((row for row in answers_of(assessment) if row.item.code == item_code), None)


def targets_of(participant: Participant) -> dict[int, AssignedTarget]:
    """Item id to the target given to the unit."""
    return {row.item_id: row for row in participant.targets.select_related("document")}


def is_returned(answer: Answer) -> bool:
    """Whether an office has asked to complete the answer and the unit has not sent it again."""
    known = getattr(answer, "all_returns", None)
    if known is None:
        return answer.returns.filter(answered_at__isnull=True).exists()
    return any(row.answered_at is None for row in known)


def evidence_for(user: Account) -> QuerySet[Evidence]:
    """Evidence of the sheets a person may read; that of an explanation still being written is the unit's alone."""
    mine = Q(answer__assessment__participant__unit_id__in=standing_of(user).fills_in)
    return Evidence.objects.select_related(
        "file",
        "citation",
        "explanation",
        "initiative__document",
        "replaced_by",
        "answer__item__criterion",
        "answer__assessment__participant__unit",
        "answer__assessment__participant__round",
        "answer__assessment__nomination",
    ).filter(mine | TOLD, answer__assessment__in=sheets_for(user).values("pk"))


def earlier_versions(evidence: Evidence) -> list[Evidence]:
    """What stood in the place of a piece of evidence before, newest first."""
    rows = Evidence.objects.filter(answer=evidence.answer_id).select_related("file", "removed_by")
    known = {row.pk: row for row in rows}
    found: list[Evidence] = []
    at = evidence.replaces_id
    while at in known:
        found.append(known[at])
        at = known[at].replaces_id
    return found


def evidence_twice(evidence: Evidence) -> list[Evidence]:
    """What proves the same criterion of the sheet already and is the same file or document."""
    answer = evidence.answer
    rows = live_evidence().filter(
        answer__assessment=answer.assessment_id,
        answer__item__criterion=answer.item.criterion_id,
        explanation=evidence.explanation_id,
    )
    key = paper_key(evidence)
    return [row for row in rows.select_related("answer__item").exclude(pk=evidence.pk) if paper_key(row) == key]


def evidence_elsewhere(user: Account, evidence: Iterable[Evidence]) -> dict[str, list[Evidence]]:
    """Digest to the live evidence with the same bytes on other sent sheets that the person may read.

    Whether the person may know at all is `rules.may_see_elsewhere`.
    """
    rows = list(evidence)
    digests = {row.file.sha256 for row in rows if row.file}
    if not digests:
        return {}
    own = Answer.with_set_aside.filter(pk__in={row.answer_id for row in rows})
    others = (
        Evidence.objects.filter(file__sha256__in=digests, removed_at__isnull=True)
        .filter(answer__assessment__in=sheets_for(user).values("pk"))
        .exclude(answer__assessment__in=own.values("assessment_id"))
        .exclude(answer__assessment__state__in=[State.DRAFT, State.WITHDRAWN])
        .exclude(explanation__state=ExplanationState.DRAFT)
        .select_related("file", "answer__item__criterion", "answer__assessment__participant__round")
        .order_by("-answer__assessment__participant__round__year", "pk")
    )
    found: dict[str, list[Evidence]] = {}
    for row in others:
        if row.file:
            found.setdefault(row.file.sha256, []).append(row)
    return found


def signed_copies_for(user: Account) -> QuerySet[SignedCopy]:
    return SignedCopy.objects.select_related("file", "assessment").filter(assessment__in=sheets_for(user).values("pk"))


def quota_scope(unit_code: str, year: int) -> str:
    """Under what a unit's files of one round are counted together."""
    return f"unit:{unit_code}:{year}"


def parts_for(user: Account) -> QuerySet[OfficeAppraisal]:
    """The queue: parts of the person's offices at the desk, never the own unit, oldest submission first."""
    standing = standing_of(user)
    return (
        OfficeAppraisal.objects.filter(office_id__in=standing.units_as(Role.APPRAISER))
        .exclude(assessment__participant__unit_id__in=standing.avoids)
        .exclude(assessment__state__in=[State.DRAFT, State.SUBMITTED, State.WITHDRAWN])
        .select_related(
            "office",
            "appraiser",
            "assessment__nomination",
            "assessment__participant__unit",
            "assessment__participant__kind",
            "assessment__participant__cluster",
            "assessment__participant__round__phase__campaign",
        )
        .order_by("state", "assessment__submitted_at", "pk")
    )


def own_assessments(user: Account, round: Round) -> QuerySet[Assessment]:
    """The sheets that the person's units have begun in a round."""
    return assessments_for(user).filter(participant__round=round, participant__unit_id__in=standing_of(user).fills_in)


def own_participants(user: Account, round: Round) -> QuerySet[Participant]:
    """The person's units in a round; `persons`: how many they have nominated."""
    named = Assessment.individuals.filter(participant=OuterRef("pk")).exclude(state=State.WITHDRAWN)
    count = named.order_by().values("participant").annotate(n=Count("pk")).values("n")
    return (
        round.participants.filter(unit_id__in=standing_of(user).fills_in)
        .select_related(
            "unit", "cluster", "kind", "round__phase__campaign", "round__collective_set", "round__individual_set"
        )
        .prefetch_related("extensions")
        .annotate(persons=Coalesce(Subquery(count), 0))
    )


def waiting_for_reception(user: User) -> QuerySet[Assessment]:
    """Sent sheets that the person's office has to receive (rules.may_receive), oldest first.

    `has_copy`: whether the signed copy of the submission that stands is there.
    """
    standing = standing_of(user)
    offices = standing.units_as(Role.CAMPAIGN_MANAGER, Role.APPRAISER)
    copies = SignedCopy.objects.filter(assessment=OuterRef("pk"), receipt_code=OuterRef("receipt_code"))
    return (
        sheets_for(user)
        .filter(received_by(offices), state=State.SUBMITTED)
        .exclude(participant__unit_id__in=standing.avoids)
        .annotate(has_copy=Exists(copies))
        .order_by("submitted_at")
    )


def startable_participants(user: Account) -> QuerySet[Participant]:
    """Rows of the person's own units, in any round."""
    return Participant.objects.filter(unit_id__in=standing_of(user).fills_in).select_related(
        "unit", "round__phase__campaign", "round__collective_set", "round__individual_set"
    )


def participants_to_read(user: Account) -> QuerySet[Participant]:
    """Rows of the person's own units; for those who read everything that is sent, of all units."""
    rows = Participant.objects.select_related(
        "unit", "kind", "cluster", "round__phase__campaign__department", "round__collective_set"
    )
    standing = standing_of(user)
    return rows if standing.reads_all_sent else rows.filter(unit_id__in=standing.fills_in)


def adjustments_of(assessment: Assessment) -> QuerySet[AdjustmentEntry]:
    """Bonus and minus entries that stand."""
    return AdjustmentEntry.objects.filter(assessment=assessment, removed_at__isnull=True).select_related(
        "rule", "document"
    )


def revisions_of(assessment: Assessment) -> QuerySet[AnswerRevision]:
    """Every editing session of a sheet, criterion by criterion, oldest first."""
    return (
        AnswerRevision.objects.filter(answer__assessment=assessment)
        .select_related("editor", "option", "na_reason", "answer__item__criterion")
        .order_by("answer_id", "number")
    )


def marks_to_tell(assessment: Assessment) -> QuerySet[Mark]:
    """Every mark of a sheet for its history, answer by answer, oldest first.

    Where two appraise an item, neither reads the other's mark before the appraisal of the sheet has ended.
    """
    rows = Mark.objects.filter(answer__assessment=assessment)
    if assessment.state in AT_THE_DESK:
        rows = rows.filter(answer__item__appraisers=1)
    return rows.select_related("appraiser", "revision", "answer__item__criterion").order_by(
        "answer_id", "made_at", "pk"
    )


def tasks_of(assessment: Assessment) -> dict[int, AnswerTask]:
    """Answer id to who inside the unit prepares it."""
    rows = AnswerTask.objects.filter(answer__assessment=assessment).select_related("person")
    return {row.answer_id: row for row in rows}


def open_tasks_of(user: User) -> QuerySet[AnswerTask]:
    """What a person was asked to prepare and what is still unanswered in a draft of the own unit, by day."""
    return (
        AnswerTask.objects.filter(
            person=user,
            answer__set_aside_at__isnull=True,
            answer__points__isnull=True,
            answer__not_applicable=False,
            answer__assessment__state=State.DRAFT,
            answer__assessment__participant__unit_id__in=standing_of(user).fills_in,
            answer__assessment__participant__round__state=RoundState.OPEN,
        )
        .select_related("answer__item", "answer__assessment__participant__round")
        .order_by("due_on", "answer__item__criterion__area__order", "answer__item__criterion__order")
    )


def appraising_offices() -> list[int]:
    """Ids of the offices that hold a part of any sheet."""
    return list(OfficeAppraisal.objects.order_by().values_list("office", flat=True).distinct())
