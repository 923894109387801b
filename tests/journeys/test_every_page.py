"""Every page of the access table, at a phone and at a desk: nothing runs wide, all can be hit with a thumb."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import BrowserContext

from tests.access import world as worlds
from tests.access.table import TABLE
from tests.access.world import World, address
from tests.journeys.support import SMALL_TARGETS, Person

pytestmark = [pytest.mark.journey, pytest.mark.long, pytest.mark.django_db(transaction=True)]

# Who opens a page, the first that may.
READERS = ("head", "appr", "mngr", "lead", "admn", "none")
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# The browser's own words and arrows, which follow its language and not the portal's.
NATIVE = """() => [...document.querySelectorAll("main input")].filter(
  node => node.type.startsWith("date") || (node.type === "file" && !node.closest("[data-drop]"))
).map(node => node.outerHTML.slice(0, 160))"""


@pytest.fixture
def world(settings, tmp_path) -> World:
    settings.MEDIA_ROOT = settings.PRIVATE_ROOT = tmp_path
    return worlds.build()


def pages(world: World) -> Iterator[tuple[str, str]]:
    """Each page with one who may read it; files and plain answers are none."""
    seen = set()
    for row in TABLE:
        caller = next((one for one in READERS if row.verb == "GET" and row.cells[one] == "200"), "")
        if not caller or row.name.endswith(("_pdf", "_xlsx")):
            continue
        path = address(world, row.name, row.thing)
        answer = world.clients[caller].get(path)
        if path not in seen and answer["Content-Type"].startswith("text/html"):
            seen.add(path)
            yield caller, path


def test_no_page_runs_wide_and_all_can_be_hit(world, live_server, new_context):
    seats: dict[str, BrowserContext] = {}
    faults: dict[str, list[Any]] = {}
    count = 0
    for caller, path in pages(world):
        if caller not in seats:
            seats[caller] = new_context(viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True)
            session = world.clients[caller].cookies["session"].value
            seats[caller].add_cookies([{"name": "session", "value": session, "url": live_server.url}])
        page = seats[caller].pages[0] if seats[caller].pages else seats[caller].new_page()
        page.set_viewport_size({"width": 390, "height": 844})
        page.goto(f"{live_server.url}{path}")
        found = [f"390: {page.evaluate(WIDER)}"] if page.evaluate(WIDER) > 0 else []
        found += page.evaluate(SMALL_TARGETS) + page.evaluate(NATIVE)
        page.set_viewport_size({"width": 1440, "height": 900})
        found += [f"1440: {page.evaluate(WIDER)}"] if page.evaluate(WIDER) > 0 else []
        if found:
            faults[f"{caller} {path}"] = found
        count += 1
    assert faults == {}, faults
    assert count > 60


def test_the_pages_of_a_unit_in_the_dark(world, people):
    head: Person = people(world.users["head"], color_scheme="dark")
    sheet = f"/phieu/{world.sheets['draft'].public_id}/"
    for path in ("/", sheet, f"{sheet}kiem-tra/", f"{sheet}phan-cong/", "/don-vi/", "/tieu-chi/"):
        head.visit(path)


def test_a_chosen_file_is_named_with_and_without_scripts(world, people, tmp_path):
    """The portal says what to do and what is chosen in its own words; the browser's button never shows."""
    sheet = world.sheets["draft"].public_id
    book = tmp_path / "phieu-da-dien.xlsx"
    book.write_bytes(b"PK")
    with_scripts: Person = people(world.users["head"])
    page = with_scripts.visit(f"/phieu/{sheet}/excel/")
    assert page.locator("[data-drop-names]").inner_text() == "Chưa chọn tệp"
    page.set_input_files("input[type=file]", book)
    assert page.locator("[data-drop-names]").inner_text() == "phieu-da-dien.xlsx"
    bare: Person = people(world.users["head"], java_script_enabled=False)
    page = bare.page
    page.goto(f"{bare.base}/phieu/{sheet}/excel/")
    colour = "node => getComputedStyle(node).color"
    assert page.locator("input[type=file]").evaluate(colour) == "rgba(0, 0, 0, 0)"
    assert not page.locator("[data-drop-names]").is_visible()
    page.set_input_files("input[type=file]", book)
    assert page.locator("input[type=file]").evaluate(colour) != "rgba(0, 0, 0, 0)"
