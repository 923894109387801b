"""Decisions that right an issued one: single lines, or the whole list anew (Decree 30/2020, article 18, clause 3)."""

from dataclasses import dataclass

from awards.papers.decisions import AwardDecision
from awards.papers.parts import Case, CaseList, money_text, paper_content
from documents.layout import Paper
from documents.papers import PaperContent


@dataclass(frozen=True)
class Amended:
    """A line as it was printed, and as it should have been."""

    printed: str
    right: Case

    @property
    def corrected(self) -> str:
        parts = (self.right.called, self.right.office, self.right.unit)
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True)
class Amendment:
    """Amends lines of `decision` (number and day); `reason` is what follows “Lý do:”."""

    paper: Paper
    author: str
    bases: tuple[str, ...]
    proposer: str
    form: str
    decision: str
    reason: str
    lines: tuple[Amended, ...]
    doers: str


@dataclass(frozen=True)
class Replacement:
    """Grants the whole list anew in place of `decision`."""

    award: AwardDecision
    decision: str
    reason: str

    @property
    def paper(self) -> Paper:
        return self.award.paper

    @property
    def cases(self) -> CaseList:
        return self.award.cases

    @property
    def money(self) -> str:
        return money_text(self.cases.money)


def amendment(data: Amendment) -> PaperContent:
    return paper_content("quyet-dinh-sua-doi", data, data.paper, decision=data.decision)


def replacement(data: Replacement) -> PaperContent:
    return paper_content("quyet-dinh-thay-the", data, data.paper, decision=data.decision)
