"""The default quotas of the plan."""

from decimal import Decimal

import pytest

from awards.quota_numbers import QuotaRule, QuotaUnit, cluster_numbers, unit_number, whole_number


def test_twenty_percent_of_a_cluster_rounded_down_at_least_one():
    rule = QuotaRule(percent=Decimal(20), minimum=1)
    assert cluster_numbers(rule, {"A": 4, "B": 9, "C": 10, "D": 14, "E": 15, "F": 0}) == {
        "A": 1, "B": 1, "C": 2, "D": 2, "E": 3, "F": 0,
    }  # fmt: skip


# Ranked units of the seven ranked clusters of the first phase (config/plan/clusters.yaml).
SIZES = {"KHOI-1": 4, "KHOI-2": 8, "CUM-1": 5, "CUM-2": 5, "CUM-3": 7, "CUM-4": 6, "KHOI-3": 8}


@pytest.mark.parametrize(("percent", "number"), [(20, 7), (30, 10)])
def test_the_first_phase_has_the_numbers_of_the_plan(percent, number):
    assert sum(cluster_numbers(QuotaRule(percent=Decimal(percent), minimum=1), SIZES).values()) == number


def test_thirty_percent():
    rule = QuotaRule(percent=Decimal(30), minimum=1)
    assert cluster_numbers(rule, {"A": 4, "B": 6, "C": 7, "D": 10}) == {"A": 1, "B": 1, "C": 2, "D": 3}


@pytest.mark.parametrize(("people", "number"), [(None, 1), (0, 1), (29, 1), (30, 1), (59, 1), (60, 2), (200, 2)])
def test_one_for_thirty_people_at_most_two(people, number):
    assert unit_number(QuotaRule(people_per_award=30, per_unit=2, total=30), QuotaUnit("A", people)) == number


def test_a_district_office_has_a_limit_of_its_own():
    rule = QuotaRule(per_unit=1, per_district_office=3)
    assert unit_number(rule, QuotaUnit("A")) == 1
    assert unit_number(rule, QuotaUnit("B", is_district_office=True)) == 3
    assert whole_number(rule, [QuotaUnit("A"), QuotaUnit("B", is_district_office=True)]) == 4


def test_the_total_holds_the_sum():
    units = [QuotaUnit(str(place), 90) for place in range(20)]
    assert whole_number(QuotaRule(people_per_award=30, per_unit=2, total=30), units) == 30
    assert whole_number(QuotaRule(people_per_award=30, per_unit=2), units) == 40


@pytest.mark.parametrize(("rule", "number"), [(QuotaRule(), 0), (QuotaRule(total=0), 0), (QuotaRule(total=4), 4)])
def test_a_rule_without_numbers(rule, number):
    assert whole_number(rule, [QuotaUnit("A")]) == number
    assert unit_number(rule, QuotaUnit("A")) is None
