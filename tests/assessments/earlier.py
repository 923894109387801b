"""A unit with a sheet of 2024 that was sent, and its draft of 2025."""

import datetime as dt

from assessments.models import Assessment
from common import clock
from tests import factories
from tests.reports import worlds
from units.models import Unit

THEN = dt.datetime(2025, 1, 10, 9, tzinfo=clock.TIME_ZONE)


def two_years(unit: Unit | None = None) -> tuple[Assessment, Assessment]:
    """The sheet of 2024, full, and the empty draft of 2025."""
    unit = unit or factories.make_unit()
    with clock.frozen(THEN):
        then = worlds.sent(unit, factories.make_round(2024, signed_copy="never"))
    return then, factories.make_sheet(unit, factories.make_round(2025))
