"""The report of a phase: what the office has written, or the first words from the data before it has begun."""

import datetime
from collections.abc import Mapping, Sequence

from campaign.enums import ReportPart
from campaign.models import Phase, Plan, ReportSection
from campaign.queries import plan_of, report_sections_of
from common import clock
from common.charts import Bar, bar_chart
from common.numbers import parse_decimal
from documents.layout import Annex, Figure, Paper, Recipients
from documents.models import IssuedDocument
from documents.vietnamese_dates import long_day
from reports.phase_summary import phase_summary
from reports.phase_summary_data import PhaseSummary
from reports.report_data import Draft, PhaseReport, PrintedPart, ReportFacts
from reports.report_drafts import draft_of
from reports.report_facts import report_facts

TEMPLATE = "papers/reports/bao-cao-so-ket.html"
CRITERIA_PARTS = (ReportPart.INFRASTRUCTURE, ReportPart.THRIFT)
RECIPIENTS = Recipients(
    (
        "Hội đồng TĐ-KT tỉnh (báo cáo)",
        "Sở Nội vụ (báo cáo)",
        "Lãnh đạo Sở",
        "Các phòng thuộc Sở",
        "Đơn vị trực thuộc",
        "Lưu: VT, TCCB-TC",
    )
)


def drafts_of(facts: ReportFacts) -> dict[ReportPart, Draft]:
    """What the data say to every part, in the order of the report."""
    return {part: draft_of(part, facts) for part in ReportPart}


def phase_report(
    phase: Phase, *, day: datetime.date | None = None, document: IssuedDocument | None = None
) -> PhaseReport:
    """The report as it stands; `day` chooses the header (default: that of the paper, else today). Raises NoResult.

    `document`: the row of the paper that goes its steps, with the number and day it prints.
    """
    day = day or (document.issued_on if document else None) or clock.today()
    sections = report_sections_of(phase)
    if sections:
        parts, summary = written_parts(sections), phase_summary(phase, day=day, document=document)
    else:
        facts = report_facts(phase, day=day)
        parts, summary = drafted_parts(drafts_of(facts)), facts.summary
    is_last = phase.last_year >= phase.campaign.last_year
    return report_of(summary, parts, plan=_plan_words(plan_of(phase.campaign, day)), is_last=is_last)


def _plan_words(plan: Plan | None) -> str:
    """The plan as the department's own report names it, without its issuer: `Kế hoạch số …/KH-SGDĐT ngày …`."""
    if plan is None:
        return ""
    document = plan.document
    day = f" {long_day(document.date)}" if document.date else ""
    return f"{document.kind} số {document.number}{day}" if document.number else f"{document.kind}{day}"


def written_parts(sections: Mapping[str, ReportSection]) -> tuple[PrintedPart, ...]:
    found = []
    for part in ReportPart:
        row = sections.get(part)
        rows = tuple(tuple(each) for each in row.rows) if row else ()
        found.append(PrintedPart(part, row.text if row else "", rows))
    return tuple(found)


def drafted_parts(drafts: Mapping[ReportPart, Draft]) -> tuple[PrintedPart, ...]:
    return tuple(PrintedPart(part, draft.text, draft.rows) for part, draft in drafts.items())


def report_of(summary: PhaseSummary, parts: Sequence[PrintedPart], *, plan: str, is_last: bool) -> PhaseReport:
    """The paper around the parts; the head and the signer are those of the summary of the phase."""
    occasion = "tổng kết" if is_last else "sơ kết"
    head = summary.paper.letterhead
    citation = head.citation("Báo cáo", head.issuer)
    order = f"Thực hiện {plan}, " if plan else ""
    figure = criteria_figure(parts)
    return PhaseReport(
        paper=Paper(
            "BÁO CÁO",
            f"{occasion.capitalize()} Phong trào thi đua “{summary.campaign}” {summary.phase}",
            head,
            summary.paper.signature,
            RECIPIENTS,
        ),
        introduction=f"{order}{head.issuer} báo cáo kết quả thực hiện Phong trào thi đua {summary.phase} như sau:",
        parts=tuple(parts),
        closing=f"Trên đây là báo cáo {occasion} Phong trào thi đua {summary.phase}",
        summary=summary,
        criteria_annex=Annex("TỶ LỆ ĐIỂM ĐẠT CỦA CÁC TIÊU CHÍ", citation, order=3) if figure else None,
        criteria_figure=figure,
    )


def criteria_figure(parts: Sequence[PrintedPart]) -> Figure | None:
    """One bar a criterion, from the tables of the two areas as the report prints them."""
    bars = [
        Bar(line[0], parse_decimal(line[-1]), f"{line[-1]}%", tone=1 if part.part == CRITERIA_PARTS[0] else 3)
        for part in parts
        if part.part in CRITERIA_PARTS
        for line in part.lines
    ]
    if not bars:
        return None
    chart = bar_chart(
        ident="tieu-chi",
        title="Tỷ lệ điểm đạt của các tiêu chí",
        desc="Mỗi thanh là điểm đạt của tất cả các lượt đơn vị so với điểm tối đa áp dụng.",
        bars=bars,
        columns=("Tiêu chí", "Tỷ lệ (%)"),
    )
    return Figure(
        "Tỷ lệ điểm đạt của các tiêu chí trong giai đoạn",
        chart,
        "Mỗi thanh là điểm đạt của tất cả các lượt đơn vị so với điểm tối đa áp dụng.",
    )
