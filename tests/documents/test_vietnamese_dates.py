from datetime import date, datetime

import pytest

from documents.vietnamese_dates import BLANK, blank_day, day_or_blank, long_day, long_moment


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2026, 2, 5), "ngày 05 tháng 02 năm 2026"),
        (date(2026, 1, 10), "ngày 10 tháng 01 năm 2026"),
        (date(2026, 3, 9), "ngày 09 tháng 3 năm 2026"),
        (date(2025, 12, 31), "ngày 31 tháng 12 năm 2025"),
    ],
)
def test_days_below_ten_and_the_first_two_months_take_a_zero(day, text):
    assert long_day(day) == text


def test_a_blank_day_keeps_room_that_a_page_does_not_fold():
    assert blank_day(2025) == f"ngày{BLANK}tháng{BLANK}năm 2025"
    assert blank_day() == f"ngày{BLANK}tháng{BLANK}năm{BLANK}"
    assert set(BLANK) == {"\u00a0"}


def test_a_given_day_wins_over_the_blank():
    assert day_or_blank(date(2025, 6, 6), 2024) == "ngày 06 tháng 6 năm 2025"
    assert day_or_blank(None, 2024) == blank_day(2024)


def test_a_moment_is_written_in_words():
    moment = datetime(2025, 6, 6, 14, 5)  # noqa: DTZ001  (already in Vietnamese time)
    assert long_moment(moment) == "14 giờ 05 phút, ngày 06 tháng 6 năm 2025"
