"""Criteria sets: as many criteria as the plan has, offices that exist, and totals that come out."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from config.plan_reading.checks_common import check_count, check_known, check_unique, check_unit
from config.plan_reading.checks_items import check_item
from config.plan_reading.checks_units import entries_of
from config.plan_reading.problems import Problems
from criteria.plan_rows import CriteriaFile, CriteriaSet, Criterion, CriterionFile, Scope, Total
from units.plan_rows import SchoolsFile, UnitEntry, UnitsFile

PLAN_COUNTS = {"HT": 6, "TK": 8, "CN": 1}
"""Plan III.1: six lines on infrastructure, eight on thrift, one passage on individuals."""


def criteria_of(one_set: CriteriaSet, files: Sequence[CriterionFile]) -> tuple[Criterion, ...]:
    """The criteria of a set in the order of its areas."""
    found = [criterion for file in files if file.set == one_set.code for criterion in file.criteria]
    order = {area.code: place for place, area in enumerate(one_set.areas)}
    return tuple(sorted(found, key=lambda c: (order.get(c.place.area, len(order)), c.place.index)))


def check_criteria(problems: Problems, sets: CriteriaFile, *files: CriterionFile) -> None:
    check_unique(problems, sets.sets)
    known = {one_set.code: one_set for one_set in sets.sets}
    for file in files:
        check_known(problems, file, "set", known)
    criteria = [criterion for file in files for criterion in file.criteria]
    check_unique(problems, criteria)
    check_unique(problems, [item for criterion in criteria for item in criterion.items])
    for criterion in criteria:
        for item in criterion.items:
            check_item(problems, item)
            if not item.code.startswith(f"{criterion.code}."):
                problems.at(item, "code", _("The code of an item begins with that of its criterion."))
    for one_set in sets.sets:
        check_unique(problems, one_set.areas)
        for area in one_set.areas:
            mine = [c for c in criteria if c.place.area == area.code]
            check_count(problems, mine[0] if mine else area, "", len(mine), PLAN_COUNTS.get(area.code, 0))
    for file in files:
        if file.set in known:
            _check_places(problems, known[file.set], file)


def _check_places(problems: Problems, one_set: CriteriaSet, file: CriterionFile) -> None:
    places = {area.code: area.place for area in one_set.areas}
    expected: dict[str, int] = {}
    for criterion in file.criteria:
        place = criterion.place
        expected[place.area] = expected.get(place.area, 0) + 1
        if place.area not in places:
            problems.at(place, "area", _("“%(code)s” is not known.") % {"code": place.area})
        elif place.section != places[place.area]:
            problems.at(place, "section", _("The area stands in another section of the plan."))
        if place.index != expected[place.area]:
            problems.at(place, "index", _("The criteria do not follow the plan's numbering."))
        if criterion.code != f"{place.area}-{place.index}":
            problems.at(criterion, "code", _("The code does not fit the place in the plan."))


def check_scopes(
    problems: Problems,
    units: UnitsFile,
    schools: SchoolsFile,
    sets: CriteriaFile,
    *files: CriterionFile,
) -> None:
    """Applicability and offices name units that exist; check sums come out."""
    by_code = {entry.code: entry for entry in entries_of(units, schools)}
    root = by_code.get(units.root)
    kinds = {kind.code for kind in units.kinds if root is None or kind.code != root.kind}
    for one_set in sets.sets:
        criteria = criteria_of(one_set, files)
        for criterion in criteria:
            check_unit(problems, criterion, "owner", by_code)
            if one_set.subject == "individual":
                if criterion.scopes or not criterion.owner:
                    problems.at(criterion, "", _("A criterion of individuals has an owner and no scopes."))
                continue
            _check_kinds(problems, criterion, kinds)
            for scope in criterion.scopes:
                _check_scope(problems, scope, by_code)
        _check_totals(problems, one_set, criteria, by_code)


def _check_kinds(problems: Problems, criterion: Criterion, kinds: set[str]) -> None:
    check_unique(problems, criterion.scopes, "kind")
    for scope in criterion.scopes:
        check_known(problems, scope, "kind", kinds)
    for kind in sorted(kinds - {scope.kind for scope in criterion.scopes}):
        problems.at(criterion, "scopes", _("The kind of unit “%(kind)s” is missing.") % {"kind": kind})


def _check_scope(problems: Problems, scope: Scope, by_code: Mapping[str, UnitEntry]) -> None:
    for key in ("units", "owner", "co_owner", "substitute"):
        check_unit(problems, scope, key, by_code)
    for place, code in enumerate(scope.units):
        if code in by_code and by_code[code].kind != scope.kind:
            problems.at(scope, f"units.{place}", _("The unit is of another kind."))
    if (scope.applies == "named") != bool(scope.units):
        problems.at(scope, "units", _("Units are named where the criterion applies to named units only."))
    if (scope.applies == "none") == bool(scope.owner):
        problems.at(scope, "owner", _("An office appraises exactly where the criterion applies."))


def _check_totals(
    problems: Problems,
    one_set: CriteriaSet,
    criteria: Sequence[Criterion],
    by_code: Mapping[str, UnitEntry],
) -> None:
    needed = {("", "")} | {(scope.kind, "") for criterion in criteria for scope in criterion.scopes}
    needed |= {("", code) for criterion in criteria for scope in criterion.scopes for code in scope.units}
    for total in one_set.totals:
        check_unit(problems, total, "unit", by_code)
        found = _sum_for(total, criteria, by_code)
        needed.discard((total.kind, total.unit))
        if found != total.max_points:
            message = _("The file says %(said)s, but its rows make %(found)s.")
            problems.at(total, "max_points", message % {"said": total.max_points, "found": found})
    for kind, unit in sorted(needed):
        missing = _("The check sum of “%(code)s” is missing.") % {"code": kind or unit or one_set.code}
        problems.at(one_set, "totals", missing)


def _sum_for(total: Total, criteria: Sequence[Criterion], by_code: Mapping[str, UnitEntry]) -> Decimal:
    if not total.kind and not total.unit:
        return sum((criterion.max_points for criterion in criteria), Decimal(0))
    kind = by_code[total.unit].kind if total.unit in by_code else total.kind
    return sum(
        (
            criterion.max_points
            for criterion in criteria
            for scope in criterion.scopes
            if scope.kind == kind and (scope.applies == "all" or total.unit in scope.units)
        ),
        Decimal(0),
    )
