"""Papers of a round: the guidance by which points are given, the notice of the result."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from awards.papers.parts import paper_content
from documents.layout import Annex, Paper
from documents.papers import PaperContent


@dataclass(frozen=True)
class CriterionRow:
    code: str
    title: str
    max_points: Decimal
    method: str
    owner: str


@dataclass(frozen=True)
class CriterionArea:
    title: str
    rows: tuple[CriterionRow, ...]

    @property
    def max_points(self) -> Decimal:
        return sum((row.max_points for row in self.rows), Decimal(0))


@dataclass(frozen=True)
class GradeRow:
    """`limit`: points from which the grade is given; `share`: how many of a cluster may have it; `conditions`: what
    must hold besides.
    """

    grade: str
    limit: str
    share: str
    conditions: str = ""


@dataclass(frozen=True)
class Step:
    what: str
    who: str
    until: str


@dataclass(frozen=True)
class Guidance:
    """How a round is scored, with the table of criteria as its annex."""

    paper: Paper
    introduction: str
    aims: tuple[str, ...]
    subjects: tuple[str, ...]
    clusters: tuple[tuple[str, str], ...]
    scoring: tuple[str, ...]
    grading: tuple[str, ...]
    grades: tuple[GradeRow, ...]
    steps: tuple[Step, ...]
    areas: tuple[CriterionArea, ...]
    annex: Annex

    @property
    def max_points(self) -> Decimal:
        return sum((area.max_points for area in self.areas), Decimal(0))


@dataclass(frozen=True)
class ResultRow:
    """A unit that has sent nothing has no figures."""

    unit: str
    points: Decimal | None
    possible: Decimal | None
    result: Decimal | None
    grade: str
    rank: str
    note: str = ""


@dataclass(frozen=True)
class ResultCluster:
    name: str
    rows: tuple[ResultRow, ...]


@dataclass(frozen=True)
class Explaining:
    """Until when and how a unit answers a provisional result."""

    working_days: int
    from_on: date
    to_on: date
    way: str


@dataclass(frozen=True)
class ResultNotice:
    """The result of a round; with `explaining` it is provisional."""

    paper: Paper
    introduction: str
    summary: tuple[str, ...]
    clusters: tuple[ResultCluster, ...]
    annex: Annex
    explaining: Explaining | None = None


def guidance(data: Guidance) -> PaperContent:
    return paper_content("huong-dan-cham-diem", data, data.paper)


def result_notice(data: ResultNotice) -> PaperContent:
    return paper_content("thong-bao-ket-qua", data, data.paper)
