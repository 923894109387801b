"""Private files: outside the web root, on the disk before the row that names them."""

import os
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.storage import FileSystemStorage, Storage, storages
from django.utils.deconstruct import deconstructible


@deconstructible
class DurableFileStorage(FileSystemStorage):
    """A file system storage that answers only when the bytes and the directory entry are on the disk."""

    def _save(self, name: str, content: Any) -> str:
        saved: str = super()._save(name, content)  # type: ignore[misc]
        path = self.path(saved)
        for target in (path, Path(path).parent):
            handle = os.open(target, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)
        return saved


def private_storage() -> Storage:
    """The storage named `private` in STORAGES (S3, say), or the directory MEDIA_ROOT."""
    return storages["private"] if "private" in settings.STORAGES else DurableFileStorage()
