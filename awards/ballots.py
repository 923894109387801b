"""Arithmetic of votes on whole numbers: no share is ever rounded to a threshold (Decree 152/2025, article 33)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Share:
    """`numerator`/`denominator` of a base: more than it when `strict`, at least it otherwise."""

    numerator: int
    denominator: int
    strict: bool = False

    def __post_init__(self) -> None:
        if not 0 < self.numerator <= self.denominator:
            raise ValueError("a share lies above 0 and at most at 1")

    def is_met(self, count: int, base: int) -> bool:
        """Whether `count` of `base` reaches the share; never with an empty base.

        Raises ValueError when the count is negative or exceeds the base.
        """
        if not 0 <= count <= base:
            raise ValueError(f"{count} votes of {base}")
        if base == 0:
            return False
        left, right = count * self.denominator, self.numerator * base
        return left > right if self.strict else left >= right

    def needed(self, base: int) -> int:
        """The fewest votes that reach the share of a base: 6 of 11 for more than half, 8 of 11 for two thirds.

        One more than the base where nothing reaches it (more than all of them, or an empty base).
        """
        if base == 0:
            return 1
        exact = self.numerator * base
        whole, rest = divmod(exact, self.denominator)
        return whole + 1 if rest or self.strict else whole


@dataclass(frozen=True)
class Count:
    """Votes on one case. `members`: all of the council; `present`: those at the session."""

    members: int
    present: int
    yes: int
    no: int
    invalid: int = 0

    def __post_init__(self) -> None:
        if min(self.members, self.present, self.yes, self.no, self.invalid) < 0:
            raise ValueError("a negative count")
        if self.yes + self.no + self.invalid > self.members or self.present > self.members:
            raise ValueError("more votes than members")

    @property
    def valid(self) -> int:
        return self.yes + self.no

    def base(self, code: str) -> int:
        """The number a share is counted against: `members`, `present` or `valid`."""
        return {"members": self.members, "present": self.present, "valid": self.valid}[code]


def percent_text(count: int, base: int) -> str:
    """The share as printed, rounded half up to two decimals: 8 of 9 is `88,89`.

    Whether a threshold is met is decided with exact fractions (`Share.is_met`), never with what is printed; below 2,000
    members no printed share reaches a threshold in whole percent that the votes do not.
    """
    if base == 0:
        return "0,00"
    hundredths = (count * 20_000 + base) // (2 * base)
    return f"{hundredths // 100},{hundredths % 100:02d}"
