"""What the report of a phase is made from and what it prints: plain values."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from campaign.enums import ReportPart
from common.numbers import half_up
from documents.layout import Annex, Figure, Paper, at_one_scale
from reports.phase_summary_data import PhaseSummary

HEADINGS = {
    ReportPart.GUIDANCE: "I. CÔNG TÁC CHỈ ĐẠO, TRIỂN KHAI",
    ReportPart.INFRASTRUCTURE: "1. Phát triển kết cấu hạ tầng",
    ReportPart.THRIFT: "2. Thực hành tiết kiệm, chống lãng phí",
    ReportPart.TARGETS: "3. Chỉ tiêu của Kế hoạch",
    ReportPart.AWARDS: "4. Công tác khen thưởng, điển hình tiên tiến",
    ReportPart.LIMITS: "III. HẠN CHẾ, NGUYÊN NHÂN",
    ReportPart.LESSONS: "IV. BÀI HỌC KINH NGHIỆM",
    ReportPart.NEXT: "V. PHƯƠNG HƯỚNG, NHIỆM VỤ GIAI ĐOẠN TIẾP THEO",
    ReportPart.PROPOSALS: "VI. KIẾN NGHỊ, ĐỀ XUẤT",
}
RESULTS = "II. KẾT QUẢ"
CRITERIA_HEAD = ("Tiêu chí", "Số lượt đơn vị", "Điểm đạt", "Điểm tối đa áp dụng", "Tỷ lệ (%)")
TARGETS_HEAD = ("Chỉ tiêu theo dõi", "Mốc", "Chỉ tiêu giao")
AWARDS_HEAD = ("Hình thức khen thưởng", "Tập thể", "Cá nhân", "Tiền thưởng (đồng)")


@dataclass(frozen=True)
class YearFacts:
    """How many units had to send a sheet in a year, did, and were exempted; `on_paper`: taken from paper files."""

    year: int
    due: int
    sent: int
    exempted: int
    on_paper: bool = False


@dataclass(frozen=True)
class AreaFacts:
    """One area of the plan: percentages of the units, means per cluster in the order of the clusters."""

    percentages: tuple[Decimal, ...]
    clusters: tuple[tuple[str, Decimal], ...]

    @property
    def mean(self) -> Decimal | None:
        return half_up(sum(self.percentages, Decimal(0)) / len(self.percentages), 2) if self.percentages else None

    def at_least(self, limit: int) -> int:
        return sum(1 for each in self.percentages if each >= limit)

    def below(self, limit: int) -> int:
        return sum(1 for each in self.percentages if each < limit)


@dataclass(frozen=True)
class CriterionFacts:
    """Sums of the granted and the possible points of one criterion over the published rounds."""

    code: str
    title: str
    area: str
    units: int
    points: Decimal
    possible: Decimal

    @property
    def percent(self) -> Decimal:
        return half_up(self.points * 100 / self.possible, 2) if self.possible else Decimal("0.00")

    @property
    def name(self) -> str:
        return f"{self.code}. {self.title}"


@dataclass(frozen=True)
class TargetFacts:
    """A tracked target of the plan with its figure of each year, None while there is none.

    A target below its baseline is to be reached from above; one “per year” holds for the mean of the years.
    """

    title: str
    unit: str
    baseline: Decimal | None
    target: Decimal
    values: tuple[tuple[int, Decimal | None], ...]

    @property
    def known(self) -> tuple[tuple[int, Decimal], ...]:
        return tuple((year, value) for year, value in self.values if value is not None)

    @property
    def is_mean(self) -> bool:
        return self.unit.endswith("/năm")

    @property
    def reached(self) -> Decimal | None:
        """The figure that is held against the target: the newest, or the mean of the known years."""
        if not self.known:
            return None
        if self.is_mean:
            return half_up(sum((value for _, value in self.known), Decimal(0)) / len(self.known), 2)
        return self.known[-1][1]

    @property
    def is_met(self) -> bool | None:
        if self.reached is None:
            return None
        falls = self.baseline is not None and self.target < self.baseline
        return self.reached <= self.target if falls else self.reached >= self.target


@dataclass(frozen=True)
class AwardFacts:
    """Awards of one form granted for the phase or its years and standing; `money` in đồng."""

    form: str
    collectives: int
    individuals: int
    money: int


@dataclass(frozen=True)
class ReportFacts:
    """Everything the sentences and tables of the report are made from."""

    phase: str
    lead_office: str
    award_office: str
    years: tuple[YearFacts, ...]
    waiting: tuple[int, ...]
    summary: PhaseSummary
    areas: Mapping[str, AreaFacts]
    criteria: tuple[CriterionFacts, ...]
    targets: tuple[TargetFacts, ...]
    awards: tuple[AwardFacts, ...]
    next_phase: str = ""
    is_last: bool = False


@dataclass(frozen=True)
class Draft:
    """What the data say to one part: sentences by key, and its table as printed, the heading first."""

    sentences: Mapping[str, str]
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def text(self) -> str:
        return "\n".join(self.sentences.values())


@dataclass(frozen=True)
class PrintedPart:
    """A part as it stands on paper and on the page."""

    part: ReportPart
    text: str
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def heading(self) -> str:
        return HEADINGS[self.part]

    @property
    def paragraphs(self) -> tuple[str, ...]:
        return paragraphs_of(self.text)

    @property
    def head(self) -> tuple[str, ...]:
        return self.rows[0] if self.rows else ()

    @property
    def lines(self) -> tuple[tuple[str, ...], ...]:
        return self.rows[1:]

    @property
    def other_heads(self) -> tuple[str, ...]:
        return self.head[1:]

    @property
    def labelled_lines(self) -> tuple[tuple[tuple[str, str], ...], ...]:
        """Each cell with its heading, for narrow screens."""
        return tuple(tuple(zip(self.head, line, strict=True)) for line in self.lines)

    @property
    def ends_in_words(self) -> bool:
        return self.part == ReportPart.TARGETS

    @property
    def is_result(self) -> bool:
        return self.part.value.startswith("II.")

    @property
    def opens_results(self) -> bool:
        return self.part == ReportPart.INFRASTRUCTURE

    @property
    def columns(self) -> str:
        """The classes of its table; the long ones of the criteria may go on over the page."""
        short = {ReportPart.TARGETS: "whole target-columns", ReportPart.AWARDS: "whole award-columns"}
        return short.get(self.part, "criterion-columns")


@dataclass(frozen=True)
class PhaseReport:
    """The report with its annexes: tables per cluster, two figures of the units, one of the criteria."""

    paper: Paper
    introduction: str
    parts: tuple[PrintedPart, ...]
    closing: str
    summary: PhaseSummary
    criteria_annex: Annex | None = None
    criteria_figure: Figure | None = None

    @property
    def results_heading(self) -> str:
        return RESULTS

    @property
    def drawings(self) -> tuple[tuple[Figure, str, str], ...]:
        """The figure of the criteria with its size on the page of annex III."""
        return at_one_scale((self.criteria_figure,), width=160, height=190) if self.criteria_figure else ()


def paragraphs_of(text: str) -> tuple[str, ...]:
    """The paragraphs of a text; empty lines between them do not count."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def taken_anew(text: str, before: Mapping[str, str], now: Mapping[str, str]) -> str:
    """The text with the sentences of the data replaced by those of today; what a person wrote stays as it is.

    A sentence that was changed by hand is a person's and stays too. What the data say for the first time comes last.
    """
    keys = {sentence: key for key, sentence in before.items()}
    kept: list[str] = []
    for paragraph in paragraphs_of(text):
        key = keys.get(paragraph)
        if key is None:
            kept.append(paragraph)
        elif key in now:
            kept.append(now[key])
    kept += [sentence for key, sentence in now.items() if key not in before and sentence not in kept]
    return "\n".join(kept)


def beside_text(text: str, now: Mapping[str, str]) -> tuple[str, ...]:
    """What the data say today and the text does not hold in these words."""
    held = set(paragraphs_of(text))
    return tuple(sentence for sentence in now.values() if sentence not in held)
