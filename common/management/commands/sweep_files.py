import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.core.files.storage import Storage
from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from common import clock
from common.models import StoredFile
from common.models.files import STORED_FOLDER
from common.storage import private_storage


class Command(BaseCommand):
    help = "Remove stored bytes without a row (an upload cut off by a fault), and name rows without bytes."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--hours", type=float, default=24, help="leave younger files alone")
        parser.add_argument("--dry-run", action="store_true", help="count only")

    def handle(self, *_args: Any, hours: float, dry_run: bool, **_options: Any) -> None:
        storage = private_storage()
        limit = clock.machine_now() - dt.timedelta(hours=hours)
        known = set(StoredFile.objects.values_list("file", flat=True))
        found = set(stored_names(storage))
        orphans = [name for name in found - known if storage.get_modified_time(name) < limit]
        if not dry_run:
            for name in orphans:
                storage.delete(name)
        self.stdout.write(_("Bytes without a row: %(count)s.") % {"count": len(orphans)})
        missing = known - found
        for name in sorted(missing):
            self.stderr.write(name)
        self.stdout.write(_("Rows without bytes: %(count)s.") % {"count": len(missing)})


def stored_names(storage: Storage) -> Iterator[str]:
    """Names under the folder of stored files, whatever keeps them."""
    if not storage.exists(STORED_FOLDER):
        return
    for folder in storage.listdir(STORED_FOLDER)[0]:
        for name in storage.listdir(f"{STORED_FOLDER}/{folder}")[1]:
            yield f"{STORED_FOLDER}/{folder}/{name}"
