"""A sheet as it is drawn, in plain values: places in millimetres from the top left corner, sizes of letters in points.

The press turns it into the operators of a PDF, the template of a paper into HTML: one look both ways.
"""

from collections.abc import Iterable
from dataclasses import dataclass

MM_PER_POINT = 25.4 / 72
INK, RED, GOLD = "#000000", "#a8141c", "#b8892b"


@dataclass(frozen=True)
class Text:
    """One line of text; `x` is its left end, `y` its baseline."""

    x: float
    y: float
    text: str
    size: float
    style: str = "regular"
    color: str = INK


@dataclass(frozen=True)
class Stroke:
    """A straight line; `width` in millimetres."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float = 0.25
    color: str = INK


@dataclass(frozen=True)
class Block:
    """A filled rectangle, such as a run of dark modules of a QR code."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Sheet:
    """Everything on one page. `bordered`: the drawn border stands under it (plain paper)."""

    width: float
    height: float
    title: str
    texts: tuple[Text, ...] = ()
    strokes: tuple[Stroke, ...] = ()
    blocks: tuple[Block, ...] = ()
    bordered: bool = True


def block_path(blocks: Iterable[Block]) -> str:
    """Filled rectangles as the `d` of one SVG path."""
    return "".join(f"M{b.x:.3f} {b.y:.3f}h{b.width:.3f}v{b.height:.3f}h{-b.width:.3f}z" for b in blocks)
