"""Writes the summary of a phase as PDF (or as a workbook when the file name ends in .xlsx)."""

import datetime
from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from campaign.models import Phase
from campaign.queries import phase_by_number
from documents.rendering import PaperUnavailable
from reports.phase_summary import NoResult, phase_summary, phase_summary_pdf
from reports.phase_summary_xlsx import phase_summary_xlsx


class Command(BaseCommand):
    help = _("Writes the summary of a phase: PDF by Decree 30/2020, or .xlsx")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--phase", type=int, required=True)
        parser.add_argument("--date", type=datetime.date.fromisoformat, help="day that chooses the header")
        parser.add_argument("--output", type=Path, required=True)

    def handle(self, *args: object, **options: object) -> None:
        phase = phase_by_number(int(str(options["phase"])))
        if phase is None:
            raise CommandError(_("There is no phase with this number."))
        output = Path(str(options["output"]))
        day = options["date"] if isinstance(options["date"], datetime.date) else None
        try:
            output.write_bytes(self._content(phase, output, day))
        except NoResult:
            raise CommandError(_("The phase has no published round yet.")) from None
        except PaperUnavailable as error:
            raise CommandError(str(error.reason)) from None
        self.stdout.write(str(output))

    def _content(self, phase: Phase, output: Path, day: datetime.date | None) -> bytes:
        if output.suffix == ".xlsx":
            return phase_summary_xlsx(phase_summary(phase, day=day))
        return phase_summary_pdf(phase, day=day)
