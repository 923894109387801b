"""Award forms (awards.yaml), and our defaults for suggesting awards and voting on them (suggestions.yaml)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from awards.plan_rows.law import Ground
from common.plan_rows import Row

Subject = Literal["collective", "individual"]


@dataclass(frozen=True, kw_only=True)
class Tier(Row):
    code: Literal["state", "province", "department", "unit"]
    name: str
    rank: int


@dataclass(frozen=True, kw_only=True)
class Coefficient(Row):
    """Multiples of the base salary under one rule set; None = no money to that subject."""

    rule_set: str
    individual: Decimal | None
    collective: Decimal | None
    source: str
    verified: bool


@dataclass(frozen=True, kw_only=True)
class AwardForm(Row):
    """`produces` "full": vote to money in the portal; "dossier": papers upward only; "record": noted only.

    A form exists under those rule sets for which it has a coefficient row.
    """

    code: str
    name: str
    tier: Literal["state", "province", "department", "unit"]
    decided_by: str
    subjects: tuple[Subject, ...]
    produces: Literal["full", "dossier", "record"]
    coefficients: tuple[Coefficient, ...]
    verified: bool
    ends_on: date | None = None
    award_type: Literal["movement", "merit", "title"] = "movement"
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class AwardsFile(Row):
    tiers: tuple[Tier, ...]
    forms: tuple[AwardForm, ...]


@dataclass(frozen=True, kw_only=True)
class Conditions(Row):
    """Thresholds of a suggestion, all optional; `text` says the same to a reader."""

    text: str
    minimum_points: Decimal | None = None
    minimum_year_points: Decimal | None = None
    minimum_grade: str = ""
    first_of_cluster_grade: str = ""
    excellent_years: int | None = None
    lowest_rank: int | None = None
    first_overall: bool = False
    all_years: bool = False
    minimum_individual_points: Decimal | None = None
    minimum_initiative_points: Decimal | None = None
    minimum_own_unit_grade: str = ""


@dataclass(frozen=True, kw_only=True)
class Quota(Row):
    """Default numbers, replaced by a quota document. `percent` of ranked units of a cluster, rounded down."""

    text: str
    percent: Decimal | None = None
    minimum: int | None = None
    people_per_award: int | None = None
    per_unit: int | None = None
    per_district_office: int | None = None
    total: int | None = None
    direct_percent: Decimal | None = None
    phase_one_number: int | None = None


@dataclass(frozen=True, kw_only=True)
class Suggestion(Row):
    code: str
    form: str
    name: str
    occasion: Literal["yearly", "phase", "any"]
    subjects: tuple[Subject, ...]
    listed_units_only: bool
    conditions: Conditions
    quota: Quota


@dataclass(frozen=True, kw_only=True)
class VoteRule(Row):
    """Share of ALL members of the council: `numerator`/`denominator`, `strict` = more than, else at least."""

    code: str
    name: str
    forms: tuple[str, ...]
    numerator: int
    denominator: int
    strict: bool
    ballot: Literal["required", "regulation", "show_of_hands"]
    source: str
    verified: bool
    elsewhere: tuple[Ground, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Council(Row):
    members: int
    quorum_numerator: int
    quorum_denominator: int
    source: str
    verified: bool
    note: str
    votes: tuple[VoteRule, ...]


@dataclass(frozen=True, kw_only=True)
class Named(Row):
    code: str
    text: str


@dataclass(frozen=True, kw_only=True)
class PartRow(Row):
    """One part of the dossier of a form. `scored_only`: among collectives, of those that are scored."""

    code: str
    text: str
    subjects: tuple[Subject, ...] = ("collective", "individual")
    scored_only: bool = False
    required: bool = True


@dataclass(frozen=True, kw_only=True)
class TermRow(Row):
    """A term in working days."""

    code: str
    text: str
    working_days: int
    source: str
    verified: bool
    elsewhere: tuple[Ground, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SuggestionsFile(Row):
    suggestions: tuple[Suggestion, ...]
    holds: tuple[Named, ...]
    tie_breaks: tuple[Named, ...]
    dossier: tuple[PartRow, ...]
    dossier_verified: bool
    council: Council
    terms: tuple[TermRow, ...]
