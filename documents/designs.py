"""Kinds of papers whose look an office may set: their fields, their design, and a filled example."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.utils.functional import Promise

from documents.certificates.design import Design
from documents.papers import PaperContent, kinds


@dataclass(frozen=True)
class OwnLook:
    """What may be set for one kind: `fields` are the places that an own template may name, `rows` those of its loop.

    With a `design` its boxes can be moved to the office's stock. `example` fills a layout for a look at it; its
    context holds `values` for the fields and `rows` for the loop, as the content of each such paper does.
    `is_text`: plain words for a message and a mail, under a `title` of its own, since it is no kind of paper.
    `sample` is a template that may be used as it stands or changed.
    """

    kind: str
    fields: Mapping[str, str]
    rows: Mapping[str, str] = field(default_factory=dict)
    design: Design | None = None
    example: Callable[[dict], PaperContent] | None = None
    is_text: bool = False
    title: str | Promise = ""
    sample: str = ""


_LOOKS: dict[str, OwnLook] = {}


def register_look(look: OwnLook) -> None:
    _LOOKS[look.kind] = look


def looks() -> dict[str, OwnLook]:
    """Every look by the code of its kind."""
    kinds()  # the apps say what they have when their papers are registered
    return dict(_LOOKS)
