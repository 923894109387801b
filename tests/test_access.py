"""The access matrix: every address × verb × caller × own, foreign and missing thing, against one written table."""

import re

import pytest
from django.http import HttpResponse
from django.urls import get_resolver

from common import clock
from tests import factories
from tests.access.asking import asked, built, forgotten, names, seen, world
from tests.access.payloads import payload
from tests.access.table import TABLE, Row
from tests.access.world import NOW, World, address
from units.enums import Role

__all__ = ["built", "world"]
pytestmark = pytest.mark.django_db

# Of these the grouped tables of tests/test_access_admin.py speak.
GROUPED = ("admin:", "account_", "mfa_", "usersessions_")


def ask(world: World, row: Row, caller: str, url: str) -> HttpResponse:
    client = world.clients[caller]
    if row.verb == "GET":
        return client.get(url)
    return client.post(url, payload(world, row.name, row.thing))


@pytest.mark.parametrize("row", TABLE, ids=str)
def test_everyone_gets_what_the_table_says(world, row):
    url = address(world, row.name, row.thing)
    cells = {caller: row.cells[caller] for caller in asked(row.cells, TABLE.index(row))}
    got, changed = {}, {}
    for caller in cells:
        with forgotten() as changes:
            got[caller] = seen(ask(world, row, caller, url))
        changed[caller] = len(changes)
    assert got == cells
    # Looking and being refused change nothing; what was allowed has changed something.
    acts = {caller for caller, cell in cells.items() if row.verb == "POST" and cell in ACTED}
    assert {caller for caller, count in changed.items() if count} == (acts if row.name in WRITES else set())


ACTED = {"201", "302", "303"}
# Choosing a language sets a cookie alone.
WRITES = {row.name for row in TABLE if row.verb == "POST" and ACTED & set(row.cells.values())} - {"set_language"}


def test_no_address_is_missing_from_the_table_and_none_is_gone():
    known = {name for name in names(get_resolver().url_patterns) if not name.startswith(GROUPED)}
    assert {row.name for row in TABLE} == known


def test_every_address_is_asked_by_both_verbs():
    pairs = {(row.name, row.thing) for row in TABLE}
    assert {(row.name, row.thing, row.verb) for row in TABLE} == {
        (name, thing, verb) for name, thing in pairs for verb in ("GET", "POST")
    }
    assert len(TABLE) == 2 * len(pairs)


# What differs between two answers to the same question.
CHANGING = re.compile(r'name="csrfmiddlewaretoken" value="\w+"|value="/[^"]*"|nonce-\w+|"(?:/[\w-]+)+/?"')


def bare(response: HttpResponse) -> str:
    return CHANGING.sub("", response.content.decode())


STRANGERS = ("othr", "ohed", "none")
# What is missing for those whom it concerns too, such as the list of a round without result, is no secret.
HIDDEN = [row for row in TABLE if "404" in {row.cells[caller] for caller in STRANGERS}]


@pytest.mark.parametrize("row", HIDDEN, ids=str)
def test_hidden_looks_like_missing(world, row):
    """Another unit's sheet, evidence, receipt and signed copy are not told from what was never made."""
    here, nowhere = (address(world, row.name, row.thing, missing=missing) for missing in (False, True))
    data = payload(world, row.name, row.thing)
    for caller in STRANGERS:
        assert row.cells[caller] == "404"
        client = world.clients[caller]
        answers = []
        for url in (here, nowhere):
            with forgotten():
                answers.append(client.get(url) if row.verb == "GET" else client.post(url, data))
        assert [answer.status_code for answer in answers] == [404, 404]
        assert bare(answers[0]) == bare(answers[1])


STATES = [row for row in TABLE if row.verb == "GET" and row.cells["none"] == "405"]


@pytest.mark.parametrize("row", STATES, ids=str)
def test_a_link_never_acts(world, row):
    """HEAD and OPTIONS, as previews and prefetching send them, change as little as GET."""
    url = address(world, row.name, row.thing)
    for caller in ("head", "appr", "mngr", "lead"):
        for verb in ("head", "options", "put", "delete"):
            with forgotten() as changes:
                assert getattr(world.clients[caller], verb)(url).status_code == 405
            assert changes == []


GUESSES = ["0", "-1", "9" * 20, "abc", "%00", "..%2f..", "%F0%9F%98%80", "' OR 1=1 --", "a" * 300]


@pytest.mark.parametrize("guess", GUESSES)
@pytest.mark.parametrize("caller", ["head", "mngr"])
def test_guessed_ids_are_not_found(world, guess, caller):
    client, sheet = world.clients[caller], world.sheets["draft" if caller == "head" else "received"].public_id
    found = {}
    for pattern in PATHS if caller == "head" else (*PATHS, *OFFICE_PATHS):
        path = pattern.format(guess=guess, sheet=sheet)
        for verb in ("get", "post"):
            with forgotten():
                found[verb, path] = getattr(client, verb)(path).status_code
    assert {key: status for key, status in found.items() if status not in (404, 405)} == {}


PATHS = (
    "/phieu/{guess}/",
    "/phieu/{sheet}/{guess}/",
    "/phieu/{sheet}/{guess}/minh-chung/",
    "/phieu/bat-dau/{guess}/",
    "/phieu/{guess}/nop/",
    "/phieu/{guess}/phieu.pdf",
    "/minh-chung/{guess}/",
    "/minh-chung/{guess}/trang/1.png",
    "/minh-chung/{guess}/tep/",
    "/ban-ky/{guess}/",
    "/tham-dinh/{guess}/",
    "/tham-dinh/{guess}/HT-1/",
    "/tham-dinh/diem-thuong-tru/{guess}/go/",
    "/ky/{guess}/",
    "/ky/{guess}/ket-qua/",
    "/giai-doan/{guess}/",
    "/giai-doan/1/{guess}/",
    "/don-vi/{guess}/",
    "/tieu-chi/{guess}/1/",
    "/tieu-chi/KCHT-TKCLP/{guess}/",
    "/{guess}/",
)
# Refused to units before anything is looked for.
OFFICE_PATHS = ("/giai-doan/{guess}/tong-hop.pdf", "/giai-doan/{guess}/tong-hop.xlsx")


@pytest.mark.parametrize("number", ["0", "-1", "2", "9" * 20, "abc"])
def test_a_page_that_is_not_there_is_not_found(world, number):
    evidence = world.evidence["draft"].public_id
    assert world.clients["head"].get(f"/minh-chung/{evidence}/trang/{number}.png").status_code == 404


def test_nobody_appraises_the_own_unit(world):
    """An appraiser who also fills in for a unit finds its sheet, but not on the desk, and may not receive it."""
    sheet = world.sheets["submitted"]
    with forgotten():
        factories.membership_add(user=world.users["appr"], unit=sheet.participant.unit, role=Role.UNIT_EDITOR, by=None)
        client = world.clients["appr"]
        assert client.get(address(world, "assessments:sheet", "submitted")).status_code == 200
        assert client.get(address(world, "assessments:desk", "submitted")).status_code == 404
        assert client.post(address(world, "assessments:receive", "submitted")).status_code == 404
        queue = client.get("/tham-dinh/").content.decode()
        assert sheet.participant.printed_name not in queue


def test_rights_end_at_the_next_request(world):
    """A membership that ends today's evening is over tomorrow, in the same session; a disabled account at once."""
    client, user = world.clients["edit"], world.users["edit"]
    url = address(world, "assessments:sheet", "draft")
    with forgotten():
        assert client.get(url).status_code == 200
        user.memberships.update(valid_to=NOW.date())
        assert client.get(url).status_code == 200
        with clock.frozen(NOW.replace(day=NOW.day + 1)):
            assert client.get(url).status_code == 404
        user.memberships.update(valid_to=None)
        assert client.get(url).status_code == 200
        type(user).objects.filter(pk=user.pk).update(is_active=False)
        assert seen(client.get(url)) == "in"


def test_why_this_rank_keeps_the_answers_of_others(world):
    """Everyone reads the published figures; the words and proofs behind them only who may read the sheet."""
    url = address(world, "reports:phase_unit", "phase-unit")
    link = address(world, "assessments:sheet", "published")
    pages = {caller: world.clients[caller].get(url).content.decode() for caller in ("head", "obsv", "othr", "none")}
    assert {caller: link in page for caller, page in pages.items()} == {
        "head": True,
        "obsv": True,
        "othr": False,
        "none": False,
    }
    assert all("Kết quả của tiêu chí" not in pages[caller] for caller in ("othr", "none"))


def test_files_are_kept_from_caches_and_never_run(world):
    for name in ("evidence_file", "signed_copy_file", "receipt_pdf", "frozen_sheet_pdf"):
        response = world.clients["head"].get(address(world, f"assessments:{name}", "submitted"))
        assert response["Cache-Control"] == "private, no-store"
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Content-Security-Policy"].startswith("default-src 'none'")
        assert response["Content-Disposition"].startswith(
            "inline" if name in ("receipt_pdf", "frozen_sheet_pdf") else "attachment"
        )


ODD = ("%00", "9" * 30, "%F0%9F%98%80", "-1", "' OR 1=1 --", "a" * 3000)


@pytest.mark.parametrize("odd", ODD)
def test_odd_words_after_the_question_mark_do_no_harm(world, odd):
    """Filters, pages and days that nobody offers count as none, or are told at the field."""
    desk = f"/tham-dinh/{world.sheets['received'].public_id}/"
    pages = {
        "/tham-dinh/": ("q", "round", "group", "page"),
        desk: ("proof", "page"),
        "/ky/2025/": ("q", "state"),
        "/don-vi/": ("q", "kind", "cluster", "day"),
        "/tieu-chi/KCHT-TKCLP/1/": ("q",),
        "/thong-bao/": ("page",),
    }
    for caller in ("appr", "mngr"):
        for path, names_ in pages.items():
            query = "&".join(f"{name}={odd}" for name in names_)
            assert world.clients[caller].get(f"{path}?{query}").status_code == 200, (caller, path)
