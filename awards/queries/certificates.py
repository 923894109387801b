"""What certificates print, from the lines of issued decisions and their entries in the register."""

import uuid
from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from awards.certificate_facts import CertificateFacts
from awards.enums import AwardState, DecisionKind, DecisionState
from awards.models import Award, Decision, RegisterEntry
from awards.models.decisions import OUT
from awards.queries.decisions import department_of
from common.dates import format_day
from documents.batch_looks import batch_look
from documents.enums import DocumentState
from documents.models import IssuedDocument
from documents.papers import Ground, Later
from documents.queries import batches_of_work, unfinished_batch
from documents.rules import may_run_batches
from documents.verification import public_code
from units.letterheads import head_facts
from units.models import User

CHANGED_BY = {
    DecisionKind.AMENDING: _("Amended by"),
    DecisionKind.REPLACING: _("Replaced by"),
    DecisionKind.REVOKING: _("Awards revoked by"),
}


def entries_to_print(decision: Decision) -> QuerySet[RegisterEntry]:
    """Live entries of a decision whose certificate has not been made, in the order of the decision."""
    return (
        RegisterEntry.objects.filter(
            award__decision=decision,
            award__state=AwardState.GRANTED,
            award__decision__state=DecisionState.ISSUED,
            voided_at__isnull=True,
            certificate__isnull=True,
        )
        .select_related("award")
        .order_by("award__side", "award__order")
    )


def key_start(decision: Decision) -> str:
    """How the keys of the batches of a decision begin."""
    return f"certificates:{decision.pk}:"


def certificates_of(user: User, decision: Decision) -> dict[str, Any]:
    """For the page of an issued decision: batches that the reader sees, and how many certificates may be asked for.

    Those that a batch has on its way are not asked for again.
    """
    ids = [str(pk) for pk in entries_to_print(decision).values_list("pk", flat=True)]
    may_run = bool(may_run_batches(user))
    asks = may_run and ids and unfinished_batch(key_start(decision), ids) is None
    batches = batches_of_work(user, key_start(decision))
    return {
        "batches": [(row, batch_look(row)) for row in batches],
        "to_make": len(ids) if asks else 0,
        "may_take": may_run,
    }


def decision_with(public_id: uuid.UUID) -> Decision | None:
    return Decision.objects.filter(public_id=public_id).first()


def entries_by_id(ids: Sequence[str]) -> dict[str, RegisterEntry]:
    """Entries with all that their certificates print."""
    rows = RegisterEntry.objects.filter(pk__in=ids).select_related(
        "award__form",
        "award__subject__collective",
        "award__subject__person",
        "award__decision__cycle__campaign__department",
    )
    return {str(row.pk): row for row in rows}


def decision_behind(award_id: str) -> Ground | None:
    """The decision of the award that a certificate is about, and whether it holds today.

    Single lines that were revoked or corrected are told on their own certificates: the decision holds for the others.
    """
    award = Award.objects.select_related("decision__document__replaced_by").filter(pk=award_id).first()
    if award is None:
        return None
    decision, paper = award.decision, award.decision.document
    return Ground(
        symbol=decision.full_symbol,
        day=decision.decided_on,
        signer=decision.signer_name,
        state=DocumentState(paper.state) if paper else DocumentState.ISSUED,
        ended_by=_ended_by(paper) if paper else "",
        code=public_code(paper) if paper else "",
    )


def later_decisions(decision_id: str) -> tuple[Later, ...]:
    """The decisions that amended, replaced or revoked something of one since, the first of them first."""
    rows = Decision.objects.filter(changes_id=int(decision_id), state__in=OUT, document__isnull=False)
    return tuple(
        Later(CHANGED_BY[DecisionKind(row.kind)], row.full_symbol, row.decided_on, public_code(row.document))
        for row in rows.select_related("document").order_by("decided_on", "pk")
        if row.document
    )


def _ended_by(paper: IssuedDocument) -> str:
    newer = paper.replaced_by
    if paper.revoked_by_symbol or newer is None:
        return paper.revoked_by_symbol
    return f"Quyết định số {newer.full_symbol} ngày {format_day(newer.issued_on)}" if newer.issued_on else ""


def certificate_facts(entry: RegisterEntry, code: str, heads: dict) -> CertificateFacts:
    """What one certificate says. `heads` keeps what many of them share, once read."""
    award = entry.award
    if award is None:
        raise LookupError("the entry is void")
    decision = award.decision
    unit = heads.get(decision.pk) or heads.setdefault(decision.pk, department_of(decision))
    key = (unit.pk, decision.decided_on)
    head = heads.get(key) or heads.setdefault(key, head_facts(unit, decision.decided_on or entry.entered_at.date()))
    lines = decision.signer_lines or head.head_title.upper()
    return CertificateFacts(
        issuer=head.issuer,
        head_title=head.head_title,
        place=head.place,
        form_name=award.form.name,
        salutation=award.salutation,
        name=award.printed_name,
        title=award.printed_title,
        unit=award.printed_unit,
        achievement=award.achievement,
        full_symbol=decision.full_symbol,
        day=decision.decided_on,
        register_number=entry.number,
        signer_lines=tuple(part.strip() for part in lines.split("/") if part.strip()),
        signer_name=decision.signer_name,
        code=code,
    )
