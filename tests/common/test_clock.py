import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from common import clock
from common.models import AssumedDate, Event
from common.services import assumed_day_set


@pytest.mark.django_db
def test_without_an_assumed_day_the_time_is_the_real_one_in_vietnam():
    now = clock.now()
    assert now.utcoffset() == dt.timedelta(hours=7)
    assert abs(now - dt.datetime.now(dt.UTC)) < dt.timedelta(seconds=5)
    assert clock.assumed_day() is None


@pytest.mark.django_db
def test_an_assumed_day_moves_the_date_and_keeps_the_time_of_day():
    AssumedDate.objects.create(day=dt.date(2025, 6, 6))
    real = clock.machine_now()
    assert clock.today() == dt.date(2025, 6, 6)
    assert clock.now().utcoffset() == dt.timedelta(hours=7)
    seconds = (clock.now().replace(year=2000, month=1, day=1) - real.replace(year=2000, month=1, day=1)).seconds
    assert seconds < 5 or seconds > 86390
    assert clock.machine_now().date() == real.date()


@pytest.mark.django_db
def test_there_is_one_assumed_day_and_its_changes_are_events():
    assumed_day_set(day=dt.date(2025, 6, 6))
    assumed_day_set(day=dt.date(2025, 6, 7))
    assert clock.today() == dt.date(2025, 6, 7)
    with pytest.raises(IntegrityError), transaction.atomic():
        AssumedDate.objects.create(id=2, day=dt.date(2025, 6, 8))
    assumed_day_set(day=None)
    assert clock.assumed_day() is None
    assert [(event.before, event.after) for event in Event.objects.order_by("id")] == [
        ("", "2025-06-06"),
        ("2025-06-06", "2025-06-07"),
        ("2025-06-07", ""),
    ]


@pytest.mark.django_db
def test_a_request_reads_the_assumed_day_once(django_assert_num_queries):
    with clock.request_scope():
        with django_assert_num_queries(1):
            clock.now()
            clock.today()
            clock.assumed_day()
        AssumedDate.objects.create(day=dt.date(2025, 6, 6))
        assert clock.assumed_day() is None
        clock.forget()
        assert clock.assumed_day() == dt.date(2025, 6, 6)


@pytest.mark.django_db
def test_the_scope_ends_with_the_request():
    Client().get("/livez")
    AssumedDate.objects.create(day=dt.date(2025, 6, 6))
    assert clock.today() == dt.date(2025, 6, 6)


def test_a_naive_moment_is_vietnamese():
    with clock.frozen(dt.datetime(2025, 6, 6, 17, 0)):  # noqa: DTZ001
        assert clock.now() == dt.datetime(2025, 6, 6, 10, 0, tzinfo=dt.UTC)


def test_a_frozen_clock_stands_still_and_needs_no_database():
    with clock.frozen(dt.datetime(2025, 6, 6, 17, 0, tzinfo=clock.TIME_ZONE)) as moment:
        assert clock.now() == moment == dt.datetime(2025, 6, 6, 10, 0, tzinfo=dt.UTC)
        with clock.frozen(dt.datetime(2025, 6, 6, 17, 30, tzinfo=dt.UTC)):
            assert clock.today() == dt.date(2025, 6, 7)
        assert clock.today() == dt.date(2025, 6, 6)
