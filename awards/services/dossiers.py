"""The unit's side of a dossier: what stands for each part, taking off, sending."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.files.base import File
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from assessments.queries import quota_scope
from awards.enums import DossierState
from awards.models import Dossier, DossierItem, DossierPart, Proposal
from awards.queries.dossier_law import DOSSIER, term_end
from awards.queries.dossiers import (
    FrozenPaper,
    dossier_of,
    dossier_proposals,
    frozen_papers,
    item_file,
    live_items,
    missing_parts,
    required_parts,
    units_without_secretary,
)
from awards.rules.dossiers import may_gather, may_send
from awards.rules.holds import is_free
from awards.services.holds import subject_lock
from common import clock
from common.access import Denied, Refused, require
from common.events import event_log
from common.files import check_upload, file_store
from common.models import CitedDocument, StoredFile
from documents.queries import issued_bytes
from units.enums import Role
from units.models import User
from units.queries import users_with_role
from units.services import message_send


@dataclass(frozen=True, kw_only=True)
class PaperFacts:
    """Number and day of an uploaded paper, where it has them."""

    number: str = ""
    date: dt.date | None = None


def dossier_lock(proposal: Proposal) -> tuple[Proposal, Dossier]:
    """The proposal under its lock with its dossier, begun where there was none; inside a transaction."""
    Proposal.objects.select_for_update().get(pk=proposal.pk)
    Dossier.objects.get_or_create(proposal_id=proposal.pk)
    row = dossier_proposals().filter(pk=proposal.pk).first()
    if row is None:
        raise Refused(Denied("state", _("This proposal has no dossier (any more).")))
    return row, dossier_of(row)


def item_add_file(*, proposal: Proposal, part: DossierPart, uploaded: File, facts: PaperFacts, by: User) -> DossierItem:
    """Puts an uploaded paper to a part. Raises UploadError; Refused: not the unit's, sent, the same file twice."""
    require(may_gather(by, proposal, dossier_of(proposal)))
    checked = check_upload(uploaded)
    with transaction.atomic():
        row, dossier = dossier_lock(proposal)
        require(may_gather(by, row, dossier))
        _require_part(row, part)
        _require_new(dossier, part, checked.sha256)
        stored = file_store(
            uploaded=uploaded, by=by, scope=_scope(row), quota_mb=settings.UNIT_YEAR_QUOTA_MB, checked=checked
        )
        return _keep(dossier, part, stored, by, document=_cited(row, part, stored, facts))


@transaction.atomic
def item_add_paper(*, proposal: Proposal, part: DossierPart, key: str, by: User) -> DossierItem:
    """Puts a paper that the portal holds already to a part. Raises Refused."""
    row, dossier = dossier_lock(proposal)
    require(may_gather(by, row, dossier))
    _require_part(row, part)
    paper = next((each for each in frozen_papers(row) if each.key == key), None)
    stored = _bytes_of(paper) if paper else None
    if paper is None or stored is None:
        raise Refused(Denied("bad_input", _("This paper is not there (any more).")))
    _require_new(dossier, part, stored.sha256)
    if paper.issued is not None:
        return _keep(dossier, part, stored, by, issued=paper.issued)
    facts = PaperFacts(number=paper.copy.receipt_code if paper.copy else "")
    return _keep(dossier, part, stored, by, document=_cited(row, part, stored, facts))


@transaction.atomic
def item_withdraw(*, item: DossierItem, by: User) -> DossierItem:
    """Takes an item off its part; it stays in the history with its file."""
    row, dossier = dossier_lock(item.dossier.proposal)
    require(may_gather(by, row, dossier))
    live = next((each for each in live_items(dossier) if each.pk == item.pk), None)
    if live is None:
        raise Refused(Denied("state", _("This has been taken off already.")))
    live.withdrawn_at = clock.now()
    live.save(update_fields=["withdrawn_at"])
    _touch(dossier)
    _log(dossier, "dossier.item_withdrawn", by, _item_data(live, item_file(live)))
    return live


@transaction.atomic
def dossier_send(*, proposal: Proposal, by: User) -> Dossier:
    """The head sends a complete dossier; the term for the answer begins.

    Raises Refused: not the head, sent already, incomplete (the parts are named), held, after the day of the return.
    """
    row, dossier = dossier_lock(proposal)
    require(
        may_send(by, row, dossier),
        kept=_("What has been gathered is kept."),
        todo=_("Questions about the dossier go to the award secretary."),
    )
    require_free(row, by)
    require_complete(row)
    moment = clock.now()
    answer = term_end(DOSSIER, moment.date())
    before = dossier.state
    dossier.state, dossier.sent_at, dossier.sent_by = DossierState.SENT, moment, by
    dossier.answer_by = answer.ends_on if answer else None
    _touch(dossier, "state", "sent_at", "sent_by", "answer_by")
    number = len(dossier.returns.all()) + 1
    _log(dossier, "dossier.sent", by, _sending(dossier, number), before=before, after=dossier.state)
    message_send(
        to=users_with_role(_answered_by(row)),
        text=_("A dossier was sent: %(name)s, %(form)s.") % {"name": row.printed_name, "form": row.form},
        link=reverse("awards:dossier", args=[row.public_id]),
        due=dossier.answer_by,
    )
    return dossier


def _answered_by(proposal: Proposal) -> Role:
    home = proposal.subject.home_unit_id or 0
    return Role.CAMPAIGN_MANAGER if home in units_without_secretary() else Role.AWARD_SECRETARY


def require_free(proposal: Proposal, by: User) -> None:
    """Nothing stops an award to the subject today; holds wait until this transaction ends."""
    subject = subject_lock(proposal.subject)
    require(
        is_free(subject, clock.today(), reader=by),
        kept=_("What has been gathered is kept."),
        todo=_("It goes on when another document lifts the suspension."),
    )


def require_complete(proposal: Proposal) -> None:
    """Every part that the law asks for is there. Raises Refused naming those that are not."""
    parts = required_parts(proposal)
    if not parts:
        raise Refused(Denied("no_parts", _("No parts of a dossier are laid down for this form."), 409))
    missing = missing_parts(proposal, parts)
    if missing:
        names = "; ".join(part.name for part in missing)
        reason = _("The dossier is not complete. Missing: %(parts)s.") % {"parts": names}
        raise Refused(Denied("incomplete", reason, 409), kept=_("What has been gathered is kept."))


def _require_part(proposal: Proposal, part: DossierPart) -> None:
    if part.pk not in {row.pk for row in required_parts(proposal)}:
        raise Refused(Denied("bad_input", _("This part does not belong to the dossier.")))


def _require_new(dossier: Dossier, part: DossierPart, sha256: str) -> None:
    same = [item for item in live_items(dossier) if item.part.code == part.code]
    if any(stored.sha256 == sha256 for item in same if (stored := item_file(item)) is not None):
        raise Refused(Denied("duplicate", _("This file stands for the part already; nothing was added.")))


def _cited(proposal: Proposal, part: DossierPart, stored: StoredFile, facts: PaperFacts) -> CitedDocument:
    issuer = proposal.printed_unit or proposal.printed_name
    return CitedDocument.objects.create(
        kind=part.name[:80],
        number=facts.number,
        date=facts.date,
        issuer=issuer[:255],
        title=stored.name,
        file=stored,
    )


def _bytes_of(paper: FrozenPaper) -> StoredFile | None:
    if paper.copy is not None:
        return paper.copy.file
    kept = issued_bytes(paper.issued) if paper.issued is not None else None
    return kept.file if kept else None


def _scope(proposal: Proposal) -> str:
    """Files of a dossier count for the unit in the year of sending."""
    subject = proposal.subject
    home = subject.unit or (subject.collective.parent if subject.collective else None)
    if home is None and subject.person is not None:
        home = subject.person.unit
    return quota_scope(home.code if home else "-", clock.today().year)


def _keep(dossier: Dossier, part: DossierPart, stored: StoredFile, by: User, **what: Any) -> DossierItem:
    item = DossierItem.objects.create(dossier=dossier, part=part, added_by=by, added_at=clock.now(), **what)
    _touch(dossier)
    _log(dossier, "dossier.item_added", by, _item_data(item, stored))
    return item


def _touch(dossier: Dossier, *fields: str) -> None:
    dossier.version += 1
    dossier.save(update_fields=[*fields, "version"])


def _item_data(item: DossierItem, stored: StoredFile | None) -> dict[str, Any]:
    facts = {"name": stored.name, "sha256": stored.sha256} if stored else {"name": "", "sha256": ""}
    return {"part": item.part.name, "item": item.pk} | facts


def _sending(dossier: Dossier, number: int) -> dict[str, Any]:
    """The version that was sent: which item stood for which part, with its digest."""
    return {"number": number, "content": [_item_data(item, item_file(item)) for item in live_items(dossier)]}


def _log(dossier: Dossier, action: str, by: User, data: dict[str, Any], **change: str) -> None:
    event_log(actor=by, action=action, target=dossier, data=data, **change)
