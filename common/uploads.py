"""Large files in parts: each part is on the disk before it counts, so that a cut line costs one part at most."""

import datetime as dt
import hashlib
import uuid
from functools import partial
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.db import models, transaction

from common import clock
from common.files import UploadError, check_announced
from common.models import PartialUpload, UploadPart
from common.text import nfc

PART_BYTES = 1024 * 1024
MAX_UNFINISHED = 30


class WrongOffset(Exception):
    """The part does not follow what is here; `received` says from where to go on."""

    def __init__(self, received: int) -> None:
        super().__init__(received)
        self.received = received


def uploads_of(owner: Any, place: str | None = None) -> models.QuerySet[PartialUpload]:
    """What a person has begun to send, to one form or in all; oldest first."""
    rows = PartialUpload.objects.filter(owner=owner)
    return rows if place is None else rows.filter(place=place)


def upload_of(owner: Any, public_id: uuid.UUID) -> PartialUpload | None:
    """One of the person's own; somebody else's looks like none."""
    return uploads_of(owner).filter(public_id=public_id).first()


@transaction.atomic
def upload_begin(*, owner: Any, place: str, name: str, size: int, sha256: str = "") -> PartialUpload:
    """Announces a file; the same one that was begun before goes on where it was cut. UploadError."""
    shown, _kind = check_announced(name, size)
    known = uploads_of(owner, place).filter(name=nfc(shown), size=size, sha256=sha256).first()
    if known:
        return known
    open_ones = uploads_of(owner).aggregate(count=models.Count("pk"), total=models.Sum("size", default=0))
    room = settings.UNFINISHED_UPLOADS_MB * 1024 * 1024
    if open_ones["count"] >= MAX_UNFINISHED or open_ones["total"] + size > room:
        raise UploadError("too_many_unfinished", max=settings.UNFINISHED_UPLOADS_MB)
    return PartialUpload.objects.create(owner=owner, place=place, name=shown, size=size, sha256=sha256)


def upload_append(*, upload: PartialUpload, offset: int, data: bytes) -> PartialUpload:
    """Takes the next part of at most PART_BYTES. Raises WrongOffset, also where two senders race; UploadError."""
    if offset != upload.received:
        raise WrongOffset(upload.received)
    if not 0 < len(data) <= min(PART_BYTES, upload.size - offset):
        raise UploadError("bad_part")
    part = UploadPart(upload=upload, offset=offset)
    part.file.save("part", ContentFile(data), save=False)
    try:
        with transaction.atomic():
            waiting = PartialUpload.objects.filter(pk=upload.pk, received=offset)
            if not waiting.update(received=offset + len(data), touched_at=clock.machine_now()):
                raise WrongOffset(_received(upload))
            part.save()
    except BaseException:
        part.file.storage.delete(str(part.file.name))
        raise
    upload.received = offset + len(data)
    return upload


def upload_hold(*, owner: Any, place: str, uploaded: File) -> PartialUpload:
    """Keeps a whole file whose form was refused for another reason, so that it need not be sent again. UploadError."""
    uploaded.seek(0)
    data = uploaded.read()
    digest = hashlib.sha256(data).hexdigest()
    upload = upload_begin(owner=owner, place=place, name=uploaded.name or "", size=len(data), sha256=digest)
    for start in range(upload.received, len(data), PART_BYTES):
        upload_append(upload=upload, offset=start, data=data[start : start + PART_BYTES])
    return upload


def upload_joined(upload: PartialUpload) -> ContentFile:
    """The whole file, still to be checked like any other. UploadError when it is not what was announced."""
    pieces = []
    for part in upload.parts.order_by("offset"):
        with part.file.open("rb") as file:
            pieces.append(file.read())
    data = b"".join(pieces)
    digest = hashlib.sha256(data).hexdigest()
    if len(data) != upload.size or upload.sha256 not in ("", digest):
        raise UploadError("damaged")
    return ContentFile(data, name=upload.name)


@transaction.atomic
def upload_drop(*, upload: PartialUpload) -> None:
    """Forgets an upload with its parts: stored as a file by now, or given up."""
    for part in upload.parts.all():
        transaction.on_commit(partial(part.file.storage.delete, str(part.file.name)))
    upload.delete()


def uploads_sweep(*, before: dt.datetime) -> int:
    """Forgets uploads that got no part since; returns how many."""
    rows = list(PartialUpload.objects.filter(touched_at__lt=before))
    for row in rows:
        upload_drop(upload=row)
    return len(rows)


def _received(upload: PartialUpload) -> int:
    return PartialUpload.objects.filter(pk=upload.pk).values_list("received", flat=True).first() or 0
