"""The arithmetic as readers see it: both directions, the ends, ratios and growth (default scoring table, 1.4)."""

from decimal import Decimal
from types import SimpleNamespace as Row

import pytest
from django.utils import translation

from assessments.workings import note_words, typed_figures, working_of
from criteria.scoring import ScoreNote


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def item(kind: str, top: str, base: str | None, goal: str | None, *, measure: str = "direct", unit: str = "") -> Row:
    exact = [None if value is None else Decimal(value) for value in (top, base, goal)]
    return Row(
        kind=kind, max_points=exact[0], measure=measure, step=None, baseline=exact[1], target=exact[2],
        number_step=None, options=Row(all=list), figure_unit=unit, label_a="A", label_b="B",
    )  # fmt: skip


def typed(a: str | None = None, b: str | None = None) -> Row:
    first, second = (None if value is None else Decimal(value) for value in (a, b))
    return Row(option_id=None, amount_a=first, amount_b=second, yes_no=None, claimed=None)


HT_6 = item("percentage", "12", "80", "100", measure="ratio", unit="đồng")
TK_3 = item("percentage", "4", "63", "60", unit="%")
TK_8 = item("percentage", "5", "0", "6.5", measure="growth", unit="nhiệm vụ")
HT_5 = item("number", "5", "0", "60", unit="người")


@pytest.mark.parametrize(("row", "values", "figure", "points"), [
    (HT_6, typed("965000000", "1000000000"), "965.000.000 ÷ 1.000.000.000 × 100 = 96,5%",
     "12 × (96,5 − 80) ÷ (100 − 80) = 9,90"),
    (HT_6, typed("1200", "1000"), "1.200 ÷ 1.000 × 100 = 120%", "120%: The target is reached: full points."),
    (HT_6, typed("1", "2"), "1 ÷ 2 × 100 = 50%", "50%: The baseline is not passed: no points."),
    (TK_3, typed("61.8"), "", "4 × (63 − 61,8) ÷ (63 − 60) = 1,60"),
    (TK_3, typed("60"), "", "60%: The target is reached: full points."),
    (TK_3, typed("64"), "", "64%: The baseline is not passed: no points."),
    (TK_8, typed("105.2", "100"), "(105,2 − 100) ÷ 100 × 100 = 5,2%", "5 × 5,2 ÷ 6,5 = 4,00"),
    (HT_5, typed("42"), "", "5 × 42 ÷ 60 = 3,50"),
    (HT_6, typed("5", "0"), "", ""),
    (HT_6, typed("5"), "", ""),
])  # fmt: skip
def test_worked_out(row, values, figure, points):
    working = working_of(row, values)
    assert (working.figure, working.points) == (figure, points)


def test_a_target_of_the_unit_stands_instead_of_the_default():
    target = Row(baseline=Decimal(0), target=Decimal(40))
    working = working_of(HT_5, typed("30"), target)
    assert (working.points, working.bounds) == ("5 × 30 ÷ 40 = 3,75", "Baseline 0 người, target 40 người")


def test_typed_figures_carry_their_unit():
    assert typed_figures(HT_6, typed("1520000", "2000000")) == [("A", "1.520.000 đồng"), ("B", "2.000.000 đồng")]
    assert typed_figures(TK_3, typed("61.8")) == [("A", "61,8%")]
    assert typed_figures(TK_3, typed()) == []


def test_every_note_has_words():
    assert note_words(ScoreNote.OK) == ""
    assert all(note_words(note) for note in ScoreNote if note)
