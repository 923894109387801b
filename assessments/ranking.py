"""Ranks on the printed figure, within a cluster and over all: 1, 2, 2, 4 (section 1.8).

Equal figures share a rank. The tie-break (Decree 152/2025, Art 4(6): women first; then difficult areas, then
thrift) only orders lines inside a tie and decides who takes the last place of a quota.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from common.text import sort_key
from criteria.exact import exact

SMALLEST_CLUSTER = 3
WOMEN_SHARE = Decimal(70)


class NoRank(StrEnum):
    """Why a listed unit has no rank."""

    NO_CLUSTER = "no_cluster"
    CLUSTER_NOT_RANKED = "cluster_not_ranked"
    CLUSTER_TOO_SMALL = "cluster_too_small"
    NO_RESULT = "no_result"
    NOT_SUBMITTED = "not_submitted"
    EXEMPT = "exempt"
    NOT_ENOUGH_ROUNDS = "not_enough_rounds"


@dataclass(frozen=True, slots=True)
class Contender:
    """A unit to rank by its printed percentage (2 places).

    `exact` is the figure before the limits 0 and 100; `excluded` a reason code that keeps the unit listed
    without a rank.
    """

    key: str
    name: str
    cluster: str | None
    percentage: Decimal | None
    exact: Decimal | None = None
    headcount: int | None = None
    women: int | None = None
    is_difficult_area: bool = False
    thrift_percentage: Decimal | None = None
    excluded: str = ""

    @property
    def is_mostly_women(self) -> bool:
        """True from 70 % women on."""
        if not self.headcount or self.women is None:
            return False
        return self.women * 100 >= WOMEN_SHARE * self.headcount


@dataclass(frozen=True, slots=True)
class Ranked:
    """One line of a ranking; ranks are None exactly when `reason` says why."""

    contender: Contender
    rank_in_cluster: int | None = None
    rank_overall: int | None = None
    is_tied_in_cluster: bool = False
    is_tied_overall: bool = False
    reason: str = ""

    @property
    def key(self) -> str:
        return self.contender.key

    @property
    def cluster(self) -> str | None:
        return self.contender.cluster


PreferenceKey = tuple[Decimal, bool, bool, Decimal]


def preference(contender: Contender) -> PreferenceKey:
    """Return what the tie-break looks at, smaller first; equal keys are left to the council.

    In order: the figure before the limit 100, 70 % women or more, border or specially difficult area,
    the percentage of the thrift area. A name never decides.
    """
    shown = contender.percentage if contender.percentage is not None else Decimal(-1)
    before_limit = contender.exact if contender.exact is not None else shown
    thrift = contender.thrift_percentage
    return (
        -before_limit,
        not contender.is_mostly_women,
        not contender.is_difficult_area,
        -(thrift if thrift is not None else Decimal(-1)),
    )


def rank(
    contenders: Iterable[Contender],
    *,
    unranked_clusters: frozenset[str] = frozenset(),
    smallest_cluster: int = SMALLEST_CLUSTER,
) -> tuple[Ranked, ...]:
    """Rank the units: ranked ones best first, then those without rank.

    A cluster that is not ranked, or has fewer scored units than `smallest_cluster`, is listed only. The
    result does not depend on the order given. Raises ValueError for a key given twice.
    """
    rows = sorted(contenders, key=line_order)
    if len({row.key for row in rows}) != len(rows):
        raise ValueError("a unit is ranked once")
    sizes = Counter(row.cluster for row in rows if row.percentage is not None and not row.excluded)
    reasons = {row.key: _reason(row, sizes, unranked_clusters, smallest_cluster) for row in rows}
    field = [row for row in rows if not reasons[row.key]]
    overall = _places(field, lambda _row: None)
    within = _places(field, lambda row: row.cluster)
    lines = [
        Ranked(
            row,
            rank_in_cluster=within[row.key][0],
            rank_overall=overall[row.key][0],
            is_tied_in_cluster=within[row.key][1],
            is_tied_overall=overall[row.key][1],
        )
        for row in field
    ]
    lines += [Ranked(row, reason=reasons[row.key]) for row in rows if reasons[row.key]]
    return tuple(lines)


def line_order(contender: Contender) -> tuple[Decimal, PreferenceKey, str, str]:
    """Return the sort key of a line: figure, tie-break, Vietnamese name, at last the key; never chance."""
    shown = contender.percentage
    if shown is not None:
        exact(shown)
    return (
        Decimal(1) if shown is None else -shown,
        preference(contender),
        sort_key(contender.name),
        contender.key,
    )


def in_cluster(lines: Sequence[Ranked], cluster: str | None) -> tuple[Ranked, ...]:
    """Return the lines of one cluster in the order of the ranking."""
    return tuple(line for line in lines if line.cluster == cluster)


def _reason(
    row: Contender, sizes: Counter[str | None], unranked_clusters: frozenset[str], smallest_cluster: int
) -> str:
    if row.excluded:
        return row.excluded
    if row.percentage is None:
        return NoRank.NO_RESULT
    if row.cluster is None:
        return NoRank.NO_CLUSTER
    if row.cluster in unranked_clusters:
        return NoRank.CLUSTER_NOT_RANKED
    if sizes[row.cluster] < smallest_cluster:
        return NoRank.CLUSTER_TOO_SMALL
    return ""


def _places(field: Sequence[Contender], group: Callable[[Contender], str | None]) -> dict[str, tuple[int, bool]]:
    """Rank and tie of each unit within its group; `field` stands best first."""
    met: Counter[str | None] = Counter()
    firsts: dict[tuple[str | None, Decimal | None], int] = {}
    equal: Counter[tuple[str | None, Decimal | None]] = Counter()
    for row in field:
        mark = (group(row), row.percentage)
        met[mark[0]] += 1
        equal[mark] += 1
        firsts.setdefault(mark, met[mark[0]])
    return {row.key: (firsts[group(row), row.percentage], equal[group(row), row.percentage] > 1) for row in field}
