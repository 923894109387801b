"""What the unit's sheet and the receipt print: plain values, filled from the frozen submission."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from common.dates import format_day
from documents.layout import SUBJECT_WIDTH, Annex, Letterhead, Signature
from documents.wording import balanced_lines

DEFAULT_POINTS_LINE = "Bảng điểm mặc định của phần mềm, chưa phải văn bản của Sở"


def points_table_line(title: str = "", number: str = "", day: date | None = None) -> str:
    """Whose table of points was applied: the department's guidance, or the portal's own proposal until there is one."""
    if not number:
        return f"{DEFAULT_POINTS_LINE}."
    dated = f" ngày {format_day(day)}" if day else ""
    return f"Bảng điểm áp dụng: {title} (văn bản số {number}{dated})."


def sheet_annex(campaign: str, round_name: str, parent: str) -> Annex:
    """Head of the self-assessment, annex of the unit's report (`parent`: Letterhead.citation of that report)."""
    return Annex("PHIẾU TỰ ĐÁNH GIÁ", parent, f"Kết quả thực hiện Phong trào thi đua “{campaign}” {round_name}")


def appraisal_annex(campaign: str, round_name: str, parent: str) -> Annex:
    """Head of the appraisal, annex of the minutes of the appraisal team."""
    return Annex("PHIẾU THẨM ĐỊNH", parent, f"Kết quả thực hiện Phong trào thi đua “{campaign}” {round_name}")


@dataclass(frozen=True)
class SheetLine:
    """One criterion that applies: the unit's claim (`result`: option, figures, narrative) and every later column."""

    code: str
    title: str
    max_points: Decimal
    self_points: Decimal | None
    result: str = ""
    evidence: tuple[str, ...] = ()
    note: str = ""
    appraisal_1: Decimal | None = None
    explanation: str = ""
    appraisal_2: Decimal | None = None
    council: Decimal | None = None
    reason: str = ""

    @property
    def may_split(self) -> bool:
        """So much text that the row may run over a page break: more than about half a landscape page."""
        signs_of_a_line = ((self.result, 40), (self.explanation, 27), (self.reason, 29), (self.note, 20))
        lines = max(len(text) / signs for text, signs in signs_of_a_line)
        return max(lines, sum(1 + len(proof) / 30 for proof in self.evidence)) > 16


@dataclass(frozen=True)
class SheetArea:
    """A group of content with its criteria; sums are over the criteria that apply."""

    title: str
    lines: tuple[SheetLine, ...]

    @property
    def max_points(self) -> Decimal:
        return sum((line.max_points for line in self.lines), Decimal(0))

    @property
    def self_points(self) -> Decimal:
        return _total(self.lines, "self_points")

    @property
    def appraisal_1(self) -> Decimal:
        return _total(self.lines, "appraisal_1")


def _total(lines: tuple[SheetLine, ...], column: str) -> Decimal:
    return sum((getattr(line, column) or Decimal(0) for line in lines), Decimal(0))


@dataclass(frozen=True)
class NotApplicableLine:
    """A criterion left out. `answer`: what the appraiser said to the claim, empty while not yet answered."""

    code: str
    title: str
    reason: str
    answer: str = ""


@dataclass(frozen=True)
class AdjustmentLine:
    """Bonus (points above 0) or minus (below 0)."""

    code: str
    title: str
    points: Decimal
    reason: str = ""


@dataclass(frozen=True)
class Totals:
    """Points, possible points and converted points (of 100); `final` after bonus and minus, where they are known."""

    points: Decimal
    possible: Decimal
    converted: Decimal
    grade: str
    bonus: Decimal = Decimal(0)
    minus: Decimal = Decimal(0)
    final: Decimal | None = None


@dataclass(frozen=True)
class Appraisal:
    """The second part of the sheet, annex of the team's minutes: there once an appraiser has finished."""

    annex: Annex
    totals: Totals
    signature: Signature
    explanation_days: int
    adjustments: tuple[AdjustmentLine, ...] = ()
    recommendations: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """The unit's sheet of one round; `appraisal` None: the columns of the self-assessment alone.

    `facts` are the lines of part I after the unit's name, label and value. `code` is empty until it is submitted.
    """

    annex: Annex
    unit: str
    facts: tuple[tuple[str, str], ...]
    areas: tuple[SheetArea, ...]
    totals: Totals
    made_on: date
    signature: Signature
    points_table: str
    code: str = ""
    not_applicable: tuple[NotApplicableLine, ...] = ()
    difficulties: str = ""
    proposals: str = ""
    appraisal: Appraisal | None = None


@dataclass(frozen=True)
class ReceiptPart:
    """A part of the submission: what and how many (`14 tiêu chí`, `5 tệp`)."""

    title: str
    count: int
    counted_in: str
    note: str = ""


@dataclass(frozen=True)
class Addition:
    """Criteria completed at an office's request; `replaces` is the code of the former receipt."""

    sent_at: datetime
    codes: str
    replaces: str


@dataclass(frozen=True)
class Receipt:
    """Receipt of a submission; it has no number. `sha256` is that of the frozen sheet, 64 hexadecimal signs.

    `paper` is what was submitted; `person` the nominated person, empty for a unit's own sheet.
    """

    letterhead: Letterhead
    code: str
    received_at: datetime
    unit: str
    campaign: str
    round_name: str
    due: date
    days_late: int
    sha256: str
    parts: tuple[ReceiptPart, ...]
    pledged_by: str
    pledged_office: str
    totals: Totals
    addition: Addition | None = None
    signed_copy_due: date | None = None
    signature: Signature | None = None
    paper: str = "Phiếu tự đánh giá"
    person: str = ""

    @property
    def subject_lines(self) -> tuple[str, ...]:
        return balanced_lines(
            f"{self.paper} {'trong' if self.person else 'kết quả thực hiện'} Phong trào thi đua “{self.campaign}” "
            f"{self.round_name}",
            SUBJECT_WIDTH,
        )
