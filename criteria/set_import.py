"""A whole criteria set out of a workbook into a draft: first what would come, then all of it or nothing."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from common import clock
from common.access import Denied, require
from common.events import event_log
from common.models import CitedDocument
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
from criteria.queries import draft_of, set_by_code
from criteria.versions import ItemFate
from criteria.workbook.changes import RowChange, table_changes
from criteria.workbook.checks import Known, tables_faults
from criteria.workbook.columns import SHEETS
from criteria.workbook.faults import Fault
from criteria.workbook.reading import tables_read
from criteria.workbook.tables import Line, Tables, Values, cell_words, tables_of
from criteria.workbook.writing import Lists, set_workbook
from units.models import Unit, UnitKind, User
from units.queries import faces, kinds_all, units_all

PAPER = {f"guidance_{name}": name for name in ("kind", "number", "date", "issuer", "title")}


@dataclass(frozen=True)
class SetPreview:
    """What an import would do: `fills` is the draft whose content it replaces; without one it makes `version`.

    `base` is the version the rows are compared with; `digest` names its content, so that a later import can tell
    whether it still stands.
    """

    faults: tuple[Fault, ...]
    code: str = ""
    version: int = 1
    fills: CriteriaSet | None = None
    base: CriteriaSet | None = None
    changes: tuple[RowChange, ...] = ()
    tables: Tables | None = None
    digest: str = ""

    @property
    def sums(self) -> dict[str, int | Decimal]:
        """What the whole workbook holds, to be held against the table it was typed from."""
        tables: Tables = self.tables or {"area": [], "criterion": [], "item": []}
        points = sum((line.values["max_points"] for line in tables["item"]), Decimal(0))
        return {"areas": len(tables["area"]), "criteria": len(tables["criterion"]), "points": points}

    @property
    def counts(self) -> dict[str, int]:
        """Rows by what becomes of them."""
        found = Counter(change.fate for change in self.changes)
        return {fate.value: found[fate] for fate in ItemFate}


def criteria_set_workbook(criteria_set: CriteriaSet | None) -> bytes:
    """The workbook of a version; without one, an empty workbook to fill in."""
    kinds = [(kind.code, kind.name) for kind in kinds_all()]
    units = sorted((face.code, face.name) for face in faces(clock.today()).values())
    return set_workbook(tables_of(criteria_set), Lists(kinds, units))


def set_preview(content: bytes) -> SetPreview:
    """Reads and checks a workbook; nothing is written. With faults there is nothing to import."""
    tables, faults = tables_read(content)
    if faults:
        return SetPreview(tuple(faults))
    first = tables["set"][0].values if tables["set"] else {}
    code = first.get("code", "")
    newest = set_by_code(code) if code else None
    known = Known(
        kinds={kind.code for kind in kinds_all()},
        units={unit.code for unit in units_all()},
        subject=newest.subject if newest else "",
    )
    if faults := tables_faults(tables, known):
        return SetPreview(tuple(faults), code)
    fills = draft_of(code)
    base = fills or newest
    before = tables_of(base)
    return SetPreview(
        faults=(),
        code=code,
        version=fills.version if fills else (newest.version + 1 if newest else 1),
        fills=fills,
        base=base,
        changes=tuple(table_changes(before, tables)),
        tables=tables,
        digest=_digest(base, before),
    )


@transaction.atomic
def criteria_set_import(*, content: bytes, by: User | None, digest: str = "") -> CriteriaSet:
    """Makes the draft that `set_preview` tells of, whole.

    Raises Refused for a workbook with faults, and when `digest` is given and the sets have changed since.
    """
    # Whoever imports, publishes or clones the same set waits here.
    list(CriteriaSet.objects.select_for_update().order_by("pk").values_list("pk"))
    preview = set_preview(content)
    if preview.tables is None:
        text = _("The workbook has faults; nothing was imported.")
        require(Denied("bad_input", " ".join([text, *map(str, preview.faults[:5])]), 400))
    elif digest and digest != preview.digest:
        require(Denied("stale", _("The criteria set has changed since the preview; nothing was imported.")))
    tables: Tables = preview.tables or {}
    row = _draft_row(preview, tables["set"][0].values)
    _write_below(row, tables)
    counts = {fate: count for fate, count in preview.counts.items() if fate != ItemFate.SAME}
    event_log(actor=by, action="criteria_set.imported", target=row, data=counts)
    return row


def _digest(base: CriteriaSet | None, tables: Tables) -> str:
    """Names the content of the version that a preview was compared with."""
    rows = [
        [cell_words(column, line.values[column.name]) for column in sheet.columns]
        for sheet in SHEETS
        for line in tables[sheet.code]
    ]
    content = json.dumps([str(base), base.state if base else "", rows], ensure_ascii=False)
    return hashlib.sha256(content.encode()).hexdigest()


def _draft_row(preview: SetPreview, values: Values) -> CriteriaSet:
    """The row of the set itself; a draft that stands is emptied."""
    own = {name: value for name, value in values.items() if name not in PAPER and name != "version"}
    row = preview.fills or CriteriaSet(version=preview.version, cloned_from=preview.base)
    for name, value in own.items():
        setattr(row, name, value)
    row.guidance = _paper(values)
    row.full_clean()
    row.save()
    for rows in (row.areas, row.adjustment_rules, row.grade_rules, row.na_reasons):
        rows.all().delete()
    return row


def _paper(values: Values) -> CitedDocument | None:
    """The document that sets the points, known or new."""
    facts = {name: values[column] for column, name in PAPER.items()}
    if not facts["kind"]:
        return None
    return CitedDocument.objects.filter(**facts).order_by("pk").first() or CitedDocument.objects.create(**facts)


def _write_below(row: CriteriaSet, tables: Tables) -> None:
    areas = _saved(Area, tables["area"], lambda _values: {"criteria_set": row})
    criteria = _saved(Criterion, tables["criterion"], lambda values: {"area": areas[values["area"]]})
    items = _saved(Item, tables["item"], lambda values: {"criterion": criteria[values["criterion"]]})
    _saved(Option, tables["option"], lambda values: {"item": items[values["item"]]})
    _write_scopes(tables["scope"], criteria)
    for model, code in ((AdjustmentRule, "adjustment"), (GradeRule, "grade"), (NotApplicableReason, "reason")):
        _saved(model, tables[code], lambda _values: {"criteria_set": row})


def _saved(model: type[Any], lines: Iterable[Line], above: Any) -> dict[str, Any]:
    """Rows of one sheet in their order; what stands above them comes by code. Returns them by code."""
    made = {}
    for order, line in enumerate(lines, 1):
        row = model(**(line.values | above(line.values)), order=order)
        # That codes come once has been checked with their places.
        row.full_clean(validate_unique=False, validate_constraints=False)
        row.save()
        made[getattr(row, "code", str(order))] = row
    return made


def _write_scopes(lines: Iterable[Line], criteria: dict[str, Criterion]) -> None:
    units: dict[str, Unit] = {unit.code: unit for unit in units_all()}
    kinds: dict[str, UnitKind] = {kind.code: kind for kind in kinds_all()}
    for line in lines:
        values = line.values
        row = Applicability(
            criterion=criteria[values["criterion"]],
            kind=kinds[values["kind"]],
            applies=values["applies"],
            **{name: units.get(values[name]) for name in ("owner", "second_owner", "substitute")},
        )
        row.full_clean(validate_unique=False, validate_constraints=False)
        row.save()
        row.named_units.set([units[code] for code in values["named_units"]])
