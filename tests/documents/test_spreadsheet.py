from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import load_workbook

from documents.spreadsheet import Column, Kind, Table, workbook_bytes
from reports.phase_summary_xlsx import phase_summary_xlsx
from tests.documents import samples

COLUMNS = (Column("TT", 6, Kind.WHOLE), Column("Đơn vị", 40), Column("Điểm", 10, Kind.POINTS))


def sheet_of(*rows, name="Bảng", columns=COLUMNS):
    table = Table(name, ("TIÊU ĐỀ",), columns, rows, ("Ghi chú",), fixed=2)
    return load_workbook(BytesIO(workbook_bytes([table], title="Bảng"))).worksheets[0]


@pytest.mark.parametrize("text", ['=HYPERLINK("http://x";"y")', "+84", "-1+2", "@SUM(A1)", "\t=1"])
def test_text_never_becomes_a_formula(text):
    cell = sheet_of((1, text, Decimal(1)))["B5"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)


def test_control_signs_and_overlong_text_do_not_break_the_file():
    sheet = sheet_of((1, "a\x0bb\x00c", None), (2, "x" * 40_000, None))
    assert sheet["B5"].value == "abc"
    assert len(sheet["B6"].value) == 32_767


def test_figures_are_numbers_with_two_places():
    cell = sheet_of((1, "Trường", Decimal("84.09")))["C5"]
    assert (cell.value, cell.data_type, cell.number_format) == (84.09, "n", "[$-42A]#,##0.00")


def test_a_word_may_stand_for_a_figure_and_nothing_stays_empty():
    sheet = sheet_of((1, "Trường", "miễn"), (2, "Trường", None))
    assert (sheet["C5"].value, sheet["C6"].value) == ("miễn", None)


def test_the_sheet_prints_on_a4_across_with_its_head_on_each_page():
    sheet = sheet_of((1, "Trường", None))
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$4:$4"
    assert sheet.freeze_panes == "C5"
    assert sheet.auto_filter.ref == "A4:C5"
    assert sheet.page_margins.left == pytest.approx(30 / 25.4)
    assert sheet.oddHeader.center.text == "&P"
    assert sheet.HeaderFooter.differentFirst


def test_a_name_that_excel_refuses_is_mended():
    assert sheet_of(name="Cụm [1]: A/B?" + "x" * 40).title == ("Cụm  1   A B " + "x" * 40)[:31]


def test_grouped_columns_share_a_heading():
    columns = (Column("TT", 6), Column("Đạt", 8, Kind.POINTS, "Năm 2023"), Column("Tối đa", 8, Kind.POINTS, "Năm 2023"))
    sheet = sheet_of(("1", Decimal(1), Decimal(2)), columns=columns)
    assert sheet["B4"].value == "Năm 2023"
    assert (sheet["B5"].value, sheet["C5"].value) == ("Đạt", "Tối đa")
    assert {str(merged) for merged in sheet.merged_cells.ranges} >= {"B4:C4", "A4:A5"}
    assert sheet["B6"].value == 1


def test_a_row_with_a_cell_too_few_is_refused():
    with pytest.raises(ValueError, match="zip"):
        sheet_of((1, "Trường"))


def test_the_phase_summary_has_the_rows_of_the_paper():
    book = load_workbook(BytesIO(phase_summary_xlsx(samples.summary())))
    sheet = book["Tổng hợp"]
    rows = list(sheet.iter_rows(min_row=9, values_only=True))
    assert [row[2] for row in rows] == [line.unit for line in samples.summary().lines]
    assert rows[0] == (
        1, "Khối 1. Các phòng thuộc Sở", "Phòng số 1",
        91.25, 73, 80, 91.25, 73, 80, 91.25, 73, 80,
        219, 240, 91.25, "Xuất sắc", 1, 1, None,
    )  # fmt: skip
    assert [row[3:6] for row in rows if row[2] == "Trường THPT Gia Nghĩa 4"] == [("-", None, None)]
    assert [row[6:9] for row in rows if row[2] == "Trường THPT Đắk Mil 7"] == [(0, None, None)]
    assert sheet.freeze_panes == "D9"
    assert "chưa phải văn bản của Sở" in sheet["A3"].value
    assert [row[1] for row in book.worksheets[1].iter_rows(min_row=4, values_only=True)] == [
        "Trường THPT Đắk Mil 2",
        "Trường THPT Cư Jút 3",
    ]
