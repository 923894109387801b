"""Who makes the papers of a batch: each kind says how its targets are loaded, drawn and told of their paper."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from documents.models import IssuedDocument
from documents.papers import RenderedPaper, kinds


@dataclass(frozen=True)
class MadePaper:
    """A drawn paper that waits to be kept: what it is about, its code, the unit that may read it."""

    target: Model
    paper: RenderedPaper
    code: str
    file_name: str
    audience_id: int | None = None


@dataclass(frozen=True)
class Maker:
    """`load` gives the targets by id; `draw(target, code)` raises Refused for one that must not be made;
    `kept` runs in the transaction that keeps the papers.
    """

    kind: str
    load: Callable[[Sequence[str]], Mapping[str, Any]]
    draw: Callable[[Any, str], MadePaper]
    kept: Callable[[Sequence[tuple[Any, IssuedDocument]]], None]


_MAKERS: dict[str, Maker] = {}


def register_maker(maker: Maker) -> None:
    _MAKERS[maker.kind] = maker


def maker_of(kind: str) -> Maker:
    """The maker of a kind; KeyError when the app that had it is gone."""
    kinds()
    return _MAKERS[kind]
