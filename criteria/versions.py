"""Two versions of a criteria set side by side: which scored items stay the same, change, come or go."""

from dataclasses import dataclass
from enum import StrEnum

from criteria.models import Criterion, Item


class ItemFate(StrEnum):
    """What becomes of a scored item from one version to another; its code names it in both."""

    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True)
class ItemChange:
    """One item by its code; `before` and `after` are empty where it does not exist."""

    code: str
    fate: ItemFate
    before: Item | None
    after: Item | None

    @property
    def title(self) -> str:
        item = self.after or self.before
        return item.title if item else ""

    @property
    def look(self) -> str:
        """The code of its badge."""
        return f"item_{self.fate}"


def item_changes(before: list[Criterion], after: list[Criterion]) -> list[ItemChange]:
    """Every item of both versions in the order of the new one, removed ones last.

    The criteria come loaded with their items and options (`queries.criteria_of`).
    """
    old, new = _by_code(before), _by_code(after)
    kept = [
        ItemChange(code, _fate(old[code], new[code]), old[code][1], new[code][1])
        if code in old
        else ItemChange(code, ItemFate.ADDED, None, new[code][1])
        for code in new
    ]
    gone = [ItemChange(code, ItemFate.REMOVED, old[code][1], None) for code in old if code not in new]
    return [*kept, *gone]


def _by_code(criteria: list[Criterion]) -> dict[str, tuple[Criterion, Item]]:
    return {item.code: (criterion, item) for criterion in criteria for item in criterion.items.all()}


def _fate(old: tuple[Criterion, Item], new: tuple[Criterion, Item]) -> ItemFate:
    return ItemFate.SAME if _content(*old) == _content(*new) else ItemFate.CHANGED


def _content(criterion: Criterion, item: Item) -> tuple[object, ...]:
    """All that a unit is asked and that its points depend on; titles, places and hints are only read."""
    return (
        criterion.plan_text,
        criterion.evidence_duty,
        item.kind,
        item.measure,
        item.max_points,
        item.step,
        item.baseline,
        item.target,
        item.number_step,
        item.figure_unit,
        item.label_a,
        item.label_b,
        item.question,
        item.appraisers,
        item.gap,
        tuple((option.points, option.text) for option in item.options.all()),
    )
