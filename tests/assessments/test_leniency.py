"""Appraisers against the others on the same criterion: worked examples, and where there is too little to say."""

from decimal import Decimal

import pytest

from assessments.leniency import ENOUGH, Given, compare, overall

D = Decimal


def marks(appraiser: int, item: str, *granted: str, claimed: str = "10") -> list[Given]:
    return [Given(appraiser, item, D(claimed), D(points)) for points in granted]


def test_mean_spread_and_leniency() -> None:
    """Ratios 100, 80, 100, 80, 90 of one: mean 90, deviation 8,9; the other gives 100 always."""
    first, second = compare([*marks(1, "A", "10", "8", "10", "8", "9"), *marks(2, "A", *["10"] * 5)])
    assert (first.count, first.others, first.mean, first.spread, first.others_mean) == (
        5, 5, D("90.0"), D("8.9"), D("100.0"),
    )  # fmt: skip
    assert (first.leniency, first.changed) == (D("-10.0"), D("60.0"))
    assert (second.leniency, second.spread, second.changed) == (D("10.0"), D("0.0"), D("0.0"))


def test_a_mark_above_the_claim_counts_above_100() -> None:
    (line,) = compare(marks(1, "A", *["6"] * 5, claimed="5"))
    assert line.mean == D("120.0")


def test_too_few_marks_say_nothing() -> None:
    few, many = compare([*marks(1, "A", *["5"] * (ENOUGH - 1)), *marks(2, "A", *["10"] * ENOUGH)])
    assert (few.count, few.mean, few.spread, few.changed, few.leniency) == (4, None, None, None, None)
    assert few.others_mean == D("100.0")
    assert (many.mean, many.others, many.others_mean, many.leniency) == (D("100.0"), 4, None, None)


def test_others_are_those_of_the_same_criterion_alone() -> None:
    lines = compare([*marks(1, "A", *["10"] * 5), *marks(2, "B", *["5"] * 5)])
    assert [(line.item, line.others, line.leniency) for line in lines] == [("A", 0, None), ("B", 0, None)]
    assert [(row.appraiser, row.count, row.compared, row.leniency) for row in overall(lines)] == [
        (1, 5, 0, None),
        (2, 5, 0, None),
    ]


def test_overall_weighs_by_the_own_marks() -> None:
    """Ten marks 10 points below on A, five marks 5 points above on B: (10 × −10 + 5 × 5) ÷ 15 = −5."""
    rows = [
        *marks(1, "A", *["9"] * 10), *marks(2, "A", *["10"] * 5),
        *marks(1, "B", *["10"] * 5), *marks(2, "B", *["9.5"] * 5),
    ]  # fmt: skip
    first, second = overall(compare(rows))
    assert (first.count, first.compared, first.leniency, first.changed) == (15, 15, D("-5.0"), D("66.7"))
    assert (second.count, second.leniency) == (10, D("2.5"))


def test_a_claim_of_nothing_has_no_ratio() -> None:
    with pytest.raises(ValueError, match="above 0"):
        compare([Given(1, "A", D(0), D(0))])


def test_nobody() -> None:
    assert compare([]) == ()
    assert overall([]) == ()
