"""What the summary of a phase prints, on paper and in Excel: plain values in the order of the ranking page."""

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from common.numbers import half_up
from documents.layout import Annex, Figure, Paper, at_one_scale

CLOSING_INTERNAL = "Phòng TCCB-TC kính trình lãnh đạo Sở xem xét, chỉ đạo"
PHASE_RULE = "Điểm giai đoạn là trung bình cộng điểm quy đổi của các kỳ được tính; đơn vị bằng điểm xếp đồng hạng."
NOT_GRADED = "Không xếp loại"


def closing_issued(phase: str) -> str:
    return f"Trên đây là báo cáo tổng hợp kết quả thực hiện Phong trào thi đua {phase}"


class YearKind(Enum):
    """Why a year counts or not (rules of the phase)."""

    COUNTED = "counted"
    NOT_SUBMITTED = "not_submitted"  # obliged, counts as 0
    EXEMPTED = "exempted"
    LEFT_OUT = "left_out"  # not yet founded, already ended, less than half of the round
    OPEN = "open"  # the round has no published result yet


YEAR_WORDS = {
    YearKind.COUNTED: "",
    YearKind.NOT_SUBMITTED: "không nộp",
    YearKind.EXEMPTED: "miễn",
    YearKind.LEFT_OUT: "-",
    YearKind.OPEN: "chưa có kết quả",
}


@dataclass(frozen=True)
class YearCell:
    """One year of one unit: converted points, and the points of the possible points behind them."""

    kind: YearKind
    converted: Decimal | None = None
    points: Decimal | None = None
    possible: Decimal | None = None
    note: str = ""

    @property
    def word(self) -> str:
        return YEAR_WORDS[self.kind]


@dataclass(frozen=True)
class RankLine:
    """A unit in the table of its cluster; points and possible points are the sums of its counted years."""

    unit: str
    years: tuple[YearCell, ...]
    points: Decimal | None
    possible: Decimal | None
    phase_points: Decimal | None
    grade: str = ""
    cluster_rank: int | None = None
    overall_rank: int | None = None
    note: str = ""


@dataclass(frozen=True)
class ClusterTable:
    """Cụm or khối: lines in ranking order. `remark` says why it is listed without ranks."""

    name: str
    lines: tuple[RankLine, ...]
    ranked: bool = True
    remark: str = ""

    @property
    def mean(self) -> Decimal | None:
        """Mean of the phase points, two places; None without a single figure."""
        figures = [line.phase_points for line in self.lines if line.phase_points is not None]
        return half_up(sum(figures, Decimal(0)) / len(figures), 2) if figures else None

    @property
    def leaders(self) -> tuple[RankLine, ...]:
        """Units of rank 1: several when they are equal."""
        return tuple(line for line in self.lines if line.cluster_rank == 1)


@dataclass(frozen=True)
class CaseLine:
    """A figure or grade that was changed by rule or decision: what, why, on which document."""

    unit: str
    what: str
    reason: str


@dataclass(frozen=True)
class GradeCount:
    grade: str
    units: int
    percentage: Decimal


@dataclass(frozen=True)
class ClusterCount:
    cluster: ClusterTable
    by_grade: tuple[int, ...]


@dataclass(frozen=True)
class PhaseSummary:
    """The report, its annex I (tables) and annex II (figures). `closing` has no end mark; the paper sets `./.`.

    `grades` are all grades from the best down; `years` the headings of the year columns (`2023`, `2024`, …).
    """

    paper: Paper
    campaign: str
    phase: str
    years: tuple[str, ...]
    introduction: str
    legal_bases: tuple[str, ...]
    points_table: str
    min_counted_years: int
    grades: tuple[str, ...]
    clusters: tuple[ClusterTable, ...]
    proposals: tuple[str, ...]
    closing: str
    annex_tables: Annex
    annex_figures: Annex
    figures: tuple[Figure, ...] = ()
    cases: tuple[CaseLine, ...] = ()
    phase_rule: str = PHASE_RULE
    tie_rule: str = ""

    @property
    def drawings(self) -> tuple[tuple[Figure, str, str], ...]:
        """The figures with their sizes on the one page of annex II."""
        return at_one_scale(self.figures, width=160, height=184)

    @property
    def lines(self) -> tuple[RankLine, ...]:
        return tuple(line for cluster in self.clusters for line in cluster.lines)

    @property
    def ranked_lines(self) -> tuple[RankLine, ...]:
        return tuple(line for line in self.lines if line.overall_rank is not None)

    def _with_year(self, kind: YearKind) -> tuple[str, ...]:
        return tuple(
            f"{line.unit} (năm {', '.join(years)})"
            for line in self.lines
            if (years := [year for year, cell in zip(self.years, line.years, strict=True) if cell.kind is kind])
        )

    @property
    def not_submitted(self) -> tuple[str, ...]:
        """`Trường THPT … (năm 2024)`, a unit once with all its years."""
        return self._with_year(YearKind.NOT_SUBMITTED)

    @property
    def exempted(self) -> tuple[str, ...]:
        return self._with_year(YearKind.EXEMPTED)

    @property
    def not_ranked(self) -> tuple[RankLine, ...]:
        return tuple(line for line in self.lines if line.overall_rank is None)

    @property
    def grade_counts(self) -> tuple[GradeCount, ...]:
        """Every grade with its share of all lines (one place); units without a grade last, if there are any."""
        found = Counter(line.grade or NOT_GRADED for line in self.lines)
        total = len(self.lines)
        names = [*self.grades, *([NOT_GRADED] if found[NOT_GRADED] else [])]
        return tuple(
            GradeCount(name, found[name], half_up(Decimal(100 * found[name]) / total, 1) if total else Decimal(0))
            for name in names
        )

    @property
    def cluster_counts(self) -> tuple[ClusterCount, ...]:
        return tuple(
            ClusterCount(cluster, tuple(sum(line.grade == grade for line in cluster.lines) for grade in self.grades))
            for cluster in self.clusters
        )
