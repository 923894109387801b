"""A workbook with lines about units: read and checked line by line, shown before anything is kept."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from tablib import Dataset

from campaign.models import Participant
from common import numbers
from common.sheets import SheetError, SheetFormat, heading_faults

UNIT, NAME, NOTE = "Mã đơn vị", "Tên đơn vị", "Ghi chú"


@dataclass(frozen=True)
class UnitLine:
    """One line of the sheet about one unit; `number` counts as Excel does."""

    number: int
    participant: Participant
    cells: Mapping[str, str]


@dataclass(frozen=True)
class LineFault:
    """What keeps a workbook out; line 0 is the sheet as a whole."""

    text: str
    number: int = 0
    heading: str = ""

    @property
    def place(self) -> str:
        if not self.number:
            return ""
        line = _("Line %(line)s") % {"line": self.number}
        return f"{line}, “{self.heading}”" if self.heading else line


@dataclass(frozen=True)
class Change:
    """What a line would do to a unit: the words that stand and the new ones; `value` is for the service."""

    participant: Participant
    before: str
    after: str
    value: Any
    what: str = ""

    @property
    def fate(self) -> str:
        if not self.before:
            return "item_added"
        return "item_same" if self.before == self.after else "item_changed"


@dataclass(frozen=True)
class Preview:
    """What an import would do; with faults it does nothing. `digest` names what stood when it was shown."""

    faults: tuple[LineFault, ...] = ()
    changes: tuple[Change, ...] = ()

    @property
    def counts(self) -> dict[str, int]:
        found = Counter(change.fate.removeprefix("item_") for change in self.changes)
        return {fate: found[fate] for fate in ("added", "changed", "same")}

    @property
    def changing(self) -> list[Change]:
        return [change for change in self.changes if change.fate != "item_same"]

    @property
    def digest(self) -> str:
        rows = [[change.participant.unit.code, change.what, change.before, change.after] for change in self.changes]
        return hashlib.sha256(json.dumps(rows, ensure_ascii=False).encode()).hexdigest()


def dataset_of(content: bytes) -> tuple[Dataset | None, list[LineFault]]:
    """The first sheet of a workbook, or why it cannot be read."""
    try:
        return SheetFormat().create_dataset(content), []
    except SheetError as error:
        return None, [LineFault(str(error))]


def unit_lines(
    dataset: Dataset,
    participants: Iterable[Participant],
    *,
    headings: Sequence[str],
    optional: Sequence[str] = (),
    key: Sequence[str] = (),
) -> tuple[list[UnitLine], list[LineFault]]:
    """The lines of a sheet by unit; unknown headings, unknown units and lines about the same thing are faults."""
    faults = [LineFault(text) for text in heading_faults(dataset.headers, [UNIT, *headings], [NAME, NOTE, *optional])]
    if faults:
        return [], faults
    known = {row.unit.code: row for row in participants}
    found, seen = [], set()
    for number, cells in enumerate(dataset.dict, 2):
        if not any(cells.values()):
            continue
        code = (cells[UNIT] or "").strip()
        named = (code, *(cells[heading].strip() for heading in key))
        if code not in known:
            faults.append(LineFault(_("No unit of this round has the code “%(code)s”.") % {"code": code}, number, UNIT))
        elif named in seen:
            faults.append(LineFault(_("An earlier line is about the same; keep only one of them."), number, UNIT))
        else:
            found.append(UnitLine(number, known[code], cells))
        seen.add(named)
    if not found and not faults:
        faults.append(LineFault(_("The sheet holds no line about a unit.")))
    return found, faults


def number_in(line: UnitLine, heading: str, *, places: int = 6) -> Decimal | None:
    """A number written the Vietnamese way; None for an empty cell. Raises ValueError with words."""
    text = (line.cells.get(heading) or "").strip()
    if not text:
        return None
    try:
        return numbers.parse_decimal(text, places=places)
    except numbers.NumberError:
        raise ValueError(_("“%(text)s” is not a number such as 8,5.") % {"text": text}) from None


def unit_workbook(title: str, headings: Sequence[str], rows: Iterable[tuple[Participant, Sequence[Any]]]) -> bytes:
    """A workbook to fill in: code and name of each unit, then the cells of the headings."""
    dataset = Dataset(headers=[UNIT, NAME, *headings], title=title[:31])
    for participant, cells in rows:
        dataset.append([participant.unit.code, participant.printed_name, *cells])
    return SheetFormat().export_data(dataset)
