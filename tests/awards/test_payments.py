"""Several awards of one subject: of titles the highest alone, everything else in full."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from awards.money import titles_money
from awards.payments import Due, payable, working

DAY = dt.date(2026, 7, 1)
YEAR = (dt.date(2025, 1, 1), dt.date(2025, 12, 31))
PHASE = (dt.date(2023, 1, 1), dt.date(2025, 12, 31))


def due(key: int, form: str, amount: int, period: tuple = YEAR, **facts: object) -> Due:
    return Due(
        **({"key": key, "subject": 1, "form_code": form, "moment": DAY, "period": period, "amount": amount} | facts)
    )


def test_titles_of_one_period_and_forms_beside_them():
    rows = [
        due(1, "LDTT", 760_000),
        due(2, "CSTD-CS", 2_530_000),
        due(3, "GK-SO", 760_000),
        due(4, "BK-TINH", 3_800_000),
    ]
    assert payable(rows) == {1: 0, 2: 2_530_000, 3: 760_000, 4: 3_800_000}


def test_titles_of_other_periods_days_or_subjects_are_paid_each():
    rows = [
        due(1, "LDTT", 760_000),
        due(2, "CSTD-TINH", 7_590_000, PHASE),
        due(3, "CSTD-CS", 2_530_000, moment=dt.date(2026, 7, 2)),
        due(4, "CSTD-CS", 2_530_000, subject=2),
    ]
    assert sum(payable(rows).values()) == 760_000 + 7_590_000 + 2 * 2_530_000


def test_of_two_equal_titles_one_is_paid():
    assert payable([due(1, "LDTT", 760_000), due(2, "LDTT", 760_000)]) == {1: 760_000, 2: 0}


@given(st.lists(st.tuples(st.integers(0, 10**8), st.sampled_from([YEAR, PHASE])), max_size=8))
def test_titles_of_one_subject_and_day_agree_with_the_rule(amounts):
    rows = [due(key, "CSTD-CS", amount, period) for key, (amount, period) in enumerate(amounts)]
    assert sum(payable(rows).values()) == titles_money([(amount, str(period)) for amount, period in amounts])


def test_the_formula_says_when_it_was_rounded():
    assert working("0,3", "2.340.000", "702.000", "710.000") == "0,3 × 2.340.000 = 702.000, làm tròn lên 710.000"
    assert working("1,5", "2.340.000", "3.510.000", "3.510.000") == "1,5 × 2.340.000 = 3.510.000"
