"""The scoring table of another province: typed into the workbook alone, imported by the command, a round run on it."""

import datetime as dt
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from openpyxl import load_workbook

from assessments.models import Assessment
from assessments.result_queries import rows_of
from assessments.services.appraisal import adjustment_add
from assessments.services.drafting import AnswerInput, answer_save
from assessments.services.results import approval_give, final_run, round_finalise, round_publish
from assessments.services.submission import assessment_submit
from campaign.models import Round
from campaign.services import round_close
from common import clock
from criteria.models import CriteriaSet, Item
from criteria.services import criteria_set_publish
from criteria.set_import import criteria_set_workbook
from tests import factories
from tests.assessments import imports
from tests.reports import worlds
from units.models import Unit

pytestmark = [pytest.mark.django_db, pytest.mark.long]

CODE = "THI-DUA-130"
# Field, way of scoring, maximum, and the further columns of the sheet “Tiêu chí thành phần” by heading.
FIELDS = (
    ("Công tác chính trị, tư tưởng", "Mức đánh giá", "15", {}),
    ("Giáo dục mầm non", "Mức đánh giá", "10", {"Bước điểm": "0,5"}),
    (
        "Giáo dục tiểu học",
        "Tỷ lệ phần trăm",
        "10",
        {
            "Cách tính số liệu": "Số liệu thứ nhất trên số liệu thứ hai",
            "Mức nền": "80",
            "Chỉ tiêu": "100%",
            "Số liệu thứ nhất": "Số học sinh hoàn thành",
            "Số liệu thứ hai": "Tổng số học sinh",
        },
    ),
    ("Giáo dục trung học", "Số lượng", "10", {"Chỉ tiêu": "50", "Bước số liệu": "1", "Đơn vị tính": "giải"}),
    ("Giáo dục thường xuyên", "Có hoặc không", "15", {}),
    ("Giáo dục dân tộc", "Chuyên viên cho điểm", "10", {"Bước điểm": "0,5"}),
    ("Học sinh, sinh viên", "Tỷ lệ phần trăm", "10", {"Mức nền": "70", "Chỉ tiêu": "60", "Đơn vị tính": "%"}),
    (
        "Tổ chức cán bộ",
        "Tỷ lệ phần trăm",
        "10",
        {
            "Cách tính số liệu": "Mức tăng của số liệu thứ nhất so với số liệu thứ hai",
            "Chỉ tiêu": "5",
            "Số liệu thứ nhất": "Năm nay",
            "Số liệu thứ hai": "Năm trước",
        },
    ),
    ("Kế hoạch, tài chính", "Mức đánh giá", "20", {}),
    ("Kiểm định chất lượng", "Có hoặc không", "10", {}),
    (
        "Cơ sở vật chất",
        "Tỷ lệ phần trăm",
        "10",
        {
            "Cách tính số liệu": "Số liệu thứ nhất trên số liệu thứ hai",
            "Mức nền": "50",
            "Chỉ tiêu": "100",
            "Số liệu thứ nhất": "Đã giải ngân",
            "Số liệu thứ hai": "Được giao",
        },
    ),
)
LEVELS = {"L1": (15, "10", 5, 0), "L2": (10, "7,5", 5, 0), "L9": (20, 15, 10, 0)}

# Per unit and item: what the unit states, in the order of the fields, and whether bonus or minus is added.
A = ("15", "10", (98, 100), 45, True, "9", 61, (105, 100), "20", True, (95, 100))
B = ("10", "10", (98, 100), 40, True, "9", 61, (105, 100), "20", True, None)
C = ("5", "5", (90, 100), 25, False, "5", 65, (Decimal("102.5"), 100), "10", True, (75, 100))


@pytest.fixture(autouse=True)
def in_time():
    with clock.frozen(factories.IN_TIME):
        yield


@pytest.fixture
def workbook(tmp_path) -> Path:
    """The empty workbook as an official gets it, filled in cell by cell."""
    for kind in ("S", "P", "T"):
        factories.make_kind(kind)
    factories.make_campaign()
    path = tmp_path / "bo-130.xlsx"
    path.write_bytes(criteria_set_workbook(None))
    book = load_workbook(path)

    def add(sheet: str, **values: object) -> None:
        """A row below the last one, by heading; `_` stands for a space."""
        page = book[sheet]
        heads = {cell.value: cell.column for cell in page[1]}
        row = page.max_row + 1
        for head, value in values.items():
            page.cell(row, heads[head.replace("_", " ")]).value = value

    add(
        "Bộ tiêu chí",
        **{
            "Mã bộ tiêu chí": CODE,
            "Tên bộ tiêu chí": "Bảng điểm thi đua 130 điểm, 11 lĩnh vực",
            "Đối tượng": "Tập thể",
            "Tổng điểm thưởng tối đa": "3",
            "Tổng điểm trừ tối đa": "5",
        },
    )
    for number, (title, kind, most, more) in enumerate(FIELDS, 1):
        code = f"L{number}"
        add("Nhóm nội dung", Mã_nhóm_nội_dung=f"LV{number}", Tên_nhóm_nội_dung=title)
        add(
            "Tiêu chí",
            Mã_tiêu_chí=code,
            Mã_nhóm_nội_dung=f"LV{number}",
            Tên_tiêu_chí=title,
            Nơi_quy_định=f"Mục {number}",
            Nguyên_văn_quy_định=f"Thực hiện tốt {title.lower()}.",
        )
        facts = {"Mã thành phần": code, "Mã tiêu chí": code, "Tên thành phần": title, "Cách cho điểm": kind}
        add("Tiêu chí thành phần", **facts, **{"Điểm tối đa": most}, **more)
        add("Áp dụng", Mã_tiêu_chí=code, Mã_loại_đơn_vị="T", Áp_dụng="Tất cả", Phòng_thẩm_định=factories.LEAD)
    for code, levels in LEVELS.items():
        for place, points in enumerate(levels, 1):
            add("Mức đánh giá", Mã_thành_phần=code, Điểm=points, Nội_dung_mức=f"Mức {place}")
    bonus = {"Mã": "TR-1", "Loại": "Điểm thưởng", "Nội dung": "Sáng kiến", "Cách tính": "+1", "Giới hạn": "2"}
    minus = {"Mã": "PHAT", "Loại": "Điểm trừ", "Nội dung": "Báo cáo sai", "Cách tính": "−1 mỗi lần", "Giới hạn": 2}
    add("Điểm thưởng, điểm trừ", **bonus)
    add("Điểm thưởng, điểm trừ", **minus)
    for code, title, least, cap in (("A", "Xuất sắc", 90, "20"), ("B", "Tốt", 75, None), ("C", "Chưa đạt", 0, None)):
        add("Xếp loại", **{"Mã": code, "Tên xếp loại": title, "Từ điểm quy đổi": least})
        book["Xếp loại"].cell(book["Xếp loại"].max_row, 7).value = cap
    add("Lý do không áp dụng", Lý_do="Không được giao vốn")
    book.save(path)
    return path


def imported(path: Path, *options: str) -> str:
    out = StringIO()
    call_command("import_criteria", str(path), *options, stdout=out)
    return out.getvalue()


def stated(item: Item, value: object) -> AnswerInput:
    """What the unit types for a value of the tables above."""
    words = {"narrative": f"Kết quả {item.code}."}
    if value is None:
        reason = item.owner_set().na_reasons.get()
        return AnswerInput(not_applicable=True, na_reason=reason, **words)
    if isinstance(value, bool):
        return AnswerInput(yes_no=value, **words)
    if isinstance(value, tuple):
        return AnswerInput(amount_a=Decimal(value[0]), amount_b=Decimal(value[1]), **words)
    if item.kind == "options":
        return AnswerInput(option=item.options.get(points=Decimal(str(value))), **words)
    if item.kind == "expert":
        return AnswerInput(claimed=Decimal(str(value)), **words)
    return AnswerInput(amount_a=Decimal(str(value)), **words)


def appraised(unit: Unit, round: Round, values: tuple, rule: str = "") -> Assessment:
    """A sheet filled in, submitted, received and appraised; a bonus or minus of 1 or 2 by its rule."""
    editor = factories.editor_of(unit)
    sheet = factories.make_sheet(unit, round)
    answers = sheet.answers.select_related("item").in_bulk()
    for answer, value in zip(sorted(answers.values(), key=lambda row: int(row.item.code[1:])), values, strict=True):
        answer_save(answer=answer, expected_version=answer.version, values=stated(answer.item, value), by=editor)
        factories.make_evidence(answer, by=editor)
    fresh = Assessment.objects.get(pk=sheet.pk)
    assessment_submit(assessment=fresh, by=factories.head_of(unit), pledged=True)
    received = factories.receive_sheet(Assessment.objects.get(pk=sheet.pk))
    if rule:
        found = received.criteria_set.adjustment_rules.get(code=rule)
        size = Decimal(1) if found.kind == "bonus" else Decimal(2)
        by = factories.appraiser_of(factories.office(factories.LEAD))
        adjustment_add(assessment=received, rule=found, size=size, reason="Có văn bản.", by=by)
    return factories.appraise_sheet(Assessment.objects.get(pk=sheet.pk))


def test_a_round_is_run_on_the_table_of_another_province(workbook, tmp_path):
    told = imported(workbook, "--dry-run")
    assert "Nhóm nội dung" in told
    assert "Tệp có 11 nhóm, 11 tiêu chí, tổng 130 điểm." in told
    assert not CriteriaSet.objects.exists()
    imported(workbook)
    draft = CriteriaSet.objects.get(code=CODE)
    items = Item.objects.filter(criterion__area__criteria_set=draft)
    assert sum(item.max_points for item in items) == 130
    assert draft.areas.count() == 11
    criteria_set = criteria_set_publish(criteria_set=draft, by=None)

    cluster = factories.make_cluster()
    schools = [
        factories.make_unit("T", code=f"TRUONG-{letter}", name=f"Trường THPT {letter}", cluster=cluster)
        for letter in "ABC"
    ]
    round = factories.make_round(criteria_set=criteria_set, signed_copy="never")
    for school, values, rule in zip(schools, (A, B, C), ("TR-1", "", "PHAT"), strict=True):
        appraised(school, round, values, rule)
    with clock.frozen(dt.datetime(2025, 6, 10, 9, tzinfo=clock.TIME_ZONE)):
        round_close(round=round, by=worlds.manager())
        run = round_finalise(round=Round.objects.get(pk=round.pk), by=worlds.manager())
        approval_give(run=run, by=worlds.leader())
        round_publish(round=Round.objects.get(pk=round.pk), by=worlds.manager())
    rows = {row.participant.unit.code: row for row in rows_of(final_run(round)) if row.assessment_id}
    found = {
        code: (str(row.points), str(row.possible), str(row.percentage), str(row.result), row.rank_in_cluster, row.grade)
        for code, row in rows.items()
    }
    # 125/130, +1; 110/120 without capital, over 20 % of three units; 60/130, −2.
    assert found == {
        "TRUONG-A": ("125.00", "130.00", "96.15", "97.15", 1, "Xuất sắc"),
        "TRUONG-B": ("110.00", "120.00", "91.67", "91.67", 2, "Tốt"),
        "TRUONG-C": ("60.00", "130.00", "46.15", "44.15", 3, "Chưa đạt"),
    }
    assert rows["TRUONG-B"].grade_note == "over_cap"


def test_the_commands_write_and_read_the_same_set(workbook, tmp_path):
    imported(workbook)
    target = tmp_path / "ra.xlsx"
    call_command("export_criteria", "--set", CODE, "--version", "1", "--output", str(target), stdout=StringIO())
    told = imported(target, "--dry-run")
    assert "11" in told
    with pytest.raises(CommandError) as refused:
        call_command("export_criteria", "--set", CODE, "--version", "7", "--output", str(target))
    assert str(refused.value).splitlines() == [
        "Không có bộ tiêu chí hoặc phiên bản này.",
        "Chưa ghi tệp nào.",
        f"Đề nghị ghi một trong các bộ: {CODE} v1.",
    ]
    with pytest.raises(CommandError, match=r"Không ghi được tệp .*\n.*\nĐề nghị ghi tên tệp trong thư mục"):
        call_command("export_criteria", "--set", CODE, "--output", str(tmp_path / "none" / "x.xlsx"))


def test_the_command_tells_every_fault_and_keeps_nothing(workbook):
    book = load_workbook(workbook)
    book["Tiêu chí thành phần"]["F2"] = "=10+5"
    book["Nhóm nội dung"]["A3"] = "LV1"
    book.save(workbook)
    with pytest.raises(CommandError) as refused:
        imported(workbook)
    lines = str(refused.value).splitlines()
    assert any(line.startswith("Trang “Tiêu chí thành phần”, dòng 2, cột F (Điểm tối đa): ") for line in lines)
    assert lines[-2:] == [
        "Chưa nhập nội dung nào.",
        "Đề nghị sửa các vị trí đã nêu rồi nhập lại tệp.",
    ]
    assert not CriteriaSet.objects.exists()


@pytest.mark.parametrize(
    ("name", "content", "what", "todo"),
    [
        ("thieu.xlsx", None, "Không đọc được tệp ", "Đề nghị ghi đúng tên tệp Excel và kiểm tra quyền đọc tệp."),
        ("so.xlsx", b"a,b", "Nội dung tệp không đúng", "Đề nghị lưu thành tệp Excel (.xlsx) rồi nhập lại."),
        (
            "khac.xlsx",
            imports.workbook(("Mã", "Tên"), ("A", "B")),
            "Tệp Excel: Tệp này không phải tệp bộ tiêu chí",
            None,
        ),
    ],
)
def test_a_file_that_is_no_set_says_what_to_do(tmp_path, name, content, what, todo):
    path = tmp_path / name
    if content:
        path.write_bytes(content)
    with pytest.raises(CommandError) as refused:
        imported(path)
    lines = str(refused.value).splitlines()
    assert len(lines) == 3
    assert lines[0].startswith(what)
    assert lines[1:] == ["Chưa nhập nội dung nào.", todo or "Đề nghị sửa các vị trí đã nêu rồi nhập lại tệp."]
