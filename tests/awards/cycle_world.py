"""A published result to award by: units in a cluster with their rows, persons with reports, accounts, the law."""

import datetime as dt
from decimal import Decimal

from assessments.models import Approval, Assessment, Column, Run, RunRow, RunYear
from awards.models import AwardCycle, AwardForm, Fund
from awards.queries.cycles import Heading, headings_of, quotas_of
from awards.services.cycles import CycleInput, cycle_begin, cycle_open, fund_save, quotas_fix
from campaign.enums import RoundState
from campaign.models import Phase, Round
from common import clock
from common.models import CitedDocument
from criteria.models import GradeRule
from tests import factories
from tests.assessments import nominated
from tests.awards.laws import load_law
from units.enums import Role
from units.models import Unit, User

NOW = dt.datetime(2025, 6, 19, 9, tzinfo=clock.TIME_ZONE)
CODES = {"XS": "excellent", "TOT": "good", "HT": "completed", "CHT": "not_completed"}
GRADES = ((90, "Xuất sắc"), (80, "Tốt"), (50, "Hoàn thành"), (0, "Chưa hoàn thành"))
PERIOD = (dt.date(2025, 1, 1), dt.date(2025, 5, 31))
WHOLE = (dt.date(2023, 1, 1), dt.date(2025, 5, 31))


def user_of(role: str) -> User:
    return User.objects.filter(memberships__role=role).order_by("pk").first() or factories.make_user(
        role, unit=factories.office(factories.AWARD)
    )


def secretary() -> User:
    return user_of(Role.AWARD_SECRETARY)


def manager() -> User:
    return User.objects.filter(memberships__role=Role.CAMPAIGN_MANAGER).order_by("pk").first() or factories.make_user(
        Role.CAMPAIGN_MANAGER
    )


def grade_of(points: Decimal) -> str:
    return next(title for least, title in GRADES if points >= least)


def document(number: str = "12/QĐ-SGDĐT", day: dt.date = dt.date(2025, 6, 18)) -> CitedDocument:
    return CitedDocument(kind="Quyết định", number=number, date=day, issuer="Sở Giáo dục và Đào tạo")


def schools(*points: str | int) -> dict[Unit, Decimal]:
    """Schools of one cluster with their results, in the order given."""
    cluster = factories.make_cluster()
    return {
        factories.make_unit("T", code=f"TRUONG-{place}", name=f"Trường THPT Số {place}", cluster=cluster): Decimal(
            value
        )
        for place, value in enumerate(points, 1)
    }


def year_run(results: dict[Unit, Decimal], year: int = 2025) -> Run:
    """The published run of a round, as if it had been computed."""
    load_law()
    round = Round.objects.filter(year=year).first() or factories.make_round(year)
    for old, new in CODES.items():
        GradeRule.objects.filter(code=old).update(code=new)
    Round.objects.filter(pk=round.pk).update(state=RoundState.PUBLISHED)
    run = Run(round=round, rule="mean", digest="0" * 64, made_at=clock.now())
    run.save()
    rows_of_run(run, results, round)
    Approval.objects.create(run=run, leader=user_of(Role.LEADER), given_at=clock.now(), published_at=clock.now())
    return run


def phase_run(*years: dict[Unit, Decimal]) -> Run:
    """The run of the first phase over published rounds of 2023, 2024, … with the means of the units."""
    runs = [year_run(results, 2023 + place) for place, results in enumerate(years)]
    phase = Phase.objects.get(number=1)
    units = list(dict.fromkeys(unit for results in years for unit in results))
    means = {
        unit: (sum((results[unit] for results in years if unit in results), Decimal(0)) / len(years)).quantize(
            Decimal("0.01")
        )
        for unit in units
    }
    run = Run(phase=phase, rule="mean", digest="1" * 64, made_at=clock.now())
    run.save()
    for row in rows_of_run(run, means, runs[-1].round):
        for each in runs:
            source = each.rows.filter(participant__unit=row.participant.unit).first()
            status = "counted" if source else "not_submitted"
            RunYear(
                row=row, round=each.round, source=source, status=status, result=source.result if source else None
            ).save()
    return run


def rows_of_run(run: Run, results: dict[Unit, Decimal], round: Round) -> list[RunRow]:
    ordered = sorted(results.items(), key=lambda pair: (-pair[1], pair[0].code))
    made = []
    for place, (unit, points) in enumerate(ordered, 1):
        rank = 1 + sum(other > points for other in results.values())
        row = RunRow(
            run=run, participant=factories.participant_of(unit, round), status="counted", percentage=points,
            exact=points, result=points, areas={"TK": ["30", "40", "75.00"]}, grade=grade_of(points),
            rank_in_cluster=rank, rank_overall=rank, position=place,
        )  # fmt: skip
        row.save()
        made.append(row)
    return made


def begun(run: Run | None = None, **facts) -> AwardCycle:
    run = run or year_run(schools(95, 92, 91, 85, 84))
    first, last = WHOLE if run.phase_id else PERIOD
    values = {
        "title": "Khen thưởng năm 2025",
        "achievement_from": first,
        "achievement_to": last,
        "achievement_text": "Có thành tích trong Phong trào thi đua",
    }
    return cycle_begin(run=run, values=CycleInput(**(values | facts)), by=secretary())


def fund() -> Fund:
    factories.make_campaign()
    return fund_save(year=2025, amount=80_000_000, document=document("3/QĐ-SGDĐT"), note="", by=secretary())


def fixed(cycle: AwardCycle, **numbers: int) -> AwardCycle:
    """The quotas as the rules propose them, by the quota document; `numbers` by code of the rule replace them."""
    rows = {row.field: numbers.get(row.heading.rule.code.replace("-", "_"), row.number) for row in quotas_of(cycle)}
    return quotas_fix(cycle=cycle, expected_version=cycle.version, numbers=rows, document=document(), by=secretary())


def opened(run: Run | None = None, **numbers: int) -> AwardCycle:
    cycle = fixed(begun(run), **numbers)
    until = dt.date(2025, 6, 22)
    return cycle_open(cycle=cycle, expected_version=cycle.version, fund=fund(), nominate_until=until, by=secretary())


def form_of(code: str) -> AwardForm:
    """A form of the law of the cycles here."""
    return AwardForm.objects.get(code=code, rule_set__code="PL-2022")


def heading(cycle: AwardCycle, code: str, side: str) -> Heading:
    return next(row for row in headings_of(cycle) if (row.rule.code, row.side) == (code, side))


def report(unit: Unit, full_name: str = "Trần Thị Mai", **facts) -> Assessment:
    """A person's report, appraised as claimed: 40 and 30 points of 80 (87,50), an initiative behind the 30."""
    with clock.frozen(factories.IN_TIME):
        Round.objects.filter(year=2025).update(state=RoundState.OPEN)
        sheet = nominated.submitted(unit, full_name=full_name, **facts)
        Round.objects.filter(year=2025).update(state=RoundState.PUBLISHED)
    for answer in sheet.answers.all():
        if answer.not_applicable:
            Column.objects.create(answer=answer, kind="appraisal_1", applies=False, settled_at=NOW)
        else:
            Column.objects.create(answer=answer, kind="appraisal_1", points=answer.points, settled_at=NOW)
    Assessment.every.filter(pk=sheet.pk).update(state="appraised", received_at=NOW, appraised_at=NOW)
    return Assessment.every.get(pk=sheet.pk)
