"""The worked sentence follows the rule of the item to the last place."""

from decimal import Decimal

import pytest

from criteria.enums import ItemKind, Measure
from criteria.examples import rule_of, sample_figure, worked_sentence
from criteria.models import Item


def item(**values) -> Item:
    defaults = {"kind": ItemKind.PERCENTAGE, "measure": Measure.DIRECT, "max_points": Decimal(12)}
    return Item(**(defaults | {name: Decimal(v) if isinstance(v, int) else v for name, v in values.items()}))


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        (
            {"baseline": 80, "target": 100, "measure": Measure.RATIO},
            "Ví dụ: 95% được 9,00 điểm; từ 100% được tối đa 12 điểm, từ 80% trở xuống được 0 điểm.",
        ),
        (
            {
                "kind": ItemKind.NUMBER,
                "baseline": 0,
                "target": 60,
                "max_points": 5,
                "number_step": 1,
                "figure_unit": "người",
            },
            "Ví dụ: 45 người được 3,75 điểm; từ 60 người được tối đa 5 điểm.",
        ),
        (
            {"baseline": 0, "target": Decimal("6.5"), "max_points": 5, "measure": Measure.GROWTH},
            "Ví dụ: 4,9% được 3,77 điểm; từ 6,5% được tối đa 5 điểm.",
        ),
    ],
)
def test_figures_where_more_is_better(values, sentence):
    assert worked_sentence(item(**values)) == sentence


def test_less_is_better_where_the_target_lies_below():
    found = worked_sentence(item(baseline=63, target=60, max_points=4))
    assert "60,8%" in found
    assert "2,93" in found


def test_no_sentence_without_a_line():
    assert worked_sentence(item(kind=ItemKind.OPTIONS, measure="")) == ""
    assert worked_sentence(item(baseline=0)) == ""
    assert sample_figure(rule_of(item(kind=ItemKind.YES_NO, measure=""))) is None
