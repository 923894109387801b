"""Units out of and into Excel: dry run, new codes, dates that collide, faults by their line."""

import datetime as dt
from io import BytesIO

import pytest
from openpyxl import load_workbook
from tablib import Dataset

from common import clock
from common.sheets import SheetFormat
from tests import factories
from units.models import Unit, UnitVersion
from units.resources import UnitResource

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_time():
    with clock.frozen(factories.IN_TIME):
        yield


@pytest.fixture
def sheet() -> Dataset:
    """Two units as they come out of an export."""
    factories.make_unit(code="THPT-A", name="Trường THPT A")
    factories.make_unit(code="THPT-B", name="=Trường THPT B")
    return exported()


def exported() -> Dataset:
    dataset = UnitResource().export(UnitVersion.objects.order_by("unit__code", "valid_from"))
    return SheetFormat().create_dataset(SheetFormat().export_data(dataset))


def load(rows: list[dict], *, dry_run: bool = False):
    dataset = Dataset(headers=list(rows[0]))
    for row in rows:
        dataset.append(row.values())
    return UnitResource().import_data(dataset, dry_run=dry_run, rollback_on_validation_errors=True)


def kinds(result) -> list[str]:
    return [row.import_type for row in result.rows]


def faults(result) -> dict[int, dict[str, list[str]]]:
    return {row.number: row.error_dict for row in result.invalid_rows}


def test_an_export_comes_back_unchanged(sheet):
    assert kinds(load(sheet.dict)) == ["skip", "skip"]
    assert "=Trường THPT B" in sheet["Tên đơn vị"]


def test_two_rows_about_the_same_thing_are_refused(sheet):
    rows = sheet.dict
    rows.append(rows[0] | {"Tên đơn vị": "Trường THPT khác"})
    result = load(rows)
    message = "Một dòng phía trên đã nói về chính mục này; chỉ giữ lại một dòng."
    assert faults(result) == {3: {"Mã đơn vị": [message], "Hiệu lực từ": [message]}}
    assert UnitVersion.objects.get(unit__code="THPT-A").name == "Trường THPT A"


def test_the_sheet_bears_the_name_of_its_rows(sheet):
    content = SheetFormat().export_data(UnitResource().export(UnitVersion.objects.all()))
    assert load_workbook(BytesIO(content)).sheetnames == ["Thông tin đơn vị theo thời gian"]


def test_a_dry_run_shows_what_would_change_and_keeps_nothing(sheet):
    rows = sheet.dict
    rows[0]["Tên đơn vị"] = "Trường THPT <A mới>"
    rows.append(rows[1] | {"Mã đơn vị": "THPT-C", "Tên đơn vị": "Trường THPT C", "Mã đơn vị cấp trên": "THPT-A"})
    result = load(rows, dry_run=True)
    assert kinds(result) == ["update", "skip", "new"]
    names = [row.diff[result.diff_headers.index("Tên đơn vị")] for row in result.rows]
    assert names[0] == "<del>Trường THPT A</del> <ins>Trường THPT &lt;A mới&gt;</ins>"
    assert names[2] == "<ins>Trường THPT C</ins>"
    assert not Unit.objects.filter(code="THPT-C").exists()
    assert UnitVersion.objects.get(unit__code="THPT-A").name == "Trường THPT A"
    load(rows)
    made = UnitVersion.objects.get(unit__code="THPT-C")
    assert (made.name, made.parent.code, made.kind.code) == ("Trường THPT C", "THPT-A", "T")
    assert made.search == "truong thpt c =truong thpt b"


def test_a_unit_goes_on_under_a_new_name_whatever_the_order_of_the_rows(sheet):
    rows = sheet.dict
    later = rows[0] | {"Hiệu lực từ": "01/7/2025", "Tên đơn vị": "Trường THPT A1"}
    earlier = rows[0] | {"Hiệu lực đến": "30/6/2025"}
    assert kinds(load([later, earlier])) == ["new", "update"]
    names = list(UnitVersion.objects.filter(unit__code="THPT-A").order_by("valid_from").values_list("name", "valid_to"))
    assert names == [("Trường THPT A", dt.date(2025, 6, 30)), ("Trường THPT A1", None)]


def test_rows_that_hold_on_the_same_day_are_refused_together(sheet):
    rows = sheet.dict
    result = load([rows[0] | {"Hiệu lực từ": "01/7/2025"}])
    assert ["THPT-A" in str(error.error) for error in result.base_errors] == [True]
    assert UnitVersion.objects.filter(unit__code="THPT-A").count() == 1


def test_faults_stand_at_their_line_and_column_and_nothing_is_kept(sheet):
    rows = sheet.dict
    rows[0] |= {"Tên đơn vị": "Trường THPT đổi"}
    rows[1] |= {"Mã loại đơn vị": "ZZ", "Đã xác minh": "x", "Hiệu lực đến": "31/02/2025"}
    rows.append(rows[0] | {"Mã đơn vị": "mã sai"})
    rows.append(rows[0] | {"Mã đơn vị": "THPT-D", "Mã đơn vị cấp trên": "KHONG-CO", "Tên đơn vị": ""})
    result = load(rows)
    found = faults(result)
    assert set(found) == {2, 3, 4}
    assert set(found[2]) == {"Mã loại đơn vị", "Đã xác minh", "Hiệu lực đến"}
    assert "“ZZ”" in found[2]["Mã loại đơn vị"][0]
    assert set(found[3]) == {"Mã đơn vị"}
    assert {"Mã đơn vị cấp trên", "Tên đơn vị"} <= set(found[4])
    assert not UnitVersion.objects.filter(name="Trường THPT đổi").exists()
    assert not Unit.objects.filter(code="THPT-D").exists()


def test_blank_rows_are_passed_over(sheet):
    rows = sheet.dict
    assert kinds(load([rows[0], dict.fromkeys(rows[0], ""), rows[1]])) == ["skip", "skip", "skip"]
