"""A web worker is killed while somebody types: what was told as saved is there, the rest follows by itself."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from assessments.models import Answer, Assessment
from tests import factories
from tests.journeys.support import Person, card
from tests.served import Portal

pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True),
    pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning"),
]
PIECES = ("Năm 2025 đơn vị đã ", "đào tạo bốn mươi hai người ", "theo thỏa thuận với ba doanh nghiệp ", "trên địa bàn.")


@pytest.fixture
def sheet(db) -> Assessment:
    return factories.make_sheet()


@pytest.fixture
def portal(sheet) -> Iterator[Portal]:
    factories.editor_of(sheet.participant.unit)
    served = Portal()
    yield served
    served.stop()


@pytest.fixture
def editor(portal, sheet, new_context) -> Person:
    context = new_context(viewport={"width": 1440, "height": 900})
    context.set_default_timeout(20_000)
    person = Person(context, portal.url, factories.editor_of(sheet.participant.unit))
    person.visit(f"/phieu/{sheet.public_id}/")
    return person


def stored(sheet: Assessment) -> str:
    return Answer.objects.get(assessment=sheet, item__code="HT-5").narrative


def saved(person: Person) -> None:
    expect(card(person, "HT-5").locator("[data-state]")).to_contain_text(re.compile("Đã lưu lúc"), timeout=20_000)
    expect(
        card(person, "HT-5").locator("form:not(:is([data-save-state=saving], [data-save-state=unsaved]))")
    ).to_be_visible()


def test_a_worker_killed_while_typing_loses_nothing(editor, portal, sheet):
    box = editor.page.locator("[id='HT-5-narrative']")
    typed = ""
    for piece in PIECES:
        box.press_sequentially(piece, delay=15)
        acknowledged, typed = typed, typed + piece
        portal.kill_worker()
        # What the page had told as saved before this piece outlives the worker.
        assert stored(sheet).startswith(acknowledged.strip())
        box.press_sequentially("x", delay=15)
        box.press("Backspace")
        saved(editor)
        assert stored(sheet) == typed.strip()
    assert Answer.objects.get(assessment=sheet, item__code="HT-5").revisions.count() == 1
    assert editor.page.evaluate("Object.keys(localStorage)") == []


def test_the_copy_on_the_machine_brings_back_what_no_worker_took(editor, portal, sheet):
    box = editor.page.locator("[id='HT-5-narrative']")
    box.fill("Đã gửi.")
    saved(editor)
    portal.stop()
    box.fill("Đã gửi. Chưa kịp gửi.")
    expect(card(editor, "HT-5").locator("[data-state]")).to_contain_text("Mất kết nối")
    assert stored(sheet) == "Đã gửi."
    editor.page.close()
    portal.start()
    # The browser notes that it was cut off.
    editor.faults.clear()
    editor.page = editor.context.new_page()
    editor.visit(f"/phieu/{sheet.public_id}/")
    offer = card(editor, "HT-5").locator("[data-aside]")
    expect(offer).to_contain_text("Chưa kịp gửi.")
    offer.locator("[data-copy=take]").click()
    saved(editor)
    assert stored(sheet) == "Đã gửi. Chưa kịp gửi."
