"""The plan's own text (campaign.yaml): parts I, II, III.2, IV, V, VI, and settings that follow."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from common.plan_rows import Row


@dataclass(frozen=True, kw_only=True)
class Campaign(Row):
    """The campaign itself; `name` is the plan's exact words, without the quotation marks."""

    code: str
    name: str
    short_name: str
    first_year: int
    last_year: int
    launched_by: str
    subject_kind: Literal["thematic"]


@dataclass(frozen=True, kw_only=True)
class LegalBasis(Row):
    """A document the plan rests on. `text` is what is printed; `verified` false = check before printing."""

    code: str
    text: str
    kind: str
    number: str
    issued_on: date | None
    issuer: str
    title: str
    verified: bool
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class PlanDocument(Row):
    """The plan as a document. Number and day are blank in the source; the signer is a title, never a name."""

    kind: str
    number: str = ""
    symbol: str
    year: int
    month: int
    day: int | None
    place: str
    issuer: str
    title: str
    opening: str
    closing: str
    signer_capacity: str
    signer_title: str


@dataclass(frozen=True, kw_only=True)
class PlanText(Row):
    """One labelled passage of the plan: `place` as in "I.1.a" (unique in the file), one text a paragraph."""

    place: str
    paragraphs: tuple[str, ...]

    @property
    def text(self) -> str:
        return "\n\n".join(self.paragraphs)


@dataclass(frozen=True, kw_only=True)
class ContentLine(Row):
    """One line of part II: `place` "II.1, 3" is the third line below the heading of II.1."""

    place: str
    area: str
    heading: str
    text: str


@dataclass(frozen=True, kw_only=True)
class AwardClause(Row):
    """One line of III.2. `forms` are the codes of the award forms it means, none for a standard."""

    place: str
    occasion: Literal["yearly", "phase"]
    kind: Literal["form", "standard"]
    text: str
    forms: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Milestone(Row):
    """Part V. The plan gives quarters or years (`when`); the days are the ends of that span, inclusive."""

    code: str
    place: str
    phase: int
    title: str
    when: str
    day_from: date
    day_to: date


@dataclass(frozen=True, kw_only=True)
class OfficeTask(Row):
    """Part VI: one task and the units that carry it (codes of units)."""

    place: str
    units: tuple[str, ...]
    paragraphs: tuple[str, ...]

    @property
    def text(self) -> str:
        return "\n\n".join(self.paragraphs)


@dataclass(frozen=True, kw_only=True)
class Indicator(Row):
    """A figure of the plan that is followed, without points.

    `source` "entered": typed once a year by `owner`; "answers": computed from the answers to `criterion`.
    `baseline_from` and `baseline_to` are the ends of a span (62 and 63 percent); None: not in the plan.
    """

    code: str
    criterion: str
    title: str
    unit: str
    measure: Literal["level", "growth"]
    direction: Literal["higher", "lower"]
    baseline_from: Decimal | None
    baseline_to: Decimal | None
    target: Decimal
    source: Literal["entered", "answers"]
    scope: Literal["province", "department"]
    owner: str
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Settings(Row):
    """Who does what by the plan (part VI) and our defaults; every office is a unit code."""

    department: str
    lead_office: str
    award_office: str
    feedback_office: str
    substitute_office: str
    lead_substitute_office: str


@dataclass(frozen=True, kw_only=True)
class CampaignFile(Row):
    campaign: Campaign
    legal_bases: tuple[LegalBasis, ...]
    document: PlanDocument
    purposes: tuple[PlanText, ...]
    requirements: tuple[PlanText, ...]
    contents: tuple[ContentLine, ...]
    award_clauses: tuple[AwardClause, ...]
    solutions: tuple[PlanText, ...]
    schedule: tuple[PlanText, ...]
    milestones: tuple[Milestone, ...]
    tasks: tuple[OfficeTask, ...]
    recipients: tuple[str, ...]
    indicators: tuple[Indicator, ...]
    settings: Settings
