"""The archive of a batch: every paper as issued, in order, and one file with all pages for the printer."""

import re
import tempfile
import unicodedata
import zipfile
from collections.abc import Iterator
from typing import NamedTuple

from django.db import transaction
from django.db.models import QuerySet

from common.files import file_remove, made_file_store
from common.jobs import JobRun
from common.models import StoredFile
from documents.certificates.press import joined_pdf
from documents.enums import DocumentState, ItemState
from documents.models import Batch, BatchItem
from documents.queries import issued_files

STEP = 50
ZIP = "application/zip"
TOGETHER = "000-in-ca-lo.pdf"


class Line(NamedTuple):
    """One paper of the archive; `document`: its id."""

    order: int
    name: str
    document: int


def standing_items(batch: Batch) -> QuerySet[BatchItem]:
    """Papers of a batch that are made and hold: what was revoked or replaced is printed no more."""
    return batch.items.filter(state=ItemState.DONE, document__state=DocumentState.ISSUED).order_by("order")


def archive_make(*, batch: Batch, run: JobRun) -> None:
    """Puts the standing papers of a batch into one ZIP; an earlier archive gives way.

    Begun again when one of them was revoked or replaced meanwhile. Raises JobCancelled when told to stop.
    """
    while items := _lines(batch):
        if _kept(batch, items, run):
            return


def _lines(batch: Batch) -> list[Line]:
    return [Line(*row) for row in standing_items(batch).values_list("order", "name", "document_id")]


def _kept(batch: Batch, items: list[Line], run: JobRun) -> bool:
    """Whether these papers, packed, still were the standing ones under the lock of the batch."""
    digits = max(3, len(str(items[-1].order)))
    with tempfile.TemporaryFile() as made:
        with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
            pages = joined_pdf(_papers(items, archive, digits, run), title=batch.title)
            if pages:
                archive.writestr(TOGETHER, pages)
        stored = made_file_store(made=made, name=f"{_plain(batch.title)}.zip", content_type=ZIP, by=batch.asked_by)
    with transaction.atomic():
        row = Batch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
        run.check()
        is_whole = _lines(row) == items
        spare: StoredFile | None = stored
        if is_whole:
            spare, row.archive = row.archive, stored
            row.save(update_fields=["archive"])
        if spare:
            file_remove(stored=spare)
    return is_whole


def _papers(items: list[Line], archive: zipfile.ZipFile, digits: int, run: JobRun) -> Iterator[bytes]:
    """Each paper in turn, written to the archive on the way; a few rows at a time, since a worker is small."""
    for start in range(0, len(items), STEP):
        run.check()
        part = items[start : start + STEP]
        files = issued_files([item.document for item in part])
        for item in part:
            with files[item.document].file.open("rb") as stored:
                pdf = stored.read()
            archive.writestr(f"{item.order:0{digits}d}-{_plain(item.name)}.pdf", pdf)
            yield pdf


def _plain(text: str) -> str:
    """`nguyen-thi-hong-nhung`: a file name that every system and every old tool can read."""
    marked = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return (
        re.sub(r"[^a-z0-9]+", "-", "".join(c for c in marked if not unicodedata.combining(c))).strip("-")[:60] or "tep"
    )
