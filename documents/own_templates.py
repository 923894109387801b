"""Templates that an office writes: plain tags, `{{ field }}` from the kind's list, one loop over rows (pure).

There is no template engine behind them: what is not on the lists below is refused with its line and column, so that a
template can neither compute, nor load, nor run anything. Addresses stay words: no tag or attribute can carry one.
A template of plain text (a message, a mail) has no tags at all.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MAX_SIGNS = 40_000
MAX_ROWS = 2000
TAGS = frozenset(
    [
        "h1",
        "h2",
        "h3",
        "p",
        "div",
        "span",
        "b",
        "strong",
        "i",
        "em",
        "u",
        "br",
        "hr",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "ul",
        "ol",
        "li",
    ]
)
VOID = frozenset({"br", "hr"})
# Each with what it does, for those who write templates.
CLASSES = {
    "giua": "căn giữa",
    "trai": "căn trái",
    "phai": "căn phải",
    "hai-ben": "căn đều hai bên",
    "to": "chữ to (18)",
    "rat-to": "chữ rất to (40)",
    "vua": "chữ vừa (12)",
    "nho": "chữ nhỏ (11)",
    "do": "màu đỏ",
    "vang": "màu vàng sẫm",
    "hoa": "chữ in hoa",
    "vien": "khung viền đỏ",
    "khong-vien": "bảng không kẻ",
    "cach": "cách dòng phía trên",
    "rong": "rộng bảy phần mười",
    "nua": "rộng một nửa",
    "hep": "cột hẹp vừa nội dung",
    "ky": "chừa chỗ ký phía trên",
    "ngang": "sang trang mới",
}
_PLACE = re.compile(r"\{\{[ \t]*([a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)?)[ \t]*\}\}")
_FOR = re.compile(r"\{%[ \t]*for[ \t]+dong[ \t]+in[ \t]+danh_sach[ \t]*%\}")
_END = re.compile(r"\{%[ \t]*endfor[ \t]*%\}")
_SIGNS = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
_TAG = re.compile(r"<[a-zA-Z/!?][^<\n]{0,58}")
# A loop that stands on lines of its own leaves no empty lines behind.
_LINE_END = re.compile(r"[ \t]*\n")
_ROW = "dong."


@dataclass(frozen=True)
class Fault:
    """What is refused, where, and why; `line` and `column` count from 1."""

    line: int
    column: int
    reason: str | Promise
    found: str = ""


def check(source: str, *, fields: Iterable[str], rows: Iterable[str], is_text: bool = False) -> list[Fault]:
    """Everything in a template that is refused, in its order; empty: it may be used. `is_text`: without tags."""
    if not source.strip():
        return [Fault(1, 1, _("The template is empty."))]
    if len(source) > MAX_SIGNS:
        return [Fault(1, 1, _("The template is too long."))]
    faults = _check_places(source, frozenset(fields), frozenset(rows))
    if is_text:
        words = _("This is plain text; it has no tags.")
        tags = [_fault(source, found.start(), words, found[0]) for found in _TAG.finditer(source)]
        return sorted([*faults, *tags], key=_place_of)
    reader = _Reader(source)
    reader.feed(source)
    reader.close()
    reader.finish()
    return sorted([*faults, *reader.faults], key=_place_of)


def filled(source: str, values: Mapping[str, str], rows: Sequence[Mapping[str, str]] = ()) -> str:
    """The HTML of a checked template: values are text, whatever they hold; unknown places stay empty."""
    return _filled(source, values, rows, lambda text: escape(text).replace("\n", "<br>"))


def filled_text(source: str, values: Mapping[str, str], rows: Sequence[Mapping[str, str]] = ()) -> str:
    """The words of a checked template of plain text."""
    for sign in (_FOR, _END):
        if found := sign.search(source):
            ending = _LINE_END.match(source, found.end())
            alone = not source[: found.start()].rpartition("\n")[2].strip(" \t")
            if ending and alone:
                source = source[: found.start()].rstrip(" \t") + found[0] + source[ending.end() :]
    return _filled(source, values, rows, str).strip()


def _filled(
    source: str, values: Mapping[str, str], rows: Sequence[Mapping[str, str]], written: Callable[[str], str]
) -> str:
    def put(part: str, known: Mapping[str, str]) -> str:
        return _PLACE.sub(lambda found: written(str(known.get(found[1], ""))), part)

    start, end = _FOR.search(source), _END.search(source)
    if not start or not end:
        return put(source, values)
    head, body, foot = source[: start.start()], source[start.end() : end.start()], source[end.end() :]
    lines = (put(body, {**values, **{_ROW + name: text for name, text in row.items()}}) for row in rows)
    return put(head, values) + "".join(lines) + put(foot, values)


def _place_of(fault: Fault) -> tuple[int, int]:
    return fault.line, fault.column


def _check_places(source: str, fields: frozenset[str], rows: frozenset[str]) -> list[Fault]:
    faults: list[Fault] = []
    loop = 0  # 0 before it, 1 inside, 2 after it
    at = 0
    while sign := _SIGNS.search(source, at):
        start = sign.start()
        place, begins, ends = (pattern.match(source, start) for pattern in (_PLACE, _FOR, _END))
        whole = place or begins or ends
        at = whole.end() if whole else sign.end()
        found = source[start : min(at if whole else start + 40, start + 60)].split("\n", maxsplit=1)[0]
        reason: str | Promise = ""
        if place:
            reason = _place_fault(place[1], fields, rows, inside=loop == 1)
        elif begins:
            reason = _("There is one loop, and none inside it.") if loop or not rows else ""
            loop = 1
        elif ends:
            reason = "" if loop == 1 else _("This loop was not begun.")
            loop = 2
        else:
            reason = _("Only {{ field }} and one loop over the rows are allowed.")
        if reason:
            faults.append(_fault(source, start, reason, found))
    if loop == 1:
        faults.append(_fault(source, len(source) - 1, _("The loop has no end (endfor).")))
    return faults


def _place_fault(name: str, fields: frozenset[str], rows: frozenset[str], *, inside: bool) -> str | Promise:
    if name.startswith(_ROW):
        if not inside:
            return _("A field of a row stands only inside the loop.")
        return "" if name.removeprefix(_ROW) in rows else _("The rows of this kind have no such field.")
    return "" if name in fields else _("This kind of paper has no such field.")


def _fault(source: str, at: int, reason: str | Promise, found: str = "") -> Fault:
    before = source[:at]
    return Fault(before.count("\n") + 1, at - (before.rfind("\n") + 1) + 1, reason, found)


class _Reader(HTMLParser):
    """Walks over the tags and keeps what is refused."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=False)
        self.source = source
        self.faults: list[Fault] = []
        self._open: list[tuple[str, int, int]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        written = self.get_starttag_text() or ""
        if tag not in TAGS:
            self._refuse(_("This tag is not allowed."), written)
            return
        if "{" in written or "}" in written:
            self._refuse(_("A field stands in the text, never inside a tag."), written)
        for name, value in attrs:
            if name != "class":
                self._refuse(_("Only the attribute class is allowed."), written)
            elif not set((value or "").split()) <= CLASSES.keys():
                self._refuse(_("There is no such class."), written)
        if tag not in VOID:
            self._open.append((tag, *self.getpos()))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag in TAGS and tag not in VOID:
            self._open.pop()
            self._refuse(_("Only br and hr have no end tag."), self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID or tag not in TAGS:
            self._refuse(_("This tag is not allowed."), f"</{tag}>")
        elif not self._open or self._open[-1][0] != tag:
            self._refuse(_("This end tag does not belong to the tag before it."), f"</{tag}>")
        else:
            self._open.pop()

    def handle_comment(self, data: str) -> None:
        self._refuse(_("Comments are not allowed."), f"<!--{data}"[:40])

    def handle_decl(self, decl: str) -> None:
        self._refuse(_("This tag is not allowed."), f"<!{decl}"[:40])

    def handle_pi(self, data: str) -> None:
        self._refuse(_("This tag is not allowed."), f"<?{data}"[:40])

    def unknown_decl(self, data: str) -> None:
        self._refuse(_("This tag is not allowed."), f"<![{data}"[:40])

    def handle_data(self, data: str) -> None:
        if "<" in data:
            self._refuse(_("Write &lt; for this sign."), data[data.index("<") :][:40])

    def finish(self) -> None:
        """Tags that were never closed."""
        for tag, line, column in self._open:
            self.faults.append(Fault(line, column + 1, _("This tag has no end."), f"<{tag}>"))

    def _refuse(self, reason: str | Promise, found: str) -> None:
        line, column = self.getpos()
        self.faults.append(Fault(line, column + 1, reason, found[:60]))
