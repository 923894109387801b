"""The design of a certificate: which text stands in which box, in millimetres; an office moves the boxes."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import segno

from documents.certificates.faces import faces
from documents.certificates.fitting import LEADING, Fitted, fit
from documents.certificates.sheet import INK, MM_PER_POINT, Block, Sheet, Stroke, Text

NUMBERS = ("x", "y", "width", "height", "size")
ALIGNS = ("left", "center", "right")
# Any of the eight masks is read alike; trying them all takes four times as long as the rest of a certificate.
MASK = 3


@dataclass(frozen=True)
class Box:
    """Room for one field. `printed`: also on pre-printed stock, which has the fixed texts already.

    `size`: points at most; `least`: words stay whole down to it; `sits`: where in the box shorter text stands.
    """

    name: str
    label: str
    x: float
    y: float
    width: float
    height: float
    size: float
    least: float = 9.0
    style: str = "regular"
    align: str = "center"
    sits: str = "middle"
    color: str = INK
    printed: bool = True
    underlined: bool = False


@dataclass(frozen=True)
class Design:
    """A page with its boxes, the place of the QR code and the code beside it."""

    width: float
    height: float
    boxes: tuple[Box, ...]
    qr_x: float
    qr_y: float
    qr_size: float
    bordered: bool = True
    is_stock: bool = False
    shift_x: float = 0.0
    shift_y: float = 0.0

    @property
    def shown(self) -> tuple[Box, ...]:
        """The boxes that are printed: on stock without the fixed texts."""
        return tuple(box for box in self.boxes if box.printed or not self.is_stock)

    def box(self, name: str) -> Box:
        return next(box for box in self.boxes if box.name == name)


@dataclass(frozen=True)
class Filled:
    """What one certificate says: field to text, the address in its QR code, and the printed code."""

    title: str
    values: Mapping[str, str] = field(default_factory=dict)
    address: str = ""
    code: str = ""


def arranged(design: Design, layout: Mapping[str, Any]) -> Design:
    """The design with the positions an office has set; what the layout does not name stays."""
    if not layout:
        return design
    moved = layout.get("boxes", {})
    boxes = tuple(_moved(box, moved.get(box.name, {})) for box in design.boxes)
    is_stock = bool(layout.get("stock"))
    qr = layout.get("qr", {})
    return replace(
        design,
        boxes=boxes,
        is_stock=is_stock,
        bordered=not is_stock,
        shift_x=float(layout.get("shift_x", 0)),
        shift_y=float(layout.get("shift_y", 0)),
        qr_x=float(qr.get("x", design.qr_x)),
        qr_y=float(qr.get("y", design.qr_y)),
        qr_size=float(qr.get("size", design.qr_size)),
    )


def laid_out(design: Design, filled: Filled) -> Sheet:
    """The sheet: every text fitted into its box, the QR code drawn; raises PaperUnavailable without the font."""
    texts: list[Text] = []
    strokes: list[Stroke] = []
    for box in design.shown:
        lines = _lines(design, box, filled.values.get(box.name, ""))
        texts += lines
        if box.underlined and lines:
            last = lines[-1]
            long = faces()[box.style].width(last.text, last.size)
            below = last.y + 0.42 * last.size * MM_PER_POINT
            strokes.append(Stroke(last.x, below, last.x + long, below))
    blocks: tuple[Block, ...] = ()
    if filled.address:
        x, y = design.qr_x + design.shift_x, design.qr_y + design.shift_y
        blocks = qr_blocks(filled.address, x, y, design.qr_size)
        size = 7.5
        long = faces()["regular"].width(filled.code, size)
        while long > design.qr_size * 2.2:
            size -= 0.25
            long = faces()["regular"].width(filled.code, size)
        texts.append(Text(x, y + design.qr_size + 4.6, filled.code, size))
    return Sheet(
        design.width, design.height, filled.title, tuple(texts), tuple(strokes), blocks, bordered=design.bordered
    )


def qr_blocks(address: str, x: float, y: float, size: float) -> tuple[Block, ...]:
    """The dark modules of a QR code as rectangles, neighbours of a row joined."""
    rows = segno.make(address, error="m", mask=MASK, micro=False, boost_error=False).matrix
    step = size / len(rows)
    blocks = []
    for down, row in enumerate(rows):
        start = None
        for right, dark in enumerate((*row, 0)):
            if dark and start is None:
                start = right
            elif not dark and start is not None:
                blocks.append(Block(x + start * step, y + down * step, (right - start) * step, step))
                start = None
    return tuple(blocks)


def _lines(design: Design, box: Box, text: str) -> list[Text]:
    """The text of a box as lines; a line break in it begins a new line where that fits."""
    face = faces()[box.style]
    parts = [part for part in text.splitlines() if part.strip()]
    if not parts:
        return []

    def fitted_at(size: float, least: float) -> list[Fitted]:
        height = box.height / len(parts)
        return [fit(part, width=box.width, height=height, size=size, least=least, measure=face.width) for part in parts]

    fitted = fitted_at(box.size, box.least)
    size = min(each.size for each in fitted)
    if any(each.size != size for each in fitted):
        fitted = fitted_at(size, min(size, box.least))
    lines = [line for each in fitted for line in each.lines]
    step = size * LEADING * MM_PER_POINT
    spare = box.height - step * len(lines)
    top = box.y + {"top": 0.0, "middle": spare / 2, "bottom": spare}[box.sits]
    # The baseline halves what the line has above and below its letters.
    first = top + step / 2 + (face.ascent - face.descent) / 2 * size * MM_PER_POINT
    found = []
    for index, line in enumerate(lines):
        spare = box.width - face.width(line, size)
        x = box.x + {"left": 0.0, "center": spare / 2, "right": spare}[box.align]
        found.append(Text(x + design.shift_x, first + index * step + design.shift_y, line, size, box.style, box.color))
    return found


def _moved(box: Box, values: Mapping[str, Any]) -> Box:
    def number(name: str) -> float:
        return float(values.get(name, getattr(box, name)))

    align = str(values.get("align", box.align))
    return replace(
        box,
        x=number("x"),
        y=number("y"),
        width=number("width"),
        height=number("height"),
        size=number("size"),
        align=align if align in ALIGNS else box.align,
    )
