"""A whole set out of and into a workbook: the round trip, drafts and versions, every fault with its place."""

import random
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook

from common import clock
from common.access import Refused
from common.models import Event
from config.management.commands.load_plan import load_values
from config.plan_files import PLAN_FOLDER, load_plan_files
from criteria.enums import SetState
from criteria.models import CriteriaSet, Criterion, Item, Option
from criteria.queries import criteria_of
from criteria.services import criteria_set_clone, criteria_set_publish
from criteria.set_import import criteria_set_import, criteria_set_workbook, set_preview
from criteria.versions import ItemFate, item_changes
from criteria.workbook.changes import table_changes
from criteria.workbook.columns import GUIDE, LISTS, SHEETS
from criteria.workbook.tables import tables_of
from tests import factories
from tests.kept import kept
from tests.libreoffice import saved_by_libreoffice

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_time():
    with clock.frozen(factories.IN_TIME):
        yield


@kept
def published() -> CriteriaSet:
    return factories.make_set()


def opened(criteria_set: CriteriaSet) -> Workbook:
    return load_workbook(BytesIO(criteria_set_workbook(criteria_set)))


def content_of(book: Workbook) -> bytes:
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def renamed(book: Workbook, code: str) -> bytes:
    book["Bộ tiêu chí"]["A2"] = code
    return content_of(book)


def rows_of(criteria_set: CriteriaSet) -> dict:
    """The content without what names the version."""
    tables = {code: [line.values for line in lines] for code, lines in tables_of(criteria_set).items()}
    tables["set"] = [{**values, "code": "", "version": ""} for values in tables["set"]]
    return tables


def assert_round_trip(criteria_set: CriteriaSet, code: str) -> None:
    made = criteria_set_import(content=renamed(opened(criteria_set), code), by=None)
    assert (made.code, made.version, made.state) == (code, 1, SetState.DRAFT)
    assert rows_of(made) == rows_of(criteria_set)
    changes = item_changes(criteria_of(criteria_set), criteria_of(made))
    assert {change.fate for change in changes} == {ItemFate.SAME}
    criteria_set_publish(criteria_set=made, by=None)


def test_a_set_saved_by_libreoffice_is_the_same_set(published):
    preview = set_preview(saved_by_libreoffice(criteria_set_workbook(published)))
    assert preview.faults == ()
    assert set(preview.counts) == {"same", "changed", "added", "removed"}
    assert (preview.counts["changed"], preview.counts["added"], preview.counts["removed"]) == (0, 0, 0)


def test_the_workbook_is_made_to_be_filled_in(published):
    book = opened(published)
    assert book.sheetnames == [*(sheet.name for sheet in SHEETS), GUIDE, LISTS]
    for spec in SHEETS:
        sheet = book[spec.name]
        assert [cell.value for cell in sheet[1]] == [column.head for column in spec.columns]
        assert sheet.freeze_panes == "B2"
    assert book["Tiêu chí thành phần"]["F2"].value == 6
    rules = book["Tiêu chí thành phần"].data_validations.dataValidation
    lists = {str(rule.sqref): rule.formula1 for rule in rules}
    assert lists["B2:B2000"] == "'Tiêu chí'!$A$2:$A$2000"
    assert lists["D2:D2000"].startswith('"Mức đánh giá,Số lượng,')
    assert book["Danh mục"]["A2"].value == "S"


def test_the_set_of_the_factories_comes_back_equal(published):
    assert_round_trip(published, "BO-KHAC")


@pytest.mark.long
def test_the_sets_of_the_plan_come_back_equal():
    load_values(load_plan_files(PLAN_FOLDER))
    sets = list(CriteriaSet.objects.order_by("code"))
    assert len(sets) >= 2
    for number, row in enumerate(sets):
        assert_round_trip(row, f"BO-{number}")


@pytest.mark.long
def test_sets_made_at_random_come_back_equal(published):
    """Versions changed by chance in eight ways: out and in again, nothing is lost."""
    chance = random.Random(20250604)
    texts = ("=1+1", "Dòng một\nDòng hai", "−5 %", "'nháy", "Đ ă ắ ợ", "1.234", "+84", "@a")
    for number in range(8):
        draft = criteria_set_clone(criteria_set=published, by=None)
        for item in Item.objects.filter(criterion__area__criteria_set=draft):
            item.title = f"{chance.choice(texts)} {chance.random()}"
            item.question = chance.choice(texts)
            item.figure_unit = chance.choice(("", "người", "%"))
            if item.kind in ("number", "percentage"):
                item.baseline = chance.choice((None, Decimal(chance.randrange(-9999, 9999)) / 1000))
                item.target = Decimal(chance.randrange(10_000_000, 20_000_000)) / 1_000_000
                item.max_points = Decimal(chance.randrange(1, 9999)) / 100
            item.save()
        assert_round_trip(draft, f"NGAU-NHIEN-{number}")


def test_a_known_code_makes_the_next_version_and_then_fills_its_draft(published):
    book = opened(published)
    book["Tiêu chí"]["C2"] = "Tên từ Excel"
    preview = set_preview(content_of(book))
    assert (preview.faults, preview.version, preview.fills, preview.base) == ((), 2, None, published)
    changed = [change for change in preview.changes if change.fate != ItemFate.SAME]
    assert [(change.sheet.name, change.line, change.key) for change in changed] == [("Tiêu chí", 2, ("HT-1",))]
    assert [(cell.before_text, cell.after_text) for cell in changed[0].cells] == [
        ("Tiêu chí thử nghiệm HT-1", "Tên từ Excel")
    ]
    made = criteria_set_import(content=content_of(book), by=None)
    assert (made.version, made.cloned_from, made.state) == (2, published, SetState.DRAFT)

    book["Tiêu chí"]["C2"] = "Tên lần hai"
    again = criteria_set_import(content=content_of(book), by=None)
    assert again == made
    assert Criterion.objects.get(area__criteria_set=made, code="HT-1").title == "Tên lần hai"
    assert CriteriaSet.objects.count() == 2
    assert Event.objects.filter(action="criteria_set.imported").count() == 2


def test_rows_that_go_come_and_move_are_told(published):
    book = opened(published)
    levels = book["Mức đánh giá"]
    levels.delete_rows(4)
    reasons = book["Lý do không áp dụng"]
    first, second = reasons["A2"].value, reasons["A3"].value
    reasons["A2"], reasons["B2"], reasons["A3"], reasons["B3"] = second, "có", first, None
    reasons["A4"] = "mới thành lập"
    preview = set_preview(content_of(book))
    assert preview.faults == ()
    found = {(change.sheet.code, change.name): (change.fate, change.moved) for change in preview.changes}
    assert found["option", "HT-1 · 4"] == (ItemFate.REMOVED, False)
    assert found["option", "HT-1 · 3"] == (ItemFate.CHANGED, False)
    assert found["reason", "khác (ghi rõ)"] == (ItemFate.CHANGED, True)
    assert found["reason", "mới thành lập"] == (ItemFate.ADDED, False)
    assert preview.counts == {"same": 60, "changed": 3, "added": 1, "removed": 1}


def test_numbers_are_read_as_officials_write_them(published):
    book = opened(published)
    items, grades = book["Tiêu chí thành phần"], book["Xếp loại"]
    items["F4"], items["H4"], items["I4"] = "12,5", "80%", " 1.000 "
    items["H6"], items["H6"].number_format = 0.63, "0%"
    grades["G2"], grades["G2"].number_format = 0.2, "0%"
    items["P7"] = 0.1 + 0.2
    made = criteria_set_import(content=content_of(book), by=None)
    ratio = Item.objects.get(criterion__area__criteria_set=made, code="HT-6")
    assert (ratio.max_points, ratio.baseline, ratio.target) == (Decimal("12.5"), Decimal(80), Decimal(1000))
    assert Item.objects.get(criterion__area__criteria_set=made, code="TK-3").baseline == Decimal(63)
    assert Item.objects.get(criterion__area__criteria_set=made, code="TK-5").gap == Decimal("0.3")
    assert made.grade_rules.get(code="XS").cap_percentage == 20


# Sheet, cell, what is typed there, the row and column that the fault names.
FAULTS = [
    ("Bộ tiêu chí", "A2", "mã có dấu cách", 2, "A"),
    ("Bộ tiêu chí", "A2", None, 2, "A"),
    ("Bộ tiêu chí", "D2", "Cá nhân", 2, "D"),
    ("Bộ tiêu chí", "A3", "THEM", 3, "C"),
    ("Bộ tiêu chí", "F2", "37/QĐ", 2, "E"),
    ("Bộ tiêu chí", "G2", "31/02/2025", 2, "G"),
    ("Bộ tiêu chí", "K2", "-5", 2, "K"),
    ("Bộ tiêu chí", "A1", "Mã", 1, "A"),
    ("Bộ tiêu chí", "P1", "Cột lạ", 1, "P"),
    ("Bộ tiêu chí", "P2", "ô lạ", 2, "P"),
    ("Nhóm nội dung", "A3", "HT", 3, "A"),
    ("Tiêu chí", "A3", "HT-1", 3, "A"),
    ("Tiêu chí", "B2", "ZZ", 2, "B"),
    ("Tiêu chí", "C2", "=A2", 2, "C"),
    ("Tiêu chí", "C2", "x" * 301, 2, "C"),
    ("Tiêu chí", "G2", "Tùy", 2, "G"),
    ("Tiêu chí thành phần", "B2", "KHONG-CO", 2, "B"),
    ("Tiêu chí thành phần", "D2", "Bốc thăm", 2, "D"),
    ("Tiêu chí thành phần", "F2", "NaN", 2, "F"),
    ("Tiêu chí thành phần", "F2", -1, 2, "F"),
    ("Tiêu chí thành phần", "F2", 0, 2, "F"),
    ("Tiêu chí thành phần", "F2", "6,005", 2, "F"),
    ("Tiêu chí thành phần", "F2", 1e300, 2, "F"),
    ("Tiêu chí thành phần", "F2", clock.dt.datetime(2025, 6, 6), 2, "F"),
    ("Tiêu chí thành phần", "I2", 5, 2, "I"),
    ("Tiêu chí thành phần", "I4", 80, 4, "I"),
    ("Tiêu chí thành phần", "M4", None, 4, "M"),
    ("Tiêu chí thành phần", "O2", 3, 2, "O"),
    ("Mức đánh giá", "A2", "TK-2", 2, "A"),
    ("Mức đánh giá", "B2", 7, 2, "B"),
    ("Mức đánh giá", "B2", -6, 2, "B"),
    ("Mức đánh giá", "B3", "4,1", 3, "B"),
    ("Mức đánh giá", "B4", 5, 4, "B"),
    ("Mức đánh giá", "C3", "Được ban hành đúng thời hạn", 3, "C"),
    ("Áp dụng", "B2", "ZZ", 2, "B"),
    ("Áp dụng", "E3", "PHONG-LA", 3, "E"),
    ("Áp dụng", "E3", None, 3, "E"),
    ("Áp dụng", "C3", "Đơn vị nêu tên", 3, "D"),
    ("Áp dụng", "D3", "VP", 3, "D"),
    ("Điểm thưởng, điểm trừ", "F2", "Có", 3, "F"),
    ("Điểm thưởng, điểm trừ", "F3", "Không", 0, ""),
    ("Xếp loại", "C3", 95, 3, "C"),
    ("Xếp loại", "C5", 10, 5, "C"),
    ("Xếp loại", "G2", 0, 2, "G"),
    ("Xếp loại", "A2", 1.5, 2, "A"),
    ("Lý do không áp dụng", "A3", "không được giao vốn", 3, "A"),
]


@pytest.mark.parametrize(("sheet", "cell", "typed", "line", "letter"), FAULTS)
def test_a_fault_is_told_with_its_place_and_nothing_is_kept(published, sheet, cell, typed, line, letter):
    book = opened(published)
    book["Tiêu chí"]["C8"] = "Đổi ở dòng khác"
    book[sheet][cell] = typed
    preview = set_preview(content_of(book))
    assert preview.tables is None
    places = {(fault.sheet, fault.line, fault.column) for fault in preview.faults}
    wanted = (sheet, line, ord(letter) - 64) if letter else ("Bộ tiêu chí", 2, 13)
    assert wanted in places, list(map(str, preview.faults))
    with pytest.raises(Refused):
        criteria_set_import(content=content_of(book), by=None)
    assert CriteriaSet.objects.count() == 1
    assert not Criterion.objects.filter(title="Đổi ở dòng khác").exists()


def test_sheets_columns_and_rows_that_are_missing_are_told(published):
    book = opened(published)
    del book["Xếp loại"]
    book["Tiêu chí thành phần"].delete_cols(3)
    book["Mức đánh giá"].move_range("A1:A5", cols=5)
    book.create_sheet("Ghi thêm")["B3"] = "Đừng quên"
    book.create_sheet("Sheet1")
    faults = set_preview(content_of(book)).faults
    assert {fault.sheet for fault in faults} == {"Xếp loại", "Tiêu chí thành phần", "Mức đánh giá", "Ghi thêm"}
    assert next(fault for fault in faults if fault.sheet == "Tiêu chí thành phần").column == 3

    book = opened(published)
    for name in ("Mức đánh giá", "Áp dụng", "Xếp loại", "Tiêu chí thành phần"):
        book[name].delete_rows(2, 100)
    faults = set_preview(content_of(book)).faults
    assert {fault.sheet for fault in faults} == {"Tiêu chí", "Xếp loại"}
    assert len(faults) == 7 + 7 + 1


def test_options_of_an_item_stand_together(published):
    book = opened(published)
    levels = book["Mức đánh giá"]
    levels["A4"] = "HT-5"
    places = {(fault.line, fault.column) for fault in set_preview(content_of(book)).faults}
    assert places == {(4, 1), (5, 1)}


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 not a workbook", b"\x00" * 2000])
def test_what_is_no_workbook_is_refused(content):
    assert len(set_preview(content).faults) == 1


def test_a_preview_that_no_longer_stands_imports_nothing(published):
    content = criteria_set_workbook(published)
    digest = set_preview(content).digest
    draft = criteria_set_clone(criteria_set=published, by=None)
    with pytest.raises(Refused) as refused:
        criteria_set_import(content=content, by=None, digest=digest)
    assert refused.value.verdict.status == 409
    digest = set_preview(content).digest
    Option.objects.filter(item__criterion__area__criteria_set=draft).first().delete()
    with pytest.raises(Refused):
        criteria_set_import(content=content, by=None, digest=digest)
    made = criteria_set_import(content=content, by=None, digest=set_preview(content).digest)
    assert made == draft
    assert {row.fate for row in table_changes(tables_of(published), tables_of(made))} == {ItemFate.SAME}


def test_the_document_that_sets_the_points_comes_along(published):
    book = opened(published)
    sheet = book["Bộ tiêu chí"]
    sheet["E2"], sheet["F2"], sheet["G2"], sheet["H2"] = "Quyết định", "37/QĐ-SGDĐT", "06/6/2025", "Sở GDĐT"
    first = criteria_set_import(content=content_of(book), by=None)
    assert str(first.guidance) == "Quyết định số 37/QĐ-SGDĐT ngày 06/6/2025 của Sở GDĐT"
    second = criteria_set_import(content=renamed(opened(first), "BO-HAI"), by=None)
    assert second.guidance == first.guidance
