"""Roll-up of the rounds of a phase by the rule the phase names (section 1.9).

Obliged but not submitted is 0 in the mean; exempt, not founded, ended, or less than half worked is left
out. Results imported from paper count like any other.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from assessments.ranking import NoRank
from campaign.calendar import half_worked
from campaign.enums import RollUpRule
from criteria.exact import exact, rounded

PLACES = 2
ZERO = Decimal("0.00")


class Standing(StrEnum):
    """How a round stands for one unit; only COUNTED and NOT_SUBMITTED enter the roll-up."""

    COUNTED = "counted"
    NOT_SUBMITTED = "not_submitted"
    EXEMPT = "exempt"
    NOT_FOUNDED = "not_founded"
    ENDED = "ended"
    TOO_SHORT = "too_short"
    NOT_PARTICIPANT = "not_participant"
    PENDING = "pending"


IN_MEAN = frozenset({Standing.COUNTED, Standing.NOT_SUBMITTED})


@dataclass(frozen=True, slots=True)
class RoundResult:
    """One round of one unit: printed percentage (2 places) when counted, else None."""

    round: str
    standing: Standing
    percentage: Decimal | None = None
    is_imported: bool = False


@dataclass(frozen=True, slots=True)
class PhaseRule:
    """Rule by name, the fewest counted rounds for a rank, and for "weighted" a weight above 0 per round."""

    name: str = RollUpRule.MEAN
    min_rounds: int = 2
    weights: Mapping[str, Decimal | int] | None = None


@dataclass(frozen=True, slots=True)
class RolledUp:
    """Phase result: percentage (None when no round counts), counted rounds, and why there is no rank.

    `not_submitted` names rounds that entered as 0; a unit with any of them gets no award of the phase.
    """

    percentage: Decimal | None
    counted: tuple[str, ...]
    not_submitted: tuple[str, ...]
    reason: str = ""


def standing(
    *,
    unit_from: dt.date | None,
    unit_to: dt.date | None,
    data_from: dt.date,
    data_to: dt.date,
    is_exempt: bool,
    is_concluded: bool,
    has_result: bool,
) -> Standing:
    """Tell how a round stands for a unit that lived from one day to another (both included, None = open).

    `is_concluded`: the round has its final result; `has_result`: the unit submitted, or its result was
    imported. Time comes first, then the recorded exemption, then the result.
    """
    if unit_from is not None and unit_from > data_to:
        return Standing.NOT_FOUNDED
    if unit_to is not None and unit_to < data_from:
        return Standing.ENDED
    if not half_worked(unit_from, unit_to, data_from, data_to):
        return Standing.TOO_SHORT
    if is_exempt:
        return Standing.EXEMPT
    if not is_concluded:
        return Standing.PENDING
    return Standing.COUNTED if has_result else Standing.NOT_SUBMITTED


def roll_up(results: Iterable[RoundResult], rule: PhaseRule | None = None) -> RolledUp:
    """Roll the rounds of one unit up to its phase percentage, half up to 2 places once.

    The order of the rounds says nothing. Raises ValueError for an unknown rule, a round given twice, a
    counted round without percentage, or a weight that is missing or not above 0.
    """
    rule = rule or PhaseRule()
    rows = sorted(results, key=lambda row: row.round)
    if len({row.round for row in rows}) != len(rows):
        raise ValueError("a round counts once")
    counted = [row for row in rows if row.standing in IN_MEAN]
    weights = [_weight(rule, row.round) for row in counted]
    total = sum(weights, Fraction(0))
    value = sum((_value(row) * weight for row, weight in zip(counted, weights, strict=True)), Fraction(0))
    return RolledUp(
        percentage=rounded(value / total, PLACES) if counted else None,
        counted=tuple(row.round for row in counted),
        not_submitted=tuple(row.round for row in counted if row.standing == Standing.NOT_SUBMITTED),
        reason="" if len(counted) >= max(rule.min_rounds, 1) else NoRank.NOT_ENOUGH_ROUNDS,
    )


def _value(row: RoundResult) -> Fraction:
    if row.standing == Standing.NOT_SUBMITTED:
        return exact(ZERO)
    if row.percentage is None:
        raise ValueError(f"round {row.round} counts but has no percentage")
    return exact(row.percentage)


def _weight(rule: PhaseRule, code: str) -> Fraction:
    if rule.name == RollUpRule.MEAN:
        return Fraction(1)
    if rule.name != RollUpRule.WEIGHTED:
        raise ValueError(f"no roll-up rule is called {rule.name}")
    weight = exact((rule.weights or {}).get(code, 0))
    if weight <= 0:
        raise ValueError(f"round {code} has no weight above 0")
    return weight
