"""A thousand numbers by 32 clerks at once, over New Year: one to the last, none twice, every gap a recorded void.

The clerks are processes of their own. Of what they do every ninth fails after its number was taken; each clerk's last
paper is cut off by a kill in the middle of its transaction.
"""

import datetime as dt
import os
import signal

import pytest
from django.db import connections, transaction

from common import clock
from documents.models import IssuedDocument, NumberSeries, VoidNumber
from documents.services.numbers import number_take, number_void
from tests import factories
from tests.served import FORK
from units.enums import Role
from units.models import Unit, User

pytestmark = [
    pytest.mark.long,
    pytest.mark.django_db(transaction=True),
    # The browser's driver keeps a thread; the children use nothing of it.
    pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning"),
]

CLERKS, EACH = 32, 36
SYMBOL = "BB-HĐTĐKT"
OLD_YEAR = dt.datetime(2025, 12, 31, 23, 59, 59, tzinfo=clock.TIME_ZONE)
NEW_YEAR = dt.datetime(2026, 1, 1, 0, 0, 0, tzinfo=clock.TIME_ZONE)


def fails(at: int) -> bool:
    return at % 9 == 8


def is_void(at: int) -> bool:
    return at % 16 == 7


class Slip(Exception):
    """Something fails after the number was taken."""


def paper(unit: Unit, by: User, clerk: int, at: int) -> None:
    """One number, dated today."""
    with transaction.atomic():
        series, number = number_take(unit=unit, symbol=SYMBOL, day=clock.today())
        if at == EACH - 1:
            os.kill(os.getpid(), signal.SIGKILL)
        if fails(at):
            raise Slip
        if is_void(at):
            number_void(series=series, number=number, reason="Hỏng bản in", by=by)
            return
        IssuedDocument.objects.create(
            kind="tests.minutes",
            title="Biên bản",
            target_type="units.unit",
            target_id=f"{clerk}-{at}",
            code=f"{clerk}-{at}",
            series=series,
            number=number,
            issued_on=clock.today(),
            created_at=clock.now(),
        )


def work(gate, unit: Unit, by: User, clerk: int) -> None:
    """A clerk's papers; each clerk turns the year at another paper, so that both series are asked at once."""
    gate.wait(120)
    for at in range(EACH):
        with clock.frozen(OLD_YEAR if at < EACH // 4 + clerk % 16 else NEW_YEAR):
            try:
                paper(unit, by, clerk, at)
            except Slip:
                continue


def test_numbers_are_gapless_whatever_fails():
    unit, by = factories.office(factories.DEPARTMENT), factories.make_user(Role.RECORDS_CLERK)
    # A connection must not be shared by two processes.
    connections.close_all()
    gate = FORK.Barrier(CLERKS)
    children = [FORK.Process(target=work, args=(gate, unit, by, clerk)) for clerk in range(CLERKS)]
    for child in children:
        child.start()
    for child in children:
        child.join(240)
    assert [child.exitcode for child in children] == [-signal.SIGKILL] * CLERKS
    failed = sum(map(fails, range(EACH)))
    voided = sum(is_void(at) and not fails(at) for at in range(EACH))
    assert failed * 10 >= EACH, "at least a tenth"
    assert IssuedDocument.objects.count() == CLERKS * (EACH - failed - voided)
    assert VoidNumber.objects.count() == CLERKS * voided
    assert sorted(NumberSeries.objects.values_list("year", flat=True)) == [2025, 2026]
    for series in NumberSeries.objects.all():
        papers = IssuedDocument.objects.filter(series=series)
        given = list(papers.values_list("number", flat=True))
        void = list(VoidNumber.objects.filter(series=series).values_list("number", flat=True))
        assert sorted(given + void) == list(range(1, series.last_number + 1))
        assert {day.year for day in papers.values_list("issued_on", flat=True)} == {series.year}
    assert sum(NumberSeries.objects.values_list("last_number", flat=True)) == CLERKS * (EACH - failed) >= 1000
