"""The report of a phase: read as it stands, written part by part, taken along as PDF and DOCX."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.result_queries import phase_run
from assessments.views.answering import see
from campaign.enums import ReportPart
from campaign.models import Phase, ReportSection
from campaign.queries import phase_by_number, report_sections_of
from common.access import require
from common.versions import Stale
from documents.paper_files import render_file
from documents.queries import documents_of, paper_on_its_way
from documents.rendering import PaperUnavailable
from documents.rules import may_follow
from documents.views.lines import step_lines, turns_of
from reports.documents import PHASE_REPORT, build_phase_report
from reports.forms import SectionForm
from reports.phase_report import criteria_figure, drafted_parts, drafts_of, written_parts
from reports.phase_summary import NoResult
from reports.report_data import HEADINGS, RESULTS, Draft, beside_text
from reports.report_drafts import draft_of
from reports.report_facts import report_facts
from reports.rules import may_read_report, may_write_report
from reports.services import report_begin, report_paper_draft, section_take, section_write
from reports.views.phase import download

TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@require_safe
def report_page(request: HttpRequest, number: int) -> HttpResponse:
    """Every part with its table and when its figures were taken; before it is begun what the data would say."""
    phase = _phase(request, number)
    papers = list(documents_of(phase, PHASE_REPORT.code))
    context: dict[str, Any] = {
        "phase": phase,
        "may_write": bool(may_write_report(request.user)),
        "papers": papers,
        "reads_papers": any(may_follow(request.user, paper) for paper in papers),
        "on_its_way": paper_on_its_way(phase, PHASE_REPORT.code),
        "turns": turns_of(papers[0]) if papers else [],
        "steps": step_lines(papers[0]) if papers else [],
    }
    if phase_run(phase) is not None:
        context |= _parts(phase)
    return render(request, "reports/report.html", context)


@require_POST
def begin(request: HttpRequest, number: int) -> HttpResponse:
    """The first words of every part are written down."""
    phase = _phase(request, number)
    report_begin(phase=phase, by=request.user)
    messages.success(request, _("The report has been begun; every part can be changed."))
    return see(reverse("reports:report", args=[number]))


@require_POST
def paper(request: HttpRequest, number: int) -> HttpResponse:
    """The report begins its way as a paper; its steps are taken in the register of papers."""
    document = report_paper_draft(phase=_phase(request, number), by=request.user)
    messages.success(request, _("The paper is drafted; a leader approves it, then it gets its number."))
    return see(reverse("documents:paper", args=[document.public_id]))


@require_http_methods(["GET", "HEAD", "POST"])
def section(request: HttpRequest, number: int, part: str) -> HttpResponse:
    """The words of one part. When somebody else has saved first, both texts stand on the page."""
    phase = _phase(request, number)
    require(may_write_report(request.user))
    row = _section(phase, part)
    if request.method != "POST":
        form = SectionForm(initial={"version": row.version, "text": row.text}, part=ReportPart(part))
        return _section_page(request, row, form)
    form = SectionForm(request.POST, part=ReportPart(part))
    if not form.is_valid():
        return _section_page(request, row, form, status=422)
    data = form.cleaned_data
    try:
        section_write(
            phase=phase,
            part=ReportPart(part),
            expected_version=data["version"],
            text=data["text"],
            by=request.user,
        )
    except Stale:
        stored = _section(phase, part)
        again = SectionForm({"version": stored.version, "text": data["text"]}, part=ReportPart(part))
        return _section_page(request, stored, again, status=409, own=data["text"])
    messages.success(request, _("Saved."))
    return see(f"{reverse('reports:report', args=[number])}#{_anchor(part)}")


@require_POST
def take(request: HttpRequest, number: int, part: str) -> HttpResponse:
    """Table and sentences of one part from today's data; back to its words."""
    phase = _phase(request, number)
    require(may_write_report(request.user))
    row = _section(phase, part)
    version = request.POST.get("version", "")
    try:
        section_take(
            phase=phase,
            part=ReportPart(part),
            expected_version=int(version) if version.isdecimal() and len(version) < 9 else 0,
            by=request.user,
        )
    except Stale:
        messages.error(request, _("Someone else has changed this part in the meantime; this is how it stands now."))
    else:
        messages.success(request, _("The figures were taken anew; what was written by hand has stayed."))
    return see(reverse("reports:report_part", args=[number, row.part]))


@require_safe
def report_file(request: HttpRequest, number: int, form: str) -> HttpResponse:
    """The report as PDF, or as DOCX for the office to go on with."""
    phase = _phase(request, number)
    if form not in TYPES:
        raise Http404
    try:
        content = render_file(PHASE_REPORT, build_phase_report(phase), form)
    except NoResult:
        raise Http404 from None
    except PaperUnavailable as error:
        messages.error(request, str(error.reason))
        return redirect("reports:report", number=number)
    return download(content, TYPES[form], f"Bao-cao-giai-doan-{number}.{form}")


def _phase(request: HttpRequest, number: int) -> Phase:
    phase = phase_by_number(number)
    if phase is None:
        raise Http404
    require(may_read_report(request.user))
    return phase


def _section(phase: Phase, part: str) -> ReportSection:
    row = report_sections_of(phase).get(part)
    if row is None:
        raise Http404
    return row


def _anchor(part: str) -> str:
    return f"muc-{part.replace('.', '-')}"


def _parts(phase: Phase) -> dict[str, Any]:
    """The parts as printed, each with its stored row and whether the data have moved on since."""
    sections = report_sections_of(phase)
    drafts = drafts_of(report_facts(phase))
    printed = written_parts(sections) if sections else drafted_parts(drafts)
    figure = criteria_figure(printed)
    return {
        "parts": [
            {
                "printed": each,
                "anchor": _anchor(each.part),
                "row": sections.get(each.part),
                "has_moved": _has_moved(sections.get(each.part), drafts[each.part]),
            }
            for each in printed
        ],
        "results_heading": RESULTS,
        "is_begun": bool(sections),
        "figure": figure.chart if figure else None,
    }


def _has_moved(row: ReportSection | None, draft: Draft) -> bool:
    if row is None:
        return False
    return row.sentences != dict(draft.sentences) or row.rows != [list(each) for each in draft.rows]


def _section_page(
    request: HttpRequest, row: ReportSection, form: SectionForm, *, status: int = 200, own: str | None = None
) -> HttpResponse:
    try:
        draft = draft_of(ReportPart(row.part), report_facts(row.phase))
    except NoResult:
        draft = None
    context = {
        "phase": row.phase,
        "row": row,
        "printed": written_parts({row.part: row})[list(ReportPart).index(ReportPart(row.part))],
        "heading": HEADINGS[ReportPart(row.part)],
        "anchor": _anchor(row.part),
        "form": form,
        "own": own,
        "has_moved": draft is not None and _has_moved(row, draft),
        "beside": beside_text(row.text, draft.sentences) if draft else (),
    }
    return render(request, "reports/report_part.html", context, status=status)
