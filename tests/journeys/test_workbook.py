"""Away from the network: the form is downloaded, filled in with Excel, uploaded, looked at, taken in whole."""

from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from playwright.sync_api import expect

from assessments.models import Answer, Assessment
from tests import factories
from tests.assessments.filled import fill, saved
from tests.journeys.support import Person, card, save
from tests.journeys.support import fill as type_in

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
LEVEL = "4 điểm: Đã trình đúng hạn"


@pytest.fixture
def sheet(db) -> Assessment:
    return factories.make_sheet()


def stored(sheet: Assessment, code: str) -> Answer:
    return Answer.objects.get(assessment=sheet, item__code=code)


def downloaded(person: Person, sheet: Assessment) -> Workbook:
    """From the sheet to the page of the workbook, and the file itself."""
    person.visit(f"/phieu/{sheet.public_id}/")
    person.press(person.page.get_by_role("link", name="Điền bằng Excel"))
    with person.page.expect_download() as found:
        person.page.get_by_role("link", name="Tải tệp Excel").click()
    assert found.value.suggested_filename == f"Phieu-tu-danh-gia-{sheet.participant.unit.code}-2025.xlsx"
    return load_workbook(BytesIO(Path(found.value.path()).read_bytes()))


def upload(person: Person, book: Workbook, folder: Path, *, status: int = 200) -> None:
    path = folder / "phieu.xlsx"
    path.write_bytes(saved(book))
    person.page.set_input_files('input[name="workbook"]', path)
    person.press("#upload button[type=submit]", status=status)


def test_filled_in_away_and_taken_in_whole(people, sheet, tmp_path):
    editor = people(factories.editor_of(sheet.participant.unit))
    book = fill(
        downloaded(editor, sheet),
        {
            ("HT-1", "choice"): LEVEL,
            ("HT-6", "amount_a"): "965.000.000",
            ("HT-6", "amount_b"): 1_000_000_000,
            ("TK-3", "amount_a"): "61,8",
            ("TK-3", "narrative"): "Tỷ trọng chi thường xuyên giảm.",
        },
    )
    # A formula is refused by its cell, and nothing of the workbook counts.
    upload(editor, fill(book, {("TK-5", "claimed"): "=5+0,5"}), tmp_path, status=422)
    expect(editor.page.locator("#faults")).to_contain_text("dòng 11, cột H (Điểm tự chấm): Ô chứa công thức")
    assert stored(sheet, "HT-1").points is None
    upload(editor, fill(book, {("TK-5", "claimed"): "5,5"}), tmp_path)
    changes = editor.page.locator("#changes tbody tr")
    expect(changes).to_have_count(6)
    expect(changes.nth(1)).to_contain_text("F8")
    expect(changes.nth(1)).to_contain_text("965.000.000")
    assert stored(sheet, "HT-1").points is None
    editor.press(editor.page.get_by_role("button", name="Nhập toàn bộ vào phiếu"))
    expect(editor.page.locator("main")).to_contain_text("Số tiêu chí đã nhập từ tệp Excel: 4.")
    assert editor.page.locator("[id='TK-3-amount_a']").input_value() == "61,8"
    assert editor.page.locator("[id='TK-3-narrative']").input_value() == "Tỷ trọng chi thường xuyên giảm."
    assert "12 × (96,5 − 80) ÷ (100 − 80) = 9,90" in card(editor, "HT-6").inner_text()
    points = {code: str(stored(sheet, code).points) for code in ("HT-1", "HT-6", "TK-3", "TK-5")}
    assert points == {"HT-1": "4.00", "HT-6": "9.90", "TK-3": "1.60", "TK-5": "5.50"}
    editor.visit(f"/phieu/{sheet.public_id}/lich-su/")
    assert "Nhập phiếu từ tệp Excel: HT-1, HT-6, TK-3, TK-5" in editor.text()


def test_what_was_changed_on_the_portal_meanwhile_is_shown_with_both_texts(people, sheet, tmp_path):
    editor, head = (
        people(factories.editor_of(sheet.participant.unit)),
        people(factories.head_of(sheet.participant.unit)),
    )
    book = fill(
        downloaded(editor, sheet),
        {("HT-5", "narrative"): "Bản trong tệp.", ("TK-5", "narrative"): "Cũng trong tệp.", ("TK-2", "choice"): "Có"},
    )
    head.visit(f"/phieu/{sheet.public_id}/")
    for code in ("HT-5", "TK-5"):
        type_in(head, code, {"narrative": f"Bản trên Cổng, {code}."})
        save(head, code)
    upload(editor, book, tmp_path)
    stale = editor.page.locator("#stale")
    expect(stale).to_contain_text("Bản trên Cổng, HT-5.")
    expect(stale).to_contain_text("Bản trong tệp.")
    expect(stale).to_contain_text(str(head.user))
    # One is taken, the other stays as the portal has it.
    editor.page.locator('input[name="take"][value="HT-5"]').check()
    # Meanwhile the head saves once more: nothing is taken in, the changes are shown anew.
    type_in(head, "HT-5", {"narrative": "Bản trên Cổng, lần hai."})
    save(head, "HT-5")
    editor.press(editor.page.get_by_role("button", name="Nhập toàn bộ vào phiếu"), status=409)
    expect(editor.page.locator("main")).to_contain_text("Phiếu đã thay đổi sau khi xem trước")
    assert (stored(sheet, "TK-2").yes_no, stored(sheet, "HT-5").narrative) == (None, "Bản trên Cổng, lần hai.")
    editor.page.locator('input[name="take"][value="HT-5"]').check()
    editor.press(editor.page.get_by_role("button", name="Nhập toàn bộ vào phiếu"))
    assert stored(sheet, "TK-2").yes_no is True
    assert stored(sheet, "TK-5").narrative == "Bản trên Cổng, TK-5."
    kept = list(stored(sheet, "HT-5").revisions.order_by("number").values_list("narrative", flat=True))
    assert kept == ["Bản trên Cổng, lần hai.", "Bản trong tệp."]
