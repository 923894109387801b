"""Pictures and text of stored files, made in the limited child process, kept by the content's hash."""

import os
import re
import secrets
from collections.abc import Callable
from pathlib import Path

from django.conf import settings

from common.files import kind_of
from common.models import StoredFile
from common.sandbox import FileRefused, ask, ask_json

WIDTHS = (400, 800, 1200, 1600)


class NoView(Exception):
    """The file has no such page, or can't be drawn."""


def page_count(stored: StoredFile) -> int:
    """Pages that can be drawn; 0 for DOCX and XLSX, which show their text only."""
    return int(_cached(stored, "pages", lambda data, kind: str(ask_json(data, "count", kind)["pages"]).encode()))


def page_png(stored: StoredFile, page: int, width: int = 1200) -> bytes:
    """A page (from 1) as a PNG, at the nearest width of WIDTHS. Raises NoView."""
    if not 1 <= page <= page_count(stored):
        raise NoView
    across = next((step for step in WIDTHS if step >= width), WIDTHS[-1])
    return _cached(stored, f"{page}-{across}.png", lambda data, kind: ask(data, "page", kind, page, across))


def page_text(stored: StoredFile, page: int = 1) -> str:
    """The text of a page; of the whole file for DOCX and XLSX. Raises NoView."""
    count = page_count(stored)
    if not 1 <= page <= max(count, 1):
        raise NoView
    text = _cached(stored, f"{page}.txt", lambda data, kind: ask_json(data, "text", kind, page)["text"].encode())
    return text.decode()


def _cached(stored: StoredFile, name: str, make: Callable[[bytes, str], bytes]) -> bytes:
    if not re.fullmatch(r"[0-9a-f]{64}", stored.sha256):
        raise NoView
    path = Path(settings.DATA_DIR) / "viewer" / stored.sha256[:2] / stored.sha256 / name
    if path.is_file():
        return path.read_bytes()
    kind = kind_of(stored)
    if not kind:
        raise NoView
    try:
        with stored.file.open("rb") as file:
            made = make(file.read(), kind)
    except (FileRefused, FileNotFoundError):
        raise NoView from None
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f"{name}.{secrets.token_hex(6)}")
    draft.write_bytes(made)
    os.replace(draft, path)  # noqa: PTH105 - atomic: a reader sees a whole picture or none
    return made


def pdf_pages_text(data: bytes, *, last: int) -> str:
    """The text of the last pages of a PDF that is not stored yet; empty where it shows none or can't be read."""
    try:
        count = int(ask_json(data, "count", "pdf")["pages"])
        pages = range(max(count - last, 0) + 1, count + 1)
        return "\n".join(ask_json(data, "text", "pdf", page)["text"] for page in pages)
    except FileRefused:
        return ""
