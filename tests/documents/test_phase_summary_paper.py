from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from documents.layout import Letterhead, Signature, SignatureBlock
from documents.rendering import render_pdf
from reports.phase_summary_data import CLOSING_INTERNAL, YearCell, YearKind
from tests.documents import samples
from tests.documents.conftest import SUMMARY
from tests.documents.reading import pages, text_of


def text_for(summary) -> str:
    return text_of(render_pdf(SUMMARY, {"summary": summary}, title="x"))


def test_headings_and_sentences_stand_in_order(summary_pdf):
    text = text_of(summary_pdf)
    parts = (
        "UBND TỈNH ĐẮK NÔNG",
        "BÁO CÁO Tổng hợp kết quả thực hiện Phong trào thi đua “Đắk Nông đẩy mạnh",
        "I. CĂN CỨ VÀ CÁCH TÍNH ĐIỂM",
        "Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022;",
        "Quyết định số 49/QĐ-UBND ngày 13 tháng 01 năm 2023 của UBND tỉnh Đắk Nông.",
        "Điểm giai đoạn là trung bình cộng điểm quy đổi của các kỳ được tính; đơn vị bằng điểm xếp đồng hạng.",
        "Đơn vị có ít nhất 02 trong 03 kỳ được tính thì được xếp hạng.",
        "Bảng điểm mặc định của phần mềm, chưa phải văn bản của Sở.",
        "II. KẾT QUẢ CHUNG",
        "có 45 đơn vị thuộc 08 cụm, khối thi đua; 42 đơn vị được xếp hạng, 03 đơn vị không xếp hạng.",
        "01 đơn vị, gồm Trường THPT Đắk Mil 7 (năm 2024).",
        "01 đơn vị, gồm Trường THPT Gia Nghĩa 4 (năm 2024).",
        "III. KẾT QUẢ THEO CỤM, KHỐI",
        "IV. TRƯỜNG HỢP ĐIỀU CHỈNH, HẠ MỨC VÀ LÝ DO",
        "V. ĐỀ XUẤT",
        "Trên đây là báo cáo tổng hợp kết quả thực hiện Phong trào thi đua giai đoạn 1 (2023 - 2025)./.",
        "Nơi nhận:",
        "KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC",
        "Phụ lục I KẾT QUẢ CÁC ĐƠN VỊ",
        "Phụ lục II BIỂU ĐỒ KẾT QUẢ",
    )
    places = [text.find(part) for part in parts]
    assert -1 not in places, parts[places.index(-1)]
    assert places == sorted(places)


def test_all_45_units_stand_in_the_order_of_the_ranking(summary_pdf):
    text = text_of(summary_pdf)
    annex = text[text.index("Phụ lục I KẾT QUẢ") :]
    names = [line.unit for line in samples.summary().lines]
    places = [annex.find(f" {name} ") for name in names]
    assert len(names) == 45
    assert -1 not in places
    assert places == sorted(places)


def test_a_year_shows_converted_points_above_points_of_possible(summary_pdf):
    text = text_of(summary_pdf)
    assert "91,25 73,00/80,00" in text
    assert "0,00 (không nộp)" in text
    row = text[text.index("4 Trường THPT Gia Nghĩa 4 - miễn") :][:200]
    assert "Không xếp hạng, chưa đủ" in row


def test_the_columns_of_the_table(summary_pdf):
    assert text_of(summary_pdf).count(
        "TT Đơn vị Năm 2023 Năm 2024 Năm 2025 Điểm đạt Điểm tối đa áp dụng Điểm giai đoạn Xếp loại Hạng cụm Hạng chung"
    ) == len(samples.CLUSTERS)


def test_each_table_is_whole_when_it_fits_a_page(summary_pdf):
    for page in pages(summary_pdf):
        for name, count, pattern in samples.CLUSTERS:
            if f"{name} TT Đơn vị" in page.text:
                assert pattern.format(count) in page.text


def test_a_table_longer_than_a_page_repeats_name_and_head():
    pdf = render_pdf(SUMMARY, {"summary": samples.summary((("Cụm 1", 45, "Trường THPT số {}"),))}, title="x")
    wide = [page for page in pages(pdf) if page.width > page.height and "Trường THPT số" in page.text]
    assert len(wide) >= 3
    assert all("Cụm 1 TT Đơn vị Năm 2023" in page.text for page in wide)


@pytest.mark.parametrize("letter", ["x", "W"])
def test_names_of_300_letters_wrap_inside_their_cell(letter):
    name = f"Trường {letter * 150} THPT {letter * 137}"
    pdf = render_pdf(SUMMARY, {"summary": samples.summary(((name, 3, name + " {}"),))}, title="x")
    for page in pages(pdf):
        assert max((letter.right for letter in page.letters), default=0) <= page.width - 20 + 0.3


def test_five_years_fit_the_page():
    year = YearCell(YearKind.COUNTED, Decimal("100.00"), Decimal("100.00"), Decimal("100.00"), "nhập từ hồ sơ giấy")
    summary = samples.summary()
    clusters = tuple(
        replace(cluster, lines=tuple(replace(line, years=(year,) * 5) for line in cluster.lines))
        for cluster in summary.clusters
    )
    years = ("2026", "2027", "2028", "2029", "2030")
    pdf = render_pdf(SUMMARY, {"summary": replace(summary, clusters=clusters, years=years)}, title="x")
    assert "Năm 2026 Năm 2027 Năm 2028 Năm 2029 Năm 2030 Điểm đạt" in text_of(pdf)
    assert "100,00 100,00/100,00 nhập từ" in text_of(pdf)


def test_both_figures_are_drawn_on_one_page(summary_pdf):
    last = pages(summary_pdf)[-1]
    assert "Hình 1. Phân bố điểm giai đoạn" in last.text
    assert "Hình 2. Tương quan giữa hai nhóm nội dung" in last.text
    assert "Thực hành tiết kiệm, chống lãng phí (%)" in last.text


def test_the_head_is_that_of_the_day():
    head = Letterhead("UBND tỉnh Lâm Đồng", "Sở Giáo dục và Đào tạo", "Lâm Đồng", "BC-SGDĐT", 7, date(2025, 7, 2))
    summary = samples.summary()
    text = text_for(replace(summary, paper=replace(summary.paper, letterhead=head)))
    assert "UBND TỈNH LÂM ĐỒNG" in text
    assert "Số: 07/BC-SGDĐT Lâm Đồng, ngày 02 tháng 7 năm 2025" in text


def test_the_internal_form_is_signed_by_the_head_of_the_room():
    summary = samples.summary()
    paper = replace(summary.paper, signature=Signature(SignatureBlock(("TRƯỞNG PHÒNG",))))
    text = text_for(replace(summary, paper=paper, closing=CLOSING_INTERNAL))
    assert "Phòng TCCB-TC kính trình lãnh đạo Sở xem xét, chỉ đạo./." in text
    assert "TRƯỞNG PHÒNG" in text


def test_a_phase_without_units_is_still_a_paper():
    summary = replace(samples.summary(()), cases=(), proposals=())
    text = text_for(summary)
    assert "có 00 đơn vị thuộc 00 cụm, khối thi đua" in text
    assert summary.grade_counts[0].percentage == 0


def test_counts_and_means_are_exact():
    summary = samples.summary()
    assert [(count.grade, count.units, str(count.percentage)) for count in summary.grade_counts] == [
        ("Xuất sắc", 7, "15.6"),
        ("Tốt", 14, "31.1"),
        ("Hoàn thành", 21, "46.7"),
        ("Chưa hoàn thành", 0, "0.0"),
        ("Không xếp loại", 3, "6.7"),
    ]
    assert next(count.by_grade for count in summary.cluster_counts) == (1, 2, 1, 0)
    assert str(summary.clusters[0].mean) == "84.88"
    assert [line.unit for line in summary.clusters[0].leaders] == ["Phòng số 1"]
    assert summary.clusters[7].leaders == ()


def test_equal_first_units_lead_together():
    cluster = samples.summary().clusters[0]
    first, second, *rest = cluster.lines
    tied = replace(cluster, lines=(first, replace(second, cluster_rank=1), *rest))
    assert [line.unit for line in tied.leaders] == ["Phòng số 1", "Phòng số 2"]
