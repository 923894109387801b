"""Hand-overs, letters of corrigendum and proposals upward of the database as papers."""

from collections.abc import Iterable, Sequence

from awards.decision_facts import ForwardFacts, LineFacts
from awards.models import AwardCycle, Handover, Proposal
from awards.papers.letters import (
    Correction,
    CorrectionLetter,
    HandoverItem,
    HandoverRecord,
    correction_letter,
    handover_record,
)
from awards.papers.of_decisions import list_annex
from awards.papers.own_letters import with_fields
from awards.papers.parts import Case, CaseList
from awards.papers.proposals import ProvinceProposal, province_proposal
from awards.queries.decision_facts import earlier_facts, forward_facts, handover_facts
from awards.queries.decisions import decision_of_event, department_of, signing_lines_on
from common import clock
from common.dates import format_day
from common.models import Event
from documents.layout import Letterhead, Paper, Recipients, Signature, SignatureBlock
from documents.models import IssuedDocument
from documents.papers import PaperContent
from units.letterheads import HeadFacts, head_facts


def correction_paper(event: Event, *, document: IssuedDocument | None = None) -> PaperContent:
    """A letter of corrigendum about the event that keeps its words."""
    decision = decision_of_event(event)
    unit, day = department_of(decision), clock.today()
    cited = earlier_facts(decision).cited
    letterhead = office_head(head_facts(unit, day), document, day.year, f"V/v đính chính {cited.split(' ngày ')[0]}")
    lines = ("TL. GIÁM ĐỐC", "CHÁNH VĂN PHÒNG")
    paper = Paper("CÔNG VĂN", "", letterhead, Signature(SignatureBlock(lines)), Recipients(("Như trên", "Lưu: VT, VP")))
    data = CorrectionLetter(
        paper=paper,
        receivers=("Các cơ quan, đơn vị, tập thể, cá nhân có liên quan",),
        document=cited,
        cause=f"Do sơ suất trong soạn thảo, {cited} có sai sót về thể thức, kỹ thuật trình bày.",
        corrections=(Correction("Quyết định", str(event.data["printed"]), str(event.data["correct"])),),
    )
    return with_fields(correction_letter(data))


def handover_paper(record: Handover) -> PaperContent:
    """The record of certificates that changed hands, for both sides to sign."""
    facts, unit = handover_facts(record), department_of(record.decision)
    head = head_facts(unit, record.held_on)
    letterhead = Letterhead(head.superior, head.issuer, head.place, dated=False)
    signature = Signature(
        SignatureBlock(("ĐẠI DIỆN BÊN NHẬN",), _name(facts.receiver)),
        SignatureBlock(("ĐẠI DIỆN BÊN GIAO",), _name(facts.presenter)),
    )
    paper = Paper(
        "BIÊN BẢN", "Bàn giao Giấy khen", letterhead, signature, Recipients(("Như thành phần", "Lưu: VT, VP"))
    )
    items = tuple(
        HandoverItem(f"Giấy khen: {_told(line)}", "tờ", 1, f"Số vào sổ: {line.register_number or ''}")
        for line in facts.lines
    )
    data = HandoverRecord(
        paper=paper,
        began_at=facts.began_at,
        ended_at=facts.ended_at,
        place=facts.place,
        occasion=f"{facts.occasion}, bàn giao Giấy khen theo {facts.decision.cited}",
        givers=(facts.presenter,),
        takers=(facts.receiver,),
        items=items,
    )
    return handover_record(data)


def forward_paper(cycle: AwardCycle, *, proposals: Iterable[Proposal]) -> PaperContent:
    """Row 4c: the department proposes to the level that decides; one form at a time."""
    facts = forward_facts(cycle, proposals)
    unit, day = cycle.campaign.department, clock.today()
    head = head_facts(unit, day)
    symbol = "-".join(part for part in ("TTr", head.symbol) if part)
    letterhead = Letterhead(head.superior, head.issuer, head.place, symbol=symbol, year=day.year)
    signature = Signature(SignatureBlock(_lines(signing_lines_on(unit, day))))
    subject = f"Về việc đề nghị tặng {facts.form_name} trong {facts.movement}"
    paper = Paper("TỜ TRÌNH", subject, letterhead, signature, Recipients(("Như trên", "Sở Nội vụ", "Lưu: VT, VP")))
    cases = CaseList(_proposed(facts.collectives, facts), _proposed(facts.persons, facts))
    data = ProvinceProposal(
        paper=paper,
        receiver=f"{facts.authority} (qua Sở Nội vụ)",
        bases=facts.legal_bases,
        achievements=(
            (
                f"{head.issuer} đề nghị tặng {facts.form_name} cho các trường hợp có thành tích trong {facts.movement} "
                f"(từ ngày {format_day(facts.achievement_from)} đến ngày {format_day(facts.achievement_to)}). "
                "Thành tích của từng trường hợp ghi tại danh sách và báo cáo thành tích kèm theo."
            ),
        ),
        opinions=(*facts.opinions, *facts.notices),
        appraisal=facts.votes,
        request=f"Kính đề nghị {facts.authority} xem xét, quyết định tặng {facts.form_name}",
        cases=cases,
        annex=list_annex(letterhead.citation("Tờ trình", head.issuer), f"{cases.sides} đề nghị tặng {facts.form_name}"),
    )
    return province_proposal(data)


def office_head(head: HeadFacts, document: IssuedDocument | None, year: int, about: str) -> Letterhead:
    return Letterhead(
        head.superior,
        head.issuer,
        head.place,
        symbol="-".join(part for part in (head.symbol, "VP") if part),
        number=document.number if document else None,
        day=document.issued_on if document else None,
        year=year,
        about=about,
    )


def _proposed(lines: Sequence[LineFacts], facts: ForwardFacts) -> tuple[Case, ...]:
    return tuple(
        Case(line.name, line.salutation, line.title, line.unit, facts.form_name, line.achievement) for line in lines
    )


def _name(said: str) -> str:
    """Who signs, of `Lê Văn Đạt, Chánh Văn phòng Sở` the name alone."""
    return said.partition(",")[0].strip()


def _told(line: LineFacts) -> str:
    return ", ".join(part for part in (f"{line.salutation} {line.name}".strip(), line.title, line.unit) if part)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split("/") if part.strip())
