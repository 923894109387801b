"""Writing the report of a phase."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from campaign.enums import ReportPart
from campaign.models import Phase, ReportSection
from campaign.queries import report_sections_of
from common import clock
from common.access import Denied, Refused, require
from common.events import event_log
from common.versions import Stale, save_if_current
from documents.models import IssuedDocument
from documents.queries import paper_on_its_way
from documents.services.issuing import document_draft
from reports.documents import PHASE_REPORT
from reports.phase_report import drafts_of
from reports.phase_summary import NoResult, report_symbol
from reports.report_data import ReportFacts, taken_anew
from reports.report_drafts import draft_of
from reports.report_facts import report_facts
from reports.rules import may_write_report
from units.letterheads import head_facts
from units.models import User

NOTHING_YET = Denied("no_result", _("The phase has no published round yet, so there is nothing to report."), 409)
BEGUN = Denied("begun", _("The report of this phase has been begun already."), 409)
NOT_BEGUN = Denied("not_begun", _("The report of this phase has not been begun yet."), 409)


@transaction.atomic
def report_begin(*, phase: Phase, by: User) -> list[ReportSection]:
    """Writes every part with the first words that the data give. Raises Refused: no result yet, begun already."""
    require(may_write_report(by))
    Phase.objects.select_for_update().get(pk=phase.pk)
    if report_sections_of(phase):
        raise Refused(BEGUN)
    moment = clock.now()
    rows = [
        ReportSection(
            phase=phase,
            part=part,
            text=draft.text,
            sentences=dict(draft.sentences),
            rows=[list(row) for row in draft.rows],
            taken_at=moment,
            updated_by=by,
            updated_at=moment,
        )
        for part, draft in drafts_of(_facts(phase)).items()
    ]
    made = ReportSection.objects.bulk_create(rows)
    event_log(actor=by, action="report.begun", target=phase)
    return made


@transaction.atomic
def report_paper_draft(*, phase: Phase, by: User) -> IssuedDocument:
    """Begins the report as a paper that a leader approves; a draft is taken up again with the words of now.

    A report that is out may be followed by a newer one, which replaces it when it goes out. Raises Refused: no right,
    not begun, on its way.
    """
    require(may_write_report(by))
    row = Phase.objects.select_for_update(of=("self",)).select_related("campaign__department").get(pk=phase.pk)
    if not report_sections_of(row):
        raise Refused(NOT_BEGUN)
    _require_not_on_its_way(row)
    department = row.campaign.department
    return document_draft(
        target=row,
        kind=PHASE_REPORT.code,
        content=PHASE_REPORT.build(row),
        unit=department,
        symbol=report_symbol(head_facts(department, clock.today())),
        by=by,
    )


@transaction.atomic
def section_write(*, phase: Phase, part: ReportPart, expected_version: int, text: str, by: User) -> ReportSection:
    """Saves the words of one part. Raises Refused, or Stale when somebody else has saved first."""
    require(may_write_report(by))
    row = _section(phase, part)
    _require_not_on_its_way(phase)
    before = row.text
    row.text, row.updated_by, row.updated_at = text, by, clock.now()
    save_if_current(row, expected_version=expected_version, fields=["text", "updated_by", "updated_at"])
    _log(row, "report.written", by, before)
    return row


@transaction.atomic
def section_take(*, phase: Phase, part: ReportPart, expected_version: int, by: User) -> ReportSection:
    """Takes table and sentences of one part from today's data; what people wrote stays.

    Raises Refused, or Stale when somebody else has saved first.
    """
    require(may_write_report(by))
    row = _section(phase, part)
    _require_not_on_its_way(phase)
    if row.version != expected_version:
        raise Stale(row, {})
    draft, before = draft_of(part, _facts(phase)), row.text
    row.text = taken_anew(row.text, row.sentences, draft.sentences)
    row.sentences, row.rows = dict(draft.sentences), [list(each) for each in draft.rows]
    row.taken_at = row.updated_at = clock.now()
    row.updated_by = by
    fields = ["text", "sentences", "rows", "taken_at", "updated_by", "updated_at"]
    save_if_current(row, expected_version=expected_version, fields=fields)
    _log(row, "report.taken", by, before)
    return row


def _require_not_on_its_way(phase: Phase) -> None:
    """Between the approval and the issue of the paper nobody changes what the leader has read."""
    paper = paper_on_its_way(phase, PHASE_REPORT.code)
    if paper is not None:
        words = _("The report is in the state “%(state)s” as a paper.") % {"state": paper.get_state_display()}
        raise Refused(
            Denied("on_its_way", words, 409),
            todo=_("A leader sends the paper back before the words are changed."),
        )


def _facts(phase: Phase) -> ReportFacts:
    try:
        return report_facts(phase)
    except NoResult:
        raise Refused(NOTHING_YET) from None


def _section(phase: Phase, part: ReportPart) -> ReportSection:
    row = report_sections_of(phase).get(part)
    if row is None:
        raise Refused(NOT_BEGUN)
    return row


def _log(row: ReportSection, action: str, by: User, before: str) -> None:
    data = {"part": row.part, "before": before, "after": row.text}
    event_log(actor=by, action=action, target=row.phase, data=data)
