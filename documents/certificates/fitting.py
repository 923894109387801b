"""Text fitted into a box: as large as it can be, in balanced lines, never cut (pure)."""

import re
from collections.abc import Callable
from dataclasses import dataclass

Measure = Callable[[str, float], float]
STEP = 0.5
SMALLEST = 3.0
LEADING = 1.18
# A span of years (`2023 - 2025`) stands as one word.
WORDS = re.compile(r"\S*\d{4} - \d{4}\S*|\S+")


@dataclass(frozen=True)
class Fitted:
    """Lines with their size in points."""

    size: float
    lines: tuple[str, ...]


def fit(
    text: str, *, width: float, height: float, size: float, least: float, measure: Measure, leading: float = LEADING
) -> Fitted:
    """The largest size from `size` downwards at which all words find room in a box of so many millimetres.

    Words are kept whole down to the size `least`; a word that is still too long is then broken, and the letters
    become smaller until everything stands in the box.
    """
    words = WORDS.findall(" ".join(text.split()))
    if not words:
        return Fitted(size, ())
    widths = [measure(word, 1.0) for word in words]
    space = measure(" ", 1.0)
    tried = size
    while tried >= least:
        if max(widths) * tried <= width and _height(_wrap(widths, space, width / tried), tried, leading) <= height:
            return Fitted(tried, _lines(words, _balanced(widths, space, width / tried)))
        tried -= STEP
    tried = least
    while True:
        parts = [part for word in words for part in _broken(word, width / tried, measure)]
        part_widths = [measure(part, 1.0) for part in parts]
        rows = _wrap(part_widths, space, width / tried)
        if _height(rows, tried, leading) <= height or tried <= SMALLEST:
            return Fitted(tried, _lines(parts, rows))
        tried -= STEP


def _height(rows: list[int], size: float, leading: float) -> float:
    return len(rows) * size * leading * 25.4 / 72


def _wrap(widths: list[float], space: float, width: float) -> list[int]:
    """How many words stand on each line when each takes as many as it holds."""
    rows, used = [0], 0.0
    for each in widths:
        with_space = used + space + each if rows[-1] else each
        if rows[-1] and with_space > width + 1e-9:
            rows.append(1)
            used = each
        else:
            rows[-1] += 1
            used = with_space
    return rows


def _balanced(widths: list[float], space: float, width: float) -> list[int]:
    """The same number of lines, all about as long: the narrowest column that still gives it."""
    rows = _wrap(widths, space, width)
    low, high = max(widths), width
    for _turn in range(12):
        middle = (low + high) / 2
        if len(_wrap(widths, space, middle)) <= len(rows):
            high = middle
        else:
            low = middle
    return _wrap(widths, space, high)


def _broken(word: str, width: float, measure: Measure) -> list[str]:
    """A word in parts that each find room on a line."""
    parts = [""]
    for sign in word:
        if parts[-1] and measure(parts[-1] + sign, 1.0) > width:
            parts.append("")
        parts[-1] += sign
    return parts


def _lines(words: list[str], rows: list[int]) -> tuple[str, ...]:
    lines, at = [], 0
    for count in rows:
        lines.append(" ".join(words[at : at + count]))
        at += count
    return tuple(lines)
