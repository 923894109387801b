"""Decisions with their list, their revocation, and the list by which the money is paid."""

from dataclasses import dataclass
from decimal import Decimal

from awards.papers.parts import CaseList, money_text, paper_content
from common.numbers import format_money
from documents.layout import Annex, Paper
from documents.papers import PaperContent


@dataclass(frozen=True)
class AwardDecision:
    """A decision to award. `achievement`: what follows “đã có thành tích xuất sắc trong”, with its dates.

    `proposer` is who asked (“Theo đề nghị của …”); `doers` carry the decision out (article 4).
    """

    paper: Paper
    author: str
    bases: tuple[str, ...]
    proposer: str
    form: str
    achievement: str
    cases: CaseList
    fund: str
    doers: str
    annex: Annex

    @property
    def money(self) -> str:
        return money_text(self.cases.money)

    @property
    def amounts(self) -> str:
        """`tập thể 1.410.000 đồng, cá nhân 710.000 đồng`; several amounts of a side stand beside each other."""
        sides = (("tập thể", self.cases.collectives), ("cá nhân", self.cases.individuals))
        told = []
        for name, cases in sides:
            paid = sorted({case.money for case in cases if case.money}, reverse=True)
            if paid:
                told.append(f"{name} {', '.join(f'{format_money(amount)} đồng' for amount in paid)}")
        return ", ".join(told)


@dataclass(frozen=True)
class Revocation:
    """A decision that takes an award back. `decision`: the one that granted it, with number and day.

    `owed` None: there is no money to return. `return_days` is the term of the law in force.
    """

    paper: Paper
    author: str
    bases: tuple[str, ...]
    proposer: str
    form: str
    who: str
    decision: str
    reason: str
    owed: int | None
    doers: str
    return_days: int = 15

    @property
    def returned(self) -> str:
        money = f" và tiền thưởng {money_text(self.owed)}" if self.owed else ""
        return f"{self.form}{money}"


@dataclass(frozen=True)
class PaymentLine:
    """`paid_as`: `Tiền` or `Tặng phẩm`; `note`: why nobody signs here, or who should not be paid twice."""

    name: str
    unit: str
    form: str
    coefficient: Decimal
    base_salary: int
    amount: int
    paid_as: str = "Tiền"
    note: str = ""


@dataclass(frozen=True)
class PaymentList:
    """Who is paid by one decision. `step`: how the sum is rounded, in words of the rule."""

    paper: Paper
    decision: str
    lines: tuple[PaymentLine, ...]
    step: str = "hàng chục nghìn đồng"

    @property
    def total(self) -> int:
        return sum(line.amount for line in self.lines)

    @property
    def total_text(self) -> str:
        return money_text(self.total)

    @property
    def rule(self) -> str:
        return (
            f"Theo {self.decision}; thành tiền = hệ số × mức lương cơ sở tại ngày ban hành quyết định, "
            f"làm tròn lên {self.step}."
        )


def award_decision(data: AwardDecision) -> PaperContent:
    facts = {"collectives": str(len(data.cases.collectives)), "individuals": str(len(data.cases.individuals))}
    return paper_content("quyet-dinh-khen-thuong", data, data.paper, form=data.form, **facts)


def award_list(data: AwardDecision) -> PaperContent:
    """The list alone, for a decision whose list is a file of its own."""
    content = paper_content("danh-sach-kem-theo", data, data.paper, form=data.form)
    return PaperContent(
        content.template,
        content.context,
        f"Danh sách kèm theo {content.title}",
        content.header,
        content.signer,
        content.facts,
    )


def revocation(data: Revocation) -> PaperContent:
    return paper_content("quyet-dinh-huy-bo", data, data.paper, decision=data.decision)


def payment_list(data: PaymentList) -> PaperContent:
    return paper_content("danh-sach-chi-thuong", data, data.paper, decision=data.decision, total=str(data.total))
