"""One scored item: what its kind needs, and what it must not have."""

from decimal import Decimal

from django.utils.translation import gettext as _

from config.plan_reading.problems import Problems
from criteria.plan_rows import Item

_COMPUTED = {"number", "percentage"}
_WITH_OPTIONS = {"options", "yes_no"}
_ONLY_COMPUTED = ("measure", "direction", "baseline", "target", "input_labels", "input_unit", "number_step")
_INPUTS = {"direct": 1, "ratio": 2, "growth": 2}


def check_item(problems: Problems, item: Item) -> None:
    if item.max_points <= 0:
        problems.at(item, "max_points", _("The points must be more than 0."))
    if item.step <= 0 or item.max_points % item.step:
        problems.at(item, "step", _("The maximum is not a multiple of the step."))
    if item.kind in _COMPUTED:
        _check_computed(problems, item)
    else:
        _check_absent(problems, item, _ONLY_COMPUTED)
    if item.kind in _WITH_OPTIONS:
        _check_options(problems, item)
    else:
        _check_absent(problems, item, ("options",))
    if item.kind == "yes_no":
        _check_present(problems, item, ("question",))
    if item.kind == "expert":
        _check_present(problems, item, ("scale",))
    if item.appraisers not in {1, 2} or (item.appraisers == 2) != (item.appraiser_gap is not None):
        problems.at(item, "appraisers", _("One appraiser, or two with the gap that calls a third."))


def _check_computed(problems: Problems, item: Item) -> None:
    _check_present(problems, item, ("measure", "direction", "baseline", "target", "input_labels", "input_unit"))
    if item.measure and len(item.input_labels) != _INPUTS[item.measure]:
        problems.at(item, "input_labels", _("The measure asks for another number of labels."))
    if item.baseline is not None and item.target is not None:
        rises = item.target > item.baseline
        if item.target == item.baseline or (item.direction is not None and rises != (item.direction == "higher")):
            problems.at(item, "target", _("Baseline and target do not go in the direction that is said."))


def _check_options(problems: Problems, item: Item) -> None:
    if len(item.options) < 2 or (item.kind == "yes_no" and len(item.options) != 2):
        problems.at(item, "options", _("The number of options does not fit the kind."))
        return
    for option in item.options:
        if not Decimal(0) <= option.points <= item.max_points:
            problems.at(
                option,
                "points",
                _("The points must lie between 0 and %(most)s.") % {"most": item.max_points},
            )
        elif item.step > 0 and option.points % item.step:
            problems.at(option, "points", _("The points are not a multiple of the step."))
    points = [option.points for option in item.options]
    if max(points) < item.max_points:
        problems.at(item, "max_points", _("No option gives the maximum."))
    for option, before in zip(item.options[1:], points, strict=False):
        if option.points >= before:
            problems.at(option, "points", _("Options stand from the most points to the fewest."))


def _check_present(problems: Problems, item: Item, keys: tuple[str, ...]) -> None:
    for key in keys:
        if getattr(item, key) in (None, "", ()):
            problems.at(item, key, _("The key “%(key)s” is missing.") % {"key": key})


def _check_absent(problems: Problems, item: Item, keys: tuple[str, ...]) -> None:
    for key in keys:
        if getattr(item, key) not in (None, "", ()):
            problems.at(item, key, _("The key “%(key)s” does not fit this kind of item.") % {"key": key})
