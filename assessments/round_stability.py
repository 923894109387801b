"""The ranks of a round under weights a little other than those of its set. Nothing is written."""

from dataclasses import dataclass
from decimal import Decimal

from assessments.result_rows import ResultRow, result_rows, settled_points
from assessments.services.results import sheets_of
from assessments.stability import DRAWS, Scores, Stability, stability
from campaign.models import Round
from criteria.models import CriteriaSet
from criteria.totals import AnswerPoints
from units.models import Cluster


@dataclass(frozen=True)
class StableRow:
    """A ranked unit with its intervals."""

    row: ResultRow
    stability: Stability


@dataclass(frozen=True)
class StableCluster:
    """The ranked units of one cluster in the order of the ranking."""

    cluster: Cluster | None
    rows: tuple[StableRow, ...]


@dataclass(frozen=True)
class RoundStability:
    """All clusters; `fixed` counts the units whose rank in the cluster never changes."""

    clusters: tuple[StableCluster, ...]
    ranked: int
    draws: int = DRAWS

    @property
    def fixed(self) -> int:
        return sum(each.stability.in_cluster.is_fixed for group in self.clusters for each in group.rows)


def round_stability(round: Round, criteria_set: CriteriaSet, *, spread: int) -> RoundStability:
    """Every ranked unit of the round with its intervals; the seed is year and spread, so a page can be repeated."""
    sheets = {sheet.participant.pk: sheet for sheet in sheets_of(round)}
    rows = [row for row in result_rows(sheets.values(), criteria_set) if row.line.rank_in_cluster is not None]
    scores = [_scores(row, settled_points(sheets[row.participant.pk].answers)) for row in rows]
    found = stability(scores, spread=spread, seed=round.year * 100 + spread)
    groups: dict[str | None, list[StableRow]] = {}
    for row in rows:
        groups.setdefault(row.line.cluster, []).append(StableRow(row, found[row.line.key]))
    clusters = [StableCluster(group[0].row.participant.cluster, tuple(group)) for group in groups.values()]
    clusters.sort(key=lambda group: group.cluster.order if group.cluster else 999)
    return RoundStability(tuple(clusters), len(rows))


def _scores(row: ResultRow, points: list[AnswerPoints]) -> Scores:
    criteria: dict[str, tuple[int, int]] = {}
    for each in points:
        if each.applicable:
            got, full = criteria.get(each.criterion, (0, 0))
            criteria[each.criterion] = (got + _hundredths(each.points), full + _hundredths(each.max_points))
    change = _hundredths(row.adjusted.bonus) - _hundredths(row.adjusted.minus) if row.adjusted else 0
    return Scores(row.line.key, row.line.cluster, criteria, change)


def _hundredths(value: Decimal | None) -> int:
    """Points have two places at most, so this is exact."""
    return int((value or Decimal(0)) * 100)
