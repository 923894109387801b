"""Units, reorganisations and clusters against each other."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date, timedelta

from django.utils.translation import gettext as _

from config.plan_reading.checks_common import check_known, check_order, check_unique, check_unit
from config.plan_reading.problems import Problems
from units.plan_rows import (
    ClusterMember,
    ClustersFile,
    SchoolsFile,
    UnitChange,
    UnitEntry,
    UnitKind,
    UnitsFile,
)

MAX_DEPTH = 4
_FAR = date(9999, 12, 31)
_CHANGING = [f.name for f in fields(UnitChange) if f.name not in {"file", "lines", "valid_from"}]


def entries_of(units: UnitsFile, schools: SchoolsFile) -> tuple[UnitEntry, ...]:
    return units.units + schools.units


def check_units(problems: Problems, units: UnitsFile, schools: SchoolsFile) -> None:
    entries = entries_of(units, schools)
    by_code = {entry.code: entry for entry in entries}
    kinds = {kind.code: kind for kind in units.kinds}
    check_unique(problems, units.kinds)
    check_unique(problems, entries)
    check_unique(problems, units.reorganisations)
    check_unit(problems, units, "root", by_code)
    for entry in entries:
        _check_entry(problems, entry, by_code, kinds)
    for case in units.reorganisations:
        check_unit(problems, case, "predecessors", by_code)
        check_unit(problems, case, "successors", by_code)
        if case.kind == "dissolve":
            for place, code in enumerate(case.predecessors):
                if code in by_code and by_code[code].valid_to != case.last_day:
                    problems.at(case, f"predecessors.{place}", _("The unit does not end on that last day."))


def _check_entry(
    problems: Problems, entry: UnitEntry, by_code: Mapping[str, UnitEntry], kinds: Mapping[str, UnitKind]
) -> None:
    check_unit(problems, entry, "parent", by_code)
    check_known(problems, entry, "kind", kinds)
    check_order(problems, entry, "valid_from", "valid_to")
    kind = kinds.get(entry.kind)
    if kind and kind.ends_on and (entry.valid_to or _FAR) > kind.ends_on:
        problems.at(entry, "valid_to", _("The unit outlives its kind."))
    before = entry.valid_from
    for change in entry.changes:
        if not before < change.valid_from <= (entry.valid_to or _FAR):
            problems.at(change, "valid_from", _("The change is out of order or outside the unit's life."))
        before = change.valid_from
        if all(getattr(change, name) is None for name in _CHANGING):
            problems.at(change, "", _("The change changes nothing."))
        if change.parent is not None:
            check_unit(problems, change, "parent", by_code)
        if change.kind is not None:
            check_known(problems, change, "kind", kinds)
    _check_depth(problems, entry, by_code)


def _check_depth(problems: Problems, entry: UnitEntry, by_code: Mapping[str, UnitEntry]) -> None:
    above, steps = by_code.get(entry.parent), 1
    while above is not None and steps <= MAX_DEPTH:
        above, steps = by_code.get(above.parent), steps + 1
    if steps > MAX_DEPTH:
        problems.at(entry, "parent", _("The unit stands below itself, or too deep."))


def check_clusters(problems: Problems, clusters: ClustersFile, units: UnitsFile, schools: SchoolsFile) -> None:
    by_code = {entry.code: entry for entry in entries_of(units, schools)}
    scored = {kind.code for kind in units.kinds if kind.scored}
    check_unique(problems, clusters.clusters)
    members = [(cluster, member) for cluster in clusters.clusters for member in cluster.members]
    for cluster, member in members:
        check_unit(problems, member, "unit", by_code)
        entry = by_code.get(member.unit)
        if entry is None:
            continue
        _check_life(problems, member, entry)
        if cluster.ranked and entry.kind not in scored:
            problems.at(member, "unit", _("A unit that is not scored stands in a ranked cluster."))
    _check_one_at_a_time(problems, [member for _cluster, member in members])
    for cluster in clusters.clusters:
        if cluster.size != len(cluster.members):
            problems.at(cluster, "size", _says(cluster.size, len(cluster.members)))
    ranked = len({member.unit for cluster, member in members if cluster.ranked})
    if clusters.scored_units != ranked:
        problems.at(clusters, "scored_units", _says(clusters.scored_units, ranked))
    placed = {member.unit for _cluster, member in members}
    for entry in by_code.values():
        if entry.kind in scored and entry.code not in placed:
            problems.at(entry, "code", _("The unit is scored but stands in no cluster."))


def _check_life(problems: Problems, member: ClusterMember, entry: UnitEntry) -> None:
    check_order(problems, member, "valid_from", "valid_to")
    if member.valid_from < entry.valid_from:
        problems.at(member, "valid_from", _("The membership begins before the unit does."))
    if (member.valid_to or _FAR) > (entry.valid_to or _FAR):
        problems.at(member, "valid_to", _("The membership ends after the unit does."))


def _check_one_at_a_time(problems: Problems, members: Sequence[ClusterMember]) -> None:
    free_from: dict[str, date] = {}
    for member in sorted(members, key=lambda m: m.valid_from):
        if member.valid_from < free_from.get(member.unit, date.min):
            problems.at(member, "unit", _("The unit stands in two clusters at a time."))
        end = member.valid_to
        free_from[member.unit] = _FAR if end is None else end + timedelta(days=1)


def _says(said: int, found: int) -> str:
    return _("The file says %(said)s, but its rows make %(found)s.") % {"said": said, "found": found}
