"""A thousand numbers by 32 clerks at once, over New Year: one to the last, none twice, every gap a recorded void."""

import datetime as dt
import threading

import pytest
from django.db import connection, transaction

from common import clock
from documents.models import IssuedDocument, NumberSeries, VoidNumber
from documents.services.numbers import number_take, number_void
from tests import factories
from units.enums import Role

pytestmark = [pytest.mark.long, pytest.mark.django_db(transaction=True)]

CLERKS, EACH = 32, 32
SYMBOL = "BB-HĐTĐKT"
DAYS = (dt.date(2025, 12, 31), dt.date(2026, 1, 1))


class Slip(Exception):
    """Something fails after the number was taken."""


def paper(unit, day, clerk: int, at: int) -> None:
    """Every tenth one fails in its transaction; every sixteenth number is allotted and then void."""
    with transaction.atomic():
        series, number = number_take(unit=unit, symbol=SYMBOL, day=day)
        if at % 10 == 9:
            raise Slip
        if at % 16 == 7:
            number_void(series=series, number=number, reason="Hỏng bản in", by=unit.clerk)
            return
        IssuedDocument.objects.create(
            kind="tests.minutes",
            title="Biên bản",
            target_type="units.unit",
            target_id=f"{clerk}-{at}",
            code=f"{clerk}-{at}",
            series=series,
            number=number,
            created_at=clock.now(),
        )


def test_numbers_are_gapless_whatever_fails():
    unit = factories.office(factories.DEPARTMENT)
    unit.clerk = factories.make_user(Role.RECORDS_CLERK)
    gate, faults = threading.Barrier(CLERKS), []

    def work(clerk: int) -> None:
        try:
            gate.wait(60)
            for at in range(EACH):
                try:
                    paper(unit, DAYS[at % 2], clerk, at)
                except Slip:
                    continue
        except Exception as error:  # noqa: BLE001 - told below
            faults.append(repr(error))
        finally:
            connection.close()

    with clock.frozen(dt.datetime(2026, 1, 2, 9, tzinfo=clock.TIME_ZONE)):
        threads = [threading.Thread(target=work, args=(clerk,)) for clerk in range(CLERKS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(240)
    assert faults == []
    failed, voided = sum(at % 10 == 9 for at in range(EACH)), sum(at % 16 == 7 for at in range(EACH))
    assert IssuedDocument.objects.count() == CLERKS * (EACH - failed - voided)
    for series in NumberSeries.objects.all():
        given = list(IssuedDocument.objects.filter(series=series).values_list("number", flat=True))
        void = list(VoidNumber.objects.filter(series=series).values_list("number", flat=True))
        assert sorted(given + void) == list(range(1, series.last_number + 1))
    assert NumberSeries.objects.count() == 2
    assert VoidNumber.objects.count() == CLERKS * voided
