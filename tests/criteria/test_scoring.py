"""Scoring of answers: the examples of the default table, and what holds for every rule."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from criteria.enums import ItemKind, Measure
from criteria.scoring import (
    AnswerValue,
    ItemRule,
    MarksMean,
    RuleError,
    Scored,
    ScoreNote,
    for_unit,
    points_note,
    rule_faults,
    score,
    two_marks,
)

D = Decimal

HT_1 = ItemRule(ItemKind.OPTIONS, D(6), options=(("issued", D(6)), ("sent", D(4)), ("late", D(2)), ("not_done", D(0))))
HT_5 = ItemRule(ItemKind.NUMBER, D(5), baseline=D(0), target=D(60), number_step=D(1))
HT_6 = ItemRule(ItemKind.PERCENTAGE, D(12), Measure.RATIO, baseline=D(80), target=D(100))
TK_2 = ItemRule(ItemKind.YES_NO, D(5))
TK_3 = ItemRule(ItemKind.PERCENTAGE, D(4), baseline=D(63), target=D(60))
TK_4 = ItemRule(ItemKind.PERCENTAGE, D(11), Measure.RATIO, baseline=D(0), target=D(10))
TK_5 = ItemRule(ItemKind.EXPERT, D(6), step=D("0.25"))
TK_7 = ItemRule(ItemKind.PERCENTAGE, D(6), Measure.RATIO, baseline=D(90), target=D(100))
TK_8 = ItemRule(ItemKind.PERCENTAGE, D(5), Measure.GROWTH, baseline=D(0), target=D("6.5"))


def amounts(a: Decimal | int | None, b: Decimal | int | None) -> AnswerValue:
    return AnswerValue(amount_a=a, amount_b=b)


# Examples of the default table.


@pytest.mark.parametrize(
    ("rule", "value", "points", "figure"),
    [
        (HT_5, AnswerValue(number=42), "3.50", "42"),
        (HT_6, amounts(965_000_000, 1_000_000_000), "9.90", "96.5"),
        (TK_3, AnswerValue(number=D("61.8")), "1.60", "61.8"),
        (TK_4, amounts(720_000_000, 10_000_000_000), "7.92", "7.2"),
        (TK_7, amounts(1950, 2000), "4.50", "97.5"),
        (TK_8, amounts(D("105.2"), D("100")), "4.00", "5.2"),
    ],
)
def test_examples(rule: ItemRule, value: AnswerValue, points: str, figure: str) -> None:
    scored = score(rule, value)
    assert str(scored.points) == points
    assert scored.figure == D(figure)
    assert scored.note is ScoreNote.OK


@pytest.mark.parametrize(
    ("rule", "value", "points"),
    [
        (HT_5, AnswerValue(number=0), "0.00"),
        (HT_5, AnswerValue(number=60), "5.00"),
        (HT_5, AnswerValue(number=600), "5.00"),
        (HT_6, amounts(80, 100), "0.00"),
        (HT_6, amounts(0, 100), "0.00"),
        (HT_6, amounts(120, 100), "12.00"),
        (HT_6, amounts(2, 3), "0.00"),
        (HT_6, amounts(17, 18), "8.67"),
        (TK_3, AnswerValue(number=D("62.99")), "0.01"),
        (TK_3, AnswerValue(number=D(65)), "0.00"),
        (TK_3, AnswerValue(number=D(60)), "4.00"),
        (TK_3, AnswerValue(number=D(50)), "4.00"),
        (TK_8, amounts(90, 100), "0.00"),
        (TK_8, amounts(100, 100), "0.00"),
        (TK_2, AnswerValue(yes_no=True), "5.00"),
        (TK_2, AnswerValue(yes_no=False), "0.00"),
        (HT_1, AnswerValue(option="sent"), "4.00"),
        (HT_1, AnswerValue(option="not_done"), "0.00"),
        (TK_5, AnswerValue(claimed=D("4.75")), "4.75"),
        (TK_5, AnswerValue(claimed=D(0)), "0.00"),
        (TK_5, AnswerValue(claimed=D(6)), "6.00"),
    ],
)
def test_points(rule: ItemRule, value: AnswerValue, points: str) -> None:
    assert str(score(rule, value).points) == points


@pytest.mark.parametrize(
    ("rule", "value", "note"),
    [
        (HT_1, AnswerValue(), ScoreNote.MISSING),
        (HT_1, AnswerValue(option=""), ScoreNote.MISSING),
        (HT_1, AnswerValue(option="other"), ScoreNote.UNKNOWN_OPTION),
        (HT_5, AnswerValue(), ScoreNote.MISSING),
        (HT_5, AnswerValue(number=-1), ScoreNote.OUT_OF_RANGE),
        (HT_5, AnswerValue(number=D("42.5")), ScoreNote.OFF_STEP),
        (HT_6, amounts(None, None), ScoreNote.MISSING),
        (HT_6, amounts(None, 100), ScoreNote.MISSING),
        (HT_6, amounts(100, None), ScoreNote.MISSING),
        (HT_6, amounts(-1, 100), ScoreNote.OUT_OF_RANGE),
        (HT_6, amounts(1, -100), ScoreNote.OUT_OF_RANGE),
        (HT_6, amounts(0, 0), ScoreNote.NOT_APPLICABLE),
        (HT_6, amounts(None, 0), ScoreNote.NOT_APPLICABLE),
        (HT_6, amounts(5, D("0.00")), ScoreNote.NOT_APPLICABLE),
        (TK_8, amounts(5, 0), ScoreNote.NOT_APPLICABLE),
        (TK_2, AnswerValue(), ScoreNote.MISSING),
        (TK_5, AnswerValue(), ScoreNote.MISSING),
        (TK_5, AnswerValue(claimed=D("4.80")), ScoreNote.OFF_STEP),
        (TK_5, AnswerValue(claimed=D("6.25")), ScoreNote.OUT_OF_RANGE),
        (TK_5, AnswerValue(claimed=D("-0.25")), ScoreNote.OUT_OF_RANGE),
    ],
)
def test_no_points_but_a_note(rule: ItemRule, value: AnswerValue, note: ScoreNote) -> None:
    assert score(rule, value) == Scored(None, None, note)


def test_a_figure_without_target_has_no_points_yet() -> None:
    rule = replace(HT_5, target=None)
    assert score(rule, AnswerValue(number=42)) == Scored(None, D("42.000000"), ScoreNote.NO_TARGET)


def test_two_roundings_would_lie() -> None:
    # 4/3 % gives exactly half a hundredth of a point; a figure rounded to 6 places would fall below it.
    rule = ItemRule(ItemKind.PERCENTAGE, D("0.03"), Measure.RATIO, baseline=D(0), target=D(8))
    assert str(score(rule, amounts(4, 300)).points) == "0.01"


@pytest.mark.parametrize("field", ["number", "amount_a", "claimed"])
def test_floats_are_refused(field: str) -> None:
    values: dict[str, Any] = {"amount_b": 1, field: 0.5}
    rule = {"number": TK_3, "amount_a": HT_6, "claimed": TK_5}[field]
    with pytest.raises(TypeError):
        score(rule, AnswerValue(**values))


@pytest.mark.parametrize("number", [D("NaN"), D("Infinity")])
def test_what_is_no_number_is_refused(number: Decimal) -> None:
    with pytest.raises(ValueError, match="finite"):
        score(TK_3, AnswerValue(number=number))


# Rules.


@pytest.mark.parametrize(
    ("rule", "faults"),
    [
        (HT_1, ()),
        (HT_6, ()),
        (TK_3, ()),
        (replace(HT_1, max_points=D(0)), ("max_points", "option_points")),
        (replace(TK_2, max_points=D("5.005")), ("max_points",)),
        (replace(HT_1, options=()), ("no_options",)),
        (replace(HT_1, options=(("a", D(6)), ("a", D(0)))), ("option_twice",)),
        (replace(HT_1, options=(("a", D(5)), ("b", D(0)))), ("option_points",)),
        (replace(HT_1, options=(("a", D(6)), ("b", D(-1)))), ("option_points",)),
        (replace(HT_1, options=(("a", D(6)), ("b", D("1.10")))), ("option_step",)),
        (replace(HT_6, target=D(80)), ("target_is_baseline",)),
        (replace(HT_5, baseline=None, target=D(0)), ("target_is_baseline",)),
        (replace(TK_5, step=D(0)), ("step",)),
    ],
)
def test_rule_faults(rule: ItemRule, faults: tuple[str, ...]) -> None:
    assert rule_faults(rule) == faults


def test_an_unsound_rule_scores_nothing() -> None:
    with pytest.raises(RuleError) as caught:
        score(replace(HT_6, target=D(80)), amounts(1, 2))
    assert caught.value.code == "target_is_baseline"


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(RuleError) as caught:
        score(ItemRule("guess", D(5)), AnswerValue())
    assert caught.value.code == "kind"


# Figures given to one unit.


def test_for_unit_replaces_what_is_given() -> None:
    assert for_unit(HT_5, target=D(30)) == replace(HT_5, target=D(30))
    assert str(score(for_unit(HT_5, target=D(30)), AnswerValue(number=21)).points) == "3.50"
    assert for_unit(HT_6, baseline=D(70), target=D(95)) == replace(HT_6, baseline=D(70), target=D(95))
    assert for_unit(HT_6) == HT_6
    assert for_unit(replace(HT_5, target=None), target=D(10)).target == D(10)


@pytest.mark.parametrize(
    ("rule", "given_figures", "code"),
    [
        (HT_6, {"target": D(70)}, "target_turned"),
        (TK_3, {"target": D(64)}, "target_turned"),
        (HT_6, {"target": D(80)}, "target_is_baseline"),
        (HT_5, {"target": D(0)}, "target_is_baseline"),
    ],
)
def test_for_unit_refuses_to_turn_the_line(rule: ItemRule, given_figures: dict[str, Decimal], code: str) -> None:
    with pytest.raises(RuleError) as caught:
        for_unit(rule, **given_figures)
    assert caught.value.code == code


# Points given by people.


@pytest.mark.parametrize(
    ("rule", "points", "note"),
    [
        (HT_1, "5.25", ScoreNote.OK),
        (HT_1, "5.10", ScoreNote.OFF_STEP),
        (HT_1, "6.01", ScoreNote.OUT_OF_RANGE),
        (HT_6, "9.87", ScoreNote.OK),
        (HT_6, "9.875", ScoreNote.OFF_STEP),
        (HT_6, "12.01", ScoreNote.OUT_OF_RANGE),
        (TK_2, "5", ScoreNote.OK),
        (TK_2, "0", ScoreNote.OK),
        (TK_2, "2.5", ScoreNote.OFF_STEP),
        (TK_5, "-0.01", ScoreNote.OUT_OF_RANGE),
    ],
)
def test_points_note(rule: ItemRule, points: str, note: ScoreNote) -> None:
    assert points_note(rule, D(points)) is note


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("4.50", "5.00", MarksMean(D("4.75"), needs_third=False)),
        ("4.50", "4.75", MarksMean(D("4.63"), needs_third=False)),
        ("3.00", "4.50", MarksMean(D("3.75"), needs_third=False)),
        ("3.00", "4.75", MarksMean(None, needs_third=True)),
        ("4.75", "3.00", MarksMean(None, needs_third=True)),
    ],
)
def test_two_marks(a: str, b: str, expected: MarksMean) -> None:
    assert two_marks(D(a), D(b), D("1.5")) == expected


# What holds for every rule.

QUARTERS = st.integers(0, 400).map(lambda n: D(n) / 4)
POINTS = st.integers(1, 10_000).map(lambda n: D(n) / 100)
FIGURES = st.decimals(min_value=-1000, max_value=1000, places=3)
MONEY = st.integers(0, 10**14)


@st.composite
def line_rules(draw: st.DrawFn, measure: Measure = Measure.DIRECT) -> ItemRule:
    baseline, target = draw(FIGURES), draw(FIGURES)
    assume(baseline != target)
    return ItemRule(ItemKind.PERCENTAGE, draw(POINTS), measure, baseline=baseline, target=target)


def points_of(rule: ItemRule, value: AnswerValue) -> Decimal:
    scored = score(rule, value)
    assert scored.points is not None
    assert type(scored.points) is Decimal
    assert type(scored.figure) is Decimal
    return scored.points


@given(line_rules(), FIGURES)
def test_points_stay_within_the_maximum_and_two_places(rule: ItemRule, figure: Decimal) -> None:
    points = points_of(rule, AnswerValue(number=figure))
    assert 0 <= points <= rule.max_points
    assert points.as_tuple().exponent == -2
    assert points_note(rule, points) is ScoreNote.OK


@given(line_rules())
def test_ends_of_the_line(rule: ItemRule) -> None:
    assert points_of(rule, AnswerValue(number=rule.baseline)) == 0
    assert points_of(rule, AnswerValue(number=rule.target)) == rule.max_points


@given(line_rules(), FIGURES, FIGURES)
def test_a_better_figure_never_loses(rule: ItemRule, one: Decimal, other: Decimal) -> None:
    worse, better = sorted([one, other], reverse=not rule.higher_is_better)
    assert points_of(rule, AnswerValue(number=worse)) <= points_of(rule, AnswerValue(number=better))


@given(line_rules(), FIGURES)
def test_the_mirror_of_a_rule_scores_the_same(rule: ItemRule, figure: Decimal) -> None:
    mirror = replace(rule, baseline=-(rule.baseline or 0), target=-(rule.target or 0))
    assert mirror.higher_is_better != rule.higher_is_better
    assert points_of(mirror, AnswerValue(number=-figure)) == points_of(rule, AnswerValue(number=figure))


@given(line_rules(), FIGURES, st.integers(1, 10**9))
def test_an_amount_pair_scores_like_its_percentage(rule: ItemRule, figure: Decimal, whole: int) -> None:
    share = abs(figure)
    typed = points_of(replace(rule, measure=Measure.RATIO), amounts(share * whole, D(100) * whole))
    assert typed == points_of(rule, AnswerValue(number=share))


@given(line_rules(Measure.RATIO), MONEY, MONEY, st.integers(1, 1000))
def test_the_unit_of_money_does_not_matter(rule: ItemRule, a: int, b: int, scale: int) -> None:
    assert score(rule, amounts(a, b)) == score(rule, amounts(a * scale, b * scale))


@given(line_rules(Measure.GROWTH), MONEY, st.integers(1, 10**14))
def test_growth_is_the_ratio_less_100(rule: ItemRule, a: int, b: int) -> None:
    ratio = replace(
        rule,
        measure=Measure.RATIO,
        baseline=(rule.baseline or 0) + D(100),
        target=(rule.target or 0) + D(100),
    )
    assert points_of(rule, amounts(a, b)) == points_of(ratio, amounts(a, b))


@given(line_rules(Measure.RATIO), st.none() | MONEY)
def test_nothing_to_divide_by_is_never_full_points(rule: ItemRule, a: int | None) -> None:
    assert score(rule, amounts(a, 0)) == Scored(None, None, ScoreNote.NOT_APPLICABLE)


@given(st.lists(QUARTERS, min_size=1, max_size=6, unique=True).filter(lambda points: max(points) > 0))
def test_every_option_gives_its_points(points: list[Decimal]) -> None:
    options = tuple((str(index), value) for index, value in enumerate(points))
    rule = ItemRule(ItemKind.OPTIONS, max(points), options=options)
    assert rule_faults(rule) == ()
    assert [score(rule, AnswerValue(option=key)).points for key, _ in options] == points


@given(QUARTERS, QUARTERS, QUARTERS)
def test_two_marks_is_symmetrical_and_between(a: Decimal, b: Decimal, gap: Decimal) -> None:
    result = two_marks(a, b, gap)
    assert result == two_marks(b, a, gap)
    assert result.needs_third is (abs(a - b) > gap)
    if result.mean is not None:
        assert min(a, b) <= result.mean <= max(a, b)
