"""Suggestions: conditions, quotas per cluster, unit and in all, ties, near misses, and what never may happen."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awards.suggesting import (
    Candidate,
    Check,
    Conditions,
    Need,
    Quota,
    Standing,
    Year,
    checks_of,
    direct_share,
    merit,
    moves,
    suggest,
    suggested,
)

GRADES = ("excellent", "good", "completed", "not_completed")
YEARLY = Conditions(grades=GRADES, ranked=True, grade="excellent", first_of_cluster_grade="good")
PHASE = Conditions(grades=GRADES, ranked=True, points=Decimal(80), year_points=Decimal(50), all_years=True)
PROVINCE = Conditions(grades=GRADES, points=Decimal(90), excellent_years=2, lowest_rank=2)
PERSON = Conditions(grades=GRADES, individual_points=Decimal(80), own_unit_grade="good")


def unit(key, points="85", **facts) -> Candidate:
    values = {"unit": key, "cluster": "C1", "rank_in_cluster": 3, "grade": "good"}
    return Candidate(key=key, points=None if points is None else Decimal(points), **(values | facts))


def person(key, points="85", **facts) -> Candidate:
    return Candidate(key=key, points=Decimal(points), **({"unit": "U1", "unit_grade": "good"} | facts))


def standings(lines) -> dict[str, Standing]:
    return {line.key: line.standing for line in lines}


def missing(row, conditions) -> set[Need]:
    return {check.need for check in checks_of(row, conditions) if not check.is_met}


@pytest.mark.parametrize(("facts", "lacks"), [
    ({"grade": "excellent"}, set()),
    ({"grade": "good", "rank_in_cluster": 1}, set()),
    ({"grade": "good", "rank_in_cluster": 2}, {Need.GRADE}),
    ({"grade": "completed", "rank_in_cluster": 1}, {Need.GRADE}),
    ({"grade": ""}, {Need.GRADE}),
    ({"grade": "excellent", "rank_in_cluster": None}, {Need.RANKED}),
])  # fmt: skip
def test_the_yearly_form_of_units(facts, lacks):
    assert missing(unit("A", **facts), YEARLY) == lacks


@pytest.mark.parametrize(("points", "years", "lacks"), [
    ("80", (Year(Decimal(50)), Year(Decimal(90))), set()),
    ("79.99", (Year(Decimal(90)),), {Need.POINTS}),
    ("80", (Year(Decimal("49.99")), Year(Decimal(99))), {Need.YEAR_POINTS}),
    ("80", (Year(Decimal(90)), Year(is_missing=True)), {Need.NO_YEAR_MISSING}),
    # Exempted, or not founded yet: a year that does not count is not missing.
    ("80", (Year(Decimal(90)), Year()), set()),
    (None, (), {Need.POINTS, Need.YEAR_POINTS}),
])  # fmt: skip
def test_the_form_of_the_phase(points, years, lacks):
    assert missing(unit("A", points, years=years), PHASE) == lacks


@pytest.mark.parametrize(("grades", "rank", "lacks"), [
    (("excellent", "excellent", "good"), 2, set()),
    (("excellent", "good", "good"), 1, {Need.EXCELLENT_YEARS}),
    (("excellent", "excellent"), 3, {Need.RANK}),
    (("", ""), None, {Need.EXCELLENT_YEARS, Need.RANK}),
])  # fmt: skip
def test_the_form_of_the_province(grades, rank, lacks):
    row = unit("A", "90", rank_in_cluster=rank, years=tuple(Year(Decimal(90), grade) for grade in grades))
    assert missing(row, PROVINCE) == lacks


def test_persons_by_points_initiative_and_own_unit():
    asked = replace(PERSON, initiative_points=Decimal(30))
    assert missing(person("A", initiative=Decimal(30)), asked) == set()
    assert missing(person("A", initiative=Decimal("29.75")), asked) == {Need.INITIATIVE}
    assert missing(person("A", "79", unit_grade="completed"), asked) == {
        Need.INDIVIDUAL_POINTS, Need.INITIATIVE, Need.UNIT_GRADE,
    }  # fmt: skip


def test_first_overall_is_one_unit():
    asked = Conditions(first_overall=True)
    assert missing(unit("A", rank_overall=1), asked) == set()
    assert missing(unit("B", rank_overall=2), asked) == {Need.FIRST_OVERALL}


def test_each_check_says_what_is_asked_and_what_is_there():
    [check] = checks_of(unit("A", "78.5"), Conditions(points=Decimal(80)))
    assert check == Check(Need.POINTS, False, Decimal(80), Decimal("78.5"))


def test_a_hold_and_another_form_keep_out():
    lines = suggest([unit("A", is_held=True), unit("B", is_elsewhere=True), unit("C")], Conditions(), Quota())
    assert standings(lines) == {"A": "unmet", "B": "unmet", "C": "suggested"}


def test_a_held_unit_takes_no_place_of_the_quota():
    lines = suggest([unit("A", "99", is_held=True), unit("B", "90")], Conditions(), Quota(by_cluster={"C1": 1}))
    assert standings(lines) == {"A": "unmet", "B": "suggested"}


def test_near_misses_lack_one_figure_by_two_points():
    rows = [unit("A", "78"), unit("B", "77.99"), unit("C", "79", is_held=True)]
    assert standings(suggest(rows, Conditions(points=Decimal(80)), Quota())) == {
        "A": "near", "B": "unmet", "C": "unmet",
    }  # fmt: skip


def test_the_quota_of_a_cluster():
    rows = [unit("A", "95"), unit("B", "90"), unit("C", "85"), unit("D", "99", cluster="C2"), unit("E", cluster="C3")]
    lines = suggest(rows, Conditions(), Quota(by_cluster={"C1": 2, "C2": 1}))
    assert standings(lines) == {"A": "suggested", "B": "suggested", "C": "beyond", "D": "suggested", "E": "beyond"}
    assert [line.key for line in lines] == ["D", "A", "B", "C", "E"]


TIED = [unit("A", "95"), unit("B", "90"), unit("C", "90"), unit("D", "80")]


def test_a_tie_at_the_edge_is_left_to_the_council():
    lines = suggest(TIED, Conditions(), Quota(by_cluster={"C1": 2}))
    assert standings(lines) == {"A": "suggested", "B": "tied", "C": "tied", "D": "beyond"}


def test_equals_stand_in_the_order_of_their_numbers():
    lines = suggest([unit("u100", "90"), unit("u9", "90"), unit("u99", "90")], Conditions(), Quota())
    assert [line.candidate.key for line in lines] == ["u9", "u99", "u100"]


def test_a_tie_inside_or_beyond_the_quota_is_no_question():
    inside = suggest(TIED, Conditions(), Quota(by_cluster={"C1": 3}))
    assert standings(inside) == {"A": "suggested", "B": "suggested", "C": "suggested", "D": "beyond"}
    beyond = suggest(TIED, Conditions(), Quota(by_cluster={"C1": 1}))
    assert standings(beyond) == {"A": "suggested", "B": "beyond", "C": "beyond", "D": "beyond"}


@pytest.mark.parametrize("better", [
    {"is_preferred_woman": True},
    {"is_difficult_area": True},
    {"thrift": Decimal(80)},
])  # fmt: skip
def test_the_tie_breaks_of_the_plan(better):
    rows = [unit("B", "90", **better), unit("C", "90")]
    assert standings(suggest(rows, Conditions(), Quota(total=1))) == {"B": "suggested", "C": "beyond"}


def test_the_tie_breaks_stand_in_their_order():
    women, area, thrift = (
        unit("W", is_preferred_woman=True), unit("A", is_difficult_area=True), unit("T", thrift=Decimal(99)),
    )  # fmt: skip
    assert sorted([thrift, area, women], key=merit) == [women, area, thrift]


def test_a_unit_has_its_limit_before_the_whole():
    rows = [person("A", "99"), person("B", "98"), person("C", "90", unit="U2"), person("D", "85", unit="U3")]
    lines = suggest(rows, Conditions(), Quota(by_unit={"U1": 1, "U2": 1, "U3": 1}, total=2))
    assert standings(lines) == {"A": "suggested", "B": "beyond", "C": "suggested", "D": "beyond"}


@pytest.mark.parametrize(("direct", "asked", "is_low"), [
    ([True] * 7 + [False] * 3, 70, False),
    ([True] * 6 + [False] * 3 + [None], 70, True),
    ([], 70, False),
])  # fmt: skip
def test_the_share_of_direct_workers_warns(direct, asked, is_low):
    people = [person(str(place), is_direct=value) for place, value in enumerate(direct)]
    share = direct_share(people, Decimal(asked))
    assert (share.is_low, share.direct, share.total) == (is_low, direct.count(True), len(direct))
    assert share.unknown == direct.count(None)


def test_who_would_move():
    rows = [unit("A", "95"), unit("B", "84"), unit("C", "81")]
    before = suggest(rows, Conditions(points=Decimal(80)), Quota(total=2))
    after = suggest(rows, Conditions(points=Decimal(85)), Quota(total=2))
    assert moves(before, after).leaves == ("B",)
    assert moves(after, before).enters == ("B",)


def test_a_candidate_stands_once():
    with pytest.raises(ValueError, match="stands once"):
        suggest([unit("A"), unit("A")], Conditions(), Quota())


POINTS = st.integers(0, 400).map(lambda value: Decimal(value) / 4)


@st.composite
def fields(draw) -> list[Candidate]:
    return [
        Candidate(
            key=f"K{place}",
            unit=f"U{draw(st.integers(1, 3))}",
            cluster=draw(st.sampled_from(["C1", "C2", None])),
            points=draw(st.none() | POINTS),
            grade=draw(st.sampled_from(["", *GRADES])),
            is_preferred_woman=draw(st.booleans()),
            is_difficult_area=draw(st.booleans()),
            thrift=draw(st.none() | POINTS),
            is_held=draw(st.booleans()),
        )
        for place in range(draw(st.integers(0, 8)))
    ]


@given(rows=fields(), free=st.integers(0, 4), threshold=POINTS, data=st.data())
def test_what_holds_of_every_suggestion(rows, free, threshold, data):
    asked, quota = Conditions(points=threshold), Quota(by_cluster={"C1": free, "C2": free})
    lines = suggest(rows, asked, quota)
    # Nobody is lost, and the order given plays no part.
    assert sorted(line.key for line in lines) == sorted(row.key for row in rows)
    assert suggest(data.draw(st.permutations(rows)), asked, quota) == lines
    for cluster in ("C1", "C2"):
        group = [line for line in lines if line.candidate.cluster == cluster]
        inside = [line for line in group if line.standing == Standing.SUGGESTED]
        tied = [line for line in group if line.standing == Standing.TIED]
        beyond = [line for line in group if line.standing == Standing.BEYOND]
        assert len(inside) <= free
        # A place stays free only for a tie that the council parts, or where nobody else is able.
        if tied:
            assert len(inside) < free < len(inside) + len(tied)
            assert len({merit(line.candidate) for line in tied}) == 1
        elif beyond:
            assert len(inside) == free
        # Nobody beyond the quota is better than somebody inside it.
        ordered = [merit(line.candidate) for line in (*inside, *tied, *beyond)]
        assert ordered == sorted(ordered)
    for line in lines:
        able = line.standing in (Standing.SUGGESTED, Standing.TIED, Standing.BEYOND)
        assert able == (not line.missing)
        assert not (line.candidate.is_held and able)


@given(rows=fields(), low=POINTS, high=POINTS, free=st.integers(0, 4))
def test_a_higher_threshold_lets_nobody_in_without_quota_and_a_larger_quota_puts_nobody_out(rows, low, high, free):
    low, high = sorted((low, high))
    wide, narrow = (suggest(rows, Conditions(points=value), Quota()) for value in (low, high))
    assert set(suggested(narrow)) <= set(suggested(wide))
    small, large = (suggest(rows, Conditions(), Quota(total=value)) for value in (free, free + 1))
    assert set(suggested(small)) <= set(suggested(large))
