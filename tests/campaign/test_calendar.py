"""Working days and deadlines: the windows of 2025, Tết, make-up days, and what holds for every calendar."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.calendar import (
    VIETNAM,
    WorkCalendar,
    add_working_days,
    days_worked,
    deadline_moment,
    half_worked,
    is_late,
    is_open,
    lateness,
    local_day,
    next_working_day,
    window_end,
    working_days_between,
)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


PLAIN = WorkCalendar()
# Tết 2025 with the swap of that year: Friday 02/5 off, Saturday 26/4 worked instead.
YEAR_2025 = WorkCalendar.of(
    holidays=[
        day("2025-01-01"),
        *[day("2025-01-27") + dt.timedelta(days=n) for n in range(5)],
        day("2025-04-07"),
        day("2025-04-30"),
        day("2025-05-01"),
        day("2025-05-02"),
        day("2025-09-02"),
    ],
    makeup=[day("2025-04-26")],
)


def test_explanation_window_of_2025() -> None:
    assert window_end(YEAR_2025, day("2025-06-12"), 3) == day("2025-06-17")
    assert working_days_between(YEAR_2025, day("2025-06-12"), day("2025-06-17")) == 3


@pytest.mark.parametrize(
    ("start", "n", "expected"),
    [
        ("2025-06-06", 0, "2025-06-06"),
        ("2025-06-07", 0, "2025-06-07"),
        ("2025-06-06", 1, "2025-06-09"),
        ("2025-06-07", 1, "2025-06-09"),
        ("2025-06-09", -1, "2025-06-06"),
        ("2025-06-08", -1, "2025-06-06"),
        ("2025-01-24", 1, "2025-02-03"),
        ("2025-04-25", 1, "2025-04-26"),
        ("2025-04-25", 4, "2025-05-05"),
        ("2025-05-05", -4, "2025-04-25"),
        ("2024-12-31", 1, "2025-01-02"),
    ],
)
def test_add_working_days(start: str, n: int, expected: str) -> None:
    assert add_working_days(YEAR_2025, day(start), n) == day(expected)


@pytest.mark.parametrize(
    ("due", "done", "late"),
    [
        ("2025-06-06", "2025-06-01", 0),
        ("2025-06-06", "2025-06-06", 0),
        ("2025-06-06", "2025-06-07", 0),
        ("2025-06-06", "2025-06-08", 0),
        ("2025-06-06", "2025-06-09", 1),
        ("2025-06-06", "2025-06-11", 3),
        ("2025-06-06", "2025-06-20", 10),
        ("2025-06-06", "2025-06-23", 11),
        ("2025-04-25", "2025-04-26", 1),
        ("2025-04-29", "2025-05-04", 0),
        ("2025-04-29", "2025-05-05", 1),
    ],
)
def test_lateness(due: str, done: str, late: int) -> None:
    assert lateness(YEAR_2025, day(due), day(done)) == late


def test_a_makeup_day_is_worked_even_when_listed_as_a_holiday() -> None:
    saturday = day("2025-04-26")
    assert WorkCalendar.of([saturday], [saturday]).is_working(saturday)
    assert not PLAIN.is_working(saturday)


@pytest.mark.parametrize(
    ("given_day", "expected"),
    [("2025-06-06", "2025-06-06"), ("2025-06-07", "2025-06-09"), ("2025-04-30", "2025-05-05"),
     ("2025-04-26", "2025-04-26")],
)  # fmt: skip
def test_next_working_day(given_day: str, expected: str) -> None:
    assert next_working_day(YEAR_2025, day(given_day)) == day(expected)


# Deadlines in Vietnam time.

DUE = day("2025-06-06")


@pytest.mark.parametrize(
    ("moment", "late"),
    [
        (dt.datetime(2025, 6, 6, 23, 59, 59, 999999, VIETNAM), False),
        (dt.datetime(2025, 6, 7, 0, 0, tzinfo=VIETNAM), True),
        (dt.datetime(2025, 6, 6, 16, 59, 59, tzinfo=dt.UTC), False),
        (dt.datetime(2025, 6, 6, 17, 0, tzinfo=dt.UTC), True),
        (dt.datetime(2025, 6, 6, 13, 0, tzinfo=ZoneInfo("America/New_York")), True),
        (dt.datetime(2025, 6, 5, 12, 0, tzinfo=VIETNAM), False),
    ],
)
def test_the_last_day_is_included(moment: dt.datetime, late: bool) -> None:
    assert is_late(DUE, moment) is late
    assert (moment >= deadline_moment(DUE)) is late
    assert is_open(day("2025-06-02"), DUE, moment) is not late


def test_a_window_is_closed_before_it_opens() -> None:
    assert not is_open(day("2025-06-02"), DUE, dt.datetime(2025, 6, 1, 23, 59, tzinfo=VIETNAM))
    assert is_open(day("2025-06-02"), DUE, dt.datetime(2025, 6, 1, 17, 0, tzinfo=dt.UTC))


def test_deadline_moment() -> None:
    assert deadline_moment(DUE).isoformat() == "2025-06-07T00:00:00+07:00"


def test_a_naive_moment_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        local_day(dt.datetime(2025, 6, 6, 12, 0))  # noqa: DTZ001


# Half of a round.

FIRST, LAST = day("2025-01-01"), day("2025-05-31")


@pytest.mark.parametrize(
    ("unit_from", "unit_to", "first", "last", "days", "half"),
    [
        (None, None, FIRST, LAST, 151, True),
        (None, "2025-06-30", FIRST, LAST, 151, True),
        ("2025-03-17", None, FIRST, LAST, 76, True),
        ("2025-03-18", None, FIRST, LAST, 75, False),
        (None, "2025-03-17", FIRST, LAST, 76, True),
        (None, "2025-03-16", FIRST, LAST, 75, False),
        ("2025-07-01", None, FIRST, LAST, 0, False),
        (None, "2024-12-31", FIRST, LAST, 0, False),
        (None, "2025-06-30", day("2025-01-01"), day("2025-12-31"), 181, False),
        ("2025-07-01", None, day("2025-01-01"), day("2025-12-31"), 184, True),
        ("2025-01-02", None, day("2025-01-01"), day("2025-01-02"), 1, True),
    ],
)
def test_half_worked(
    unit_from: str | None, unit_to: str | None, first: dt.date, last: dt.date, days: int, half: bool
) -> None:
    start, end = (day(text) if text else None for text in (unit_from, unit_to))
    assert days_worked(start, end, first, last) == days
    assert half_worked(start, end, first, last) is half


def test_a_period_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ValueError, match="period"):
        half_worked(None, None, LAST, FIRST)


# What holds for every calendar.

DAYS = st.dates(day("2022-01-01"), day("2031-12-31"))
NEAR = st.dates(day("2025-01-01"), day("2025-12-31"))
CALENDARS = st.builds(WorkCalendar.of, st.lists(NEAR, max_size=60), st.lists(NEAR, max_size=20))


@given(CALENDARS, NEAR, st.integers(1, 40))
def test_adding_and_counting_agree(calendar: WorkCalendar, start: dt.date, n: int) -> None:
    end = add_working_days(calendar, start, n)
    assert end > start
    assert calendar.is_working(end)
    assert working_days_between(calendar, start, end) == n


@given(CALENDARS, NEAR, st.integers(1, 40))
def test_going_back_mirrors_going_on(calendar: WorkCalendar, start: dt.date, n: int) -> None:
    worked = next_working_day(calendar, start)
    assert add_working_days(calendar, add_working_days(calendar, worked, n), -n) == worked


@given(CALENDARS, NEAR, st.integers(0, 20), st.integers(0, 20))
def test_adding_in_two_steps_is_adding_at_once(calendar: WorkCalendar, start: dt.date, a: int, b: int) -> None:
    two_steps = add_working_days(calendar, add_working_days(calendar, start, a), b)
    assert two_steps == add_working_days(calendar, start, a + b)


@given(CALENDARS, NEAR, NEAR, NEAR)
def test_counts_add_up(calendar: WorkCalendar, one: dt.date, two: dt.date, three: dt.date) -> None:
    first, middle, last = sorted([one, two, three])
    parts = working_days_between(calendar, first, middle) + working_days_between(calendar, middle, last)
    assert working_days_between(calendar, first, last) == parts
    assert working_days_between(calendar, last, first) == 0


@given(CALENDARS, NEAR, NEAR)
def test_a_later_day_is_never_less_late(calendar: WorkCalendar, due: dt.date, done: dt.date) -> None:
    assert lateness(calendar, due, done) <= lateness(calendar, due, done + dt.timedelta(days=1))
    assert lateness(calendar, due, min(due, done)) == 0


@given(DAYS, st.datetimes(dt.datetime(2022, 1, 1), dt.datetime(2032, 1, 1), timezones=st.just(dt.UTC)))  # noqa: DTZ001
def test_late_means_at_or_after_the_deadline_moment(due: dt.date, moment: dt.datetime) -> None:
    assert is_late(due, moment) is (moment >= deadline_moment(due))


@given(DAYS, DAYS, DAYS)
def test_two_halves_of_a_period_are_never_both_short(first: dt.date, last: dt.date, cut: dt.date) -> None:
    first, cut, last = sorted([first, cut, last])
    before, after = (
        half_worked(None, cut, first, last),
        half_worked(cut + dt.timedelta(days=1), None, first, last),
    )
    assert before or after
