"""Exact arithmetic: no floats, one rounding, half up away from zero."""

from decimal import Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.numbers import half_up
from criteria.exact import exact, is_multiple, rounded

DECIMALS = st.decimals(min_value=-(10**9), max_value=10**9, places=5)


@pytest.mark.parametrize(
    ("value", "places", "expected"),
    [
        (Fraction(5, 1000), 2, "0.01"),
        (Fraction(-5, 1000), 2, "-0.01"),
        (Fraction(4, 1000), 2, "0.00"),
        (Fraction(-4, 1000), 2, "0.00"),
        (Fraction(661, 8), 2, "82.63"),
        (Fraction(2, 3), 2, "0.67"),
        (Fraction(5, 2), 0, "3"),
        (Fraction(100), 2, "100.00"),
    ],
)
def test_rounded(value: Fraction, places: int, expected: str) -> None:
    result = rounded(value, places)
    assert str(result) == expected


@given(DECIMALS, st.integers(0, 4))
def test_rounded_agrees_with_half_up(value: Decimal, places: int) -> None:
    assert rounded(exact(value), places) == half_up(value, places)


@given(st.fractions(), st.integers(0, 6))
def test_rounded_is_nearest(value: Fraction, places: int) -> None:
    result = rounded(value, places)
    assert abs(exact(result) - value) <= Fraction(1, 2 * 10**places)
    assert -result.as_tuple().exponent == places


def test_rounded_ignores_the_decimal_context() -> None:
    with localcontext(prec=3):
        assert str(rounded(Fraction(123456789, 10), 2)) == "12345678.90"


@pytest.mark.parametrize("value", [0.1, True, "1", None, Fraction(1, 2)])
def test_exact_refuses_other_types(value: object) -> None:
    with pytest.raises(TypeError):
        exact(value)  # type: ignore[arg-type]


@pytest.mark.parametrize("value", ["NaN", "sNaN", "Infinity", "-Infinity"])
def test_exact_refuses_what_is_no_number(value: str) -> None:
    with pytest.raises(ValueError, match="finite"):
        exact(Decimal(value))


@pytest.mark.parametrize(
    ("value", "step", "expected"),
    [
        ("4.75", "0.25", True),
        ("4.80", "0.25", False),
        ("0", "0.25", True),
        ("42", "1", True),
        ("42.5", "1", False),
    ],
)
def test_is_multiple(value: str, step: str, expected: bool) -> None:
    assert is_multiple(Decimal(value), Decimal(step)) is expected
