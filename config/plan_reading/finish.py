"""From the rows as written to the values the apps get: units in time, offices that stand in, whole sets."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from campaign.plan_rows import Settings
from config.plan_reading.checks_criteria import criteria_of
from criteria.plan_rows import CriteriaSet, Criterion, CriterionFile, Scope
from units.plan_rows import Unit, UnitEntry, UnitVersion

_DATED = ("kind", "parent", "name", "short_name", "symbol", "head_title", "place", "superior", "parent_line")


def unit_in_time(entry: UnitEntry) -> Unit:
    """One version from the start, and one more from each change; a note belongs to its own version."""
    values = {name: getattr(entry, name) for name in _DATED} | {"note": entry.note}
    values["short_name"] = entry.short_name or entry.name
    starts = [(entry.valid_from, values, entry.lines)]
    for change in entry.changes:
        given = {name: getattr(change, name) for name in _DATED if getattr(change, name) is not None}
        values = values | given | {"note": change.note or ""}
        starts.append((change.valid_from, values, change.lines))
    ends = [start - timedelta(days=1) for start, _values, _lines in starts[1:]] + [entry.valid_to]
    versions = tuple(
        UnitVersion(file=entry.file, lines=lines, valid_from=start, valid_to=end, **values)
        for (start, values, lines), end in zip(starts, ends, strict=True)
    )
    return Unit(
        file=entry.file,
        lines=entry.lines,
        code=entry.code,
        verified=entry.verified,
        difficult_area=entry.difficult_area,
        versions=versions,
    )


def whole_set(one_set: CriteriaSet, files: Sequence[CriterionFile], settings: Settings) -> CriteriaSet:
    """The set with its criteria in the plan's order, each scope with the office that stands in."""
    criteria = tuple(_with_substitutes(criterion, settings) for criterion in criteria_of(one_set, files))
    return replace(one_set, criteria=criteria)


def _with_substitutes(criterion: Criterion, settings: Settings) -> Criterion:
    scopes = tuple(_with_substitute(scope, settings) for scope in criterion.scopes)
    return replace(criterion, scopes=scopes)


def _with_substitute(scope: Scope, settings: Settings) -> Scope:
    if not scope.owner or scope.substitute:
        return scope
    lead = scope.owner == settings.lead_office
    return replace(scope, substitute=settings.lead_substitute_office if lead else settings.substitute_office)
