"""The papers of a sheet: a unit's self-assessment or a person's report, and the receipt of a submission."""

import datetime
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from assessments import example_papers
from assessments.enums import AssessmentState as State
from assessments.models import AdjustmentEntry, Answer, Assessment, Nomination
from assessments.nomination_queries import initiatives_of
from assessments.paper_lines import left_out, sheet_areas
from assessments.queries import answers_of
from assessments.registration_paper import build_registration
from assessments.report_data import InitiativeLine, Report
from assessments.result_rows import (
    Sheet as ResultSheet,
)
from assessments.result_rows import (
    grade_title,
    late_entry,
    self_totals,
    sheet_adjusted,
    sheet_totals,
)
from assessments.sheet_data import (
    Addition,
    AdjustmentLine,
    Appraisal,
    Receipt,
    ReceiptPart,
    Sheet,
    Totals,
    appraisal_annex,
    points_table_line,
    sheet_annex,
)
from campaign.queries import due_day
from common import clock
from common.dates import format_day
from criteria.enums import Subject
from criteria.models import CriteriaSet
from criteria.totals import Totals as PureTotals
from documents.layout import Letterhead, Signature, SignatureBlock
from documents.papers import PaperContent, PaperKind, register
from documents.queries import issued_document
from units.enums import Role
from units.letterheads import HeadFacts, head_facts
from units.queries import is_head_person, members_with_role

APPRAISED = (State.APPRAISED, State.PROVISIONAL, State.EXPLAINED, State.FINAL, State.PUBLISHED)
ZERO = Decimal("0.00")
PAPER_NAMES = {Subject.COLLECTIVE: "Phiếu tự đánh giá", Subject.INDIVIDUAL: "Báo cáo thành tích cá nhân"}


def build_sheet(
    assessment: Assessment, *, answers: list[Answer] | None = None, with_appraisal: bool = False
) -> PaperContent:
    """The unit's sheet; with every column when the reader may see the appraisal and it is finished."""
    answers = answers if answers is not None else answers_of(assessment)
    participant = assessment.participant
    day = _day_of(assessment)
    head = head_facts(participant.unit, day)
    campaign, round_name = _names(assessment)
    totals = self_totals(answers)
    shows_appraisal = with_appraisal and assessment.state in APPRAISED
    sheet = Sheet(
        annex=sheet_annex(
            campaign, round_name, _letterhead(head, "BC", day).citation("Báo cáo", participant.printed_name)
        ),
        unit=participant.printed_name,
        facts=_facts(assessment),
        areas=sheet_areas(answers, with_appraisal=shows_appraisal),
        totals=_totals(totals, grade_title(totals, assessment.criteria_set)),
        made_on=day,
        signature=Signature(
            left=SignatureBlock(("NGƯỜI LẬP PHIẾU",)),
            right=SignatureBlock(
                ("THỦ TRƯỞNG ĐƠN VỊ",),
                name=str(assessment.submitted_by or ""),
                note="Ký, đóng dấu hoặc ký số",
            ),
        ),
        points_table=_points_table(assessment.criteria_set),
        code=assessment.receipt_code or "",
        not_applicable=left_out(answers, with_appraisal=shows_appraisal),
        difficulties=assessment.difficulties,
    )
    if shows_appraisal:
        sheet = replace(sheet, appraisal=_appraisal(assessment, answers, campaign, round_name, day))
    return PaperContent(
        template="papers/assessments/phieu-tu-danh-gia.html",
        context={"sheet": sheet},
        title=f"Phiếu tự đánh giá {round_name} - {participant.printed_name}",
        header={"issuer": head.issuer, "superior": head.superior, "place": head.place},
        facts=_public_facts(assessment, totals),
    )


def build_report(
    assessment: Assessment, *, answers: list[Answer] | None = None, with_appraisal: bool = False
) -> PaperContent:
    """The report of a nominated person; with the granted points when the reader may see them and all is appraised.

    The title, which issued papers keep in a list, does not name the person.
    """
    answers = answers if answers is not None else answers_of(assessment)
    participant, nomination = assessment.participant, assessment.nomination
    day = _day_of(assessment)
    head = head_facts(participant.unit, day)
    campaign, round_name = _names(assessment)
    totals = self_totals(answers)
    shows_appraisal = with_appraisal and assessment.state in APPRAISED
    is_above = _is_confirmed_above(assessment)
    report = Report(
        letterhead=Letterhead(head.superior, head.issuer, head.place, day=day),
        campaign=campaign,
        round_name=round_name,
        facts=_person_facts(nomination),
        lines=tuple(line for area in sheet_areas(answers, with_appraisal=shows_appraisal) for line in area.lines),
        totals=_totals(totals, grade_title(totals, assessment.criteria_set)),
        made_on=day,
        signature=Signature(
            left=SignatureBlock(
                ("THỦ TRƯỞNG CẤP TRÊN" if is_above else "THỦ TRƯỞNG ĐƠN VỊ", "XÁC NHẬN, ĐỀ NGHỊ"),
                name=str(assessment.submitted_by or ""),
                note="Ký, đóng dấu hoặc ký số",
            ),
            right=SignatureBlock(("NGƯỜI BÁO CÁO THÀNH TÍCH",), name=nomination.full_name, note="Ký, ghi rõ họ và tên"),
        ),
        points_table=_points_table(assessment.criteria_set),
        code=assessment.receipt_code or "",
        not_applicable=left_out(answers, with_appraisal=shows_appraisal),
        initiatives=_initiative_lines(assessment),
        granted=_granted(assessment, answers) if shows_appraisal else None,
        is_confirmed_above=is_above,
    )
    return PaperContent(
        template="papers/assessments/bao-cao-thanh-tich.html",
        context={"report": report},
        title=f"Báo cáo thành tích cá nhân {round_name} - {participant.printed_name}",
        header={"issuer": head.issuer, "superior": head.superior, "place": head.place},
        facts=_public_facts(assessment, totals),
    )


def _is_confirmed_above(assessment: Assessment) -> bool:
    """The report of the unit's only head: somebody above confirms it (rules.may_confirm)."""
    unit_id = assessment.participant.unit_id
    if not is_head_person(assessment.person_id or 0, unit_id):
        return False
    return not members_with_role(unit_id, Role.UNIT_HEAD).exclude(person=assessment.person_id).exists()


def build_receipt(assessment: Assessment, *, answers: list[Answer], sheet_digest: str) -> PaperContent:
    """The receipt of a submission, issued by the department, with the digest of the frozen sheet."""
    participant = assessment.participant
    campaign = participant.round.phase.campaign
    day = _day_of(assessment)
    head = head_facts(campaign.department, day)
    campaign_name, round_name = _names(assessment)
    totals = self_totals(answers)
    files = sum(1 for answer in answers for row in answer.live_evidence if row.file_id)
    citations = sum(1 for answer in answers for row in answer.live_evidence if row.citation_id)
    receipt = Receipt(
        letterhead=Letterhead(head.superior, head.issuer, head.place, day=day),
        code=assessment.receipt_code or "",
        received_at=assessment.submitted_at.astimezone(clock.TIME_ZONE),
        addition=_addition(assessment, answers),
        unit=participant.printed_name,
        campaign=campaign_name,
        round_name=round_name,
        due=due_day(participant),
        days_late=assessment.late_days,
        sha256=sheet_digest,
        parts=(
            ReceiptPart(PAPER_NAMES[assessment.subject], len(answers), "tiêu chí"),
            ReceiptPart("Tệp minh chứng", files, "tệp"),
            ReceiptPart("Minh chứng dẫn văn bản", citations, "văn bản"),
        ),
        pledged_by=str(assessment.submitted_by),
        pledged_office=head_facts(participant.unit, day).head_title or "Thủ trưởng đơn vị",
        totals=_totals(totals, grade_title(totals, assessment.criteria_set)),
        paper=PAPER_NAMES[assessment.subject],
        person=assessment.nomination.full_name if assessment.person_id else "",
    )
    return PaperContent(
        template="papers/assessments/giay-tiep-nhan.html",
        context={"receipt": receipt},
        title=f"Giấy tiếp nhận {receipt.code}",
        header={"issuer": head.issuer, "superior": head.superior, "place": head.place},
        facts=_public_facts(assessment, totals) | {"sha256": sheet_digest},
    )


def build_appraisal(assessment: Assessment) -> PaperContent:
    """The appraisal alone, annex of the team's minutes; ValueError before the appraisal has ended."""
    if assessment.state not in APPRAISED:
        raise ValueError("not appraised yet")
    content = build_sheet(assessment, with_appraisal=True)
    return replace(
        content,
        template="papers/assessments/phieu-tham-dinh.html",
        title=content.title.replace("Phiếu tự đánh giá", "Phiếu thẩm định", 1),
    )


SHEET, APPRAISAL, REPORT, REGISTRATION, RECEIPT = (
    register(kind)
    for kind in (
        PaperKind(
            "assessments.sheet",
            _("Self-assessment sheet"),
            build_sheet,
            edited=True,
            demo=example_papers.sheet_content,
        ),
        PaperKind(
            "assessments.appraisal",
            _("Appraisal sheet"),
            build_appraisal,
            edited=True,
            demo=example_papers.appraisal_content,
        ),
        PaperKind(
            "assessments.report",
            _("Report of achievements"),
            build_report,
            edited=True,
            demo=example_papers.report_content,
        ),
        PaperKind(
            "assessments.registration",
            _("Sheet of registration"),
            build_registration,
            edited=True,
            demo=example_papers.registration_content,
        ),
        PaperKind(
            "assessments.receipt",
            _("Receipt of a submission"),
            build_receipt,
            demo=example_papers.receipt_content,
        ),
    )
)


def _person_facts(nomination: Nomination) -> tuple[tuple[str, str], ...]:
    with override("vi"):
        facts = (
            ("Họ và tên", nomination.full_name),
            ("Giới tính", nomination.get_sex_display()),
            ("Chức vụ", nomination.job_title),
            ("Nơi công tác", nomination.place_of_work),
            ("Nhóm đối tượng", nomination.get_category_display()),
        )
        return tuple((label, str(value)) for label, value in facts if value)


def _initiative_lines(assessment: Assessment) -> tuple[InitiativeLine, ...]:
    with override("vi"):
        return tuple(
            InitiativeLine(row.name, str(row.get_level_display()), str(row.document))
            for row in initiatives_of(assessment)
        )


def _granted(assessment: Assessment, answers: list[Answer]) -> Totals:
    figures = sheet_totals(answers)
    return _totals(figures, grade_title(figures, assessment.criteria_set))


def _appraisal(
    assessment: Assessment,
    answers: list[Answer],
    campaign: str,
    round_name: str,
    day: datetime.date,
) -> Appraisal:
    figures = sheet_totals(answers)
    entries = list(
        AdjustmentEntry.objects.filter(assessment=assessment, removed_at__isnull=True).select_related("rule")
    )
    change = sheet_adjusted(
        ResultSheet(assessment.participant, assessment, tuple(answers), tuple(entries)),
        figures.percentage or ZERO,
        assessment.criteria_set,
    )
    department = head_facts(assessment.participant.round.phase.campaign.department, day)
    return Appraisal(
        annex=appraisal_annex(
            campaign,
            round_name,
            Letterhead(department.superior, department.issuer, department.place, "BB-TTĐ", year=day.year).citation(
                "Biên bản thẩm định", "Tổ thẩm định"
            ),
        ),
        totals=Totals(
            points=figures.points,
            possible=figures.possible,
            converted=figures.percentage or ZERO,
            grade=grade_title(figures, assessment.criteria_set, result=change.percentage),
            bonus=change.bonus,
            minus=change.minus,
            final=change.percentage,
        ),
        signature=Signature(left=SignatureBlock(("CHUYÊN VIÊN THẨM ĐỊNH",)), right=SignatureBlock(("TỔ TRƯỞNG",))),
        explanation_days=assessment.participant.round.explanation_days,
        adjustments=_adjustment_lines(assessment, entries),
    )


def _adjustment_lines(assessment: Assessment, entries: Iterable[AdjustmentEntry]) -> tuple[AdjustmentLine, ...]:
    lines = [AdjustmentLine(row.rule.code, row.rule.title, row.points, row.reason) for row in entries]
    late = late_entry(assessment, assessment.criteria_set)
    if late:
        lines.append(AdjustmentLine(late.code, "Nộp chậm", -late.points, f"{assessment.late_days} ngày làm việc"))
    return tuple(lines)


def _totals(figures: PureTotals, grade_title: str) -> Totals:
    return Totals(figures.points, figures.possible, figures.percentage or ZERO, grade_title)


def _facts(assessment: Assessment) -> tuple[tuple[str, str], ...]:
    participant = assessment.participant
    round = participant.round
    facts = [
        ("Loại đơn vị", str(participant.kind)),
        ("Cụm, khối thi đua", str(participant.cluster or "-")),
        ("Thời gian lấy số liệu", f"từ {format_day(round.data_from)} đến {format_day(round.data_to)}"),
    ]
    if participant.headcount:
        facts.append(("Số người", f"{participant.headcount} (nữ: {participant.women or 0})"))
    return tuple(facts)


def _public_facts(assessment: Assessment, totals: PureTotals) -> dict[str, str]:
    return {
        "unit": assessment.participant.printed_name,
        "year": str(assessment.participant.round.year),
        "code": assessment.receipt_code or "",
        "points": str(totals.points),
        "possible": str(totals.possible),
    }


def _points_table(criteria_set: CriteriaSet) -> str:
    paper = criteria_set.guidance
    if paper is None:
        return points_table_line()
    return points_table_line(paper.title or criteria_set.title, paper.number, paper.date)


def _names(assessment: Assessment) -> tuple[str, str]:
    round = assessment.participant.round
    return round.phase.campaign.name, f"năm {round.year}"


def _addition(assessment: Assessment, answers: list[Answer]) -> Addition | None:
    """What is sent again now: the criteria still asked for, and the receipt that this one replaces."""
    if assessment.completed_at is None:
        return None
    former = issued_document(assessment, RECEIPT.code)
    return Addition(
        sent_at=assessment.completed_at.astimezone(clock.TIME_ZONE),
        codes=", ".join(row.item.code for row in answers if any(one.answered_at is None for one in row.all_returns)),
        replaces=former.code if former else "",
    )


def _day_of(assessment: Assessment) -> datetime.date:
    moment = assessment.completed_at or assessment.submitted_at
    return moment.astimezone(clock.TIME_ZONE).date() if moment else clock.today()


def _letterhead(head: HeadFacts, kind: str, day: datetime.date) -> Letterhead:
    return Letterhead(head.superior, head.issuer, head.place, f"{kind}-{head.symbol}", year=day.year)
