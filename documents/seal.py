"""Where the blue signature and the red seal stand on a paper, and the picture of both.

Decree 30/2020, annex I: the signature between office and name of the signer, the seal in its real size over about
one third of the signature on its left, both as PNG with a transparent ground.
"""

import io
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from PIL import Image

from common.text import nfc, search_text

POINTS_PER_MM = 72 / 25.4
DPI = 300
SEAL_MM = 36.0  # the round seal of an agency in its real size
SIGNATURE_MM = (40.0, 18.0)  # the room of a signature: a picture is fitted into it
ABOVE_NAME_MM = 1.5
SEAL_FILE = "dau.png"


@dataclass(frozen=True)
class Box:
    """A rectangle of a page in millimetres from its lower left corner."""

    left: float
    bottom: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.left + self.width

    @property
    def top(self) -> float:
        return self.bottom + self.height

    @property
    def points(self) -> tuple[float, float, float, float]:
        """Corners in points, as a PDF writes them."""
        return (
            self.left * POINTS_PER_MM,
            self.bottom * POINTS_PER_MM,
            self.right * POINTS_PER_MM,
            self.top * POINTS_PER_MM,
        )


@dataclass(frozen=True)
class Place:
    """The page and the middle of the upper edge of a printed name, in millimetres."""

    page: int
    middle: float
    top: float


@dataclass(frozen=True)
class Stamp:
    """One picture of signature and seal with its place."""

    image: bytes
    page: int
    box: Box


def name_place(pdf: bytes, name: str) -> Place | None:
    """Where the signer's name stands last in a paper."""
    if not name.strip():
        return None
    document = pypdfium2.PdfDocument(pdf)
    try:
        for index in reversed(range(len(document))):
            text = document[index].get_textpage()
            found = _last(text, nfc(name))
            if found:
                start, count = found
                boxes = [text.get_charbox(at) for at in range(start, start + count)]
                left, right = min(box[0] for box in boxes), max(box[2] for box in boxes)
                top = max(box[3] for box in boxes)
                return Place(index, (left + right) / 2 / POINTS_PER_MM, top / POINTS_PER_MM)
    finally:
        document.close()
    return None


def signature_box(place: Place, size: tuple[int, int]) -> Box:
    """The room of a signature picture of this size above the name, in its own proportion."""
    width, height = SIGNATURE_MM
    scale = min(width / size[0], height / size[1])
    width, height = size[0] * scale, size[1] * scale
    return Box(place.middle - width / 2, place.top + ABOVE_NAME_MM, width, height)


def seal_box(signature: Box) -> Box:
    """The seal covers the left third of the signature, at the height of its middle."""
    left = signature.left + signature.width / 3 - SEAL_MM
    return Box(left, signature.bottom + (signature.height - SEAL_MM) / 2, SEAL_MM, SEAL_MM)


def stamp_make(pdf: bytes, *, signer: str, folder: str) -> Stamp | None:
    """The picture for a paper; None without pictures, or where the signer's name does not stand in it."""
    seal, own = _picture(folder, SEAL_FILE), _picture(folder, f"{search_text(signer).replace(' ', '-')}.png")
    place = name_place(pdf, signer) if seal or own else None
    if place is None:
        return None
    first = signature_box(place, own.size if own else (int(SIGNATURE_MM[0]), int(SIGNATURE_MM[1])))
    parts = ([(own, first)] if own else []) + ([(seal, seal_box(first))] if seal else [])
    return Stamp(*_joined(parts, place.page))


def _joined(parts: list[tuple[Image.Image, Box]], page: int) -> tuple[bytes, int, Box]:
    """One transparent picture of all parts, the later ones above."""
    left, bottom = min(box.left for _, box in parts), min(box.bottom for _, box in parts)
    right, top = max(box.right for _, box in parts), max(box.top for _, box in parts)
    whole = Box(left, bottom, right - left, top - bottom)
    sheet = Image.new("RGBA", (_pixels(whole.width), _pixels(whole.height)), (255, 255, 255, 0))
    for picture, box in parts:
        fitted = picture.resize((_pixels(box.width), _pixels(box.height)), Image.Resampling.LANCZOS)
        sheet.alpha_composite(fitted, (_pixels(box.left - left), _pixels(top - box.top)))
    stream = io.BytesIO()
    sheet.save(stream, "PNG")
    return stream.getvalue(), page, whole


def _pixels(mm: float) -> int:
    return max(round(mm / 25.4 * DPI), 0)


def _picture(folder: str, name: str) -> Image.Image | None:
    path = Path(folder) / name if folder else None
    if path is None or not path.is_file():
        return None
    with Image.open(path) as picture:
        return picture.convert("RGBA")


def _last(text: pypdfium2.PdfTextPage, name: str) -> tuple[int, int] | None:
    searcher = text.search(name, match_case=True)
    found = None
    while hit := searcher.get_next():
        found = hit
    return found
