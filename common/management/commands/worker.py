from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from common.worker import work


class Command(BaseCommand):
    # The checks load every page and the layout engine; `check`, `migrate` and the web server do them.
    requires_system_checks = []
    help = _("Carry out background jobs, seal the event log, send mail. SIGTERM ends it after the running job.")

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--batch", action="store_true", help="end when nothing is waiting")
        parser.add_argument("--interval", type=float, default=1.0, help="seconds between two looks")

    def handle(self, *_args: Any, batch: bool, interval: float, **_options: Any) -> None:
        work(batch=batch, interval=interval)
