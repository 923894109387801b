"""From a provisional result over an explanation with proof and its ruling to the final result, and a late request."""

import pytest

from assessments.models import Assessment, Explanation
from campaign.models import Round
from campaign.services import round_close
from common import clock
from tests import factories
from tests.assessments import explained as world
from tests.journeys.support import Person, at, pdf_on_disk
from tests.reports import worlds

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def round(in_time) -> Round:
    """Appraised and closed, not announced: of HT-1 4 of 6 points, of TK-5 4,50 of 5,50."""
    made = factories.make_round(signed_copy="never")
    world.contested(factories.make_unit(name="Trường THPT Đắk Song", cluster=factories.make_cluster()), made)
    return round_close(round=Round.objects.get(pk=made.pk), by=worlds.manager())


def test_from_the_provisional_result_to_the_final_one(round, people, tmp_path):
    sheet = Assessment.objects.get()
    unit = sheet.participant.unit
    manager = people(worlds.manager())
    with clock.frozen(world.ANNOUNCED):
        announces(manager)
        editor, head = people(factories.editor_of(unit)), people(factories.head_of(unit), width=390)
        writes(editor, sheet, tmp_path)
        sends(head)
    office = people(factories.appraiser_of(factories.office(factories.LEAD)))
    with clock.frozen(at(16)):
        rules(office, sheet)
        reads_the_ruling(head, sheet)
    with clock.frozen(world.TOO_LATE):
        asks_for_a_review(head, sheet, "Đề nghị xem lại phụ lục.")
        decides(manager, "refuse", "Không có tình tiết mới.")
        asks_for_a_review(head, sheet, "Có văn bản mới của Sở.")
        decides(manager, "accept", "")
        keeps(office, sheet)
        finalises(manager)
    head.visit(f"/phieu/{sheet.public_id}/")
    assert "Kết quả chính thức" in head.text()


def announces(manager: Person) -> None:
    """The work list leads to the round; the button says until when the units may explain."""
    manager.visit("/")
    manager.press('.tasks a[href="/ky/2025/"]')
    manager.confirm('form[action="/ky/2025/du-kien/"]')
    assert Round.objects.get().explain_until == world.LAST_DAY
    manager.visit("/ky/2025/ket-qua/")


def writes(editor: Person, sheet: Assessment, tmp_path) -> None:
    """Words and a file; the answer itself stays closed."""
    editor.visit(f"/phieu/{sheet.public_id}/")
    assert "75,58" in editor.text("#provisional")
    editor.press("#HT-1-explaining a")
    editor.page.locator("#id_text").fill(world.WORDS)
    editor.press('button[value="proof"]')
    editor.page.locator('input[type="file"]').set_input_files(pdf_on_disk(tmp_path, "QD 12.pdf"))
    editor.press("#files button[type=submit]")
    assert "QD 12.pdf" in editor.text()
    assert editor.page.locator('button[value="send"]').count() == 0
    assert sheet.answers.get(item__code="HT-1").evidence.filter(explanation__isnull=True).count() == 1


def sends(head: Person) -> None:
    """At a phone: the work list leads to the sheet, what was written is sent together."""
    head.visit("/")
    head.press('.tasks a[href$="#provisional"]')
    head.press("#provisional form button")
    assert Explanation.objects.get().state == "sent"
    assert "1 giải trình đang chờ kết luận" in head.text()


def rules(office: Person, sheet: Assessment) -> None:
    """The queue leads to the sheet, the desk to the explanation; its proof stands beside the words."""
    office.visit("/")
    office.press('.tasks a[href*="group=explained"]')
    office.press(f'a[href="/tham-dinh/{sheet.public_id}/"].btn')
    assert "HT-1" in office.text("#decision-title")
    assert "QD 12.pdf" in office.text("#proof")
    office.page.locator('input[value="adjust"]').check(force=True)
    office.page.locator("#id_rule-points").fill("6")
    office.press('form[action*="/ket-luan/"] button', status=400)
    office.page.locator("#id_rule-reason").fill("Quyết định số 12 ban hành đúng hạn.")
    office.press('form[action*="/ket-luan/"] button')
    assert Assessment.objects.get().state == "explained"


def reads_the_ruling(head: Person, sheet: Assessment) -> None:
    head.visit("/thong-bao/")
    assert "Đã có kết luận giải trình tiêu chí HT-1." in head.text()
    head.visit(f"/phieu/{sheet.public_id}/")
    assert "Quyết định số 12 ban hành đúng hạn." in head.text("#HT-1")
    assert "80,23" in head.text("#provisional")


def asks_for_a_review(head: Person, sheet: Assessment, text: str) -> None:
    """What has its ruling is not asked again; the other contested criterion may be, as a request."""
    head.visit(f"/phieu/{sheet.public_id}/")
    assert head.page.locator("#HT-1-explaining a[href$='/giai-trinh/']").count() == 0
    head.press("#TK-5-explaining a[href$='/giai-trinh/']")
    head.page.locator("#id_text").fill(text)
    head.press('button[value="send"]')
    assert Explanation.objects.filter(state="requested", is_late=True, text=text).count() == 1


def decides(manager: Person, decision: str, reason: str) -> None:
    manager.visit("/")
    manager.press('.tasks a[href$="#reviews"]')
    manager.page.locator("#reviews textarea").fill(reason)
    manager.press(f'#reviews button[value="{decision}"]')
    assert not Explanation.objects.filter(state="requested").exists()


def keeps(office: Person, sheet: Assessment) -> None:
    """An accepted request is ruled on like any explanation."""
    office.visit(f"/tham-dinh/{sheet.public_id}/")
    assert "TK-5" in office.text("#decision-title")
    office.page.locator('input[value="keep"]').check(force=True)
    office.page.locator("#id_rule-reason").fill("Phụ lục không có số liệu đo được.")
    office.press('form[action*="/ket-luan/"] button')
    assert Explanation.objects.filter(state="kept").count() == 1


def finalises(manager: Person) -> None:
    manager.visit("/ky/2025/")
    manager.confirm('form[action="/ky/2025/ket-luan/"]')
    assert Round.objects.get().state == "final"
