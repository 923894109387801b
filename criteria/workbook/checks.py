"""What cannot be seen in a single cell: codes that come twice or are missing, rules that cannot score (pure)."""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from django.utils.translation import gettext as _

from common.numbers import format_decimal
from criteria.enums import AdjustmentKind, Applies, ItemKind, Measure, Subject
from criteria.exact import is_multiple
from criteria.scoring import POINT_STEP
from criteria.workbook.columns import (
    ADJUSTMENT,
    AREA,
    CRITERION,
    GRADE,
    ITEM,
    OPTION,
    REASON,
    SCOPE,
    SET,
    UNIT_KINDS,
    UNITS,
    Column,
    SheetSpec,
)
from criteria.workbook.faults import Fault, fault_at
from criteria.workbook.tables import Line, Tables

UNIQUE = (AREA, CRITERION, ITEM, SCOPE, ADJUSTMENT, GRADE, REASON)
NUMERIC = (ItemKind.NUMBER, ItemKind.PERCENTAGE)


@dataclass(frozen=True)
class Known:
    """Codes that the portal has: kinds of unit, units and offices; and the subject that a known set has."""

    kinds: Collection[str]
    units: Collection[str]
    subject: str = ""


def tables_faults(tables: Tables, known: Known) -> list[Fault]:
    """Every fault of complete tables, in the order of the sheets."""
    return [
        *_set_faults(tables, known),
        *(fault for sheet in UNIQUE for fault in _twice(sheet, tables[sheet.code])),
        *_references(tables, known),
        *_empty_faults(tables),
        *(fault for line in tables["item"] for fault in _item_faults(line)),
        *_option_faults(tables),
        *(fault for line in tables["scope"] for fault in _scope_faults(line)),
        *_late_faults(tables),
        *_grade_faults(tables),
    ]


def _set_faults(tables: Tables, known: Known) -> Iterator[Fault]:
    lines = tables["set"]
    if not lines:
        yield fault_at(SET, 2, "", _("The sheet holds exactly one row; it has none."))
        return
    for line in lines[1:]:
        yield fault_at(SET, line.number, "", _("The sheet holds exactly one row; this is one more."))
    first = lines[0]
    if known.subject and first.values["subject"] != known.subject:
        yield fault_at(SET, first.number, "subject", _("The set of this code is for the other subject."))
    paper = [first.values[f"guidance_{name}"] for name in ("number", "date", "issuer", "title")]
    if any(paper) and not first.values["guidance_kind"]:
        yield fault_at(SET, first.number, "guidance_kind", _("The kind of the document is missing."))


def _twice(sheet: SheetSpec, lines: list[Line]) -> Iterator[Fault]:
    first: dict[tuple[str, ...], int] = {}
    for line in lines:
        key = tuple(line.values[name] for name in sheet.key)
        if key in first:
            words = {"text": ", ".join(key)[:60], "line": first[key]}
            text = _("“%(text)s” already stands in row %(line)s.") % words
            yield fault_at(sheet, line.number, sheet.key[-1], text)
        first.setdefault(key, line.number)


def _references(tables: Tables, known: Known) -> Iterator[Fault]:
    lists: dict[str, Collection[str]] = {UNITS: known.units, UNIT_KINDS: known.kinds}
    lists |= {sheet.code: {line.values["code"] for line in tables[sheet.code]} for sheet in (AREA, CRITERION, ITEM)}
    for sheet in (CRITERION, ITEM, OPTION, SCOPE):
        for column in sheet.columns:
            if column.refers:
                for line in tables[sheet.code]:
                    yield from _unknown(sheet, column, line, lists[column.refers])


def _unknown(sheet: SheetSpec, column: Column, line: Line, codes: Collection[str]) -> Iterator[Fault]:
    value = line.values[column.name]
    for code in value if isinstance(value, tuple) else filter(None, [value]):
        if code not in codes:
            yield fault_at(sheet, line.number, column.name, _unknown_text(column, code))


def _unknown_text(column: Column, code: str) -> str:
    names = {"code": code}
    if column.refers == UNIT_KINDS:
        return _("There is no kind of unit with the code “%(code)s”.") % names
    if column.refers == UNITS:
        return _("There is no unit with the code “%(code)s”.") % names
    names["sheet"] = {"area": AREA.name, "criterion": CRITERION.name, "item": ITEM.name}[column.refers]
    return _("“%(code)s” does not stand on the sheet “%(sheet)s”.") % names


def _empty_faults(tables: Tables) -> Iterator[Fault]:
    """Nothing may hang in the air: an area without criteria, a criterion without what is scored or for whom."""
    for sheet, below, name, text in (
        (AREA, CRITERION, "area", _("The area has no criterion.")),
        (CRITERION, ITEM, "criterion", _("The criterion has nothing to score on the sheet “Tiêu chí thành phần”.")),
        (CRITERION, SCOPE, "criterion", _("The criterion has no row on the sheet “Áp dụng”.")),
    ):
        used = {line.values[name] for line in tables[below.code]}
        for line in tables[sheet.code]:
            if line.values["code"] not in used:
                yield fault_at(sheet, line.number, "code", text)
    if not tables["area"]:
        yield Fault(AREA.name, 0, 0, "", _("The sheet has no row."))


def _item_faults(line: Line) -> Iterator[Fault]:
    values = line.values
    if values["kind"] not in NUMERIC:
        for name in ("measure", "baseline", "target", "number_step"):
            if values[name] not in (None, ""):
                yield fault_at(ITEM, line.number, name, _("Only a number or a percentage has this."))
        return
    if values["target"] is not None and values["target"] == (values["baseline"] or 0):
        yield fault_at(ITEM, line.number, "target", _("The target equals the baseline; there is no line between them."))
    if values["measure"] in (Measure.RATIO, Measure.GROWTH):
        for name in ("label_a", "label_b"):
            if not values[name]:
                yield fault_at(ITEM, line.number, name, _("Two figures are compared; each needs its name."))


def _option_faults(tables: Tables) -> Iterator[Fault]:
    items = {line.values["code"]: line for line in tables["item"]}
    groups: dict[str, list[Line]] = {}
    last = ""
    for line in tables["option"]:
        code = line.values["item"]
        if code != last and code in groups:
            yield fault_at(
                OPTION, line.number, "item", _("The options of an item stand together, without others between.")
            )
        last = code
        groups.setdefault(code, []).append(line)
    for code, item in items.items():
        if item.values["kind"] == ItemKind.OPTIONS and code not in groups:
            text = _("The item has no options on the sheet “Mức đánh giá”.")
            yield fault_at(ITEM, item.number, "code", text)
    for code, lines in groups.items():
        if code in items:
            yield from _group_faults(items[code], lines)


def _group_faults(item: Line, lines: list[Line]) -> Iterator[Fault]:
    """One item's options: only where options are asked, none above the maximum, on the step, in order."""
    if item.values["kind"] != ItemKind.OPTIONS:
        yield fault_at(OPTION, lines[0].number, "item", _("This item is not scored by options."))
        return
    most, step = item.values["max_points"], item.values["step"] or POINT_STEP
    for line in lines:
        points = line.values["points"]
        if points > most:
            words = {"points": format_decimal(points), "max": format_decimal(most)}
            text = _("%(points)s is above the maximum of the item, %(max)s.") % words
            yield fault_at(OPTION, line.number, "points", text)
        elif not is_multiple(points, step):
            words = {"points": format_decimal(points), "step": format_decimal(step)}
            text = _("%(points)s is not on the step of %(step)s points.") % words
            yield fault_at(OPTION, line.number, "points", text)
    found = [line.values["points"] for line in lines]
    if max(found) < most:
        text = _("No option gives the maximum of the item, %(max)s.") % {"max": format_decimal(most)}
        yield fault_at(OPTION, lines[0].number, "points", text)
    yield from _disorder(lines, rising=len(found) > 1 and found[0] < found[-1])


def _disorder(lines: list[Line], *, rising: bool) -> Iterator[Fault]:
    seen: Counter[str] = Counter()
    for before, line in zip([None, *lines], lines, strict=False):
        seen[line.values["text"]] += 1
        if seen[line.values["text"]] > 1:
            yield fault_at(OPTION, line.number, "text", _("Another option of the item has the same words."))
        if before is None:
            continue
        step: Decimal = line.values["points"] - before.values["points"]
        if step < 0 if rising else step > 0:
            yield fault_at(OPTION, line.number, "points", _("The options are out of order: highest points first."))


def _scope_faults(line: Line) -> Iterator[Fault]:
    values = line.values
    named = bool(values["named_units"])
    if values["applies"] != Applies.NONE and not values["owner"]:
        yield fault_at(SCOPE, line.number, "owner", _("A criterion that applies needs the office that appraises it."))
    if values["applies"] == Applies.NAMED and not named:
        yield fault_at(SCOPE, line.number, "named_units", _("The codes of the units are missing."))
    if values["applies"] != Applies.NAMED and named:
        yield fault_at(SCOPE, line.number, "named_units", _("Units are named only with “Đơn vị nêu tên”."))


def _late_faults(tables: Tables) -> Iterator[Fault]:
    late = [line for line in tables["adjustment"] if line.values["is_late_rule"]]
    for line in late[1:]:
        yield fault_at(ADJUSTMENT, line.number, "is_late_rule", _("Lateness is counted by one row only."))
    for line in late:
        if line.values["kind"] != AdjustmentKind.MINUS:
            yield fault_at(ADJUSTMENT, line.number, "kind", _("Lateness takes points away."))
    for line in tables["set"][:1]:
        if line.values["late_per_day"] and not late:
            text = _("The sheet “Điểm thưởng, điểm trừ” needs a row that lateness counts under.")
            yield fault_at(SET, line.number, "late_per_day", text)


def _grade_faults(tables: Tables) -> Iterator[Fault]:
    lines = tables["grade"]
    is_collective = any(line.values["subject"] == Subject.COLLECTIVE for line in tables["set"])
    if not lines:
        if is_collective:
            yield Fault(GRADE.name, 0, 0, "", _("The sheet has no row."))
        return
    for before, line in pairwise(lines):
        if line.values["min_points"] >= before.values["min_points"]:
            yield fault_at(GRADE, line.number, "min_points", _("The grades go from the highest threshold down."))
    if lines[-1].values["min_points"]:
        yield fault_at(GRADE, lines[-1].number, "min_points", _("The last grade begins at 0."))
