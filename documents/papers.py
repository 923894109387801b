"""Register of the kinds of papers, filled by each app's `documents.py`, so that nothing calls up a floor."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.module_loading import autodiscover_modules

from documents.enums import DocumentState, Keeper, Steps
from documents.rendering import render_pdf
from units.enums import Role


@dataclass(frozen=True)
class PaperContent:
    """What a paper prints: its template and context, and what an issued copy keeps for checking."""

    template: str
    context: dict[str, Any]
    title: str
    header: dict[str, str] = field(default_factory=dict)
    signer: dict[str, str] = field(default_factory=dict)
    facts: dict[str, str] = field(default_factory=dict)
    legal_bases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Ground:
    """The decision that a paper stands on, as strangers may read it: what it is, and what became of it since.

    `state`: issued, replaced or revoked; `ended_by`: by what, where it does not hold any more; `code`: of its own
    public page.
    """

    symbol: str
    day: dt.date | None
    signer: str
    state: DocumentState
    ended_by: str = ""
    code: str = ""


@dataclass(frozen=True)
class Later:
    """A newer paper that changed this one: what it did, in words, its number and day, the code of its public page."""

    words: str | Promise
    symbol: str
    day: dt.date | None
    code: str


@dataclass(frozen=True)
class PaperKind:
    """A kind of paper: `build(target, **options)` gives its content.

    A kind that goes in `steps` takes the option `document`, the row with the number, day and code it prints (empty
    before they are given). `keeper`: who numbers it. `has_qr`: it leads to the page where strangers check it, which
    shows its facts by these `fact_labels`; facts without a label stay unseen where labels are given. `home`: the
    address of the target's page, where its steps are taken because more hangs on them than the paper. `readers`: who
    follows papers of the kind besides the readers of the register. `has_part`: who reads one of them from its approval
    on by a part in its target, such as a seat in the session that the minutes are about. `on_issue`: what the target
    records when its paper goes out, called with the target, the issued row and who issued it, in the transaction of
    the issue. `one_stands`: a newer paper about the same target replaces the one that is out. `stands_on`: the decision
    behind a paper, by the id of its target, told to strangers as it is today. `changed_by`: the papers that changed
    parts of it since, told beside it.

    `edited`: an office works on it, so there is a DOCX beside the PDF; `workbook` makes the list as XLSX; `demo` gives
    a filled example without a database.
    """

    code: str
    title: str | Promise
    build: Callable[..., PaperContent]
    steps: Steps = Steps.DIRECT
    keeper: Keeper | None = None
    has_qr: bool = False
    fact_labels: Mapping[str, str | Promise] = field(default_factory=dict)
    home: Callable[[Any], str] | None = None
    readers: tuple[Role, ...] = ()
    has_part: Callable[[Any, Any], bool] | None = None
    on_issue: Callable[[Any, Any, Any], None] | None = None
    one_stands: bool = False
    stands_on: Callable[[str], Ground | None] | None = None
    changed_by: Callable[[str], tuple[Later, ...]] | None = None
    edited: bool = False
    workbook: Callable[[PaperContent], bytes] | None = None
    demo: Callable[[], PaperContent] | None = None

    @property
    def is_managed(self) -> bool:
        """Whether it stands in the register of papers; receipts and sheets have pages of their own."""
        return self.steps is not Steps.DIRECT or self.has_qr

    @property
    def formats(self) -> tuple[str, ...]:
        return ("pdf", *(["docx"] if self.edited else []), *(["xlsx"] if self.workbook else []))


@dataclass(frozen=True)
class RenderedPaper:
    """The bytes of a paper with what belongs to them."""

    kind: str
    content: PaperContent
    pdf: bytes


Press = Callable[[PaperContent], bytes]
_KINDS: dict[str, PaperKind] = {}
_discovered: list[bool] = []


def register(kind: PaperKind) -> PaperKind:
    """Adds a kind under its code; a code is taken once."""
    if kind.code in _KINDS:
        raise ValueError(f"a paper of the kind {kind.code} is registered already")
    _KINDS[kind.code] = kind
    return kind


def kinds() -> dict[str, PaperKind]:
    """All kinds by code, in the order in which the apps stand on each other."""
    if not _discovered:
        autodiscover_modules("documents")
        _discovered.append(True)
    return dict(_KINDS)


def kind_of(code: str) -> PaperKind | None:
    """The kind of a stored paper; None when the app that made it is gone."""
    return kinds().get(code)


def steps_of(code: str) -> Steps:
    kind = kind_of(code)
    return kind.steps if kind else Steps.DIRECT


def paper_pdf(content: PaperContent) -> bytes:
    """The bytes of a paper, made here and now. Raises PaperUnavailable when the machine cannot make papers."""
    return render_pdf(content.template, content.context, title=content.title)


def render(code: str, target: object, *, press: Press = paper_pdf, **options: Any) -> RenderedPaper:
    """A paper of a kind about a target; `press` makes its bytes. Raises what the press raises."""
    content = kinds()[code].build(target, **options)
    return RenderedPaper(code, content, press(content))
