"""What the units app takes from the plan files: kinds, units in time, reorganisations, clusters."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from common.plan_loading import PlanLoad
from units.models import (
    Cluster,
    ClusterMember,
    Reorganisation,
    ReorganisationLink,
    SigningCapacity,
    Unit,
    UnitKind,
    UnitVersion,
)
from units.plan_rows import Cluster as ClusterRow
from units.plan_rows import Reorganisation as ReorganisationRow
from units.plan_rows import Unit as UnitRow
from units.plan_rows import UnitKind as UnitKindRow
from units.plan_rows import UnitVersion as UnitVersionRow

ONE_DAY = datetime.timedelta(days=1)


def load_part(
    load: PlanLoad,
    *,
    kinds: Sequence[UnitKindRow],
    units: Sequence[UnitRow],
    reorganisations: Sequence[ReorganisationRow],
    clusters: Sequence[ClusterRow],
    named_signers: frozenset[str] = frozenset(),
) -> None:
    """Loads the part; `named_signers` are units whose signing capacity another part of the plan gives."""
    for order, kind in enumerate(kinds, 1):
        values = {"name": kind.name, "takes_part": kind.scored, "order": order}
        load.row(UnitKind, key={"code": kind.code}, values=values, label=kind.code)
    by_code = _load_units(load, units)
    rows = {unit.code: unit for unit in units}
    for unit in units:
        _load_versions(load, unit, by_code, rows)
        if unit.code not in named_signers:
            load_signers(load, by_code[unit.code], _signers(unit.versions))
    for case in reorganisations:
        _load_reorganisation(load, case, by_code)
    for order, cluster in enumerate(clusters, 1):
        _load_cluster(load, cluster, order, by_code)


def load_signers(load: PlanLoad, unit: Unit, rows: Sequence[Mapping[str, Any]]) -> None:
    """The lines above the signature of a unit's papers, with their days."""
    load.dated(SigningCapacity, of={"unit": unit}, rows=rows, label=unit.code)


def _load_units(load: PlanLoad, units: Iterable[UnitRow]) -> dict[str, Unit]:
    found = {}
    for unit in units:
        notes = dict.fromkeys(version.note for version in unit.versions if version.note)
        values = {"note": "\n".join(notes)}
        found[unit.code], _made = load.row(Unit, key={"code": unit.code}, values=values, label=unit.code)
    return found


def _load_versions(load: PlanLoad, unit: UnitRow, by_code: Mapping[str, Unit], rows: Mapping[str, UnitRow]) -> None:
    kinds = {kind.code: kind for kind in UnitKind.objects.all()}
    load.dated(
        UnitVersion,
        of={"unit": by_code[unit.code]},
        rows=[
            {
                "valid_from": version.valid_from,
                "valid_to": version.valid_to,
                "kind": kinds[version.kind],
                "parent": by_code.get(version.parent),
                "name": version.name,
                "short_name": version.short_name,
                "symbol": version.symbol,
                "place": version.place,
                "superior": version.superior or _line_of_parent(version, rows),
                "head_title": version.head_title,
                "is_difficult_area": bool(unit.difficult_area),
                "is_verified": unit.verified,
            }
            for version in unit.versions
        ],
        label=unit.code,
    )


def _line_of_parent(version: UnitVersionRow, rows: Mapping[str, UnitRow]) -> str:
    """What the unit above lets those below it print above their own name, on the version's first day."""
    parent = rows.get(version.parent)
    versions = [row for row in parent.versions if row.valid_from <= version.valid_from] if parent else []
    return versions[-1].parent_line if versions else ""


def _signers(versions: Iterable[UnitVersionRow]) -> list[dict[str, Any]]:
    """One row for as long as the title of the head stays the same."""
    rows: list[dict[str, Any]] = []
    for version in versions:
        lines = version.head_title.upper()
        if rows and rows[-1]["authority_lines"] == lines:
            rows[-1]["valid_to"] = version.valid_to
        elif lines:
            rows.append({"authority_lines": lines, "valid_from": version.valid_from, "valid_to": version.valid_to})
    return rows


def _load_reorganisation(load: PlanLoad, case: ReorganisationRow, by_code: Mapping[str, Unit]) -> None:
    day = case.last_day + ONE_DAY
    first = by_code[case.predecessors[0]]
    values = {"document": case.document, "note": case.note}
    known = Reorganisation.objects.filter(kind=case.kind, day=day, links__predecessor=first).first()
    if known is not None:
        load.compare(known, values, label=case.code)
        return
    row = load.create(Reorganisation, {"kind": case.kind, "day": day, **values})
    for predecessor in case.predecessors:
        for successor in case.successors or (None,):
            ReorganisationLink.objects.create(
                reorganisation=row,
                predecessor=by_code[predecessor],
                successor=by_code[successor] if successor else None,
            )


def _load_cluster(load: PlanLoad, cluster: ClusterRow, order: int, by_code: Mapping[str, Unit]) -> None:
    values = {"name": f"{cluster.name}: {cluster.title}", "is_ranked": cluster.ranked, "order": order}
    row, _made = load.row(Cluster, key={"code": cluster.code}, values=values, label=cluster.code)
    for member in cluster.members:
        dates = {"valid_from": member.valid_from, "valid_to": member.valid_to, "cluster": row}
        load.dated(ClusterMember, of={"unit": by_code[member.unit]}, rows=[dates], label=member.unit)
