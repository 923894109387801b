"""Decisions of the database and their payment lists as papers.

Number and day come from the document where there is one; before that they are left blank for the clerk.
"""

from dataclasses import replace
from decimal import Decimal

from awards.decision_facts import DecisionFacts, LineFacts
from awards.enums import PaidAs
from awards.models import Decision
from awards.papers.amendments import Amended, Amendment, Replacement, amendment, replacement
from awards.papers.decisions import (
    AwardDecision,
    PaymentLine,
    PaymentList,
    Revocation,
    award_decision,
    award_list,
    payment_list,
    revocation,
)
from awards.papers.parts import Case, CaseList
from awards.queries.decision_facts import decision_facts, earlier_facts, named_together
from awards.queries.payments import payment_facts
from common.dates import format_day
from documents.address import check_mark
from documents.layout import Annex, Letterhead, Paper, Recipients, Signature, SignatureBlock
from documents.models import IssuedDocument
from documents.papers import PaperContent

DOERS = "Chánh Văn phòng Sở, Trưởng phòng TCCB-TC, thủ trưởng các đơn vị liên quan"
RECEIVERS = ("Như Điều 4", "Sở Nội vụ (báo cáo)", "Cổng TTĐT Sở", "Lưu: VT, VP")


def award_paper(decision: Decision, *, document: IssuedDocument | None = None) -> PaperContent:
    """Row 8 with its list."""
    facts = decision_facts(decision)
    return _with_bases(award_decision(_award(facts, document)), facts.legal_bases)


def award_list_paper(decision: Decision, *, document: IssuedDocument | None = None) -> PaperContent:
    """Row 9: the list alone."""
    return award_list(_award(decision_facts(decision), document))


def amendment_paper(decision: Decision, *, document: IssuedDocument | None = None) -> PaperContent:
    """The decision that amends single lines."""
    facts = decision_facts(decision)
    lines = (*facts.collectives, *facts.persons)
    data = Amendment(
        paper=_paper(facts, document),
        author=_author(facts),
        bases=_changing_bases(facts),
        proposer=facts.proposer,
        form=facts.form_name,
        decision=_changed(facts),
        reason=_reason(facts),
        lines=tuple(Amended(line.corrects, _case(line, facts)) for line in lines),
        doers=DOERS,
    )
    return _with_bases(amendment(data), data.bases)


def replacement_paper(decision: Decision, *, document: IssuedDocument | None = None) -> PaperContent:
    """The decision that grants the whole list anew."""
    facts = decision_facts(decision)
    award = replace(_award(facts, document), bases=_changing_bases(facts))
    return _with_bases(replacement(Replacement(award, _changed(facts), _reason(facts))), award.bases)


def revocation_paper(decision: Decision, *, document: IssuedDocument | None = None) -> PaperContent:
    """Row 12."""
    facts = decision_facts(decision)
    ground = f"{facts.ground[:1].lower()}{facts.ground[1:]}"
    data = Revocation(
        paper=_paper(facts, document),
        author=_author(facts),
        bases=(ground, *_changing_bases(facts)),
        proposer=facts.proposer,
        form=facts.form_name,
        who=named_together(facts.revoked),
        decision=_changed(facts),
        reason=_reason(facts),
        owed=sum(line.amount for line in facts.revoked if line.paid_as == PaidAs.MONEY) or None,
        doers=DOERS,
        return_days=facts.return_days or 15,
    )
    return _with_bases(revocation(data), data.bases)


def payment_paper(decision: Decision) -> PaperContent:
    """Row 14: who is paid, the formula visible."""
    facts, money = decision_facts(decision), payment_facts(decision)
    about = facts.subject_text.removeprefix("Về việc ")
    head = _letterhead(facts, None)
    names = ("THỦ TRƯỞNG",), ("NGƯỜI LẬP",), ("KẾ TOÁN",)
    paper = Paper(
        "DANH SÁCH CHI THƯỞNG",
        f"{about[:1].upper()}{about[1:]}",
        replace(head, symbol=""),
        Signature(*(SignatureBlock(lines) for lines in names)),
    )
    rows = tuple(
        PaymentLine(
            name=line.name,
            unit=line.unit,
            form=line.form_name,
            coefficient=line.coefficient or Decimal(0),
            base_salary=line.base_salary or 0,
            amount=line.payable,
            paid_as="Tặng phẩm" if line.paid_as == PaidAs.SOUVENIR else "Tiền",
            note=line.note,
        )
        for line in money.lines
        if line.paid_as != PaidAs.NOTHING
    )
    return payment_list(PaymentList(paper, earlier_facts(decision).cited, rows))


def _award(facts: DecisionFacts, document: IssuedDocument | None) -> AwardDecision:
    paper = _paper(facts, document)
    cases = CaseList(
        tuple(_case(line, facts) for line in facts.collectives), tuple(_case(line, facts) for line in facts.persons)
    )
    period = ""
    if facts.achievement_from and facts.achievement_to:
        period = f" (từ ngày {format_day(facts.achievement_from)} đến ngày {format_day(facts.achievement_to)})"
    issuer = f"{facts.head_title} {facts.issuer}"
    return AwardDecision(
        paper=paper,
        author=_author(facts),
        bases=facts.legal_bases,
        proposer=facts.proposer,
        form=facts.form_name,
        achievement=f"{facts.movement}{period}",
        cases=cases,
        fund=f"Quỹ thi đua, khen thưởng của Sở năm {facts.fund_year}" if facts.fund_year else "nguồn kinh phí của Sở",
        doers=DOERS,
        annex=list_annex(paper.letterhead.citation("Quyết định", issuer), f"{cases.sides} được tặng {facts.form_name}"),
    )


def _paper(facts: DecisionFacts, document: IssuedDocument | None) -> Paper:
    signature = Signature(SignatureBlock(facts.signer_lines, facts.signer_name))
    check = check_mark(document.code if document else "")
    head, receivers = _letterhead(facts, document), Recipients(RECEIVERS)
    return Paper("QUYẾT ĐỊNH", facts.subject_text, head, signature, receivers, check)


def _letterhead(facts: DecisionFacts, document: IssuedDocument | None) -> Letterhead:
    return Letterhead(
        facts.superior,
        facts.issuer,
        facts.place,
        symbol=facts.symbol,
        number=document.number if document else None,
        day=document.issued_on if document else None,
        year=facts.day.year if facts.day else None,
    )


def list_annex(parent: str, title: str) -> Annex:
    """The list that goes with a paper, headed by its own name."""
    return Annex("DANH SÁCH", parent, title, labelled=False)


def _case(line: LineFacts, facts: DecisionFacts) -> Case:
    return Case(
        name=line.name,
        salutation=line.salutation if line.is_person else "",
        office=line.title,
        unit=line.unit,
        form=facts.form_name,
        achievement=line.achievement,
        money=line.amount or None,
    )


def _author(facts: DecisionFacts) -> str:
    return f"{facts.head_title} {facts.issuer}".upper()


def _changing_bases(facts: DecisionFacts) -> tuple[str, ...]:
    """What the law of its day says of the act, and the decision that is changed."""
    old = facts.changes
    return (*facts.legal_bases, f"{old.cited} của {old.authority}") if old else facts.legal_bases


def _changed(facts: DecisionFacts) -> str:
    return facts.changes.cited if facts.changes else ""


def _reason(facts: DecisionFacts) -> str:
    return facts.reason.strip().rstrip(".")


def _with_bases(content: PaperContent, bases: tuple[str, ...]) -> PaperContent:
    """What the issued copy keeps is what it prints."""
    return replace(content, legal_bases=bases)
