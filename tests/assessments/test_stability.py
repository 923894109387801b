"""Stability of ranks: worked examples. What holds for all of them stands in test_result_properties.py."""

import pytest

from assessments.stability import Scores, figure, stability


def unit(key: str, first: int, second: int, *, cluster: str = "C1", change: int = 0) -> Scores:
    """Two criteria of 10.00 points each."""
    return Scores(key, cluster, {"A": (first, 1000), "B": (second, 1000)}, change)


def test_a_figure_under_weights() -> None:
    """8 and 6 of 10: 70 %; with the first 10 % heavier 14,8 of 21 = 70,48 %; bonus after it, within 0 and 100."""
    row = unit("a", 800, 600)
    assert figure(row, {"A": 1000, "B": 1000}) == 7000
    assert figure(row, {"A": 1100, "B": 1000}) == 7048
    assert figure(unit("a", 800, 600, change=-150), {"A": 1000, "B": 1000}) == 6850
    assert figure(unit("a", 1000, 1000, change=200), {"A": 1000, "B": 1000}) == 10000
    assert figure(Scores("a", None, {}), {}) == 0


def test_strength_in_different_criteria_makes_a_rank_move() -> None:
    """9 + 5 against 5 + 8,9: the second passes when the first criterion is lighter or the second heavier."""
    found = stability([unit("a", 900, 500), unit("b", 500, 890), unit("c", 100, 100)], spread=10, seed=7)
    assert (found["a"].in_cluster.rank, found["a"].in_cluster.best, found["a"].in_cluster.worst) == (1, 1, 2)
    assert (found["b"].in_cluster.rank, found["b"].in_cluster.best, found["b"].in_cluster.worst) == (2, 1, 2)
    assert found["a"].movers == ("A", "B")
    assert 0 < found["a"].in_cluster.kept < 100
    assert found["c"].in_cluster.is_fixed
    assert found["c"].in_cluster.kept == 100
    assert found["c"].movers == ()


def test_better_everywhere_never_moves() -> None:
    found = stability([unit("a", 900, 900), unit("b", 800, 800)], spread=50, seed=1)
    assert [found[key].in_cluster.is_fixed for key in "ab"] == [True, True]


def test_clusters_are_ranked_apart() -> None:
    found = stability([unit("a", 900, 900), unit("b", 800, 800, cluster="C2")], spread=5, seed=1)
    assert (found["b"].in_cluster.rank, found["b"].overall.rank) == (1, 2)


def test_the_same_seed_gives_the_same_intervals_and_another_may_not() -> None:
    rows = [unit("a", 900, 500), unit("b", 500, 890)]
    assert stability(rows, spread=10, seed=202510) == stability(rows, spread=10, seed=202510)
    kept = {stability(rows, spread=10, seed=seed)["a"].in_cluster.kept for seed in range(20)}
    assert len(kept) > 1


def test_nobody_and_a_bad_spread() -> None:
    assert stability([], spread=10, seed=1) == {}
    with pytest.raises(ValueError, match="0 to 99"):
        stability([], spread=100, seed=1)
