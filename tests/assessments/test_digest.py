"""The fingerprint of inputs: stable, the same for equal values, different for different ones."""

import datetime as dt
from decimal import Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.digest import input_digest
from assessments.rollup import RoundResult, Standing

D = Decimal


def test_the_digest_of_known_inputs_never_changes() -> None:
    inputs = {
        "rule": "mean",
        "units": [{"key": "T01", "name": "THPT Đắk Mil", "rounds": {"2023": D("84.20"), "2024": None}}],
        "min_rounds": 2,
        "final": True,
        "until": dt.date(2025, 5, 31),
    }
    assert input_digest(inputs) == "291d92f9f30fc17e52f3a893d592d12a61c761680a628e525c3933b3c4d42bd1"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (D("84.2"), D("84.200")),
        (D("100"), D("1E+2")),
        (D("0"), D("-0.00")),
        ("Đắk", "Đa\u0306\u0301k"),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}),
        ({3, 1, 2}, frozenset({1, 2, 3})),
        ([1, 2], (1, 2)),
        (
            dt.datetime(2025, 6, 6, 17, 0, tzinfo=dt.UTC),
            dt.datetime(2025, 6, 7, 0, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh")),
        ),
        (
            RoundResult("2023", Standing.EXEMPT),
            {"round": "2023", "standing": "exempt", "percentage": None, "is_imported": False},
        ),
    ],
)
def test_equal_inputs(one: object, other: object) -> None:
    assert input_digest(one) == input_digest(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (1, "1"),
        (1, True),
        (0, None),
        (D(1), 1),
        (D("84.20"), D("84.21")),
        ("", None),
        ([1, 2], [2, 1]),
        ([[1], [2]], [[1, 2]]),
        ({"a": 1}, {"a": 2}),
        ({"a": 1}, {"b": 1}),
        ([], {}),
        (["text", "a"], "a"),
        (dt.date(2025, 1, 1), "2025-01-01"),
    ],
)
def test_different_inputs(one: object, other: object) -> None:
    assert input_digest(one) != input_digest(other)


@pytest.mark.parametrize("value", [0.1, Fraction(1, 3), b"x", object(), {1: "a"}, [0.1], {"a": 0.1}, Decimal])
def test_what_has_no_canonical_form(value: object) -> None:
    with pytest.raises(TypeError):
        input_digest(value)


@pytest.mark.parametrize("value", [D("NaN"), D("Infinity"), dt.datetime(2025, 1, 1)])  # noqa: DTZ001
def test_values_that_are_not_fixed(value: object) -> None:
    with pytest.raises(ValueError, match=r"number|zone"):
        input_digest(value)


PLAIN = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=5)
    | st.decimals(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)


@given(PLAIN)
def test_a_digest_is_64_hex_digits_and_repeatable(value: object) -> None:
    digest = input_digest(value)
    assert len(digest) == 64
    assert set(digest) <= set("0123456789abcdef")
    assert input_digest(value) == digest


@given(st.dictionaries(st.sampled_from("abcdef"), PLAIN), st.randoms(use_true_random=False))
def test_the_order_of_keys_does_not_matter(value: dict[str, object], random: object) -> None:
    keys = list(value)
    random.shuffle(keys)  # type: ignore[attr-defined]
    assert input_digest({key: value[key] for key in keys}) == input_digest(value)


@given(st.integers(-(10**12), 10**12), st.integers(0, 6), st.integers(0, 6))
def test_trailing_zeros_do_not_matter(number: int, places: int, zeros: int) -> None:
    short = D(number).scaleb(-places)
    long = D(number * 10**zeros).scaleb(-places - zeros)
    assert input_digest(short) == input_digest(long)
