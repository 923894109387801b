"""Sharing sheets out among the appraisers of an office: pure, the same input gives the same answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Taker:
    """An appraiser: sheets of the round held already, at most how many (None: no limit), units to keep away from.

    `units`: those of the sheets held already.
    """

    key: int
    load: int = 0
    limit: int | None = None
    avoids: frozenset[int] = frozenset()
    units: frozenset[int] = frozenset()

    def may_take(self, unit_id: int, given: int) -> bool:
        return unit_id not in self.avoids and (self.limit is None or self.load + given < self.limit)


def shared_out(sheets: Mapping[int, int], takers: Sequence[Taker]) -> dict[int, int]:
    """Sheet to taker, for as many sheets (number to unit) as there is somebody for.

    A sheet few may take goes first; each goes to who has another sheet of its unit, else to whoever holds least, of
    equals to the first in the order given.
    """
    given = dict.fromkeys((taker.key for taker in takers), 0)
    known = {taker.key: set(taker.units) for taker in takers}

    def choice(sheet: int) -> int:
        return sum(sheets[sheet] not in taker.avoids for taker in takers)

    found: dict[int, int] = {}
    for sheet in sorted(sheets, key=choice):
        able = [taker for taker in takers if taker.may_take(sheets[sheet], given[taker.key])]
        if able:
            unit = sheets[sheet]
            best = min(able, key=lambda taker: (unit not in known[taker.key], taker.load + given[taker.key]))
            found[sheet] = best.key
            given[best.key] += 1
            known[best.key].add(unit)
    return found
