"""The one door to papers about decisions. A kind that no part has registered leaves the facts without a paper."""

from awards.enums import AwardState, DecisionKind
from awards.models import Decision, Handover, RegisterEntry
from awards.queries.decision_facts import decision_facts, handover_facts
from awards.queries.decisions import department_of
from common.dates import format_day
from documents.enums import DocumentState
from documents.models import IssuedDocument
from documents.papers import kinds, render
from documents.services import document_issue
from units.models import User

DECISION = {
    DecisionKind.AWARD: "award-decision",
    DecisionKind.AMENDING: "amending-decision",
    DecisionKind.REPLACING: "replacing-decision",
    DecisionKind.REVOKING: "revoking-decision",
}
HANDOVER = "handover-record"


def decision_paper_issue(*, decision: Decision, by: User) -> IssuedDocument | None:
    """Renders and freezes the paper of a decision that has its number, with series, number and date of the clerk."""
    kind = DECISION.get(DecisionKind(decision.kind))
    if kind is None or kind not in kinds():
        return None
    paper = render(kind, decision, facts=decision_facts(decision))
    document = document_issue(
        target=decision,
        paper=paper,
        code=f"QD-{decision.public_id.hex[:20].upper()}",
        audience=department_of(decision),
        by=by,
        file_name="quyet-dinh.pdf",
    )
    document.series, document.number, document.full_symbol = decision.series, decision.number, decision.full_symbol
    document.issued_on, document.legal_bases = decision.decided_on, list(decision.legal_bases)
    document.save(update_fields=["series", "number", "full_symbol", "issued_on", "legal_bases"])
    return document


def handover_paper_issue(*, record: Handover, by: User) -> IssuedDocument | None:
    """The record of a hand-over as a paper."""
    if HANDOVER not in kinds():
        return None
    paper = render(HANDOVER, record, facts=handover_facts(record))
    return document_issue(
        target=record, paper=paper, code=f"BG-{record.pk}", audience=None, by=by, file_name="bien-ban-ban-giao.pdf"
    )


def earlier_papers_mark(*, decision: Decision) -> None:
    """Says on earlier papers what became of them: the decision that is wholly replaced or revoked, certificates."""
    old = decision.changes
    if old is None:
        return
    if old.document is not None and not old.awards.filter(state=AwardState.GRANTED).exists():
        _mark(old.document, decision)
    ended = RegisterEntry.objects.filter(award__ended_by=decision, certificate__isnull=False)
    for entry in ended.select_related("certificate"):
        if entry.certificate is not None:
            _mark(entry.certificate, decision)


def _mark(document: IssuedDocument, decision: Decision) -> None:
    if decision.kind == DecisionKind.REVOKING:
        document.state, document.revoked_on = DocumentState.REVOKED, decision.decided_on
        day = format_day(decision.decided_on) if decision.decided_on else ""
        document.revoked_by_symbol = f"{decision.full_symbol} ngày {day}"
    else:
        document.state = DocumentState.REPLACED
        if document.kind in DECISION.values():
            document.replaced_by = decision.document
    document.save(update_fields=["state", "revoked_on", "revoked_by_symbol", "replaced_by"])
