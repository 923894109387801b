"""Criteria sets (criteria.yaml) and their criteria (criteria-ht.yaml, criteria-tk.yaml, criteria-cn.yaml)."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from common.plan_rows import NOT_IN_FILE, Row

ItemKind = Literal["options", "number", "percentage", "yes_no", "expert"]


@dataclass(frozen=True, kw_only=True)
class Area(Row):
    """A group of criteria. `place` is the plan's label of it, `heading` the plan's words."""

    code: str
    name: str
    heading: str
    place: str


@dataclass(frozen=True, kw_only=True)
class CriterionPlace(Row):
    """Where the sentence stands: section "III.1.a", area, and its number among the area's lines."""

    section: str
    area: str
    index: int


@dataclass(frozen=True, kw_only=True)
class Option(Row):
    """A level with fixed points. `bars_award` true: who gets it is not considered for an award."""

    points: Decimal
    text: str
    bars_award: bool = False


@dataclass(frozen=True, kw_only=True)
class Item(Row):
    """What is scored. A criterion with one item shows the criterion's own code and title.

    Computed kinds (number, percentage): below `baseline` 0 points, at or beyond `target` `max_points`, a
    straight line between. `measure` says what is typed: "direct" one value, "ratio" numerator and
    denominator, "growth" this period and the one before. `baseline` and `target` are in percent, for a
    number in `input_unit`. `target_per_unit`: a unit's own figure, with its document, takes their place.
    `exempt` names the people to whom an item of the individual set does not apply.
    """

    code: str
    title: str
    kind: ItemKind
    max_points: Decimal
    step: Decimal
    measure: Literal["direct", "ratio", "growth"] | None = None
    direction: Literal["higher", "lower"] | None = None
    baseline: Decimal | None = None
    target: Decimal | None = None
    target_per_unit: bool = False
    input_labels: tuple[str, ...] = ()
    input_unit: str = ""
    number_step: Decimal | None = None
    formula: str = ""
    question: str = ""
    options: tuple[Option, ...] = ()
    scale: str = ""
    appraisers: int = 1
    appraiser_gap: Decimal | None = None
    exempt: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Scope(Row):
    """For one kind of unit: does the criterion apply, and which office appraises it.

    `applies` "named": only to `units`. The offices are empty where it does not apply. `substitute` appraises
    where the owner is itself assessed; where the file leaves it out it follows from the campaign's settings.
    """

    kind: str
    applies: Literal["all", "named", "none"]
    units: tuple[str, ...] = ()
    owner: str = ""
    co_owner: str = ""
    substitute: str = ""


@dataclass(frozen=True, kw_only=True)
class Evidence(Row):
    required: bool
    typical: str


@dataclass(frozen=True, kw_only=True)
class Criterion(Row):
    """`sentence` is the plan's full sentence (slips mended), `title` our own short words.

    Collective sets: `scopes` has one row for each kind of unit. Individual set: no scopes, `owner` appraises.
    """

    code: str
    title: str
    place: CriterionPlace
    sentence: str
    items: tuple[Item, ...]
    evidence: Evidence
    scopes: tuple[Scope, ...] = ()
    owner: str = ""
    note: str = ""

    @property
    def max_points(self) -> Decimal:
        return sum((item.max_points for item in self.items), Decimal(0))


@dataclass(frozen=True, kw_only=True)
class Total(Row):
    """Check sum: the applicable maximum of a kind, or of one unit that differs; both empty: the raw sum."""

    max_points: Decimal
    kind: str = ""
    unit: str = ""


@dataclass(frozen=True, kw_only=True)
class NotApplicableReason(Row):
    """`category`: only for persons of this group. It fits only the item whose `exempt` says the same words, if any."""

    code: str
    text: str
    needs_text: bool
    category: Literal["manager", "direct"] | None = None


@dataclass(frozen=True, kw_only=True)
class AdjustmentStep(Row):
    """Signed points for each occurrence."""

    points: Decimal
    text: str


@dataclass(frozen=True, kw_only=True)
class Adjustment(Row):
    """Bonus or minus outside the plan; `nearest` names the passages it is near to. `limit` is signed."""

    code: str
    kind: Literal["bonus", "minus"]
    title: str
    steps: tuple[AdjustmentStep, ...]
    limit: Decimal
    automatic: bool
    nearest: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class LateRule(Row):
    """`per_day` (signed) for each working day after the due day; refused after `refuse_after_days`."""

    adjustment: str
    per_day: Decimal
    refuse_after_days: int
    text: str


@dataclass(frozen=True, kw_only=True)
class Grade(Row):
    """A result of this campaign only, from `from_points` up to below `below_points` converted points.

    `cap_percent` of the ranked units of a cluster, rounded down, at least `cap_minimum`; the rest get
    `overflow_grade` with `overflow_note`.
    """

    code: str
    name: str
    from_points: Decimal
    below_points: Decimal | None
    minimum_area_percent: Decimal | None = None
    no_zero_criterion: bool = False
    no_hold: bool = False
    cap_percent: Decimal | None = None
    cap_minimum: int | None = None
    overflow_grade: str = ""
    overflow_note: str = ""
    also_when: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ResultRule(Row):
    """Converted points = points / applicable maximum x 100, half up to `places`; then bonus and minus."""

    places: int
    lowest: Decimal
    highest: Decimal
    bonus_limit: Decimal
    minus_limit: Decimal
    minimum_cluster_size: int | None = None


@dataclass(frozen=True, kw_only=True)
class CriteriaSet(Row):
    """One version of a set. `criteria` is filled from the files of its areas, in the plan's order."""

    code: str
    version: int
    subject: Literal["collective", "individual"]
    title: str
    proposal: bool
    notice: str
    areas: tuple[Area, ...]
    totals: tuple[Total, ...]
    not_applicable_reasons: tuple[NotApplicableReason, ...]
    result: ResultRule
    grades: tuple[Grade, ...] = ()
    adjustments: tuple[Adjustment, ...] = ()
    late: LateRule | None = None
    notes: tuple[str, ...] = ()
    criteria: tuple[Criterion, ...] = field(default=(), metadata=NOT_IN_FILE)


@dataclass(frozen=True, kw_only=True)
class CriteriaFile(Row):
    sets: tuple[CriteriaSet, ...]


@dataclass(frozen=True, kw_only=True)
class CriterionFile(Row):
    """One area's criteria; `set` is the code of the set they belong to."""

    set: str
    criteria: tuple[Criterion, ...]
