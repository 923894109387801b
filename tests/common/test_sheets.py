"""Sheets: everything is read as text, nothing is written as a formula, faults are named."""

import datetime as dt
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook
from tablib import Dataset

from common.sheet_resource import read_day, read_number, read_whole, read_yes, words, write_number
from common.sheets import MAX_ROWS, SheetError, SheetFormat, cell_text, heading_faults
from tests.libreoffice import saved_by_libreoffice


def book(*rows: tuple) -> bytes:
    workbook = Workbook()
    for row in rows:
        workbook.worksheets[0].append(row)
    stream = BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def test_cells_are_read_as_a_vietnamese_reader_sees_them():
    content = book(
        ("Mã", "Ngày", "Điểm", "Có"),
        ("01", dt.date(2025, 6, 6), 8.5, True),
        (1234, dt.date(2026, 2, 5), 0.1, None),
        (None, None, None, None),
    )
    found = SheetFormat().create_dataset(content)
    assert found.headers == ["Mã", "Ngày", "Điểm", "Có"]
    assert list(found) == [("01", "06/6/2025", "8,5", "Có"), ("1234", "05/02/2026", "0,1", "")]
    assert cell_text(False) == "Không"


def test_percentages_and_binary_fractions_are_read_as_they_are_shown():
    """LibreOffice and Excel store 0.995 for a typed 99,5%, and more digits than anybody typed."""
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.append(("Mã", "Tỷ lệ", "Điểm"))
    sheet.append(("01", 0.995, 24.599999999999998))
    sheet["B2"].number_format = "0.0%"
    stream = BytesIO()
    workbook.save(stream)
    assert list(SheetFormat().create_dataset(stream.getvalue())) == [("01", "99,5", "24,6")]
    assert list(SheetFormat().create_dataset(saved_by_libreoffice(stream.getvalue()))) == [("01", "99,5", "24,6")]


def test_an_error_of_the_spreadsheet_is_named_by_its_line():
    with pytest.raises(SheetError, match=r"Dòng 2 .*#DIV/0!"):
        SheetFormat().create_dataset(book(("Mã", "Điểm"), ("a", "#DIV/0!")))


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no workbook", b"a,b\n1,2"])
def test_a_damaged_workbook_is_named(content):
    with pytest.raises(SheetError, match="hỏng"):
        SheetFormat().create_dataset(content)


def test_an_empty_sheet_and_too_many_rows_are_refused():
    with pytest.raises(SheetError):
        SheetFormat().create_dataset(book(("Mã",)))
    with pytest.raises(SheetError, match=str(MAX_ROWS)):
        SheetFormat().create_dataset(book(("Mã",), *[("x",)] * (MAX_ROWS + 1)))


def test_a_formula_nobody_has_worked_out_is_named_by_its_line():
    with pytest.raises(SheetError, match="3"):
        SheetFormat().create_dataset(book(("Mã",), ("a",), ("=1+1",)))


def test_numbers_stand_as_numbers_and_codes_as_text():
    content = SheetFormat().export_data(
        Dataset(("01", write_number(Decimal("8.50")), ""), headers=["Mã", "Điểm", "Nền"])
    )
    sheet = load_workbook(BytesIO(content)).worksheets[0]
    assert [cell.value for cell in sheet[2]] == ["01", 8.5, None]
    assert list(SheetFormat().create_dataset(content)) == [("01", "8,5", "")]


@pytest.mark.parametrize("text", ["=HYPERLINK(1)", "+1", "-1", "@SUM(A1)", "\t=1"])
def test_text_never_becomes_a_formula(text):
    content = SheetFormat().export_data(Dataset(("a", text), headers=["Mã", "Tên"]))
    cell = load_workbook(BytesIO(content)).worksheets[0]["B2"]
    assert cell.data_type == "s"
    assert cell.quotePrefix
    assert cell.value.strip() == text.strip()


def test_what_is_written_is_read_back():
    rows = Dataset(("a", "6: Tốt\n0: Kém"), ("b", ""), headers=["Mã", "Mức"])
    assert list(SheetFormat().create_dataset(SheetFormat().export_data(rows))) == list(rows)


def test_columns_that_are_missing_unknown_or_doubled_are_named():
    assert heading_faults(["a", "b", "ra"], ["a", "b"], ["ra"]) == []
    faults = " ".join(heading_faults(["a", "a", "lạ", None], ["a", "thiếu"]))
    for name in ("“thiếu”", "“lạ”", "“a”"):
        assert name in faults
    assert len(heading_faults(["a", "a", "lạ", None], ["a", "thiếu"])) == 4


def test_values_are_read_the_vietnamese_way():
    assert write_number(read_number(2)("8,50")) == "8,5"
    assert read_number(2)(" ") is None
    assert read_whole("") == 0
    assert read_day("06/6/2025") == read_day("2025-06-06") == dt.date(2025, 6, 6)
    assert read_day("") is None
    assert read_yes("có") is True
    assert read_yes("") is False
    read, write = words({"a": "Mức một", "b": "Mức hai"})
    assert read("mức HAI") == "b"
    assert write("a") == "Mức một"


@pytest.mark.parametrize(
    ("read", "text"),
    [
        (read_number(2), "abc"),
        (read_number(2), "1,234"),
        (read_number(2), "NaN"),
        (read_day, "31/02/2024"),
        (read_day, "hôm qua"),
        (read_yes, "x"),
        (words({"a": "Một"})[0], "Hai"),
    ],
)
def test_a_value_that_is_none_is_shown_in_the_message(read, text):
    with pytest.raises(ValueError, match=f"“{text}”"):
        read(text)
