import contextlib
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.numbers import (
    NumberError,
    amount_in_words,
    count_text,
    format_decimal,
    format_money,
    format_points,
    half_up,
    parse_decimal,
    parse_whole,
)

exact = st.decimals(min_value=-(10**9), max_value=10**9, places=2, allow_nan=False)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("8,5", "8.5"),
        ("1.520.000", "1520000"),
        ("1.234,5", "1234.5"),
        ("10.5", "10.5"),
        ("10.50", "10.5"),
        ("1.234", "1234"),
        ("1234.56", "1234.56"),
        ("1 520 000,25", "1520000.25"),
        ("1\u00a0520\u202f000", "1520000"),
        (" 9 ", "9"),
        ("\u00a09", "9"),
        ("007", "7"),
        ("0,00", "0"),
        ("-3,25", "-3.25"),
        ("\u22123", "-3"),
        ("-0", "0"),
        ("8,500000", "8.5"),
    ],
)
def test_vietnamese_numbers_are_read(typed, value):
    assert parse_decimal(typed) == Decimal(value)
    assert str(parse_decimal(typed)) == value


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "empty"),
        ("   ", "empty"),
        ("abc", "number_bad"),
        ("NaN", "number_bad"),
        ("inf", "number_bad"),
        ("Infinity", "number_bad"),
        ("1e5", "number_bad"),
        ("1e400", "number_bad"),
        ("١٠", "number_bad"),
        ("１０", "number_bad"),
        ("+5", "number_bad"),
        ("--5", "number_bad"),
        ("- 5", "number_bad"),
        (",5", "number_bad"),
        ("8,", "number_bad"),
        ("8 5", "number_bad"),
        ("1.23.456", "number_bad"),
        ("1.5,2", "number_bad"),
        ("1,234.5", "number_bad"),
        ("0x10", "number_bad"),
        ("1_000", "number_bad"),
        ("8,5\n9", "number_bad"),
        ("8,555", "too_many_places"),
        ("0.125", "too_many_places"),
        ("9" * 19, "too_long"),
        ("9" * 5000, "too_long"),
    ],
)
def test_other_text_is_refused_with_a_code(typed, code):
    with pytest.raises(NumberError) as error:
        parse_decimal(typed)
    assert error.value.code == code


def test_places_bound_what_is_read():
    assert parse_decimal("0,123456", places=6) == Decimal("0.123456")
    assert parse_whole("1.520.000") == 1520000
    with pytest.raises(NumberError) as error:
        parse_whole("1,5")
    assert error.value.code == "too_many_places"


@given(exact)
def test_what_is_printed_is_read_back(value):
    assert parse_decimal(format_decimal(value)) == value
    assert parse_decimal(format_points(value)) == value


@given(st.text(max_size=30))
def test_any_text_gives_a_finite_number_or_a_number_error(typed):
    with contextlib.suppress(NumberError):
        assert parse_decimal(typed).is_finite()


@pytest.mark.parametrize(
    ("value", "places", "rounded"),
    [
        ("0.125", 2, "0.13"),
        ("2.5", 0, "3"),
        ("-2.5", 0, "-3"),
        ("84.085", 2, "84.09"),
        ("84.0849", 2, "84.08"),
        ("1", 2, "1.00"),
    ],
)
def test_half_is_rounded_up(value, places, rounded):
    assert str(half_up(Decimal(value), places)) == rounded


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("8.50", "8,5"),
        ("8", "8"),
        ("1234567.5", "1.234.567,5"),
        ("-1234", "-1.234"),
        ("0.00", "0"),
        ("-0.00", "0"),
    ],
)
def test_decimals_are_printed_as_they_are(value, text):
    assert format_decimal(Decimal(value)) == text


def test_points_have_two_places_and_money_none():
    assert format_points(Decimal("84.085")) == "84,09"
    assert format_points(Decimal("-0.001")) == "0,00"
    assert format_points(8) == "8,00"
    assert format_money(1410000) == "1.410.000"


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (0, "không"),
        (1, "một"),
        (5, "năm"),
        (10, "mười"),
        (11, "mười một"),
        (15, "mười lăm"),
        (21, "hai mươi mốt"),
        (25, "hai mươi lăm"),
        (101, "một trăm linh một"),
        (105, "một trăm linh năm"),
        (110, "một trăm mười"),
        (111, "một trăm mười một"),
        (1001, "một nghìn không trăm linh một"),
        (1010, "một nghìn không trăm mười"),
        (1_410_000, "một triệu bốn trăm mười nghìn"),
        (1_005_000, "một triệu không trăm linh năm nghìn"),
        (1_000_005, "một triệu không trăm linh năm"),
        (10**9, "một tỷ"),
        (10**12, "một nghìn tỷ"),
        (10**18, "một tỷ tỷ"),
        (-15, "âm mười lăm"),
    ],
)
def test_amounts_are_read_aloud(amount, words):
    assert amount_in_words(amount) == words


def test_the_unit_follows_the_words():
    assert amount_in_words(1_410_000, "đồng") == "một triệu bốn trăm mười nghìn đồng"


def test_a_count_stands_in_figures_and_words():
    assert [count_text(count) for count in (5, 14, 105)] == ["05 (năm)", "14 (mười bốn)", "105 (một trăm linh năm)"]


@given(st.integers(min_value=0, max_value=10**15), st.integers(min_value=0, max_value=10**15))
def test_different_amounts_have_different_words(one, other):
    assert (amount_in_words(one) == amount_in_words(other)) == (one == other)
