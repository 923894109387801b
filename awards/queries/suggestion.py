"""What a suggestion looks at: units or persons of a result as plain candidates, with what is shown of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from django.db.models import Prefetch

from assessments.enums import AssessmentState, RowStatus
from assessments.models import AdjustmentEntry, Answer, Assessment, Initiative, RunRow, RunYear
from assessments.ranking import Contender
from assessments.result_queries import phase_rows, rows_of
from assessments.result_rows import THRIFT_AREA, Sheet, sheet_adjusted, sheet_totals
from assessments.settling import final_figure
from awards.enums import Side
from awards.grades import GradeNames, grade_names
from awards.models import Award, AwardCycle, Hold, Proposal, Subject, SuggestionRule
from awards.queries.cycles import Heading, QuotaRow, quota_rule, quota_units
from awards.queries.subjects import holding_on, rival_proposals, same_period, standing_awards
from awards.quota_numbers import unit_number
from awards.suggesting import Candidate, Conditions, Quota, Year
from campaign.models import Round
from common import clock
from criteria.models import CriteriaSet, GradeRule
from units.enums import Sex, WorkCategory

COUNTED = (RowStatus.COUNTED, RowStatus.IMPORTED)


@dataclass(frozen=True)
class Entry:
    """A candidate with its name as printed, its result and what stands against or beside it."""

    candidate: Candidate
    side: Side
    name: str
    title: str
    unit_name: str
    row: RunRow | None = None
    report: Assessment | None = None
    subject_id: int | None = None
    holds: tuple[Hold, ...] = ()
    earlier: tuple[Award, ...] = ()
    proposal: Proposal | None = None

    @property
    def key(self) -> str:
        return self.candidate.key

    @property
    def cluster_name(self) -> str:
        cluster = self.row.participant.cluster if self.row else None
        return cluster.name if cluster else ""


@dataclass(frozen=True)
class Field:
    """Everybody a rule looks at in a cycle, and the grades of the result."""

    entries: Mapping[str, Entry]
    grades: GradeNames = field(default_factory=GradeNames)

    @property
    def candidates(self) -> list[Candidate]:
        return [entry.candidate for entry in self.entries.values()]


def field_of(cycle: AwardCycle, heading: Heading) -> Field:
    """The field of one heading, in a number of queries that does not grow with it.

    A form for collectives that are not scored has none: the units above propose them with a report.
    """
    if heading.side == Side.COLLECTIVE and not heading.rule.listed_units_only:
        return Field({})
    rows = phase_rows(cycle.run) if cycle.run.phase_id else list(rows_of(cycle.run))
    names = _names_by_set(cycle)
    last = names.get(_last_set(cycle), GradeNames())
    if heading.side == Side.COLLECTIVE:
        found = [_unit_entry(row, last, names) for row in rows]
    else:
        found = _person_entries(cycle, rows, last)
    return Field({entry.key: entry for entry in _with_subjects(cycle, heading, found)}, last)


def conditions_of(rule: SuggestionRule, side: str, grades: GradeNames) -> Conditions:
    """What a rule asks of one side; those of the other side do not concern it."""
    if side == Side.INDIVIDUAL:
        return Conditions(
            grades=grades.order,
            individual_points=rule.minimum_individual_points,
            initiative_points=rule.minimum_initiative_points,
            own_unit_grade=rule.minimum_own_unit_grade,
        )
    return Conditions(
        grades=grades.order,
        ranked=rule.percent is not None,
        points=rule.minimum_points,
        year_points=rule.minimum_year_points,
        grade=rule.minimum_grade,
        first_of_cluster_grade=rule.first_of_cluster_grade,
        excellent_years=rule.excellent_years,
        lowest_rank=rule.lowest_rank,
        first_overall=rule.first_overall,
        all_years=rule.all_years,
    )


def quota_for(cycle: AwardCycle, heading: Heading, quotas: Iterable[QuotaRow]) -> Quota:
    """The numbers of one heading: by cluster or of all, and for persons what each unit may have."""
    own = [row for row in quotas if row.heading.key == heading.key]
    by_cluster = {row.cluster.code: row.number for row in own if row.cluster}
    total = sum(row.number for row in own if row.cluster is None)
    by_unit = None
    if heading.side == Side.INDIVIDUAL and heading.rule.per_unit is not None:
        rule = quota_rule(heading.rule)
        by_unit = {unit.key: unit_number(rule, unit) or 0 for unit in quota_units(cycle)}
    if heading.rule.percent is not None:
        return Quota(by_cluster=by_cluster, by_unit=by_unit)
    return Quota(total=total, by_unit=by_unit)


def _unit_entry(row: RunRow, last: GradeNames, names: Mapping[int, GradeNames]) -> Entry:
    participant = row.participant
    thrift = (row.areas.get(THRIFT_AREA) or [None, None, None])[2]
    women = Contender("", "", None, None, headcount=participant.headcount, women=participant.women)
    candidate = Candidate(
        key=f"u{participant.unit_id}",
        unit=str(participant.unit_id),
        cluster=participant.cluster.code if participant.cluster else None,
        points=row.result,
        grade=last.code_of(row.grade),
        rank_in_cluster=row.rank_in_cluster,
        rank_overall=row.rank_overall,
        years=tuple(_year(year, names) for year in row.years.all()) if row.run.phase_id else (),
        is_preferred_woman=women.is_mostly_women,
        is_difficult_area=participant.is_difficult_area,
        thrift=None if thrift is None else Decimal(thrift),
        unit_grade=last.code_of(row.grade),
    )
    return Entry(candidate, Side.COLLECTIVE, participant.printed_name, "", "", row=row)


def _year(year: RunYear, names: Mapping[int, GradeNames]) -> Year:
    if year.status == RowStatus.NOT_SUBMITTED:
        return Year(is_missing=True)
    if year.status not in COUNTED:
        return Year()
    own = names.get(year.round.collective_set_id or 0, GradeNames())
    return Year(year.result, own.code_of(year.source.grade) if year.source else "")


def _person_entries(cycle: AwardCycle, rows: Iterable[RunRow], last: GradeNames) -> list[Entry]:
    """The newest appraised report of each person in the rounds of the result."""
    by_unit = {row.participant.unit_id: row for row in rows}
    answers = Answer.objects.select_related("item__criterion__area").prefetch_related("columns")
    entries = AdjustmentEntry.objects.filter(removed_at__isnull=True).select_related("rule")
    sheets = (
        Assessment.individuals.filter(participant__round__in=_rounds(cycle), state=AssessmentState.APPRAISED)
        .select_related("person", "nomination", "participant__unit", "participant__cluster", "participant__kind")
        .prefetch_related(Prefetch("answers", queryset=answers), Prefetch("adjustments", queryset=entries))
        .order_by("participant__round__year", "pk")
    )
    newest = {sheet.person_id: sheet for sheet in sheets}
    sets = CriteriaSet.objects.prefetch_related("grade_rules", "adjustment_rules").in_bulk(
        {sheet.criteria_set_id for sheet in newest.values()}
    )
    proven = _initiative_answers(newest.values())
    return [
        _person_entry(sheet, sets[sheet.criteria_set_id], by_unit.get(sheet.participant.unit_id), last, proven)
        for sheet in newest.values()
    ]


def _person_entry(
    sheet: Assessment, criteria_set: CriteriaSet, row: RunRow | None, last: GradeNames, proven: set[int]
) -> Entry:
    answers = tuple(sheet.answers.all())
    totals = sheet_totals(answers)
    points = totals.percentage
    if points is not None:
        own = Sheet(sheet.participant, sheet, answers, tuple(sheet.adjustments.all()))
        points = sheet_adjusted(own, points, criteria_set).percentage
    figures = [final_figure(answer) for answer in answers if answer.pk in proven]
    nomination, participant = sheet.nomination, sheet.participant
    candidate = Candidate(
        key=f"p{sheet.person_id}",
        unit=str(participant.unit_id),
        cluster=participant.cluster.code if participant.cluster else None,
        points=points,
        is_preferred_woman=nomination.sex == Sex.FEMALE,
        is_difficult_area=participant.is_difficult_area,
        initiative=max((each.points for each in figures if each and each.points is not None), default=None),
        unit_grade=last.code_of(row.grade) if row else "",
        is_direct=nomination.category == WorkCategory.DIRECT,
    )
    return Entry(
        candidate, Side.INDIVIDUAL, nomination.full_name, nomination.job_title, nomination.place_of_work,
        row=row, report=sheet,
    )  # fmt: skip


def _initiative_answers(sheets: Iterable[Assessment]) -> set[int]:
    """Answers that a recognised initiative stands behind."""
    rows = Initiative.objects.filter(
        evidence__answer__assessment__in=[sheet.pk for sheet in sheets], evidence__removed_at__isnull=True
    )
    return set(rows.order_by().values_list("evidence__answer_id", flat=True))


def _with_subjects(cycle: AwardCycle, heading: Heading, entries: list[Entry]) -> list[Entry]:
    """The same with holds, other forms of the same period, and awards that stand for a part of it."""
    known = _subjects(entries, heading.side)
    ids = list(known.values())
    holds: dict[int, list[Hold]] = {}
    for hold in holding_on(clock.today()).filter(subject_id__in=ids):
        holds.setdefault(hold.subject_id, []).append(hold)
    awards, rivals = standing_awards(ids, cycle), rival_proposals(ids, cycle)
    found = []
    for entry in entries:
        subject = known.get(entry.key)
        held, own = tuple(holds.get(subject or 0, ())), rivals.get(subject or 0)
        earlier = tuple(awards.get(subject or 0, ()))
        elsewhere = (own is not None and (own.cycle_id, own.rule_id) != (cycle.pk, heading.rule.pk)) or any(
            same_period(award, cycle) for award in earlier
        )
        candidate = replace(entry.candidate, is_held=bool(held), is_elsewhere=elsewhere)
        found.append(replace(entry, candidate=candidate, subject_id=subject, holds=held, earlier=earlier, proposal=own))
    return found


def _subjects(entries: Iterable[Entry], side: str) -> dict[str, int]:
    """Key of an entry to its subject, where it was ever one."""
    if side == Side.COLLECTIVE:
        rows = Subject.objects.filter(unit_id__in=[int(entry.candidate.unit) for entry in entries])
        return {f"u{row.unit_id}": row.pk for row in rows}
    rows = Subject.objects.filter(person_id__in=[entry.report.person_id for entry in entries if entry.report])
    return {f"p{row.person_id}": row.pk for row in rows}


def _rounds(cycle: AwardCycle) -> list[Round]:
    run = cycle.run
    if run.round:
        return [run.round]
    return list(run.phase.rounds.order_by("year")) if run.phase else []


def _last_set(cycle: AwardCycle) -> int:
    """The criteria set whose grades the result prints: that of the round, or of the last round with one."""
    sets = [round.collective_set_id for round in _rounds(cycle) if round.collective_set_id]
    return sets[-1] if sets else 0


def _names_by_set(cycle: AwardCycle) -> dict[int, GradeNames]:
    sets = {round.collective_set_id for round in _rounds(cycle) if round.collective_set_id}
    rows = GradeRule.objects.filter(criteria_set_id__in=sets)
    return {
        pk: grade_names((row.code, row.title, row.min_points) for row in rows if row.criteria_set_id == pk)
        for pk in sets
    }
