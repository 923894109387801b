"""Ranks on printed figures, ties, clusters too small, and what holds for every ranking."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.ranking import Contender, NoRank, Ranked, in_cluster, preference, rank
from criteria.totals import AnswerPoints, totals

D = Decimal


def unit(key: str, percentage: str | None, cluster: str | None = "C1", **facts: object) -> Contender:
    name = str(facts.pop("name", key))
    return Contender(key, name, cluster, None if percentage is None else D(percentage), **facts)  # type: ignore[arg-type]


def ranks(lines: tuple[Ranked, ...]) -> dict[str, tuple[int | None, int | None]]:
    return {line.key: (line.rank_in_cluster, line.rank_overall) for line in lines}


def test_equal_is_equal() -> None:
    lines = rank([unit("a", "90"), unit("b", "85.5"), unit("c", "85.50"), unit("d", "70")])
    assert ranks(lines) == {"a": (1, 1), "b": (2, 2), "c": (2, 2), "d": (4, 4)}
    assert [line.is_tied_in_cluster for line in lines] == [False, True, True, False]


def test_clusters_and_overall() -> None:
    lines = rank(
        [
            unit("a1", "90.00"),
            unit("a2", "80.00"),
            unit("a3", "80.00"),
            unit("b1", "90.00", "C2"),
            unit("b2", "85.00", "C2"),
            unit("b3", "80.00", "C2"),
        ]
    )
    assert ranks(lines) == {
        "a1": (1, 1),
        "b1": (1, 1),
        "b2": (2, 3),
        "a2": (2, 4),
        "a3": (2, 4),
        "b3": (3, 4),
    }
    tied = {line.key: (line.is_tied_in_cluster, line.is_tied_overall) for line in lines}
    assert tied == {
        "a1": (False, True),
        "b1": (False, True),
        "b2": (False, False),
        "a2": (True, True),
        "a3": (True, True),
        "b3": (False, True),
    }
    assert [line.key for line in in_cluster(lines, "C2")] == ["b1", "b2", "b3"]


def test_lines_without_rank_come_last_with_their_reason() -> None:
    lines = rank(
        [
            unit("a", "90"),
            unit("b", "80"),
            unit("c", "70"),
            unit("late", None, excluded=NoRank.NOT_SUBMITTED),
            unit("short", "99", excluded=NoRank.NOT_ENOUGH_ROUNDS),
            unit("open", None),
            unit("alone", "95", None),
            unit("small-1", "98", "C2"),
            unit("small-2", "97", "C2"),
            unit("union", "60", "C3"),
            unit("youth", "60", "C3"),
            unit("other", "60", "C3"),
        ],
        unranked_clusters=frozenset({"C3"}),
    )
    assert [(line.key, line.reason) for line in lines] == [
        ("a", ""),
        ("b", ""),
        ("c", ""),
        ("short", "not_enough_rounds"),
        ("small-1", "cluster_too_small"),
        ("small-2", "cluster_too_small"),
        ("alone", "no_cluster"),
        ("other", "cluster_not_ranked"),
        ("union", "cluster_not_ranked"),
        ("youth", "cluster_not_ranked"),
        ("late", "not_submitted"),
        ("open", "no_result"),
    ]
    assert {line.rank_overall for line in lines[3:]} == {None}
    assert {line.rank_in_cluster for line in lines[3:]} == {None}


def test_a_unit_without_result_does_not_make_a_cluster_large_enough() -> None:
    lines = rank([unit("a", "90"), unit("b", "80"), unit("c", None), unit("d", "70", excluded=NoRank.EXEMPT)])
    assert [line.reason for line in lines] == [
        "cluster_too_small",
        "cluster_too_small",
        "exempt",
        "no_result",
    ]
    assert rank([unit("a", "90")], smallest_cluster=1)[0].rank_overall == 1


@pytest.mark.parametrize(
    ("headcount", "women", "mostly"),
    [(10, 7, True), (10, 6, False), (46, 33, True), (46, 32, False), (0, 0, False), (None, 5, False),
     (10, None, False)],
)  # fmt: skip
def test_seventy_per_cent_women(headcount: int | None, women: int | None, mostly: bool) -> None:
    assert unit("a", "80", headcount=headcount, women=women).is_mostly_women is mostly


def test_tie_break_orders_lines_without_changing_ranks() -> None:
    women = {"headcount": 10, "women": 7}
    lines = rank(
        [
            unit("1-name-b", "85", name="Trường THPT Đắk Song"),
            unit("2-name-a", "85", name="Trường THPT Đắk Mil"),
            unit("3-thrift", "85", thrift_percentage=D(80)),
            unit("4-border", "85", is_difficult_area=True),
            unit("5-women", "85", **women),
            unit("6-women-border", "85", is_difficult_area=True, **women),
            unit("7-first", "85.01"),
        ]
    )
    assert [line.key for line in lines] == [
        "7-first",
        "6-women-border",
        "5-women",
        "4-border",
        "3-thrift",
        "2-name-a",
        "1-name-b",
    ]
    assert [line.rank_in_cluster for line in lines] == [1, 2, 2, 2, 2, 2, 2]


def test_vietnamese_names_and_keys_end_every_tie() -> None:
    names = ["Đào Duy Từ", "Dân tộc nội trú", "Đắk Mil", "Ea Po"]
    lines = rank([unit(str(index), "85", name=name) for index, name in enumerate(names)])
    assert [line.contender.name for line in lines] == ["Dân tộc nội trú", "Đào Duy Từ", "Đắk Mil", "Ea Po"]
    same = rank([unit(key, "85", name="Đắk Mil") for key in ("b", "c", "a")])
    assert [line.key for line in same] == ["a", "b", "c"]


def test_the_figure_before_the_limit_parts_two_full_results() -> None:
    lines = rank(
        [
            unit("a", "100", exact=D("100.00"), headcount=10, women=9),
            unit("b", "100", exact=D("101.50")),
            unit("c", "90"),
        ]
    )
    assert ranks(lines) == {"b": (1, 1), "a": (1, 1), "c": (3, 3)}
    assert [line.key for line in lines] == ["b", "a", "c"]


def test_a_unit_is_ranked_once() -> None:
    with pytest.raises(ValueError, match="once"):
        rank([unit("a", "90"), unit("a", "80")])


def test_floats_are_refused() -> None:
    with pytest.raises(TypeError):
        rank([Contender("a", "a", "C1", 90.0)])  # type: ignore[arg-type]


def test_nobody() -> None:
    assert rank([]) == ()


# What holds for every ranking. Few different figures, so that ties are common.

FIGURES = st.sampled_from([D("79.99"), D("80.00"), D("80.01"), D("85.50"), D("100.00"), D("0.00")])


@st.composite
def fields(draw: st.DrawFn) -> list[Contender]:
    keys = draw(st.lists(st.integers(0, 99), unique=True, max_size=14))
    return [
        Contender(
            key=f"U{key:02}",
            name=draw(st.sampled_from(["Đắk Mil", "Gia Nghĩa", "Cư Jút", "Ea Po"])),
            cluster=draw(st.sampled_from(["C1", "C2", None])),
            percentage=draw(st.none() | FIGURES),
            exact=None,
            headcount=draw(st.none() | st.integers(0, 20)),
            women=draw(st.none() | st.integers(0, 20)),
            is_difficult_area=draw(st.booleans()),
            thrift_percentage=draw(st.none() | FIGURES),
            excluded=draw(st.sampled_from(["", "", "", "exempt"])),
        )
        for key in keys
    ]


@given(fields(), st.randoms(use_true_random=False))
def test_the_order_given_does_not_matter(rows: list[Contender], random: object) -> None:
    mixed = list(rows)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert rank(mixed) == rank(rows)


@given(fields())
def test_a_rank_counts_those_that_are_better(rows: list[Contender]) -> None:
    lines = [line for line in rank(rows) if not line.reason]
    for line in lines:
        better = [one for one in lines if one.contender.percentage > line.contender.percentage]  # type: ignore[operator]
        equal = [one for one in lines if one.contender.percentage == line.contender.percentage]
        assert line.rank_overall == len(better) + 1
        assert line.rank_in_cluster == sum(one.cluster == line.cluster for one in better) + 1
        assert line.is_tied_overall is (len(equal) > 1)
        assert line.is_tied_in_cluster is (sum(one.cluster == line.cluster for one in equal) > 1)


@given(fields())
def test_ties_are_symmetrical(rows: list[Contender]) -> None:
    lines = [line for line in rank(rows) if not line.reason]
    for one in lines:
        for other in lines:
            same = one.contender.percentage == other.contender.percentage
            assert (one.rank_overall == other.rank_overall) is same
            if one.cluster == other.cluster:
                assert (one.rank_in_cluster == other.rank_in_cluster) is same


@given(fields())
def test_everybody_is_listed_and_has_a_rank_or_a_reason(rows: list[Contender]) -> None:
    lines = rank(rows)
    assert sorted(line.key for line in lines) == sorted(row.key for row in rows)
    for line in lines:
        assert (line.rank_in_cluster is None) is bool(line.reason)
        assert (line.rank_overall is None) is bool(line.reason)


@given(fields())
def test_the_tie_break_never_changes_a_rank(rows: list[Contender]) -> None:
    bare = [replace(row, headcount=None, women=None, is_difficult_area=False, thrift_percentage=None) for row in rows]
    assert ranks(rank(rows)) == ranks(rank(bare))


@given(fields(), st.integers(0, 13))
def test_a_unit_that_leaves_does_not_change_the_order_of_the_others(rows: list[Contender], index: int) -> None:
    before = [line.key for line in rank(rows, smallest_cluster=0)]
    gone = rows[index % len(rows)].key if rows else ""
    after = [line.key for line in rank([row for row in rows if row.key != gone], smallest_cluster=0)]
    assert after == [key for key in before if key != gone]


MAXIMA = (10, 8, 12, 6, 11)


@st.composite
def sheets(draw: st.DrawFn) -> list[list[AnswerPoints]]:
    """Answers of a few units; some units, never the first, have items that do not apply."""
    return [
        [
            AnswerPoints(
                f"i{n}",
                f"i{n}",
                "HT",
                D(most),
                D(draw(st.integers(0, most))),
                unit == 0 or draw(st.booleans()),
            )
            for n, most in enumerate(MAXIMA)
        ]
        for unit in range(draw(st.integers(3, 6)))
    ]


@given(sheets(), st.integers(0, 4))
def test_what_does_not_apply_to_one_unit_leaves_the_order_of_the_others(
    answers: list[list[AnswerPoints]], item: int
) -> None:
    changed = [replace(row, applicable=False) if n == item else row for n, row in enumerate(answers[0])]

    def order(rows: list[list[AnswerPoints]]) -> list[str]:
        field = [Contender(f"u{n}", "x", "C1", totals(one).percentage) for n, one in enumerate(rows)]
        return [line.key for line in rank(field, smallest_cluster=0) if line.key != "u0"]

    assert order([changed, *answers[1:]]) == order(answers)


@given(fields())
def test_preference_never_looks_at_names(rows: list[Contender]) -> None:
    assert [preference(row) for row in rows] == [preference(replace(row, name="", key="")) for row in rows]
