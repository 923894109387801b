"""What the report of a nominated person prints: plain values, filled from the frozen submission."""

from dataclasses import dataclass
from datetime import date

from assessments.sheet_data import NotApplicableLine, SheetLine, Totals
from documents.layout import SUBJECT_WIDTH, Letterhead, Signature
from documents.wording import balanced_lines


@dataclass(frozen=True)
class InitiativeLine:
    """A recognised initiative: its name, who recognised it, by which paper."""

    name: str
    level: str
    document: str


@dataclass(frozen=True)
class Report:
    """Báo cáo thành tích cá nhân; `granted` once the appraisal has ended and the reader may see it.

    `is_confirmed_above`: of the head of the unit, who does not confirm the own report.

    `facts` are the lines of part I, the full name first. `code` is empty until the report is submitted.
    """

    letterhead: Letterhead
    campaign: str
    round_name: str
    facts: tuple[tuple[str, str], ...]
    lines: tuple[SheetLine, ...]
    totals: Totals
    made_on: date
    signature: Signature
    points_table: str
    code: str = ""
    not_applicable: tuple[NotApplicableLine, ...] = ()
    initiatives: tuple[InitiativeLine, ...] = ()
    granted: Totals | None = None
    is_confirmed_above: bool = False

    @property
    def shows_appraisal(self) -> bool:
        return self.granted is not None

    @property
    def subject_lines(self) -> tuple[str, ...]:
        return balanced_lines(
            f"Đề nghị khen thưởng trong Phong trào thi đua “{self.campaign}” {self.round_name}", SUBJECT_WIDTH
        )
