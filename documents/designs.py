"""Kinds of papers whose look an office may set: their fields, their design, and a filled example."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from documents.certificates.design import Design
from documents.papers import PaperContent, kinds


@dataclass(frozen=True)
class OwnLook:
    """What may be set for one kind: `fields` are the places that an own template may name, `rows` those of its loop.

    With a `design` its boxes can be moved to the office's stock. `example` fills a layout for a look at it.
    """

    kind: str
    fields: Mapping[str, str]
    rows: Mapping[str, str] = field(default_factory=dict)
    design: Design | None = None
    example: Callable[[dict], PaperContent] | None = None


_LOOKS: dict[str, OwnLook] = {}


def register_look(look: OwnLook) -> None:
    _LOOKS[look.kind] = look


def looks() -> dict[str, OwnLook]:
    """Every look by the code of its kind."""
    kinds()  # the apps say what they have when their papers are registered
    return dict(_LOOKS)
