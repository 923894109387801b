"""What the style sheets of papers say about one element, for papers that are not set by WeasyPrint (DOCX).

Only what document.css uses: selectors by class, lengths in points, millimetres and centimetres, shares in percent.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import cssselect2
import tinycss2

POINTS = {"pt": 1.0, "mm": 72 / 25.4, "cm": 720 / 25.4}
INHERITED = ("font-size", "font-weight", "font-style", "text-align", "text-indent", "line-height")
_SIDES = ("top", "right", "bottom", "left")
# What a reader of HTML knows without a style sheet.
_ROOT = """
b, strong, th, h1, h2, h3 { font-weight: bold } i, em { font-style: italic } th { text-align: center }
html { text-align: left; text-indent: 0; line-height: 1.2; font-weight: normal; font-style: normal }
"""

Style = dict[str, str]


@dataclass(frozen=True)
class PageMargins:
    """Millimetres."""

    top: float
    right: float
    bottom: float
    left: float


def points_of(text: str, *, share_of: float = 0.0) -> float | None:
    """Points of a length, or of a share of something; None for `auto` and what is no length."""
    if text == "0":
        return 0.0
    if match := re.fullmatch(r"(-?[\d.]+)(pt|mm|cm|%)", text):
        number, unit = float(match[1]), match[2]
        return number / 100 * share_of if unit == "%" else number * POINTS[unit]
    return None


class Cascade:
    """Rules of some style sheets in their order of strength."""

    def __init__(self, sheets: Iterable[str]) -> None:
        self._matcher = cssselect2.Matcher()
        self._pages: dict[str, Style] = {}
        for sheet in (_ROOT, *sheets):
            for rule in tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True):
                if rule.type == "qualified-rule":
                    self._add(rule)
                elif rule.type == "at-rule" and rule.lower_at_keyword == "page":
                    name = tinycss2.serialize(rule.prelude).strip()
                    self._pages.setdefault(name, {}).update(_declarations(rule.content))

    def _add(self, rule: Any) -> None:
        declared = _declarations(rule.content)
        for selector in cssselect2.compile_selector_list(rule.prelude):
            self._matcher.add_selector(selector, declared)

    @property
    def margins(self) -> PageMargins:
        """Of every page: those of the nameless page rule."""
        sides = [points_of(self._pages[""][f"margin-{side}"]) or 0.0 for side in _SIDES]
        return PageMargins(*(round(side / POINTS["mm"], 2) for side in sides))

    def lies_across(self, page: str) -> bool:
        return "landscape" in self._pages.get(page, {}).get("size", "")

    def style(self, element: Any, inherited: Style) -> Style:
        """Declared values of an element over those that come down to it."""
        style = {name: inherited[name] for name in INHERITED if name in inherited}
        style.update(self._matched(element, None))
        return style

    def after(self, element: Any) -> Style:
        """Values of `::after`: the rule below a title."""
        return self._matched(element, "after")

    def _matched(self, element: Any, pseudo: str | None) -> Style:
        style: Style = {}
        for _specificity, _order, wanted, declared in self._matcher.match(element):
            if wanted == pseudo:
                style.update(declared)
        return style


def _declarations(content: Any) -> Style:
    style: Style = {}
    for part in tinycss2.parse_declaration_list(content, skip_comments=True, skip_whitespace=True):
        if part.type == "declaration":
            style.update(_longhands(part.lower_name, tinycss2.serialize(part.value).strip()))
    return style


def _longhands(name: str, value: str) -> Style:
    if name in {"margin", "padding"}:
        top, right, bottom, left = _four(value.split())
        return {f"{name}-top": top, f"{name}-right": right, f"{name}-bottom": bottom, f"{name}-left": left}
    if name == "font":
        size, _, height = value.split(maxsplit=1)[0].partition("/")
        return {"font-size": size} | ({"line-height": height} if height else {})
    if name == "border":
        return {f"border-{side}": value for side in _SIDES}
    return {name: value}


def _four(given: list[str]) -> tuple[str, str, str, str]:
    """One to four lengths as CSS reads them: top, right, bottom, left."""
    top = given[0]
    right = given[1] if len(given) > 1 else top
    return top, right, given[2] if len(given) > 2 else top, given[3] if len(given) > 3 else right
