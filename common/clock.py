"""The only source of now and today.

A demonstration keeps an assumed day with its data; the time of day stays real. Inside a request the
assumed day is read once, so that one page never shows two days.
"""

import contextlib
import datetime as dt
from collections.abc import Iterator
from contextvars import ContextVar
from zoneinfo import ZoneInfo

from django.apps import apps

TIME_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")

# What the running request has read: None outside a request, {} before the first read.
_request: ContextVar[dict[str, dt.date | None] | None] = ContextVar("clock_request", default=None)
# Process-wide, not per thread: a test that freezes the clock also freezes the live server's threads.
_frozen: list[dt.datetime] = []


def now() -> dt.datetime:
    """The aware current time in Vietnam, moved to the assumed day where there is one."""
    if _frozen:
        return _frozen[-1]
    real = dt.datetime.now(TIME_ZONE)
    day = assumed_day()
    return real if day is None else dt.datetime.combine(day, real.timetz())


def today() -> dt.date:
    """The current day in Vietnam, or the assumed one."""
    return now().date()


def machine_now() -> dt.datetime:
    """The real time, never moved: for leases, signs of life and retries of the machinery, not for people."""
    return dt.datetime.now(TIME_ZONE)


def assumed_day() -> dt.date | None:
    """The assumed day of a demonstration, or None when the calendar is the real one."""
    seen = _request.get()
    if seen is None:
        return _read_assumed_day()
    if "day" not in seen:
        seen["day"] = _read_assumed_day()
    return seen["day"]


def local(moment: dt.datetime) -> dt.datetime:
    """The same moment on Vietnamese clocks."""
    return moment.astimezone(TIME_ZONE)


@contextlib.contextmanager
def request_scope() -> Iterator[None]:
    """Read the assumed day at most once inside the block."""
    token = _request.set({})
    try:
        yield
    finally:
        _request.reset(token)


def forget() -> None:
    """Drop what the running request has read, after the assumed day was changed."""
    seen = _request.get()
    if seen is not None:
        seen.clear()


@contextlib.contextmanager
def frozen(moment: dt.datetime) -> Iterator[dt.datetime]:
    """Stop the clock at a moment (a naive one is Vietnamese time): for tests and demonstration data."""
    fixed = moment.replace(tzinfo=TIME_ZONE) if moment.tzinfo is None else local(moment)
    _frozen.append(fixed)
    try:
        yield fixed
    finally:
        _frozen.pop()


def _read_assumed_day() -> dt.date | None:
    # By name: the models import this module for their defaults.
    return apps.get_model("common", "AssumedDate").objects.values_list("day", flat=True).first()
