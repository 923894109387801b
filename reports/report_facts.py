"""The facts of a phase for its report: results, criteria, tracked targets and awards, in a fixed number of queries."""

import datetime
from collections import defaultdict
from decimal import Decimal

from django.db.models import Count, Q, Sum

from assessments.charts import INFRASTRUCTURE, THRIFT, area_percentage
from assessments.enums import RowStatus
from assessments.models import Answer, RunRow
from assessments.result_queries import by_cluster, phase_rows, phase_run
from assessments.settling import Figure, final_figure
from awards.enums import AwardState, DecisionState, PaidAs, Side
from awards.models import Award
from campaign.enums import RoundState
from campaign.models import Phase
from campaign.queries import indicators_of, phases_list
from common import clock
from common.numbers import half_up
from reports.phase_summary import NoResult, phase_summary
from reports.report_data import AreaFacts, AwardFacts, CriterionFacts, ReportFacts, TargetFacts, YearFacts
from units.queries import faces

SENT = (RowStatus.COUNTED, RowStatus.IMPORTED)
# Tracked targets whose figure follows from the units' own figures where nobody has entered one: sum of the first
# amounts over the sum of the second. The others are figures of the whole province.
FROM_ANSWERS = {"CT-HT-6": "HT-6"}
Appraised = list[tuple[int, Answer, Figure]]


def report_facts(phase: Phase, *, day: datetime.date | None = None) -> ReportFacts:
    """What the data say about a phase today. Raises NoResult."""
    run = phase_run(phase)
    if run is None:
        raise NoResult(str(phase))
    day = day or clock.today()
    rows = phase_rows(run)
    rounds = list(phase.rounds.all())
    campaign = phase.campaign
    offices = faces(day, unit_ids=[campaign.lead_office_id, campaign.award_office_id])
    appraised = _appraised(rows)
    following = [each for each in phases_list() if each.first_year > phase.last_year]
    return ReportFacts(
        phase=_named(phase),
        lead_office=offices[campaign.lead_office_id].name,
        award_office=offices[campaign.award_office_id].name,
        years=_years(rows),
        waiting=tuple(each.year for each in rounds if each.state != RoundState.PUBLISHED and not each.on_paper),
        summary=phase_summary(phase, day=day),
        areas={code: _area(rows, code) for code in (INFRASTRUCTURE, THRIFT)},
        criteria=_criteria(appraised),
        targets=_targets(phase, [each.year for each in rounds], appraised),
        awards=_awards(phase),
        next_phase=_named(following[0]) if following else "",
        is_last=phase.last_year >= campaign.last_year,
    )


def _named(phase: Phase) -> str:
    return f"giai đoạn {phase.number} ({phase.first_year} - {phase.last_year})"


def _years(rows: list[RunRow]) -> tuple[YearFacts, ...]:
    found: dict[int, list[str]] = defaultdict(list)
    for row in rows:
        for year in row.years.all():
            found[year.round.year].append(year.status)
    return tuple(
        YearFacts(
            year,
            due=sum(status in (*SENT, RowStatus.NOT_SUBMITTED) for status in statuses),
            sent=sum(status in SENT for status in statuses),
            exempted=statuses.count(RowStatus.EXEMPTED),
            on_paper=RowStatus.IMPORTED in statuses and RowStatus.COUNTED not in statuses,
        )
        for year, statuses in sorted(found.items())
    )


def _area(rows: list[RunRow], code: str) -> AreaFacts:
    clusters = []
    for cluster, members in by_cluster(rows):
        figures = [figure for row in members if (figure := area_percentage(row, code)) is not None]
        if cluster and figures:
            clusters.append((str(cluster), half_up(sum(figures, Decimal(0)) / len(figures), 2)))
    every = (area_percentage(row, code) for row in rows)
    return AreaFacts(tuple(figure for figure in every if figure is not None), tuple(clusters))


def _appraised(rows: list[RunRow]) -> Appraised:
    """The answers behind the counted years with their year and the figure that counts, where they apply."""
    years = {
        year.source.assessment_id: year.round.year
        for row in rows
        for year in row.years.all()
        if year.status == RowStatus.COUNTED and year.source and year.source.assessment_id
    }
    answers = (
        Answer.objects.filter(assessment__in=list(years))
        .select_related("item__criterion__area")
        .prefetch_related("columns")
        .order_by("item__criterion__area__order", "item__criterion__order", "item__order", "pk")
    )
    found = []
    for answer in answers:
        figure = final_figure(answer)
        if figure is not None and figure.applies:
            found.append((years[answer.assessment_id], answer, figure))
    return found


def _criteria(appraised: Appraised) -> tuple[CriterionFacts, ...]:
    """In the order of the set; a criterion keeps the title of its newest version."""
    groups: dict[str, Appraised] = {}
    for entry in appraised:
        groups.setdefault(entry[1].item.criterion.code, []).append(entry)
    found = []
    for code, entries in groups.items():
        newest = max(entries, key=lambda entry: entry[0])[1].item.criterion
        found.append(
            CriterionFacts(
                code,
                newest.title,
                newest.area.code,
                units=len({answer.assessment_id for _, answer, _ in entries}),
                points=sum((figure.points or Decimal(0) for _, _, figure in entries), Decimal(0)),
                possible=sum((answer.item.max_points for _, answer, _ in entries), Decimal(0)),
            )
        )
    return tuple(found)


def _targets(phase: Phase, years: list[int], appraised: Appraised) -> tuple[TargetFacts, ...]:
    found = []
    for row in indicators_of(phase.campaign):
        entered = {each.round.year: each.value for each in row.values.all()}
        counted = _ratio_by_year(appraised, FROM_ANSWERS[row.code]) if row.code in FROM_ANSWERS else {}
        values = tuple((year, entered.get(year, counted.get(year))) for year in years)
        found.append(TargetFacts(row.title, row.unit_of_figure, row.baseline, row.target, values))
    return tuple(found)


def _ratio_by_year(appraised: Appraised, criterion: str) -> dict[int, Decimal]:
    """Per year the sum of the first figures in percent of the sum of the second ones, two places."""
    sums: dict[int, tuple[Decimal, Decimal]] = {}
    for year, answer, _ in appraised:
        if answer.item.criterion.code == criterion and answer.amount_a is not None and answer.amount_b:
            above, below = sums.get(year, (Decimal(0), Decimal(0)))
            sums[year] = (above + answer.amount_a, below + answer.amount_b)
    return {year: half_up(above * 100 / below, 2) for year, (above, below) in sums.items()}


def _awards(phase: Phase) -> tuple[AwardFacts, ...]:
    """Standing awards of decisions that are out, for the result of the phase or of one of its rounds, by form.

    A line that an amending decision replaced counts once, in its new form.
    """
    of_phase = Q()
    for way in ("decision__cycle", "decision__changes__cycle", "proposal__cycle"):
        of_phase |= Q(**{f"{way}__run__phase": phase}) | Q(**{f"{way}__run__round__phase": phase})
    paid = ~Q(paid_as=PaidAs.NOTHING)
    rows = (
        Award.objects.filter(
            of_phase,
            state=AwardState.GRANTED,
            decision__state__in=[DecisionState.ISSUED, DecisionState.RECORDED],
        )
        .values("form__name")
        .annotate(
            collectives=Count("pk", filter=Q(side=Side.COLLECTIVE)),
            individuals=Count("pk", filter=Q(side=Side.INDIVIDUAL)),
            money=Sum("amount", filter=paid, default=0),
        )
        .order_by("form__name")
    )
    return tuple(AwardFacts(row["form__name"], row["collectives"], row["individuals"], row["money"]) for row in rows)
