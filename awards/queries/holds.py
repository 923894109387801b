"""Named reads of holds, and how a subject of awards is called."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from awards.enums import ProposalState, SubjectKind
from awards.models import Collective, Hold, Proposal, Subject
from common import clock
from common.dates import format_day
from common.text import search_text
from units.models import Person, Unit, UnitVersion
from units.queries import faces

# Hits of one kind that the search for a subject shows.
MOST_HITS = 20


def _in_force(day: dt.date) -> QuerySet[Hold]:
    return (
        Hold.objects.filter(from_on__lte=day)
        .filter(Q(until_on__isnull=True) | Q(until_on__gt=day))
        .select_related("document")
        .order_by("from_on", "pk")
    )


def holds_on(subject: Subject, day: dt.date) -> QuerySet[Hold]:
    """What stops an award to a subject on a day, oldest first."""
    return _in_force(day).filter(subject=subject)


def holds_by_subject(subject_ids: Iterable[int], day: dt.date) -> dict[int, list[Hold]]:
    """Subject id to what stops it on a day; subjects that are free are left out. One question for a whole list."""
    found: dict[int, list[Hold]] = {}
    for row in _in_force(day).filter(subject_id__in=list(subject_ids)):
        found.setdefault(row.subject_id, []).append(row)
    return found


def holds_list(*, lifted: bool) -> QuerySet[Hold]:
    """Every hold that has been lifted, or every one that has not, newest first."""
    rows = Hold.objects.filter(until_on__isnull=not lifted)
    return rows.select_related(
        "document__file",
        "lifted_by_document__file",
        "recorded_by",
        "subject__unit",
        "subject__collective",
        "subject__person",
    )


def hold_by_id(number: int) -> Hold | None:
    return (
        Hold.objects.select_related("document__file", "lifted_by_document__file", "subject").filter(pk=number).first()
    )


def discipline_end(subject: Subject, first: dt.date, last: dt.date) -> dt.date | None:
    """The last day inside a period on which discipline that was imposed had ended.

    Achievement counts from its end only (Decree 152/2025, article 4, clause 4).
    """
    rows = Hold.objects.filter(subject=subject, is_imposed=True, until_on__range=(first, last))
    return rows.order_by("-until_on").values_list("until_on", flat=True).first()


def counted_from(proposal: Proposal) -> tuple[dt.date, str]:
    """From which day the achievement of a proposal counts, and the achievement as printed, which says so when that is
    not the first day of the cycle.
    """
    cycle, text = proposal.cycle, proposal.achievement or proposal.cycle.achievement_text
    end = discipline_end(proposal.subject, cycle.achievement_from, clock.today())
    if end is None or not cycle.achievement_from < end <= cycle.achievement_to:
        return cycle.achievement_from, text
    return end, f"{text} (thành tích tính từ ngày {format_day(end)})"


def has_live_proposal(subject: Subject) -> bool:
    """Whether the subject is on the way to an award, so that a hold concerns somebody's work now."""
    on_the_way = [ProposalState.SUGGESTED, ProposalState.NOMINATED, ProposalState.COMPLETE, ProposalState.PASSED]
    return Proposal.objects.filter(subject=subject, state__in=on_the_way).exists()


@dataclass(frozen=True)
class SubjectName:
    """A subject as it is called on one day; `place`: the unit above a collective or of a person."""

    name: str
    place: str = ""

    def __str__(self) -> str:
        return f"{self.name} ({self.place})" if self.place else self.name


def subject_names(subjects: Iterable[Subject], day: dt.date | None = None) -> dict[int, SubjectName]:
    """Subject id to its name on a day (default today), all in one question."""
    rows = list(subjects)
    homes = {row.home_unit_id for row in rows if row.home_unit_id}
    found = faces(day or clock.today(), unit_ids=sorted(homes)) if homes else {}
    names = {}
    for row in rows:
        face = found.get(row.home_unit_id or 0)
        home = face.name if face else ""
        names[row.pk] = SubjectName(home or str(row)) if row.unit_id else SubjectName(str(row), home)
    return names


def subject_name(subject: Subject, day: dt.date | None = None) -> SubjectName:
    return subject_names([subject], day)[subject.pk]


@dataclass(frozen=True)
class Candidate:
    """Somebody who may be held, found by name; a row of Subject is made only when needed."""

    kind: SubjectKind
    pk: int
    name: SubjectName


def candidates(text: str) -> list[Candidate]:
    """Units of today by name or code, other collectives and persons by name; accents and capitals do not count."""
    wanted = search_text(text.strip())[:200]
    if not wanted:
        return []
    day = clock.today()
    by_name = Q(search__contains=wanted) | Q(unit__code__icontains=wanted)
    units = list(UnitVersion.objects.on(day).filter(by_name).order_by("kind__order", "sort")[:MOST_HITS])
    collectives = list(Collective.objects.filter(search__contains=wanted)[:MOST_HITS])
    persons = list(Person.objects.filter(search__contains=wanted)[:MOST_HITS])
    homes = {row.parent_id for row in collectives} | {row.unit_id for row in persons if row.unit_id}
    found = faces(day, unit_ids=sorted(homes)) if homes else {}
    places = {key: face.name for key, face in found.items()}
    return [
        *(Candidate(SubjectKind.UNIT, row.unit_id, SubjectName(row.name)) for row in units),
        *(
            Candidate(SubjectKind.COLLECTIVE, row.pk, SubjectName(row.name, places.get(row.parent_id, "")))
            for row in collectives
        ),
        *(
            Candidate(SubjectKind.PERSON, row.pk, SubjectName(row.full_name, places.get(row.unit_id or 0, "")))
            for row in persons
        ),
    ]


# Kind of subject to its model and the field of Subject that names it.
TARGETS: dict[str, tuple[Any, str]] = {
    SubjectKind.UNIT: (Unit, "unit"),
    SubjectKind.COLLECTIVE: (Collective, "collective"),
    SubjectKind.PERSON: (Person, "person"),
}


def subject_found(kind: str, number: int) -> Subject | None:
    """The subject of a unit, collective or person; not stored yet where none was needed before."""
    if kind not in TARGETS:
        return None
    model, field = TARGETS[kind]
    target = model.objects.filter(pk=number).first()
    if target is None:
        return None
    return Subject.objects.filter(**{field: target}).first() or Subject(**{field: target})
