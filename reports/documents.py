"""The summary and the report of a phase in the register of papers."""

import datetime

from django.utils.translation import gettext_lazy as _

from campaign.models import Phase
from documents.enums import Keeper, Steps
from documents.models import IssuedDocument
from documents.papers import PaperContent, PaperKind, register
from documents.signers import signer_facts
from reports.example_papers import summary_content
from reports.example_report import report_example
from reports.phase_report import TEMPLATE as REPORT
from reports.phase_report import phase_report
from reports.phase_summary import TEMPLATE, phase_summary
from reports.phase_summary_xlsx import phase_summary_xlsx
from reports.report_data import PhaseReport
from units.enums import Role


def build_phase_summary(phase: Phase, *, day: datetime.date | None = None, internal: bool = False) -> PaperContent:
    """The summary with its tables and figures; `internal`: before it goes out. Raises NoResult."""
    summary = phase_summary(phase, day=day, internal=internal)
    head = summary.paper.letterhead
    return PaperContent(
        TEMPLATE,
        {"summary": summary},
        summary.paper.subject,
        header={"issuer": head.issuer, "superior": head.superior, "place": head.place},
        facts={"symbol": head.number_and_symbol, "subject": summary.paper.subject},
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


def build_phase_report(
    phase: Phase, *, day: datetime.date | None = None, document: IssuedDocument | None = None
) -> PaperContent:
    """The report as it stands, with its annexes; with `document` as a paper on its way. Raises NoResult."""
    return report_content(phase_report(phase, day=day, document=document))


def report_content(report: PhaseReport) -> PaperContent:
    head, signer = report.paper.letterhead, report.paper.signature.right
    return PaperContent(
        REPORT,
        {"report": report},
        report.paper.subject,
        header={"issuer": head.issuer, "superior": head.superior, "place": head.place},
        signer=signer_facts(signer),
        facts={"symbol": head.number_and_symbol, "subject": report.paper.subject},
    )


PHASE_REPORT = register(
    PaperKind(
        "reports.phase_report",
        _("Report of a phase"),
        build_phase_report,
        steps=Steps.SIGNED_FIRST,
        keeper=Keeper.CLERK,
        readers=(Role.CAMPAIGN_MANAGER,),
        one_stands=True,
        edited=True,
        demo=lambda: report_content(report_example()),
    )
)
