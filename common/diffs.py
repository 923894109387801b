"""What differs between two texts, word by word."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

_PIECES = re.compile(r"\s+|[^\s]+")

Kind = Literal["same", "del", "ins"]


@dataclass(frozen=True)
class Piece:
    """A run of words: in both texts, only in the first (`del`) or only in the second (`ins`)."""

    kind: Kind
    text: str


def text_diff(before: str, after: str) -> list[Piece]:
    """Return the pieces in reading order: all but `ins` make up `before`, all but `del` make up `after`."""
    old, new = _PIECES.findall(before), _PIECES.findall(after)
    pieces: list[Piece] = []
    for tag, start, end, new_start, new_end in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece("same", "".join(old[start:end])))
            continue
        if start < end:
            pieces.append(Piece("del", "".join(old[start:end])))
        if new_start < new_end:
            pieces.append(Piece("ins", "".join(new[new_start:new_end])))
    return pieces
