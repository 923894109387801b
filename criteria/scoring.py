"""Points of one answer from the rule of its item (default scoring table, sections 1.3 and 1.4).

A straight line runs from the baseline (0 points) to the target (full points), in either direction;
beyond them points are clipped. Everything is exact until the one rounding, half up to 2 places.
"""

from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from common.numbers import half_up
from criteria.enums import ItemKind, Measure
from criteria.exact import exact, is_multiple, rounded

POINT_PLACES = 2
FIGURE_PLACES = 6
POINT_STEP = Decimal("0.25")
ZERO = Decimal("0.00")


class ScoreNote(StrEnum):
    """Why an answer has the points it has, or has none."""

    OK = ""
    MISSING = "missing"
    NOT_APPLICABLE = "not_applicable"
    NO_TARGET = "no_target"
    UNKNOWN_OPTION = "unknown_option"
    OFF_STEP = "off_step"
    OUT_OF_RANGE = "out_of_range"


class RuleError(ValueError):
    """A scoring rule that cannot score; `code` says what is wrong with it."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class ItemRule:
    """How one item is scored.

    `step` is the step of points (options and expert marks, 0.25 unless told), `number_step` that of
    a typed figure (1 for people). `options` holds (key, points).
    """

    kind: str
    max_points: Decimal
    measure: str = Measure.DIRECT
    step: Decimal | None = None
    baseline: Decimal | None = None
    target: Decimal | None = None
    options: tuple[tuple[str, Decimal], ...] = ()
    number_step: Decimal | None = None

    @property
    def is_numeric(self) -> bool:
        """True when points follow from a figure by the straight line."""
        return self.kind in {ItemKind.NUMBER, ItemKind.PERCENTAGE}

    @property
    def higher_is_better(self) -> bool:
        """Direction of the straight line; without a target more is better."""
        return self.target is None or self.target > (self.baseline or 0)


@dataclass(frozen=True, slots=True)
class AnswerValue:
    """What was typed: the field that the kind of the item asks for, the others empty."""

    option: str | None = None
    number: Decimal | int | None = None
    amount_a: Decimal | int | None = None
    amount_b: Decimal | int | None = None
    yes_no: bool | None = None
    claimed: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Scored:
    """Points (2 places), the figure behind them (6 places), and a note; points None means none yet."""

    points: Decimal | None
    figure: Decimal | None = None
    note: ScoreNote = ScoreNote.OK


@dataclass(frozen=True, slots=True)
class MarksMean:
    """Mean of two independent marks, or None when a third person must settle."""

    mean: Decimal | None
    needs_third: bool


def rule_faults(rule: ItemRule) -> tuple[str, ...]:
    """Name everything that keeps a rule from scoring; empty for a sound rule."""
    faults = []
    if rule.max_points <= 0 or not is_multiple(rule.max_points, Decimal("0.01")):
        faults.append("max_points")
    if any(step is not None and step <= 0 for step in (rule.step, rule.number_step)):
        faults.append("step")
    if rule.kind == ItemKind.OPTIONS:
        faults.extend(_option_faults(rule))
    if rule.is_numeric and rule.target is not None and rule.target == (rule.baseline or 0):
        faults.append("target_is_baseline")
    return tuple(faults)


def _option_faults(rule: ItemRule) -> list[str]:
    keys = [key for key, _ in rule.options]
    points = [points for _, points in rule.options]
    if not points:
        return ["no_options"]
    faults = []
    if len(set(keys)) != len(keys):
        faults.append("option_twice")
    if min(points) < 0 or max(points) != rule.max_points:
        faults.append("option_points")
    step = rule.step or POINT_STEP
    if step > 0 and not all(is_multiple(value, step) for value in points):
        faults.append("option_step")
    return faults


def for_unit(rule: ItemRule, *, baseline: Decimal | None = None, target: Decimal | None = None) -> ItemRule:
    """Return the rule with the figures given to one unit for one year (chỉ tiêu giao).

    Raises RuleError("target_is_baseline" or "target_turned") when the new figures leave no line or
    turn its direction, which would reward the opposite of what the criterion asks.
    """
    given = replace(
        rule,
        baseline=rule.baseline if baseline is None else baseline,
        target=rule.target if target is None else target,
    )
    if given.target is None:
        return given
    if given.target == (given.baseline or 0):
        raise RuleError("target_is_baseline")
    if given.higher_is_better != rule.higher_is_better:
        raise RuleError("target_turned")
    return given


def score(rule: ItemRule, value: AnswerValue) -> Scored:
    """Return the points of an answer.

    A missing value, a denominator of 0 (not applicable, never 100 %), or a value outside the rule give
    no points but a note. Raises RuleError for an unsound rule, TypeError for floats.
    """
    faults = rule_faults(rule)
    if faults:
        raise RuleError(faults[0])
    if rule.is_numeric:
        return _score_figure(rule, value)
    if rule.kind == ItemKind.OPTIONS:
        return _score_option(rule, value.option)
    if rule.kind == ItemKind.YES_NO:
        if value.yes_no is None:
            return Scored(None, note=ScoreNote.MISSING)
        return Scored(_points(exact(rule.max_points)) if value.yes_no else ZERO)
    if rule.kind == ItemKind.EXPERT:
        return _score_mark(rule, value.claimed)
    raise RuleError("kind")


def _score_option(rule: ItemRule, key: str | None) -> Scored:
    if not key:
        return Scored(None, note=ScoreNote.MISSING)
    points = dict(rule.options).get(key)
    if points is None:
        return Scored(None, note=ScoreNote.UNKNOWN_OPTION)
    return Scored(_points(exact(points)))


def _score_mark(rule: ItemRule, mark: Decimal | None) -> Scored:
    if mark is None:
        return Scored(None, note=ScoreNote.MISSING)
    note = points_note(rule, mark)
    return Scored(None, note=note) if note else Scored(_points(exact(mark)))


def _score_figure(rule: ItemRule, value: AnswerValue) -> Scored:
    figure = _figure(rule, value)
    if isinstance(figure, ScoreNote):
        return Scored(None, note=figure)
    shown = rounded(figure, FIGURE_PLACES)
    if rule.target is None:
        return Scored(None, shown, ScoreNote.NO_TARGET)
    start, goal, full = exact(rule.baseline or 0), exact(rule.target), exact(rule.max_points)
    line = (figure - start) / (goal - start) * full
    return Scored(_points(min(max(line, Fraction(0)), full)), shown)


def _figure(rule: ItemRule, value: AnswerValue) -> Fraction | ScoreNote:
    """Find the exact figure, or the note that says why there is none."""
    if rule.measure in {Measure.RATIO, Measure.GROWTH}:
        return _quotient(rule, value.amount_a, value.amount_b)
    if value.number is None:
        return ScoreNote.MISSING
    figure = exact(value.number)
    if rule.kind == ItemKind.NUMBER and figure < 0:
        return ScoreNote.OUT_OF_RANGE
    if rule.number_step is not None and not is_multiple(value.number, rule.number_step):
        return ScoreNote.OFF_STEP
    return figure


def _quotient(rule: ItemRule, first: Decimal | int | None, second: Decimal | int | None) -> Fraction | ScoreNote:
    # No capital assigned is known from the second amount alone, so it is looked at first.
    if second is not None and exact(second) == 0:
        return ScoreNote.NOT_APPLICABLE
    if first is None or second is None:
        return ScoreNote.MISSING
    a, b = exact(first), exact(second)
    if a < 0 or b < 0:
        return ScoreNote.OUT_OF_RANGE
    return (a - b if rule.measure == Measure.GROWTH else a) / b * 100


def points_note(rule: ItemRule, points: Decimal) -> ScoreNote:
    """Tell whether a person may give these points for the item: within 0 and the maximum, on the step.

    Options and expert marks keep their step, yes/no knows only nothing or everything, figures 2 places.
    """
    exact(points)
    if points < 0 or points > rule.max_points:
        return ScoreNote.OUT_OF_RANGE
    if rule.kind == ItemKind.YES_NO:
        return ScoreNote.OK if points in {0, rule.max_points} else ScoreNote.OFF_STEP
    step = Decimal("0.01") if rule.is_numeric else rule.step or POINT_STEP
    return ScoreNote.OK if is_multiple(points, step) else ScoreNote.OFF_STEP


def two_marks(a: Decimal, b: Decimal, gap: Decimal) -> MarksMean:
    """Return the mean of two marks (half up, 2 places); beyond the gap a third person settles."""
    if abs(exact(a) - exact(b)) > exact(gap):
        return MarksMean(None, needs_third=True)
    return MarksMean(half_up((a + b) / 2, POINT_PLACES), needs_third=False)


def _points(value: Fraction) -> Decimal:
    return rounded(value, POINT_PLACES)
