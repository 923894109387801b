from datetime import date

from common.charts import Chart
from documents.layout import Annex, Figure, Letterhead, Paper, Recipients, Signature, SignatureBlock, at_one_scale
from documents.vietnamese_dates import BLANK

HEAD = Letterhead("UBND tỉnh Đắk Nông", "Sở Giáo dục và Đào tạo", "Đắk Nông", "BC-SGDĐT", year=2025)


def test_number_and_day_are_blank_until_given():
    assert HEAD.number_line == f"Số: {BLANK}/BC-SGDĐT"
    assert HEAD.place_line == f"Đắk Nông, ngày{BLANK}tháng{BLANK}năm 2025"


def test_an_issued_paper_has_two_digits_and_its_day():
    head = Letterhead("UBND tỉnh Lâm Đồng", "Sở", "Lâm Đồng", "QĐ-SGDĐT", number=5, day=date(2026, 2, 5))
    assert head.number_line == "Số: 05/QĐ-SGDĐT"
    assert head.place_line == "Lâm Đồng, ngày 05 tháng 02 năm 2026"
    assert head.citation("Quyết định", "Sở") == "Quyết định số 05/QĐ-SGDĐT ngày 05 tháng 02 năm 2026 của Sở"


def test_a_paper_without_symbol_has_no_number_line():
    assert Letterhead("UBND tỉnh", "Sở", "Đắk Nông").number_line == ""


def test_agencies_are_upper_case():
    assert HEAD.superior_lines == ("UBND TỈNH ĐẮK NÔNG",)
    assert HEAD.issuer_lines == ("SỞ GIÁO DỤC VÀ ĐÀO TẠO",)


def test_receivers_get_dash_semicolon_and_full_stop():
    assert Recipients(("Như trên", "Các phòng thuộc Sở", "Lưu: VT, TCCB-TC")).printed == (
        "- Như trên;",
        "- Các phòng thuộc Sở;",
        "- Lưu: VT, TCCB-TC.",
    )


def test_only_one_of_several_annexes_has_a_numeral():
    assert Annex("BẢNG").label == "Phụ lục"
    assert Annex("BẢNG", order=2).label == "Phụ lục II"


def test_a_subject_is_cut_into_even_lines():
    paper = Paper("BÁO CÁO", "một " * 40, HEAD, Signature(SignatureBlock(("GIÁM ĐỐC",))))
    lengths = {len(line) for line in paper.subject_lines}
    assert len(paper.subject_lines) == 3
    assert max(lengths) - min(lengths) <= 8


def figure(width: int, height: int) -> Figure:
    return Figure("Hình", Chart("x", "Hình", "", width, height, (), ()))


def test_figures_of_a_page_are_enlarged_alike():
    sizes = [size for _, *size in at_one_scale((figure(400, 200), figure(200, 600)), width=160, height=200)]
    assert sizes == [["100.0mm", "50.0mm"], ["50.0mm", "150.0mm"]]


def test_a_flat_figure_is_as_wide_as_the_page_and_no_wider():
    assert [size for _, *size in at_one_scale((figure(320, 100),), width=160, height=200)] == [["160.0mm", "50.0mm"]]
    assert at_one_scale((), width=160, height=200) == ()
