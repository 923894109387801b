"""Exact arithmetic for points: fractions inside, rounded half up once at the end, never a float."""

from decimal import Decimal
from fractions import Fraction


def exact(value: Decimal | int) -> Fraction:
    """Return the value as a fraction.

    Raises TypeError for anything but Decimal and int, ValueError for NaN and infinities.
    """
    if isinstance(value, bool) or not isinstance(value, Decimal | int):
        raise TypeError(f"points and amounts are Decimal or int, not {type(value).__name__}")
    if isinstance(value, Decimal) and not value.is_finite():
        raise ValueError("points and amounts are finite")
    return Fraction(value)


def rounded(value: Fraction, places: int) -> Decimal:
    """Round half up (away from zero) to a number of decimal places, whatever the decimal context."""
    scaled = abs(value) * 10**places
    digits = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    sign = 1 if value < 0 and digits else 0
    return Decimal((sign, tuple(int(digit) for digit in str(digits)), -places))


def is_multiple(value: Decimal | int, step: Decimal | int) -> bool:
    """Tell whether the value is a whole number of steps."""
    return (exact(value) / exact(step)).denominator == 1
