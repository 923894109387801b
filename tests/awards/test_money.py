"""Award money: the table of domain figures for two base salaries, and the rule on several titles."""

from decimal import Decimal

import pytest

from awards.money import award_money, household_coefficient, titles_money

STEP = 10_000
TABLE = [
    ("0.3", 710_000, 760_000),
    ("0.6", 1_410_000, 1_520_000),
    ("1.5", 3_510_000, 3_800_000),
    ("3", 7_020_000, 7_590_000),
    ("3.5", 8_190_000, 8_860_000),
    ("7", 16_380_000, 17_710_000),
    ("4.5", 10_530_000, 11_390_000),
    ("9", 21_060_000, 22_770_000),
    ("8", 18_720_000, 20_240_000),
    ("12", 28_080_000, 30_360_000),
    ("1", 2_340_000, 2_530_000),
    ("0.8", 1_880_000, 2_030_000),
]


@pytest.mark.parametrize(("coefficient", "earlier", "later"), TABLE)
def test_amounts_before_and_from_the_first_of_july_2026(coefficient, earlier, later):
    assert award_money(Decimal(coefficient), 2_340_000, round_up_to=STEP) == earlier
    assert award_money(Decimal(coefficient), 2_530_000, round_up_to=STEP) == later


def test_a_collective_is_rounded_once():
    twice_rounded = 2 * award_money(Decimal("0.3"), 2_340_000, round_up_to=STEP)
    assert (award_money(Decimal("0.6"), 2_340_000, round_up_to=STEP), twice_rounded) == (1_410_000, 1_420_000)


def test_a_whole_step_is_not_rounded_up_and_nothing_costs_nothing():
    assert award_money(Decimal("0.5"), 2_000_000, round_up_to=STEP) == 1_000_000
    assert award_money(Decimal("0.500001"), 2_000_000, round_up_to=STEP) == 1_010_000
    assert award_money(Decimal(0), 2_340_000, round_up_to=STEP) == 0


def test_a_household():
    coefficient = household_coefficient(Decimal("0.3"), Decimal("1.5"))
    assert award_money(coefficient, 2_340_000, round_up_to=STEP) == 1_060_000


@pytest.mark.parametrize(("coefficient", "salary", "step"), [("-1", 1, 1), ("1", -1, 1), ("1", 1, 0)])
def test_impossible_figures(coefficient, salary, step):
    with pytest.raises(ValueError, match="not negative"):
        award_money(Decimal(coefficient), salary, round_up_to=step)


def test_several_titles():
    same, other = "2024", "2025"
    assert titles_money([(710_000, same), (2_340_000, same)]) == 2_340_000
    assert titles_money([(710_000, same), (2_340_000, other)]) == 3_050_000
    assert titles_money([]) == 0
