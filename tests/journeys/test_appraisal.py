"""One undisputed sheet appraised from the queue to its end by the keyboard alone, keys counted; then a disputed one."""

import pytest
from playwright.sync_api import expect

from assessments.models import Answer, CannedReason, Mark, OfficeAppraisal
from common import clock
from tests import factories
from tests.assessments import desks
from tests.journeys.support import Person

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
MOST_KEYS = 20
WATCH_MOUSE = "window.addEventListener('pointerdown', () => console.error('a mouse was used'), true)"


@pytest.fixture
def sheet(in_time):
    return desks.received(factories.make_unit(name="Trường THPT Đắk Song", cluster=factories.make_cluster()))


class Keyboard:
    """Presses keys and counts them; what leads to another page waits for it."""

    def __init__(self, person: Person) -> None:
        self.person, self.count = person, 0
        person.context.add_init_script(WATCH_MOUSE)

    def press(self, key: str) -> None:
        self.count += 1
        self.person.page.keyboard.press(key)

    def go(self, key: str) -> str:
        """Presses what leads on; returns the heading there."""
        with self.person.page.expect_navigation(wait_until="load"):
            self.press(key)
        self.person.look()
        return self.person.text("h1")


def test_an_undisputed_sheet_takes_at_most_twenty_keys_and_no_mouse(sheet, people):
    with clock.frozen(factories.APPRAISAL_TIME):
        person = people(desks.lead())
        keys = Keyboard(person)
        person.visit("/tham-dinh/")
        assert keys.go("o").startswith("Trường THPT Đắk Song")
        assert keys.go("u") == "Đồng ý các tiêu chí không có vướng mắc"
        assert "TK-5" in person.text(".desk-hurdles")
        keys.go("Enter")
        assert Mark.objects.count() == 6
        # What two appraisers score by judgement is left, and the desk stands there.
        assert "TK-5" in person.text("#decision-title")
        keys.go("a")
        assert Mark.objects.count() == 7
        keys.press("f")
        assert keys.go("Enter") == "Thẩm định"
        part = OfficeAppraisal.objects.get(assessment=sheet, office__code=factories.LEAD)
        assert (part.state, part.finished_by) == ("finished", person.user)
        assert keys.count == 6
        assert keys.count <= MOST_KEYS
        assert person.faults == []


def test_other_points_with_a_canned_reason_by_the_keyboard(sheet, people):
    CannedReason.objects.create(text="Văn bản ban hành chậm.", order=1)
    CannedReason.objects.create(text="Chưa có minh chứng.", order=2)
    Answer.objects.filter(assessment=sheet, item__code="HT-6").update(points="11.00")
    with clock.frozen(factories.APPRAISAL_TIME):
        person = people(desks.lead())
        keys = Keyboard(person)
        person.visit(f"/tham-dinh/{sheet.public_id}/?item=HT-1")
        for key in ("4", "Escape", "c", "2"):
            keys.press(key)
        box = person.page.locator("#id_reason")
        assert box.input_value() == "Chưa có minh chứng."
        person.page.keyboard.type(" Đã trình.")
        keys.go("Control+Enter")
        mark = Mark.objects.get()
        assert (mark.points, mark.reason) == (4, "Chưa có minh chứng. Đã trình.")
        keys.go("u")
        assert "HT-6" not in person.text("form table")
        assert "HT-6" in person.text(".desk-hurdles")


def test_a_refused_form_has_the_focus_at_its_first_error(sheet, people):
    """Points that differ need a reason: the words are typed at once, without a mouse."""
    with clock.frozen(factories.APPRAISAL_TIME):
        person = people(desks.lead())
        keys = Keyboard(person)
        person.visit(f"/tham-dinh/{sheet.public_id}/?item=HT-1")
        keys.press("4")
        keys.go("Enter")
        expect(person.page.locator("#id_reason")).to_be_focused()
        person.page.keyboard.type("Ban hành chậm.")
        keys.go("Control+Enter")
        mark = Mark.objects.get()
        assert (mark.points, mark.reason) == (4, "Ban hành chậm.")
