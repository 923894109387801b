"""What several papers of awards share: cases on a list, votes, money in words, the content around a template."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from awards.ballots import percent_text
from common.numbers import amount_in_words, count_text, format_money
from documents.layout import Paper
from documents.papers import PaperContent
from documents.signers import signer_facts


@dataclass(frozen=True)
class Case:
    """A collective or a person on a list, with the names as printed. `money` None: nothing is paid."""

    name: str
    salutation: str = ""
    office: str = ""
    unit: str = ""
    form: str = ""
    achievement: str = ""
    money: int | None = None
    points: Decimal | None = None

    @property
    def full_name(self) -> str:
        """A collective inside a unit is told with it."""
        return f"{self.name}, {self.unit}" if self.unit and not self.salutation else self.name

    @property
    def called(self) -> str:
        return f"{self.salutation} {self.name}" if self.salutation else self.name


@dataclass(frozen=True)
class CaseList:
    """Collectives and persons in the order of the decision."""

    collectives: tuple[Case, ...] = ()
    individuals: tuple[Case, ...] = ()

    @property
    def cases(self) -> tuple[Case, ...]:
        return (*self.collectives, *self.individuals)

    @property
    def money(self) -> int:
        return sum(case.money or 0 for case in self.cases)

    @property
    def counted(self) -> str:
        """`05 (năm) tập thể và 12 (mười hai) cá nhân`; a side without a case is left out."""
        return " và ".join(self._counts())

    @property
    def listed(self) -> str:
        """`05 (năm) tập thể, 12 (mười hai) cá nhân`."""
        return ", ".join(self._counts())

    def _counts(self) -> Iterable[str]:
        if self.collectives:
            yield f"{count_text(len(self.collectives))} tập thể"
        if self.individuals:
            yield f"{count_text(len(self.individuals))} cá nhân"

    @property
    def sides(self) -> str:
        """`Tập thể, cá nhân` as a heading names them."""
        names = [name for name, side in (("tập thể", self.collectives), ("cá nhân", self.individuals)) if side]
        return ", ".join(names).capitalize()


@dataclass(frozen=True)
class VoteLine:
    """What the council said to one case; `base` is what the share is counted against."""

    name: str
    form: str
    yes: int
    no: int
    base: int
    passed: bool
    invalid: int = 0
    unit: str = ""

    @property
    def share(self) -> str:
        return share(self.yes, self.base)

    @property
    def conclusion(self) -> str:
        return "Đạt" if self.passed else "Không đạt"


def share(count: int, base: int) -> str:
    """`88,89%`, without needless zeros."""
    return f"{percent_text(count, base).rstrip('0').rstrip(',')}%"


def money_text(amount: int) -> str:
    """`12.480.000 đồng (bằng chữ: Mười hai triệu … đồng)`."""
    words = amount_in_words(amount, "đồng")
    return f"{format_money(amount)} đồng (bằng chữ: {words[:1].upper()}{words[1:]})"


def paper_content(template: str, data: Any, paper: Paper, **facts: str) -> PaperContent:
    """Content of a paper of this app; what an issued copy keeps is taken from its head and its signer."""
    head, signer = paper.letterhead, paper.signature.right
    about = paper.subject or head.about
    return PaperContent(
        template=f"papers/awards/{template}.html",
        context={"data": data, "paper": paper},
        title=f"{paper.kind.capitalize()} - {about}",
        header={"issuer": head.issuer, "superior": head.superior, "place": head.place},
        signer=signer_facts(signer),
        facts={"symbol": head.number_and_symbol if head.symbol else "", "subject": about} | facts,
    )
