"""Two browsers at one answer: both texts, who and when; one is chosen or both are merged, and none disappears."""

import itertools
import random

import pytest
from playwright.sync_api import expect

from assessments.models import Answer, Assessment
from tests import factories
from tests.journeys.support import Person, card, settled

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
CODE = "HT-5"
STEPS = 8


@pytest.fixture
def sheet(db) -> Assessment:
    return factories.make_sheet()


def narrative(person: Person):
    return person.page.locator(f"[id='{CODE}-narrative']")


def stored(sheet: Assessment) -> Answer:
    return Answer.objects.get(assessment=sheet, item__code=CODE)


def write(person: Person, text: str) -> str:
    """Type, and wait for what becomes of it: `saved` or `conflict`."""
    narrative(person).fill(text)
    return outcome(person)


def outcome(person: Person) -> str:
    return settled(person, CODE).locator("form").get_attribute("data-save-state") or ""


def choose(person: Person, choice: str) -> str:
    card(person, CODE).locator(f"[data-settle={choice}]").click()
    return outcome(person)


def seated(people, sheet: Assessment, *, is_one_account: bool = False) -> list[Person]:
    editor, head = factories.editor_of(sheet.participant.unit), factories.head_of(sheet.participant.unit)
    found = [people(editor), people(editor if is_one_account else head)]
    for person in found:
        person.visit(f"/phieu/{sheet.public_id}/")
    return found


def test_the_later_sees_both_and_merges(people, sheet):
    editor, head = seated(people, sheet)
    assert write(editor, "Bản của cán bộ đầu mối.") == "saved"
    assert write(head, "Bản của hiệu trưởng.") == "conflict"
    shown = card(head, CODE).locator("[data-aside]")
    expect(shown).to_contain_text(str(editor.user))
    expect(shown).to_contain_text("09:00")
    for words in ("cán bộ đầu mối.", "hiệu trưởng."):
        expect(shown).to_contain_text(words)
    expect(card(head, CODE).locator("[data-state]")).to_contain_text("Có người khác sửa")
    assert narrative(head).input_value() == "Bản của hiệu trưởng."
    head.look()
    # Typing on shows the newer of the own texts beside the stored one.
    assert write(head, "Bản của hiệu trưởng, viết tiếp.") == "conflict"
    expect(shown).to_contain_text("viết tiếp.")
    assert choose(head, "both") == "saved"
    merged = "Bản của cán bộ đầu mối.\n\nBản của hiệu trưởng, viết tiếp."
    assert (stored(sheet).narrative, narrative(head).input_value()) == (merged, merged)
    expect(shown).to_be_hidden()
    assert history(sheet) == ["Bản của cán bộ đầu mối.", merged]


def test_the_own_or_the_stored_version_is_chosen(people, sheet):
    editor, head = seated(people, sheet)
    write(editor, "Một.")
    assert write(head, "Hai.") == "conflict"
    assert choose(head, "own") == "saved"
    assert write(editor, "Một, sửa lại.") == "conflict"
    choose(editor, "stored")
    assert narrative(editor).input_value() == "Hai."
    expect(card(editor, CODE).locator("[data-state]")).to_contain_text("Đã lưu lúc 09:00")
    assert write(editor, "Hai. Ba.") == "saved"
    assert history(sheet) == ["Một.", "Hai.", "Hai. Ba."]


def test_two_windows_of_one_account(people, sheet):
    first, second = seated(people, sheet, is_one_account=True)
    write(first, "Cửa sổ một.")
    assert write(second, "Cửa sổ hai.") == "conflict"
    expect(card(second, CODE).locator("[data-aside]")).to_contain_text("cửa sổ khác của chính tài khoản này")
    assert choose(second, "own") == "saved"
    assert history(sheet) == ["Cửa sổ một.", "Cửa sổ hai."]


def test_two_numbers_are_set_side_by_side(people, sheet):
    """The account is the same: only the points are shown, and one of the two is chosen."""
    editor, head = seated(people, sheet)
    for person, points, became in ((editor, "5", "saved"), (head, "5,25", "conflict")):
        person.page.locator("[id='TK-5-claimed']").fill(points)
        assert settled(person, "TK-5").locator("form").get_attribute("data-save-state") == became
    shown = card(head, "TK-5").locator("[data-aside]")
    panes = shown.locator(".compare-pane")
    expect(panes).to_have_count(2)
    for at, (who, points) in enumerate(((editor, "5,00"), (head, "5,25"))):
        expect(panes.nth(at)).to_contain_text(str(who.user))
        expect(panes.nth(at).locator("dd")).to_have_text([points])
    expect(shown.locator("[data-settle]")).to_have_count(2)
    head.look()
    shown.locator("[data-settle=own]").click()
    assert settled(head, "TK-5").locator("form").get_attribute("data-save-state") == "saved"
    assert str(Answer.objects.get(assessment=sheet, item__code="TK-5").claimed) == "5.25"


@pytest.mark.parametrize("seed", range(5))
def test_no_acknowledged_text_disappears(people, sheet, seed):
    """Random turns of two people (or windows of one account); each said word that was saved is in the history."""
    chance = random.Random(seed)
    pair = seated(people, sheet, is_one_account=bool(seed % 2))
    saved: list[tuple[Person, str]] = []
    for step in range(STEPS):
        person = chance.choice(pair)
        # Sometimes typed on, sometimes all of it replaced.
        before = narrative(person).input_value() if chance.random() < 0.6 else ""
        became = write(person, f"{before} chữ{seed}{step}".strip())
        if became == "conflict":
            became = choose(person, chance.choice(["own", "stored", "both"]))
        if became == "saved":
            saved.append((person, narrative(person).input_value()))
    kept = history(sheet)
    # What the same page typed over at once belongs to its editing session; everything else has its line.
    followed = itertools.pairwise(saved)
    lasting = [text for (person, text), (following, _text) in followed if following is not person]
    for text in [*lasting, saved[-1][1]]:
        assert text in kept
    assert stored(sheet).narrative == kept[-1] == saved[-1][1]


def history(sheet: Assessment) -> list[str]:
    return list(stored(sheet).revisions.order_by("number").values_list("narrative", flat=True))
