import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.core.files.storage import Storage
from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from common import clock
from common.models import StoredFile, UploadPart
from common.models.files import STORED_FOLDER
from common.models.uploads import PARTS_FOLDER
from common.storage import private_storage
from common.uploads import uploads_sweep


class Command(BaseCommand):
    help = _(
        "Remove unfinished uploads and stored bytes without a row (cut off by a fault), and name rows without bytes."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--hours", type=float, default=24, help="leave younger files alone")
        parser.add_argument("--dry-run", action="store_true", help="count only")

    def handle(self, *_args: Any, hours: float, dry_run: bool, **_options: Any) -> None:
        storage = private_storage()
        limit = clock.machine_now() - dt.timedelta(hours=hours)
        if not dry_run:
            self.stdout.write(_("Unfinished uploads removed: %(count)s.") % {"count": uploads_sweep(before=limit)})
        known = set(StoredFile.objects.values_list("file", flat=True))
        parts = set(UploadPart.objects.values_list("file", flat=True))
        found = set(stored_names(storage, STORED_FOLDER))
        loose = (found | set(stored_names(storage, PARTS_FOLDER))) - known - parts
        orphans = [name for name in loose if storage.get_modified_time(name) < limit]
        if not dry_run:
            for name in orphans:
                storage.delete(name)
        self.stdout.write(_("Bytes without a row: %(count)s.") % {"count": len(orphans)})
        missing = known - found
        for name in sorted(missing):
            self.stderr.write(name)
        self.stdout.write(_("Rows without bytes: %(count)s.") % {"count": len(missing)})


def stored_names(storage: Storage, top: str) -> Iterator[str]:
    """Names under one of the folders of private files, whatever keeps them."""
    if not storage.exists(top):
        return
    for folder in storage.listdir(top)[0]:
        for name in storage.listdir(f"{top}/{folder}")[1]:
            yield f"{top}/{folder}/{name}"
