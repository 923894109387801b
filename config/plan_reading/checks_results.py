"""Grades, bonus and minus of a criteria set."""

from decimal import Decimal

from django.utils.translation import gettext as _

from config.plan_reading.checks_common import check_known, check_unique
from config.plan_reading.problems import Problems
from criteria.plan_rows import CriteriaFile, CriteriaSet


def check_results(problems: Problems, sets: CriteriaFile) -> None:
    for one_set in sets.sets:
        check_unique(problems, one_set.not_applicable_reasons)
        check_unique(problems, one_set.grades)
        check_unique(problems, one_set.adjustments)
        _check_grades(problems, one_set)
        _check_adjustments(problems, one_set)
        _check_late(problems, one_set)
        result = one_set.result
        if result.lowest >= result.highest:
            problems.at(result, "highest", _("The highest result is not above the lowest."))
        if result.bonus_limit < 0 or result.minus_limit > 0:
            problems.at(result, "bonus_limit", _("Bonus counts upward, minus downward."))


def _check_grades(problems: Problems, one_set: CriteriaSet) -> None:
    ceiling: Decimal | None = None
    codes = {grade.code for grade in one_set.grades}
    for grade in one_set.grades:
        if grade.below_points != ceiling:
            problems.at(grade, "below_points", _("The grades leave a gap or overlap."))
        ceiling = grade.from_points
        check_known(problems, grade, "overflow_grade", codes)
        if (grade.cap_percent is None) != (not grade.overflow_grade):
            problems.at(grade, "cap_percent", _("A cap and the grade of the rest belong together."))
    if one_set.grades and ceiling != one_set.result.lowest:
        problems.at(one_set.grades[-1], "from_points", _("The grades leave a gap or overlap."))


def _check_adjustments(problems: Problems, one_set: CriteriaSet) -> None:
    for rule in one_set.adjustments:
        sign = 1 if rule.kind == "bonus" else -1
        if rule.limit * sign <= 0:
            problems.at(rule, "limit", _("Bonus counts upward, minus downward."))
        for step in rule.steps:
            if step.points * sign <= 0:
                problems.at(step, "points", _("Bonus counts upward, minus downward."))
            elif abs(step.points) > abs(rule.limit):
                problems.at(step, "points", _("One occurrence is more than the limit."))


def _check_late(problems: Problems, one_set: CriteriaSet) -> None:
    late = one_set.late
    if late is None:
        return
    rules = {rule.code: rule for rule in one_set.adjustments if rule.kind == "minus" and rule.automatic}
    check_known(problems, late, "adjustment", rules)
    rule = rules.get(late.adjustment)
    if rule is not None and {step.points for step in rule.steps} != {late.per_day}:
        problems.at(late, "per_day", _("The points of a day differ from the adjustment's."))
