"""System checks with sentences: what the machine lacks, said before someone meets a traceback."""

import ctypes
import os
import shutil
import subprocess
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.checks import Warning as CheckWarning
from django.db import connection
from django.utils.translation import gettext as _

PANGO_NAMES = ("libpango-1.0.so.0", "libpango-1.0-0", "libpango-1.0.dylib", "pango-1.0")
HARFBUZZ_SUBSET_NAMES = ("libharfbuzz-subset.so.0", "libharfbuzz-subset-0", "libharfbuzz-subset.0.dylib")
PAPER_FONT = "Liberation Serif"
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.fonts", "~/.local/share/fonts")
SAFE_SQLITE = (3, 51, 3)  # sqlite.org/wal.html#walresetbug


def paper_requirements() -> list[str]:
    """What papers (PDF) need and this machine lacks, one sentence each; empty when all is there."""
    lacking = []
    if not _loads(PANGO_NAMES):
        lacking.append(_("The library Pango is missing; on Debian install the package libpango-1.0-0."))
    if not font_installed(PAPER_FONT):
        lacking.append(_("The font Liberation Serif is missing; on Debian install the package fonts-liberation2."))
    return lacking


@lru_cache
def font_installed(family: str) -> bool:
    """Whether fontconfig knows the family itself, not a stand-in; else whether its file is there."""
    if program := shutil.which("fc-match"):
        answer = subprocess.run(  # noqa: S603 - a fixed program, a fixed question
            [program, "--format=%{family}", family],
            capture_output=True,
            text=True,
            timeout=20,
            check=False,
        )
        return family in answer.stdout.split(",")
    stem = f"{family.replace(' ', '')}-Regular.ttf"
    return any(any(Path(folder).expanduser().rglob(stem)) for folder in FONT_FOLDERS)


@register("papers")
def papers_check(**_options: Any) -> list[CheckMessage]:
    found: list[CheckMessage] = [CheckWarning(text, id="common.W001") for text in paper_requirements()]
    if not _loads(HARFBUZZ_SUBSET_NAMES):
        hint = _("PDF files are larger without libharfbuzz-subset; on Debian install libharfbuzz-subset0.")
        found.append(CheckWarning(hint, id="common.W002"))
    return found


@register()
def data_dir_check(**_options: Any) -> list[CheckMessage]:
    folder = Path(settings.DATA_DIR)
    if folder.is_dir() and os.access(folder, os.W_OK):
        return []
    return [Error(_("The folder named by DATA_DIR cannot be written to."), id="common.E001")]


@register(Tags.database)
def sqlite_check(**_options: Any) -> list[CheckMessage]:
    """Only asked for with --database: WAL on an older library can lose data when two processes write."""
    library = getattr(connection, "Database", None)
    if connection.vendor != "sqlite" or library is None or library.sqlite_version_info >= SAFE_SQLITE:
        return []
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode")
        mode = cursor.fetchone()[0]
    if mode != "wal":
        return []
    text = _("The SQLite library is older than 3.51.3 and must not use the write-ahead log.")
    return [Error(text, id="common.E002")]


@lru_cache
def _loads(names: tuple[str, ...]) -> bool:
    for name in names:
        try:
            ctypes.CDLL(name)
        except OSError:
            continue
        return True
    return False
