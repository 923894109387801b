"""Names on a decision as on its date: a unit that is renamed in between stands there under its new name."""

import datetime
from collections.abc import Iterable

from awards.models import Award
from units.models import Unit
from units.queries import faces


def named_on(text: str, unit: Unit | None, *, written_on: datetime.date, day: datetime.date) -> str:
    """A printed text with the unit's name of `day` in place of the one it bore when the text was written.

    A text that does not end with that name was written by hand and stays.
    """
    if unit is None or written_on == day:
        return text
    old = faces(written_on, unit_ids=[unit.pk])[unit.pk].name
    new = faces(day, unit_ids=[unit.pk])[unit.pk].name
    return text[: -len(old)] + new if old != new and text.endswith(old) else text


def lines_rename(lines: Iterable[Award], *, written_on: datetime.date | None, day: datetime.date) -> None:
    """Gives the lines of a draft the names of its new date; what was written by hand stays."""
    if written_on is None or written_on == day:
        return
    units = Unit.objects.in_bulk({line.subject.home_unit_id for line in lines})
    for line in lines:
        home = units.get(line.subject.home_unit_id or 0)
        name = "printed_name" if line.subject.unit_id else "printed_unit"
        text = named_on(getattr(line, name), home, written_on=written_on, day=day)
        if text != getattr(line, name):
            setattr(line, name, text)
            line.save(update_fields=[name])
