"""A unit nominates a person, its head confirms, the office appraises, the list shows the result."""

import pytest

from assessments.models import Assessment, Initiative
from campaign.models import Round
from common import clock
from tests import factories
from tests.assessments import nominated
from tests.journeys.support import Person, at, card, fill, pdf_on_disk, save
from tests.reports import worlds
from units.models import Unit

# The button that keeps the typed points; the other one agrees with the claim.
SAVE = ".desk-buttons .btn-primary"

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def unit(in_time) -> Unit:
    nominated.make_round(signed_copy="never")
    made = factories.make_unit(name="Trường THPT Đắk Song", cluster=factories.make_cluster())
    factories.participant_of(made, Round.objects.get())
    return made


def test_a_person_from_the_nomination_to_the_list(unit, people, tmp_path):
    editor = people(factories.editor_of(unit))
    nominates(editor)
    sheet = Assessment.individuals.get()
    writes(editor, sheet)
    adds_an_initiative(editor, sheet, tmp_path)
    head = people(factories.head_of(unit), width=390)
    confirms(head, sheet)
    office = people(factories.appraiser_of(factories.office(factories.LEAD)))
    with clock.frozen(at(9)):
        appraises(office, sheet)
        head.visit("/ky/2025/ca-nhan/")
        assert "68,75" in head.text()
    manager = people(worlds.manager())
    manager.visit("/ky/2025/ca-nhan/")
    assert "Trần Thị Mai" in manager.text()
    manager.visit("/ky/2025/")
    assert "Trần Thị Mai" not in manager.text()


def nominates(editor: Person) -> None:
    """From the home page to the list, from there to the form; a name is needed."""
    editor.visit("/")
    editor.press('a[href="/ky/2025/ca-nhan/"]')
    editor.press('a[href*="/ca-nhan/de-nghi/"]')
    editor.page.locator("#id_job_title").fill("Giáo viên")
    editor.press("main form button", status=422)
    editor.page.locator("#id_full_name").fill("Trần Thị Mai")
    editor.page.locator("#id_workplace").fill("Tổ Toán - Tin")
    editor.press("main form button[type=submit]")
    assert "Báo cáo thành tích cá nhân" in editor.text("h1")
    assert "Tổ Toán - Tin, Trường THPT Đắk Song" in editor.text("#person")


def writes(editor: Person, sheet: Assessment) -> None:
    """The items save by themselves as on every sheet; the third does not apply to a teacher."""
    fill(editor, "CN-1.1", {"option": 0, "narrative": "Tiết kiệm điện, nước ở phòng học."})
    save(editor, "CN-1.1")
    fill(editor, "CN-1.2", {"option": 1, "narrative": "Có sáng kiến được công nhận."})
    save(editor, "CN-1.2")
    last = card(editor, "CN-1.3")
    last.locator("details.na-block summary").click()
    last.locator('input[name="not_applicable"]').check(force=True)
    last.locator('select[name="na_reason"]').select_option(index=1)
    save(editor, "CN-1.3")
    factories.make_evidence(sheet.answers.get(item__code="CN-1.1"), by=editor.user)


def adds_an_initiative(editor: Person, sheet: Assessment, tmp_path) -> None:
    editor.visit(f"/phieu/{sheet.public_id}/")
    editor.press('#initiatives a[href$="/sang-kien/"]')
    values = {"name": "Dùng chung phòng học bộ môn", "number": "45/QĐ-SGDĐT", "date": "02/4/2025"}
    for name, value in values.items():
        editor.page.locator(f"#id_{name}").fill(value)
    editor.page.locator("#id_item").select_option("CN-1.2")
    editor.page.locator("#id_level").select_option("grassroots")
    editor.page.locator('input[type="file"]').set_input_files(pdf_on_disk(tmp_path, "QD 45.pdf"))
    editor.press("main form button[type=submit]", status=422)
    assert "Dùng chung phòng học bộ môn" in editor.page.locator("#id_name").input_value()
    editor.page.locator("#id_issuer").fill("Sở Giáo dục và Đào tạo")
    editor.page.locator('input[type="file"]').set_input_files(pdf_on_disk(tmp_path, "QD 45.pdf"))
    editor.press("main form button[type=submit]")
    assert "Quyết định số 45/QĐ-SGDĐT" in editor.text("#initiatives")
    assert Initiative.objects.count() == 1


def confirms(head: Person, sheet: Assessment) -> None:
    """At a phone: the work list leads to the report; the check, the confirmation, the receipt."""
    head.visit("/")
    head.press(f'.tasks a[href="/phieu/{sheet.public_id}/"]')
    head.visit(f"/phieu/{sheet.public_id}/kiem-tra/")
    head.press(f'a[href="/phieu/{sheet.public_id}/nop/"]')
    head.page.locator('input[name="pledged"]').check(force=True)
    head.press("main form button[type=submit]")
    assert Assessment.individuals.get().state == "submitted"
    assert "Đã nộp" in head.text()


def appraises(office: Person, sheet: Assessment) -> None:
    """Received in the queue, opened by the person's name; one grant differs and has its reason."""
    office.visit("/tham-dinh/")
    assert "Trần Thị Mai, Trường THPT Đắk Song" in office.text()
    office.press(f'form[action="/phieu/{sheet.public_id}/tiep-nhan/"] button')
    office.press(f'a[href="/tham-dinh/{sheet.public_id}/"].btn')
    office.press('button[value="accept"]')
    assert "Sáng kiến: Cấp cơ sở" in office.text("#proof")
    office.page.locator("#id_points").fill("15")
    office.press(SAVE, status=400)
    office.page.locator("#id_reason").fill("Chỉ có xác nhận của đơn vị.")
    office.press(SAVE)
    office.press('button[value="grant_na"]')
    office.confirm(f'form[action="/tham-dinh/{sheet.public_id}/hoan-thanh/"]')
    assert Assessment.individuals.get().state == "appraised"
