"""The year of a unit's sheet: shared out, typed without a button, last year's words, checked, sent, completed."""

import datetime as dt
from decimal import Decimal

import pytest
from playwright.sync_api import expect

from assessments.models import Answer, AnswerTask, Assessment
from assessments.services.appraisal import return_ask
from assessments.services.submission import assessment_receive
from common import clock
from tests import factories
from tests.journeys.support import Person, at, card, fill, settled
from tests.reports import worlds
from units.models import Unit

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def unit(db) -> Unit:
    """A school with a published sheet of 2024, whose round of 2025 is open."""
    made = factories.make_unit("T", name="Trường THPT Đắk Song", cluster=factories.make_cluster("C1"))
    with clock.frozen(at(10, 1)):
        worlds.published_round(2024, {made: Decimal(4)})
    factories.make_round(2025)
    return made


def test_a_sheet_from_the_first_key_to_its_completion(unit, people):
    head = people(factories.head_of(unit))
    editor = people(factories.editor_of(unit), width=390)
    sheet = begins(head, unit)
    shares(head, sheet, editor)
    types(editor, sheet)
    takes_over_last_year(editor, sheet)
    is_checked(editor, sheet)
    submits(head, sheet)
    is_sent_back(sheet)
    with clock.frozen(at(5)):
        completes(editor, head, sheet)
    office = people(factories.appraiser_of(factories.office(factories.LEAD)))
    sees_what_changed(office, sheet)


def stored(sheet: Assessment, code: str) -> Answer:
    return Answer.objects.get(assessment=sheet, item__code=code)


def begins(head: Person, unit: Unit) -> Assessment:
    head.visit("/")
    head.press('form[action^="/phieu/bat-dau/"] button')
    return Assessment.objects.get(participant__unit=unit, participant__round__year=2025)


def shares(head: Person, sheet: Assessment, editor: Person) -> None:
    """The head asks a person to prepare one criterion; that person's home says so."""
    head.press(f'main a[href="/phieu/{sheet.public_id}/phan-cong/"]')
    place = head.page.locator("main tbody tr", has_text="HT-5.")
    place.locator("select").select_option(label=str(editor.user))
    place.locator("input").fill("05/6/2025")
    head.press("main form button[type=submit]")
    task = AnswerTask.objects.get()
    assert (task.answer.item.code, task.due_on) == ("HT-5", dt.date(2025, 6, 5))
    editor.visit("/")
    expect(editor.page.locator(".tasks")).to_contain_text("HT-5")


def types(editor: Person, sheet: Assessment) -> None:
    """Nothing is pressed: the page saves half a second after the last key."""
    editor.visit(f"/phieu/{sheet.public_id}/")
    fill(editor, "HT-5", {"amount_a": "42", "narrative": "Đào tạo 42 người."})
    expect(card(editor, "HT-5").locator("[data-state]").first).to_contain_text("Đã lưu lúc")
    settled(editor, "HT-5")
    # A part larger than its whole is refused and counts nowhere.
    fill(editor, "HT-6", {"amount_b": "1.000.000", "amount_a": "1.200.000"})
    expect(card(editor, "HT-6").locator(".field-error")).to_have_count(1)
    assert card(editor, "HT-6").locator("[data-own]").inner_text() == "-"
    fill(editor, "HT-6", {"amount_b": "", "amount_a": ""})
    settled(editor, "HT-6")
    answer = stored(sheet, "HT-5")
    assert (answer.narrative, answer.points) == ("Đào tạo 42 người.", Decimal("3.50"))


def takes_over_last_year(editor: Person, sheet: Assessment) -> None:
    """What is empty is filled from the sheet of 2024, by a button and by nothing else."""
    assert stored(sheet, "TK-2").points is None
    before = Answer.objects.get(
        assessment__participant__round__year=2024,
        assessment__participant__unit=sheet.participant.unit,
        item__code="TK-2",
    )
    for part in ("figures", "text"):
        editor.visit(f"/phieu/{sheet.public_id}/")
        place = editor.page.locator("[id='TK-2-last-year']")
        place.locator("summary").click()
        editor.press(place.locator(f"button[value={part}]"))
    answer = stored(sheet, "TK-2")
    assert (answer.points, answer.narrative) == (before.points, before.narrative)


def is_checked(editor: Person, sheet: Assessment) -> None:
    """Three severities; what blocks is named until it is mended."""
    editor.visit(f"/phieu/{sheet.public_id}/kiem-tra/")
    expect(editor.page.locator("#blocks")).to_contain_text("TK-8")
    expect(editor.page.locator("#notes")).to_contain_text("Không thay đổi so với năm 2024")
    factories.fill_sheet(sheet)
    editor.visit(f"/phieu/{sheet.public_id}/kiem-tra/")
    assert editor.page.locator("#blocks").count() == 0


def submits(head: Person, sheet: Assessment) -> None:
    head.visit(f"/phieu/{sheet.public_id}/nop/")
    head.page.check('input[name="pledged"]')
    head.press("main form:has(input[name=pledged]) button[type=submit]")
    sheet.refresh_from_db()
    assert sheet.state == "submitted"
    assert sheet.receipt_code in head.text()


def is_sent_back(sheet: Assessment) -> None:
    """The office receives the sheet and asks for one criterion."""
    appraiser = factories.appraiser_of(factories.office(factories.LEAD))
    assessment_receive(assessment=Assessment.objects.get(pk=sheet.pk), by=appraiser)
    answer = Answer.objects.get(assessment=sheet, item__code="HT-5")
    return_ask(answer=answer, reason="Đề nghị bổ sung danh sách.", by=appraiser)


def completes(editor: Person, head: Person, sheet: Assessment) -> None:
    """One criterion is open; the head sends it again."""
    editor.visit(f"/phieu/{sheet.public_id}/")
    assert editor.page.locator("form[data-answer]").count() == 1
    fill(editor, "HT-5", {"amount_a": "48", "narrative": "Có danh sách 48 người."})
    settled(editor, "HT-5")
    expect(card(editor, "HT-5").locator("[data-state]").first).to_contain_text("Đã lưu lúc")
    head.visit(f"/phieu/{sheet.public_id}/")
    head.confirm(f'form[action="/phieu/{sheet.public_id}/nop-bo-sung/"]')
    assert stored(sheet, "HT-5").amount_a == 48


def sees_what_changed(office: Person, sheet: Assessment) -> None:
    """Before and after of what was sent again, and the other criteria as they were."""
    office.visit(f"/tham-dinh/{sheet.public_id}/?item=HT-5")
    changes = office.page.locator("#changes")
    assert [text for text in changes.locator("del").all_inner_texts() if "42" in text]
    assert [text for text in changes.locator("ins").all_inner_texts() if "48" in text]
    office.visit(f"/tham-dinh/{sheet.public_id}/?item=HT-6")
    assert office.page.locator("#changes").count() == 0
