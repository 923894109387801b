"""How far a rank rests on the weights: pure, exact, and the same each time.

Two ways of moving the weights, each by at most `spread` percent of itself:

- one at a time: each criterion a little heavier, then a little lighter, all others as they are;
- all at once: `draws` draws in which every weight moves by itself, evenly spread, from a generator with a fixed seed.

A unit's interval runs from its best to its worst rank over both. Points and maximum of a criterion move together, so
what does not apply to a unit still neither helps nor harms it; bonus and minus stay as they are.
"""

import random
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

BASE = 1000
FULL = 10_000
DRAWS = 200


@dataclass(frozen=True, slots=True)
class Scores:
    """A ranked unit: criterion to (points, maximum), and bonus less minus; all in hundredths of a point."""

    key: str
    cluster: str | None
    criteria: Mapping[str, tuple[int, int]]
    change: int = 0


@dataclass(frozen=True, slots=True)
class Interval:
    """The rank by the set's weights, its best and worst, and in how many of the draws it stays (percent, cut)."""

    rank: int
    best: int
    worst: int
    kept: int

    @property
    def is_fixed(self) -> bool:
        return self.best == self.worst


@dataclass(frozen=True, slots=True)
class Stability:
    """Both ranks of a unit, and the criteria that move its rank in the cluster when they alone are varied."""

    in_cluster: Interval
    overall: Interval
    movers: tuple[str, ...]


def stability(units: Iterable[Scores], *, spread: int, seed: int, draws: int = DRAWS) -> dict[str, Stability]:
    """Unit to how stable its ranks are. Raises ValueError for a spread outside 0 and 99 percent."""
    if not 0 <= spread < 100:
        raise ValueError("a weight varies by 0 to 99 percent")
    rows = sorted(units, key=lambda row: row.key)
    codes = sorted({code for row in rows for code in row.criteria})
    now = _ranks(rows, dict.fromkeys(codes, BASE))
    alone = [(code, _ranks(rows, weights)) for code, weights in _one_at_a_time(codes, spread)]
    drawn = [_ranks(rows, weights) for weights in _drawn(codes, spread, seed, draws)]
    return {
        row.key: Stability(
            in_cluster=_interval(row.key, 0, now, [ranks for _code, ranks in alone], drawn),
            overall=_interval(row.key, 1, now, [ranks for _code, ranks in alone], drawn),
            movers=tuple(dict.fromkeys(code for code, ranks in alone if ranks[row.key][0] != now[row.key][0])),
        )
        for row in rows
    }


def figure(unit: Scores, weights: Mapping[str, int]) -> int:
    """The result in hundredths of a percent under weights (1000 = as in the set), rounded half up once."""
    points = sum(weights[code] * got for code, (got, _full) in unit.criteria.items())
    possible = sum(weights[code] * full for code, (_got, full) in unit.criteria.items())
    share = (2 * points * FULL + possible) // (2 * possible) if possible else 0
    return min(max(share + unit.change, 0), FULL)


Ranks = dict[str, tuple[int, int]]


def _ranks(rows: list[Scores], weights: Mapping[str, int]) -> Ranks:
    """Unit to its rank in the cluster and over all: 1, 2, 2, 4."""
    figures = {row.key: figure(row, weights) for row in rows}
    clusters: dict[str | None, list[int]] = {}
    for row in rows:
        clusters.setdefault(row.cluster, []).append(-figures[row.key])
    overall = sorted(-value for value in figures.values())
    for values in clusters.values():
        values.sort()
    return {
        row.key: (
            bisect_left(clusters[row.cluster], -figures[row.key]) + 1,
            bisect_left(overall, -figures[row.key]) + 1,
        )
        for row in rows
    }


def _one_at_a_time(codes: list[str], spread: int) -> Iterator[tuple[str, dict[str, int]]]:
    step = BASE * spread // 100
    for code in codes:
        for weight in (BASE + step, BASE - step):
            yield code, dict.fromkeys(codes, BASE) | {code: weight}


def _drawn(codes: list[str], spread: int, seed: int, draws: int) -> Iterator[dict[str, int]]:
    # Only `random()` is promised to give the same numbers in every version of Python.
    generator = random.Random(seed)  # noqa: S311 - the same draws every time
    step = BASE * spread // 100
    for _draw in range(draws):
        yield {code: BASE - step + int(generator.random() * (2 * step + 1)) for code in codes}


def _interval(key: str, place: int, now: Ranks, alone: list[Ranks], drawn: list[Ranks]) -> Interval:
    rank = now[key][place]
    met = [ranks[key][place] for ranks in (*alone, *drawn)] + [rank]
    same = sum(1 for ranks in drawn if ranks[key][place] == rank)
    return Interval(rank, min(met), max(met), same * 100 // len(drawn) if drawn else 100)
