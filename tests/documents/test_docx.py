"""DOCX read back: it has the texts, sizes and margins of the PDF, in the order that the format asks for."""

import re
from collections import Counter
from functools import cache
from io import BytesIO
from itertools import pairwise
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from documents.docx import docx_of, render_docx
from documents.paper_files import render_file
from documents.papers import kinds
from documents.text_width import bold_width
from tests.documents.reading import pages

EDITED = sorted(code for code, kind in kinds().items() if kind.edited and kind.demo)
TWIP = 635  # English metric units
# The order of the schema (ECMA-376, part 1); Word refuses a file that breaks it.
ORDER = {
    "pPr": (
        "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
        "suppressAutoHyphens spacing ind contextualSpacing jc textDirection outlineLvl rPr sectPr"
    ),
    "tblPr": (
        "tblStyle tblpPr tblOverlap bidiVisual tblW jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar "
        "tblLook"
    ),
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign",
    "sectPr": (
        "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType "
        "cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid"
    ),
    "tcBorders": "top left start bottom right end",
}


@cache
def bytes_of(code: str) -> bytes:
    kind = kinds()[code]
    return render_file(kind, kind.demo(), "docx")


def read(code: str):
    return docx.Document(BytesIO(bytes_of(code)))


def paragraphs_in(place) -> list[Paragraph]:
    found = []
    for block in place.iter_inner_content():
        if isinstance(block, Table):
            for row in block.rows:
                seen = set()
                for cell in row.cells:
                    if cell._tc not in seen:
                        seen.add(cell._tc)
                        found += paragraphs_in(cell)
        else:
            found.append(block)
    return found


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text.replace("\xad", "-").replace("\x02", "-"))


def paragraph_with(code: str, words: str) -> Paragraph:
    return next(one for one in paragraphs_in(read(code)) if words in one.text)


@pytest.mark.parametrize("code", EDITED)
def test_every_text_of_the_docx_stands_in_the_pdf_and_none_is_missing(code):
    kind = kinds()[code]
    read_pages = pages(render_file(kind, kind.demo(), "pdf"))
    printed = squeezed("".join(one.text for page in read_pages for one in page.letters if one.top >= 19))
    texts = [squeezed(one.text) for one in paragraphs_in(read(code))]
    assert [text for text in texts if text not in printed] == []
    left = Counter(printed) - Counter("".join(texts))
    if (
        not any(row.tag == qn("w:tblHeader") for row in read(code).element.body.iter())
        and code != "reports.phase_summary"
    ):
        assert not left


@pytest.mark.parametrize("code", EDITED)
def test_margins_to_the_twip_on_a4(code):
    for section in read(code).sections:
        margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
        assert [round(side / TWIP) for side in margins] == [1134, 1134, 1701, 1134]
        assert sorted((round(section.page_width.mm), round(section.page_height.mm))) == [210, 297]
        assert (section.orientation == docx.enum.section.WD_ORIENT.LANDSCAPE) == (
            section.page_width > section.page_height
        )


@pytest.mark.parametrize("code", EDITED)
def test_pages_are_numbered_above_and_not_on_the_first(code):
    first, *annexes = read(code).sections
    (paragraph,) = first.header.paragraphs
    assert paragraph.alignment == docx.enum.text.WD_ALIGN_PARAGRAPH.CENTER
    assert "PAGE" in "".join(found.text for found in paragraph._p.iter(qn("w:instrText")))
    assert {(run.font.name, run.font.size.pt) for run in paragraph.runs} == {("Times New Roman", 13)}
    assert 0 < first.header_distance.mm < 20
    for section in (first, *annexes):
        assert section.different_first_page_header_footer
        assert not section.first_page_header.paragraphs[0].text
    for section in annexes:
        assert section.header.is_linked_to_previous
        assert section._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"


@pytest.mark.parametrize("code", EDITED)
def test_one_font_and_the_sizes_of_the_pdf(code):
    runs = [run for one in paragraphs_in(read(code)) for run in one.runs if run.text.strip()]
    assert {run.font.name for run in runs} == {"Times New Roman"}
    kind = kinds()[code]
    printed = pages(render_file(kind, kind.demo(), "pdf"))
    sizes = {one.size for page in printed for one in page.letters if one.text.strip() and one.top >= 19}
    assert {run.font.size.pt for run in runs} <= sizes


@pytest.mark.parametrize("code", EDITED)
def test_elements_stand_in_the_order_of_the_schema(code):
    with ZipFile(BytesIO(bytes_of(code))) as archive:
        assert archive.testzip() is None
    for element in read(code).element.iter():
        name = element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
        if name in ORDER:
            order = ORDER[name].split()
            places = [order.index(part.tag.rpartition("}")[2]) for part in element]
            assert places == sorted(places), name


@pytest.mark.parametrize("code", EDITED)
def test_a_cell_ends_with_a_paragraph_and_tables_do_not_touch(code):
    body = read(code).element.body
    for cell in body.iter(qn("w:tc")):
        assert cell[-1].tag == qn("w:p")
    tags = [child.tag for child in body]
    assert not any(one == other == qn("w:tbl") for one, other in pairwise(tags))
    assert tags[-2:] != [qn("w:tbl"), qn("w:sectPr")]


@pytest.mark.parametrize(
    ("words", "size", "bold", "italic"),
    [
        ("UBND TỈNH ĐẮK NÔNG", 12, False, False),
        ("SỞ GIÁO DỤC VÀ ĐÀO TẠO", 12, True, False),
        ("CỘNG HÒA XÃ HỘI", 12, True, False),
        ("Độc lập - Tự do", 13, True, False),
        ("Số: 512/QĐ-SGDĐT", 13, False, False),
        ("Đắk Nông, ngày 26", 13, False, True),
        ("Về việc tặng Giấy khen", 14, True, False),
        ("Căn cứ Luật", 14, False, True),
        ("QUYẾT ĐỊNH:", 14, True, False),
        ("Nơi nhận:", 12, True, True),
        ("- Lưu: VT, VP.", 11, False, False),
        ("Phạm Quốc Hưng", 14, True, False),
        ("(Kèm theo Quyết định", 14, False, True),
        ("Trường THPT Đắk Mil", 12, False, False),
    ],
)
def test_sizes_and_styles_of_a_decision(words, size, bold, italic):
    run = paragraph_with("awards.decision", words).runs[0]
    assert (run.font.size.pt, bool(run.bold), bool(run.italic)) == (size, bold, italic)


def test_an_article_is_bold_before_its_text():
    first, second = paragraph_with("awards.decision", "Điều 1.").runs
    assert (first.text, first.bold, second.bold) == ("Điều 1.", True, False)
    assert second.text.startswith(" Tặng Giấy khen")


def test_body_text_is_justified_indented_and_apart():
    form = paragraph_with("awards.decision", "Điều 2.").paragraph_format
    assert form.alignment == docx.enum.text.WD_ALIGN_PARAGRAPH.JUSTIFY
    assert form.first_line_indent.cm == pytest.approx(1.27, abs=0.01)
    assert form.space_before.pt >= 6
    assert 1 <= form.line_spacing <= 1.5


def rules_of(code: str) -> list[tuple[float, float]]:
    """Indents of the paragraphs that are a rule, in points."""
    return [
        (one.paragraph_format.left_indent.pt, one.paragraph_format.right_indent.pt)
        for one in paragraphs_in(read(code))
        if one._p.pPr is not None and one._p.pPr.find(qn("w:pBdr")) is not None
    ]


def test_rules_are_as_long_as_the_decree_says():
    issuer, motto, subject = rules_of("awards.decision")
    table = read("awards.decision").tables[0]
    columns = [int(column.get(qn("w:w"))) / 20 for column in table._tbl.tblGrid]
    assert columns[1] - sum(motto) == pytest.approx(bold_width("Độc lập - Tự do - Hạnh phúc", 13), abs=0.2)
    assert 1 / 3 <= (columns[0] - sum(issuer)) / bold_width("SỞ GIÁO DỤC VÀ ĐÀO TẠO", 12) <= 1 / 2
    assert subject[0] == subject[1] > 100


def test_the_head_of_a_table_comes_again_and_rows_stay_whole():
    for table in read("awards.decision").tables[2:]:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)


def test_columns_keep_the_widths_of_the_style_sheet():
    persons = read("awards.decision").tables[3]
    widths = [round(int(column.get(qn("w:w"))) / 20 / 72 * 25.4) for column in persons._tbl.tblGrid]
    assert widths == [10, 14, 46, 34, 50, 67, 26]


def test_a_chart_is_a_picture():
    with ZipFile(BytesIO(bytes_of("reports.phase_summary"))) as archive:
        pictures = [name for name in archive.namelist() if name.startswith("word/media/")]
        assert [archive.read(name)[:4] for name in pictures] == [b"\x89PNG", b"\x89PNG"]


@pytest.mark.parametrize("code", ["awards.decision", "reports.phase_summary"])
def test_the_same_paper_is_the_same_bytes(code):
    kind = kinds()[code]
    assert render_file(kind, kind.demo(), "docx") == bytes_of(code)
    with ZipFile(BytesIO(bytes_of(code))) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"dcterms:created" not in archive.read("docProps/core.xml")
        assert "docProps/thumbnail.jpeg" not in archive.namelist()


def test_markup_signs_and_control_letters_are_text():
    typed = "<b>Tổ</b> & \x01\x0b{{ data }} file:///etc/passwd"
    content = kinds()["awards.minutes"].demo()
    data = content.context["data"]
    object.__setattr__(data, "place", typed)
    file = render_docx(content.template, content.context, title=typed.replace("\x01", "").replace("\x0b", ""))
    text = "\n".join(one.text for one in paragraphs_in(docx.Document(BytesIO(file))))
    assert "Địa điểm: <b>Tổ</b> & {{ data }} file:///etc/passwd." in text


def test_white_space_is_folded_as_on_a_page_and_breaks_stay():
    html = (
        '<html><head><link rel="stylesheet" href="paper:document.css"></head><body><div class="text"><p> một\n  hai '
        "<b> ba</b> bốn<br>năm\u00a0\u00a0sáu </p></div></body></html>"
    )
    (paragraph,) = docx.Document(BytesIO(docx_of(html, title="x"))).paragraphs
    assert paragraph.text == "một hai ba bốn\nnăm\u00a0\u00a0sáu"


@pytest.mark.parametrize(
    ("code", "text", "size"),
    [
        ("awards.decision", "Độc lập - Tự do - Hạnh phúc", 13),
        ("awards.decision", "SỞ GIÁO DỤC VÀ ĐÀO TẠO", 12),
        ("awards.minutes", "phát triển kết cấu hạ tầng đồng bộ, hiện đại; thực hành", 14),
    ],
)
def test_a_bold_line_is_as_wide_as_it_is_printed(code, text, size):
    kind = kinds()[code]
    page = pages(render_file(kind, kind.demo(), "pdf"))[0]
    assert bold_width(text, size) == pytest.approx(page.find(text).width * 72 / 25.4, rel=0.01)
