"""Two versions of a set for readers: what becomes of each scored item, and what differs in words."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from common.models import CitedDocument
from common.numbers import format_decimal
from criteria.models import (
    AdjustmentRule,
    Applicability,
    Area,
    CriteriaSet,
    Criterion,
    GradeRule,
    Item,
    NotApplicableReason,
    Option,
)
from criteria.queries import criteria_of
from criteria.versions import ItemChange, ItemFate, item_changes
from criteria.workbook.changes import CellChange, RowChange, table_changes
from criteria.workbook.tables import cell_words, tables_of

MODELS: dict[str, type[Model]] = {
    "set": CriteriaSet,
    "area": Area,
    "criterion": Criterion,
    "item": Item,
    "option": Option,
    "scope": Applicability,
    "adjustment": AdjustmentRule,
    "grade": GradeRule,
    "reason": NotApplicableReason,
}
OF_THE_SET = ("set", "area", "adjustment", "grade", "reason")
# What names a version, not its content.
NAMES = ("code", "version")


@dataclass(frozen=True)
class Difference:
    """One field in words before and after; empty where there is nothing."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class ItemComparison:
    change: ItemChange
    differences: tuple[Difference, ...]


@dataclass(frozen=True)
class RowComparison:
    """A row that hangs on the set itself: an area, a bonus, a grade, a reason."""

    kind: str
    change: RowChange
    differences: tuple[Difference, ...]


@dataclass(frozen=True)
class Comparison:
    items: tuple[ItemComparison, ...]
    others: tuple[RowComparison, ...]

    def count(self, fate: str) -> int:
        return sum(1 for row in self.items if row.change.fate == fate)


def comparison(before: CriteriaSet, after: CriteriaSet) -> Comparison:
    """Compares two versions; unchanged rows outside the criteria are left out."""
    old, new = criteria_of(before), criteria_of(after)
    changes = table_changes(tables_of(before), tables_of(after))
    by_item, by_criterion = _differences(changes)
    criterion_of = {item.code: criterion.code for criterion in (*old, *new) for item in criterion.items.all()}
    items, told = [], set()
    for change in item_changes(old, new):
        found: list[Difference] = []
        if change.fate in (ItemFate.SAME, ItemFate.CHANGED):
            found += by_item[change.code]
            # What is said of the criterion stands with its first item.
            code = criterion_of[change.code]
            found += [] if code in told else by_criterion[code]
            told.add(code)
        items.append(ItemComparison(change, tuple(found)))
    others = [
        RowComparison(str(MODELS[change.sheet.code]._meta.verbose_name), change, tuple(_cells(change)))
        for change in changes
        if change.sheet.code in OF_THE_SET and change.fate != ItemFate.SAME
    ]
    return Comparison(tuple(items), tuple(others))


def _differences(changes: list[RowChange]) -> tuple[dict[str, list[Difference]], dict[str, list[Difference]]]:
    """What differs in items and their options by item, in criteria and their scopes by criterion."""
    by_item: dict[str, list[Difference]] = defaultdict(list)
    by_criterion: dict[str, list[Difference]] = defaultdict(list)
    for change in changes:
        if change.sheet.code == "item":
            by_item[change.key[0]] += _cells(change)
        elif change.sheet.code == "option" and change.cells:
            label = _("Option %(number)s") % {"number": change.key[1]}
            by_item[change.key[0]].append(Difference(label, _option(change, "before"), _option(change, "after")))
        elif change.sheet.code == "criterion":
            by_criterion[change.key[0]] += _cells(change)
        elif change.sheet.code == "scope":
            kind = change.key[1]
            by_criterion[change.key[0]] += [
                Difference(f"{kind}: {row.label}", row.before, row.after) for row in _cells(change)
            ]
    return by_item, by_criterion


def _cells(change: RowChange) -> list[Difference]:
    skipped = (
        NAMES if change.sheet.code == "set" else ("item", "criterion", "kind") if change.sheet.code == "scope" else ()
    )
    return [
        Difference(
            _label(change.sheet.code, cell.column.name),
            _words(change, cell, "before"),
            _words(change, cell, "after"),
        )
        for cell in change.cells
        if cell.column.name not in skipped
    ]


def _label(sheet: str, name: str) -> str:
    """The field's own name in the reader's language."""
    is_paper = name.startswith("guidance_")
    field: Any = (CitedDocument if is_paper else MODELS[sheet])._meta.get_field(name.removeprefix("guidance_"))
    return str(field.verbose_name)


def _words(change: RowChange, cell: CellChange, side: str) -> str:
    """A value as readers read it: choices in their language, numbers with a comma."""
    value: Any = getattr(cell, side)
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if cell.column.choices:
        field: Any = MODELS[change.sheet.code]._meta.get_field(cell.column.name)
        return str(dict(field.flatchoices).get(value, value))
    return format_decimal(value) if cell.column.is_number else cell_words(cell.column, value)


def _option(change: RowChange, side: str) -> str:
    """`6: Ban hành đúng thời hạn`; a part that did not change is not repeated."""
    parts = [_words(change, cell, side) for cell in change.cells if cell.column.name in ("points", "text")]
    return ": ".join(filter(None, parts))
