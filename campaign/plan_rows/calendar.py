"""Phases, rounds and days off (calendar.yaml)."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from common.plan_rows import Row


@dataclass(frozen=True, kw_only=True)
class RollUp(Row):
    """How the rounds of a phase become its points.

    `rule` "mean": plain mean of converted points, half up to `places`. Ranked with at least `minimum_rounds`
    counted rounds. A round counts for a unit that worked `minimum_share_percent` of it.
    """

    rule: Literal["mean"]
    places: int
    minimum_rounds: int
    minimum_share_percent: int
    not_submitted: Literal["zero"]
    not_existing: Literal["left_out"]
    exempted: Literal["left_out"]


@dataclass(frozen=True, kw_only=True)
class Phase(Row):
    """Part V. `awaits_plan` true: no criteria and no participants until the province's plan is entered."""

    number: int
    name: str
    first_year: int
    last_year: int
    starts_on: date
    ends_on: date
    roll_up: RollUp
    awaits_plan: bool
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Round(Row):
    """One assessment round, named by its year; all dates inclusive, days of explanation are working days.

    `collective_set` and `individual_set` are codes of criteria sets, empty for a round that waits for a plan.
    """

    year: int
    phase: int
    name: str
    data_from: date
    data_to: date
    opens_on: date
    due_on: date
    appraise_by: date
    explanation_days: int
    publish_by: date
    status: Literal["planned", "awaiting_plan"]
    collective_set: str = ""
    individual_set: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Holiday(Row):
    """A day that breaks the rule "Monday to Friday are working days".

    "holiday": by law; "in_lieu": day off for a holiday on a weekend; "swapped_off": day off worked on
    another day; "swapped_work": that weekend day, which is worked.
    """

    day: date
    name: str
    kind: Literal["holiday", "in_lieu", "swapped_off", "swapped_work"]
    verified: bool


@dataclass(frozen=True, kw_only=True)
class CalendarFile(Row):
    phases: tuple[Phase, ...]
    rounds: tuple[Round, ...]
    holidays: tuple[Holiday, ...]
