"""Figures of one demonstration sheet: what the unit types and what the offices grant, for a wished total.

Pure and by chance of a seed: the granted points add up to the goal exactly, the unit claims somewhat more.
"""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from common.numbers import half_up
from criteria.enums import ItemKind, Measure
from criteria.exact import exact, rounded
from criteria.scoring import AnswerValue, ItemRule, score

QUARTER = Decimal("0.25")
CENT = Decimal("0.01")
DRAWS = 20_000
# Which figure takes up what is left, so that the sum is exact: amounts in đồng are fine enough for any point.
ABSORBERS = ("HT-6", "TK-4", "TK-8")


@dataclass(frozen=True)
class Claim:
    """What the unit types; `option` counts from 0 in the order of the item."""

    points: Decimal
    option: int | None = None
    yes_no: bool | None = None
    amount_a: Decimal | None = None
    amount_b: Decimal | None = None
    claimed: Decimal | None = None
    figure: Decimal | None = None


@dataclass(frozen=True)
class ItemFigures:
    """One answer: the claim, the granted points, the figure the office found, the marks of an expert item."""

    code: str
    claim: Claim
    granted: Decimal
    found: Decimal | None = None
    option: int | None = None
    marks: tuple[Decimal, Decimal] | None = None

    @property
    def is_changed(self) -> bool:
        return self.claim.points != self.granted


@dataclass(frozen=True)
class Wish:
    """The goal in points, how far the claim may lie above it, and how many answers the offices change."""

    goal: Decimal
    least_surplus: Decimal
    most_surplus: Decimal
    changes: int


class NoFigures(Exception):
    """No figures were found for a wish; the wish does not fit the rules of the sheet."""


def sheet_figures(
    rules: Mapping[str, ItemRule], wish: Wish, *, amounts: Mapping[str, Decimal], chance: random.Random
) -> dict[str, ItemFigures]:
    """Figures of every item of a sheet. `amounts`: item code to the second amount (capital, budget, subjects).

    Raises NoFigures.
    """
    possible = sum((rule.max_points for rule in rules.values()), Decimal(0))
    level = float(wish.goal / possible)
    for _turn in range(DRAWS):
        draft = _Draft(rules, level, amounts, chance)
        found = draft.sheet(wish)
        if found is not None:
            return found
    raise NoFigures(str(wish))


class _Draft:
    """One draw; `sheet` is None when it does not meet the wish."""

    def __init__(
        self,
        rules: Mapping[str, ItemRule],
        level: float,
        amounts: Mapping[str, Decimal],
        chance: random.Random,
    ) -> None:
        self.rules, self.level, self.amounts, self.chance = rules, level, amounts, chance
        self.numeric = [code for code, rule in rules.items() if rule.is_numeric]
        self.found: dict[str, ItemFigures] = {}

    def sheet(self, wish: Wish) -> dict[str, ItemFigures] | None:
        absorber = next(code for code in ABSORBERS if code in self.rules)
        chosen = self._changed(wish.changes, absorber)
        for code, rule in self.rules.items():
            if not rule.is_numeric:
                self.found[code] = self._judged(code, rule, raised=code in chosen)
        judged = [row for row in self.found.values() if row.code in chosen]
        if not all(row.is_changed for row in judged) or self._surplus() > wish.most_surplus:
            return None
        rest = wish.goal - self._granted()
        room = sum((self.rules[code].max_points for code in self.numeric), Decimal(0))
        share = float(rest / room)
        if not max(0.2, self.level - 0.3) <= share <= min(0.99, self.level + 0.2):
            return None
        for code in self.numeric:
            if code != absorber:
                part = share + self.chance.uniform(-0.12, 0.12)
                self.found[code] = self._typed(code, part, raised=code in chosen)
        last = self._exact(absorber, wish.goal - self._granted())
        if last is None:
            return None
        self.found[absorber] = last
        if sum(row.is_changed for row in self.found.values()) != wish.changes:
            return None
        if not wish.least_surplus <= self._surplus() <= wish.most_surplus:
            return None
        return {code: self.found[code] for code in self.rules}

    def _surplus(self) -> Decimal:
        return sum((row.claim.points - row.granted for row in self.found.values()), Decimal(0))

    def _granted(self) -> Decimal:
        return sum((row.granted for row in self.found.values()), Decimal(0))

    def _changed(self, count: int, absorber: str) -> set[str]:
        """The answers to change: two marks seldom meet a claim, so the expert item comes first."""
        expert = [code for code, rule in self.rules.items() if rule.kind == ItemKind.EXPERT]
        others = [
            code
            for code, rule in self.rules.items()
            if code != absorber and rule.kind not in {ItemKind.EXPERT, ItemKind.YES_NO}
        ]
        self.chance.shuffle(others)
        return set((expert + others)[:count])

    def _judged(self, code: str, rule: ItemRule, *, raised: bool) -> ItemFigures:
        if rule.kind == ItemKind.YES_NO:
            return ItemFigures(code, Claim(rule.max_points, yes_no=True), rule.max_points)
        if rule.kind == ItemKind.EXPERT:
            return self._expert(code, rule, raised=raised)
        points = [points for _key, points in rule.options]
        weights = [_likeness(float(value / rule.max_points), self.level) if value else 0.0 for value in points]
        chosen = self.chance.choices(range(len(points)), weights)[0]
        claimed = max(0, chosen - 1) if raised else chosen
        claim = Claim(points[claimed], option=claimed)
        return ItemFigures(code, claim, points[chosen], option=chosen)

    def _expert(self, code: str, rule: ItemRule, *, raised: bool) -> ItemFigures:
        middle = _quarters(float(rule.max_points) * self.level + self.chance.uniform(-0.5, 0.5))
        first = min(rule.max_points, max(QUARTER, middle))
        second = min(rule.max_points, max(QUARTER, first + QUARTER * self.chance.choice([-2, -1, 0, 1, 2])))
        mean = half_up((first + second) / 2, 2)
        more = QUARTER * self.chance.randint(1, 4) if raised else Decimal(0)
        claimed = min(rule.max_points, _quarters(float(mean) + 0.12) + more)
        return ItemFigures(code, Claim(claimed, claimed=claimed), mean, marks=(first, second))

    def _typed(self, code: str, share: float, *, raised: bool) -> ItemFigures:
        """A typed figure; a raised one was typed too high, and the office found the lower one."""
        rule = self.rules[code]
        share = min(1.0, max(0.05, share))
        more = self.chance.uniform(0.5, 1.8) / float(rule.max_points) if raised else 0.0
        claim = self._claim(code, min(1.0, share + more))
        if not raised:
            return ItemFigures(code, claim, claim.points, found=claim.figure)
        found = _cents(_figure_at(rule, Fraction(share).limit_denominator(10_000)))
        lower = ItemRule(rule.kind, rule.max_points, baseline=rule.baseline, target=rule.target)
        if rule.kind == ItemKind.NUMBER:
            found = Decimal(int(found))
        granted = score(lower, AnswerValue(number=found)).points
        return ItemFigures(code, claim, granted if granted is not None else claim.points, found=found)

    def _claim(self, code: str, share: float) -> Claim:
        rule = self.rules[code]
        figure = _figure_at(rule, Fraction(share).limit_denominator(1_000))
        return self._amounts(code, rule, figure)

    def _exact(self, code: str, points: Decimal) -> ItemFigures | None:
        """Amounts whose points are exactly the wished ones, or None."""
        rule = self.rules[code]
        if not CENT * 50 <= points <= rule.max_points:
            return None
        claim = self._amounts(code, rule, _figure_at(rule, exact(points) / exact(rule.max_points)))
        if claim.points != points:
            return None
        return ItemFigures(code, claim, points, found=claim.figure)

    def _amounts(self, code: str, rule: ItemRule, figure: Fraction) -> Claim:
        if rule.measure == Measure.DIRECT:
            value = _cents(figure) if rule.kind == ItemKind.PERCENTAGE else Decimal(round(figure))
            return _scored(rule, Claim(Decimal(0), amount_a=value))
        second = self.amounts[code]
        growth = rule.measure == Measure.GROWTH
        first = exact(second) * (figure + 100 if growth else figure) / 100
        if growth:
            return _scored(rule, Claim(Decimal(0), amount_a=rounded(first, 2), amount_b=second))
        unit = 1_000 if second >= 10_000_000 else 1
        value = min(second, Decimal(round(first / unit) * unit))
        return _scored(rule, Claim(Decimal(0), amount_a=value, amount_b=second))


def _scored(rule: ItemRule, claim: Claim) -> Claim:
    result = score(rule, AnswerValue(number=claim.amount_a, amount_a=claim.amount_a, amount_b=claim.amount_b))
    points = result.points if result.points is not None else Decimal(0)
    return Claim(points, amount_a=claim.amount_a, amount_b=claim.amount_b, figure=result.figure)


def _figure_at(rule: ItemRule, share: Fraction) -> Fraction:
    """The figure at a share of the full points, on the straight line of the rule."""
    start, goal = exact(rule.baseline or 0), exact(rule.target or 0)
    return start + share * (goal - start)


def _likeness(share: float, level: float) -> float:
    return float(2.0 ** (-12 * abs(share - level)))


def _quarters(value: float) -> Decimal:
    return QUARTER * round(value * 4)


def _cents(value: Fraction) -> Decimal:
    return rounded(value, 2)


def changes_for(count: int, *, chance: random.Random) -> int:
    """How many of `count` answers the offices change: 25 to 30 of 100 over many sheets."""
    return max(1, int(count * 0.275 + chance.random()))


def goal_points(percentage: Decimal, rules: Sequence[ItemRule]) -> Decimal:
    """Points that make a percentage of what is possible."""
    possible = sum((rule.max_points for rule in rules), Decimal(0))
    return half_up(percentage * possible / 100, 2)
