"""What the criteria app takes from the plan files: whole sets, published as soon as they are loaded.

A set that stands is only compared: a published version never changes, another table is another version.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from common.numbers import format_decimal
from common.plan_loading import PlanLoad
from criteria.enums import EvidenceDuty, ItemKind
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
from criteria.plan_rows import Adjustment as AdjustmentRow
from criteria.plan_rows import Area as AreaRow
from criteria.plan_rows import CriteriaSet as SetRow
from criteria.plan_rows import Criterion as CriterionRow
from criteria.plan_rows import Grade as GradeRow
from criteria.plan_rows import Item as ItemRow
from criteria.services import criteria_set_publish
from units.models import Unit, UnitKind

Values = dict[str, Any]


def load_part(load: PlanLoad, *, sets: Sequence[SetRow]) -> None:
    """Loads each set as its version, or notes where the stored version differs."""
    places = _Places()
    for row in sets:
        stored = CriteriaSet.objects.filter(code=row.code, version=row.version).first()
        if stored is None:
            _create(load, row, places)
        else:
            _compare(load, stored, row, places)


class _Places:
    """Units and kinds by code, read once."""

    def __init__(self) -> None:
        self.units = {unit.code: unit for unit in Unit.objects.all()}
        self.kinds = {kind.code: kind for kind in UnitKind.objects.all()}

    def unit(self, code: str) -> Unit | None:
        return self.units[code] if code else None


def _create(load: PlanLoad, row: SetRow, places: _Places) -> None:
    made = load.create(CriteriaSet, {"code": row.code, "version": row.version, **_set_values(row)})
    for model, rows in _lists(row):
        for values in rows:
            load.create(model, {"criteria_set": made, **values})
    for area_row, area_values in _areas(row):
        area = load.create(Area, {"criteria_set": made, **area_values})
        for criterion_row, values in _criteria(row, area_row):
            criterion = load.create(Criterion, {"area": area, **values})
            for item_row, item_values in _items(criterion_row):
                item = load.create(Item, {"criterion": criterion, **item_values})
                for option in _options(item_row):
                    load.create(Option, {"item": item, **option})
            for scope, named in _scopes(criterion_row, places):
                applicability = load.create(Applicability, {"criterion": criterion, **scope})
                applicability.named_units.set(named)
    criteria_set_publish(criteria_set=made, by=None)


def _compare(load: PlanLoad, stored: CriteriaSet, row: SetRow, places: _Places) -> None:
    name = str(stored)
    load.compare(stored, _set_values(row), label=name)
    for model, rows in _lists(row):
        by = "text" if model is NotApplicableReason else "code"
        _children(load, model.objects.filter(criteria_set=stored), rows, by=by, label=name)
    areas = _children(load, stored.areas.all(), [values for _row, values in _areas(row)], label=name)
    for (area_row, _values), area in zip(_areas(row), areas, strict=True):
        if area is None:
            continue
        wanted = _criteria(row, area_row)
        criteria = _children(load, area.criteria.all(), [values for _row, values in wanted], label=name)
        for (criterion_row, _values), criterion in zip(wanted, criteria, strict=True):
            if criterion is not None:
                _compare_criterion(load, criterion, criterion_row, places)


def _compare_criterion(load: PlanLoad, stored: Criterion, row: CriterionRow, places: _Places) -> None:
    wanted = _items(row)
    items = _children(load, stored.items.all(), [values for _row, values in wanted], label=stored.code)
    for (item_row, _values), item in zip(wanted, items, strict=True):
        if item is not None:
            _children(load, item.options.all(), _options(item_row), by="order", label=item.code)
    known = {scope.kind: scope for scope in stored.applicabilities.select_related("kind")}
    for values, named in _scopes(row, places):
        label = f"{stored.code}, {values['kind'].code}"
        scope = known.get(values["kind"])
        if scope is None:
            load.note(Applicability(), label, "", None, values["applies"])
            continue
        load.compare(scope, values, label=label)
        load.compare_many(scope, "named_units", named, label=label)


def _children(
    load: PlanLoad, rows: Any, wanted: Sequence[Mapping[str, Any]], *, label: str, by: str = "code"
) -> list[Any]:
    pairs = load.children(rows, [(values[by], values) for values in wanted], by=by, label=lambda key: f"{label}, {key}")
    return [row for row, _values in pairs]


def _set_values(row: SetRow) -> Values:
    late = row.late
    limits = {rule.code: abs(rule.limit) for rule in row.adjustments}
    return {
        "subject": row.subject,
        "title": row.title,
        "proposal_note": row.notice if row.proposal else "",
        "max_bonus": row.result.bonus_limit,
        "max_minus": abs(row.result.minus_limit),
        "late_per_day": abs(late.per_day) if late else Decimal(0),
        "late_max": limits[late.adjustment] if late else Decimal(0),
        "late_limit_days": late.refuse_after_days if late else 0,
    }


def _lists(row: SetRow) -> list[tuple[type, list[Values]]]:
    """The rows that hang on the set itself."""
    late = row.late.adjustment if row.late else ""
    exempt = {
        item.exempt: values["code"] for criterion in row.criteria for item, values in _items(criterion) if item.exempt
    }
    reasons = [
        {
            "text": reason.text,
            "needs_text": reason.needs_text,
            "item_code": exempt.get(reason.text, ""),
            "category": reason.category or "",
            "order": order,
        }
        for order, reason in enumerate(row.not_applicable_reasons, 1)
    ]
    rules = [_adjustment(rule, order, late) for order, rule in enumerate(row.adjustments, 1)]
    grades = [_grade(grade, order) for order, grade in enumerate(row.grades, 1)]
    return [(NotApplicableReason, reasons), (AdjustmentRule, rules), (GradeRule, grades)]


def _adjustment(rule: AdjustmentRow, order: int, late: str) -> Values:
    steps = [f"{'+' if step.points > 0 else ''}{format_decimal(step.points)} {step.text}" for step in rule.steps]
    return {
        "code": rule.code,
        "kind": rule.kind,
        "title": rule.title,
        "points_text": "; ".join(steps),
        "limit": abs(rule.limit),
        "is_late_rule": rule.code == late,
        "order": order,
    }


def _grade(grade: GradeRow, order: int) -> Values:
    return {
        "code": grade.code,
        "title": grade.name,
        "min_points": grade.from_points,
        "min_area_percentage": grade.minimum_area_percent,
        "no_zero": grade.no_zero_criterion,
        "no_hold": grade.no_hold,
        "cap_percentage": None if grade.cap_percent is None else int(grade.cap_percent),
        "order": order,
    }


def _areas(row: SetRow) -> list[tuple[AreaRow, Values]]:
    return [(area, {"code": area.code, "title": area.name, "order": order}) for order, area in enumerate(row.areas, 1)]


def _criteria(row: SetRow, area: AreaRow) -> list[tuple[CriterionRow, Values]]:
    own = [criterion for criterion in row.criteria if criterion.place.area == area.code]
    return [(criterion, _criterion(criterion, area)) for criterion in own]


def _criterion(row: CriterionRow, area: AreaRow) -> Values:
    place = row.place
    notes = [row.note]
    for item in row.items:
        notes += [item.note, f"Cách tính điểm: {item.formula}." if item.formula else ""]
    return {
        "code": row.code,
        "place": f"{place.section}, {area.name[:1].lower()}{area.name[1:]}, {place.index}",
        "plan_text": row.sentence,
        "title": row.title,
        "note": "\n\n".join(filter(None, notes)),
        "evidence_duty": EvidenceDuty.REQUIRED if row.evidence.required else EvidenceDuty.OPTIONAL,
        "evidence_hint": row.evidence.typical,
        "order": place.index,
    }


def _items(row: CriterionRow) -> list[tuple[ItemRow, Values]]:
    """A criterion with a single item lends it its own code and title."""
    alone = len(row.items) == 1
    return [
        (item, _item(item, order) | ({"code": row.code, "title": row.title} if alone else {}))
        for order, item in enumerate(row.items, 1)
    ]


def _item(item: ItemRow, order: int) -> Values:
    labels = [*item.input_labels, "", ""]
    return {
        "code": item.code,
        "title": item.title,
        "kind": item.kind,
        "measure": item.measure or "",
        "max_points": item.max_points,
        "step": item.step,
        "baseline": item.baseline,
        "target": item.target,
        "number_step": item.number_step,
        "figure_unit": item.input_unit,
        "label_a": labels[0],
        "label_b": labels[1],
        "question": item.question or item.scale,
        "appraisers": item.appraisers,
        "gap": item.appraiser_gap,
        "order": order,
    }


def _options(item: ItemRow) -> list[Values]:
    if item.kind != ItemKind.OPTIONS:
        return []
    return [
        {"points": option.points, "text": option.text, "order": order} for order, option in enumerate(item.options, 1)
    ]


def _scopes(row: CriterionRow, places: _Places) -> list[tuple[Values, list[Unit]]]:
    """A criterion of persons has no scopes: it applies in every kind of unit that takes part."""
    if not row.scopes:
        kinds = [kind for kind in places.kinds.values() if kind.takes_part]
        return [({"kind": kind, "applies": "all", "owner": places.unit(row.owner)}, []) for kind in kinds]
    return [
        (
            {
                "kind": places.kinds[scope.kind],
                "applies": scope.applies,
                "owner": places.unit(scope.owner),
                "second_owner": places.unit(scope.co_owner),
                "substitute": places.unit(scope.substitute),
            },
            [places.units[code] for code in scope.units],
        )
        for scope in row.scopes
    ]
