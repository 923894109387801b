"""The border of a certificate on plain paper: interlaced waves between rules, a flower in each corner (pure)."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from documents.certificates.sheet import GOLD, RED

EDGE = 8.0  # from the edge of the paper to the outer rule, mm
BAND = 10.0  # between the rules, mm
WAVES = (0.0, 1 / 3, 2 / 3)
WAVE_LENGTH = 9.0
PALE = "#efe3c4"

Point = tuple[float, float]


@dataclass(frozen=True)
class Path:
    """Steps of a pen in millimetres: (`M` or `L`, x, y), (`C`, six numbers), (`Z`,); drawn or filled."""

    steps: tuple[tuple[str, *tuple[float, ...]], ...]
    color: str
    width: float = 0.0

    @property
    def is_filled(self) -> bool:
        return self.width == 0

    @property
    def svg(self) -> str:
        """The `d` of an SVG path."""
        return " ".join(step[0] + " ".join(f"{number:.3f}" for number in step[1:]) for step in self.steps)


@lru_cache(maxsize=8)
def drawn_border(width: float, height: float) -> tuple[Path, ...]:
    """All that is drawn on plain paper under the text of a sheet of this size."""
    return (*medallion(width / 2, height / 2 + 2, 62), *border(width, height))


@lru_cache(maxsize=8)
def border(width: float, height: float) -> tuple[Path, ...]:
    """The border of a sheet of this size."""
    inner = EDGE + BAND
    return (
        _frame(EDGE - 2.2, width, height, RED, 1.1),
        _frame(EDGE - 0.9, width, height, GOLD, 0.3),
        *_band(width, height),
        _frame(EDGE, width, height, RED, 0.35),
        _frame(inner, width, height, RED, 0.35),
        _frame(inner + 1.2, width, height, GOLD, 0.6),
        *(
            path
            for x in (EDGE + BAND / 2, width - EDGE - BAND / 2)
            for y in (EDGE + BAND / 2, height - EDGE - BAND / 2)
            for path in _corner(x, y)
        ),
        *_sprigs(width, height, inner + 1.2),
    )


@lru_cache(maxsize=8)
def medallion(x: float, y: float, radius: float) -> tuple[Path, ...]:
    """A pale figure behind the text."""
    return tuple(
        Path(tuple(_round(x, y, radius * share, radius * share * 0.42, turn * math.pi / 12)), PALE, 0.25)
        for share in (1.0,)
        for turn in range(12)
    )


def _frame(inset: float, width: float, height: float, color: str, pen: float) -> Path:
    right, below = width - inset, height - inset
    steps = (("M", inset, inset), ("L", right, inset), ("L", right, below), ("L", inset, below), ("Z",))
    return Path(steps, color, pen)


def _band(width: float, height: float) -> Iterator[Path]:
    """Waves along each side, a whole number of them between the corners."""
    start, middle = EDGE + BAND, EDGE + BAND / 2
    swing = BAND / 2 - 1.3
    for length, is_level in ((width - 2 * start, True), (height - 2 * start, False)):
        for far in (False, True):
            axis = (height if is_level else width) - middle if far else middle
            for shift in WAVES:
                yield Path(tuple(_wave(start, length, axis, swing, shift, is_level)), GOLD, 0.3)


def _wave(start: float, length: float, axis: float, swing: float, shift: float, is_level: bool) -> Iterator[tuple]:
    """A sine curve from one corner to the next, a piece to a quarter of its length."""
    count = max(round(length / WAVE_LENGTH), 1)
    pieces = count * 4
    step = length / pieces

    def at(piece: float) -> tuple[float, float, float]:
        angle = 2 * math.pi * (piece * count / pieces + shift)
        rise = swing * 2 * math.pi * count / length * math.cos(angle)
        return start + piece * step, axis + swing * math.sin(angle), rise

    def turned(x: float, y: float) -> Point:
        return (x, y) if is_level else (y, x)

    x, y, rise = at(0)
    yield ("M", *turned(x, y))
    for piece in range(pieces):
        next_x, next_y, next_rise = at(piece + 1)
        yield (
            "C",
            *turned(x + step / 3, y + rise * step / 3),
            *turned(next_x - step / 3, next_y - next_rise * step / 3),
            *turned(next_x, next_y),
        )
        x, y, rise = next_x, next_y, next_rise


def _corner(x: float, y: float) -> Iterator[Path]:
    """A square with a flower of eight petals."""
    half = BAND / 2
    square = (
        ("M", x - half, y - half),
        ("L", x + half, y - half),
        ("L", x + half, y + half),
        ("L", x - half, y + half),
        ("Z",),
    )
    yield Path(square, RED)
    for turn in range(8):
        angle = turn * math.pi / 4
        reach = 2.35
        middle = (x + reach * math.cos(angle), y + reach * math.sin(angle))
        yield Path(tuple(_round(*middle, 1.75, 0.72, angle)), "#f3d98b")
    yield Path(tuple(_round(x, y, 0.95, 0.95, 0)), GOLD)


def _sprigs(width: float, height: float, inset: float) -> Iterator[Path]:
    """A quarter circle with leaves inside each corner of the inner rule."""
    for x, right in ((inset, 1), (width - inset, -1)):
        for y, down in ((inset, 1), (height - inset, -1)):
            for reach, pen in ((9.0, 0.45), (7.4, 0.25)):
                bend = reach * 0.5523
                steps = (
                    ("M", x + right * reach, y),
                    ("C", x + right * reach, y + down * bend, x + right * bend, y + down * reach, x, y + down * reach),
                )
                yield Path(steps, GOLD, pen)
            for share in (0.18, 0.36, 0.5, 0.64, 0.82):
                angle = share * math.pi / 2
                at = (x + right * 10.6 * math.cos(angle), y + down * 10.6 * math.sin(angle))
                turn = math.atan2(down * math.sin(angle), right * math.cos(angle))
                yield Path(tuple(_round(*at, 1.3, 0.5, turn)), GOLD)


def _round(x: float, y: float, long: float, short: float, angle: float) -> Iterator[tuple]:
    """An ellipse around a point, its long axis turned by an angle."""
    bend = 0.5523

    def at(along: float, across: float) -> Point:
        return (
            x + long * along * math.cos(angle) - short * across * math.sin(angle),
            y + long * along * math.sin(angle) + short * across * math.cos(angle),
        )

    yield ("M", *at(1, 0))
    yield ("C", *at(1, bend), *at(bend, 1), *at(0, 1))
    yield ("C", *at(-bend, 1), *at(-1, bend), *at(-1, 0))
    yield ("C", *at(-1, -bend), *at(-bend, -1), *at(0, -1))
    yield ("C", *at(bend, -1), *at(1, -bend), *at(1, 0))
    yield ("Z",)
