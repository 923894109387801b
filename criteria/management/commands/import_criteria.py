from argparse import ArgumentParser
from decimal import Decimal
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from common.access import Refused
from common.files import UploadError, check_upload
from common.numbers import format_decimal
from criteria.set_import import SetPreview, criteria_set_import, set_preview
from criteria.versions import ItemFate
from criteria.workbook.changes import RowChange


class Command(BaseCommand):
    """Import a whole criteria set from an Excel workbook into a draft: all of it or nothing.

    With --dry-run every row is told and nothing is written. Faults are told with sheet, row and column.
    """

    help = _("Import a whole criteria set from an Excel workbook into a draft.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help=_("Workbook to read, .xlsx."))
        parser.add_argument("--dry-run", action="store_true", help=_("Tell what would come and write nothing."))

    def handle(self, *args: object, file: Path, dry_run: bool, **options: object) -> None:
        content = _content_of(Path(file))
        preview = set_preview(content)
        if preview.faults:
            raise _refused(*map(str, preview.faults), todo=_("Mend the places named and import the workbook again."))
        self._tell(preview)
        if dry_run:
            self.stdout.write(_("This was a dry run; nothing was imported."))
            return
        try:
            row = criteria_set_import(content=content, by=None, digest=preview.digest)
        except Refused as refused:
            raise _refused(str(refused.verdict.reason), todo=_("Import the workbook again.")) from None
        self.stdout.write(_("%(name)s stands as a draft.") % {"name": row})

    def _tell(self, preview: SetPreview) -> None:
        sums = preview.sums | {"points": format_decimal(Decimal(preview.sums["points"]))}
        for change in preview.changes:
            self.stdout.write(line_of(change))
        self.stdout.write(
            _("New: %(added)s, changed: %(changed)s, removed: %(removed)s, unchanged: %(same)s.") % preview.counts
        )
        self.stdout.write(
            _("The workbook holds %(areas)s areas, %(criteria)s criteria and %(points)s points in all.") % sums
        )


def line_of(change: RowChange) -> str:
    """One row of the preview: `Tiêu chí, row 5, HT-1: changed; Tên tiêu chí: A → B`."""
    fate = {
        ItemFate.SAME: _("unchanged"),
        ItemFate.CHANGED: _("changed"),
        ItemFate.ADDED: _("new"),
        ItemFate.REMOVED: _("removed"),
    }[change.fate]
    place = _("row %(line)s") % {"line": change.line} if change.line else _("no row")
    parts = [f"{change.sheet.name}, {place}, {change.name}: {fate}"]
    if change.fate == ItemFate.CHANGED:
        parts += [f"{cell.column.head}: {cell.before_text} → {cell.after_text}" for cell in change.cells]
        parts += [_("another place in the order")] if change.moved else []
    return "; ".join(parts)


def _refused(*what: str, todo: str) -> CommandError:
    """What happened, that nothing was kept, what to do."""
    return CommandError("\n".join([*what, _("Nothing was imported."), todo]))


def _content_of(path: Path) -> bytes:
    """The bytes of the workbook, looked at like any upload."""
    try:
        content = path.read_bytes()
        check_upload(ContentFile(content, name=path.name))
    except OSError:
        text = _("The file %(file)s cannot be read.") % {"file": path}
        raise _refused(text, todo=_("Name a workbook that exists and that this account may read.")) from None
    except UploadError as error:
        todo = _("Save it as an Excel workbook (.xlsx) and import that.")
        raise _refused(str(error.message), todo=todo) from None
    return content
