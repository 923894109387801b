"""The head of a unit with a phone: the work is at hand, everything can be hit with a thumb, nothing runs wide."""

import pytest

from assessments.models import Assessment
from tests import factories
from tests.journeys.support import AXE, OPTIONS, SMALL_TARGETS, Person, fill, save

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def head(people) -> Person:
    unit = factories.make_unit("T", name="Trường THPT Đắk Song", cluster=factories.make_cluster())
    factories.make_round()
    return people(factories.head_of(unit), width=390, height=844, is_mobile=True, has_touch=True)


def test_a_head_with_a_phone(head):
    head.visit("/")
    head.press('form[action^="/phieu/bat-dau/"] button')
    sheet = Assessment.objects.get()
    first_field_is_near(head)
    assert head.page.evaluate(SMALL_TARGETS) == []
    fill(head, "HT-1", {"option": 0, "narrative": "Đã ban hành."})
    save(head, "HT-1")
    head.look()
    for path in ("", "kiem-tra/", "nop/", "HT-1/", "HT-1/minh-chung/", "lich-su/"):
        head.visit(f"/phieu/{sheet.public_id}/{path}")
        assert (path, head.page.evaluate(SMALL_TARGETS)) == (path, [])
    for path in ("/", "/ky/", "/giai-doan/1/", "/tieu-chi/", "/don-vi/", "/thong-bao/"):
        head.visit(path)
        assert (path, head.page.evaluate(SMALL_TARGETS)) == (path, [])


def first_field_is_near(head: Person) -> None:
    """No list of criteria has to be passed: the first field stands within two screens, before any other criterion."""
    field = head.page.locator("form[data-answer] input:visible, form[data-answer] textarea:visible").first
    box = field.bounding_box()
    assert box is not None
    assert box["y"] < 2 * 844
    assert head.page.locator("[data-card]").first.bounding_box()["y"] < box["y"]


def test_the_looking_finds_what_is_wrong(head):
    """A page with a picture without words and a small button does not pass."""
    head.visit("/")
    head.page.evaluate(
        """() => {
          const main = document.querySelector("main");
          main.append(document.createElement("img"));
          const button = main.appendChild(document.createElement("button"));
          button.textContent = "nhỏ";
          Object.assign(button.style, {minHeight: 0, height: "20px", padding: 0});
        }"""
    )
    found = {each["id"] for each in AXE.run(head.page, options=OPTIONS).response["violations"]}
    assert "image-alt" in found
    assert len(head.page.evaluate(SMALL_TARGETS)) == 1
    head.page.evaluate("""() => {
      const script = document.createElement("script");
      script.textContent = "window.ran = 1";
      document.body.append(script);
    }""")
    assert head.page.evaluate("window.ran") is None
    assert any("policy" in fault or "Content Security Policy" in fault for fault in head.faults)
