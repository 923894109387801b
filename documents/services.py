"""Writes of issued papers: bytes are frozen with their digest."""

import hashlib

from django.db import transaction
from django.db.models import Model

from common import clock
from common.events import event_log
from common.files import content_store
from documents.enums import DocumentState, RenditionKind
from documents.models import IssuedDocument, Rendition
from documents.papers import RenderedPaper
from units.models import Unit, User


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
    go this way in one step.
    """
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
        created_by=by,
        created_at=moment,
    )
    stored = content_store(content=paper.pdf, name=file_name, content_type="application/pdf", by=by, scope="")
    Rendition.objects.create(
        document=document,
        kind=RenditionKind.ISSUED,
        file=stored,
        sha256=hashlib.sha256(paper.pdf).hexdigest(),
        made_at=moment,
        made_by=by,
    )
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
