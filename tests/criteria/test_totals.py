"""Totals: the worked examples of the default table, and what holds for every unit."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from criteria.enums import AdjustmentKind
from criteria.totals import (
    AdjustedItem,
    AdjustmentEntry,
    AdjustmentLimits,
    AnswerPoints,
    AreaTotals,
    Late,
    LateRule,
    adjusted,
    late_minus,
    percentage,
    totals,
)

D = Decimal
BONUS, MINUS = AdjustmentKind.BONUS, AdjustmentKind.MINUS


def answer(code: str, most: str, points: str | None, *, applicable: bool = True) -> AnswerPoints:
    return AnswerPoints(
        code, code, code.split("-", maxsplit=1)[0], D(most), None if points is None else D(points), applicable
    )


SCHOOL = [
    answer("HT-2", "10", "8"),
    answer("HT-3", "8", "8"),
    answer("HT-4", "8", "6"),
    answer("HT-6", "12", "9.90"),
    answer("TK-1", "6", "6"),
    answer("TK-2", "5", "5"),
    answer("TK-4", "11", "7.92"),
    answer("TK-5", "6", "4.75"),
    answer("TK-6", "8", "6"),
    answer("TK-7", "6", "4.50"),
]
WITHOUT_CAPITAL = [replace(row, applicable=row.item != "HT-6") for row in SCHOOL]


# Worked examples.


def test_upper_secondary_school() -> None:
    result = totals(SCHOOL)
    assert (result.points, result.possible, result.percentage) == (D("66.07"), D("80.00"), D("82.59"))
    assert str(result.percentage) == "82.59"
    assert result.areas == (
        AreaTotals("HT", D("31.90"), D(38), D("83.95")),
        AreaTotals("TK", D("34.17"), D(42), D("81.36")),
    )
    assert (result.missing, result.zeros, result.is_complete) == ((), (), True)


def test_bonus_and_minus_of_the_example() -> None:
    late = late_minus(1)
    result = adjusted(
        D("82.59"),
        [AdjustmentEntry("DT-2", BONUS, D(2), D(2)), AdjustmentEntry("TR-1", MINUS, late.points, D(3))],
    )
    assert (result.bonus, result.minus) == (D("2.00"), D("0.50"))
    assert str(result.percentage) == "84.09"
    assert result.exact == D("84.09")


def test_the_same_school_without_capital() -> None:
    result = totals(WITHOUT_CAPITAL)
    assert (result.points, result.possible, result.percentage) == (D("56.17"), D("68.00"), D("82.60"))


def test_teacher() -> None:
    rows = [
        AnswerPoints("CN-1.1", "CN-1", "CN", D(40), D(40)),
        AnswerPoints("CN-1.2", "CN-1", "CN", D(40), D(30)),
        AnswerPoints("CN-1.3", "CN-1", "CN", D(20), None, applicable=False),
    ]
    result = totals(rows)
    assert (result.points, result.possible, result.percentage) == (D(70), D(80), D("87.50"))
    assert result.is_complete


# Missing, zero, nothing.


def test_missing_points_count_nothing_but_are_named() -> None:
    result = totals([answer("HT-2", "10", None), answer("TK-1", "6", "6")])
    assert (result.points, result.possible, result.percentage) == (D(6), D(16), D("37.50"))
    assert result.missing == ("HT-2",)
    assert result.zeros == ()
    assert not result.is_complete


def test_a_criterion_is_at_zero_only_when_all_its_items_are() -> None:
    rows = [
        AnswerPoints("1.1", "1", "A", D(5), D(0)),
        AnswerPoints("1.2", "1", "A", D(5), D("0.25")),
        AnswerPoints("2.1", "2", "A", D(5), D(0)),
        AnswerPoints("2.2", "2", "A", D(5), None, applicable=False),
        AnswerPoints("3.1", "3", "A", D(5), D(0)),
        AnswerPoints("3.2", "3", "A", D(5), None),
        AnswerPoints("4.1", "4", "A", D(5), D(0), applicable=False),
    ]
    assert totals(rows).zeros == ("2",)


def test_an_area_where_nothing_applies_has_no_percentage() -> None:
    result = totals([answer("HT-2", "10", "5"), answer("TK-1", "6", None, applicable=False)])
    assert result.areas[1] == AreaTotals("TK", D(0), D(0), None)
    assert result.percentage == D("50.00")


def test_nothing_at_all() -> None:
    result = totals([])
    assert (result.points, result.possible, result.percentage, result.areas) == (D(0), D(0), None, ())
    assert percentage(D(0), D(0)) is None


def test_an_item_counts_once() -> None:
    with pytest.raises(ValueError, match="once"):
        totals([SCHOOL[0], SCHOOL[0]])


@pytest.mark.parametrize("points", ["10.01", "-0.01"])
def test_points_outside_the_item_are_refused(points: str) -> None:
    with pytest.raises(ValueError, match="HT-2"):
        totals([answer("HT-2", "10", points)])


# Bonus, minus, lateness.


def test_limits_of_items_then_of_all() -> None:
    entries = [
        *[AdjustmentEntry("DT-1", BONUS, D(1), D(2))] * 3,
        AdjustmentEntry("DT-2", BONUS, D(2), D(2)),
        AdjustmentEntry("DT-3", BONUS, D("1.5"), D("1.5")),
        *[AdjustmentEntry("TR-2", MINUS, D(1), D(3))] * 5,
        *[AdjustmentEntry("TR-3", MINUS, D(2), D(4))] * 2,
        *[AdjustmentEntry("TR-4", MINUS, D(2), D(4))] * 2,
    ]
    result = adjusted(D(70), entries)
    assert (result.bonus, result.minus, result.percentage) == (D(5), D(10), D(65))
    assert result.items[0] == AdjustedItem("DT-1", BONUS, D("2.00"))
    assert result.items[3] == AdjustedItem("TR-2", MINUS, D("3.00"))


def test_result_stays_within_0_and_100_and_the_exact_figure_is_kept() -> None:
    high = adjusted(D("98.20"), [AdjustmentEntry("DT-1", BONUS, D(2), D(2))])
    assert (high.percentage, high.exact) == (D("100.00"), D("100.20"))
    low = adjusted(D("3.00"), [AdjustmentEntry("TR-3", MINUS, D(4), D(4))])
    assert (str(low.percentage), low.exact) == ("0.00", D("-1.00"))


def test_own_limits() -> None:
    result = adjusted(D(50), [AdjustmentEntry("DT-1", BONUS, D(9), D(9))], AdjustmentLimits(bonus=D(1)))
    assert result.percentage == D(51)


@pytest.mark.parametrize(
    "entries",
    [
        [AdjustmentEntry("DT-1", BONUS, D(-1), D(2))],
        [AdjustmentEntry("DT-1", BONUS, D(1), D(2)), AdjustmentEntry("DT-1", BONUS, D(1), D(3))],
        [AdjustmentEntry("DT-1", BONUS, D(1), D(2)), AdjustmentEntry("DT-1", MINUS, D(1), D(2))],
    ],
)
def test_contradicting_entries_are_refused(entries: list[AdjustmentEntry]) -> None:
    with pytest.raises(ValueError, match=r"sign|disagree"):
        adjusted(D(50), entries)


@pytest.mark.parametrize(
    ("days", "points", "accepted"),
    [(-2, "0", True), (0, "0", True), (1, "0.5", True), (3, "1.5", True), (6, "3", True), (7, "3", True),
     (10, "3", True), (11, "3", False)],
)  # fmt: skip
def test_late_minus(days: int, points: str, accepted: bool) -> None:
    assert late_minus(days) == Late(D(points), accepted)


def test_own_late_rule() -> None:
    assert late_minus(2, LateRule(D(1), D(5), 1)) == Late(D(2), accepted=False)


# What holds for every unit.

HUNDREDTHS = st.integers(1, 4000).map(lambda n: D(n) / 100)


@st.composite
def answers(draw: st.DrawFn) -> list[AnswerPoints]:
    rows = []
    for index in range(draw(st.integers(1, 14))):
        most = draw(HUNDREDTHS)
        points = draw(st.decimals(min_value=0, max_value=most, places=2))
        area = draw(st.sampled_from(["HT", "TK"]))
        rows.append(AnswerPoints(f"i{index}", f"c{draw(st.integers(0, 5))}", area, most, points, draw(st.booleans())))
    assume(any(row.applicable for row in rows))
    return rows


KINDS = {
    "P": {"HT-1": 6, "HT-2": 10, "HT-3": 8, "TK-1": 6, "TK-2": 5, "TK-5": 6, "TK-6": 8, "TK-7": 6, "TK-8": 5},
    "H": {"HT-1": 6, "HT-2": 10, "HT-3": 8, "HT-4": 8, "HT-6": 12, "TK-1": 6, "TK-2": 5, "TK-4": 11,
          "TK-5": 6, "TK-6": 8, "TK-7": 6, "TK-8": 5},
    "T": {"HT-2": 10, "HT-3": 8, "HT-4": 8, "HT-6": 12, "TK-1": 6, "TK-2": 5, "TK-4": 11, "TK-5": 6,
          "TK-6": 8, "TK-7": 6},
    "X": {"HT-2": 10, "HT-3": 8, "HT-4": 8, "HT-5": 5, "HT-6": 12, "TK-1": 6, "TK-2": 5, "TK-4": 11,
          "TK-5": 6, "TK-6": 8, "TK-7": 6},
}  # fmt: skip


@pytest.mark.parametrize(("kind", "possible"), [("P", 60), ("H", 91), ("T", 80), ("X", 85)])
def test_full_marks_are_100_for_every_kind_of_unit(kind: str, possible: int) -> None:
    rows = [answer(code, str(most), str(most)) for code, most in KINDS[kind].items()]
    result = totals(rows)
    assert (result.possible, result.percentage) == (possible, D("100.00"))
    assert {area.percentage for area in result.areas} == {D("100.00")}


@given(answers())
def test_full_marks_are_100_whatever_applies(rows: list[AnswerPoints]) -> None:
    full = totals([replace(row, points=row.max_points) for row in rows])
    assert full.percentage == D(100)
    assert totals([replace(row, points=D(0)) for row in rows]).percentage == 0


@given(answers())
def test_totals_are_exact_decimals_within_bounds(rows: list[AnswerPoints]) -> None:
    result = totals(rows)
    assert result.percentage is not None
    assert 0 <= result.percentage <= 100
    assert result.points == sum((area.points for area in result.areas), D(0))
    assert result.possible == sum((area.possible for area in result.areas), D(0))
    for value in (result.points, result.possible, result.percentage):
        assert type(value) is Decimal
        assert value.as_tuple().exponent == -2


@given(answers(), st.randoms(use_true_random=False))
def test_the_order_of_answers_does_not_matter(rows: list[AnswerPoints], random: object) -> None:
    mixed = list(rows)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    one, other = totals(rows), totals(mixed)
    assert (one.points, one.possible, one.percentage) == (other.points, other.possible, other.percentage)
    assert set(one.areas) == set(other.areas)
    assert set(one.zeros) == set(other.zeros)


@given(answers(), HUNDREDTHS, st.none() | st.decimals(min_value=0, max_value=1, places=2))
def test_what_does_not_apply_changes_nothing(rows: list[AnswerPoints], most: Decimal, points: Decimal | None) -> None:
    extra = AnswerPoints("extra", "extra", rows[0].area, max(most, D(1)), points, applicable=False)
    assert totals([*rows, extra]) == totals(rows)


@given(answers(), st.integers(0, 13), st.decimals(min_value=0, max_value=40, places=2))
def test_more_points_never_lower_a_total(rows: list[AnswerPoints], index: int, more: Decimal) -> None:
    row = rows[index % len(rows)]
    better = replace(row, points=min((row.points or D(0)) + more, row.max_points))
    changed = [better if one is row else one for one in rows]
    before, after = totals(rows).percentage, totals(changed).percentage
    assert before is not None
    assert after is not None
    assert after >= before


@given(answers(), st.integers(2, 40), st.integers(1, 40))
def test_a_heavier_criterion_moves_the_total_more(rows: list[AnswerPoints], heavy: int, light: int) -> None:
    assume(heavy > light)
    fixed = [replace(row, item=f"x{row.item}") for row in rows]
    both = [
        AnswerPoints("heavy", "heavy", "HT", D(heavy), D(0)),
        AnswerPoints("light", "light", "TK", D(light), D(0)),
    ]
    base = totals([*fixed, *both])
    with_heavy = totals([*fixed, replace(both[0], points=D(heavy)), both[1]])
    with_light = totals([*fixed, both[0], replace(both[1], points=D(light))])
    assert base.percentage is not None
    assert with_heavy.percentage is not None
    assert with_light.percentage is not None
    # One whole point of at most 640 is at least 0.15 %, so rounding to 0.01 can't hide it.
    assert with_heavy.percentage > with_light.percentage > base.percentage


SIZES = st.integers(0, 1500).map(lambda n: D(n) / 100)
ENTRIES = st.lists(
    st.builds(
        lambda code, points: AdjustmentEntry(code, BONUS if code.startswith("DT") else MINUS, points, D(len(code) + 1)),
        st.sampled_from(["DT", "DT-1", "TR", "TR-2"]),
        SIZES,
    ),
    max_size=8,
)
BASES = st.decimals(min_value=0, max_value=100, places=2)


@given(BASES, ENTRIES)
def test_adjustment_is_bounded(base: Decimal, entries: list[AdjustmentEntry]) -> None:
    result = adjusted(base, entries)
    assert 0 <= result.bonus <= 5
    assert 0 <= result.minus <= 10
    assert result.exact == base + result.bonus - result.minus
    assert result.percentage == min(max(result.exact, D(0)), D(100))
    assert result.percentage.as_tuple().exponent == -2


@given(BASES, BASES, ENTRIES)
def test_adjustment_keeps_the_order_of_units(one: Decimal, other: Decimal, entries: list[AdjustmentEntry]) -> None:
    low, high = adjusted(min(one, other), entries), adjusted(max(one, other), entries)
    assert low.percentage <= high.percentage
    assert (low.exact < high.exact) is (one != other)


@given(st.integers(0, 60))
def test_lateness_never_gets_cheaper(days: int) -> None:
    assert late_minus(days).points <= late_minus(days + 1).points <= 3
    assert late_minus(days).accepted or not late_minus(days + 1).accepted
