"""Parts of a paper by Decree 30/2020/NĐ-CP, annex I: plain values that the templates in templates/papers/ print."""

from dataclasses import dataclass
from datetime import date

from common.charts import Chart
from documents.vietnamese_dates import BLANK, day_or_blank
from documents.wording import balanced_lines, roman

# Signs of a line that the two columns of the head and the centred titles hold.
SUPERIOR_WIDTH = 29
ISSUER_WIDTH = 27
SUBJECT_WIDTH = 62


@dataclass(frozen=True)
class Letterhead:
    """Head of a paper as of its day: agency above, issuer, number and symbol, place and day.

    Without `symbol` the number line is left out (a receipt has none); without `number` or `day` they are left blank
    for the clerk, with `year` printed when it is known. `about` is the “V/v …” of a letter; minutes are not `dated`.
    """

    superior: str
    issuer: str
    place: str
    symbol: str = ""
    number: int | None = None
    day: date | None = None
    year: int | None = None
    about: str = ""
    dated: bool = True

    @property
    def about_lines(self) -> tuple[str, ...]:
        return balanced_lines(self.about, ISSUER_WIDTH)

    @property
    def superior_lines(self) -> tuple[str, ...]:
        return balanced_lines(self.superior.upper(), SUPERIOR_WIDTH)

    @property
    def issuer_lines(self) -> tuple[str, ...]:
        return balanced_lines(self.issuer.upper(), ISSUER_WIDTH)

    @property
    def number_and_symbol(self) -> str:
        """`05/BC-SGDĐT`, or a blank before the symbol."""
        return f"{BLANK if self.number is None else f'{self.number:02d}'}/{self.symbol}"

    @property
    def number_line(self) -> str:
        return f"Số: {self.number_and_symbol}" if self.symbol else ""

    @property
    def day_text(self) -> str:
        return day_or_blank(self.day, self.year)

    @property
    def place_line(self) -> str:
        return f"{self.place}, {self.day_text}" if self.dated else ""

    def citation(self, kind: str, issuer: str) -> str:
        """How an annex names its paper: `Báo cáo số 05/BC-SGDĐT ngày 05 tháng 02 năm 2026 của …`."""
        return f"{kind} số {self.number_and_symbol} {self.day_text} của {issuer}"


@dataclass(frozen=True)
class SignatureBlock:
    """One signer: authority lines (`KT. GIÁM ĐỐC`, `PHÓ GIÁM ĐỐC`), a note in brackets, the name or room for it.

    `office`: what a signer for a council holds in the agency whose seal it uses; stands between signature and name.
    """

    authority: tuple[str, ...]
    name: str = ""
    note: str = ""
    office: str = ""


@dataclass(frozen=True)
class Signature:
    """Signers at the end; the left one stands where Nơi nhận would be, which then comes below."""

    right: SignatureBlock
    left: SignatureBlock | None = None
    middle: SignatureBlock | None = None


@dataclass(frozen=True)
class Recipients:
    """Nơi nhận: bare lines; the dash, semicolons and the last full stop are added in print."""

    lines: tuple[str, ...]

    @property
    def printed(self) -> tuple[str, ...]:
        last = len(self.lines) - 1
        return tuple(f"- {line}{'.' if index == last else ';'}" for index, line in enumerate(self.lines))


@dataclass(frozen=True)
class CheckMark:
    """Where strangers check a paper: `address` stands in a QR code, `code` in letters below it.

    The decree on paperwork knows no such mark, so it stands below the receivers, where it moves nothing.
    """

    address: str
    code: str


@dataclass(frozen=True)
class Paper:
    """What every administrative paper has: kind (`BÁO CÁO`), trích yếu, head, signers, receivers.

    `check`: where strangers check it, on the kinds that lead there.
    """

    kind: str
    subject: str
    letterhead: Letterhead
    signature: Signature
    recipients: Recipients | None = None
    check: CheckMark | None = None

    @property
    def subject_lines(self) -> tuple[str, ...]:
        return balanced_lines(self.subject, SUBJECT_WIDTH)


@dataclass(frozen=True)
class Annex:
    """Head of an annex. `order` 0: the only one, without a Roman numeral. `parent`: the paper it goes with.

    A list that goes with a decision is not `labelled`: its head is its own name.
    """

    title: str
    parent: str = ""
    subject: str = ""
    order: int = 0
    labelled: bool = True

    @property
    def label(self) -> str:
        if not self.labelled:
            return ""
        return f"Phụ lục {roman(self.order)}" if self.order else "Phụ lục"


@dataclass(frozen=True)
class Figure:
    """A chart on a paper with its heading and one sentence that says how to read it."""

    title: str
    chart: Chart
    reading: str = ""


def at_one_scale(figures: tuple[Figure, ...], *, width: int, height: int) -> tuple[tuple[Figure, str, str], ...]:
    """Figures that share a page of so many millimetres, each with its width and height as CSS lengths.

    All are enlarged alike, so that their lettering is of one size.
    """
    if not figures:
        return ()
    widest = max(figure.chart.width for figure in figures)
    scale = min(width / widest, height / sum(figure.chart.height for figure in figures))
    return tuple(
        (figure, f"{figure.chart.width * scale:.1f}mm", f"{figure.chart.height * scale:.1f}mm") for figure in figures
    )
