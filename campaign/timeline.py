"""The campaign's milestones with the place of today among them (pure)."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from campaign.models import Milestone


class Place(StrEnum):
    PAST = "past"
    NOW = "now"
    AHEAD = "ahead"


@dataclass(frozen=True)
class Stop:
    """A milestone, or the mark of today where it falls between two (then without one)."""

    place: Place
    milestone: Milestone | None = None

    @property
    def years(self) -> str:
        if self.milestone is None:
            return ""
        first, last = self.milestone.day_from.year, self.milestone.day_to.year
        return str(first) if first == last else f"{first} - {last}"


def stops(milestones: Iterable[Milestone], today: datetime.date) -> list[Stop]:
    """The milestones in the order of time; today stands inside one that is running, else between two."""
    rows = sorted(milestones, key=lambda row: (row.day_from, row.day_to))
    found = [Stop(_place(row, today), row) for row in rows]
    if any(stop.place == Place.NOW for stop in found):
        return found
    at = sum(stop.place == Place.PAST for stop in found)
    return [*found[:at], Stop(Place.NOW), *found[at:]]


def _place(row: Milestone, today: datetime.date) -> Place:
    if row.day_to < today:
        return Place.PAST
    return Place.AHEAD if row.day_from > today else Place.NOW
