"""Writes of papers: drafted, approved, numbered, frozen with their digest, issued, replaced, revoked."""

import datetime as dt
import hashlib

from django.db import transaction
from django.db.models import Model
from django.urls import reverse
from django.utils.translation import gettext as _

from common import clock
from common.access import Denied, Refused, require
from common.events import event_log, seal_events
from common.files import content_store
from common.models import StoredFile
from documents.address import address_is_known
from documents.codes import code_new
from documents.enums import DocumentState, Keeper, RenditionKind, Steps
from documents.models import IssuedDocument, Rendition
from documents.numbering import full_symbol
from documents.papers import PaperContent, RenderedPaper, kind_of, kinds, steps_of
from documents.queries import approved_bytes, bytes_to_sign, documents_of, target_of
from documents.services.batch_jobs import archives_renew
from documents.services.numbers import number_claim, number_take, number_void
from documents.services.own_press import press_of
from documents.signers import Signer, is_on_behalf, lines_read, may_sign_as, signers_known, with_signer
from documents.workflow import document_locked, document_move, is_kept_by_clerk, move_open
from units.enums import Role
from units.models import Unit, User
from units.queries import members_with_role, unit_by_code
from units.services import message_send

PDF = "application/pdf"


@transaction.atomic
def document_issue(
    *,
    target: Model,
    paper: RenderedPaper,
    code: str,
    audience: Unit | None,
    by: User,
    file_name: str,
) -> IssuedDocument:
    """Freezes a rendered paper as issued: bytes, digest, header, signer, facts.

    An issued paper of the same kind about the same target is marked as replaced. Papers without a number (receipts)
    go this way in one step. Raises Refused when it carries a QR code and the portal has no public address.
    """
    kind = kind_of(paper.kind)
    if kind and kind.has_qr:
        require(address_is_known())
    moment = clock.now()
    content = paper.content
    document = IssuedDocument.objects.create(
        kind=paper.kind,
        state=DocumentState.ISSUED,
        title=content.title,
        target_type=target._meta.label_lower,
        target_id=str(target.pk),
        audience=audience,
        code=code,
        issued_on=moment.date(),
        issued_at=moment,
        header=content.header,
        signer=content.signer,
        facts=content.facts,
        legal_bases=list(content.legal_bases),
        created_by=by,
        created_at=moment,
    )
    stored = rendition_keep(document, RenditionKind.ISSUED, paper.pdf, file_name, by).file
    earlier = IssuedDocument.objects.filter(
        kind=paper.kind,
        target_type=document.target_type,
        target_id=document.target_id,
        state=DocumentState.ISSUED,
    ).exclude(pk=document.pk)
    earlier.update(state=DocumentState.REPLACED, replaced_by=document)
    event_log(
        actor=by,
        action="document.issued",
        target=document,
        after=document.state,
        data={"kind": paper.kind, "code": code, "sha256": stored.sha256},
    )
    return document


@transaction.atomic
def document_draft(
    *,
    target: Model,
    kind: str,
    content: PaperContent,
    unit: Unit,
    symbol: str,
    by: User,
    audience: Unit | None = None,
) -> IssuedDocument:
    """Begins a paper that goes in steps: issued by `unit` under `symbol` (`QĐ-SGDĐT`; empty: without a number).

    An earlier draft of the same kind about the same target is taken up again with the new content.
    """
    rows = IssuedDocument.objects.select_for_update(of=("self",))
    row = rows.filter(
        kind=kind, target_type=target._meta.label_lower, target_id=str(target.pk), state=DocumentState.DRAFT
    ).first() or IssuedDocument(
        kind=kind, target_type=target._meta.label_lower, target_id=str(target.pk), code=code_new(), created_by=by
    )
    is_new = row.pk is None
    row.created_at = row.created_at or clock.now()
    row.audience = audience
    _take_content(row, content, {"unit": unit.code, "symbol": symbol})
    row.save()
    if is_new:
        event_log(actor=by, action="document.drafted", target=row, after=row.state, data={"kind": kind})
    return row


def paper_render(document: IssuedDocument, **changes: object) -> RenderedPaper:
    """The paper as it stands now, with its number and day where it has them, by the template in use of its kind.

    `changes`: as if these were set. Raises Refused when its object is gone or the template in use is not allowed any
    more, PaperUnavailable when the machine cannot make papers.
    """
    target = target_of(document)
    if target is None:
        require(Denied("state", _("What the paper is about does not exist any more.")))
    shown = IssuedDocument.objects.get(pk=document.pk) if changes else document
    for field, value in changes.items():
        setattr(shown, field, value)
    content = with_signer(kinds()[document.kind].build(target, document=shown), shown.signer)
    return RenderedPaper(document.kind, content, press_of(document.kind)(content))


@transaction.atomic
def signer_choose(*, document: IssuedDocument, signer: Signer, by: User) -> IssuedDocument:
    """Who approves a paper says who signs it and as what; the paper prints this from then on. Raises Refused."""
    row = document_locked(document)
    move_open("approve", by=by, document=row)
    if not signer.name.strip():
        raise _unsigned()
    require(may_sign_as(signer, signers_for(row)))
    printed = row.signer.get("printed") or row.signer.get("authority", "")
    row.signer = {**row.signer, **signer.kept, "printed": printed}
    row.save(update_fields=["signer", "search"])
    return row


def signers_for(document: IssuedDocument) -> list[Signer]:
    """Who may sign the paper today: as it is printed, or in another capacity of the unit that issues it."""
    unit, kept = unit_by_code(document.header.get("unit", "")), document.signer
    printed = lines_read(kept.get("printed") or kept.get("authority", ""))
    return signers_known(unit, clock.today(), printed) if unit else [Signer(printed, kept.get("name", ""))]


def _unsigned() -> Refused:
    return Refused(
        Denied("signer_needed", _("The paper is signed on behalf of another, and nobody is named who signs it."), 409),
        kept=_("The paper stays a draft."),
        todo=_("Enter who signs it and in which capacity, then approve it."),
    )


@transaction.atomic
def document_approve(*, document: IssuedDocument, paper: RenderedPaper, by: User) -> IssuedDocument:
    """A leader approves what `paper` (rendered just now, without number) says; these bytes are kept.

    Raises Refused: a paper signed on behalf of another (TM., KT., TL., TUQ.) that names nobody.
    """
    signer = paper.content.signer
    if is_on_behalf(lines_read(signer.get("authority", ""))) and not signer.get("name", "").strip():
        raise _unsigned()
    row = document_move(document=document, name="approve", by=by, approved_by=by, approved_at=clock.now())
    _take_content(row, paper.content, {})
    row.save(update_fields=["title", "header", "signer", "facts", "legal_bases", "search"])
    rendition_keep(row, RenditionKind.APPROVED, paper.pdf, f"du-thao-{row.code}.pdf", by)
    return row


@transaction.atomic
def document_number(*, document: IssuedDocument, day: dt.date, by: User, typed: str = "") -> IssuedDocument:
    """Gives number and day: the next of a series of the portal, or what the clerk has `typed`. Raises Refused."""
    row = document_locked(document)
    move_open("number", by=by, document=row)
    unit, symbol = unit_by_code(row.header.get("unit", "")), row.header.get("symbol", "")
    if unit is None or not symbol:
        raise Refused(Denied("state", _("The paper has no symbol, so it cannot be numbered.")))
    if is_kept_by_clerk(row):
        series, number = number_claim(unit=unit, symbol=symbol, day=day, typed=typed)
    else:
        series, number = number_take(unit=unit, symbol=symbol, day=day)
    shown = full_symbol(number, symbol)
    return document_move(
        document=row,
        name="number",
        by=by,
        data={"number": shown},
        series=series,
        number=number,
        full_symbol=shown,
        issued_on=day,
    )


@transaction.atomic
def number_take_back(*, document: IssuedDocument, reason: str, by: User) -> IssuedDocument:
    """Before the issue: the paper loses its number. One of the portal's own series is void for ever, with the reason;
    one that was typed wrongly is free again.
    """
    row = document_locked(document)
    series, number, shown = row.series, row.number, row.full_symbol
    row = document_move(
        document=row,
        name="take_number_back",
        by=by,
        reason=reason,
        data={"number": shown},
        series=None,
        number=None,
        full_symbol="",
        issued_on=None,
    )
    if series and number and series.keeper == Keeper.PORTAL:
        number_void(series=series, number=number, reason=reason, by=by)
    return row


@transaction.atomic
def file_to_sign_make(*, document: IssuedDocument, paper: RenderedPaper, by: User) -> Rendition:
    """Freezes the numbered paper before it is signed; what is signed and issued are these bytes. Raises Refused."""
    row = document_locked(document)
    if steps_of(row.kind) is not Steps.NUMBERED_FIRST or row.state != DocumentState.NUMBERED:
        require(Denied("state", _("The paper is in the state “%s”.") % row.get_state_display()))
    move_open("take_number_back", by=by, document=row)
    return rendition_keep(row, RenditionKind.TO_SIGN, paper.pdf, file_name_of(row), by)


@transaction.atomic
def document_go_out(*, document: IssuedDocument, paper: RenderedPaper | None, by: User) -> IssuedDocument:
    """Issues a paper that went its steps: bytes frozen, the receivers told, the log sealed.

    `paper` is rendered just before; None where the bytes were frozen to be signed. Raises Refused when the paper has
    no bytes, or when the text differs from what the leader approved.
    """
    moment = clock.now()
    row = document_locked(document)
    move_open("issue", by=by, document=row)
    frozen = bytes_to_sign(row)
    if frozen:
        _keep_file(row, RenditionKind.ISSUED, frozen.file, by)
    elif paper:
        _take_content(row, paper.content, {})
        row.save(update_fields=["title", "header", "signer", "facts", "legal_bases", "search"])
        rendition_keep(row, RenditionKind.ISSUED, paper.pdf, file_name_of(row), by)
    else:
        require(Denied("no_file", _("The file of the paper has not been made yet."), 409))
    row = document_move(document=row, name="issue", by=by, issued_at=moment, issued_on=row.issued_on or moment.date())
    _record_at_target(row, by)
    if row.audience_id:
        message_send(
            to=members_with_role(row.audience_id, Role.UNIT_HEAD, Role.UNIT_EDITOR),
            text=_("A paper was issued to the unit: %(title)s") % {"title": row.title},
            link=reverse("documents:paper", args=[row.public_id]),
        )
    seal_events()
    return row


def _record_at_target(document: IssuedDocument, by: User) -> None:
    """What hangs on the issue of papers of this kind: an earlier one is replaced, the target records it."""
    kind, target = kind_of(document.kind), target_of(document)
    if kind is None or target is None:
        return
    if kind.one_stands:
        for earlier in documents_of(target, kind.code).filter(state=DocumentState.ISSUED).exclude(pk=document.pk):
            document_replace(document=earlier, replaced_by=document, by=by)
    if kind.on_issue:
        kind.on_issue(target, document, by)


def require_as_approved(*, document: IssuedDocument) -> None:
    """Refuses when the text has changed since a leader approved it; call it before number or issue is asked for."""
    approved = approved_bytes(document)
    if approved is None:
        return
    again = paper_render(document, number=None, full_symbol="", issued_on=None)
    if hashlib.sha256(again.pdf).hexdigest() != approved.sha256:
        require(
            Denied("conflict", _("The text of the paper has changed since it was approved.")),
            kept=_("The paper keeps its state and its number."),
            todo=_("Send the paper back, so that a leader reads and approves the new text."),
        )


@transaction.atomic
def document_replace(*, document: IssuedDocument, replaced_by: IssuedDocument, by: User) -> IssuedDocument:
    """A newer paper stands in its place; the page of the old one leads there."""
    row = document_move(
        document=document, name="replace", by=by, data={"by": replaced_by.full_symbol}, replaced_by=replaced_by
    )
    archives_renew(documents=[row], by=by)
    return row


@transaction.atomic
def document_revoke(
    *, document: IssuedDocument, by_symbol: str, on: dt.date, by: User, reason: str = ""
) -> IssuedDocument:
    """A decision (`by_symbol`: its number, symbol and date) has revoked it; it stays to be seen as revoked."""
    if not by_symbol.strip():
        require(Denied("bad_input", _("Name the decision that revokes the paper.")))
    row = document_move(
        document=document,
        name="revoke",
        by=by,
        reason=reason,
        data={"by": by_symbol},
        revoked_on=on,
        revoked_by_symbol=by_symbol,
    )
    archives_renew(documents=[row], by=by)
    return row


def rendition_keep(
    document: IssuedDocument, kind: RenditionKind, content: bytes, name: str, by: User | None
) -> Rendition:
    """Bytes are kept with their digest; a rendition never changes."""
    stored = content_store(content=content, name=name, content_type=PDF, by=by, scope="")
    return _keep_file(document, kind, stored, by)


def file_name_of(document: IssuedDocument) -> str:
    """`05-QĐ-SGDĐT.pdf`; the code where a paper has no number."""
    return f"{(document.full_symbol or document.code).replace('/', '-')}.pdf"


def _keep_file(document: IssuedDocument, kind: RenditionKind, stored: StoredFile, by: User | None) -> Rendition:
    return Rendition.objects.create(
        document=document, kind=kind, file=stored, sha256=stored.sha256, made_at=clock.now(), made_by=by
    )


def _take_content(document: IssuedDocument, content: PaperContent, head: dict[str, str]) -> None:
    """What the paper prints, kept with it; unit and symbol of its number stay."""
    kept = {key: document.header[key] for key in ("unit", "symbol") if key in document.header}
    document.title = content.title
    document.header = {**content.header, **kept, **head}
    document.signer = content.signer
    document.facts = content.facts
    document.legal_bases = list(content.legal_bases)
