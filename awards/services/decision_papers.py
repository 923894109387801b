"""The one door from decisions to their papers: approved as signed, numbered and issued by the services of documents."""

import datetime

from django.utils.translation import gettext_lazy as _

from awards.enums import AwardState, DecisionKind
from awards.models import Decision, Handover, RegisterEntry
from awards.queries.decisions import department_of, symbol_on
from common import clock
from common.access import Denied, Refused
from common.dates import format_day
from common.models import Event
from documents.codes import code_new
from documents.enums import DocumentState
from documents.models import IssuedDocument
from documents.numbering import FAULTS, NumberFault, full_symbol, number_read
from documents.papers import RenderedPaper, kinds, render
from documents.queries import documents_of
from documents.rendering import PaperUnavailable
from documents.services import document_issue
from documents.services.issuing import (
    document_approve,
    document_draft,
    document_go_out,
    document_number,
    document_replace,
    document_revoke,
    paper_render,
    require_as_approved,
)
from documents.workflow import document_move
from units.letterheads import head_facts
from units.models import User

DECISION = {
    DecisionKind.AWARD: "awards.decision",
    DecisionKind.AMENDING: "awards.amendment",
    DecisionKind.REPLACING: "awards.replacement",
    DecisionKind.REVOKING: "awards.revocation",
}
LIST = "awards.list"
PAYMENT, FORWARD = "awards.payment_list", "awards.province_proposal"
CORRECTION, HANDOVER = "awards.correction_letter", "awards.handover_record"


def decision_paper(decision: Decision) -> IssuedDocument | None:
    """The paper of a decision on its way: drafted when a leader signs for the first time."""
    return documents_of(decision, DECISION.get(DecisionKind(decision.kind), "-")).first()


def paper_sign(*, decision: Decision, by: User) -> IssuedDocument:
    """Begins the paper in the name of who drafted the decision; the leader approves its bytes. Raises Refused."""
    kind, unit = DECISION[DecisionKind(decision.kind)], department_of(decision)
    document = document_draft(
        target=decision,
        kind=kind,
        content=kinds()[kind].build(decision),
        unit=unit,
        symbol=symbol_on(unit, decision.decided_on or clock.today()),
        by=decision.created_by,
    )
    return document_approve(document=document, paper=_drawn(document), by=by)


def paper_take_back(*, decision: Decision, reason: str, by: User) -> None:
    """The approved paper is a draft again. Raises Refused."""
    document = decision_paper(decision)
    if document:
        document_move(document=document, name="send_back", by=by, reason=reason)


def paper_drop(*, decision: Decision) -> None:
    """Takes the paper of a draft away that was never issued; the event of the decision tells that it was given up."""
    for document in documents_of(decision).filter(state=DocumentState.DRAFT):
        document.renditions.all().delete()
        document.delete()


def paper_numbered(*, decision: Decision, typed: str, day: datetime.date) -> RenderedPaper:
    """The paper with the number that the clerk has typed, drawn before any lock is held.

    Raises Refused: no number, not the text that was signed, no machine to draw it.
    """
    document = decision_paper(decision)
    if document is None:
        raise Refused(Denied("state", _("The paper of the decision was never signed.")))
    try:
        number = number_read(typed)
    except NumberFault as fault:
        raise Refused(Denied("bad_input", FAULTS[fault.code])) from None
    try:
        require_as_approved(document=document)
    except PaperUnavailable as unavailable:
        raise Refused(Denied("unavailable", unavailable.reason, 503)) from None
    shown = full_symbol(number, document.header.get("symbol", ""))
    return _drawn(document, number=number, full_symbol=shown, issued_on=day)


def paper_number(*, decision: Decision, typed: str, day: datetime.date, by: User) -> IssuedDocument:
    """Records the signature and gives the number, under the lock of the series. Raises Refused."""
    document = decision_paper(decision)
    if document is None:
        raise Refused(Denied("state", _("The paper of the decision was never signed.")))
    document = document_move(document=document, name="sign", by=by)
    return document_number(document=document, day=day, by=by, typed=typed)


def paper_go_out(*, document: IssuedDocument, paper: RenderedPaper, by: User) -> IssuedDocument:
    return document_go_out(document=document, paper=paper, by=by)


def handover_paper_issue(*, record: Handover, by: User) -> IssuedDocument:
    """The record of a hand-over, for both sides to sign."""
    try:
        paper = render(HANDOVER, record)
    except PaperUnavailable as unavailable:
        raise Refused(Denied("unavailable", unavailable.reason, 503)) from None
    return document_issue(
        target=record, paper=paper, code=code_new(), audience=None, by=by, file_name="bien-ban-ban-giao.pdf"
    )


def correction_paper_draft(*, decision: Decision, event: Event, by: User) -> IssuedDocument:
    """The letter of corrigendum, about the event that keeps its words; it goes its own steps in the register."""
    unit = department_of(decision)
    return document_draft(
        target=event,
        kind=CORRECTION,
        content=kinds()[CORRECTION].build(event),
        unit=unit,
        symbol="-".join(part for part in (head_facts(unit, clock.today()).symbol, "VP") if part),
        by=by,
    )


def earlier_papers_mark(*, decision: Decision, by: User) -> None:
    """Says on earlier papers what became of them: the decision that is wholly replaced or revoked, certificates."""
    old = decision.changes
    if old is None:
        return
    if old.document is not None and not old.awards.filter(state=AwardState.GRANTED).exists():
        _mark(old.document, decision, by)
    ended = RegisterEntry.objects.filter(award__ended_by=decision, certificate__isnull=False)
    for entry in ended.select_related("certificate"):
        if entry.certificate is not None:
            _mark(entry.certificate, decision, by)


def _mark(document: IssuedDocument, decision: Decision, by: User) -> None:
    if document.state != DocumentState.ISSUED or decision.decided_on is None:
        return
    if decision.kind == DecisionKind.REVOKING:
        by_symbol = f"Quyết định số {decision.full_symbol} ngày {format_day(decision.decided_on)}"
        document_revoke(document=document, by_symbol=by_symbol, on=decision.decided_on, by=by, reason=decision.reason)
    elif decision.document is not None:
        document_replace(document=document, replaced_by=decision.document, by=by)


def _drawn(document: IssuedDocument, **changes: object) -> RenderedPaper:
    """The paper rendered now. Raises Refused where the machine cannot make papers."""
    try:
        return paper_render(document, **changes)
    except PaperUnavailable as unavailable:
        raise Refused(Denied("unavailable", unavailable.reason, 503)) from None
