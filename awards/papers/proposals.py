"""Tờ trình: of a unit, of the standing body of the council, of the department to the province."""

from dataclasses import dataclass
from datetime import date

from awards.papers.parts import CaseList, VoteLine, money_text, paper_content, share
from documents.layout import Annex, Paper
from documents.papers import PaperContent


@dataclass(frozen=True)
class UnitProposal:
    """A unit asks the department for awards, with what its own meeting agreed."""

    paper: Paper
    receiver: str
    unit: str
    bases: tuple[str, ...]
    achievements: tuple[str, ...]
    met_on: date
    agreed: int
    members: int
    request: str
    cases: CaseList
    annex: Annex

    @property
    def receivers(self) -> tuple[str, ...]:
        return (self.receiver,)

    @property
    def agreement(self) -> str:
        """`11/12 thành viên (đạt 91,67%)`."""
        return f"{self.agreed:02d}/{self.members:02d} thành viên (đạt {share(self.agreed, self.members)})"


@dataclass(frozen=True)
class CouncilProposal:
    """The standing body puts before the director what the council passed; what is decided `higher` is to be sent up."""

    paper: Paper
    receiver: str
    bases: tuple[str, ...]
    process: tuple[str, ...]
    votes: tuple[VoteLine, ...]
    minutes: str
    form: str
    cases: CaseList
    fund: str
    annex: Annex
    higher: str = ""

    @property
    def receivers(self) -> tuple[str, ...]:
        return (self.receiver,)

    @property
    def request(self) -> str:
        return f"xem xét, trình {self.higher} tặng" if self.higher else "xem xét, quyết định tặng"

    @property
    def money(self) -> str:
        return money_text(self.cases.money)


@dataclass(frozen=True)
class ProvinceProposal:
    """The department asks the province for its own forms of commendation or those of the State."""

    paper: Paper
    receiver: str
    bases: tuple[str, ...]
    achievements: tuple[str, ...]
    opinions: tuple[str, ...]
    appraisal: tuple[str, ...]
    request: str
    cases: CaseList
    annex: Annex

    @property
    def receivers(self) -> tuple[str, ...]:
        return (self.receiver,)


def unit_proposal(data: UnitProposal) -> PaperContent:
    return paper_content("to-trinh-don-vi", data, data.paper)


def council_proposal(data: CouncilProposal) -> PaperContent:
    return paper_content("to-trinh-hoi-dong", data, data.paper)


def province_proposal(data: ProvinceProposal) -> PaperContent:
    return paper_content("to-trinh-tinh", data, data.paper)
