"""Signed copies of a paper: taken in from the signing tool, or made here with the agency's key."""

from pathlib import Path

from django.conf import settings
from django.core.files import File
from django.db import transaction
from django.utils.translation import gettext as _

from common import clock
from common.access import Denied, Refused, require
from common.events import event_log
from common.files import UploadError, check_upload, file_remove
from documents import rules
from documents.enums import DocumentState, RenditionKind, Steps
from documents.models import IssuedDocument, Rendition, SignatureCheck
from documents.papers import steps_of
from documents.queries import bytes_to_sign
from documents.seal import stamp_make
from documents.services.issuing import file_name_of, rendition_keep
from documents.signatures import Findings, SignatureFault, pdf_sign, signatures_check, trust_anchors
from documents.workflow import document_locked, document_move
from units.models import User

# Signatures and their proofs are small; what is larger hides something.
MAX_ADDED = 5 * 1024 * 1024


def signed_copy_take(*, document: IssuedDocument, uploaded: File, by: User) -> Rendition:
    """Keeps a file that came back from the signing tool: the bytes that went out, and signatures alone added.

    Read before the transaction, away from the portal. Raises Refused with what is wrong with the file.
    """
    require(rules.may_handle(by, document))
    base = _base_of(document)
    try:
        check_upload(uploaded)
    except UploadError as error:
        raise _refused(str(error.message), _("Choose the signed PDF file.")) from None
    uploaded.seek(0)
    return _take(document, base, uploaded.read(), by)


@transaction.atomic
def signature_take_back(*, document: IssuedDocument, reason: str, by: User) -> IssuedDocument:
    """Before number or issue: a wrong file came back, or the wrong person signed. The paper is to be signed again.

    Files that came back signed are forgotten, so that nobody is shown them; the log keeps their digests.
    """
    row = document_locked(document)
    copies = list(row.renditions.filter(kind=RenditionKind.SIGNED).select_related("file"))
    data: dict[str, object] = {"sha256": [copy.sha256 for copy in copies]}
    row = document_move(document=row, name="take_signature_back", by=by, reason=reason, data=data)
    for copy in copies:
        SignatureCheck.objects.filter(rendition=copy).delete()
        copy.delete()
        file_remove(stored=copy.file)
    return row


def document_sign_here(*, document: IssuedDocument, by: User) -> Rendition:
    """Signs with the agency's key (PAdES), showing signature and seal where their pictures are set. Raises Refused."""
    require(rules.may_sign_here(by, document))
    base = _base_of(document)
    newest = _newest_signed(document)
    content = _content(newest or base)
    signer = str(document.signer.get("name", ""))
    # Once both are seen on the paper a further signature stands in it without a picture.
    stamp = None if newest else stamp_make(content, signer=signer, folder=settings.SIGN_IMAGES)
    try:
        signed = pdf_sign(
            content,
            key=Path(settings.SIGN_PKCS12).read_bytes(),
            password=settings.SIGN_PKCS12_PASSWORD,
            field=f"ChuKySo{document.renditions.count() + 1}",
            reason=document.full_symbol,
            image=stamp.image if stamp else b"",
            page=stamp.page if stamp else -1,
            box=stamp.box.points if stamp else (0, 0, 0, 0),
        )
    except SignatureFault as fault:
        raise _refused(str(fault.what), str(fault.todo)) from None
    except OSError:
        key = SignatureFault("key")
        raise _refused(str(key.what), str(key.todo)) from None
    return _take(document, base, signed, by)


def _take(document: IssuedDocument, base: Rendition, content: bytes, by: User) -> Rendition:
    original = _content(base)
    if len(content) > len(original) + MAX_ADDED:
        raise _refused(_("More was added to the file than signatures need."), SignatureFault("other").todo)
    try:
        found = signatures_check(original=original, candidate=content, anchors=trust_anchors(settings.SIGN_TRUST_DIR))
    except SignatureFault as fault:
        raise _refused(str(fault.what), str(fault.todo)) from None
    return _keep(document, base, content, found, by)


@transaction.atomic
def _keep(document: IssuedDocument, base: Rendition, content: bytes, found: Findings, by: User) -> Rendition:
    row = document_locked(document)
    if bytes_to_sign(row) != base:
        require(Denied("stale", _("The paper has changed in the meantime.")), todo=_("Load its page again."))
    name = file_name_of(row).replace(".pdf", "-ky-so.pdf")
    rendition = rendition_keep(row, RenditionKind.SIGNED, content, name, by)
    twin = row.renditions.filter(kind=RenditionKind.SIGNED, sha256=rendition.sha256).exclude(pk=rendition.pk)
    if twin.exists():
        raise _refused(_("This very file is kept already."), _("Nothing else has to be done."), code="duplicate")
    SignatureCheck.objects.create(rendition=rendition, state=found.state, signers=found.signers, checked_at=clock.now())
    event_log(
        actor=by,
        action="document.signed_copy",
        target=row,
        data={"sha256": rendition.sha256, "state": found.state, "signers": [each["name"] for each in found.signers]},
    )
    if steps_of(row.kind) is Steps.NUMBERED_FIRST and row.state == DocumentState.NUMBERED:
        document_move(document=row, name="sign", by=by)
    return rendition


def _base_of(document: IssuedDocument) -> Rendition:
    """What a signature is added to; a paper that was replaced or revoked is signed no more."""
    if document.state in (DocumentState.REPLACED, DocumentState.REVOKED):
        require(Denied("state", _("The paper is in the state “%s”.") % document.get_state_display()))
    base = bytes_to_sign(document)
    if base is None:
        raise Refused(Denied("no_file", _("The file to be signed has not been made yet."), 409))
    return base


def _newest_signed(document: IssuedDocument) -> Rendition | None:
    rows = document.renditions.filter(kind=RenditionKind.SIGNED).select_related("file")
    return rows.order_by("-made_at", "-pk").first()


def _content(rendition: Rendition) -> bytes:
    with rendition.file.file.open("rb") as file:
        return bytes(file.read())


def _refused(what: str, todo: object, code: str = "bad_input") -> Refused:
    return Refused(Denied(code, what), kept=_("The file was not kept; the paper stays as it is."), todo=str(todo))
