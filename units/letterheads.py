"""The head of a unit's papers as of a day, from its dated rows."""

import datetime
from dataclasses import dataclass

from units.models import Unit
from units.queries import face_of


@dataclass(frozen=True)
class HeadFacts:
    """Superior body, issuer, place and document symbol as of a day."""

    superior: str
    issuer: str
    place: str
    symbol: str
    head_title: str


def head_facts(unit: Unit, day: datetime.date) -> HeadFacts:
    """What the head of the unit's papers prints; a unit without its own superior stands below its parent."""
    row = face_of(unit, day).version
    superior = row.superior
    if not superior and row.parent:
        superior = face_of(row.parent, day).name
    return HeadFacts(superior, row.name, row.place, row.symbol, row.head_title)
