"""Text fitted and never cut, positions on stock, the same look from the press and from the layout engine."""

import io
import logging
from dataclasses import replace

import pikepdf
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import ImageChops

from awards.papers.certificates import DESIGN, certificate
from awards.papers.demo_certificate import EXAMPLE, example
from documents.certificate_press import certificate_pdf
from documents.certificates.calibration import calibration_sheet
from documents.certificates.design import arranged
from documents.certificates.faces import faces
from documents.certificates.fitting import SMALLEST, fit
from documents.certificates.press import can_draw, joined_pdf, sheet_pdf
from documents.papers import paper_pdf

VIETNAMESE = "aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệghiìíỉĩịklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvxyỳýỷỹỵ"
ACCENTED = "".join(sign for sign in VIETNAMESE + VIETNAMESE.upper() if not sign.isascii())
MM = 72 / 25.4


@pytest.fixture(autouse=True)
def address(settings):
    settings.PUBLIC_URL = "https://thidua.example.vn"


def words_of(pdf):
    return " ".join(pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range().split())


def image_of(pdf, scale=1.5):
    return pypdfium2.PdfDocument(pdf)[0].render(scale=scale).to_pil().convert("L")


def test_the_alphabet_has_134_accented_letters():
    assert len(ACCENTED) == 134


@pytest.mark.parametrize(
    "name",
    [
        "Y Bhĭm Niê Kđăm",
        "H'Ƀlăm Ƀyă Kƀuôr",
        ("Trường Phổ thông Dân tộc nội trú Trung học cơ sở và Trung học phổ thông huyện Đắk Glong " * 4)[:299] + "X",
        ACCENTED,
        "W" * 300,
        "file:///etc/passwd http://169.254.169.254/latest <script>alert(1)</script> {{ ten }}",
    ],
)
def test_every_letter_of_a_name_is_printed_inside_its_box(name):
    content = certificate(replace(EXAMPLE, name=name))
    sheet = content.context["sheet"]
    assert can_draw(sheet)
    box = DESIGN.box("nguoi_nhan")
    lines = [line for line in sheet.texts if box.y <= line.y <= box.y + box.height and line.style == "bold"]
    printed = "".join(line.text for line in lines).replace(" ", "")
    assert printed == f"Bà {name}".replace(" ", "")
    for line in lines:
        face = faces()["bold"]
        assert line.x >= box.x - 0.01
        assert line.x + face.width(line.text, line.size) <= box.x + box.width + 0.01
        assert line.y + face.descent * line.size * 25.4 / 72 <= box.y + box.height + 0.6
    assert "".join(name.split()) in words_of(certificate_pdf(content)).replace(" ", "")


@given(
    st.lists(st.text("abăđêưỢW", min_size=1, max_size=60), min_size=1, max_size=12).map(" ".join),
    st.floats(20, 200),
    st.floats(8, 40),
)
def test_fitted_text_is_whole_and_inside(text, width, height):
    measure = faces()["regular"].width
    found = fit(text, width=width, height=height, size=20, least=9, measure=measure)
    assert "".join(found.lines).replace(" ", "") == text.replace(" ", "")
    assert all(measure(line, found.size) <= width + 0.01 for line in found.lines)
    assert found.size <= SMALLEST or len(found.lines) * found.size * 1.18 * 25.4 / 72 <= height + 0.01


def test_a_span_of_years_stays_on_one_line():
    measure = faces()["regular"].width
    found = fit(
        "giai đoạn 2023 - 2025", width=measure("giai đoạn 2023 -", 12), height=60, size=12, least=9, measure=measure
    )
    assert found.lines == ("giai đoạn", "2023 - 2025")


def test_the_press_and_the_layout_engine_give_the_same_look():
    content = example()
    drawn, laid = image_of(certificate_pdf(content)), image_of(paper_pdf(content))
    assert drawn.size == laid.size
    strong = sum(ImageChops.difference(drawn, laid).histogram()[128:])
    assert strong / (drawn.width * drawn.height) < 0.0005


def test_the_same_certificate_gives_the_same_bytes_and_a_sound_file():
    once, again = certificate_pdf(example()), certificate_pdf(example())
    assert once == again
    with pikepdf.open(io.BytesIO(once)) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert str(pdf.Root.Lang) == "vi-VN"
        assert [float(side) for side in pdf.pages[0].MediaBox] == pytest.approx([0, 0, 297 * MM, 210 * MM], abs=0.01)
        names = {str(font.BaseFont) for font in pdf.pages[0].Resources.Font.values()}
    assert {name.split("+")[1].split("-")[0] for name in names} == {"LiberationSerif"}


def test_all_letters_come_back_from_the_file():
    content = certificate(replace(EXAMPLE, name=ACCENTED, title=VIETNAMESE, unit="Đ đ"))
    words = words_of(certificate_pdf(content)).replace(" ", "")
    assert ACCENTED in words
    assert VIETNAMESE in words


def test_a_letter_that_the_press_lacks_is_drawn_by_the_layout_engine():
    content = certificate(replace(EXAMPLE, name="Nguyễn Văn Ω"))
    assert not can_draw(content.context["sheet"])
    assert "Ω" in words_of(certificate_pdf(content))


def test_addresses_are_words_by_the_layout_engine_too(caplog):
    typed = "Ω file:///etc/passwd url(http://127.0.0.1:9/x) <img src=http://127.0.0.1:9/y.png>"
    content = certificate(replace(EXAMPLE, name=typed, unit=typed, achievement=typed))
    with caplog.at_level(logging.WARNING, logger="weasyprint"):
        printed = [words_of(paper_pdf(content)), words_of(certificate_pdf(content))]
    assert caplog.records == []
    assert [words.replace(" ", "").count(typed.replace(" ", "")) for words in printed] == [3, 3]


def test_on_stock_only_what_differs_is_printed_where_the_office_says():
    layout = {"stock": True, "shift_x": 2, "shift_y": -1, "boxes": {"vao_so": {"x": 50, "y": 100, "size": 14}}}
    sheet = example(layout).context["sheet"]
    words = [line.text for line in sheet.texts]
    assert "GIẤY KHEN" not in words
    assert not sheet.bordered
    line = next(line for line in sheet.texts if line.text == "Vào sổ số: 27")
    assert (line.x, line.size) == (52, 14)
    assert 99 < line.y < 105
    page = pypdfium2.PdfDocument(sheet_pdf(sheet))[0].get_textpage()
    found = page.search("Vào sổ số: 27").get_next()
    left, _bottom, _right, _top = page.get_charbox(found[0])
    assert left / MM == pytest.approx(52, abs=0.5)


def test_the_calibration_sheet_names_every_box_with_its_place():
    sheet = calibration_sheet(arranged(DESIGN, {"stock": True, "shift_x": 0.5}), title="Tờ canh chỉnh")
    words = words_of(sheet_pdf(sheet))
    assert "Người được tặng (36; 83; 225 × 22; cỡ 27)" in words
    assert "ngang +0,5 mm, dọc +0,0 mm" in words
    assert "Quốc hiệu" not in words


def test_certificates_are_joined_only_when_one_press_made_them():
    papers = [certificate_pdf(example()), certificate_pdf(example())]
    joined = joined_pdf(papers, title="Tất cả")
    with pikepdf.open(io.BytesIO(joined)) as pdf:
        assert len(pdf.pages) == 2
        assert pdf.check_pdf_syntax() == []
    assert len(joined) < 1.2 * len(papers[0])
    assert joined_pdf([papers[0], paper_pdf(example())], title="Tất cả") is None
