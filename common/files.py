"""Uploads: checked by name, size and content before anything is kept; sent by checked views only."""

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from functools import partial
from pathlib import PurePosixPath
from typing import IO, Any
from urllib.parse import quote

import filetype
from django.conf import settings
from django.core.files.base import ContentFile, File
from django.db import models, transaction
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from common import clamd, numbers
from common.models import StoredFile
from common.sandbox import FileRefused, ask
from common.text import nfc

KINDS = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
ACCEPT = ".pdf,.png,.jpg,.jpeg,.docx,.xlsx"
_HEADS = {"pdf": b"%PDF-", "png": b"\x89PNG\r\n\x1a\n", "jpg": b"\xff\xd8\xff", "docx": b"PK\x03\x04"}
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_ZIP_END = b"PK\x05\x06"
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)")
_UNFIT = re.compile(r'[\x00-\x1f\x7f-\x9f\ud800-\udfff\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff<>:"|?*/\\]')
_SAFE_INLINE = {KINDS["pdf"], KINDS["png"], KINDS["jpg"]}

MESSAGES: dict[str, str | Promise] = {
    "empty": _("The file is empty; it was not stored."),
    "too_big": _("The file is larger than %(max)s MB; it was not stored."),
    "type": _("Only PDF, PNG, JPEG, DOCX and XLSX files are accepted; the file was not stored."),
    "mismatch": _("The content of the file does not fit its extension; the file was not stored."),
    "encrypted": _("The file is protected by a password; it was not stored."),
    "old_office": _("The file has a password or an old Office format; it was not stored."),
    "broken": _("The file is damaged and cannot be opened; it was not stored."),
    "active": _("The file holds scripts, attachments or links that run; it was not stored."),
    "macro": _("The file holds macros; it was not stored."),
    "polyglot": _("The file holds another file inside; it was not stored."),
    "bomb": _("The file unpacks to too large a size; it was not stored."),
    "too_many_pixels": _("The picture has too many pixels; it was not stored."),
    "too_many_pages": _("The file has too many pages; it was not stored."),
    "too_complex": _("The file takes too long to read; it was not stored."),
    "infected": _("The virus scanner found %(found)s in the file; it was not stored."),
    "scanner_down": _("The virus scanner does not answer, so the file was not stored; please try again later."),
    "damaged": _("The file did not arrive as it was sent; it was not stored. Please upload it again."),
    "bad_part": _("A part of the file has a size that does not fit; nothing of it was stored."),
    "too_many_unfinished": _(
        "Unfinished uploads may hold %(max)s MB in all; finish or discard those in the evidence library first."
    ),
    "quota": _(
        "The unit has used %(used)s of %(quota)s MB this year; the file was not stored. What is stored stays; please "
        "take a file from the library, cite the document by number and date, or send a smaller file."
    ),
}


class UploadError(Exception):
    """A file that is not accepted: `code` and a `message` (lazy) that names what is wrong."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.params = params

    @property
    def message(self) -> str:
        text = str(MESSAGES[self.code])
        return text % self.params if self.params else text


@dataclass(frozen=True)
class CheckedFile:
    name: str
    content_type: str
    size: int
    sha256: str


def shown_name(name: str) -> str:
    """The name people see: composed, without folders, hidden signs or names that Windows keeps for itself."""
    base = nfc(_UNFIT.sub("", name.replace("\\", "/").rsplit("/", 1)[-1])).strip(" .")
    if _RESERVED.match(base):
        base = f"_{base}"
    path = PurePosixPath(base or "tep")
    return path.stem[: 200 - len(path.suffix)] + path.suffix[:20]


def check_announced(name: str, size: int) -> tuple[str, str]:
    """What can be said before a byte is read: the name shown and the kind. Raises UploadError."""
    shown = shown_name(name)
    kind = _kind_by_name(shown)
    if not size:
        raise UploadError("empty")
    if size > settings.MAX_UPLOAD_MB * 1024 * 1024:
        raise UploadError("too_big", max=settings.MAX_UPLOAD_MB)
    return shown, kind


def check_upload(uploaded: File) -> CheckedFile:
    """Look at name, size and content; the file is put back to its start. Raises UploadError."""
    name, kind = check_announced(uploaded.name or "", uploaded.size)
    uploaded.seek(0)
    data = uploaded.read()
    uploaded.seek(0)
    _check_shape(data, kind)
    try:
        ask(data, "check", kind)
    except FileRefused as refused:
        raise UploadError(refused.code) from None
    _scan(data)
    return CheckedFile(name, KINDS[kind], len(data), hashlib.sha256(data).hexdigest())


def file_store(
    *, uploaded: File, by: Any, scope: str = "", quota_mb: int | None = None, checked: CheckedFile | None = None
) -> StoredFile:
    """Check a file and keep it. `scope` counts it against a quota, such as `unit:<code>:<year>`.

    `checked`: what `check_upload` said of it already. The bytes are on the disk before the row; when the
    transaction fails, the sweep removes them. UploadError.
    """
    checked = checked or check_upload(uploaded)
    with transaction.atomic():
        if quota_mb is not None:
            check_quota(scope, checked.size, quota_mb)
        return _keep(uploaded, checked, by, scope)


def content_store(*, content: bytes, name: str, content_type: str, by: Any = None, scope: str = "") -> StoredFile:
    """Keep a file that the portal itself has made."""
    checked = CheckedFile(shown_name(name), content_type, len(content), hashlib.sha256(content).hexdigest())
    with transaction.atomic():
        return _keep(ContentFile(content), checked, by, scope)


def made_file_store(*, made: IO[bytes], name: str, content_type: str, by: Any = None) -> StoredFile:
    """Keep a file that the portal has made on the disk, without reading it into memory."""
    made.seek(0)
    digest, size = hashlib.sha256(), 0
    while block := made.read(1024 * 1024):
        digest.update(block)
        size += len(block)
    made.seek(0)
    checked = CheckedFile(shown_name(name), content_type, size, digest.hexdigest())
    with transaction.atomic():
        return _keep(File(made), checked, by, "")


def file_remove(*, stored: StoredFile) -> None:
    """Forget a file that nothing points to; its bytes go once the row is gone for good."""
    storage, name = stored.file.storage, str(stored.file.name)
    with transaction.atomic():
        stored.delete()
        transaction.on_commit(partial(storage.delete, name))


def quota_used(scope: str) -> int:
    """Bytes counted for a scope."""
    return StoredFile.objects.filter(scope=scope).aggregate(total=models.Sum("size", default=0))["total"]


def same_content(sha256: str) -> models.QuerySet[StoredFile]:
    """Files with the same bytes, oldest first."""
    return StoredFile.objects.filter(sha256=sha256).order_by("id")


def kind_of(stored: StoredFile) -> str:
    """`pdf`, `png`, `jpg`, `docx`, `xlsx`, or an empty string."""
    return next((kind for kind, content_type in KINDS.items() if content_type == stored.content_type), "")


def file_response(stored: StoredFile, *, inline: bool = False) -> HttpResponseBase:
    """The bytes, for a view that has checked the reader; `inline` only for papers of our own."""
    shown = inline and stored.content_type in _SAFE_INLINE
    accel = getattr(settings, "SENDFILE_ACCEL", "")
    response: HttpResponseBase
    if accel:
        response = HttpResponse(content_type=stored.content_type)
        response["X-Accel-Redirect"] = quote(f"{accel.rstrip('/')}/{stored.file.name}")
    else:
        response = FileResponse(stored.file.open("rb"), content_type=stored.content_type)
        response["Content-Length"] = str(stored.size)
    response["Content-Disposition"] = content_disposition(stored.name, "inline" if shown else "attachment")
    response["X-Content-Type-Options"] = "nosniff"
    # Browsers draw a PDF by a plug-in of their own, which a sandbox would shut out.
    response["Content-Security-Policy"] = "default-src 'none'" + ("" if shown else "; sandbox")
    response["Cache-Control"] = "private, no-store"
    return response


def content_disposition(name: str, kind: str = "attachment") -> str:
    """RFC 6266: the name in UTF-8, and a readable one for old programs (Đ becomes D)."""
    marked = unicodedata.normalize("NFD", name.replace("Đ", "D").replace("đ", "d"))
    plain = re.sub(r'[^\x20-\x7e]|["\\%]', "", marked) or "tep"
    return f"{kind}; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def _kind_by_name(name: str) -> str:
    extension = PurePosixPath(name).suffix.lower().lstrip(".")
    kind = "jpg" if extension == "jpeg" else extension
    if kind not in KINDS:
        raise UploadError("type")
    return kind


def _check_shape(data: bytes, kind: str) -> None:
    """The head must stand at the first byte; nothing else may hide behind it."""
    head = _HEADS["docx" if kind == "xlsx" else kind]
    if not data.startswith(head):
        old = kind in {"docx", "xlsx"} and data.startswith(_OLD_OFFICE)
        raise UploadError("old_office" if old else "mismatch")
    guessed = filetype.guess_extension(data[:8192])
    if guessed not in {kind, "zip", None} or (guessed == "zip" and kind not in {"docx", "xlsx"}):
        raise UploadError("mismatch")
    if kind not in {"docx", "xlsx"}:
        if _ZIP_END in data[-70_000:]:
            raise UploadError("polyglot")
        start = data[:1024].lower()
        if b"<script" in start or b"<html" in start or (kind != "pdf" and b"%pdf-" in start):
            raise UploadError("polyglot")
    if kind == "pdf" and b"%%EOF" not in data:
        raise UploadError("broken")
    if kind == "pdf" and len(data[data.rfind(b"%%EOF") + 5 :].strip()) > 1024:
        raise UploadError("polyglot")


def _scan(data: bytes) -> None:
    """By the virus scanner where there is one; without its answer nothing is stored."""
    try:
        found = clamd.found_in(data)
    except clamd.ScannerDown:
        raise UploadError("scanner_down") from None
    if found:
        raise UploadError("infected", found=found)


def check_quota(scope: str, size: int, quota_mb: int) -> None:
    """Whether so many bytes more find room in a scope. Raises UploadError."""
    used = quota_used(scope)
    if used + size > quota_mb * 1024 * 1024:
        raise UploadError("quota", used=numbers.format_decimal(used // 1024**2), quota=numbers.format_decimal(quota_mb))


def _keep(content: File, checked: CheckedFile, by: Any, scope: str) -> StoredFile:
    stored = StoredFile(
        name=checked.name,
        content_type=checked.content_type,
        size=checked.size,
        sha256=checked.sha256,
        uploaded_by=by,
        scope=scope,
    )
    stored.file.save(checked.name, content, save=False)
    try:
        with transaction.atomic():
            stored.save()
    except BaseException:
        stored.file.storage.delete(str(stored.file.name))
        raise
    return stored
