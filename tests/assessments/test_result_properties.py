"""What holds for every set, every unit and every result: full marks, heavier criteria, better marks, order, weights."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.ranking import Contender, rank
from assessments.stability import BASE, Scores, figure, stability
from assessments.what_if import reweighted
from config.plan_files import load_plan_files
from criteria.enums import AdjustmentKind
from criteria.scoring import two_marks
from criteria.totals import AdjustmentEntry, AdjustmentLimits, AnswerPoints, adjusted, totals

D = Decimal
PLAN_SET = next(row for row in load_plan_files().criteria_sets if row.code == "KCHT-TKCLP")
KINDS = ("P", "H", "T", "X")
CODES = tuple(f"C{n}" for n in range(6))


def full_marks(kind: str, *, named: bool) -> list[AnswerPoints]:
    """A unit of the plan's set with every applicable mark full; `named`: it is named wherever units are."""
    return [
        AnswerPoints(item.code, row.code, row.place.area, item.max_points, item.max_points)
        for row in PLAN_SET.criteria
        for scope in row.scopes
        if scope.kind == kind and (scope.applies == "all" or (named and scope.applies == "named"))
        for item in row.items
    ]


@pytest.mark.parametrize("named", [False, True])
@pytest.mark.parametrize("kind", KINDS)
def test_all_marks_full_are_100_percent_for_every_kind_of_unit_in_the_plan(kind: str, named: bool) -> None:
    found = totals(full_marks(kind, named=named))
    assert found.percentage == D("100.00")
    assert {area.percentage for area in found.areas} == {D("100.00")}
    assert found.points == found.possible


@pytest.mark.parametrize("kind", KINDS)
@given(st.data())
def test_full_marks_stay_100_percent_whatever_is_granted_not_to_apply(kind: str, data: st.DataObject) -> None:
    """Rescaling: what does not apply leaves points and maximum alike, down to a single criterion."""
    marks = full_marks(kind, named=True)
    keeps = data.draw(st.sets(st.sampled_from([row.item for row in marks]), min_size=1))
    found = totals([row if row.item in keeps else replace(row, points=None, applicable=False) for row in marks])
    assert found.percentage == D(100)
    assert found.possible == sum((row.max_points for row in marks if row.item in keeps), D(0))
    assert {area.percentage for area in found.areas if area.possible} == {D(100)}


MAXIMA = st.integers(1, 4000).map(lambda n: D(n) / 100)


@st.composite
def a_set(draw: st.DrawFn) -> dict[str, Decimal]:
    """Any set: criterion to its maximum."""
    return {code: draw(MAXIMA) for code in CODES}


@st.composite
def a_round(draw: st.DrawFn) -> list[list[AnswerPoints]]:
    """Some units under one set; to each another choice of criteria may apply, at least one."""
    maxima = draw(a_set())
    units = []
    for _unit in range(draw(st.integers(1, 6))):
        keeps = draw(st.sets(st.sampled_from(CODES), min_size=1))
        units.append(
            [
                AnswerPoints(
                    code, code, "HT", most, draw(st.decimals(min_value=0, max_value=most, places=2)), code in keeps
                )
                for code, most in maxima.items()
            ]
        )
    return units


def places(units: list[list[AnswerPoints]], order: list[int] | None = None) -> dict[str, int | None]:
    field = [Contender(f"u{n}", "x", "C1", totals(unit).percentage) for n, unit in enumerate(units)]
    rows = [field[n] for n in order] if order else field
    return {line.key: line.rank_in_cluster for line in rank(rows, smallest_cluster=1)}


@given(a_round(), st.dictionaries(st.sampled_from(CODES), MAXIMA))
def test_full_marks_are_100_percent_under_any_weights(
    units: list[list[AnswerPoints]], weights: dict[str, Decimal]
) -> None:
    for unit in units:
        present = {row.criterion: row.max_points for row in unit}
        full = [replace(row, points=row.max_points) for row in unit]
        assert totals(reweighted(full, present, weights)).percentage == D(100)


@given(a_round(), st.integers(0, 5), st.sampled_from(CODES), st.integers(1, 4000))
def test_a_higher_mark_never_lowers_a_rank(units: list[list[AnswerPoints]], at: int, code: str, more: int) -> None:
    place = at % len(units)
    better = [
        replace(row, points=min((row.points or D(0)) + D(more) / 100, row.max_points)) if row.item == code else row
        for row in units[place]
    ]
    before, after = places(units), places([*units[:place], better, *units[place + 1 :]])
    assert after[f"u{place}"] <= before[f"u{place}"]
    assert all(after[key] >= before[key] for key in before if key != f"u{place}")


@given(a_round(), st.randoms(use_true_random=False))
def test_the_order_of_the_input_never_changes_a_rank(units: list[list[AnswerPoints]], random: object) -> None:
    order = list(range(len(units)))
    random.shuffle(order)  # type: ignore[attr-defined]
    assert places(units, order) == places(units)
    mixed = [unit[::-1] for unit in units]
    assert places(mixed) == places(units)


@given(st.integers(1, 40), st.integers(1, 40), st.integers(1, 40), st.integers(1, 400))
def test_a_heavier_weight_always_moves_the_total_more(rest: int, one: int, other: int, heavier: int) -> None:
    """The same criterion, from nothing to full, under a weight and under a heavier one."""
    rows = [
        AnswerPoints("C0", "C0", "HT", D(one), D(0)),
        AnswerPoints("C1", "C1", "HT", D(other), D(0)),
        AnswerPoints("C2", "C2", "TK", D(rest), D(rest)),
    ]
    present = {row.criterion: row.max_points for row in rows}

    def moved(weight: Decimal) -> Decimal:
        before = totals(reweighted(rows, present, {"C0": weight})).percentage
        reached = [replace(rows[0], points=rows[0].max_points), *rows[1:]]
        after = totals(reweighted(reached, present, {"C0": weight})).percentage
        assert before is not None
        assert after is not None
        return after - before

    assert moved(D(one + heavier)) > moved(D(one)) > 0


@given(st.integers(1, 40), st.integers(1, 40), st.integers(1, 40), st.integers(1, 400), MAXIMA)
def test_what_does_not_apply_changes_nothing_in_what_a_weight_moves(
    rest: int, one: int, other: int, heavier: int, apart: Decimal
) -> None:
    """A criterion that does not apply may have any weight: from nothing to full moves the same, and heavier more."""
    rows = [
        AnswerPoints("C0", "C0", "HT", D(one), D(0)),
        AnswerPoints("C1", "C1", "HT", D(other), D(0)),
        AnswerPoints("C2", "C2", "TK", D(rest), D(rest)),
    ]
    left_out = AnswerPoints("C3", "C3", "TK", apart, None, applicable=False)

    def moved(weight: Decimal, more: list[AnswerPoints]) -> Decimal:
        present = {row.criterion: row.max_points for row in [*rows, *more]}
        reached = [replace(rows[0], points=rows[0].max_points), *rows[1:], *more]
        after = totals(reweighted(reached, present, {"C0": weight})).percentage
        before = totals(reweighted([*rows, *more], present, {"C0": weight})).percentage
        assert before is not None
        assert after is not None
        return after - before

    assert moved(D(one), [left_out]) == moved(D(one), [])
    assert moved(D(one + heavier), [left_out]) > moved(D(one), [left_out])


POINTS = st.integers(0, 800).map(lambda n: D(n) / 100)
LIMITS = AdjustmentLimits(D(5), D(10))


def moved_by(base: Decimal, bonus: Decimal, minus: Decimal, limits: AdjustmentLimits = LIMITS):
    entries = [
        AdjustmentEntry("DT", AdjustmentKind.BONUS, bonus, D(8)),
        AdjustmentEntry("TR", AdjustmentKind.MINUS, minus, D(8)),
    ]
    return adjusted(base, entries, limits)


@given(st.sampled_from(KINDS), POINTS, POINTS)
def test_full_marks_with_bonus_and_minus_are_100_less_what_counts(kind: str, bonus: Decimal, minus: Decimal) -> None:
    """Bonus never lifts above 100; minus counts in full, first against the bonus that stands above 100."""
    base = totals(full_marks(kind, named=True)).percentage
    found = moved_by(base, bonus, minus)
    assert (found.bonus, found.minus) == (min(bonus, D(5)), minus)
    assert found.exact == D(100) + found.bonus - found.minus
    assert found.percentage == min(found.exact, D(100))


@given(a_round(), st.sampled_from(CODES), st.integers(1, 4000), POINTS, POINTS)
def test_bonus_and_minus_never_turn_a_better_mark_into_a_worse_result(
    units: list[list[AnswerPoints]], code: str, more: int, bonus: Decimal, minus: Decimal
) -> None:
    """They move by the same whatever the marks and weights are, so before the limits the order is that of the marks."""
    for unit in units:
        better = [
            replace(row, points=min((row.points or D(0)) + D(more) / 100, row.max_points)) if row.item == code else row
            for row in unit
        ]
        old, new = totals(unit).percentage, totals(better).percentage
        before, after = moved_by(old, bonus, minus), moved_by(new, bonus, minus)
        assert after.exact - before.exact == new - old
        assert after.percentage >= before.percentage


@given(st.integers(1, 24), st.integers(0, 24), st.integers(0, 24), st.integers(1, 40))
def test_two_full_marks_are_full_and_each_of_two_marks_moves_by_half(
    steps: int, first: int, second: int, rest: int
) -> None:
    """Marks in steps of 0.25; the mean lies between both, and a mark raised by 0.50 raises the points by 0.25."""
    most = D(steps) / 4
    a, b = (min(D(mark) / 4, most) for mark in (first, second))
    settled = two_marks(a, b, most).mean
    assert settled is not None
    assert min(a, b) - D("0.005") <= settled <= max(a, b) + D("0.005")
    assert two_marks(a, b, most) == two_marks(b, a, most)
    assert two_marks(most, most, D(0)).mean == most
    other = AnswerPoints("C1", "C1", "TK", D(rest), D(rest))

    def total(points: Decimal) -> Decimal | None:
        return totals([AnswerPoints("C0", "C0", "HT", most, points), other]).percentage

    assert total(two_marks(most, most, D(0)).mean) == D(100)
    if a + D("0.50") <= most:
        raised = two_marks(a + D("0.50"), b, most).mean
        assert raised - settled == D("0.25")
        assert total(raised) >= total(settled)


@given(st.integers(0, 24), st.integers(0, 24), st.integers(0, 12))
def test_two_marks_further_apart_than_the_gap_settle_nothing(first: int, second: int, gap: int) -> None:
    found = two_marks(D(first) / 4, D(second) / 4, D(gap) / 4)
    assert found.needs_third == (abs(first - second) > gap)
    assert (found.mean is None) == found.needs_third


def scores(units: list[list[AnswerPoints]]) -> list[Scores]:
    return [
        Scores(
            f"u{n}",
            "C1",
            {
                row.criterion: (int((row.points or 0) * 100), int(row.max_points * 100))
                for row in unit
                if row.applicable
            },
        )
        for n, unit in enumerate(units)
    ]


@given(a_round())
def test_the_stability_counts_as_the_result_does(units: list[list[AnswerPoints]]) -> None:
    unchanged = dict.fromkeys(CODES, BASE)
    for unit, row in zip(units, scores(units), strict=True):
        assert D(figure(row, unchanged)) / 100 == totals(unit).percentage
    found = stability(scores(units), spread=0, seed=1, draws=3)
    assert {key: row.in_cluster.rank for key, row in found.items()} == places(units)
    assert all(row.in_cluster.is_fixed and row.in_cluster.kept == 100 and not row.movers for row in found.values())


@given(a_round(), st.integers(1, 50), st.integers(0, 10**6), st.randoms(use_true_random=False))
def test_intervals_hold_the_rank_and_never_depend_on_the_order(
    units: list[list[AnswerPoints]], spread: int, seed: int, random: object
) -> None:
    rows = scores(units)
    found = stability(rows, spread=spread, seed=seed, draws=5)
    for row in found.values():
        assert 1 <= row.in_cluster.best <= row.in_cluster.rank <= row.in_cluster.worst <= len(units)
        assert row.in_cluster == row.overall
    random.shuffle(rows)  # type: ignore[attr-defined]
    assert stability(rows, spread=spread, seed=seed, draws=5) == found
