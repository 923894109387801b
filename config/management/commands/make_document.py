from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _

from documents.paper_files import render_file
from documents.papers import PaperKind, kinds
from documents.rendering import PaperUnavailable

VARIANTS = ("pdf/ua-1", "pdf/a-3b")


class Command(BaseCommand):
    """Name the kinds of papers, or write a filled example of one: PDF, DOCX where an office edits it, XLSX of lists."""

    help = _("Name the kinds of papers or write a filled example of one.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kind", nargs="?", default="", help=_("Code of the kind."))
        parser.add_argument("--list", action="store_true", help=_("Name every kind with its formats."))
        parser.add_argument("--demo", action="store_true", help=_("Fill the paper with made-up values."))
        parser.add_argument("--output", type=Path, default=Path(), help=_("Folder of the files."))
        parser.add_argument("--variant", choices=VARIANTS, help=_("Accessible or archival profile of the PDF."))

    def handle(self, *args: object, kind: str, output: Path, variant: str | None, **options: object) -> None:
        if options["list"]:
            self._list()
            return
        known = kinds().get(kind)
        if known is None:
            raise CommandError(_("There is no paper “%(kind)s”; --list names all.") % {"kind": kind})
        if not options["demo"] or known.demo is None:
            raise CommandError(_("Only a filled example can be written here: --demo."))
        try:
            self._write(known, output, variant)
        except PaperUnavailable as unavailable:
            raise CommandError(str(unavailable.reason)) from None

    def _list(self) -> None:
        with translation.override("vi"):
            for kind in kinds().values():
                self.stdout.write(f"{kind.code:32} {kind.title} ({', '.join(kind.formats)})")

    def _write(self, kind: PaperKind, folder: Path, variant: str | None) -> None:
        content = kind.demo()
        folder.mkdir(parents=True, exist_ok=True)
        for form in kind.formats:
            path = folder / f"{kind.code.replace('.', '-')}.{form}"
            path.write_bytes(render_file(kind, content, form, variant=variant))
            self.stdout.write(str(path))
