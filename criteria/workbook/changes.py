"""What differs between two whole sets, row by row and column by column (pure)."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from criteria.versions import ItemFate
from criteria.workbook.columns import SHEETS, Column, Form, SheetSpec
from criteria.workbook.tables import Line, Tables, cell_words


@dataclass(frozen=True)
class CellChange:
    """One column of a row before and after, in the words of the sheet."""

    column: Column
    before: Any
    after: Any

    @property
    def before_text(self) -> str:
        return cell_words(self.column, self.before)

    @property
    def after_text(self) -> str:
        return cell_words(self.column, self.after)


@dataclass(frozen=True)
class RowChange:
    """One row by its key; `line` is its row in the second set (0 where it is gone), `moved` another place in order."""

    sheet: SheetSpec
    key: tuple[str, ...]
    fate: ItemFate
    line: int
    cells: tuple[CellChange, ...] = ()
    moved: bool = False

    @property
    def look(self) -> str:
        return f"item_{self.fate}"

    @property
    def name(self) -> str:
        return " · ".join(self.key)


def table_changes(before: Tables, after: Tables) -> list[RowChange]:
    """Every row of both sets in the order of the second one, rows that are gone last on their sheet."""
    return [change for sheet in SHEETS for change in _sheet_changes(sheet, before[sheet.code], after[sheet.code])]


def _sheet_changes(sheet: SheetSpec, before: list[Line], after: list[Line]) -> list[RowChange]:
    old, new = _keyed(sheet, before), _keyed(sheet, after)
    order = {key: place for place, key in enumerate(key for key in old if key in new)}
    found, place = [], 0
    for key, line in new.items():
        if key not in old:
            found.append(RowChange(sheet, key, ItemFate.ADDED, line.number, _cells(sheet, None, line)))
            continue
        cells, moved = _cells(sheet, old[key], line), order[key] != place
        place += 1
        fate = ItemFate.CHANGED if cells or moved else ItemFate.SAME
        found.append(RowChange(sheet, key, fate, line.number, cells, moved))
    found += [
        RowChange(sheet, key, ItemFate.REMOVED, 0, _cells(sheet, line, None))
        for key, line in old.items()
        if key not in new
    ]
    return found


def _keyed(sheet: SheetSpec, lines: list[Line]) -> dict[tuple[str, ...], Line]:
    """Rows by key; those of a numbered sheet by their number under it."""
    seen: Counter[tuple[str, ...]] = Counter()
    keyed = {}
    for line in lines:
        key = tuple(str(line.values[name]) for name in sheet.key)
        if sheet.numbered:
            seen[key] += 1
            key = (*key, str(seen[key]))
        keyed[key] = line
    return keyed


def _cells(sheet: SheetSpec, old: Line | None, new: Line | None) -> tuple[CellChange, ...]:
    cells = []
    for column in sheet.columns:
        if column.form == Form.INFO:
            continue
        before = old.values[column.name] if old else None
        after = new.values[column.name] if new else None
        if cell_words(column, before) != cell_words(column, after):
            cells.append(CellChange(column, before, after))
    return tuple(cells)
