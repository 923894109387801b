"""Opinions asked and answered, the list made public and concluded, one subject held."""

from awards.demo import story, times
from awards.demo.desk import bring_out
from awards.demo.gathering import home_of, proposals_of
from awards.demo.story import paper
from awards.enums import HoldKind
from awards.models import AwardCycle, Hold, OpinionRequest, Proposal, PublicNotice
from awards.services.cycles import cycle_move
from awards.services.dossier_papers import notice_paper_draft
from awards.services.hearings import (
    notice_conclude,
    notice_opinion_handle,
    notice_opinion_record,
    notice_start,
    opinion_answer,
    opinion_ask,
)
from awards.services.holds import HoldInput, hold_lift, hold_record
from common import clock
from units.demo import Cast

ASKED = (
    ("Công an tỉnh Đắk Nông", "1187/SGDĐT-VP", "642/CAT-PA03"),
    ("Sở Nội vụ tỉnh Đắk Nông", "1188/SGDĐT-VP", "905/SNV-TĐKT"),
)
PLACE = "Bảng tin Sở và mục Công khai của hệ thống"


def ask(cycle: AwardCycle, cast: Cast) -> None:
    by, day = cast["thuky.vp"], times.OPINIONS_ASKED.date()
    with clock.frozen(times.HEARING):
        cycle_move(cycle=cycle, name="hear", by=by, reason="Các đơn vị đã gửi đủ đề nghị trước thời hạn.")
    with clock.frozen(times.OPINIONS_ASKED):
        for asked, number, _answer in ASKED:
            letter = paper("Công văn", number, day)
            opinion_ask(cycle=cycle, asked=asked, letter=letter, sent_on=day, by=by)


def publish(cycle: AwardCycle, cast: Cast) -> None:
    """For as long as the term asks; one remark comes in and is dealt with."""
    by = cast["thuky.vp"]
    with clock.frozen(times.NOTICE_BEGUN):
        notice = notice_start(cycle=cycle, from_on=times.NOTICE_BEGUN.date(), to_on=None, place=PLACE, by=by)
        announced = notice_paper_draft(notice=notice, by=by)
    bring_out(announced, times.NOTICE_BEGUN, cast, number="372")
    with clock.frozen(times.REMARK_RECEIVED):
        remark = notice_opinion_record(
            notice=notice,
            sender="Công đoàn Văn phòng Sở",
            received_on=times.REMARK_RECEIVED.date(),
            text="Đề nghị ghi đúng tên tổ chuyên môn của cá nhân trong danh sách.",
            proposal=None,
            by=by,
        )
    with clock.frozen(times.REMARK_HANDLED):
        handling = "Đã rà soát với các đơn vị; tên tổ chuyên môn ghi theo Tờ trình của đơn vị."
        notice_opinion_handle(opinion=remark, handling=handling, by=by)
    with clock.frozen(times.OPINIONS_ANSWERED):
        day = times.OPINIONS_ANSWERED.date()
        for request, (asked, _letter, number) in zip(
            OpinionRequest.objects.filter(cycle=cycle).order_by("pk"), ASKED, strict=True
        ):
            opinion_answer(
                request=request,
                answered_on=day,
                answer="Thống nhất, không có ý kiến khác.",
                document=paper("Công văn", number, day, asked),
                by=by,
            )


def hold(cycle: AwardCycle, cast: Cast) -> Hold:
    """A complaint about one unit is being looked into: its case does not come before the council."""
    with clock.frozen(times.HELD):
        document = paper("Thông báo thụ lý", "07/TB-TTr", times.HELD.date(), story.INSPECTORS)
        values = HoldInput(
            kind=HoldKind.COMPLAINT,
            document=document,
            from_on=times.HELD.date(),
            note="Xác minh phản ánh về việc sử dụng phòng học bộ môn.",
        )
        return hold_record(subject=held_proposal(cycle).subject, values=values, by=cast["thuky.vp"])


def lift(cast: Cast) -> None:
    """The complaint was without ground; the cycle has gone on."""
    with clock.frozen(times.HOLD_LIFTED):
        document = paper("Kết luận", "09/KL-TTr", times.HOLD_LIFTED.date(), story.INSPECTORS)
        row = Hold.objects.get(until_on__isnull=True)
        hold_lift(hold=row, document=document, until_on=times.HOLD_LIFTED.date(), by=cast["quanly.tccb-tc"])


def conclude(cycle: AwardCycle, cast: Cast) -> None:
    by = cast["thuky.vp"]
    with clock.frozen(times.NOTICE_CONCLUDED):
        text = "Hết thời hạn công khai, không có ý kiến phản đối; 01 ý kiến góp ý đã được xử lý."
        notice_conclude(notice=PublicNotice.objects.get(cycle=cycle), conclusion=text, by=by)
    with clock.frozen(times.TO_COUNCIL):
        cycle_move(cycle=cycle, name="to_council", by=by)


def held_proposal(cycle: AwardCycle) -> Proposal:
    """The unit itself, not what it proposes below it."""
    return next(row for row in proposals_of(cycle) if row.subject.unit_id and home_of(row).code == story.HELD)
