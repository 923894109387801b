"""Returns of dossiers and public notices of the database as papers."""

from collections.abc import Iterable

from awards.models import DossierReturn, Proposal, PublicNotice
from awards.papers.letters import DossierReturn as ReturnLetter
from awards.papers.letters import PublicNotice as NoticePaper
from awards.papers.letters import Shortcoming, dossier_return, public_notice
from awards.papers.of_decisions import list_annex
from awards.papers.of_records import office_head
from awards.papers.parts import Case, CaseList
from awards.queries.decision_facts import movement_text, salutation_of
from awards.queries.dossier_facts import return_facts
from awards.queries.hearings import listed_in
from common import clock
from common.dates import format_day
from documents.layout import Letterhead, Paper, Recipients, Signature, SignatureBlock
from documents.models import IssuedDocument
from documents.papers import PaperContent
from units.letterheads import head_facts

OFFICE = Signature(SignatureBlock(("TL. GIÁM ĐỐC", "CHÁNH VĂN PHÒNG")))


def return_paper(returned: DossierReturn, *, document: IssuedDocument | None = None) -> PaperContent:
    """Row 11: what does not meet the rule, and the day by which the dossier is sent again."""
    facts, day = return_facts(returned), clock.local(returned.returned_at).date()
    head = head_facts(returned.dossier.proposal.cycle.campaign.department, day)
    reason = facts.reason.strip().rstrip(".")
    listed = tuple(Shortcoming(line.part, line.content, line.ground) for line in facts.shortcomings)
    data = ReturnLetter(
        paper=Paper(
            "CÔNG VĂN",
            "",
            office_head(head, document, day.year, "V/v trả hồ sơ đề nghị khen thưởng"),
            OFFICE,
            Recipients(("Như trên", "Giám đốc Sở (báo cáo)", "Lưu: VT, VP")),
        ),
        receiver=facts.receiver,
        dossier=f"{facts.dossier[:1].lower()}{facts.dossier[1:]}",
        received_on=facts.received_on or day,
        grounds=facts.grounds,
        reason=f"{reason[:1].lower()}{reason[1:]}",
        shortcomings=listed or (Shortcoming("Hồ sơ", reason, facts.grounds),),
        due_on=facts.due_on,
    )
    return dossier_return(data)


def notice_paper(notice: PublicNotice, *, document: IssuedDocument | None = None) -> PaperContent:
    """Row 16: the list as it stood on its first day."""
    cycle = notice.cycle
    head = head_facts(cycle.campaign.department, notice.from_on)
    letterhead = Letterhead(
        head.superior,
        head.issuer,
        head.place,
        symbol="-".join(part for part in ("TB", head.symbol) if part),
        number=document.number if document else None,
        day=document.issued_on if document else None,
        year=notice.from_on.year,
    )
    cases = _cases(listed_in(cycle, notice.from_on).select_related("form", "cycle", "subject").order_by("pk"))
    data = NoticePaper(
        paper=Paper(
            "THÔNG BÁO",
            "Công khai danh sách đề nghị khen thưởng",
            letterhead,
            OFFICE,
            Recipients(("Các đơn vị thuộc, trực thuộc Sở", "Cổng TTĐT Sở", "Lưu: VT, VP")),
        ),
        introduction=(
            f"{head.issuer} công khai danh sách tập thể, cá nhân đề nghị khen thưởng "
            f"trong {movement_text(cycle)} (từ ngày {format_day(cycle.achievement_from)} "
            f"đến ngày {format_day(cycle.achievement_to)})."
        ),
        from_on=notice.from_on,
        to_on=notice.to_on,
        where=notice.place,
        contact=f"Thông tin liên hệ: Văn phòng {head.issuer}.",
        cases=cases,
        annex=list_annex(letterhead.citation("Thông báo", head.issuer), f"{cases.sides} đề nghị khen thưởng"),
    )
    return public_notice(data)


def _cases(proposals: Iterable[Proposal]) -> CaseList:
    sides: tuple[list[Case], list[Case]] = ([], [])
    for row in proposals:
        case = Case(
            name=row.printed_name,
            salutation=salutation_of(row.subject),
            office=row.printed_title,
            unit=row.printed_unit,
            form=row.form.name,
            achievement=row.achievement or row.cycle.achievement_text,
        )
        sides[row.subject.person_id is not None].append(case)
    return CaseList(tuple(sides[False]), tuple(sides[True]))
