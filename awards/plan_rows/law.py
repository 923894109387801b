"""The law by date, base salary and the money rule (law.yaml)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from common.plan_rows import Row


@dataclass(frozen=True, kw_only=True)
class LegalText(Row):
    """A law, decree or circular; dates of effect within the rule set that names it."""

    kind: Literal["law", "decree", "circular"]
    number: str = ""
    title: str
    issuer: str
    issued_on: date | None
    effective_from: date
    effective_to: date | None
    verified: bool


@dataclass(frozen=True, kw_only=True)
class PrintedBasis(Row):
    """A "Can cu" as printed, without the closing mark."""

    text: str
    verified: bool


@dataclass(frozen=True, kw_only=True)
class RuleSet(Row):
    """The law in force between two days. Never edited in place: a new law is a new rule set."""

    code: str
    name: str
    effective_from: date
    effective_to: date | None
    superseded_by: str = ""
    texts: tuple[LegalText, ...]
    legal_bases: tuple[PrintedBasis, ...]
    verified: bool
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class LegalGround(Row):
    """On what an act rests under these rule sets; several grounds of one act stand in the order of the file."""

    code: Literal["hold", "correction", "revocation"]
    rule_sets: tuple[str, ...]
    text: str
    verified: bool


@dataclass(frozen=True, kw_only=True)
class Transition(Row):
    """A dossier sent (or accepted) before `before` stays under `rule_set`, by its own date."""

    rule_set: str
    counted_from: Literal["sent", "accepted"]
    before: date
    source: str
    verified: bool
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class BaseSalary(Row):
    """Monthly base salary in dong."""

    amount: int
    valid_from: date
    valid_to: date | None
    basis: str
    verified: bool


@dataclass(frozen=True, kw_only=True)
class Ground(Row):
    """Where the same rule stands under another rule set."""

    rule_set: str
    source: str
    verified: bool


@dataclass(frozen=True, kw_only=True)
class MoneyRule(Row):
    """Coefficient x base salary on the day of the decision, rounded up to `round_up_to` dong, once."""

    round_up_to: int
    collective_factor: Decimal
    household_factor: Decimal
    source: str
    verified: bool
    note: str
    elsewhere: tuple[Ground, ...] = ()


@dataclass(frozen=True, kw_only=True)
class LawFile(Row):
    rule_sets: tuple[RuleSet, ...]
    common_bases: tuple[PrintedBasis, ...]
    grounds: tuple[LegalGround, ...]
    transitions: tuple[Transition, ...]
    thrift_laws: tuple[LegalText, ...]
    base_salaries: tuple[BaseSalary, ...]
    money: MoneyRule
