"""Figures drawn for the demonstration: exact sums, points by the rules, claims somewhat above."""

import random
from decimal import Decimal

import pytest

from assessments.demo.figures import NoFigures, Wish, changes_for, goal_points, sheet_figures
from assessments.demo.story import ORDER, RESULTS, wished_results
from criteria.scoring import AnswerValue, ItemRule, score

RULES = {
    "HT-2": ItemRule("options", Decimal(10), options=tuple((str(n), Decimal(n)) for n in (10, 8, 6, 3, 0))),
    "HT-6": ItemRule("percentage", Decimal(12), measure="ratio", baseline=Decimal(80), target=Decimal(100)),
    "TK-2": ItemRule("yes_no", Decimal(5)),
    "TK-4": ItemRule("percentage", Decimal(11), measure="ratio", baseline=Decimal(0), target=Decimal(10)),
    "TK-5": ItemRule("expert", Decimal(6)),
    "TK-7": ItemRule("percentage", Decimal(6), measure="ratio", baseline=Decimal(90), target=Decimal(100)),
}
AMOUNTS = {"HT-6": Decimal(2_350_000_000), "TK-4": Decimal(1_200_000_000), "TK-7": Decimal(640)}


def wish(goal: str, changes: int = 2) -> Wish:
    return Wish(Decimal(goal), Decimal("0.5"), Decimal("3"), changes)


@pytest.mark.parametrize("goal", ["33.00", "41.17", "46.25"])
def test_sum_is_exact_and_points_follow_the_rules(goal):
    found = sheet_figures(RULES, wish(goal), amounts=AMOUNTS, chance=random.Random(goal))
    assert sum(row.granted for row in found.values()) == Decimal(goal)
    assert sum(row.is_changed for row in found.values()) == 2
    surplus = sum(row.claim.points - row.granted for row in found.values())
    assert Decimal("0.5") <= surplus <= 3
    for code in AMOUNTS:
        claim = found[code].claim
        assert score(RULES[code], AnswerValue(amount_a=claim.amount_a, amount_b=claim.amount_b)).points == claim.points
    first, second = found["TK-5"].marks
    assert abs(first - second) <= Decimal("0.5")


def test_same_seed_same_figures():
    one, other = (sheet_figures(RULES, wish("40.00"), amounts=AMOUNTS, chance=random.Random(7)) for _turn in range(2))
    assert one == other


def test_a_wish_beyond_the_rules_is_refused():
    with pytest.raises(NoFigures):
        sheet_figures(RULES, wish("50.00", changes=6), amounts=AMOUNTS, chance=random.Random(1))


def test_goal_points_round_half_up():
    assert goal_points(Decimal("82.59"), list(RULES.values())) == Decimal("41.30")


def test_changes_stay_between_a_quarter_and_three_tenths():
    chance = random.Random(3)
    total = sum(changes_for(10, chance=chance) for _turn in range(400))
    assert 0.25 <= total / 4000 <= 0.30


@pytest.mark.parametrize("year", RESULTS)
def test_every_unit_has_one_wished_result(year):
    units = [unit for cluster in ORDER.values() for unit in cluster]
    assert sorted(wished_results(year)) == sorted(units)
    assert len(units) == 43
