"""The unit's way through its year in a browser that runs no scripts: plain forms do all of it."""

import pytest

from assessments.models import Answer, Assessment
from tests import factories
from tests.journeys.support import Person, card, fill

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def unit(db):
    made = factories.make_unit("T", name="Trường THPT Đắk Song", cluster=factories.make_cluster())
    factories.make_round()
    return made


def press(person: Person, selector: str, *, status: int = 200) -> None:
    """Accessibility is looked at where scripts run: without them nothing can be asked of the page."""
    with person.page.expect_navigation() as found:
        person.page.locator(selector).first.click()
    assert found.value.status == status
    assert person.overflow() <= 0


def test_the_year_of_a_unit_without_scripts(unit, people, tmp_path):
    editor = people(factories.editor_of(unit), java_script_enabled=False)
    editor.page.goto(f"{editor.base}/")
    press(editor, 'form[action^="/phieu/bat-dau/"] button')
    sheet = Assessment.objects.get()
    refused_with_what_was_typed(editor)
    both_texts_are_shown(editor, sheet)
    proof_is_added(editor, sheet)
    for answer in sheet.answers.exclude(item__code="HT-1"):
        factories.answer_save(
            answer=answer,
            expected_version=answer.version,
            values=factories.full_values(answer.item),
            by=editor.user,
        )
        factories.make_evidence(answer, by=editor.user)
    editor.page.goto(f"{editor.base}/phieu/{sheet.public_id}/kiem-tra/")
    assert editor.page.locator("#blocks").count() == 0
    head = people(factories.head_of(unit), java_script_enabled=False)
    head.page.goto(f"{head.base}/phieu/{sheet.public_id}/nop/")
    press(head, "main form:has(input[name=pledged]) button", status=422)
    head.page.check('input[name="pledged"]')
    press(head, "main form:has(input[name=pledged]) button")
    sheet.refresh_from_db()
    assert sheet.receipt_code in head.text()
    assert sheet.state == "submitted"
    head.page.locator("#withdraw summary").click()
    press(head, "#withdraw button[type=submit]")
    sheet.refresh_from_db()
    assert sheet.state == "draft"


def refused_with_what_was_typed(editor: Person) -> None:
    """The page of the one criterion comes back with the error and all that was typed."""
    fill(editor, "HT-5", {"amount_a": "abc", "narrative": "Bốn mươi hai người."})
    press(editor, "[id='HT-5-save']", status=422)
    assert editor.page.locator(".field-error").count() == 1
    assert editor.page.locator("[id='HT-5-amount_a']").input_value() == "abc"
    assert editor.page.locator("[id='HT-5-narrative']").input_value() == "Bốn mươi hai người."
    fill(editor, "HT-5", {"amount_a": "42"})
    press(editor, "[id='HT-5-save']")
    assert editor.page.url.endswith("#HT-5")
    assert editor.page.locator("[id='HT-5-amount_a']").input_value() == "42"


def both_texts_are_shown(editor: Person, sheet: Assessment) -> None:
    """Somebody saves in between: both texts stand there, and the own one can still be saved."""
    answer = Answer.objects.get(assessment=sheet, item__code="HT-1")
    factories.answer_save(
        answer=answer,
        expected_version=answer.version,
        values=factories.full_values(answer.item),
        by=factories.head_of(sheet.participant.unit),
    )
    fill(editor, "HT-1", {"option": 1, "narrative": "Bản của cán bộ đầu mối."})
    press(editor, "[id='HT-1-save']", status=409)
    shown = " ".join(card(editor, "HT-1").inner_text().split())
    assert "Bản của cán bộ đầu mối." in shown
    assert "Kết quả của tiêu chí HT-1." in shown
    press(editor, "[id='HT-1-save']")
    answer.refresh_from_db()
    assert answer.narrative == "Bản của cán bộ đầu mối."
    assert answer.revisions.count() == 2


def proof_is_added(editor: Person, sheet: Assessment) -> None:
    editor.page.goto(f"{editor.base}/phieu/{sheet.public_id}/HT-1/minh-chung/")
    for name, value in (("kind", "Báo cáo"), ("number", "37/BC-THPT"), ("date", "2025-03-01"), ("issuer", "Trường")):
        editor.page.fill(f"[id='citation-{name}']", value)
    press(editor, "#citation button[type=submit]")
    assert card(editor, "HT-1").locator(".files").inner_text().count("37/BC-THPT") == 1
