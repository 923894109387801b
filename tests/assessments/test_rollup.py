"""Roll-up of the rounds of a phase, and what holds for every phase."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.rollup import PhaseRule, RolledUp, RoundResult, Standing, roll_up, standing
from campaign.enums import RollUpRule

D = Decimal


def counted(code: str, percentage: str, *, is_imported: bool = False) -> RoundResult:
    return RoundResult(code, Standing.COUNTED, D(percentage), is_imported)


def test_the_example() -> None:
    result = roll_up([counted("2023", "84.20"), counted("2024", "86.75"), counted("2025", "84.09")])
    assert result == RolledUp(D("85.01"), ("2023", "2024", "2025"), ())
    assert str(result.percentage) == "85.01"


def test_a_missing_sheet_is_zero_in_the_mean_and_named() -> None:
    result = roll_up([counted("2023", "84.20"), RoundResult("2024", Standing.NOT_SUBMITTED), counted("2025", "84.09")])
    assert result == RolledUp(D("56.10"), ("2023", "2024", "2025"), ("2024",))


@pytest.mark.parametrize(
    "left_out",
    [
        Standing.EXEMPT,
        Standing.NOT_FOUNDED,
        Standing.ENDED,
        Standing.TOO_SHORT,
        Standing.NOT_PARTICIPANT,
        Standing.PENDING,
    ],
)
def test_what_is_left_out_neither_lowers_nor_raises(left_out: Standing) -> None:
    result = roll_up([RoundResult("2023", left_out, D("10.00")), counted("2024", "86.75"), counted("2025", "84.09")])
    assert result == RolledUp(D("85.42"), ("2024", "2025"), ())


def test_too_few_rounds_are_shown_without_rank() -> None:
    rows = [
        RoundResult("2023", Standing.NOT_FOUNDED),
        RoundResult("2024", Standing.EXEMPT),
        counted("2025", "84.09"),
    ]
    assert roll_up(rows) == RolledUp(D("84.09"), ("2025",), (), "not_enough_rounds")
    assert roll_up(rows, PhaseRule(min_rounds=1)).reason == ""
    phase_2 = [counted(str(year), "80") for year in (2026, 2027)]
    assert roll_up(phase_2, PhaseRule(min_rounds=3)).reason == "not_enough_rounds"


def test_no_round_at_all() -> None:
    assert roll_up([], PhaseRule(min_rounds=0)) == RolledUp(None, (), (), "not_enough_rounds")


def test_imported_rounds_count_like_others() -> None:
    result = roll_up([counted("2023", "80", is_imported=True), counted("2024", "90")])
    assert (result.percentage, result.counted) == (D("85.00"), ("2023", "2024"))


def test_weights() -> None:
    rows = [counted("2023", "80"), counted("2024", "90"), counted("2025", "100")]
    rule = PhaseRule(RollUpRule.WEIGHTED, weights={"2023": 1, "2024": 1, "2025": D("1.5")})
    assert roll_up(rows, rule).percentage == D("91.43")
    # A round left out takes its weight with it.
    assert roll_up(rows[1:], rule).percentage == D("96.00")


@pytest.mark.parametrize(
    ("rows", "rule", "words"),
    [
        ([counted("2023", "80")] * 2, PhaseRule(), "once"),
        ([RoundResult("2023", Standing.COUNTED)], PhaseRule(), "no percentage"),
        ([counted("2023", "80")], PhaseRule("median"), "median"),
        ([counted("2023", "80")], PhaseRule(RollUpRule.WEIGHTED), "no weight"),
        ([counted("2023", "80")], PhaseRule(RollUpRule.WEIGHTED, weights={"2023": 0}), "no weight"),
        ([counted("2023", "80")], PhaseRule(RollUpRule.WEIGHTED, weights={"2024": 1}), "no weight"),
    ],
)
def test_what_cannot_be_rolled_up(rows: list[RoundResult], rule: PhaseRule, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        roll_up(rows, rule)


def test_floats_are_refused() -> None:
    with pytest.raises(TypeError):
        roll_up([RoundResult("2023", Standing.COUNTED, 84.2)])  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("life", "facts", "expected"),
    [
        ((None, None), {}, Standing.COUNTED),
        ((None, "2025-06-30"), {}, Standing.COUNTED),
        ((None, None), {"has_result": False}, Standing.NOT_SUBMITTED),
        ((None, None), {"has_result": False, "is_concluded": False}, Standing.PENDING),
        ((None, None), {"is_concluded": False}, Standing.PENDING),
        ((None, None), {"is_exempt": True}, Standing.EXEMPT),
        ((None, None), {"is_exempt": True, "has_result": False}, Standing.EXEMPT),
        (("2025-06-01", None), {}, Standing.NOT_FOUNDED),
        ((None, "2024-12-31"), {}, Standing.ENDED),
        ((None, "2024-12-31"), {"has_result": False}, Standing.ENDED),
        (("2025-03-17", None), {}, Standing.COUNTED),
        (("2025-03-18", None), {}, Standing.TOO_SHORT),
        (("2025-03-18", None), {"is_exempt": True}, Standing.TOO_SHORT),
    ],
)
def test_standing(life: tuple[str | None, str | None], facts: dict[str, bool], expected: Standing) -> None:
    unit_from, unit_to = (dt.date.fromisoformat(text) if text else None for text in life)
    told = {"is_exempt": False, "is_concluded": True, "has_result": True, **facts}
    found = standing(
        unit_from=unit_from,
        unit_to=unit_to,
        data_from=dt.date(2025, 1, 1),
        data_to=dt.date(2025, 5, 31),
        **told,
    )
    assert found is expected


# What holds for every phase.

FIGURES = st.integers(0, 10_000).map(lambda n: D(n) / 100)
STANDINGS = st.sampled_from(list(Standing))


@st.composite
def phases(draw: st.DrawFn) -> list[RoundResult]:
    return [RoundResult(str(2023 + index), draw(STANDINGS), draw(FIGURES)) for index in range(draw(st.integers(0, 5)))]


WEIGHTS = st.fixed_dictionaries({str(year): st.integers(1, 9) for year in range(2023, 2029)})


def rules(weights: dict[str, int]) -> list[PhaseRule]:
    return [PhaseRule(), PhaseRule(RollUpRule.WEIGHTED, weights=weights)]


def values(rows: list[RoundResult]) -> list[Decimal]:
    found = {Standing.COUNTED: lambda row: row.percentage, Standing.NOT_SUBMITTED: lambda _row: D(0)}
    return [found[row.standing](row) for row in rows if row.standing in found]


@given(phases(), WEIGHTS)
def test_a_phase_lies_between_its_worst_and_best_round(rows: list[RoundResult], weights: dict[str, int]) -> None:
    inside = values(rows)
    for rule in rules(weights):
        result = roll_up(rows, rule).percentage
        if not inside:
            assert result is None
            continue
        assert type(result) is Decimal
        assert min(inside) <= result <= max(inside)
        assert result.as_tuple().exponent == -2


@given(phases(), WEIGHTS, st.randoms(use_true_random=False))
def test_the_order_of_rounds_does_not_matter(rows: list[RoundResult], weights: dict[str, int], random: object) -> None:
    mixed = list(rows)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    for rule in rules(weights):
        assert roll_up(mixed, rule) == roll_up(rows, rule)


@given(phases(), st.integers(1, 9))
def test_equal_weights_are_the_mean(rows: list[RoundResult], weight: int) -> None:
    rule = PhaseRule(RollUpRule.WEIGHTED, weights={row.round: weight for row in rows})
    assert roll_up(rows, rule) == roll_up(rows)


@given(phases(), FIGURES)
def test_a_round_left_out_changes_nothing(rows: list[RoundResult], figure: Decimal) -> None:
    extra = RoundResult("2030", Standing.EXEMPT, figure)
    assert roll_up([*rows, extra]) == roll_up(rows)


@given(phases(), WEIGHTS)
def test_a_better_round_never_lowers_a_phase(rows: list[RoundResult], weights: dict[str, int]) -> None:
    better = [RoundResult(row.round, row.standing, D(100)) for row in rows]
    for rule in rules(weights):
        one, other = roll_up(rows, rule).percentage, roll_up(better, rule).percentage
        assert (one is None) is (other is None)
        assert one is None or other is None or one <= other
