"""A whole criteria set as plain tables, one for each sheet: read from the database, compared, written back."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from common.dates import format_day
from common.sheets import plain_number
from criteria.models import CriteriaSet
from criteria.queries import set_tree
from criteria.workbook.columns import SHEETS, Column

Values = dict[str, Any]


@dataclass(frozen=True)
class Line:
    """One row of a sheet with its number in Excel (the heading is line 1)."""

    number: int
    values: Values


Tables = dict[str, list[Line]]


def tables_of(criteria_set: CriteriaSet | None) -> Tables:
    """The tables of a version in the order of its pages; all empty without a set."""
    rows: dict[str, list[Values]] = {sheet.code: [] for sheet in SHEETS}
    if criteria_set is not None:
        rows["set"].append(_set_values(criteria_set))
        _add_tree(rows, criteria_set)
        rows["adjustment"] = [_own(row, "adjustment") for row in criteria_set.adjustment_rules.all()]
        rows["grade"] = [_own(row, "grade") for row in criteria_set.grade_rules.all()]
        rows["reason"] = [_own(row, "reason") for row in criteria_set.na_reasons.all()]
    return {code: [Line(number, values) for number, values in enumerate(of, 2)] for code, of in rows.items()}


def cell_words(column: Column, value: Any) -> str:
    """What stands in the cell for a value, as text."""
    if value is None or value == "":
        return ""
    if column.choices:
        return column.choices.get(value, str(value))
    if isinstance(value, tuple):
        return ", ".join(value)
    if isinstance(value, int | Decimal):
        return plain_number(Decimal(value))
    return format_day(value) if hasattr(value, "strftime") else str(value)


def _own(row: Any, code: str) -> Values:
    """The fields of a row that are columns of its sheet."""
    sheet = next(sheet for sheet in SHEETS if sheet.code == code)
    return {column.name: getattr(row, column.name) for column in sheet.columns if hasattr(row, column.name)}


def _set_values(row: CriteriaSet) -> Values:
    paper = row.guidance
    names = ("kind", "number", "date", "issuer", "title")
    return _own(row, "set") | {f"guidance_{name}": _part(paper, name) for name in names}


def _part(paper: Any, name: str) -> Any:
    empty = None if name == "date" else ""
    return getattr(paper, name) if paper else empty


def _add_tree(rows: dict[str, list[Values]], criteria_set: CriteriaSet) -> None:
    for area in set_tree(criteria_set):
        rows["area"].append(_own(area, "area"))
        for criterion in area.criteria.all():
            rows["criterion"].append(_own(criterion, "criterion") | {"area": area.code})
            for item in criterion.items.all():
                rows["item"].append(_own(item, "item") | {"criterion": criterion.code})
                rows["option"] += [
                    {"item": item.code, "points": option.points, "text": option.text} for option in item.options.all()
                ]
            for scope in criterion.applicabilities.all():
                rows["scope"].append(
                    {
                        "criterion": criterion.code,
                        "kind": scope.kind.code,
                        "applies": scope.applies,
                        "named_units": tuple(sorted(unit.code for unit in scope.named_units.all())),
                        **{
                            name: office.code if (office := getattr(scope, name)) else ""
                            for name in ("owner", "second_owner", "substitute")
                        },
                    }
                )
