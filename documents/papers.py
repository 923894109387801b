"""Register of the kinds of papers, filled by each app's `documents.py`, so that nothing calls up a floor."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.module_loading import autodiscover_modules

from documents.rendering import render_pdf


@dataclass(frozen=True)
class PaperContent:
    """What a paper prints: its template and context, and what an issued copy keeps for checking."""

    template: str
    context: dict[str, Any]
    title: str
    header: dict[str, str] = field(default_factory=dict)
    signer: dict[str, str] = field(default_factory=dict)
    facts: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class PaperKind:
    """A kind of paper: `build(target, **options)` gives its content."""

    code: str
    title: str | Promise
    build: Callable[..., PaperContent]


@dataclass(frozen=True)
class RenderedPaper:
    """The bytes of a paper with what belongs to them."""

    kind: str
    content: PaperContent
    pdf: bytes


Press = Callable[[PaperContent], bytes]
_KINDS: dict[str, PaperKind] = {}


def register(kind: PaperKind) -> PaperKind:
    """Adds a kind under its code; a code is taken once."""
    if kind.code in _KINDS:
        raise ValueError(f"a paper of the kind {kind.code} is registered already")
    _KINDS[kind.code] = kind
    return kind


def kinds() -> dict[str, PaperKind]:
    """All kinds by code."""
    if not _KINDS:
        autodiscover_modules("documents")
    return dict(_KINDS)


def paper_pdf(content: PaperContent) -> bytes:
    """The bytes of a paper, made here and now. Raises PaperUnavailable when the machine cannot make papers."""
    return render_pdf(content.template, content.context, title=content.title)


def render(code: str, target: object, *, press: Press = paper_pdf, **options: Any) -> RenderedPaper:
    """A paper of a kind about a target; `press` makes its bytes. Raises what the press raises."""
    content = kinds()[code].build(target, **options)
    return RenderedPaper(code, content, press(content))
