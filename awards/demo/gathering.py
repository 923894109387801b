"""Dossiers: gathered and sent by the units, accepted or returned with the legal ground."""

import datetime as dt

from django.core.files.base import ContentFile

from assessments.demo.papers import text_document
from awards.demo import story, times
from awards.demo.desk import bring_out
from awards.models import AwardCycle, DossierPart, Proposal
from awards.queries.dossiers import dossier_of, dossier_proposals, frozen_papers, required_parts
from awards.services.dossier_answers import ReturnInput, dossier_accept, dossier_return
from awards.services.dossiers import PaperFacts, dossier_send, item_add_file, item_add_paper
from common import clock
from common.text import search_text
from units.demo import Cast
from units.models import Unit, User

SHEET = "sheet"
NUMBERED = {"submission": "{number}/TTr", "minutes": "{number}/BB", "report": "{number}/BC"}
WORDS = {
    "submission": "Đề nghị Giám đốc Sở xem xét, tặng {form} cho: {name}.",
    "list": "1. {name}. {title} Hình thức đề nghị: {form}.",
    "report": "{name}. {title} {reason} Đơn vị xác nhận nội dung báo cáo.",
    SHEET: "{name} không thuộc danh sách chấm điểm; đơn vị cấp trên xác nhận kết quả tự đánh giá.",
    "minutes": "Đơn vị họp xét ngày 18/6/2025, thống nhất đề nghị tặng {form} cho {name}.",
}


def send(cycle: AwardCycle, cast: Cast) -> None:
    """Every unit its own, one after the other."""
    for number, proposal in enumerate(proposals_of(cycle)):
        moment = times.SENT + times.STEP * number
        with clock.frozen(moment):
            _send(proposal, cast.head(home_of(proposal).code), number + 11)


def answer(cycle: AwardCycle, cast: Cast) -> None:
    """All are accepted on one day but one that lacks the confirmation of its report."""
    moment = times.ACCEPTED
    for proposal in proposals_of(cycle):
        if home_of(proposal).code == story.RETURNED:
            continue
        moment += times.STEP
        with clock.frozen(moment):
            version = dossier_of(proposal).version
            dossier_accept(proposal=proposal, expected_version=version, by=_secretary(proposal, cast))
    with clock.frozen(times.RETURNED):
        proposal = next(row for row in proposals_of(cycle) if home_of(row).code == story.RETURNED)
        missing = [part for part in required_parts(proposal) if part.code == "report"]
        values = ReturnInput(
            ground="mục III Hướng dẫn hồ sơ khen thưởng của Sở Giáo dục và Đào tạo",
            reason="Báo cáo thành tích chưa có xác nhận của Phòng Giáo dục và Đào tạo.",
            send_again_by=dt.date(2025, 6, 23),
            missing=missing,
        )
        version = dossier_of(proposal).version
        returned = dossier_return(proposal=proposal, expected_version=version, values=values, by=cast["thuky.vp"])
    if returned.document is None:
        raise LookupError(str(returned))
    bring_out(returned.document, times.RETURNED, cast, number="1191")


def proposals_of(cycle: AwardCycle) -> list[Proposal]:
    """The proposals of a cycle as dossiers, in the order in which they were made."""
    return list(dossier_proposals().filter(cycle=cycle).order_by("pk"))


def home_of(proposal: Proposal) -> Unit:
    return Unit.objects.get(pk=proposal.subject.home_unit_id)


def _send(proposal: Proposal, head: User, number: int) -> None:
    papers = frozen_papers(proposal)
    for part in required_parts(proposal):
        if part.code == SHEET and papers:
            signed = next((row for row in reversed(papers) if row.copy is not None), papers[-1])
            item_add_paper(proposal=proposal, part=part, key=signed.key, by=head)
        elif part.code in WORDS:
            _upload(proposal, part, head, number)
    dossier_send(proposal=proposal, by=head)


def _upload(proposal: Proposal, part: DossierPart, head: User, number: int) -> None:
    """A paper of the unit in its own words, as it comes out of a word processor."""
    issuer = proposal.printed_unit or proposal.printed_name
    symbol = NUMBERED.get(part.code, "").format(number=number)
    words = WORDS[part.code].format(
        form=proposal.form.name,
        name=proposal.printed_name,
        title=f"{proposal.printed_title}." if proposal.printed_title else "",
        reason=proposal.reason.split("\n")[0],
    )
    lines = [issuer.upper(), part.name.upper(), f"Số: {symbol}" if symbol else "", words]
    name = f"{search_text(part.name)} {number}.docx"
    content = text_document([line for line in lines if line])
    facts = PaperFacts(number=symbol, date=dt.date(2025, 6, 18) if symbol else None)
    item_add_file(proposal=proposal, part=part, uploaded=ContentFile(content, name=name), facts=facts, by=head)


def _secretary(proposal: Proposal, cast: Cast) -> User:
    """The secretary keeps away from the own office; the office in charge answers for it."""
    return cast["quanly.tccb-tc"] if home_of(proposal).code == "VP" else cast["thuky.vp"]
