"""Opinions asked and public notices: named reads, and the facts that minutes cite."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import QuerySet

from awards.enums import CycleState, DossierState, ProposalState
from awards.models import AwardCycle, NoticeOpinion, OpinionRequest, Proposal, PublicNotice
from awards.queries.holds import holds_by_subject
from common import clock
from common.models import CitedDocument
from documents.models import IssuedDocument

LETTER = "awards.opinion_letter"
WITHOUT = (ProposalState.SUGGESTED, ProposalState.NOMINATED, ProposalState.DROPPED)


class OpinionStanding(StrEnum):
    """Where a request stands on a day; silence after the last day counts as no other opinion.

    Unsent: the letter is still on its way to its issue, so nobody has been asked yet.
    """

    UNSENT = "unsent"
    WAITING = "waiting"
    ANSWERED = "answered"
    LATE = "late"
    SILENT = "silent"


def opinion_standing(row: OpinionRequest, day: dt.date) -> OpinionStanding:
    if row.answered_on is not None:
        return OpinionStanding.LATE if row.answered_on > row.due_on else OpinionStanding.ANSWERED
    if row.letter.date is None:
        return OpinionStanding.UNSENT
    return OpinionStanding.SILENT if day > row.due_on else OpinionStanding.WAITING


def cycle_by_id(number: int) -> AwardCycle | None:
    return AwardCycle.objects.select_related("rule_set", "campaign").filter(pk=number).first()


def opinions_of(cycle: AwardCycle) -> QuerySet[OpinionRequest]:
    """Requests of a cycle, oldest first."""
    rows = OpinionRequest.objects.filter(cycle=cycle).select_related("cycle", "letter__file", "answer_document__file")
    return rows.order_by("sent_on", "pk")


def letter_papers(cycle: AwardCycle) -> list[tuple[CitedDocument, IssuedDocument]]:
    """Letters of a cycle that the portal makes, each with its paper, newest first."""
    letters = {row.letter_id: row.letter for row in opinions_of(cycle)}
    papers = IssuedDocument.objects.filter(
        kind=LETTER, target_type=CitedDocument._meta.label_lower, target_id__in=[str(pk) for pk in letters]
    )
    return [(letters[int(paper.target_id)], paper) for paper in papers.order_by("-pk")]


def sent_requests(cycle: AwardCycle) -> list[OpinionRequest]:
    """Requests whose letter has gone out, oldest first; only these have asked anybody."""
    return [row for row in opinions_of(cycle) if row.letter.date is not None]


def requests_of(letter: CitedDocument) -> QuerySet[OpinionRequest]:
    """Whom a letter asks, in the order in which they were named."""
    return OpinionRequest.objects.filter(letter=letter).select_related("cycle__campaign__department").order_by("pk")


def opinion_in(cycle: AwardCycle, number: int) -> OpinionRequest | None:
    return opinions_of(cycle).filter(pk=number).first()


def notices_of(cycle: AwardCycle) -> QuerySet[PublicNotice]:
    """Notices of a cycle with what came in about them, oldest first."""
    rows = PublicNotice.objects.filter(cycle=cycle).select_related("cycle")
    return rows.prefetch_related("opinions__proposal").order_by("from_on", "pk")


def notice_in(cycle: AwardCycle, number: int) -> PublicNotice | None:
    return notices_of(cycle).filter(pk=number).first()


def notice_opinion_in(notice: PublicNotice, number: int) -> NoticeOpinion | None:
    return notice.opinions.select_related("notice__cycle", "proposal").filter(pk=number).first()


def running_notices() -> QuerySet[PublicNotice]:
    """Notices on one of their days that are not concluded."""
    today = clock.today()
    rows = PublicNotice.objects.filter(from_on__lte=today, to_on__gte=today, closed_at__isnull=True)
    return rows.select_related("cycle").order_by("from_on", "pk")


def running_notice(number: int) -> PublicNotice | None:
    """A notice on one of its days; on any other day there is none."""
    return running_notices().filter(pk=number).first()


def cycles_under_way() -> QuerySet[AwardCycle]:
    """Cycles between their opening and their end, newest first."""
    return AwardCycle.objects.filter(
        state__in=[CycleState.NOMINATING, CycleState.HEARING, CycleState.COUNCIL]
    ).order_by("-created_at", "-pk")


def is_running(notice: PublicNotice, day: dt.date) -> bool:
    return notice.closed_at is None and notice.from_on <= day <= notice.to_on


def listed_in(cycle: AwardCycle, first: dt.date) -> QuerySet[Proposal]:
    """Whose names a notice from a day on shows: dossiers accepted until the end of that day.

    What is accepted later was not public for the whole time and needs a notice of its own.
    """
    rows = Proposal.objects.filter(cycle=cycle, dossier__state=DossierState.ACCEPTED).exclude(state__in=WITHOUT)
    rows = rows.filter(dossier__accepted_at__lt=_end_of(first))
    return rows.select_related("form", "subject__person").order_by("form__order", "printed_unit", "printed_name", "pk")


def _end_of(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day + dt.timedelta(days=1), dt.time.min, tzinfo=clock.TIME_ZONE)


@dataclass(frozen=True)
class OpinionFact:
    """One request as the minutes cite it; `letter` and `answer_letter` are papers in words."""

    asked: str
    letter: str
    sent_on: dt.date
    due_on: dt.date
    standing: OpinionStanding
    answered_on: dt.date | None = None
    answer: str = ""
    answer_letter: str = ""


@dataclass(frozen=True)
class RemarkFact:
    """One opinion on the public list and how it was dealt with; `about` is empty for the list as a whole."""

    sender: str
    received_on: dt.date
    text: str
    handling: str
    about: str = ""


@dataclass(frozen=True)
class NoticeFact:
    """One public notice as the minutes cite it."""

    from_on: dt.date
    to_on: dt.date
    place: str
    listed: int
    is_concluded: bool
    conclusion: str
    remarks: tuple[RemarkFact, ...]


@dataclass(frozen=True)
class HeldFact:
    """A proposal that is not voted on, and why."""

    proposal_id: int
    name: str
    unit: str
    reason: str
    document: str
    from_on: dt.date


@dataclass(frozen=True)
class HearingFacts:
    """What the council is told before it votes. `not_public`: complete dossiers that no concluded notice showed."""

    opinions: tuple[OpinionFact, ...]
    notices: tuple[NoticeFact, ...]
    held: tuple[HeldFact, ...]
    not_public: tuple[str, ...]

    @property
    def open_requests(self) -> int:
        """Requests whose last day is not over and that nobody has answered."""
        return sum(row.standing == OpinionStanding.WAITING for row in self.opinions)


def hearing_facts(cycle: AwardCycle, day: dt.date) -> HearingFacts:
    """Opinions, notices and holds of a cycle as they stand on a day."""
    notices = list(notices_of(cycle))
    facts, shown = [], set()
    for notice in notices:
        listed = set(listed_in(cycle, notice.from_on).values_list("pk", flat=True))
        shown |= listed if notice.closed_at is not None else set()
        facts.append(_notice_fact(notice, len(listed)))
    complete = list(
        Proposal.objects.filter(cycle=cycle)
        .exclude(state__in=WITHOUT)
        .select_related("subject")
        .order_by("form__order", "printed_name", "pk")
    )
    return HearingFacts(
        opinions=tuple(_opinion_fact(row, day) for row in sent_requests(cycle)),
        notices=tuple(facts),
        held=tuple(_held(complete, day)),
        not_public=tuple(row.printed_name for row in complete if row.pk not in shown),
    )


def _opinion_fact(row: OpinionRequest, day: dt.date) -> OpinionFact:
    return OpinionFact(
        asked=row.asked,
        letter=str(row.letter),
        sent_on=row.sent_on,
        due_on=row.due_on,
        standing=opinion_standing(row, day),
        answered_on=row.answered_on,
        answer=row.answer,
        answer_letter=str(row.answer_document) if row.answer_document else "",
    )


def _notice_fact(notice: PublicNotice, listed: int) -> NoticeFact:
    remarks = tuple(
        RemarkFact(
            row.sender, row.received_on, row.text, row.handling, row.proposal.printed_name if row.proposal else ""
        )
        for row in notice.opinions.all()
    )
    return NoticeFact(
        from_on=notice.from_on,
        to_on=notice.to_on,
        place=notice.place,
        listed=listed,
        is_concluded=notice.closed_at is not None,
        conclusion=notice.conclusion,
        remarks=remarks,
    )


def _held(proposals: list[Proposal], day: dt.date) -> list[HeldFact]:
    found = holds_by_subject((row.subject_id for row in proposals), day)
    return [
        HeldFact(
            row.pk, row.printed_name, row.printed_unit, str(hold.get_kind_display()), str(hold.document), hold.from_on
        )
        for row in proposals
        for hold in found.get(row.subject_id, [])
    ]
