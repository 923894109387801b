"""The evidence library of a unit: each file and each cited document once, with every place where it is used."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from assessments.models import Evidence
from assessments.proof_keys import Key, place_key, thing_key


@dataclass
class Entry:
    """One file or document. `evidence` is its newest row, `uses` are the rows that stand, newest first."""

    evidence: Evidence
    uses: list[Evidence] = field(default_factory=list)
    is_here: bool = False

    @property
    def is_replaced(self) -> bool:
        """A newer file stands in its place everywhere."""
        return not self.uses

    @property
    def other_names(self) -> list[str]:
        """Under which names the same bytes came besides the one shown."""
        rows = [self.evidence, *self.uses]
        names = [name for row in rows if row.file for name in (row.title, row.file.name)]
        return [name for name in dict.fromkeys(names) if name != self.evidence.title]

    @property
    def outside_years(self) -> list[int]:
        """Rounds in which its own date lies outside the period of the data, oldest first."""
        rounds = {(row.answer.assessment.participant.round, row.about_on) for row in self.uses}
        return sorted({each.year for each, day in rounds if day and not each.data_from <= day <= each.data_to})

    @property
    def public_id(self) -> str:
        """The row to take over from."""
        return str((self.uses[0] if self.uses else self.evidence).public_id)


def entries_of(rows: Iterable[Evidence]) -> list[Entry]:
    """Groups evidence, newest first, by what it is."""
    found: dict[Key, Entry] = {}
    for row in rows:
        entry = found.setdefault(thing_key(row), Entry(row))
        if row.removed_at is None:
            entry.uses.append(row)
    return list(found.values())


def entries_with(entries: Iterable[Entry], *, year: int | None, criterion: str) -> list[Entry]:
    """Those that were used in a year and for a criterion (None and empty: any)."""

    def fits(row: Evidence) -> bool:
        answer = row.answer
        return (year is None or answer.assessment.participant.round.year == year) and (
            not criterion or answer.item.criterion.code == criterion
        )

    return [entry for entry in entries if any(fits(row) for row in entry.uses or [entry.evidence])]


def mark_present(entries: Iterable[Entry], present: Iterable[Evidence]) -> None:
    """Says of each entry whether taking it over would put it twice into the answer."""
    keys = {place_key(row) for row in present}
    for entry in entries:
        entry.is_here = place_key(entry.uses[0] if entry.uses else entry.evidence) in keys
