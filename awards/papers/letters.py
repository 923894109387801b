"""Letters and what goes with them: dossiers sent back, opinions asked, lists made public, slips mended, certificates
handed over."""

from dataclasses import dataclass
from datetime import date, datetime

from awards.papers.parts import CaseList, paper_content
from documents.layout import Annex, Paper
from documents.papers import PaperContent
from documents.vietnamese_dates import day_or_blank


@dataclass(frozen=True)
class Shortcoming:
    """One part of a dossier that does not satisfy, and the rule that says so."""

    part: str
    content: str
    ground: str


@dataclass(frozen=True)
class DossierReturn:
    """A dossier is sent back, or (`supplement`) only asked to be completed; `received_on` None: not known any more."""

    paper: Paper
    receiver: str
    dossier: str
    received_on: date | None
    grounds: str
    reason: str
    shortcomings: tuple[Shortcoming, ...]
    due_on: date
    supplement: bool = False

    @property
    def dossier_told(self) -> str:
        """Inside a sentence."""
        return f"{self.dossier[:1].lower()}{self.dossier[1:]}"

    @property
    def receivers(self) -> tuple[str, ...]:
        return (self.receiver,)


@dataclass(frozen=True)
class OpinionLetter:
    """Organisations are asked for their opinion on a list by a day."""

    paper: Paper
    receivers: tuple[str, ...]
    introduction: str
    questions: tuple[str, ...]
    due_on: date | None
    working_days: int
    year: int
    send_to: str
    cases: CaseList
    annex: Annex

    @property
    def due_text(self) -> str:
        """The last day, which follows from the day of issue; blank before that."""
        return day_or_blank(self.due_on, self.year)


@dataclass(frozen=True)
class PublicNotice:
    """A list is made public from a day to the end of another."""

    paper: Paper
    introduction: str
    from_on: date
    to_on: date
    where: str
    contact: str
    cases: CaseList
    annex: Annex


@dataclass(frozen=True)
class OpinionSheet:
    """A member votes in writing: signed, unlike a ballot."""

    paper: Paper
    member: str
    title: str
    points_heading: str
    cases: CaseList
    due_on: date


@dataclass(frozen=True)
class Correction:
    """What was printed and what is right."""

    place: str
    printed: str
    right: str


@dataclass(frozen=True)
class CorrectionLetter:
    """A slip of form in an issued paper; wrong content needs a decision instead."""

    paper: Paper
    receivers: tuple[str, ...]
    document: str
    cause: str
    corrections: tuple[Correction, ...]


@dataclass(frozen=True)
class HandoverItem:
    name: str
    counted_in: str
    count: int
    note: str = ""


@dataclass(frozen=True)
class HandoverRecord:
    """Certificates pass from one hand to another."""

    paper: Paper
    began_at: datetime
    ended_at: datetime
    place: str
    occasion: str
    givers: tuple[str, ...]
    takers: tuple[str, ...]
    items: tuple[HandoverItem, ...]


def dossier_return(data: DossierReturn) -> PaperContent:
    return paper_content("cong-van-tra-ho-so", data, data.paper)


def opinion_letter(data: OpinionLetter) -> PaperContent:
    return paper_content("cong-van-lay-y-kien", data, data.paper)


def public_notice(data: PublicNotice) -> PaperContent:
    return paper_content("thong-bao-cong-khai", data, data.paper)


def opinion_sheet(data: OpinionSheet) -> PaperContent:
    return paper_content("phieu-lay-y-kien", data, data.paper)


def correction_letter(data: CorrectionLetter) -> PaperContent:
    return paper_content("cong-van-dinh-chinh", data, data.paper, document=data.document)


def handover_record(data: HandoverRecord) -> PaperContent:
    return paper_content("bien-ban-ban-giao", data, data.paper)
