"""Who is suggested for a form: conditions held against results, the quota, and the tie-breaks of the plan (1.10).

Plain values in and out. The portal suggests with a reason for each line; people nominate and decide.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from itertools import groupby

# How far below a threshold is still a near miss, in points.
NEAR = Decimal(2)


class Need(StrEnum):
    """What a condition asks for."""

    RANKED = "ranked"
    POINTS = "points"
    YEAR_POINTS = "year_points"
    NO_YEAR_MISSING = "no_year_missing"
    GRADE = "grade"
    EXCELLENT_YEARS = "excellent_years"
    RANK = "rank"
    FIRST_OVERALL = "first_overall"
    INDIVIDUAL_POINTS = "individual_points"
    INITIATIVE = "initiative"
    UNIT_GRADE = "unit_grade"
    NOT_HELD = "not_held"
    NOT_ELSEWHERE = "not_elsewhere"


class Standing(StrEnum):
    """Where a line stands: inside the quota, undecided at its edge, beyond it, or without the conditions."""

    SUGGESTED = "suggested"
    TIED = "tied"
    BEYOND = "beyond"
    NEAR = "near"
    UNMET = "unmet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """What a rule asks of one side; empty means not asked. Grades are codes, of which `grades` is the order."""

    grades: tuple[str, ...] = ()
    ranked: bool = False
    points: Decimal | None = None
    year_points: Decimal | None = None
    grade: str = ""
    first_of_cluster_grade: str = ""
    excellent_years: int | None = None
    lowest_rank: int | None = None
    first_overall: bool = False
    all_years: bool = False
    individual_points: Decimal | None = None
    initiative_points: Decimal | None = None
    own_unit_grade: str = ""

    @property
    def asks_nothing(self) -> bool:
        return self == Conditions(grades=self.grades, ranked=self.ranked)


@dataclass(frozen=True, slots=True)
class Year:
    """One round inside a phase; `is_missing`: obliged and not submitted. Others without points do not count."""

    points: Decimal | None = None
    grade: str = ""
    is_missing: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A unit or a person as a rule sees them. `unit` is the own unit of a person, of a unit itself.

    `points` are those the rule ranks by: the result of a unit, the points of a person's report.
    """

    key: str
    unit: str
    cluster: str | None = None
    points: Decimal | None = None
    grade: str = ""
    rank_in_cluster: int | None = None
    rank_overall: int | None = None
    years: tuple[Year, ...] = ()
    is_preferred_woman: bool = False
    is_difficult_area: bool = False
    thrift: Decimal | None = None
    initiative: Decimal | None = None
    unit_grade: str = ""
    is_direct: bool | None = None
    is_held: bool = False
    is_elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class Check:
    """One condition of one candidate: `has` against `asked` (figures, a grade code, or empty)."""

    need: Need
    is_met: bool
    asked: Decimal | int | str | None = None
    has: Decimal | int | str | None = None

    @property
    def is_near(self) -> bool:
        """A figure missed by no more than NEAR points."""
        return (
            not self.is_met
            and isinstance(self.asked, Decimal)
            and isinstance(self.has, Decimal)
            and self.asked - self.has <= NEAR
        )


@dataclass(frozen=True, slots=True)
class Quota:
    """How many: of each cluster, of all, of one unit. Empty means no limit; a cluster that is not named has none."""

    by_cluster: Mapping[str, int] | None = None
    total: int | None = None
    by_unit: Mapping[str, int] | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A candidate with the conditions and where it stands."""

    candidate: Candidate
    checks: tuple[Check, ...]
    standing: Standing

    @property
    def key(self) -> str:
        return self.candidate.key

    @property
    def missing(self) -> tuple[Check, ...]:
        return tuple(check for check in self.checks if not check.is_met)


@dataclass(frozen=True, slots=True)
class Share:
    """Direct workers among the persons suggested; `is_low` warns and never takes anybody out."""

    direct: int
    total: int
    asked: Decimal
    unknown: int = 0

    @property
    def is_low(self) -> bool:
        return self.total > 0 and self.direct * 100 < self.asked * self.total


@dataclass(frozen=True, slots=True)
class Moves:
    """Who would come in and go out when thresholds or quotas are moved."""

    enters: tuple[str, ...] = field(default=())
    leaves: tuple[str, ...] = field(default=())


def suggest(candidates: Iterable[Candidate], conditions: Conditions, quota: Quota) -> tuple[Line, ...]:
    """Every candidate as a line, best first. The order given plays no part.

    A tie that reaches over an edge of the quota and that the tie-breaks cannot part takes none of its members in:
    they are TIED, the council decides. Raises ValueError for a key given twice.
    """
    rows = sorted(candidates, key=_order)
    if len({row.key for row in rows}) != len(rows):
        raise ValueError("a candidate stands once")
    checks = {row.key: checks_of(row, conditions) for row in rows}
    able = [row for row in rows if all(check.is_met for check in checks[row.key])]
    standing = _within(able, quota)
    return tuple(Line(row, checks[row.key], standing.get(row.key) or _unable(checks[row.key])) for row in rows)


def moves(before: Iterable[Line], after: Iterable[Line]) -> Moves:
    """Who is suggested only before, and only after."""
    old, new = suggested(before), suggested(after)
    return Moves(
        enters=tuple(key for key in new if key not in set(old)),
        leaves=tuple(key for key in old if key not in set(new)),
    )


def suggested(lines: Iterable[Line]) -> tuple[str, ...]:
    return tuple(line.key for line in lines if line.standing == Standing.SUGGESTED)


def direct_share(chosen: Iterable[Candidate], asked: Decimal) -> Share:
    """The share of direct workers among chosen persons against the percentage that is asked for."""
    people = list(chosen)
    return Share(
        direct=sum(row.is_direct is True for row in people),
        total=len(people),
        asked=asked,
        unknown=sum(row.is_direct is None for row in people),
    )


def merit(row: Candidate) -> tuple[Decimal, bool, bool, Decimal]:
    """Figure first, then women, difficult area and thrift (Decree 152/2025, article 4(6); plan); smaller is better."""
    return (
        -(row.points if row.points is not None else Decimal(-1)),
        not row.is_preferred_woman,
        not row.is_difficult_area,
        -(row.thrift if row.thrift is not None else Decimal(-1)),
    )


def checks_of(row: Candidate, asked: Conditions) -> tuple[Check, ...]:
    """Each condition that the rule asks, met or not, in a fixed order."""
    found = [*_collective(row, asked), *_individual(row, asked)]
    if row.is_held:
        found.append(Check(Need.NOT_HELD, is_met=False))
    if row.is_elsewhere:
        found.append(Check(Need.NOT_ELSEWHERE, is_met=False))
    return tuple(found)


def _collective(row: Candidate, asked: Conditions) -> Iterable[Check]:
    if asked.ranked:
        yield Check(Need.RANKED, row.rank_in_cluster is not None, has=row.rank_in_cluster)
    if asked.points is not None:
        yield _at_least(Need.POINTS, asked.points, row.points)
    if asked.grade or asked.first_of_cluster_grade:
        yield Check(Need.GRADE, _graded(row, asked), asked.grade or asked.first_of_cluster_grade, row.grade)
    if asked.year_points is not None:
        counted = [year.points for year in row.years if year.points is not None]
        yield _at_least(Need.YEAR_POINTS, asked.year_points, min(counted, default=None))
    if asked.all_years:
        missing = sum(year.is_missing for year in row.years)
        yield Check(Need.NO_YEAR_MISSING, not missing, 0, missing)
    if asked.excellent_years is not None:
        best = asked.grades[0] if asked.grades else ""
        years = sum(bool(year.grade) and year.grade == best for year in row.years)
        yield Check(Need.EXCELLENT_YEARS, years >= asked.excellent_years, asked.excellent_years, years)
    if asked.lowest_rank is not None:
        rank = row.rank_in_cluster
        yield Check(Need.RANK, rank is not None and rank <= asked.lowest_rank, asked.lowest_rank, rank)
    if asked.first_overall:
        yield Check(Need.FIRST_OVERALL, row.rank_overall == 1, 1, row.rank_overall)


def _individual(row: Candidate, asked: Conditions) -> Iterable[Check]:
    if asked.individual_points is not None:
        yield _at_least(Need.INDIVIDUAL_POINTS, asked.individual_points, row.points)
    if asked.initiative_points is not None:
        yield _at_least(Need.INITIATIVE, asked.initiative_points, row.initiative)
    if asked.own_unit_grade:
        is_met = _reaches(row.unit_grade, asked.own_unit_grade, asked.grades)
        yield Check(Need.UNIT_GRADE, is_met, asked.own_unit_grade, row.unit_grade)


def _at_least(need: Need, asked: Decimal, has: Decimal | None) -> Check:
    return Check(need, has is not None and has >= asked, asked, has)


def _graded(row: Candidate, asked: Conditions) -> bool:
    """The grade itself, or the lower one for whoever is first of the cluster."""
    if asked.grade and _reaches(row.grade, asked.grade, asked.grades):
        return True
    first = row.rank_in_cluster == 1
    return (
        first and bool(asked.first_of_cluster_grade) and _reaches(row.grade, asked.first_of_cluster_grade, asked.grades)
    )


def _reaches(has: str, asked: str, grades: Sequence[str]) -> bool:
    """Whether a grade is the one asked for or a better one; grades stand best first. Unknown codes reach nothing."""
    return has in grades and asked in grades and grades.index(has) <= grades.index(asked)


def _unable(checks: Sequence[Check]) -> Standing:
    missing = [check for check in checks if not check.is_met]
    return Standing.NEAR if len(missing) == 1 and missing[0].is_near else Standing.UNMET


def _within(able: Sequence[Candidate], quota: Quota) -> dict[str, Standing]:
    """The quota of each unit first, then of each cluster, then of all; whoever is tied at one edge goes no further."""
    standing = {row.key: Standing.SUGGESTED for row in able}
    limits: list[tuple[str, Mapping[str, int] | None]] = [("unit", quota.by_unit), ("cluster", quota.by_cluster)]
    for name, free in limits:
        if free is None:
            continue
        inside = [row for row in able if standing[row.key] == Standing.SUGGESTED]
        for place in dict.fromkeys(getattr(row, name) for row in inside):
            group = [row for row in inside if getattr(row, name) == place]
            _cut(group, free.get(place or "", 0), standing)
    if quota.total is not None:
        _cut([row for row in able if standing[row.key] == Standing.SUGGESTED], quota.total, standing)
    return standing


def _cut(rows: Sequence[Candidate], free: int, standing: dict[str, Standing]) -> None:
    """Rows stand best first; those beyond the free places go out, those tied over the edge are undecided."""
    for _merit, tied in groupby(rows, key=merit):
        group = list(tied)
        if len(group) > free:
            for row in group:
                standing[row.key] = Standing.TIED if free > 0 else Standing.BEYOND
            free = 0
            continue
        free -= len(group)


def _order(row: Candidate) -> tuple[tuple[Decimal, bool, bool, Decimal], int, str]:
    # Keys end in numbers: the shorter one is the smaller one.
    return merit(row), len(row.key), row.key
