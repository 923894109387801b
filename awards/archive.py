"""A dossier as one archive: the same papers give the same bytes, whoever makes it and when."""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import IO

from common.text import search_text

INDEX, FACTS = "00-muc-luc.csv", "00-ho-so.txt"
# The first moment that the format knows; the true times stand in the index.
_NO_TIME = (1980, 1, 1, 0, 0, 0)
_UNIX, _MODE = 3, 0o100644 << 16
_CHUNK = 1024 * 1024


@dataclass(frozen=True, kw_only=True)
class ArchiveFile:
    """One paper: where it stands (`order`, `part`), what it is (`paper`), and how its bytes are opened."""

    order: int
    part: str
    paper: str
    file_name: str
    size: int
    sha256: str
    opened: IO[bytes]


def slug(text: str, most: int = 40) -> str:
    """Lower-case Latin letters, digits and hyphens, so that every program unpacks the name."""
    plain = re.sub(r"[^a-z0-9]+", "-", search_text(text)).strip("-")
    return plain[:most].strip("-") or "tep"


def entry_names(files: Iterable[ArchiveFile]) -> Iterator[tuple[str, ArchiveFile]]:
    """`01-to-trinh.pdf`; of several for one part `03-bao-cao-2.pdf`."""
    seen: dict[int, int] = {}
    for each in files:
        number = seen[each.order] = seen.get(each.order, 0) + 1
        tail = f"-{number}" if number > 1 else ""
        ending = each.file_name.rsplit(".", 1)[-1].lower() if "." in each.file_name else ""
        ending = f".{slug(ending, 5)}" if ending else ""
        yield f"{each.order:02d}-{slug(each.part)}{tail}{ending}", each


def archive_write(out: IO[bytes], *, facts: Iterable[tuple[str, str]], files: Iterable[ArchiveFile]) -> None:
    """Writes the archive: facts, index, papers; stored unpacked, since papers are packed in themselves."""
    named = list(entry_names(files))
    lines = "".join(f"{term}: {value}\r\n" for term, value in facts)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(_entry(FACTS), b"\xef\xbb\xbf" + lines.encode())
        archive.writestr(_entry(INDEX), b"\xef\xbb\xbf" + _index(named).encode())
        for name, each in named:
            with each.opened as source, archive.open(_entry(name), "w") as target:
                while block := source.read(_CHUNK):
                    target.write(block)


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, date_time=_NO_TIME)
    entry.create_system, entry.external_attr = _UNIX, _MODE
    return entry


def _index(named: list[tuple[str, ArchiveFile]]) -> str:
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow(["TT", "Thành phần", "Văn bản", "Tệp", "Tên khi nộp", "Dung lượng (byte)", "SHA-256"])
    for number, (name, each) in enumerate(named, 1):
        cells = [each.part, each.paper, name, each.file_name]
        rows.writerow([number, *map(_plain, cells), each.size, each.sha256])
    return out.getvalue()


def _plain(text: str) -> str:
    """A cell that a spreadsheet takes for text, never for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
