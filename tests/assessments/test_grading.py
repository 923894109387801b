"""Grades: thresholds, further conditions, the cap of a cluster, and ties at its edge."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.grading import (
    COMPLETED,
    DEFAULT_BANDS,
    EXCELLENT,
    GOOD,
    NOT_COMPLETED,
    GradeBand,
    GradeCase,
    Graded,
    GradeNote,
    grade,
    grade_all,
    places_of,
)
from assessments.ranking import Contender, Ranked, rank

D = Decimal
UNCAPPED = tuple(replace(band, cap_percentage=None) for band in DEFAULT_BANDS)


def case(percentage: str | None, **facts: object) -> GradeCase:
    contender = Contender("u", "u", "C1", None if percentage is None else D(percentage))
    return GradeCase(Ranked(contender), **facts)  # type: ignore[arg-type]


def field(figures: list[str], cluster: str = "C1", **facts: object) -> list[GradeCase]:
    rows = [
        Contender(f"{cluster}-{index}", "x", cluster, D(figure), **facts)  # type: ignore[arg-type]
        for index, figure in enumerate(figures)
    ]
    return [GradeCase(line) for line in rank(rows)]


@pytest.mark.parametrize(
    ("percentage", "expected"),
    [
        ("100.00", EXCELLENT),
        ("90.00", EXCELLENT),
        ("89.99", GOOD),
        ("84.09", GOOD),
        ("80.00", GOOD),
        ("79.99", COMPLETED),
        ("50.00", COMPLETED),
        ("49.99", NOT_COMPLETED),
        ("0.00", NOT_COMPLETED),
    ],
)
def test_thresholds(percentage: str, expected: str) -> None:
    assert grade(case(percentage)) == Graded("u", expected)


@pytest.mark.parametrize(
    ("given_case", "expected", "notes"),
    [
        (case("95", areas=(D("70.00"), D("99"))), EXCELLENT, ()),
        (case("95", areas=(D("69.99"), D("99"))), GOOD, (GradeNote.AREA_BELOW,)),
        (case("95", areas=(None, D("99"))), EXCELLENT, ()),
        (case("95", has_zero=True), GOOD, (GradeNote.CRITERION_AT_ZERO,)),
        (
            case("95", areas=(D(60),), has_zero=True),
            GOOD,
            (GradeNote.AREA_BELOW, GradeNote.CRITERION_AT_ZERO),
        ),
        (case("95", is_held=True), COMPLETED, (GradeNote.HOLD,)),
        (case("85", is_held=True), COMPLETED, (GradeNote.HOLD,)),
        (case("85", areas=(D(60),), has_zero=True), GOOD, ()),
        (case("75", is_held=True), COMPLETED, ()),
        (case("30", is_held=True), NOT_COMPLETED, ()),
        (case("95", submitted=False), NOT_COMPLETED, (GradeNote.NOT_SUBMITTED,)),
        (case(None, submitted=False), NOT_COMPLETED, (GradeNote.NOT_SUBMITTED,)),
        (case("95", false_declaration=True), NOT_COMPLETED, (GradeNote.FALSE_DECLARATION,)),
        (case(None), "", (GradeNote.NO_RESULT,)),
    ],
)
def test_further_conditions(given_case: GradeCase, expected: str, notes: tuple[GradeNote, ...]) -> None:
    assert grade(given_case) == Graded("u", expected, notes)


@pytest.mark.parametrize(
    ("units", "percent", "places"),
    [
        (3, 25, 1),
        (4, 25, 1),
        (7, 25, 1),
        (8, 25, 2),
        (11, 25, 2),
        (12, 25, 3),
        (0, 25, 1),
        (5, 20, 1),
        (7, 30, 2),
    ],
)
def test_places(units: int, percent: int, places: int) -> None:
    assert places_of(units, percent) == places


def test_the_rest_of_a_cluster_falls_to_the_next_grade() -> None:
    found = grade_all(field(["96", "95", "94", "93", "92", "70", "60", "40"]))
    assert [one.grade for one in found] == [
        EXCELLENT,
        EXCELLENT,
        GOOD,
        GOOD,
        GOOD,
        COMPLETED,
        COMPLETED,
        NOT_COMPLETED,
    ]
    assert [one.notes for one in found] == [(), (), *[(GradeNote.OVER_CAP,)] * 3, (), (), ()]


def test_each_cluster_has_its_own_cap() -> None:
    found = grade_all([*field(["96", "95", "94"]), *field(["93", "92", "91"], "C2")])
    assert [one.grade for one in found] == [EXCELLENT, GOOD, GOOD, EXCELLENT, GOOD, GOOD]


def test_who_fails_a_condition_frees_a_place() -> None:
    cases = field(["96", "95", "94", "80"])
    cases[0] = replace(cases[0], has_zero=True)
    found = grade_all(cases)
    assert [(one.grade, one.notes) for one in found] == [
        (GOOD, (GradeNote.CRITERION_AT_ZERO,)),
        (EXCELLENT, ()),
        (GOOD, (GradeNote.OVER_CAP,)),
        (GOOD, ()),
    ]


def test_the_tie_break_gives_the_last_place() -> None:
    rows = [
        Contender("a", "A", "C1", D("95.00")),
        Contender("b", "B", "C1", D("95.00"), headcount=10, women=7),
        Contender("c", "C", "C1", D("70.00")),
    ]
    found = grade_all([GradeCase(line) for line in rank(rows)])
    assert found[0] == Graded("b", EXCELLENT)
    assert found[1] == Graded("a", GOOD, (GradeNote.OVER_CAP,))


def test_a_tie_that_nothing_parts_is_left_to_the_council() -> None:
    found = grade_all(field(["96", "95", "95", "95", "94", "60", "60", "60"]))
    assert [(one.grade, one.notes) for one in found[:5]] == [
        (EXCELLENT, ()),
        (GOOD, (GradeNote.TIE_AT_CAP,)),
        (GOOD, (GradeNote.TIE_AT_CAP,)),
        (GOOD, (GradeNote.TIE_AT_CAP,)),
        (GOOD, (GradeNote.OVER_CAP,)),
    ]


def test_a_tie_wholly_inside_or_wholly_outside_is_no_question() -> None:
    inside = grade_all(field(["95", "95", "94", "93", "60", "60", "60", "60"]))
    assert [one.grade for one in inside[:4]] == [EXCELLENT, EXCELLENT, GOOD, GOOD]
    outside = grade_all(field(["96", "95", "95", "60"]))
    assert [one.notes for one in outside[:3]] == [(), (GradeNote.OVER_CAP,), (GradeNote.OVER_CAP,)]


def test_a_cluster_that_is_not_ranked_has_no_cap() -> None:
    found = grade_all(field(["96", "95"]))
    assert [one.grade for one in found] == [EXCELLENT, EXCELLENT]


def test_caps_run_down_the_bands() -> None:
    bands = (
        GradeBand("a", D(90), cap_percentage=25),
        GradeBand("b", D(80), cap_percentage=25),
        GradeBand("c", D(0)),
    )
    found = grade_all(field(["96", "95", "94", "93"]), bands)
    assert [(one.grade, one.notes) for one in found] == [
        ("a", ()),
        ("b", (GradeNote.OVER_CAP,)),
        ("c", (GradeNote.OVER_CAP,)),
        ("c", (GradeNote.OVER_CAP,)),
    ]


@pytest.mark.parametrize("bands", [(), tuple(reversed(DEFAULT_BANDS))])
def test_bands_in_no_order_are_refused(bands: tuple[GradeBand, ...]) -> None:
    with pytest.raises(ValueError, match="threshold"):
        grade(case("90"), bands)
    with pytest.raises(ValueError, match="threshold"):
        grade_all([], bands)


# What holds for every field.

ORDER = {band.code: index for index, band in enumerate(DEFAULT_BANDS)}
FIGURES = st.integers(3500, 10_000).map(lambda n: D(n - n % 50) / 100)


@st.composite
def fields(draw: st.DrawFn) -> list[GradeCase]:
    rows = [
        Contender(
            f"u{index}",
            "x",
            draw(st.sampled_from(["C1", "C2"])),
            draw(FIGURES),
            is_difficult_area=draw(st.booleans()),
        )
        for index in range(draw(st.integers(0, 14)))
    ]
    return [
        GradeCase(line, (draw(FIGURES), draw(FIGURES)), has_zero=draw(st.booleans()), is_held=draw(st.booleans()))
        for line in rank(rows)
    ]


@given(fields())
def test_the_cap_is_never_passed(cases: list[GradeCase]) -> None:
    found = grade_all(cases)
    for cluster in ("C1", "C2"):
        ranked = {one.line.key for one in cases if one.line.cluster == cluster and not one.line.reason}
        excellent = [one for one in found if one.key in ranked and one.grade == EXCELLENT]
        assert len(excellent) <= places_of(len(ranked), 25)


@given(fields())
def test_the_cap_only_lowers_and_always_says_so(cases: list[GradeCase]) -> None:
    capped, free = grade_all(cases), grade_all(cases, UNCAPPED)
    assert [one.key for one in capped] == [one.line.key for one in cases]
    for one, other in zip(capped, free, strict=True):
        assert ORDER[one.grade] >= ORDER[other.grade]
        lowered = {GradeNote.OVER_CAP, GradeNote.TIE_AT_CAP} & set(one.notes)
        assert bool(lowered) is (one.grade != other.grade)


@given(fields())
def test_nobody_with_a_lower_figure_takes_a_place(cases: list[GradeCase]) -> None:
    found = {one.key: one for one in grade_all(cases)}
    for cluster in ("C1", "C2"):
        lines = [one.line for one in cases if one.line.cluster == cluster and not one.line.reason]
        in_place = [line for line in lines if found[line.key].grade == EXCELLENT]
        refused = [line for line in lines if GradeNote.OVER_CAP in found[line.key].notes]
        for winner in in_place:
            assert all(winner.contender.percentage >= loser.contender.percentage for loser in refused)  # type: ignore[operator]


@given(FIGURES, FIGURES, st.booleans(), st.booleans(), FIGURES)
def test_more_points_never_give_a_lower_grade(
    one: Decimal, other: Decimal, has_zero: bool, is_held: bool, area: Decimal
) -> None:
    facts = {"areas": (area,), "has_zero": has_zero, "is_held": is_held}
    worse, better = (grade(case(str(figure), **facts)) for figure in sorted([one, other]))
    assert ORDER[better.grade] <= ORDER[worse.grade]
