"""What python-docx has no word for: page fields, rules of text width, borders, the same bytes every time."""

import zipfile
from io import BytesIO
from typing import Any

from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Emu, Mm, Pt

from documents.paper_styles import PageMargins

FONT = "Times New Roman"
A4 = (Mm(210), Mm(297))
NUMBER_SIZE = 13
_SLOTS = ("ascii", "hAnsi", "cs", "eastAsia")
# The zip format has no earlier day; every file of the archive carries it.
_NO_DAY = (1980, 1, 1, 0, 0, 0)


def child(parent: Any, name: str, **attributes: str) -> Any:
    """A new element at the end of another; attributes by their short names."""
    element = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    parent.append(element)
    return element


def set_defaults(document: Document, size: float) -> None:
    """The style of everything: the decree's font in all slots, Vietnamese, nothing of the theme."""
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(size)
    fonts = style.element.rPr.rFonts
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for slot in _SLOTS:
        fonts.set(qn(f"w:{slot}"), FONT)
    child(style.element.rPr, "lang", val="vi-VN")
    style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(0)


def set_page(section: Section, margins: PageMargins, *, across: bool, restart: bool) -> None:
    """A4 with the decree's margins; the number centred in the top margin, not on the first page."""
    width, height = A4[::-1] if across else A4
    section.orientation = WD_ORIENT.LANDSCAPE if across else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = width, height
    section.top_margin, section.bottom_margin = Mm(margins.top), Mm(margins.bottom)
    section.left_margin, section.right_margin = Mm(margins.left), Mm(margins.right)
    section.header_distance = Emu(int((Mm(margins.top) - Pt(NUMBER_SIZE * 1.15)) / 2))
    section.footer_distance = Mm(margins.bottom / 2)
    section.different_first_page_header_footer = True
    if restart:
        numbering = OxmlElement("w:pgNumType")
        numbering.set(qn("w:start"), "1")
        for later in ("cols", "titlePg", "docGrid"):
            if (found := section._sectPr.find(qn(f"w:{later}"))) is not None:  # noqa: SLF001
                found.addprevious(numbering)
                break


def write_page_number(section: Section) -> None:
    paragraph = section.header.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.style = "Normal"
    for kind, text in (("begin", ""), ("", "PAGE"), ("separate", ""), ("", ""), ("end", "")):
        run = paragraph.add_run("2" if not kind and not text else "")
        run.font.name, run.font.size = FONT, Pt(NUMBER_SIZE)
        if kind:
            child(run._r, "fldChar", fldCharType=kind)  # noqa: SLF001
        elif text:
            child(run._r, "instrText").text = text  # noqa: SLF001


def write_rule(paragraph: Any, *, width: float, room: float, above: float) -> None:
    """An empty line with a border over it, `width` points long in the middle of `room` points."""
    form = paragraph.paragraph_format
    form.space_before, form.space_after = Pt(above), Pt(0)
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(2)
    side = Pt(max(room - width, 0) / 2)
    form.left_indent = form.right_indent = side
    form.first_line_indent = Pt(0)
    borders = OxmlElement("w:pBdr")
    child(borders, "top", val="single", sz="6", space="0", color="000000")
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001
    properties.insert_element_before(borders, "w:spacing", "w:ind", "w:jc")
    properties.append(_small_mark())


def shrink(paragraph: Any, *, above: float) -> None:
    """A paragraph that the format needs and nobody shall see."""
    form = paragraph.paragraph_format
    form.space_before, form.space_after = Pt(round(above, 1)), Pt(0)
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(1)
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001
    last = properties.find(qn("w:sectPr"))
    properties.append(_small_mark()) if last is None else last.addprevious(_small_mark())


def _small_mark() -> Any:
    mark = OxmlElement("w:rPr")
    child(mark, "sz", val="4")
    return mark


def set_cell_borders(cell: Any, sides: tuple[str, ...]) -> None:
    """Half a point on the sides named, in the order that the format asks for."""
    borders = OxmlElement("w:tcBorders")
    for side in ("top", "left", "bottom", "right"):
        if side in sides:
            child(borders, side, val="single", sz="4", space="0", color="000000")
    properties = cell._tc.get_or_add_tcPr()  # noqa: SLF001
    later = properties.find(qn("w:vAlign"))
    properties.append(borders) if later is None else later.addprevious(borders)


def set_table(table: Any, *, width: int, columns: list[int], side: int) -> None:
    """Fixed widths in twentieths of a point, and the room at both sides of each cell."""
    properties = table._tbl.tblPr  # noqa: SLF001
    for name in ("tblW", "tblLayout", "tblCellMar"):
        for found in properties.findall(qn(f"w:{name}")):
            properties.remove(found)
    cells = OxmlElement("w:tblCellMar")
    for name in ("left", "right"):
        child(cells, name, w=str(side), type="dxa")
    style = properties.find(qn("w:tblStyle"))
    properties.insert(0 if style is None else 1, _made("tblW", w=str(width), type="dxa"))
    look = properties.find(qn("w:tblLook"))
    for element in (_made("tblLayout", type="fixed"), cells):
        properties.append(element) if look is None else look.addprevious(element)
    for column, size in zip(table._tbl.tblGrid.findall(qn("w:gridCol")), columns, strict=True):  # noqa: SLF001
        column.set(qn("w:w"), str(size))


def _made(name: str, **attributes: str) -> Any:
    element = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    return element


def mark_row(row: Any, *, heading: bool, whole: bool) -> None:
    """A heading comes again on every page; a whole row is never parted."""
    properties = row._tr.get_or_add_trPr()  # noqa: SLF001
    if whole:
        child(properties, "cantSplit")
    if heading:
        child(properties, "tblHeader")


def saved_bytes(document: Document) -> bytes:
    """The file without the hour of its making, so that the same paper is the same bytes."""
    package = document.part.package
    for key in [key for key, rel in package.rels.items() if rel.reltype.endswith("/thumbnail")]:
        package.rels.pop(key)
    core = document.core_properties._element  # noqa: SLF001
    for dated in [one for one in core if one.tag.endswith(("}created", "}modified"))]:
        core.remove(dated)
    raw, same = BytesIO(), BytesIO()
    document.save(raw)
    with zipfile.ZipFile(raw) as made, zipfile.ZipFile(same, "w", zipfile.ZIP_DEFLATED) as kept:
        for name in made.namelist():
            entry = zipfile.ZipInfo(name, _NO_DAY)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            kept.writestr(entry, made.read(name))
    return same.getvalue()
