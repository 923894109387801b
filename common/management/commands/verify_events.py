from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from common.events import chain_head, verify_chain


class Command(BaseCommand):
    help = _("Compute the chain of the event log anew and name the first event that was changed, removed or added.")

    def handle(self, *_args: Any, **_options: Any) -> None:
        report = verify_chain()
        if not report.ok:
            where = {"seal": report.seal, "event": report.event, "fault": report.fault}
            if report.event is None:
                raise CommandError(_("The event log is broken at seal %(seal)s.") % where)
            raise CommandError(_("The event log is broken at event %(event)s (%(fault)s).") % where)
        head = chain_head()
        self.stdout.write(
            _("The event log is whole: %(events)s events, %(seals)s seals, head %(head)s.")
            % {"events": report.events, "seals": report.seals, "head": head.digest if head else "-"}
        )
