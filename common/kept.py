"""A file kept for a short while between the page that shows what it would do and the act."""

from typing import Any

from import_export.tmp_storages import CacheStorage


def content_keep(content: bytes) -> str:
    """Keeps the bytes; returns the name they are found by, which nobody can guess."""
    store: Any = CacheStorage()
    store.save(content)
    return str(store.name)


def content_kept(name: str) -> bytes | None:
    """The bytes kept under a name; None when it is too late."""
    found: bytes | None = CacheStorage(name=name).read() if name else None
    return found


def content_forget(name: str) -> None:
    CacheStorage(name=name).remove()
