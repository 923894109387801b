"""Returns of dossiers and public notices of the database as papers."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from awards.models import DossierReturn, Proposal, PublicNotice
from awards.papers.letters import DossierReturn as ReturnLetter
from awards.papers.letters import OpinionLetter, Shortcoming, dossier_return, opinion_letter, public_notice
from awards.papers.letters import PublicNotice as NoticePaper
from awards.papers.of_decisions import list_annex
from awards.papers.of_records import office_head
from awards.papers.own_letters import with_fields
from awards.papers.parts import Case, CaseList
from awards.queries.decision_facts import movement_text, salutation_of
from awards.queries.dossier_facts import return_facts
from awards.queries.dossier_law import OPINION, term_end
from awards.queries.hearings import listed_in, requests_of
from common import clock
from common.access import Denied, Refused
from common.dates import format_day
from common.models import CitedDocument
from documents.layout import Letterhead, Paper, Recipients, Signature, SignatureBlock
from documents.models import IssuedDocument
from documents.papers import PaperContent
from units.letterheads import head_facts

QUESTIONS = (
    "Việc chấp hành chủ trương của Đảng, chính sách, pháp luật của Nhà nước của các tập thể, cá nhân.",
    "Trường hợp đang xem xét kỷ luật, thanh tra, kiểm tra có dấu hiệu vi phạm hoặc giải quyết khiếu nại, tố cáo.",
)
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
    return with_fields(dossier_return(data))


def opinion_paper(letter: CitedDocument, *, document: IssuedDocument | None = None) -> PaperContent:
    """Row 17: the list as of the day of its drafting; the last day for answers follows from the day of issue."""
    requests = list(requests_of(letter))
    if not requests:
        raise Refused(Denied("state", _("Nobody is asked by this letter any more."), 409))
    cycle, drafted_on = requests[0].cycle, requests[0].sent_on
    issued_on = document.issued_on if document else None
    day = issued_on or clock.today()
    head = head_facts(cycle.campaign.department, day)
    term = term_end(OPINION, issued_on or drafted_on)
    letterhead = office_head(head, document, day.year, "V/v lấy ý kiến về danh sách đề nghị khen thưởng")
    cases = _cases(listed_in(cycle, drafted_on).select_related("form", "cycle", "subject").order_by("pk"))
    data = OpinionLetter(
        paper=Paper("CÔNG VĂN", "", letterhead, OFFICE, Recipients(("Như trên", "Lưu: VT, VP"))),
        receivers=tuple(row.asked for row in requests),
        introduction=f"Thực hiện quy định về thi đua, khen thưởng và {movement_text(cycle)},",
        questions=QUESTIONS,
        due_on=term.ends_on if term and issued_on else None,
        working_days=term.term.working_days if term else 0,
        year=day.year,
        send_to=f"Văn phòng {head.issuer}",
        cases=cases,
        annex=list_annex(letterhead.citation("Công văn", head.issuer), f"{cases.sides} đề nghị khen thưởng"),
    )
    return opinion_letter(data)


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
    return with_fields(public_notice(data))


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
