from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from criteria.queries import criteria_sets_list, set_by_code
from criteria.set_import import criteria_set_workbook


class Command(BaseCommand):
    """Write a whole criteria set, the newest version unless one is named, as an Excel workbook."""

    help = _("Write a whole criteria set as an Excel workbook.")

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        # Here --version names a version of the set, not that of Django.
        return super().create_parser(prog_name, subcommand, conflict_handler="resolve", **kwargs)

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--set", dest="code", required=True, help=_("Code of the criteria set."))
        parser.add_argument("--version", dest="number", type=int, help=_("Version of the set."))
        parser.add_argument("--output", type=Path, required=True, help=_("File to write, .xlsx."))

    def handle(self, *args: object, code: str, number: int | None, output: Path, **options: object) -> None:
        row = set_by_code(code, number)
        if row is None:
            known = ", ".join(map(str, criteria_sets_list())) or "-"
            todo = _("Name one of these: %(sets)s.") % {"sets": known}
            raise _refused(_("There is no such version of a criteria set."), todo)
        try:
            Path(output).write_bytes(criteria_set_workbook(row))
        except OSError:
            text = _("The file %(file)s cannot be written.") % {"file": output}
            raise _refused(text, _("Name a file in a folder that this account may write to.")) from None
        self.stdout.write(_("%(name)s is written to %(file)s.") % {"name": row, "file": output})


def _refused(what: str, todo: str) -> CommandError:
    """What happened, that nothing was written, what to do."""
    return CommandError("\n".join([what, _("Nothing was written."), todo]))
