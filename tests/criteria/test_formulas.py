from decimal import Decimal

import pytest

from criteria.enums import ItemKind
from criteria.formulas import formula_text, span_text
from criteria.scoring import ItemRule


def rule(kind=ItemKind.PERCENTAGE, maximum="12", baseline="80", target="100"):
    return ItemRule(
        kind=kind,
        max_points=Decimal(maximum),
        baseline=Decimal(baseline) if baseline else None,
        target=Decimal(target) if target else None,
    )


@pytest.mark.parametrize(
    ("given", "formula", "span"),
    [
        (rule(), "12 × (x − 80) ÷ 20", "80% → 100%"),
        (rule(maximum="4", baseline="63", target="60"), "4 × (63 − x) ÷ 3", "63% → 60%"),
        (rule(maximum="5", baseline="0", target="6.5"), "5 × x ÷ 6,5", "0% → 6,5%"),
        (rule(maximum="5", baseline="", target="6.5"), "5 × x ÷ 6,5", "0% → 6,5%"),
        (rule(ItemKind.NUMBER, "5", "0", "60"), "5 × x ÷ 60", "0 → 60 người"),
        (rule(target=""), "", ""),
        (rule(ItemKind.OPTIONS), "", ""),
    ],
)
def test_rule_in_signs(given, formula, span):
    assert formula_text(given) == formula
    assert span_text(given, "người") == span
