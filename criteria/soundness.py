"""What keeps a draft from being scored, told before it is published and can never be mended."""

from dataclasses import replace

from criteria.enums import ItemKind
from criteria.examples import rule_of
from criteria.models import CriteriaSet, Item
from criteria.queries import criteria_of
from criteria.scoring import rule_faults


def unsound_codes(criteria_set: CriteriaSet) -> list[str]:
    """Codes of items whose rule cannot score, and of criteria without any item, in their order."""
    found = []
    for criterion in criteria_of(criteria_set):
        items = list(criterion.items.all())
        found += [item.code for item in items if _is_unsound(item)] if items else [criterion.code]
    return found


def _is_unsound(item: Item) -> bool:
    rule = rule_of(item)
    if item.kind == ItemKind.OPTIONS:
        rule = replace(rule, options=tuple((str(option.pk), option.points) for option in item.options.all()))
    return bool(rule_faults(rule))
