"""What the report at the end of a phase prints (sơ kết, tổng kết): figures from data, texts that the office writes."""

from dataclasses import dataclass
from decimal import Decimal

from documents.layout import Paper
from reports.phase_summary_data import PhaseSummary


@dataclass(frozen=True)
class ReportTexts:
    """The parts that people write, a paragraph each; what is empty says so on the paper."""

    guidance: tuple[str, ...] = ()
    infrastructure: tuple[str, ...] = ()
    thrift: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()
    causes: tuple[str, ...] = ()
    lessons: tuple[str, ...] = ()
    next_tasks: tuple[str, ...] = ()
    requests: tuple[str, ...] = ()


@dataclass(frozen=True)
class AreaLine:
    """How far the units of a cluster came in one area; percent of the points that apply to them."""

    cluster: str
    units: int
    lowest: Decimal
    mean: Decimal
    highest: Decimal


@dataclass(frozen=True)
class AreaResult:
    """One area of the plan over all units, then cluster by cluster."""

    units: int
    mean: Decimal | None
    lines: tuple[AreaLine, ...]


@dataclass(frozen=True)
class IndicatorLine:
    """A tracked indicator of the plan; `values` in the order of the years, None where none was entered."""

    title: str
    unit: str
    baseline: Decimal | None
    target: Decimal
    values: tuple[Decimal | None, ...]


@dataclass(frozen=True)
class AwardCount:
    form: str
    authority: str
    collectives: int
    individuals: int


@dataclass(frozen=True)
class PhaseReport:
    """The report with the annexes of the summary: tables by cluster, figures. `what` follows “báo cáo kết quả”."""

    paper: Paper
    summary: PhaseSummary
    introduction: str
    what: str
    infrastructure: AreaResult
    thrift: AreaResult
    indicators: tuple[IndicatorLine, ...] = ()
    awards: tuple[AwardCount, ...] = ()
    texts: ReportTexts = ReportTexts()

    @property
    def closing(self) -> str:
        return f"Trên đây là báo cáo {self.what}"
