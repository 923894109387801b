"""Published rounds rolled up: means, missing years, ties, and a run that shows where every figure came from."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from assessments.enums import RowStatus, RunKind
from assessments.models import Approval, Run, RunRow
from assessments.services.phase_results import phase_compute, published_run
from campaign.enums import RollUpRule, RoundState
from campaign.models import Phase, Round
from common import clock
from tests import factories
from tests.kept import kept
from tests.reports import worlds

pytestmark = pytest.mark.django_db

# Of 43: 35,50 / 33,50 / 31,50 / 29,50 with 6, 4, 2 or 0 points in the first item.
SIX, FOUR, TWO, NIL = (Decimal(text) for text in ("82.56", "77.91", "73.26", "68.60"))


@pytest.fixture(autouse=True)
def in_time():
    with clock.frozen(factories.IN_TIME):
        yield


@kept
def units():
    factories.office(factories.LEAD)
    factories.office(factories.AWARD)
    cluster = factories.make_cluster()
    return {letter: factories.make_unit(name=f"Trường THPT {letter}", cluster=cluster) for letter in "ABCD"}


def result_of(round: Round, figures: dict) -> Run:
    """An official, published run of a round, written row by row: {unit: (status, result)}."""
    run = Run(round=round, kind=RunKind.OFFICIAL, rule="test", digest=f"{round.year:064d}", made_at=clock.now())
    run.save()
    participants = {row.unit: row for row in round.participants.select_related("unit")}
    for position, (unit, (status, result)) in enumerate(figures.items(), 1):
        counted = status == RowStatus.COUNTED
        points = Decimal(result) * 43 / 100 if counted else None
        RunRow(
            run=run, participant=participants[unit], status=status, position=position,
            points=points.quantize(Decimal("0.01")) if counted else None, possible=Decimal(43) if counted else None,
            percentage=Decimal(result) if counted else None, result=Decimal(result) if result is not None else None,
            areas={"HT": ["10.00", "23.00", "43.48"], "TK": ["15.00", "20.00", "75.00"]} if counted else {},
        ).save()  # fmt: skip
    Approval.objects.create(run=run, leader=worlds.leader(), given_at=clock.now(), published_at=clock.now())
    return run


def year(number: int, figures: dict) -> Run:
    """One published year; a text is a counted result, a status stands for a unit without one."""
    round = factories.make_round(number)
    pairs = {
        unit: (RowStatus.COUNTED, value) if isinstance(value, str) and value[0].isdigit() else value
        for unit, value in figures.items()
    }
    run = result_of(round, pairs)
    Round.objects.filter(pk=round.pk).update(state=RoundState.PUBLISHED)
    return run


NOT_SENT = (RowStatus.NOT_SUBMITTED, "0")
EXEMPT = (RowStatus.EXEMPTED, None)
TOO_SHORT = (RowStatus.TOO_SHORT, "70.00")


def compute() -> Run:
    run = phase_compute(phase=Phase.objects.get(number=1), by=None)
    assert run is not None
    return run


def rows(run: Run) -> dict[str, RunRow]:
    found = run.rows.select_related("participant").prefetch_related("years__round")
    return {row.participant.printed_name[-1]: row for row in found}


def test_a_phase_without_published_rounds_has_no_run():
    factories.make_round(2025)
    assert phase_compute(phase=Phase.objects.get(number=1), by=None) is None
    assert not Run.objects.exists()


def test_the_example_of_the_scoring_table(units):
    """84,20; 86,75; 84,09 give 85,01 (defaults 1.9)."""
    for number, figure in ((2023, "84.20"), (2024, "86.75"), (2025, "84.09")):
        year(number, {units["A"]: figure, units["B"]: "50.00", units["C"]: "40.00"})
    row = rows(compute())["A"]
    assert (row.result, row.exact, row.percentage) == (Decimal("85.01"),) * 3
    assert (row.points, row.possible) == (Decimal("109.67"), Decimal(129))
    assert row.areas == {"HT": ["30.00", "69.00", "43.48"], "TK": ["45.00", "60.00", "75.00"]}
    assert (row.grade, row.rank_in_cluster, row.status) == ("Tốt", 1, RowStatus.COUNTED)


def test_every_figure_points_to_its_round(units):
    first = year(2023, {units["A"]: "80.00"})
    last = year(2024, {units["A"]: "90.00", units["B"]: "70.00"})
    found = rows(compute())
    sources = {line.round.year: line.source for line in found["A"].years.all()}
    assert sources == {2023: first.rows.get(), 2024: last.rows.get(participant__unit=units["A"])}
    absent = found["B"].years.get(round__year=2023)
    assert (absent.source, absent.status, absent.result) == (None, RowStatus.ABSENT, None)


def test_missing_years_by_their_reason(units):
    """Not sent counts as 0; exempted and too short are left out; one year is too few for a rank."""
    year(2023, {units["A"]: "90.00", units["B"]: "90.00", units["C"]: "90.00", units["D"]: EXEMPT})
    year(2024, {units["A"]: NOT_SENT, units["B"]: EXEMPT, units["C"]: "80.00", units["D"]: EXEMPT})
    year(2025, {units["A"]: "90.00", units["B"]: "80.00", units["C"]: TOO_SHORT, units["D"]: "99.00"})
    found = rows(compute())
    assert {name: row.result for name, row in found.items()} == {
        "A": Decimal("60.00"), "B": Decimal("85.00"), "C": Decimal("85.00"), "D": Decimal("99.00"),
    }  # fmt: skip
    assert {name: row.rank_in_cluster for name, row in found.items()} == {"B": 1, "C": 1, "A": 3, "D": None}
    assert {name: row.note for name, row in found.items() if row.note} == {"D": "not_enough_rounds"}
    assert [line.status for line in found["A"].years.all()] == ["counted", "not_submitted", "counted"]
    assert found["A"].years.get(round__year=2024).result == Decimal(0)


def test_a_unit_that_was_always_exempted_keeps_that_status(units):
    year(2023, {units["A"]: "90.00", units["B"]: EXEMPT})
    year(2024, {units["A"]: "90.00", units["B"]: EXEMPT})
    row = rows(compute())["B"]
    assert (row.status, row.result, row.points, row.grade) == (RowStatus.EXEMPTED, None, None, "")


def test_a_unit_that_was_always_too_short_is_not_called_exempted(units):
    year(2023, {units["A"]: "90.00", units["B"]: TOO_SHORT})
    assert rows(compute())["B"].status == RowStatus.TOO_SHORT


def test_an_area_at_zero_is_a_figure(units):
    run = year(2023, {units["A"]: "90.00"})
    RunRow.objects.filter(run=run).update(areas={"HT": ["0.00", "23.00", "0.00"]})
    assert rows(compute())["A"].areas == {"HT": ["0.00", "23.00", "0.00"]}


def test_weights_by_year(units):
    year(2023, {units["A"]: "90.00"})
    year(2024, {units["A"]: "60.00"})
    Phase.objects.update(roll_up=RollUpRule.WEIGHTED, weights={"2023": "1", "2024": "2", "2025": "1"})
    assert rows(compute())["A"].result == Decimal("70.00")


def test_ties_over_the_years_share_a_rank(units):
    year(2023, {units["A"]: "90.00", units["B"]: "80.00", units["C"]: "70.00"})
    year(2024, {units["A"]: "80.00", units["B"]: "90.00", units["C"]: "70.00"})
    assert {name: row.rank_in_cluster for name, row in rows(compute()).items()} == {"A": 1, "B": 1, "C": 3}


def test_the_digest_follows_runs_and_rule(units):
    year(2023, {units["A"]: "90.00"})
    first = compute()
    assert compute().digest == first.digest
    Phase.objects.update(min_rounds=1)
    assert compute().digest != first.digest


def test_a_phase_run_is_written_once(units):
    year(2023, {units["A"]: "90.00"})
    run = compute()
    row = run.rows.first()
    for thing in (run, row, row.years.first()):
        with pytest.raises(ValidationError):
            thing.save()


def test_only_published_runs_count(units):
    year(2023, {units["A"]: "90.00"})
    open_round = factories.make_round(2024)
    assert published_run(open_round) is None
    assert [line.round.year for line in rows(compute())["A"].years.all()] == [2023]


@pytest.mark.long
def test_through_the_services_over_three_years(units):
    """Three rounds marked, approved and published one after the other; each publication makes the phase anew."""
    a, b, c = units["A"], units["B"], units["C"]
    for number, figures in (
        (2023, {a: Decimal(6), b: Decimal(4), c: Decimal(2)}),
        (2024, {a: Decimal(4), b: Decimal(6), c: None}),
        (2025, {a: Decimal(0), b: Decimal(0), c: Decimal(6)}),
    ):
        moment = dt.datetime(number + 1, 1, 10, 9, tzinfo=clock.TIME_ZONE) if number != 2025 else factories.IN_TIME
        with clock.frozen(moment):
            worlds.published_round(number, figures)
    assert Run.objects.filter(phase__number=1).count() == 3
    found = rows(Run.objects.filter(phase__number=1).order_by("pk").last())
    assert found["A"].result == ((SIX + FOUR + NIL) / 3).quantize(Decimal("0.01"))
    assert found["B"].result == found["A"].result == Decimal("76.36")
    assert found["C"].result == ((TWO + SIX) / 3).quantize(Decimal("0.01"))
    assert {name: found[name].rank_in_cluster for name in "ABC"} == {"A": 1, "B": 1, "C": 3}
    assert found["D"].status == RowStatus.COUNTED
    assert found["D"].result == Decimal(0)
