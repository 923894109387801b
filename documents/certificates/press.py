"""Sheets as PDF, written straight: fonts and border once, then a few operators a page.

A layout engine sets everything anew for each (`scripts/bench certificates` measures both). Letters that the embedded
faces lack are not drawn here: `can_draw` says so, and the paper goes through the layout engine.
"""

import hashlib
import re
import zlib
from collections.abc import Iterable, Sequence
from functools import lru_cache

from documents.certificates.faces import Face, faces
from documents.certificates.ornament import Path, drawn_border
from documents.certificates.sheet import Sheet, Stroke, Text

POINT = 72 / 25.4
_HEAD = b"%PDF-1.7\n%\xc3\xa9\xc3\xa0\n"


def can_draw(sheet: Sheet) -> bool:
    """Whether the embedded faces have every letter of a sheet."""
    return all(faces()[line.style].has(line.text) for line in sheet.texts)


def sheet_pdf(sheet: Sheet) -> bytes:
    """One sheet as a document of its own; the same sheet gives the same bytes."""
    return sheets_pdf([sheet], title=sheet.title)


def sheets_pdf(sheets: Sequence[Sheet], *, title: str) -> bytes:
    """Sheets of one size as the pages of one document."""
    first = sheets[0]
    press = press_for(first.width, first.height, first.bordered)
    return press.pdf([press.page(sheet) for sheet in sheets], title=title)


def joined_pdf(papers: Iterable[bytes], *, title: str) -> bytes | None:
    """One-page documents of one press as one document that shares fonts and border; None when another made them."""
    press: Press | None = None
    pages: list[bytes | None] = []
    for pdf in papers:
        press = press or _press_of(pdf)
        pages.append(press.page_of(pdf) if press else None)
    if press is None or None in pages:
        return None
    return press.pdf([page for page in pages if page is not None], title=title)


class Press:
    """What all sheets of a size share, written once: the faces, and the border on plain paper."""

    def __init__(self, width: float, height: float, bordered: bool) -> None:
        self.width, self.height = width * POINT, height * POINT
        self._name = f"%Sheet {width} {height} {int(bordered)}\n".encode()
        self.faces = faces()
        self.names = {style: f"F{index}" for index, style in enumerate(self.faces)}
        self._objects: list[bytes] = []
        fonts = {self.names[style]: self._font(face) for style, face in self.faces.items()}
        self._border = self._add_stream(self._border_ops(width, height)) if bordered else 0
        listed = " ".join(f"/{name} {number} 0 R" for name, number in fonts.items())
        self._resources = self._add(f"<< /Font << {listed} >> >>".encode())
        self._start, self._offsets = self._written()

    def page(self, sheet: Sheet) -> bytes:
        """The packed operators of one sheet."""
        ops = [f"1 0 0 -1 0 {self.height:.3f} cm"]
        ops += [_stroke(each) for each in sheet.strokes]
        if sheet.blocks:
            ops.append("0 g")
            ops += [f"{_n(b.x)} {_n(b.y)} {_n(b.width)} {_n(b.height)} re" for b in sheet.blocks]
            ops.append("f")
        ops.append("BT")
        ops += [self._text(each) for each in sheet.texts]
        ops.append("ET")
        return zlib.compress("\n".join(ops).encode("ascii"), 6)

    def pdf(self, pages: Iterable[bytes], *, title: str) -> bytes:
        """A document of these pages."""
        out, offsets = bytearray(self._start), list(self._offsets)

        def add(content: bytes) -> int:
            offsets.append(len(out))
            number = len(offsets)
            out.extend(b"%d 0 obj\n%b\nendobj\n" % (number, content))
            return number

        packed = list(pages)
        tree = len(offsets) + 2 * len(packed) + 1
        kids = []
        box = f"[0 0 {self.width:.3f} {self.height:.3f}]"
        for page in packed:
            content = add(_stream(page))
            parts = f"{self._border} 0 R {content} 0 R" if self._border else f"{content} 0 R"
            head = f"<< /Type /Page /Parent {tree} 0 R /MediaBox {box} /Resources {self._resources} 0 R"
            kids.append(add(f"{head} /Contents [{parts}] >>".encode()))
        listed = " ".join(f"{kid} 0 R" for kid in kids)
        add(f"<< /Type /Pages /Kids [{listed}] /Count {len(kids)} >>".encode())
        words = b"\xfe\xff" + title.encode("utf-16-be")
        info = add(f"<< /Title <{words.hex()}> >>".encode())
        options = "/Lang (vi-VN) /ViewerPreferences << /DisplayDocTitle true >>"
        root = add(f"<< /Type /Catalog /Pages {tree} 0 R {options} >>".encode())
        digest = hashlib.sha256(out).hexdigest()[:32]
        end, count = len(out), len(offsets) + 1
        out.extend(f"xref\n0 {count}\n0000000000 65535 f \n".encode())
        out.extend("".join(f"{offset:010d} 00000 n \n" for offset in offsets).encode())
        trailer = f"/Size {count} /Root {root} 0 R /Info {info} 0 R /ID [<{digest}> <{digest}>]"
        out.extend(f"trailer\n<< {trailer} >>\nstartxref\n{end}\n%%EOF\n".encode())
        return bytes(out)

    def page_of(self, pdf: bytes) -> bytes | None:
        """The packed operators of a one-page document of this very press; None for any other."""
        if not pdf.startswith(self._start):
            return None
        head = b"%d 0 obj\n<< /Length " % (len(self._offsets) + 1)
        at = len(self._start)
        if pdf[at : at + len(head)] != head:
            return None
        length, rest = pdf[at + len(head) : at + len(head) + 80].split(b" ", 1)
        start = at + len(head) + len(length) + 1 + rest.index(b"stream\n") + len(b"stream\n")
        return pdf[start : start + int(length)]

    def _text(self, line: Text) -> str:
        face = self.faces[line.style]
        codes = "".join(f"{face.glyphs[sign]:04x}" for sign in line.text)
        place = f"1 0 0 -1 {_n(line.x)} {_n(line.y)} Tm"
        return f"{_color(line.color, 'rg')} /{self.names[line.style]} {line.size:.2f} Tf {place} <{codes}> Tj"

    def _border_ops(self, width: float, height: float) -> bytes:
        flipped = f"q 1 0 0 -1 0 {self.height:.3f} cm"
        return "\n".join([flipped, *map(_path, drawn_border(width, height)), "Q"]).encode("ascii")

    def _font(self, face: Face) -> int:
        """The objects of an embedded face; its letters are written by the numbers of their glyphs."""
        name = f"AAAAAA+LiberationSerif-{face.style.capitalize()}"
        packed = zlib.compress(face.file, 9)
        file = self._add(_stream(packed, f"/Length1 {len(face.file)}"))
        box = " ".join(map(str, face.box))
        flags = 4 + 2 + (64 if face.angle else 0)
        descriptor = self._add(
            f"<< /Type /FontDescriptor /FontName /{name} /Flags {flags} /FontBBox [{box}] /ItalicAngle {face.angle:g} "
            f"/Ascent {face.ascent * 1000:.0f} /Descent {-face.descent * 1000:.0f} "
            f"/CapHeight {face.cap_height * 1000:.0f} /StemV {140 if face.style == 'bold' else 80} "
            f"/FontFile2 {file} 0 R >>".encode()
        )
        by_glyph = {glyph: sign for sign, glyph in face.glyphs.items()}
        widths = " ".join(f"{glyph} [{face.widths[sign] * 1000:.2f}]" for glyph, sign in sorted(by_glyph.items()))
        system = "<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>"
        letters = self._add(
            f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /{name} /CIDSystemInfo {system} "
            f"/FontDescriptor {descriptor} 0 R /CIDToGIDMap /Identity /DW 500 /W [{widths}] >>".encode()
        )
        to_unicode = self._add_stream(_to_unicode(by_glyph))
        return self._add(
            f"<< /Type /Font /Subtype /Type0 /BaseFont /{name} /Encoding /Identity-H "
            f"/DescendantFonts [{letters} 0 R] /ToUnicode {to_unicode} 0 R >>".encode()
        )

    def _add(self, content: bytes) -> int:
        self._objects.append(content)
        return len(self._objects)

    def _add_stream(self, content: bytes) -> int:
        return self._add(_stream(zlib.compress(content, 9)))

    def _written(self) -> tuple[bytes, tuple[int, ...]]:
        out, offsets = bytearray(_HEAD + self._name), []
        for number, content in enumerate(self._objects, 1):
            offsets.append(len(out))
            out.extend(b"%d 0 obj\n%b\nendobj\n" % (number, content))
        self._objects.clear()
        return bytes(out), tuple(offsets)


press_for = lru_cache(maxsize=8)(Press)


def _press_of(pdf: bytes) -> Press | None:
    """The press that a document names in its head."""
    named = re.match(rb"%Sheet ([\d.]+) ([\d.]+) ([01])\n", pdf[len(_HEAD) : len(_HEAD) + 60])
    if named is None:
        return None
    return press_for(float(named[1]), float(named[2]), named[3] == b"1")


def _stream(packed: bytes, more: str = "") -> bytes:
    return b"<< /Length %d /Filter /FlateDecode %b >>\nstream\n%b\nendstream" % (len(packed), more.encode(), packed)


def _n(millimetres: float) -> str:
    return f"{millimetres * POINT:.2f}"


def _color(color: str, operator: str) -> str:
    parts = (int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return f"{' '.join(f'{part:.3f}' for part in parts)} {operator}"


def _stroke(line: Stroke) -> str:
    ends = f"{_n(line.x1)} {_n(line.y1)} m {_n(line.x2)} {_n(line.y2)} l S"
    return f"{_color(line.color, 'RG')} {_n(line.width)} w {ends}"


def _path(path: Path) -> str:
    operators = {"M": "m", "L": "l", "C": "c", "Z": "h"}
    steps = " ".join(" ".join([*map(_n, step[1:]), operators[step[0]]]) for step in path.steps)
    if path.is_filled:
        return f"{_color(path.color, 'rg')} {steps} f"
    return f"{_color(path.color, 'RG')} {_n(path.width)} w {steps} S"


def _to_unicode(signs: dict[int, str]) -> bytes:
    """Which letter each glyph stands for, for those who search and copy."""
    pairs = [f"<{glyph:04x}> <{sign.encode('utf-16-be').hex()}>" for glyph, sign in sorted(signs.items())]
    blocks = [pairs[at : at + 100] for at in range(0, len(pairs), 100)]
    listed = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap "
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def "
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def "
        f"1 begincodespacerange <0000> <ffff> endcodespacerange\n{listed}\n"
        "endcmap CMapName currentdict /CMap defineresource pop end end"
    ).encode("ascii")
