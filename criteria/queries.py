"""Named reads of criteria sets."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet, prefetch_related_objects

from criteria.enums import Applies, SetState
from criteria.models import AdjustmentRule, Applicability, Area, CriteriaSet, Criterion, Item
from units.enums import Role
from units.queries import Account, standing_of


@dataclass(frozen=True)
class AssignedItem:
    """A scored item that applies to one unit, with the offices that appraise it."""

    item: Item
    owner_id: int
    second_owner_id: int | None


def criteria_sets_list() -> QuerySet[CriteriaSet]:
    return CriteriaSet.objects.select_related("guidance")


def criteria_sets_for(user: Account) -> QuerySet[CriteriaSet]:
    """Sets a person may read: drafts only by those who make them."""
    rows = criteria_sets_list()
    if standing_of(user).has(Role.CAMPAIGN_MANAGER, Role.ADMINISTRATOR):
        return rows
    return rows.exclude(state=SetState.DRAFT)


def draft_sets() -> QuerySet[CriteriaSet]:
    """Versions that can still be changed."""
    return CriteriaSet.objects.filter(state=SetState.DRAFT)


def items_of_criteria(criteria: QuerySet[Criterion]) -> QuerySet[Item]:
    """The scored items of some criteria with everything a sheet of them holds, by set and order."""
    scopes = Applicability.objects.select_related("kind", "owner", "second_owner", "substitute")
    return (
        Item.objects.filter(criterion__in=criteria.order_by().values("pk"))
        .select_related("criterion__area__criteria_set")
        .prefetch_related(
            "options", Prefetch("criterion__applicabilities", queryset=scopes.prefetch_related("named_units"))
        )
        .order_by("criterion__area__criteria_set", "criterion__area__order", "criterion__order", "order")
    )


def draft_of(code: str) -> CriteriaSet | None:
    """The newest draft of a set, if one stands."""
    return draft_sets().filter(code=code).order_by("-version").first()


def set_by_code(code: str, version: int | None = None) -> CriteriaSet | None:
    """The named version of a set, or its newest one."""
    rows = CriteriaSet.objects.filter(code=code).order_by("-version")
    return (rows.filter(version=version) if version else rows).first()


def latest_published(code: str) -> CriteriaSet | None:
    rows = CriteriaSet.objects.filter(code=code, state=SetState.PUBLISHED)
    return rows.order_by("-version").first()


def other_versions(criteria_set: CriteriaSet) -> QuerySet[CriteriaSet]:
    """The other published versions of a set, newest first."""
    rows = criteria_sets_list().filter(code=criteria_set.code, state=SetState.PUBLISHED)
    return rows.exclude(pk=criteria_set.pk).order_by("-version")


def criteria_of(criteria_set: CriteriaSet) -> list[Criterion]:
    """The criteria of a set in order, with area, items, options and applicabilities in a fixed number of queries."""
    return list(_with_rows(Criterion.objects.filter(area__criteria_set=criteria_set)).select_related("area"))


def items_of_set(criteria_set: CriteriaSet) -> QuerySet[Item]:
    """The scored items of a set with their criterion and area, in order."""
    rows = Item.objects.filter(criterion__area__criteria_set=criteria_set)
    return rows.select_related("criterion__area")


def adjustment_rules_of(criteria_set: CriteriaSet | None) -> list[AdjustmentRule]:
    """Bonus and minus items of a set in order, the one for lateness among them; none without a set."""
    return list(criteria_set.adjustment_rules.all()) if criteria_set else []


def criteria_with_items(criteria_set: CriteriaSet) -> list[Criterion]:
    """The criteria of a set in order with their items alone, in two queries."""
    return list(Criterion.objects.filter(area__criteria_set=criteria_set).prefetch_related("items"))


def with_rules(criteria_set: CriteriaSet) -> CriteriaSet:
    """The set with its grades and its rules of bonus and minus loaded once."""
    prefetch_related_objects([criteria_set], "grade_rules", "adjustment_rules")
    return criteria_set


def set_tree(criteria_set: CriteriaSet) -> list[Area]:
    """Areas, also those without criteria yet, with everything below them in a fixed number of queries."""
    criteria = _with_rows(Criterion.objects.all())
    return list(criteria_set.areas.prefetch_related(Prefetch("criteria", queryset=criteria)))


def _with_rows(criteria: QuerySet[Criterion]) -> QuerySet[Criterion]:
    items = Item.objects.prefetch_related("options")
    applicabilities = Applicability.objects.select_related(
        "kind", "owner", "second_owner", "substitute"
    ).prefetch_related("named_units")
    return criteria.prefetch_related(
        Prefetch("items", queryset=items), Prefetch("applicabilities", queryset=applicabilities)
    )


def assigned_items(
    *, criteria_set: CriteriaSet, kind_id: int, unit_id: int, lead_id: int, substitute_id: int
) -> list[AssignedItem]:
    """The items that apply to a unit of a kind.

    Where the owner office is the unit itself, its substitute appraises: the one named, else `substitute_id` for the
    leading office (`lead_id`) and the leading office for every other (product.md, roles).
    """
    rows = _scopes(criteria_set).filter(kind_id=kind_id)
    return _assigned(rows, unit_id=unit_id, lead_id=lead_id, substitute_id=substitute_id)


def items_by_unit(
    *, criteria_set: CriteriaSet, kinds: Mapping[int, int], lead_id: int, substitute_id: int
) -> dict[int, list[AssignedItem]]:
    """The same for many units at once (unit id to the id of its kind), in a fixed number of queries."""
    by_kind: dict[int, list[Applicability]] = {}
    for row in _scopes(criteria_set):
        by_kind.setdefault(row.kind_id, []).append(row)
    return {
        unit_id: _assigned(by_kind.get(kind_id, ()), unit_id=unit_id, lead_id=lead_id, substitute_id=substitute_id)
        for unit_id, kind_id in kinds.items()
    }


def _scopes(criteria_set: CriteriaSet) -> QuerySet[Applicability]:
    return (
        Applicability.objects.filter(criterion__area__criteria_set=criteria_set)
        .exclude(applies=Applies.NONE)
        .select_related("criterion")
        .prefetch_related("named_units", "criterion__items")
        .order_by("criterion__area__order", "criterion__order")
    )


def _assigned(rows: Iterable[Applicability], *, unit_id: int, lead_id: int, substitute_id: int) -> list[AssignedItem]:
    found: list[AssignedItem] = []
    for row in rows:
        if row.applies == Applies.NAMED and unit_id not in {unit.pk for unit in row.named_units.all()}:
            continue
        default = substitute_id if row.owner_id == lead_id else lead_id
        owner_id = row.owner_id or default
        if owner_id == unit_id:
            owner_id = row.substitute_id or default
        second_id = row.second_owner_id
        if second_id == unit_id:
            second_id = substitute_id if second_id == lead_id else lead_id
        found.extend(
            AssignedItem(item, owner_id, second_id if item.appraisers == 2 else None)
            for item in row.criterion.items.all()
        )
    return found
