"""Named reads of papers."""

import uuid
from collections.abc import Iterable

from django.apps import apps
from django.db.models import Count, Max, Model, Q, QuerySet

from common.models import StoredFile
from common.text import search_text
from documents.codes import code_read
from documents.enums import DocumentState, ItemState, Keeper, RenditionKind, TemplateState
from documents.models import (
    Batch,
    BatchItem,
    IssuedDocument,
    NumberSeries,
    OutsideNumber,
    PaperTemplate,
    Rendition,
    VoidNumber,
)
from documents.numbering import MAX_NUMBER
from documents.papers import kinds
from documents.rules import OUT, may_follow, may_list, may_read
from units.queries import Account


def documents_of(target: Model, kind: str | None = None) -> QuerySet[IssuedDocument]:
    """Papers about one target, newest first."""
    rows = IssuedDocument.objects.filter(
        target_type=target._meta.label_lower, target_id=str(target.pk)
    ).prefetch_related("renditions__file")
    return rows.filter(kind=kind) if kind else rows


def issued_document(target: Model, kind: str) -> IssuedDocument | None:
    """The paper of a kind that stands for a target."""
    return documents_of(target, kind).filter(state=DocumentState.ISSUED).first()


def paper_on_its_way(target: Model, kind: str) -> IssuedDocument | None:
    """A paper that a leader has approved and that has not gone out: its text stands until it is sent back."""
    moving = (DocumentState.APPROVED, DocumentState.SIGNED, DocumentState.NUMBERED)
    return documents_of(target, kind).filter(state__in=moving).first()


def issued_bytes(document: IssuedDocument) -> Rendition | None:
    return document.renditions.filter(kind="issued").select_related("file").first()


def issued_files(documents: Iterable[int]) -> dict[int, StoredFile]:
    """The bytes as issued of many papers, by the id of the paper."""
    rows = Rendition.objects.filter(document__in=list(documents), kind=RenditionKind.ISSUED).select_related("file")
    return {row.document_id: row.file for row in rows}


def batches_for(user: Account) -> QuerySet[Batch]:
    """Batches with how far they are, the newest first."""
    if not may_list(user):
        return Batch.objects.none()
    return (
        Batch.objects.select_related("job", "archive", "asked_by")
        .annotate(
            total=Count("items"),
            made=Count("items", filter=Q(items__state=ItemState.DONE)),
            standing=Count("items", filter=Q(items__document__state=DocumentState.ISSUED)),
            failed=Count("items", filter=Q(items__state=ItemState.FAILED)),
        )
        .order_by("-asked_at", "-pk")
    )


def batch_for(user: Account, pk: int) -> Batch | None:
    return batches_for(user).filter(pk=pk).first()


def batches_of_work(user: Account, key_start: str) -> QuerySet[Batch]:
    """Batches whose keys begin so: what was asked for about one thing."""
    return batches_for(user).filter(key__startswith=key_start)


def unfinished_batch(key_start: str, targets: Iterable[str]) -> Batch | None:
    """The batch that still has a paper to make about one of the targets: it is resumed, not begun anew."""
    rows = BatchItem.objects.filter(batch__key__startswith=key_start, target_id__in=list(targets))
    item = rows.exclude(state=ItemState.DONE).select_related("batch").order_by("-batch_id").first()
    return item.batch if item else None


def failed_items(batch: Batch) -> QuerySet[BatchItem]:
    return batch.items.filter(state=ItemState.FAILED).order_by("order")


def made_items(batch: Batch) -> QuerySet[BatchItem]:
    """What is made, in order, with the file of each."""
    rows = batch.items.filter(state=ItemState.DONE).select_related("document")
    return rows.prefetch_related("document__renditions").order_by("order")


def templates_all() -> QuerySet[PaperTemplate]:
    return PaperTemplate.objects.select_related("added_by").order_by("kind", "-added_at", "-pk")


def template_found(pk: int) -> PaperTemplate | None:
    return templates_all().filter(pk=pk).first()


def active_template(kind: str) -> PaperTemplate | None:
    """The template of a kind that is in use."""
    return PaperTemplate.objects.filter(kind=kind, state=TemplateState.ACTIVE).first()


def target_of(document: IssuedDocument) -> Model | None:
    """What a paper is about; None when it is gone."""
    model = apps.get_model(document.target_type)
    return model._base_manager.filter(pk=document.target_id).first()


def papers_for(
    user: Account, *, text: str = "", kind: str = "", state: str = "", year: int | None = None
) -> QuerySet[IssuedDocument]:
    """The register of papers as far as the reader may see it, newest first; `text` is found without accents."""
    if not may_list(user):
        return IssuedDocument.objects.none()
    managed = [code for code, each in kinds().items() if each.is_managed]
    rows = IssuedDocument.objects.filter(kind__in=managed).select_related("audience")
    if text.strip():
        rows = rows.filter(search__contains=search_text(text)) | rows.filter(code=code_read(text) or "-")
    if kind:
        rows = rows.filter(kind=kind)
    if state:
        rows = rows.filter(state=state)
    if year:
        rows = rows.filter(issued_on__year=year)
    return rows


def paper_years(user: Account) -> list[int]:
    """Years of issue that occur in the register, newest first."""
    days = papers_for(user).filter(issued_on__isnull=False).order_by("-issued_on").dates("issued_on", "year", "DESC")
    return [day.year for day in days]


def paper_for(user: Account, public_id: uuid.UUID) -> IssuedDocument | None:
    """One paper with its renditions; None when there is none or the reader may not see it."""
    row = (
        IssuedDocument.objects.select_related("audience", "series__unit", "replaced_by", "approved_by", "created_by")
        .filter(public_id=public_id)
        .first()
    )
    return row if row and may_read(user, row) else None


def papers_waiting() -> list[IssuedDocument]:
    """Papers of the register between draft and issue, the oldest first; not those that go with the page of a thing."""
    codes = [code for code, each in kinds().items() if each.is_managed and each.home is None]
    states = [DocumentState.DRAFT, DocumentState.APPROVED, DocumentState.SIGNED, DocumentState.NUMBERED]
    return list(IssuedDocument.objects.filter(kind__in=codes, state__in=states).order_by("created_at", "pk"))


def renditions_of(document: IssuedDocument) -> list[Rendition]:
    """Its bytes, newest first, with what was found in their signatures."""
    rows = document.renditions.select_related("file", "made_by", "signature").order_by("-made_at", "-pk")
    return list(rows)


def renditions_for(user: Account, document: IssuedDocument) -> list[Rendition]:
    """Who only reads a paper gets what went out, and until then what was approved last; who follows it, all bytes."""
    rows = renditions_of(document)
    if may_follow(user, document):
        return rows
    if document.state in OUT:
        return [row for row in rows if row.kind in (RenditionKind.ISSUED, RenditionKind.SIGNED)]
    return [row for row in rows if row.kind == RenditionKind.APPROVED][:1]


def bytes_to_sign(document: IssuedDocument) -> Rendition | None:
    """The very bytes that are or will be issued: a signature is an addition to these."""
    rows = document.renditions.select_related("file").order_by("-made_at", "-pk")
    issued = rows.filter(kind=RenditionKind.ISSUED).first()
    if issued or document.number is None:
        return issued
    return rows.filter(kind=RenditionKind.TO_SIGN).first()


def approved_bytes(document: IssuedDocument) -> Rendition | None:
    """What the leader approved last."""
    rows = document.renditions.filter(kind=RenditionKind.APPROVED).select_related("file")
    return rows.order_by("-made_at", "-pk").first()


def public_document(text: str) -> IssuedDocument | None:
    """The paper that a stranger asks for by its code: of a kind with a QR code, and only after it has gone out."""
    code = code_read(text)
    if not code:
        return None
    shown = [kind.code for kind in kinds().values() if kind.has_qr]
    return (
        IssuedDocument.objects.filter(code=code, kind__in=shown, state__in=OUT, issued_at__isnull=False)
        .select_related("replaced_by")
        .first()
    )


def public_renditions(document: IssuedDocument) -> list[Rendition]:
    """What may be compared with: the bytes as issued and their signed copies."""
    rows = document.renditions.filter(kind__in=[RenditionKind.ISSUED, RenditionKind.SIGNED])
    return list(rows.select_related("signature").order_by("-made_at", "-pk"))


def owner_of_number(series: NumberSeries, number: int) -> IssuedDocument | None:
    """The paper that has a number already."""
    return IssuedDocument.objects.filter(series=series, number=number).first()


def void_of_number(series: NumberSeries, number: int) -> VoidNumber | None:
    return VoidNumber.objects.filter(series=series, number=number).first()


def outside_of_number(series: NumberSeries, number: int) -> OutsideNumber | None:
    """The paper written elsewhere that has a number already."""
    return OutsideNumber.objects.filter(series=series, number=number).first()


def next_free(series: NumberSeries) -> int:
    """The number after the last that was given, here or elsewhere, or voided; gaps stay to whoever left them."""
    given = IssuedDocument.objects.filter(series=series).aggregate(last=Max("number"))["last"] or 0
    voided = VoidNumber.objects.filter(series=series).aggregate(last=Max("number"))["last"] or 0
    outside = OutsideNumber.objects.filter(series=series).aggregate(last=Max("number"))["last"] or 0
    return min(max(given, voided, outside, series.last_number) + 1, MAX_NUMBER)


def next_typed(document: IssuedDocument, year: int) -> int | None:
    """What the clerk most likely types for a paper of a year: the number after the highest that is known; None before
    the first, which only the agency's register knows.
    """
    head = {"unit__code": document.header.get("unit", ""), "symbol": document.header.get("symbol", "")}
    series = NumberSeries.objects.filter(year=year, **head).first()
    return next_free(series) if series else None


def series_all() -> QuerySet[NumberSeries]:
    """Every series with the numbers that were voided or taken elsewhere, the newest year first."""
    rows = NumberSeries.objects.select_related("unit")
    return rows.prefetch_related("voids__voided_by", "outside_numbers__recorded_by")


def clerk_series(pk: int) -> NumberSeries | None:
    return NumberSeries.objects.filter(pk=pk, keeper=Keeper.CLERK).first()


def last_signer(document: IssuedDocument) -> str:
    """Who signed the newest paper of the kind in the same capacity; empty before the first."""
    alike = IssuedDocument.objects.filter(kind=document.kind, signer__authority=document.signer.get("authority", ""))
    row = alike.filter(approved_at__isnull=False).exclude(pk=document.pk).order_by("-approved_at").first()
    return str(row.signer.get("name", "")) if row else ""
