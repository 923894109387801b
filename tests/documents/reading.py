"""Reads a PDF back: where every letter stands, in which size and face, and where rules are drawn."""

import ctypes
from dataclasses import dataclass
from io import BytesIO

import pypdfium2 as pdfium
from pypdf import PdfReader
from pypdfium2 import raw

MM = 72 / 25.4
# How pdfium tells a hyphen at the end of a line; a blank that holds words together reads as any other.
SIGNS = str.maketrans({"\x02": "-", "\ufffe": "-", "\N{NO-BREAK SPACE}": " "})
PIXEL = 0.75  # WeasyPrint sets sizes in CSS pixels and scales the page


@dataclass(frozen=True)
class Letter:
    """Millimetres from the left and from the top; size in points."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    size: float
    font: str


@dataclass(frozen=True)
class Run:
    """Letters of one stretch of text: its box, size and face."""

    letters: tuple[Letter, ...]

    @property
    def left(self) -> float:
        return self.letters[0].left

    @property
    def right(self) -> float:
        return self.letters[-1].right

    @property
    def top(self) -> float:
        return self.letters[0].top

    @property
    def bottom(self) -> float:
        return self.letters[0].bottom

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2

    @property
    def face(self) -> tuple[float, str]:
        """Size and style, one for the whole run: `(12.0, "Bold-Italic")`."""
        (face,) = {(letter.size, letter.font) for letter in self.letters if letter.text != " "}
        return face


@dataclass(frozen=True)
class Rule:
    left: float
    right: float
    top: float
    height: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


class Page:
    """Read at once, so that the file can be closed."""

    def __init__(self, page: pdfium.PdfPage) -> None:
        self.width, self.height = (side / MM for side in page.get_size())
        read = page.get_textpage()
        self.text = " ".join(read.get_text_range().translate(SIGNS).split())
        self.letters = tuple(self._letter(read, index) for index in range(read.count_chars()))
        self.letters = tuple(letter for letter in self.letters if letter.text not in "\r\n")
        self.rules = self._rules(page)

    def _letter(self, read: pdfium.PdfTextPage, index: int) -> Letter:
        name = ctypes.create_string_buffer(128)
        raw.FPDFText_GetFontInfo(read.raw, index, name, 128, ctypes.c_int())
        left, bottom, right, top = (edge / MM for edge in read.get_charbox(index, loose=True))
        size = round(raw.FPDFText_GetFontSize(read.raw, index) * PIXEL, 2)
        font = name.value.decode().partition("Liberation-Serif")[2].lstrip("-") or "Regular"
        sign = chr(raw.FPDFText_GetUnicode(read.raw, index)).translate(SIGNS)
        return Letter(sign, left, right, self.height - top, self.height - bottom, size, font)

    def _rules(self, page: pdfium.PdfPage) -> list[Rule]:
        """Thin horizontal lines."""
        found = []
        for drawn in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH]):
            left, bottom, right, top = (edge / MM for edge in drawn.get_bounds())
            if top - bottom < 0.5:
                found.append(Rule(left, right, self.height - top, top - bottom))
        return found

    def find(self, words: str) -> Run:
        """The first stretch that reads so; the words must stand on one line."""
        at = "".join(letter.text for letter in self.letters).find(words)
        assert at >= 0, f"not on the page: {words}"
        return Run(self.letters[at : at + len(words)])

    def rule_below(self, run: Run) -> Rule:
        """The nearest rule under a line of text, at most 3 mm away."""
        near = [rule for rule in self.rules if run.bottom - 2 < rule.top < run.bottom + 3 and rule.width < 150]
        assert near, "no rule below"
        return min(near, key=lambda rule: (abs(rule.middle - run.middle) > 5, rule.top))


def pages(pdf: bytes) -> list[Page]:
    document = pdfium.PdfDocument(pdf)
    try:
        return [Page(page) for page in document]
    finally:
        document.close()


def text_of(pdf: bytes) -> str:
    """All text, every run of white space as one blank."""
    return " ".join(page.text for page in pages(pdf))


def fonts_of(pdf: bytes) -> set[str]:
    """Names of all fonts, without the mark of the subset; a font that is not embedded fails."""
    names = set()
    for page in PdfReader(BytesIO(pdf)).pages:
        for font in (page["/Resources"].get("/Font") or {}).values():
            inner = font.get_object()["/DescendantFonts"][0].get_object()
            assert "/FontFile2" in inner["/FontDescriptor"].get_object()
            names.add(str(inner["/BaseFont"]).rpartition("+")[2])
    return names
