"""Private files: outside the web root, on the disk before the row that names them."""

import contextlib
import os
from collections.abc import Iterator
from contextvars import ContextVar
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.storage import FileSystemStorage, Storage, storages
from django.utils.deconstruct import deconstructible

# Directories that wait while many files are saved; None: each is written down with its file.
_waiting: ContextVar[set[Path] | None] = ContextVar("directories_waiting", default=None)


@contextlib.contextmanager
def saved_together() -> Iterator[None]:
    """Many files saved in one go: their directories are on the disk at the end of the block, once each."""
    token = _waiting.set(set())
    try:
        yield
        for directory in _waiting.get() or ():
            _sync(directory)
    finally:
        _waiting.reset(token)


@deconstructible
class DurableFileStorage(FileSystemStorage):
    """A file system storage that answers only when the bytes and the directory entry are on the disk."""

    def _save(self, name: str, content: Any) -> str:
        saved: str = super()._save(name, content)  # type: ignore[misc]
        path = Path(self.path(saved))
        _sync(path)
        waiting = _waiting.get()
        if waiting is None:
            _sync(path.parent)
        else:
            waiting.add(path.parent)
        return saved


def private_storage() -> Storage:
    """The storage named `private` in STORAGES (S3, say), or the directory MEDIA_ROOT."""
    return storages["private"] if "private" in settings.STORAGES else DurableFileStorage()


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
