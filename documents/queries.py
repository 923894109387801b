"""Named reads of issued papers."""

from django.db.models import Model, QuerySet

from documents.enums import DocumentState
from documents.models import IssuedDocument, Rendition


def documents_of(target: Model, kind: str | None = None) -> QuerySet[IssuedDocument]:
    """Papers about one target, newest first."""
    rows = IssuedDocument.objects.filter(
        target_type=target._meta.label_lower, target_id=str(target.pk)
    ).prefetch_related("renditions__file")
    return rows.filter(kind=kind) if kind else rows


def issued_document(target: Model, kind: str) -> IssuedDocument | None:
    """The paper of a kind that stands for a target."""
    return documents_of(target, kind).filter(state=DocumentState.ISSUED).first()


def issued_bytes(document: IssuedDocument) -> Rendition | None:
    return document.renditions.filter(kind="issued").select_related("file").first()
