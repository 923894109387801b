"""The HTML of a paper as DOCX: the same template and the same style sheets as the PDF, set by Word.

It knows the vocabulary of templates/papers/: blocks of text, lists, tables, rules below titles, annexes as sections.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import cssselect2
import docx
import lxml.html
from docx.enum.section import WD_SECTION
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt

from documents import docx_parts
from documents.drawings import drawing_png
from documents.paper_styles import Cascade, Style, points_of
from documents.rendering import render_html, style_sheets
from documents.text_width import bold_width

SINGLE = 1.15  # Word's single line of Times New Roman, as a multiple of the size
TWIPS = 20
BLOCKS = {"body", "section", "div", "p", "ul", "ol", "li", "table", "h1", "h2", "h3", "svg"}
ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
}
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_BREAK = "\N{LINE SEPARATOR}"
_BLANKS = re.compile("[ \t\n\r\f]+")


def render_docx(template: str, context: Mapping[str, Any], *, title: str) -> bytes:
    """DOCX of a paper for the office to edit; the same template and values give the same bytes."""
    return docx_of(render_html(template, context, title=title), title=title)


def docx_of(html: str, *, title: str) -> bytes:
    root = cssselect2.ElementWrapper.from_html_root(lxml.html.document_fromstring(html))
    linked = [found.etree_element.get("href") for found in root.query_all("link[rel=stylesheet]")]
    cascade = Cascade(style_sheets()[name].decode() for name in linked)
    document = docx.Document()
    document.core_properties.title, document.core_properties.author = title[:255], ""
    document.core_properties.language = "vi-VN"
    base = cascade.style(root, {})
    docx_parts.set_defaults(document, points_of(base["font-size"]) or 14)
    PaperWriter(document, cascade).write(root, base)
    return docx_parts.saved_bytes(document)


@dataclass
class Flow:
    """Where blocks go: the body or a cell, its width in points, the margin that still waits below the last block."""

    place: Any
    width: float
    waiting: float = 0.0
    last: Any = None
    fresh: Any = None  # the empty paragraph that every cell begins with
    keep: bool = False
    ends_in_table: bool = False

    def paragraph(self) -> Any:
        self.last, self.fresh = self.fresh or self.place.add_paragraph(), None
        self.ends_in_table = False
        return self.last

    def part_tables(self) -> None:
        """Word joins two tables that touch, and wants a paragraph after the last one."""
        if self.ends_in_table:
            docx_parts.shrink(self.paragraph(), above=self.waiting)
            self.waiting = 0.0


class PaperWriter:
    """Walks the body once; every section of the HTML is a section of the document."""

    def __init__(self, document: Any, cascade: Cascade) -> None:
        self.document, self.cascade = document, cascade

    def write(self, root: Any, base: Style) -> None:
        body = next(one for one in root.iter_children() if one.local_name == "body")
        section = self.document.sections[0]
        docx_parts.write_page_number(section)
        style = self.cascade.style(body, base)
        first = next(iter(body.iter_children()), None)
        opening = self.cascade.style(first, style).get("page", "") if first is not None else ""
        flow = self._open(section, opening, restart=False)
        for element in body.iter_children():
            if element.local_name == "section" and element is not first:
                page = self.cascade.style(element, style).get("page", "")
                section = self.document.add_section(WD_SECTION.NEW_PAGE)
                docx_parts.shrink(self.document.paragraphs[-1], above=0)
                flow = self._open(section, page, restart=True)
            self._block(element, style, flow)
        flow.part_tables()

    def _open(self, section: Any, page: str, *, restart: bool) -> Flow:
        across = self.cascade.lies_across(page)
        docx_parts.set_page(section, self.cascade.margins, across=across, restart=restart)
        width = section.page_width.pt - section.left_margin.pt - section.right_margin.pt
        return Flow(self.document, width)

    def _block(self, element: Any, inherited: Style, flow: Flow, indent: float = 0.0) -> None:
        """One block with what stands in it; margins that meet count once."""
        style = self.cascade.style(element, inherited)
        top = points_of(style.get("margin-top", "0")) or 0.0
        bottom = points_of(style.get("margin-bottom", "0")) or 0.0
        if element.local_name == "table":
            flow.waiting = max(flow.waiting, top)
            self._table(element, style, flow)
            flow.waiting = bottom
            return
        flow.waiting = max(flow.waiting, top)
        before, flow.keep = flow.keep, flow.keep or style.get("break-after") == "avoid"
        indent += points_of(style.get("margin-left", "0")) or 0.0
        if element.local_name == "svg":
            self._drawing(element, style, flow)
        elif any(one.local_name in BLOCKS or self._is_line(one, style) for one in element.iter_children()):
            for part in element.iter_children():
                self._block(part, style, flow, indent)
        elif words := list(self._words(element, style)):
            self._paragraph(words, style, flow, indent)
        elif height := points_of(style.get("height", "0")):
            flow.waiting += height
        if ruled := self.cascade.after(element):
            self._rule(element, style, ruled, flow)
        flow.keep = before
        flow.waiting = max(flow.waiting, bottom)

    def _is_line(self, element: Any, inherited: Style) -> bool:
        return self.cascade.style(element, inherited).get("display") == "block"

    def _paragraph(self, words: list[tuple[str, Style]], style: Style, flow: Flow, indent: float) -> None:
        paragraph = flow.paragraph()
        form = paragraph.paragraph_format
        form.alignment = ALIGN[style["text-align"]]
        form.space_before, form.space_after = Pt(round(flow.waiting, 1)), Pt(0)
        form.line_spacing = round(max(float(style["line-height"]) / SINGLE, 1.0), 3)
        form.first_line_indent = Pt(points_of(style["text-indent"]) or 0)
        form.left_indent = Pt(indent)
        form.keep_with_next = flow.keep or None
        form.widow_control = True
        for text, look in words:
            self._run(paragraph, text, look)
        flow.waiting = 0.0

    def _run(self, paragraph: Any, text: str, style: Style) -> None:
        run = paragraph.add_run(text)
        run.font.name = docx_parts.FONT
        run.font.size = Pt(points_of(style["font-size"]) or 14)
        run.bold = style["font-weight"] == "bold"
        run.italic = style["font-style"] == "italic"

    def _words(self, element: Any, style: Style) -> Iterator[tuple[str, Style]]:
        """Runs of a paragraph, white space folded as a page folds it, none at either end."""
        pieces: list[tuple[str, Style]] = []
        for text, look in self._pieces(element, style):
            folded = _BLANKS.sub(" ", _NOT_XML.sub("", text))
            if not pieces or pieces[-1][0].endswith((" ", _BREAK)):
                folded = folded.lstrip(" ")
            if folded:
                pieces.append((folded, look))
        while pieces and not pieces[-1][0].rstrip(" "):
            pieces.pop()
        for index, (text, look) in enumerate(pieces):
            last = index == len(pieces) - 1
            yield (text.rstrip(" ") if last else text).replace(_BREAK, "\n"), look

    def _pieces(self, element: Any, style: Style) -> Iterator[tuple[str, Style]]:
        source = element.etree_element
        yield source.text or "", style
        for part in element.iter_children():
            if part.local_name == "br":
                yield _BREAK, style
            else:
                yield from self._pieces(part, self.cascade.style(part, style))
            yield part.etree_element.tail or "", style

    def _rule(self, element: Any, style: Style, ruled: Style, flow: Flow) -> None:
        lines = [part for part in element.iter_children() if self._is_line(part, style)] or [element]
        size = points_of(style["font-size"]) or 14
        widest = max(bold_width(" ".join(line.etree_element.text_content().split()), size) for line in lines)
        widest = min(widest, flow.width)
        above = points_of(ruled.get("margin-top", "0")) or 0.0
        wide = points_of(ruled.get("width", "100%"), share_of=widest) or widest
        docx_parts.write_rule(flow.paragraph(), width=wide, room=flow.width, above=above)

    def _drawing(self, element: Any, style: Style, flow: Flow) -> None:
        """A drawing as a picture, since Word draws SVG only in its newest version."""
        box = element.etree_element.getparent()
        sizes = dict(part.split(":") for part in (box.get("style") or "").replace(" ", "").split(";") if part)
        width, height = points_of(sizes["width"]) or 0.0, points_of(sizes["height"]) or 0.0
        picture = drawing_png(
            lxml.html.tostring(element.etree_element, encoding="unicode"), sizes["width"], sizes["height"]
        )
        paragraph = flow.paragraph()
        paragraph.alignment = ALIGN[style["text-align"]]
        paragraph.add_run().add_picture(BytesIO(picture), Pt(width), Pt(height))
        flow.waiting = 0.0

    def _table(self, element: Any, style: Style, flow: Flow) -> None:
        rows = list(self._rows(element, style))
        widths = self._columns(element, style, rows, flow.width)
        flow.part_tables()
        if flow.last is not None:
            flow.last.paragraph_format.space_after = Pt(round(flow.waiting, 1))
        table = flow.place.add_table(len(rows), len(widths))
        twips = [round(width * TWIPS) for width in widths]
        table.alignment = WD_TABLE_ALIGNMENT.CENTER if style.get("margin-left") == "auto" else WD_TABLE_ALIGNMENT.LEFT
        sample = self.cascade.style(rows[0][0][0], rows[0][2])
        side = points_of(sample.get("padding-left", "0")) or 0.0
        docx_parts.set_table(table, width=sum(twips), columns=twips, side=round(side * TWIPS))
        for row, (cells, heading, look) in zip(table.rows, rows, strict=True):
            docx_parts.mark_row(row, heading=heading, whole=look.get("break-inside") != "auto")
            keep = flow.keep or "avoid" in (style.get("break-inside"), look.get("break-after"))
            self._cells(row, cells, look, widths, side=side, keep=keep)
        flow.last, flow.ends_in_table = None, True

    def _rows(self, table: Any, style: Style) -> Iterator[tuple[list[Any], bool, Style]]:
        for part in table.iter_children():
            look = self.cascade.style(part, style)
            if part.local_name == "tr":
                yield list(part.iter_children()), False, look
            elif part.local_name in {"thead", "tbody"}:
                for row in part.iter_children():
                    yield list(row.iter_children()), part.local_name == "thead", self.cascade.style(row, look)

    def _columns(self, table: Any, style: Style, rows: list[Any], room: float) -> list[float]:
        """Widths in points: of the columns, else of the first row without joined cells; the rest is shared."""
        whole = points_of(style.get("width", "100%"), share_of=room) or room
        groups = [part for part in table.iter_children() if part.local_name == "colgroup"]
        marks = [one for group in groups for one in group.iter_children()]
        if not marks:
            marks = next(cells for cells, _head, _look in rows if not any(_span(cell) > 1 for cell in cells))
        given = [points_of(self.cascade.style(mark, {}).get("width", "auto"), share_of=whole) for mark in marks]
        free = given.count(None)
        share = max(whole - sum(width or 0 for width in given), 0) / free if free else 0
        return [share if width is None else width for width in given]

    def _cells(self, row: Any, cells: list[Any], look: Style, widths: list[float], *, side: float, keep: bool) -> None:
        at = 0
        for element in cells:
            end = at + _span(element)
            cell = row.cells[at]
            if end - at > 1:
                cell = cell.merge(row.cells[end - 1])
            cell.width = Pt(sum(widths[at:end]))
            self._cell(cell, element, look, sum(widths[at:end]) - 2 * side, keep=keep)
            at = end

    def _cell(self, cell: Any, element: Any, inherited: Style, room: float, *, keep: bool) -> None:
        style = self.cascade.style(element, inherited)
        if style.get("vertical-align") == "middle":
            cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        if "border-bottom" in style:
            sides = ("top", "left", "bottom", "right")
            bare = style.get("border-left", "") == style.get("border-right") == "0"
            docx_parts.set_cell_borders(cell, () if bare else sides)
        keep = keep or style.get("break-after") == "avoid"
        flow = Flow(cell, room, fresh=cell.paragraphs[0], keep=keep)
        flow.waiting = points_of(style.get("padding-top", "0")) or 0.0
        children = list(element.iter_children())
        if any(one.local_name in BLOCKS or self._is_line(one, style) for one in children):
            for part in children:
                self._block(part, style, flow)
        else:
            self._paragraph(list(self._words(element, style)), style, flow, 0.0)
        if flow.fresh is not None:
            self._paragraph([], style, flow, 0.0)
        flow.last.paragraph_format.space_after = Pt(points_of(style.get("padding-bottom", "0")) or 0.0)


def _span(cell: Any) -> int:
    return int(cell.etree_element.get("colspan", "1"))
