"""The scoring rule of a figure in signs, for readers: `12 × (x − 80) ÷ 20`, `80% → 100%` (pure)."""

from decimal import Decimal

from common.numbers import format_decimal
from criteria.enums import ItemKind
from criteria.scoring import ItemRule

MINUS = "−"


def formula_text(rule: ItemRule) -> str:
    """The straight line of a number or percentage item; empty for other kinds and where no target is set."""
    if not rule.is_numeric or rule.target is None:
        return ""
    base = rule.baseline or Decimal(0)
    span = format_decimal(abs(rule.target - base))
    if not base:
        inner = "x"
    elif rule.higher_is_better:
        inner = f"(x {MINUS} {format_decimal(base)})"
    else:
        inner = f"({format_decimal(base)} {MINUS} x)"
    return f"{format_decimal(rule.max_points)} × {inner} ÷ {span}"


def span_text(rule: ItemRule, figure_unit: str = "") -> str:
    """From where (no points) to where (all points): `63% → 60%`, `0 → 60 người`; empty as above."""
    if not rule.is_numeric or rule.target is None:
        return ""
    first, last = format_decimal(rule.baseline or 0), format_decimal(rule.target)
    if rule.kind == ItemKind.PERCENTAGE:
        return f"{first}% → {last}%"
    return f"{first} → {last} {figure_unit}".strip()
