"""When what happens to whom: the timetable of each round; a stage plays it up to its cutoff."""

import datetime as dt
import random
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from assessments.demo import story
from common.clock import TIME_ZONE


class Stage(StrEnum):
    """How far the running round has come, and the awards that rest on it."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPRAISED = "appraised"
    PUBLISHED = "published"
    COUNCIL = "council"
    ISSUED = "issued"


# The assumed day of each stage (the events of that day lie before office hours).
DAYS: Mapping[str, dt.date] = {
    Stage.DRAFT: dt.date(2025, 6, 4),
    Stage.SUBMITTED: dt.date(2025, 6, 6),
    Stage.APPRAISED: dt.date(2025, 6, 12),
    Stage.PUBLISHED: dt.date(2025, 6, 18),
    Stage.COUNCIL: dt.date(2025, 6, 25),
    Stage.ISSUED: dt.date(2025, 6, 30),
}


@dataclass(frozen=True)
class UnitTimes:
    """One unit in one round; `share` of the answers is typed in the first session."""

    first: dt.datetime
    second: dt.datetime
    submitted: dt.datetime
    received: dt.datetime
    marked: dt.datetime
    finished: dt.datetime
    share: float = 0.6


@dataclass(frozen=True)
class RoundTimes:
    """The round itself; explanations and rulings lie between the announcement and the final result."""

    opened: dt.datetime
    closed: dt.datetime
    announced: dt.datetime
    explained: dt.datetime
    ruled: dt.datetime
    finalised: dt.datetime
    approved: dt.datetime
    published: dt.datetime


def at(day: int, month: int, year: int, hour: int, minute: int = 0) -> dt.datetime:
    return dt.datetime(year, month, day, hour, minute, tzinfo=TIME_ZONE)


ROUNDS: Mapping[int, RoundTimes] = {
    2024: RoundTimes(
        opened=at(6, 1, 2025, 8),
        closed=at(3, 3, 2025, 8),
        announced=at(20, 3, 2025, 9),
        explained=at(24, 3, 2025, 9),
        ruled=at(27, 3, 2025, 14),
        finalised=at(31, 3, 2025, 9),
        approved=at(3, 4, 2025, 15),
        published=at(5, 4, 2025, 8, 30),
    ),
    2025: RoundTimes(
        opened=at(2, 6, 2025, 7, 30),
        closed=at(12, 6, 2025, 7, 15),
        announced=at(12, 6, 2025, 9),
        explained=at(13, 6, 2025, 9),
        ruled=at(16, 6, 2025, 14),
        finalised=at(18, 6, 2025, 7, 5),
        approved=at(18, 6, 2025, 7, 15),
        published=at(18, 6, 2025, 7, 30),
    ),
}
# The round before the portal, when its results came in from paper.
IMPORTED = at(5, 4, 2024, 8, 30)
# Registration of 2025 lasts until the end of this day; the offices bring their figures on these.
REGISTER_UNTIL = dt.date(2025, 6, 4)
FIGURES = {2024: at(4, 3, 2025, 9), 2025: at(5, 6, 2025, 9)}


def cutoff(stage: Stage) -> dt.datetime:
    """Up to which moment a stage is played: before the offices open on its day."""
    return dt.datetime.combine(DAYS[stage], dt.time(7, 40), tzinfo=TIME_ZONE)


# The groups of the running round, by how early they hand in; who is not named is shared out by chance.
EARLY, SECOND, THIRD, FOURTH, LAST = range(5)
SIZES = {EARLY: 4, SECOND: 10, THIRD: 8, FOURTH: 8}
NAMED: Mapping[str, int] = {
    "PGD-DAK-MIL": EARLY,
    "THPT-CHUYEN-NGUYEN-CHI-THANH": EARLY,
    story.RETURNED: SECOND,
    story.CORRECTED: SECOND,
    "THPT-TRAN-PHU": SECOND,
    "GDTrH-QLCL": SECOND,
    "PGD-TUY-DUC": SECOND,
    "THPT-DAO-DUY-TU": THIRD,
    "VP": THIRD,
    "TCCB-TC": THIRD,
    "TTGDTX-TINH": THIRD,
    story.TWIN: FOURTH,
}


def times_of(year: int, units: list[str]) -> dict[str, UnitTimes]:
    """The timetable of every unit in a round, the same every time."""
    if year != 2025:
        return {unit: _past(year, random.Random(f"{story.SEED}:{year}:{unit}:times")) for unit in units}  # noqa: S311
    groups = _groups(units)
    found = {}
    for unit in units:
        chance = random.Random(f"{story.SEED}:{year}:{unit}:times")  # noqa: S311 - the same every time
        late = story.LATE[year].get(unit)
        found[unit] = _late(unit, late, chance) if late else _running(groups[unit], chance)
    return found


def _groups(units: list[str]) -> dict[str, int]:
    found = {unit: group for unit, group in NAMED.items() if unit in units}
    rest = [unit for unit in units if unit not in found and unit not in story.LATE[2025]]
    random.Random(f"{story.SEED}:groups").shuffle(rest)  # noqa: S311 - the same every time
    for group, size in SIZES.items():
        while rest and list(found.values()).count(group) < size:
            found[rest.pop()] = group
    return found | dict.fromkeys(rest, LAST)


def _past(year: int, chance: random.Random) -> UnitTimes:
    """A finished round: typed from January on, handed in after Tết, marked in March."""
    spring = year + 1
    first = at(chance.randint(15, 30), 1, spring, chance.randint(8, 10), chance.randint(0, 59))
    second = at(chance.randint(19, 27), 2, spring, 8, chance.randint(0, 59))
    submitted = second + dt.timedelta(hours=chance.randint(3, 6), minutes=chance.randint(5, 50))
    received = at(28, 2, spring, chance.randint(15, 16), chance.randint(0, 59))
    marked = at(chance.randint(5, 12), 3, spring, chance.randint(8, 14), chance.randint(0, 59))
    finished = at(chance.randint(14, 19), 3, spring, chance.randint(8, 16), chance.randint(0, 59))
    return UnitTimes(first, second, submitted, received, marked, finished)


def _running(group: int, chance: random.Random) -> UnitTimes:
    """June 2025 by group: (first day, hour), submission, reception, first marks, end of the appraisal."""
    minute = chance.randint(0, 55)
    done = at(chance.choice([10, 11]), 6, 2025, chance.randint(8, 16), minute)
    if group == EARLY:
        first, submitted, received = (
            at(2, 6, 2025, 9, minute),
            at(3, 6, 2025, 15, minute),
            at(4, 6, 2025, 9, minute),
        )
        return UnitTimes(
            first,
            at(3, 6, 2025, 10),
            submitted,
            received,
            at(4, 6, 2025, 13, minute),
            at(5, 6, 2025, 15, minute),
        )
    if group == SECOND:
        first, submitted = at(2, 6, 2025, 14, minute), at(4, 6, 2025, chance.randint(14, 16), minute)
        received, marked = at(5, 6, 2025, 8, minute), at(5, 6, 2025, 13, minute)
        return UnitTimes(first, at(4, 6, 2025, 9), submitted, received, marked, done)
    marked = at(9, 6, 2025, chance.randint(9, 15), minute)
    if group == THIRD:
        first, submitted = at(3, 6, 2025, 8, minute), at(5, 6, 2025, 10, minute)
        return UnitTimes(first, at(4, 6, 2025, 14), submitted, at(5, 6, 2025, 16, minute), marked, done)
    received = at(9, 6, 2025, 8, minute)
    if group == FOURTH:
        first, submitted = at(3, 6, 2025, 14, minute), at(5, 6, 2025, chance.randint(15, 17), minute)
        return UnitTimes(first, at(5, 6, 2025, 8), submitted, received, marked, done)
    first = at(chance.choice([2, 3, 4, 5, 6]), 6, 2025, 8, minute)
    submitted = at(6, 6, 2025, chance.randint(13, 16), minute)
    return UnitTimes(first, at(6, 6, 2025, 10, minute), submitted, received, marked, done)


def _late(unit: str, days: int, chance: random.Random) -> UnitTimes:
    """One working day after the due day is Monday 09/6, three are Wednesday 11/6."""
    day = 8 + days
    first = at(3, 6, 2025, 14, 5) if unit == story.SHOWN else at(5, 6, 2025, 15, 20)
    submitted = at(day, 6, 2025, 9, chance.randint(5, 50))
    return UnitTimes(
        first,
        at(day, 6, 2025, 7, 30),
        submitted,
        submitted + dt.timedelta(hours=1),
        submitted + dt.timedelta(hours=4),
        submitted + dt.timedelta(hours=6),
        share=0.9 if unit == story.SHOWN else 0.4,
    )
