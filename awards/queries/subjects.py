"""Named reads of subjects: who they are, what they were awarded, what holds them."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from awards.enums import AwardState, AwardType, ProposalState
from awards.models import Award, AwardCycle, Collective, Hold, Proposal, Subject
from common import clock
from common.text import search_text
from units.models import Unit
from units.queries import faces

ENDED = (ProposalState.DROPPED, ProposalState.FAILED, ProposalState.DECLINED)


@dataclass(frozen=True)
class SubjectRow:
    """A subject as a list shows it."""

    subject: Subject
    name: str
    note: str
    awards: int


def subjects_all() -> QuerySet[Subject]:
    return Subject.objects.select_related("unit", "collective__parent", "person__unit")


def subjects_named(query: str) -> list[SubjectRow]:
    """Subjects found by name without accents, units by their name of today; with the number of awards that stand."""
    rows = list(subjects_all().prefetch_related("awards"))
    unit_ids = {row.home_unit_id for row in rows if row.home_unit_id}
    names = faces(clock.today(), unit_ids=list(unit_ids))
    found = [_row(row, {key: face.name for key, face in names.items()}) for row in rows]
    wanted = search_text(query)
    found = [row for row in found if wanted in search_text(f"{row.name} {row.note}")]
    return sorted(found, key=lambda row: (row.subject.kind, search_text(row.name), row.subject.pk))


def name_of(subject: Subject, day: datetime.date | None = None) -> str:
    """A subject as it is called on a day (default today)."""
    if subject.unit_id is None:
        return str(subject)
    return faces(day or clock.today(), unit_ids=[subject.unit_id])[subject.unit_id].name


def awards_of(subject: Subject) -> QuerySet[Award]:
    """Everything a subject was awarded, newest first, amended and revoked lines too."""
    return (
        Award.objects.filter(subject=subject)
        .select_related("form", "decision__source", "ended_by")
        .order_by("-decision__decided_on", "-pk")
    )


def proposals_of(subject: Subject) -> QuerySet[Proposal]:
    return Proposal.objects.filter(subject=subject).select_related("cycle", "form").order_by("-proposed_at")


def holds_of(subject: Subject) -> QuerySet[Hold]:
    return Hold.objects.filter(subject=subject).select_related("document", "lifted_by_document")


def holding_on(day: datetime.date) -> QuerySet[Hold]:
    """Holds in force on a day; `until_on` is the first day on which one holds no more."""
    rows = Hold.objects.filter(from_on__lte=day).filter(Q(until_on__isnull=True) | Q(until_on__gt=day))
    return rows.select_related("document", "subject")


def standing_awards(subject_ids: Iterable[int], cycle: AwardCycle) -> dict[int, list[Award]]:
    """Subject to its movement awards that stand and whose period meets that of the cycle, newest first.

    Merit awards rest on another achievement (Decree 152/2025, article 4(3)).
    """
    found: dict[int, list[Award]] = defaultdict(list)
    rows = Award.objects.filter(
        subject_id__in=list(subject_ids),
        state=AwardState.GRANTED,
        form__award_type=AwardType.MOVEMENT,
        achievement_from__lte=cycle.achievement_to,
        achievement_to__gte=cycle.achievement_from,
    ).exclude(decision__cycle=cycle)
    for row in rows.select_related("form", "decision__cycle").order_by("-decision__decided_on", "-pk"):
        found[row.subject_id].append(row)
    return found


def same_period(award: Award, cycle: AwardCycle) -> bool:
    """Whether an award is for the very period of a cycle: a second form for it is refused, others are warned of."""
    given = award.decision.cycle
    own = given and (given.achievement_from, given.achievement_to)
    period = (cycle.achievement_from, cycle.achievement_to)
    return period in (own, (award.achievement_from, award.achievement_to))


def rival_proposals(subject_ids: Iterable[int], cycle: AwardCycle) -> dict[int, Proposal]:
    """Subject to a proposal that takes its place: another one of this cycle, or of the same period elsewhere."""
    rows = Proposal.objects.filter(subject_id__in=list(subject_ids)).filter(
        (Q(cycle=cycle) & ~Q(state=ProposalState.DROPPED))
        | (
            Q(cycle__achievement_from=cycle.achievement_from, cycle__achievement_to=cycle.achievement_to)
            & ~Q(cycle=cycle)
            & ~Q(state__in=ENDED)
        )
    )
    return {row.subject_id: row for row in rows.select_related("form", "cycle", "rule")}


def collectives_of(unit: Unit) -> QuerySet[Collective]:
    return Collective.objects.filter(parent=unit)


def _row(subject: Subject, names: dict[int, str]) -> SubjectRow:
    home = names.get(subject.home_unit_id or 0, "")
    standing = sum(row.state == AwardState.GRANTED for row in subject.awards.all())
    if subject.unit_id:
        return SubjectRow(subject, home, subject.unit.code if subject.unit else "", standing)
    return SubjectRow(subject, str(subject), home, standing)
