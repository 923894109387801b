"""What every chart is made of: shapes with their colours, scales, legends.

Coordinates are text, because a template would print a number with the comma of the page's language.
Each shape has a class, by which a page recolours it, and attributes, which are all that WeasyPrint sees.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from math import ceil, floor, log10

from common.numbers import format_decimal

Number = Decimal | int | float

INK, INK_2, GRID, TRACK, SURFACE = "#111d2b", "#3f4f63", "#cdd6e1", "#e3e9f0", "#ffffff"
# The light values of --chart-1 … --chart-6 in tokens.css.
PALETTE = ("#0b4f8a", "#b98200", "#2f8f63", "#a2477d", "#5f7186", "#5c8fc7")
MARKS = ("circle", "square", "triangle", "diamond", "wedge", "plus", "cross")
CHAR_WIDTH = 0.56  # mean width of a letter of the page's font, in parts of its size


def coord(value: Number) -> str:
    """A coordinate with at most one decimal, always with a dot."""
    return f"{round(float(value), 1):g}"


def colour(tone: int) -> tuple[str, str]:
    """Class and colour of a tone: 1 to 6, 0 for the ground of a bar."""
    return ("c-track", TRACK) if tone == 0 else (f"c-{tone}", PALETTE[tone - 1])


@dataclass(frozen=True)
class Rect:
    x: str
    y: str
    width: str
    height: str
    css: str
    fill: str
    title: str = ""
    radius: str = "2"


@dataclass(frozen=True)
class Text:
    x: str
    y: str
    text: str
    size: str = "13"
    anchor: str = "start"
    weight: str = "400"
    css: str = "c-text"
    fill: str = INK


@dataclass(frozen=True)
class Path:
    """A line or a mark. `stroke` alone draws a line, `fill` alone a mark."""

    d: str
    css: str
    fill: str = "none"
    stroke: str = "none"
    stroke_width: str = "1"
    dash: str = ""
    title: str = ""


@dataclass(frozen=True)
class Chart:
    """A finished chart: shapes in drawing order and the table that says the same in figures."""

    ident: str
    title: str
    desc: str
    width: int
    height: int
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    grid: list[Path] = field(default_factory=list)
    rects: list[Rect] = field(default_factory=list)
    paths: list[Path] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)

    template = "components/charts/drawing.svg"


@dataclass(frozen=True)
class Scale:
    """From values (`low` to `high`) to coordinates (`start` to `end`)."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: Number) -> float:
        span = self.high - self.low or 1
        inside = min(max(float(value), self.low), self.high)
        return self.start + (inside - self.low) / span * (self.end - self.start)


def rect(x: Number, y: Number, width: Number, height: Number, tone: int, title: str = "") -> Rect:
    css, fill = colour(tone)
    return Rect(coord(x), coord(y), coord(max(float(width), 0)), coord(height), css, fill, title)


def text(
    x: Number,
    y: Number,
    words: str,
    *,
    anchor: str = "start",
    bold: bool = False,
    soft: bool = False,
    size: int = 13,
    figure: bool = False,
) -> Text:
    css = " ".join(filter(None, ["c-text-2" if soft else "c-text", "c-num" if figure else ""]))
    weight, fill = "600" if bold else "400", INK_2 if soft else INK
    return Text(coord(x), coord(y), words, str(size), anchor, weight, css, fill)


def line(x1: Number, y1: Number, x2: Number, y2: Number, *, axis: bool = False, dash: str = "") -> Path:
    """A line of the grid, or a stronger one of the axis."""
    css, stroke = ("c-axis", INK_2) if axis else ("c-grid", GRID)
    return Path(f"M{coord(x1)} {coord(y1)}L{coord(x2)} {coord(y2)}", css, stroke=stroke, dash=dash)


def mark(x: float, y: float, shape: str, tone: int, title: str = "", size: float = 5) -> Path:
    """A mark of one of MARKS; the shape, not the colour alone, tells groups apart."""
    css, fill = colour(tone)
    s = size
    corners = {
        "square": [(-s, -s), (s, -s), (s, s), (-s, s)],
        "triangle": [(0, -s * 1.2), (s * 1.15, s), (-s * 1.15, s)],
        "wedge": [(0, s * 1.2), (s * 1.15, -s), (-s * 1.15, -s)],
        "diamond": [(0, -s * 1.35), (s * 1.35, 0), (0, s * 1.35), (-s * 1.35, 0)],
        "plus": _cross_corners(s, turned=False),
        "cross": _cross_corners(s, turned=True),
    }.get(shape)
    if corners is None:
        d = f"M{coord(x - s)} {coord(y)}a{s:g} {s:g} 0 1 0 {2 * s:g} 0a{s:g} {s:g} 0 1 0 {-2 * s:g} 0z"
    else:
        d = "M" + "L".join(f"{coord(x + dx)} {coord(y + dy)}" for dx, dy in corners) + "z"
    return Path(d, f"{css} s-halo", fill=fill, stroke=SURFACE, title=title)


def _cross_corners(s: float, *, turned: bool) -> list[tuple[float, float]]:
    t = s * 0.38
    long = s * 1.25
    plus = [
        (-t, -long),
        (t, -long),
        (t, -t),
        (long, -t),
        (long, t),
        (t, t),
        (t, long),
        (-t, long),
        (-t, t),
        (-long, t),
        (-long, -t),
        (-t, -t),
    ]
    return [((x - y) * 0.707, (x + y) * 0.707) for x, y in plus] if turned else plus


def text_width(words: str, size: int = 13) -> float:
    """About how wide the words stand."""
    return len(words) * CHAR_WIDTH * size


def wrap(words: str, width: float, size: int = 13) -> list[str]:
    """The words in lines that fit into the width; a name is never cut."""
    lines: list[str] = []
    for word in words.split():
        if lines and text_width(f"{lines[-1]} {word}", size) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines or [""]


def nice_ticks(low: float, high: float, count: int = 5) -> list[float]:
    """Round values that cover low to high, about `count` steps."""
    raw = max((high - low) / count, 1e-9)
    size = 10.0 ** floor(log10(raw))
    step = next((size * factor for factor in (1, 2, 2.5, 5, 10) if size * factor >= raw), size * 10)
    first, last = floor(low / step), ceil(high / step)
    return [round(at * step, 10) for at in range(first, last + 1)]


def tick_text(value: float) -> str:
    return format_decimal(Decimal(str(value)))


def legend(names: Sequence[str], left: float, right: float, top: float) -> list[tuple[float, float, str]]:
    """Places of legend entries that flow in rows between left and right: x, y of the sample, and the name."""
    places, x, y = [], left, top
    for name in names:
        needed = 18 + text_width(name) + 14
        if x > left and x + needed > right:
            x, y = left, y + 20
        places.append((x, y, name))
        x += needed
    return places
