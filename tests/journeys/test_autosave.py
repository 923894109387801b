"""Typing saves by itself; a cut line, an ended session, a killed page and a submission in between lose nothing."""

import re

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from assessments.models import Answer, Assessment
from assessments.services.submission import assessment_submit
from tests import factories
from tests.journeys.support import Person, card, settled, sign_in

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
WHILE_CUT = "Viết khi mất mạng."
GOOD = {
    "TK-5": {"claimed": "5,25"},
    "HT-6": {"amount_a": "1.950", "amount_b": "2 000"},
    "HT-5": {"amount_a": "42"},
    "TK-3": {"amount_a": "61.8"},
}


@pytest.fixture
def sheet(db) -> Assessment:
    return factories.make_sheet()


@pytest.fixture
def editor(sheet, people) -> Person:
    person = people(factories.editor_of(sheet.participant.unit))
    person.visit(f"/phieu/{sheet.public_id}/")
    return person


def box(person: Person, code: str, name: str = "narrative"):
    return person.page.locator(f"[id='{code}-{name}']")


def state(person: Person, code: str, words: str) -> None:
    expect(card(person, code).locator("[data-state]")).to_contain_text(words)


def stored(sheet: Assessment, code: str) -> Answer:
    return Answer.objects.get(assessment=sheet, item__code=code)


def copies(person: Person) -> list[str]:
    return person.page.evaluate("Object.keys(localStorage)")


def test_typing_saves_by_itself(editor, sheet):
    """Text after half a second, a choice at once, a half-typed number at its field; total and state follow."""
    box(editor, "HT-5").press_sequentially("Bốn mươi hai người", delay=20)
    assert len(copies(editor)) == 1
    state(editor, "HT-5", "Đã lưu lúc 09:00")
    assert stored(sheet, "HT-5").narrative == "Bốn mươi hai người"
    assert copies(editor) == []
    card(editor, "TK-2").locator('input[value="yes"]').check(force=True)
    state(editor, "TK-2", "Đã lưu lúc 09:00")
    expect(editor.page.locator("[data-total]").first).to_have_text("5,00")
    expect(card(editor, "TK-2").locator("[data-part=badge]")).not_to_contain_text("Chưa tự đánh giá")
    box(editor, "HT-5", "amount_a").press_sequentially("42x", delay=20)
    state(editor, "HT-5", "Chưa lưu")
    expect(card(editor, "HT-5").locator(".field-error")).to_have_count(1)
    assert stored(sheet, "HT-5").amount_a is None
    editor.look()
    box(editor, "HT-5", "amount_a").press("Backspace")
    state(editor, "HT-5", "Đã lưu lúc 09:00")
    expect(card(editor, "HT-5").locator(".field-error")).to_have_count(0)
    assert stored(sheet, "HT-5").amount_a == 42
    assert stored(sheet, "HT-5").revisions.count() == 1
    assert box(editor, "HT-5", "amount_a").evaluate("node => node === document.activeElement")


REFUSED = [
    ("TK-5", {"claimed": "5,3"}),
    ("TK-5", {"claimed": "6,25"}),
    ("TK-5", {"claimed": "-1"}),
    ("TK-5", {"claimed": "1 5"}),
    ("HT-6", {"amount_a": "1.5", "amount_b": "1.5"}),
    ("HT-6", {"amount_a": "95", "amount_b": "0"}),
    ("HT-6", {"amount_a": "101", "amount_b": "100"}),
    ("HT-5", {"amount_a": "4,5"}),
    ("TK-3", {"amount_a": "61,123"}),
    ("TK-3", {"amount_a": "0.612"}),
]


@pytest.mark.parametrize(("code", "typed"), REFUSED)
def test_a_refused_number_has_no_points_beside_it(editor, code, typed):
    """What the portal refuses, the page refuses at once; and what it takes has its points again."""
    own, note = card(editor, code).locator("[data-own]"), card(editor, code).get_by_text("Có số không hợp lệ")
    for name, value in typed.items():
        box(editor, code, name).fill(value)
    expect(own).to_have_text("-")
    expect(note).to_be_visible()
    state(editor, code, "Chưa lưu: ")
    box(editor, code, list(typed)[-1]).blur()
    expect(own).to_have_text("-")
    expect(note).to_be_visible()
    for name, value in GOOD[code].items():
        box(editor, code, name).fill(value)
    expect(note).to_be_hidden()
    expect(own).not_to_have_text("-")
    state(editor, code, "Đã lưu lúc 09:00")
    expect(own).not_to_have_text("-")


def test_a_cut_line_waits_and_sends_the_newest(editor, sheet):
    editor.context.set_offline(True)
    box(editor, "HT-5").fill("Viết khi")
    state(editor, "HT-5", "Chờ mạng")
    box(editor, "HT-5").fill(WHILE_CUT)
    editor.page.wait_for_timeout(700)
    state(editor, "HT-5", "Chờ mạng")
    editor.context.set_offline(False)
    state(editor, "HT-5", "Đã lưu lúc 09:00")
    settled(editor, "HT-5")
    assert stored(sheet, "HT-5").narrative == WHILE_CUT
    assert copies(editor) == []


def test_a_save_whose_answer_is_lost_is_not_a_conflict(editor, sheet):
    """The portal has stored it, the page does not know: it asks again with the same words, then sends the newer."""
    cut = re.compile(r"/HT-5/$")
    editor.page.route(cut, lambda route: (route.fetch(), route.abort()))
    box(editor, "HT-5").fill("Lần một.")
    state(editor, "HT-5", "Chờ mạng")
    assert stored(sheet, "HT-5").narrative == "Lần một."
    box(editor, "HT-5").fill("Lần một. Lần hai.")
    editor.page.unroute(cut)
    state(editor, "HT-5", "Đã lưu lúc 09:00")
    settled(editor, "HT-5")
    assert stored(sheet, "HT-5").narrative == "Lần một. Lần hai."
    assert card(editor, "HT-5").locator("[data-settle]").count() == 0


def test_a_fault_of_the_server_is_tried_again(editor, sheet):
    answers = iter([500, 503])

    def fail(route):
        status = next(answers, None)
        route.fulfill(status=status, body="lỗi") if status else route.continue_()

    editor.page.route(re.compile(r"/HT-5/$"), fail)
    box(editor, "HT-5").fill("Qua hai lần lỗi.")
    state(editor, "HT-5", "Đã lưu lúc 09:00")
    assert stored(sheet, "HT-5").narrative == "Qua hai lần lỗi."


@pytest.mark.parametrize(("choice", "left"), [("take", "Chưa kịp gửi."), ("drop", "")])
def test_a_killed_page_leaves_its_text_on_the_machine(editor, sheet, choice, left):
    editor.context.set_offline(True)
    box(editor, "HT-5").fill("Chưa kịp gửi.")
    state(editor, "HT-5", "Chờ mạng")
    editor.page.close()
    editor.context.set_offline(False)
    # The browser notes that it was cut off.
    editor.faults.clear()
    editor.page = editor.context.new_page()
    editor.visit(f"/phieu/{sheet.public_id}/")
    offer = card(editor, "HT-5").locator("[data-aside]")
    expect(offer).to_contain_text("Có bản chưa lưu trên máy này")
    expect(offer).to_contain_text("Chưa kịp gửi.")
    offer.locator(f"[data-copy={choice}]").click()
    expect(offer).to_be_hidden()
    assert box(editor, "HT-5").input_value() == left
    if choice == "take":
        state(editor, "HT-5", "Đã lưu lúc 09:00")
    assert copies(editor) == []
    assert stored(sheet, "HT-5").narrative == left


def test_the_end_of_the_session_asks_to_sign_in_and_goes_on(editor, sheet):
    Session.objects.all().delete()
    box(editor, "HT-5").fill("Viết sau khi hết phiên.")
    dialog = editor.page.locator("#sign-in-again")
    expect(dialog).to_be_visible()
    editor.look()
    state(editor, "HT-5", "Phiên đăng nhập đã hết")
    dialog.locator("[data-session-again]").click()
    expect(dialog).to_contain_text("Chưa đăng nhập lại.")
    with editor.context.expect_page() as opened:
        dialog.locator("a[target=_blank]").click()
    tab = opened.value
    tab.fill("input[name=login]", editor.user.username)
    tab.fill("input[name=password]", factories.PASSWORD)
    with tab.expect_navigation():
        tab.locator("form[action*=login] button[type=submit]").click()
    tab.close()
    dialog.locator("[data-session-again]").click()
    expect(dialog).to_be_hidden()
    state(editor, "HT-5", "Đã lưu lúc 09:00")
    assert stored(sheet, "HT-5").narrative == "Viết sau khi hết phiên."
    assert stored(sheet, "HT-5").updated_by == editor.user


def test_another_account_does_not_save_under_its_name(editor, sheet):
    """Somebody else signs in at the same browser: the open page saves nothing for them."""
    head = factories.head_of(sheet.participant.unit)
    sign_in(editor.context, editor.base, head)
    editor.context.clear_cookies(name="csrftoken")
    box(editor, "HT-5").fill("Của cán bộ đầu mối.")
    dialog = editor.page.locator("#sign-in-again")
    expect(dialog).to_be_visible()
    dialog.locator("[data-session-again]").click()
    expect(dialog).to_contain_text("Tài khoản khác đã đăng nhập")
    assert stored(sheet, "HT-5").narrative == ""
    assert len(copies(editor)) == 1


def test_a_submission_while_typing_locks_and_keeps_the_text(sheet, people):
    factories.fill_sheet(sheet)
    editor = people(factories.editor_of(sheet.participant.unit))
    editor.visit(f"/phieu/{sheet.public_id}/")
    before = stored(sheet, "HT-5").narrative
    submitted = Assessment.objects.get(pk=sheet.pk)
    assessment_submit(assessment=submitted, by=factories.head_of(sheet.participant.unit), pledged=True)
    box(editor, "HT-5").fill("Sửa sau khi nộp.")
    state(editor, "HT-5", "Đã khóa.")
    state(editor, "HT-5", "đã nộp")
    editor.look()
    # Typing on changes nothing in what is said, not for a moment.
    asked: list[str] = []
    editor.page.on("request", lambda request: request.method == "POST" and asked.append(request.url))
    box(editor, "HT-5").press_sequentially(" Viết tiếp.", delay=20)
    assert "Đã khóa." in card(editor, "HT-5").locator("[data-state]").inner_text()
    editor.page.wait_for_timeout(700)
    assert asked == []
    state(editor, "HT-5", "Nội dung đã nhập được giữ trên máy này")
    assert box(editor, "HT-5").input_value() == "Sửa sau khi nộp. Viết tiếp."
    assert len(copies(editor)) == 1
    assert stored(sheet, "HT-5").narrative == before


def test_two_megabytes_and_broken_letters_are_told_at_the_field(editor, sheet):
    field = box(editor, "HT-5")
    for script, words in (
        ("node => { node.value = 'Biểu mẫu. '.repeat(200000); }", "Tối đa 10.000 ký tự; hiện có 2.000.000 ký tự."),
        ("node => { node.value = 'nửa chữ \\ud83d'; }", "không lưu được"),
        ("node => { node.value = 'có \\u0000 ở giữa'; }", "không lưu được"),
    ):
        field.evaluate(script)
        field.dispatch_event("input")
        expect(card(editor, "HT-5").locator(".field-error")).to_contain_text(words)
        state(editor, "HT-5", "Chưa lưu")
    editor.look()
    assert stored(sheet, "HT-5").version == 1
    field.fill("Trang vẫn dùng được.")
    state(editor, "HT-5", "Đã lưu lúc 09:00")
    assert stored(sheet, "HT-5").narrative == "Trang vẫn dùng được."
