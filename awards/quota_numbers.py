"""How many of a form by the default rules of the plan; the quota document replaces the numbers (pure)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotaRule:
    """The numbers of a suggestion rule; empty means that the rule says nothing of it."""

    percent: Decimal | None = None
    minimum: int | None = None
    people_per_award: int | None = None
    per_unit: int | None = None
    per_district_office: int | None = None
    total: int | None = None


@dataclass(frozen=True, slots=True)
class QuotaUnit:
    """A unit of the result: its people where they are known."""

    key: str
    headcount: int | None = None
    is_district_office: bool = False


def cluster_numbers(rule: QuotaRule, ranked: Mapping[str, int]) -> dict[str, int]:
    """Percent of the ranked units of each cluster, rounded down, at least the minimum; none where nobody is ranked."""
    percent = rule.percent or Decimal(0)
    return {
        cluster: max(int(count * percent // 100), rule.minimum or 0) if count else 0
        for cluster, count in ranked.items()
    }


def unit_number(rule: QuotaRule, unit: QuotaUnit) -> int | None:
    """At most how many of one unit; None where the rule sets no limit.

    One for each full number of people, at least one, as clusters have at least one; a unit whose people are not
    known has one.
    """
    limit = rule.per_district_office if unit.is_district_office and rule.per_district_office else rule.per_unit
    if not rule.people_per_award:
        return limit
    by_people = max((unit.headcount or 0) // rule.people_per_award, 1)
    return by_people if limit is None else min(by_people, limit)


def whole_number(rule: QuotaRule, units: Iterable[QuotaUnit]) -> int:
    """Of all units together: the sum of what each may have, within the total. 0 where the rule names no number."""
    limits = [unit_number(rule, unit) for unit in units]
    if all(limit is None for limit in limits):
        return rule.total or 0
    reach = sum(limit or 0 for limit in limits)
    return reach if rule.total is None else min(reach, rule.total)
