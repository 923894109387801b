import re
from dataclasses import replace
from datetime import date

import pytest

from assessments.sheet_data import points_table_line
from documents.rendering import render_pdf
from tests.documents import samples
from tests.documents.conftest import RECEIPT, SHEET
from tests.documents.reading import pages, text_of

LONG_NAME = ("Trường phổ thông dân tộc nội trú trung học cơ sở và trung học phổ thông " * 5)[:300].strip()
SELF_HEADINGS = (
    "I. Thông tin đơn vị",
    "II. Kết quả tự đánh giá",
    "III. Tiêu chí không áp dụng và lý do",
    "IV. Tổng hợp",
    "V. Khó khăn, vướng mắc; đề xuất, kiến nghị",
    "VI. Cam đoan",
)
APPRAISAL_HEADINGS = (
    "I. Đơn vị được thẩm định",
    "II. Kết quả",
    "III. Điểm thưởng, điểm trừ",
    "IV. Tổng hợp, xếp loại",
    "V. Kiến nghị",
)


def text_for(**changes) -> str:
    return text_of(render_pdf(SHEET, {"sheet": replace(samples.sheet(appraised=False), **changes)}, title="x"))


def in_order(text: str, parts: tuple[str, ...]) -> bool:
    places = [text.find(part) for part in parts]
    return -1 not in places and places == sorted(places)


def test_the_self_assessment_has_its_headings_sentences_and_signers():
    text = text_for()
    assert in_order(
        text,
        (
            "Phụ lục PHIẾU TỰ ĐÁNH GIÁ Kết quả thực hiện Phong trào thi đua “Đắk Nông đẩy mạnh",
            *SELF_HEADINGS,
            (
                "Đơn vị cam đoan số liệu, minh chứng nêu trên là đúng sự thật và chịu trách nhiệm trước pháp luật "
                "về nội dung tự đánh giá."
            ),
            "Phiếu được lập từ hệ thống ngày 06/6/2025, mã tiếp nhận TĐG-2025-0017.",
            "NGƯỜI LẬP PHIẾU",
            "THỦ TRƯỞNG ĐƠN VỊ",
        ),
    )


def test_while_only_the_unit_has_written_there_are_seven_columns():
    text = text_for()
    assert "TT Tiêu chí Điểm tối đa Điểm tự chấm Kết quả và số liệu Minh chứng Ghi chú" in text
    assert "Thẩm định" not in text
    assert "Hội đồng" not in text


def test_after_the_appraisal_every_column_is_there(sheet_pdf):
    text = text_of(sheet_pdf)
    assert in_order(text, (*SELF_HEADINGS, "PHIẾU THẨM ĐỊNH", "I. Đơn vị được thẩm định", "III. Điểm thưởng, điểm trừ"))
    part = text[text.index("PHIẾU THẨM ĐỊNH") :]
    assert in_order(part, APPRAISAL_HEADINGS)
    assert (
        "TT Tiêu chí Điểm tối đa Tự chấm Thẩm định lần 1 Giải trình Thẩm định lần 2 Hội đồng Lý do chênh lệch" in part
    )
    row = part[part.index("HT-6.") : part.index("Thực hành tiết kiệm, chống lãng phí 42,00")]
    for figure in ("12,00", "9,90", "8,46", "Khoản 84.000.000 đồng", "Bảng đối chiếu Kho bạc ghi"):
        assert figure in row
    assert row.count("9,90") == 3


def test_the_appraisal_has_its_sentences_and_signers(sheet_pdf):
    text = text_of(sheet_pdf)
    assert in_order(
        text,
        (
            "Kết quả thẩm định căn cứ hồ sơ, minh chứng đơn vị cung cấp và số liệu đối chiếu của các phòng thuộc Sở.",
            "Đơn vị có ý kiến giải trình trong thời hạn 03 ngày làm việc kể từ ngày nhận kết quả dự kiến.",
            "CHUYÊN VIÊN THẨM ĐỊNH",
            "TỔ TRƯỞNG",
        ),
    )
    assert "+2,00" in text
    assert "-0,50" in text
    assert "Thẩm định 66,07 80,00 82,59 2,00 0,50 84,09 Tốt" in text


def test_the_head_of_a_table_stands_on_each_of_its_pages(sheet_pdf):
    with_rows = [page.text for page in pages(sheet_pdf) if "TK-1. Chương trình" in page.text or "HT-2." in page.text]
    assert len(with_rows) == 4
    assert all("TT Tiêu chí Điểm tối đa" in text for text in with_rows)


def test_sums_are_over_the_criteria_that_apply():
    text = text_for()
    assert "I Phát triển kết cấu hạ tầng 38,00 31,90" in text
    assert "Tổng cộng 80,00 68,32" in text
    assert "68,32 80,00 85,40 Tốt" in text


def test_an_unsubmitted_sheet_has_no_code():
    assert "Phiếu được lập từ hệ thống ngày 06/6/2025, chưa nộp nên chưa có mã tiếp nhận." in text_for(code="")


def test_empty_parts_say_so():
    text = text_for(not_applicable=(), difficulties="", proposals="")
    assert text.count("Không có.") == 2


def test_difficulties_and_proposals_typed_as_one_text_stand_under_their_common_heading():
    text = text_for(difficulties="Thiếu kinh phí; đề nghị bổ sung.", proposals="")
    assert "V. Khó khăn, vướng mắc; đề xuất, kiến nghị Thiếu kinh phí; đề nghị bổ sung. VI. Cam đoan" in text
    assert "2. Đề xuất, kiến nghị" not in text


def test_the_table_of_points_is_marked_until_the_department_has_its_own():
    assert "Bảng điểm mặc định của phần mềm, chưa phải văn bản của Sở." in text_for()
    line = points_table_line("Hướng dẫn chấm điểm phong trào", "12/HD-SGDĐT", date(2025, 2, 5))
    assert line == "Bảng điểm áp dụng: Hướng dẫn chấm điểm phong trào (văn bản số 12/HD-SGDĐT ngày 05/02/2025)."
    text = text_for(points_table=line)
    assert line in text
    assert "mặc định của phần mềm" not in text


@pytest.mark.parametrize("appraised", [False, True])
def test_long_texts_wrap_and_run_over_pages_without_loss(appraised):
    words = [f"từ{number}" for number in range(600)]
    line = replace(samples.LINES[0], result=" ".join(words), title="W" * 300, evidence=("x" * 200 + ".pdf",))
    sheet = samples.sheet(appraised=appraised, lines=(line, *samples.LINES[1:]), unit=LONG_NAME)
    pdf = render_pdf(SHEET, {"sheet": sheet}, title="x")
    text = text_of(pdf)
    assert [word for word in words if word not in text.split()] == []
    assert LONG_NAME.split()[-1] in text
    assert max(letter.right for page in pages(pdf) for letter in page.letters) < 297 - 20 + 0.3
    with_words = [page.text for page in pages(pdf) if re.search(r"từ\d", page.text)]
    assert all("TT Tiêu chí" in text for text in with_words)


def test_the_receipt_is_one_page_with_all_that_checks_it(receipt_pdf):
    assert len(pages(receipt_pdf)) == 1
    text = text_of(receipt_pdf)
    for part in (
        "GIẤY TIẾP NHẬN HỒ SƠ",
        "TĐG-2025-0017",
        "15 giờ 40 phút, ngày 06 tháng 6 năm 2025 (giờ Việt Nam)",
        "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "Nguyễn Thị Hồng Hạnh, Hiệu trưởng",
        "Minh chứng là tệp đính kèm 12 tệp",
        "Hết ngày 06/6/2025; nộp đúng hạn",
        "ký, đóng dấu hoặc ký số và tải lên trước ngày 12/6/2025",
    ):
        assert part in text
    assert "Số:" not in text


def test_the_receipt_of_a_late_unit_with_a_long_name_stays_one_page():
    receipt = replace(samples.receipt(), unit=LONG_NAME, days_late=3)
    pdf = render_pdf(RECEIPT, {"receipt": receipt}, title="x")
    assert len(pages(pdf)) == 1
    assert "nộp chậm 03 ngày làm việc" in text_of(pdf)
