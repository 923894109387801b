"""The sheet as a workbook: what goes out, what comes back, what is refused by cell, what is stale."""

import datetime as dt
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import translation
from openpyxl import Workbook

from assessments.models import Assessment
from assessments.queries import answers_of
from assessments.services.workbook import AnswerSave, workbook_take
from assessments.workbook.columns import HEAD_ROW, LISTS, SHEET, STAMP
from assessments.workbook.preview import workbook_preview
from common import clock
from common.events import events_of
from common.versions import Stale
from criteria.services import criteria_set_clone
from tests import factories
from tests.assessments.filled import fill, opened, row_of, saved
from tests.kept import kept
from tests.libreoffice import saved_by_libreoffice

pytestmark = pytest.mark.django_db
LEVEL = "4 điểm: Đã trình đúng hạn"


@pytest.fixture(autouse=True)
def in_time():
    with clock.frozen(factories.IN_TIME), translation.override("en"):
        yield


sheet = kept(factories.make_sheet)


def preview(sheet, content: bytes):
    fresh = Assessment.objects.get(pk=sheet.pk)
    return workbook_preview(
        user=factories.editor_of(fresh.participant.unit),
        assessment=fresh,
        answers=answers_of(fresh),
        reasons=list(fresh.criteria_set.na_reasons.all()),
        content=content,
    )


def faults(sheet, content: bytes) -> list[str]:
    found = preview(sheet, content)
    assert found.changes == ()
    return [str(fault) for fault in found.faults]


def cells(sheet, content: bytes) -> list[tuple[str, str, str, str]]:
    found = preview(sheet, content)
    assert found.faults == ()
    return [(change.code, cell.place, cell.before, cell.after) for change in found.changes for cell in change.cells]


def save(sheet, code: str, **values):
    answer = sheet.answers.select_related("item").get(item__code=code)
    values = factories.AnswerInput(**values)
    editor = factories.head_of(sheet.participant.unit)
    return factories.answer_save(answer=answer, expected_version=answer.version, values=values, by=editor)


# What goes out


def test_a_workbook_saved_by_libreoffice_is_taken_like_any(sheet):
    """It cannot hide a sheet as deeply as Excel and lets styled empty rows follow the last one."""
    book = fill(opened(sheet), {("HT-1", "choice"): LEVEL, ("TK-2", "narrative"): "Dòng một\n  dòng hai"})
    content = saved(book)
    assert cells(sheet, saved_by_libreoffice(content)) == cells(sheet, content) != []


def test_one_line_for_each_criterion_with_lists_and_locked_cells(sheet):
    save(sheet, "HT-6", amount_a=Decimal(965_000_000), amount_b=Decimal(10**9), narrative="Đã giải ngân.")
    book = opened(sheet)
    page = book[SHEET]
    assert book.sheetnames == [SHEET, LISTS, STAMP]
    assert [book[name].sheet_state for name in book.sheetnames] == ["visible", "hidden", "veryHidden"]
    assert page["A1"].value.startswith("PHIẾU TỰ ĐÁNH GIÁ NĂM 2025: Trường THPT Thử nghiệm")
    assert page["A2"].value == "Bộ tiêu chí KCHT-TKCLP, phiên bản 1; tải từ Cổng lúc 09:00 ngày 04/6/2025."
    lines = [[cell.value for cell in row] for row in page.iter_rows(min_row=HEAD_ROW + 1)]
    assert [line[0] for line in lines] == ["HT-1", "HT-5", "HT-6", "TK-2", "TK-3", "TK-5", "TK-8"]
    assert lines[2][3:] == [12, None, 965_000_000, 1_000_000_000, None, None, None, None, "Đã giải ngân."]
    assert lines[1][2] == "Cột “Số liệu thứ nhất”: Số người được đào tạo (người)"
    assert page.protection.sheet
    assert book.security.lockStructure
    row = row_of(book, "HT-6")
    locked = {cell.column_letter for cell in page[row] if cell.protection.locked}
    assert locked == {"A", "B", "C", "D", "E", "H"}
    lists = {str(rule.sqref): rule.formula1 for rule in page.data_validations.dataValidation if rule.type == "list"}
    assert lists[f"E{row_of(book, 'HT-1')}"] == "'_danh_muc'!$B$1:$B$4"
    assert lists[f"E{row_of(book, 'TK-2')}"] == '"Có,Không"'
    assert lists[f"J{row}"] == "'_danh_muc'!$A$1:$A$2"
    assert [cell.value for cell in book[LISTS]["B"]][:2] == ["6 điểm: Được ban hành đúng thời hạn", LEVEL]


def test_stamp_names_unit_round_version_and_answers(sheet):
    save(sheet, "TK-2", yes_no=True)
    rows = [[cell.value for cell in row if cell.value] for row in opened(sheet)[STAMP].iter_rows()]
    facts = dict(row for row in rows if len(row) == 2)
    assert facts["unit"] == sheet.participant.unit.code
    assert (facts["round"], facts["set"], facts["sheet"]) == ("2025", "KCHT-TKCLP v1", str(sheet.public_id))
    assert {row[1]: row[2] for row in rows if row[0] == "answer"}["TK-2"] == "2"
    assert len(facts["seal"]) == 64


def test_text_never_becomes_a_formula(sheet):
    save(sheet, "TK-2", yes_no=True, narrative="=1+1")
    book = opened(sheet)
    cell = book[SHEET].cell(row_of(book, "TK-2"), 12)
    assert (cell.value, cell.data_type) == ("=1+1", "s")
    assert cells(sheet, saved(book)) == []


# What comes back


def test_an_untouched_workbook_changes_nothing(sheet):
    factories.fill_sheet(sheet)
    found = preview(sheet, saved(opened(sheet)))
    assert (found.faults, found.changes, found.kept) == ((), (), ())


def test_every_changed_cell_is_named_with_old_and_new(sheet):
    save(sheet, "TK-2", yes_no=False, narrative="Chưa ban hành.")
    typed = {
        ("HT-1", "choice"): LEVEL,
        ("HT-5", "amount_a"): 42,
        ("HT-6", "amount_a"): "965.000.000",
        ("HT-6", "amount_b"): 1_000_000_000,
        ("TK-2", "choice"): "có",
        ("TK-2", "narrative"): "Đã ban hành.",
        ("TK-3", "amount_a"): "61,8",
        ("TK-5", "claimed"): 5.5,
        ("TK-8", "not_applicable"): "Có",
        ("TK-8", "na_reason"): "khác (ghi rõ)",
        ("TK-8", "na_text"): "Mới thành lập.",
    }
    assert cells(sheet, saved(fill(opened(sheet), typed))) == [
        ("HT-1", "E6", "", LEVEL),
        ("HT-5", "F7", "", "42"),
        ("HT-6", "F8", "", "965.000.000"),
        ("HT-6", "G8", "", "1.000.000.000"),
        ("TK-2", "E9", "Không", "Có"),
        ("TK-2", "L9", "Chưa ban hành.", "Đã ban hành."),
        ("TK-3", "F10", "", "61,8"),
        ("TK-5", "H11", "", "5,5"),
        ("TK-8", "I12", "", "Có"),
        ("TK-8", "J12", "", "khác (ghi rõ)"),
        ("TK-8", "K12", "", "Mới thành lập."),
    ]


@pytest.mark.parametrize(
    ("typed", "after"), [(61.8, "61,8"), ("61,8", "61,8"), ("61.8", "61,8"), ("61,8%", "61,8"), (" 61,80 ", "61,8")]
)
def test_numbers_are_read_as_numbers_and_as_vietnamese_text(sheet, typed, after):
    assert cells(sheet, saved(fill(opened(sheet), {("TK-3", "amount_a"): typed}))) == [("TK-3", "F10", "", after)]


def test_an_emptied_cell_is_a_change(sheet):
    save(sheet, "HT-5", amount_a=Decimal(42), narrative="Đã mở lớp.")
    book = fill(opened(sheet), {("HT-5", "amount_a"): None})
    assert cells(sheet, saved(book)) == [("HT-5", "F7", "42", "")]


# What is refused


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    """The same archive with one part replaced."""
    stream = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(stream, "w") as new:
        for each in old.namelist():
            new.writestr(each, part if each == name else old.read(each))
    return stream.getvalue()


@pytest.mark.parametrize(
    ("code", "name", "typed", "words"),
    [
        ("TK-3", "amount_a", "=30+31,8", "The cell holds a formula; type the value itself."),
        ("TK-3", "amount_a", "nhiều", "Enter a number written the Vietnamese way, for example 8,5."),
        ("TK-3", "amount_a", 101, "Not above 100."),
        ("TK-3", "amount_a", dt.date(2025, 8, 5), "Excel has made a date of this; format the cell as text"),
        ("TK-3", "amount_b", 5, "This cell belongs to other kinds of criteria; empty it."),
        ("HT-1", "choice", "5 điểm: khác", "“5 điểm: khác” is not one of: “6 điểm: Được ban hành đúng thời hạn”, "),
        ("TK-2", "choice", "Vâng", "“Vâng” is not one of: “Có”, “Không”."),
        ("TK-5", "claimed", "5,6", "The number goes in steps of 0,25."),
        ("TK-8", "not_applicable", "Có", "Choose the reason why the criterion does not apply."),
        ("TK-8", "na_reason", "khác (ghi rõ)", "Choose “Có” here, or empty the reason why"),
        ("HT-5", "narrative", "a" * 10_001, "Ensure this value has at most 10000 characters (it has 10001)."),
    ],
)
def test_a_bad_cell_is_named_and_nothing_of_the_workbook_counts(sheet, code, name, typed, words):
    book = fill(opened(sheet), {(code, name): typed, ("HT-5", "amount_a"): 42})
    [line] = faults(sheet, saved(book))
    assert words in line
    assert f"Sheet “{SHEET}”, row {row_of(book, code)}, column " in line


def test_a_part_above_its_whole_is_refused_at_its_cell(sheet):
    book = fill(opened(sheet), {("HT-6", "amount_a"): 12, ("HT-6", "amount_b"): 10})
    assert faults(sheet, saved(book)) == [
        (
            "Sheet “Phiếu tự đánh giá”, row 8, column F (Số liệu thứ nhất): "
            "Not above “Kế hoạch vốn được giao”, which is 10."
        )
    ]


def test_workbooks_of_others_are_refused_in_words(sheet):
    mine = opened(sheet)
    other = factories.make_sheet()
    assert faults(other, saved(mine)) == [f"Workbook: The workbook is of another unit ({sheet.participant.unit.code})."]
    with clock.frozen(dt.datetime(2025, 1, 10, 9, tzinfo=clock.TIME_ZONE)):
        earlier = factories.make_sheet(sheet.participant.unit, factories.make_round(2024))
    assert faults(earlier, saved(mine)) == ["Workbook: The workbook is of another round (2025)."]
    second = criteria_set_clone(criteria_set=sheet.criteria_set, by=None)
    Assessment.objects.filter(pk=sheet.pk).update(criteria_set=second)
    words = "Workbook: The workbook was made for version KCHT-TKCLP v1 of the criteria set; "
    words += "the sheet now has KCHT-TKCLP v2. Download it anew."
    assert faults(sheet, saved(mine)) == [words]


def test_a_changed_stamp_a_foreign_and_a_broken_file_are_refused(sheet):
    book = opened(sheet)
    book[STAMP]["B3"] = "THPT-KHAC"
    anew = "The hidden page of the workbook was changed; download the workbook anew."
    assert faults(sheet, saved(book)) == [f"Workbook: {anew}"]
    foreign = "This is no workbook of a self-assessment that the portal has made; download one and fill it in."
    assert faults(sheet, saved(Workbook())) == [f"Workbook: {foreign}"]
    broken = "Workbook: The workbook is damaged and cannot be read."
    assert faults(sheet, b"PK\x03\x04 no workbook") == [broken]
    assert faults(sheet, saved(opened(sheet))[:3000]) == [broken]
    assert faults(sheet, with_part(saved(opened(sheet)), "xl/worksheets/sheet1.xml", b"<worksheet><row")) == [broken]


def test_moved_columns_doubled_missing_and_foreign_rows_are_named(sheet):
    book = opened(sheet)
    book[SHEET].move_range("E5:E12", cols=8)
    first, *_rest = faults(sheet, saved(book))
    assert first.startswith("Sheet “Phiếu tự đánh giá”, row 5, column E: The heading must be “Mức đánh giá; Có")
    book = opened(sheet)
    book[SHEET]["A7"] = "HT-6"
    book[SHEET]["A12"] = "XX-1"
    book[SHEET]["N6"] = "ghi chú"
    place = "Sheet “Phiếu tự đánh giá”"
    assert faults(sheet, saved(book)) == [
        f"{place}, row 6, column N: There is no column here; the cell must be empty.",
        f"{place}, row 8, column A (Mã): The criterion stands in an earlier row already.",
        f"{place}, row 12, column A (Mã): “XX-1” is no criterion of this workbook.",
        f"{place}: The row of the criterion HT-5 is missing.",
        f"{place}: The row of the criterion TK-8 is missing.",
    ]
    book = opened(sheet)
    book[SHEET].title = "Phiếu"
    assert faults(sheet, saved(book)) == [f"{place}: The sheet is missing."]


def test_a_criterion_that_is_closed_is_refused(sheet):
    book = fill(opened(sheet), {("HT-5", "amount_a"): 42})
    Assessment.objects.filter(pk=sheet.pk).update(
        state="submitted",
        submitted_at=clock.now(),
        submitted_by=factories.head_of(sheet.participant.unit),
        receipt_code="TN-1",
    )
    assert faults(sheet, saved(book)) == [
        "Sheet “Phiếu tự đánh giá”, row 7: The criterion is closed and cannot be changed."
    ]


# Stale


def test_what_changed_on_the_portal_too_is_stale_and_what_the_workbook_left_alone_stays(sheet):
    book = fill(opened(sheet), {("HT-5", "narrative"): "Bản trong tệp.", ("TK-2", "choice"): "Có"})
    save(sheet, "HT-5", narrative="Bản trên Cổng.")
    save(sheet, "TK-5", narrative="Chỉ sửa trên Cổng.")
    found = preview(sheet, saved(book))
    assert [change.code for change in found.fresh] == ["TK-2"]
    [stale] = found.stale
    assert [(cell.place, cell.before, cell.after) for cell in stale.cells] == [
        ("L7", "Bản trên Cổng.", "Bản trong tệp.")
    ]
    assert stale.answer.updated_by == factories.head_of(sheet.participant.unit)
    assert found.kept == ("TK-5",)
    # The same text on both sides is no change.
    save(sheet, "HT-5", narrative="Bản trong tệp.")
    assert [change.code for change in preview(sheet, saved(book)).changes] == ["TK-2"]


def test_all_or_nothing(sheet):
    book = fill(opened(sheet), {("HT-5", "amount_a"): 42, ("TK-2", "choice"): "Có"})
    found = preview(sheet, saved(book))
    saves = [AnswerSave(change.answer, change.values) for change in found.changes]
    editor = factories.editor_of(sheet.participant.unit)
    save(sheet, "TK-2", yes_no=False)
    with pytest.raises(Stale):
        workbook_take(assessment=sheet, saves=saves, by=editor)
    assert list(sheet.answers.filter(points__isnull=False).values_list("item__code", "points")) == [
        ("TK-2", Decimal("0.00"))
    ]
    saves = [AnswerSave(change.answer, change.values) for change in preview(sheet, saved(book)).changes]
    workbook_take(assessment=sheet, saves=saves, by=editor)
    assert list(sheet.answers.filter(points__isnull=False).values_list("item__code", "points")) == [
        ("HT-5", Decimal("3.50")),
        ("TK-2", Decimal("5.00")),
    ]
    assert [row.yes_no for row in sheet.answers.get(item__code="TK-2").revisions.all()] == [False, True]
    assert events_of(sheet).last().data == {"items": ["HT-5", "TK-2"]}


# In the browser's hands


@pytest.fixture
def editor(sheet):
    client = Client()
    client.cookies["language"] = "en"
    client.force_login(factories.editor_of(sheet.participant.unit))
    return client


def url(name, sheet):
    return reverse(f"assessments:{name}", args=[sheet.public_id])


def upload(client, sheet, content: bytes, name: str = "phieu.xlsx"):
    return client.post(url("workbook", sheet), {"workbook": SimpleUploadedFile(name, content)})


def act(response, **more):
    return {"kept": response.context["kept"], "digest": response.context["preview"].digest, **more}


def test_download_upload_look_and_take(sheet, editor):
    assert url("workbook_file", sheet) in editor.get(url("workbook", sheet)).content.decode()
    response = editor.get(url("workbook_file", sheet))
    name = f'filename="Phieu-tu-danh-gia-{sheet.participant.unit.code}-2025.xlsx"'
    assert name in response["Content-Disposition"]
    shown = upload(editor, sheet, saved(fill(opened(sheet), {("TK-3", "amount_a"): "61,8"})))
    assert "<ins>61,8</ins>" in shown.content.decode()
    assert sheet.answers.get(item__code="TK-3").points is None
    done = editor.post(url("workbook_take", sheet), act(shown))
    assert (done.status_code, done.url) == (303, url("sheet", sheet))
    assert sheet.answers.get(item__code="TK-3").points == Decimal("1.60")
    # The workbook is kept for one act.
    again = editor.post(url("workbook_take", sheet), act(shown), follow=True)
    assert "The preview is too old; nothing was taken in." in again.content.decode()


def test_a_save_between_look_and_act_shows_the_changes_anew(sheet, editor):
    shown = upload(editor, sheet, saved(fill(opened(sheet), {("TK-3", "amount_a"): "61,8"})))
    save(sheet, "TK-3", amount_a=Decimal(62))
    moved = editor.post(url("workbook_take", sheet), act(shown))
    assert moved.status_code == 409
    assert "The sheet has changed since the changes were shown" in moved.content.decode()
    assert sheet.answers.get(item__code="TK-3").amount_a == Decimal(62)
    # Without a tick the portal's stays, with one the workbook's comes and the other is in the history.
    editor.post(url("workbook_take", sheet), act(moved))
    assert sheet.answers.get(item__code="TK-3").amount_a == Decimal(62)
    editor.post(url("workbook_take", sheet), act(moved, take="TK-3"))
    row = sheet.answers.get(item__code="TK-3")
    assert row.amount_a == Decimal("61.8")
    assert [revision.amount_a for revision in row.revisions.all()] == [Decimal(62), Decimal("61.8")]


def test_faults_and_wrong_files_stand_on_the_page(sheet, editor):
    refused = upload(editor, sheet, saved(fill(opened(sheet), {("TK-3", "amount_a"): "nhiều"})))
    assert refused.status_code == 422
    assert "row 10, column F (Số liệu thứ nhất): Enter a number" in refused.content.decode()
    for content, name in ((b"PK", "phieu.xlsx"), (b"a;b", "phieu.csv"), (b"\xd0\xcf\x11\xe0", "phieu.xls")):
        wrong = upload(editor, sheet, content, name)
        assert (wrong.status_code, list(wrong.context["form"].errors)) == (422, ["workbook"])
    stranger = Client()
    stranger.force_login(factories.editor_of(factories.make_unit()))
    assert stranger.get(url("workbook_file", sheet)).status_code == 404
