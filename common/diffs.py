"""What differs between two texts, word by word."""

import re
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

_PIECES = re.compile(r"\s+|[^\s]+")
# With more pairs of equal pieces the frequent ones (spaces, "của") are left out of the matching: it would take seconds.
_MOST_PAIRS = 50_000
_FREQUENT = 100

Kind = Literal["same", "del", "ins"]


@dataclass(frozen=True)
class Piece:
    """A run of words: in both texts, only in the first (`del`) or only in the second (`ins`)."""

    kind: Kind
    text: str


def text_diff(before: str, after: str) -> list[Piece]:
    """Return the pieces in reading order: all but `ins` make up `before`, all but `del` make up `after`."""
    old, new = _PIECES.findall(before), _PIECES.findall(after)
    first, last = _shared(old, new), 0
    while last < min(len(old), len(new)) - first and old[-1 - last] == new[-1 - last]:
        last += 1
    head, tail = "".join(old[:first]), "".join(old[len(old) - last :])
    middle = _differing(old[first : len(old) - last], new[first : len(new) - last])
    return _joined([Piece("same", head), *middle, Piece("same", tail)])


def _shared(old: list[str], new: list[str]) -> int:
    """How many pieces both begin with."""
    pairs = zip(old, new, strict=False)
    return next((at for at, (one, other) in enumerate(pairs) if one != other), min(len(old), len(new)))


def _differing(old: list[str], new: list[str]) -> list[Piece]:
    """The pieces between the shared beginning and the shared end."""
    counts = Counter(new)
    crowded = sum(counts[piece] for piece in old) > _MOST_PAIRS
    if crowded and len(new) // _FREQUENT * len(old) > 4 * _MOST_PAIRS:
        return [Piece("del", "".join(old)), Piece("ins", "".join(new))]
    pieces: list[Piece] = []
    for tag, start, end, new_start, new_end in SequenceMatcher(a=old, b=new, autojunk=crowded).get_opcodes():
        if tag == "equal":
            pieces.append(Piece("same", "".join(old[start:end])))
            continue
        pieces += [Piece("del", "".join(old[start:end])), Piece("ins", "".join(new[new_start:new_end]))]
    return pieces


def _joined(pieces: list[Piece]) -> list[Piece]:
    """Neighbours of one kind as one piece, empty ones left out."""
    found: list[Piece] = []
    for piece in pieces:
        if piece.text and found and found[-1].kind == piece.kind:
            found[-1] = Piece(piece.kind, found[-1].text + piece.text)
        elif piece.text:
            found.append(piece)
    return found
