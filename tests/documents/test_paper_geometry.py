"""The figures of Decree 30/2020/NĐ-CP, annex I, measured on the finished pages (millimetres, points)."""

import pytest

from tests.documents.reading import Page, fonts_of, pages

LEFT, RIGHT, TOP, BOTTOM = 30, 20, 20, 20


@pytest.fixture(scope="module")
def report(summary_pdf) -> list[Page]:
    return pages(summary_pdf)


def last_page_of_report(report: list[Page]) -> Page:
    return next(page for page in report if "Nơi nhận:" in page.text)


def test_pages_are_a4_and_only_annexes_lie_across(report):
    sizes = [(round(page.width), round(page.height)) for page in report]
    assert sizes == [(210, 297)] * 3 + [(297, 210)] * 6 + [(210, 297)]


def test_text_keeps_inside_the_margins(summary_pdf, sheet_pdf, receipt_pdf):
    for page in (page for pdf in (summary_pdf, sheet_pdf, receipt_pdf) for page in pages(pdf)):
        body = [letter for letter in page.letters if letter.top > TOP - 1 and letter.text != " "]
        assert min(letter.left for letter in body) >= LEFT - 0.3
        assert max(letter.right for letter in body) <= page.width - RIGHT + 0.3
        assert max(letter.bottom for letter in body) <= page.height - BOTTOM + 0.3


def test_the_body_fills_the_width_between_the_margins(report):
    line = report[0].find("Đắk Nông, ngày")
    assert line.left > LEFT
    body = [letter for letter in report[0].letters if letter.top > 70 and letter.text != " "]
    assert min(letter.left for letter in body) == pytest.approx(LEFT, abs=0.5)
    assert max(letter.right for letter in body) == pytest.approx(210 - RIGHT, abs=0.5)


def test_the_page_number_is_hidden_on_page_1_and_centred_above_on_page_2(report):
    assert not [letter for letter in report[0].letters if letter.top < TOP - 1]
    (number,) = [letter for letter in report[1].letters if letter.top < TOP - 1]
    assert (number.text, number.size, number.font) == ("2", 13, "Regular")
    assert (number.left + number.right) / 2 == pytest.approx((LEFT + 210 - RIGHT) / 2, abs=0.2)
    assert number.bottom < TOP


def test_annexes_count_again_from_1(report, sheet_pdf):
    def shown(page: Page) -> str:
        return "".join(letter.text for letter in page.letters if letter.top < TOP - 1)

    assert [shown(page) for page in report] == ["", "2", "3", "", "2", "3", "4", "5", "6", ""]
    assert [shown(page) for page in pages(sheet_pdf)] == ["", "2", "3", "", "2", "3"]


@pytest.mark.parametrize(
    ("words", "face"),
    [
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", (12, "Bold")),
        ("Độc lập - Tự do - Hạnh phúc", (13, "Bold")),
        ("UBND TỈNH ĐẮK NÔNG", (12, "Regular")),
        ("SỞ GIÁO DỤC VÀ ĐÀO TẠO", (12, "Bold")),
        ("/BC-SGDĐT", (13, "Regular")),
        ("Đắk Nông, ngày", (13, "Italic")),
        ("BÁO CÁO", (14, "Bold")),
        ("Tổng hợp kết quả thực hiện", (14, "Bold")),
        ("Luật Thi đua, khen thưởng ngày 15", (14, "Italic")),
        ("Mỗi kỳ đánh giá, điểm đạt", (14, "Regular")),
        ("I. CĂN CỨ VÀ CÁCH TÍNH ĐIỂM", (14, "Bold")),
    ],
)
def test_sizes_and_styles_of_the_first_page(report, words, face):
    assert report[0].find(words).face == face


@pytest.mark.parametrize(
    ("words", "face"),
    [
        ("Nơi nhận:", (12, "Bold-Italic")),
        ("- Các phòng thuộc Sở;", (11, "Regular")),
        ("- Lưu: VT, TCCB-TC.", (11, "Regular")),
        ("KT. GIÁM ĐỐC", (14, "Bold")),
        ("PHÓ GIÁM ĐỐC", (14, "Bold")),
    ],
)
def test_receivers_and_signer(report, words, face):
    assert last_page_of_report(report).find(words).face == face


def test_receivers_stand_left_and_level_with_the_signer(report):
    page = last_page_of_report(report)
    receivers, signer = page.find("Nơi nhận:"), page.find("KT. GIÁM ĐỐC")
    assert receivers.left == pytest.approx(LEFT, abs=0.2)
    assert signer.left > 105
    assert receivers.top == pytest.approx(signer.top, abs=1)


def test_annex_heading(report):
    page = report[3]
    assert page.find("Phụ lục I").face == (14, "Bold")
    assert page.find("KẾT QUẢ CÁC ĐƠN VỊ THEO CỤM, KHỐI THI ĐUA").face == (14, "Bold")
    assert page.find("(Kèm theo Báo cáo số").face == (14, "Italic")
    assert page.find("Phụ lục I").middle == pytest.approx((LEFT + 297 - RIGHT) / 2, abs=0.5)


def test_the_rule_below_the_motto_is_as_long_as_the_motto(report):
    motto = report[0].find("Độc lập - Tự do - Hạnh phúc")
    rule = report[0].rule_below(motto)
    assert (rule.left, rule.right) == pytest.approx((motto.left, motto.right), abs=0.3)


def test_the_rule_below_the_issuer_is_a_third_to_a_half_of_it(report):
    issuer = report[0].find("SỞ GIÁO DỤC VÀ ĐÀO TẠO")
    rule = report[0].rule_below(issuer)
    assert 1 / 3 <= rule.width / issuer.width <= 1 / 2
    assert rule.middle == pytest.approx(issuer.middle, abs=0.3)


def test_the_rule_below_the_subject_is_a_third_to_a_half_of_it(report):
    last = report[0].find("thực hành tiết kiệm, chống lãng phí” giai đoạn 1 (2023 - 2025)")
    rule = report[0].rule_below(last)
    assert 1 / 3 <= rule.width / last.width <= 1 / 2
    assert rule.middle == pytest.approx(last.middle, abs=0.5)


def test_number_and_day_stand_on_one_line_below_the_head(report):
    number, place = report[0].find("/BC-SGDĐT"), report[0].find("Đắk Nông, ngày")
    assert number.top == pytest.approx(place.top, abs=0.1)
    assert number.top > report[0].find("Độc lập - Tự do - Hạnh phúc").bottom


def test_paragraphs_are_indented_and_apart(report):
    page = report[0]
    first, rule = page.find("Mỗi kỳ đánh giá"), page.find("Điểm giai đoạn là trung bình cộng")
    assert first.left == pytest.approx(LEFT + 12.7, abs=0.3)
    tops = sorted({round(letter.top, 1) for letter in page.letters if first.top <= letter.top <= rule.top + 0.05})
    pitch = tops[1] - tops[0]
    assert 14 * 1.15 <= pitch * 72 / 25.4 <= 14 * 1.5
    assert (tops[-1] - tops[-2] - pitch) * 72 / 25.4 >= 6 - 0.3


def test_only_liberation_serif_is_embedded(summary_pdf, sheet_pdf, receipt_pdf):
    for pdf in (summary_pdf, sheet_pdf, receipt_pdf):
        assert {name.replace("-", "").removesuffix("Bold").removesuffix("Italic") for name in fonts_of(pdf)} <= {
            "LiberationSerif",
            "LiberationSerifBold",
        }
