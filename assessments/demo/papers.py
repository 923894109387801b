"""The bytes of demonstration papers; helpers beside the command render them, two at a time."""

import io
import itertools
import multiprocessing
import zipfile
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar
from xml.sax.saxutils import escape

import django
import pikepdf
import pypdfium2

from documents.rendering import render_pdf
from documents.spreadsheet import Column, Kind, Table, workbook_bytes

TEMPLATE = "papers/assessments/minh-chung-trinh-dien.html"
# The pages of the template in their order; the notice is handed in as a photograph of its page.
PAGES = ("report", "regulation", "digital", "inventory", "notice", "treasury")
HELPERS = 2
Value = TypeVar("Value")
_EPOCH = (2025, 1, 1, 0, 0, 0)


class Press(Protocol):
    """Where papers are rendered."""

    def paper(self, template: str, context: Mapping[str, Any], title: str) -> "Future[bytes]":
        """One paper as PDF."""

    def proofs(self, context: Mapping[str, Any]) -> "Future[dict[str, bytes]]":
        """PDF pages and the photograph of one unit, by the names of `PAGES`."""


@dataclass(frozen=True)
class PoolPress:
    """Renders in helper processes."""

    pool: ProcessPoolExecutor

    def paper(self, template: str, context: Mapping[str, Any], title: str) -> "Future[bytes]":
        return self.pool.submit(_paper, template, dict(context), title)

    def proofs(self, context: Mapping[str, Any]) -> "Future[dict[str, bytes]]":
        return self.pool.submit(_proofs, dict(context))


@dataclass(frozen=True)
class BlankPress:
    """Hands out blank pages, of each unit its own: the figures without the work of rendering."""

    page: bytes
    picture: bytes
    numbers: Iterator[int] = field(default_factory=itertools.count)

    def paper(self, template: str, context: Mapping[str, Any], title: str) -> "Future[bytes]":
        return _done(self._own_page())

    def proofs(self, context: Mapping[str, Any]) -> "Future[dict[str, bytes]]":
        return _done(dict.fromkeys(PAGES, self._own_page()) | {"notice": self.picture})

    def _own_page(self) -> bytes:
        return self.page + b"%% %d\n" % next(self.numbers)


@contextmanager
def paper_press() -> Iterator[Press]:
    """Two helper processes that render papers; they touch no database."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(HELPERS, mp_context=context, initializer=django.setup) as pool:
        yield PoolPress(pool)


@contextmanager
def blank_press() -> Iterator[Press]:
    """Blank pages, at once."""
    page = blank_page()
    yield BlankPress(page, _photograph(page))


def _done(value: Value) -> "Future[Value]":
    future: Future[Value] = Future()
    future.set_result(value)
    return future


def _paper(template: str, context: dict[str, Any], title: str) -> bytes:
    return render_pdf(template, context, title=title)


def _proofs(context: dict[str, Any]) -> dict[str, bytes]:
    wanted = PAGES if context["capital"] else PAGES[:-1]
    whole = render_pdf(TEMPLATE, context, title="Minh chứng")
    found = {}
    with pikepdf.open(io.BytesIO(whole)) as book:
        if len(book.pages) != len(wanted):
            raise ValueError(f"{len(book.pages)} pages for {len(wanted)} papers")
        for name, page in zip(wanted, book.pages, strict=True):
            single = pikepdf.new()
            single.pages.append(page)
            out = io.BytesIO()
            single.save(out, deterministic_id=True)
            found[name] = out.getvalue()
    found["notice"] = _photograph(found["notice"])
    return found


def _photograph(pdf: bytes) -> bytes:
    document = pypdfium2.PdfDocument(pdf)
    try:
        picture = document[0].render(scale=0.9, grayscale=True).to_pil()
    finally:
        document.close()
    out = io.BytesIO()
    picture.quantize(16).save(out, "PNG", optimize=False)
    return out.getvalue()


def signed(pdf: bytes) -> bytes:
    """The sheet as it comes back: a seal and a stroke of the pen on its last page."""
    mark = (
        b"q 0.8 0.1 0.1 RG 1.6 w 470 150 m 470 174 450 194 426 194 c 402 194 382 174 382 150 c "
        b"382 126 402 106 426 106 c 450 106 470 126 470 150 c S "
        b"0.1 0.15 0.6 RG 1.2 w 400 140 m 420 190 425 110 440 150 c 450 175 455 130 490 160 c S Q"
    )
    with pikepdf.open(io.BytesIO(pdf)) as book:
        page = book.pages[-1]
        page.contents_add(b"q", prepend=True)
        page.contents_add(b"Q " + mark)
        out = io.BytesIO()
        book.save(out, deterministic_id=True)
    return out.getvalue()


def blank_page() -> bytes:
    """A page without text, where no sheet was rendered."""
    book = pikepdf.new()
    book.add_blank_page(page_size=(595, 842))
    out = io.BytesIO()
    book.save(out, deterministic_id=True)
    return out.getvalue()


def workbook(title: str, unit: str, rows: list[tuple[str, Any]]) -> bytes:
    """A small table of figures with the unit's name above."""
    columns = (Column("TT", 6), Column("Nội dung", 60), Column("Số liệu", 22, Kind.POINTS))
    lines = tuple((str(number), text, value) for number, (text, value) in enumerate(rows, 1))
    table = Table("Bảng kê", (unit.upper(), title.upper()), columns, lines)
    return workbook_bytes([table], title=title)


def text_document(paragraphs: list[str]) -> bytes:
    """A DOCX with plain paragraphs."""
    body = "".join(f"<w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p>" for text in paragraphs)
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    parts = {
        "[Content_Types].xml": (
            f'<Types xmlns="{package}/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{kind}"/></Types>'
        ),
        "_rels/.rels": (
            f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" '
            f'Type="{office}/officeDocument" Target="word/document.xml"/></Relationships>'
        ),
        "word/document.xml": f'<w:document xmlns:w="{word}"><w:body>{body}</w:body></w:document>',
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), head + text)
    return out.getvalue()
