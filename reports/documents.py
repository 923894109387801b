"""The summary of a phase and the report at its end in the register of papers."""

import datetime
from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from campaign.models import Phase
from documents.layout import Signature, SignatureBlock
from documents.papers import PaperContent, PaperKind, register
from reports.example_papers import report_content, summary_content
from reports.phase_report import phase_report
from reports.phase_report_data import ReportTexts
from reports.phase_summary import TEMPLATE, phase_summary
from reports.phase_summary_data import CLOSING_INTERNAL
from reports.phase_summary_xlsx import phase_summary_xlsx

REPORT_TEMPLATE = "papers/reports/bao-cao-tong-ket.html"


def build_phase_summary(phase: Phase, *, day: datetime.date | None = None, internal: bool = False) -> PaperContent:
    """The summary with its tables and figures; `internal`: as the leading office submits it, before it goes out.

    Raises NoResult.
    """
    summary = phase_summary(phase, day=day)
    if internal:
        signed = replace(summary.paper, signature=Signature(SignatureBlock(("TRƯỞNG PHÒNG",))))
        summary = replace(summary, paper=signed, closing=CLOSING_INTERNAL)
    head = summary.paper.letterhead
    return PaperContent(
        TEMPLATE,
        {"summary": summary},
        summary.paper.subject,
        header={"issuer": head.issuer, "superior": head.superior, "place": head.place},
        facts={"symbol": head.number_and_symbol, "subject": summary.paper.subject},
    )


def build_phase_report(
    phase: Phase, *, texts: ReportTexts | None = None, day: datetime.date | None = None
) -> PaperContent:
    """Sơ kết or tổng kết with its annexes; `texts` are what the office has written. Raises NoResult."""
    report = phase_report(phase, texts=texts, day=day)
    head = report.paper.letterhead
    return PaperContent(
        REPORT_TEMPLATE,
        {"report": report},
        f"Báo cáo - {report.paper.subject}",
        header={"issuer": head.issuer, "superior": head.superior, "place": head.place},
        facts={"symbol": head.number_and_symbol, "subject": report.paper.subject},
    )


def _workbook(content: PaperContent) -> bytes:
    return phase_summary_xlsx(content.context["summary"])


PHASE_SUMMARY = register(
    PaperKind(
        "reports.phase_summary",
        _("Summary of a phase"),
        build_phase_summary,
        edited=True,
        workbook=_workbook,
        demo=summary_content,
    )
)
PHASE_REPORT = register(
    PaperKind(
        "reports.phase_report",
        _("Report at the end of a phase"),
        build_phase_report,
        edited=True,
        demo=report_content,
    )
)
