"""Many papers frozen in one go: few statements, the same rows as one by one."""

import datetime as dt
import hashlib
from collections.abc import Sequence

from django.core.files.base import ContentFile
from django.db import transaction

from common import clock
from common.access import require
from common.events import event_log_many
from common.models import StoredFile
from common.storage import saved_together
from documents.address import address_is_known
from documents.enums import DocumentState, RenditionKind
from documents.makers import MadePaper
from documents.models import IssuedDocument, Rendition
from documents.papers import kind_of
from documents.services.batch_jobs import archives_renew
from documents.services.issuing import PDF
from units.models import User


@transaction.atomic
def documents_issue(*, made: Sequence[MadePaper], by: User) -> list[IssuedDocument]:
    """Freezes drawn papers of one kind as issued, in their order; an earlier one about the same target is replaced.

    Raises Refused where they carry a QR code and the portal has no public address.
    """
    if not made:
        return []
    kind = kind_of(made[0].paper.kind)
    if kind and kind.has_qr:
        require(address_is_known())
    moment = clock.now()
    rows = IssuedDocument.objects.bulk_create([_document(each, by, moment) for each in made])
    with saved_together():
        files = _files(made, by)
    try:
        with transaction.atomic():
            StoredFile.objects.bulk_create(files)
    except BaseException:
        for stored in files:
            stored.file.storage.delete(str(stored.file.name))
        raise
    Rendition.objects.bulk_create(
        Rendition(
            document=row, kind=RenditionKind.ISSUED, file=stored, sha256=stored.sha256, made_at=moment, made_by=by
        )
        for row, stored in zip(rows, files, strict=True)
    )
    archives_renew(documents=_replace_earlier(rows), by=by)
    event_log_many(
        actor=by,
        action="document.issued",
        rows=[
            (row, row.state, {"kind": row.kind, "code": row.code, "sha256": stored.sha256})
            for row, stored in zip(rows, files, strict=True)
        ],
    )
    return rows


def _document(each: MadePaper, by: User, moment: dt.datetime) -> IssuedDocument:
    content = each.paper.content
    return IssuedDocument(
        kind=each.paper.kind,
        state=DocumentState.ISSUED,
        title=content.title,
        target_type=each.target._meta.label_lower,
        target_id=str(each.target.pk),
        audience_id=each.audience_id,
        code=each.code,
        issued_on=moment.date(),
        issued_at=moment,
        header=content.header,
        signer=content.signer,
        facts=content.facts,
        legal_bases=list(content.legal_bases),
        created_by=by,
        created_at=moment,
    )


def _files(made: Sequence[MadePaper], by: User) -> list[StoredFile]:
    """On the disk before the rows that name them."""
    files = []
    for each in made:
        pdf = each.paper.pdf
        stored = StoredFile(
            name=each.file_name,
            content_type=PDF,
            size=len(pdf),
            sha256=hashlib.sha256(pdf).hexdigest(),
            uploaded_by=by,
        )
        stored.file.save(each.file_name, ContentFile(pdf), save=False)
        files.append(stored)
    return files


def _replace_earlier(rows: Sequence[IssuedDocument]) -> list[IssuedDocument]:
    """Marks what stood before about the same targets, and returns it."""
    by_target = {row.target_id: row for row in rows}
    found = IssuedDocument.objects.filter(
        kind=rows[0].kind,
        target_type=rows[0].target_type,
        target_id__in=by_target,
        state=DocumentState.ISSUED,
    )
    earlier = list(found.exclude(pk__in=[row.pk for row in rows]))
    for old in earlier:
        old.state, old.replaced_by = DocumentState.REPLACED, by_target[old.target_id]
        old.save(update_fields=["state", "replaced_by"])
    return earlier
