"""Small rules of written papers: Roman numerals and lines of even length."""

import textwrap
from math import ceil

# A hyphen between two words never begins a line.
_BEFORE_HYPHEN = "\N{NO-BREAK SPACE}- "
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def roman(number: int) -> str:
    """Number of an annex or part, 1 to 39; ValueError outside."""
    if not 1 <= number <= 39:
        raise ValueError(number)
    signs = ""
    for value, sign in _ROMAN:
        while number >= value:
            signs += sign
            number -= value
    return signs


def balanced_lines(text: str, width: int) -> tuple[str, ...]:
    """The fewest lines of at most `width` signs, of nearly even length, so that a rule below a centred name
    measures against its text and not against the column. Line breaks in the text stay; a longer word stands alone.
    """
    lines: list[str] = []
    for part in text.splitlines():
        lines += _balanced(" ".join(part.split()).replace(" - ", _BEFORE_HYPHEN), width)
    return tuple(line.replace(_BEFORE_HYPHEN.rstrip(" "), " -") for line in lines)


def _balanced(text: str, width: int) -> list[str]:
    fewest = len(_wrap(text, width))
    for narrower in range(ceil(len(text) / max(fewest, 1)), width):
        lines = _wrap(text, narrower)
        if len(lines) <= fewest:
            return lines
    return _wrap(text, width)


def _wrap(text: str, width: int) -> list[str]:
    return textwrap.wrap(text, max(width, 1), break_long_words=False, break_on_hyphens=False)
