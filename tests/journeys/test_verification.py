"""A stranger checks a paper: the code is typed, the page read, a file compared without leaving the device."""

from collections.abc import Callable, Iterator

import pytest

from common import clock
from documents.codes import code_printed
from documents.models import IssuedDocument
from documents.services.issuing import document_revoke
from tests.documents import sample_kinds as sample

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def paper(settings, monkeypatch, in_time) -> Iterator[IssuedDocument]:
    settings.PUBLIC_URL = sample.ADDRESS
    monkeypatch.setattr("documents.papers.render_pdf", sample.fake_pdf)
    with sample.sample_kinds(), clock.frozen(sample.NOW):
        people = sample.People()
        row = sample.issued(people, typed="5")
        row.clerk = people.clerk
        yield row


@pytest.fixture
def files(paper, tmp_path):
    own = paper.renditions.get(kind="issued").file.file.read()
    good, bad = tmp_path / "ban-goc.pdf", tmp_path / "ban-sua.pdf"
    good.write_bytes(own)
    bad.write_bytes(own.replace(b"10", b"99"))
    return good, bad


def compare(page, path) -> str:
    page.locator("#compare-file").set_input_files(path)
    page.locator("form[data-compare] button").click()
    page.locator("[data-result]:visible").wait_for()
    return page.locator("[data-result]:visible").get_attribute("data-result")


def test_the_browser_compares_and_sends_nothing(live_server, new_context: Callable, paper, files):
    page = new_context(viewport={"width": 390, "height": 800}).new_page()
    sent = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    page.goto(f"{live_server.url}/v/")
    page.locator("#id_ma").fill(code_printed(paper.code).lower().replace("-", " "))
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/v/{code_printed(paper.code)}")
    text = page.locator("main").inner_text()
    assert "05/QĐ-SGDĐT" in text
    assert "Trường THPT Đăk Song" in text
    good, bad = files
    assert compare(page, good) == "same"
    assert compare(page, bad) == "different"
    assert sent == []
    with clock.frozen(sample.NOW):
        document_revoke(
            document=paper, by_symbol="Quyết định số 30/QĐ-SGDĐT", on=sample.DAY, by=paper.clerk, reason="Sai đối tượng"
        )
    page.reload()
    assert "30/QĐ-SGDĐT" in page.locator("main").inner_text()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_without_scripts_the_portal_compares(live_server, new_context: Callable, paper, files):
    page = new_context(java_script_enabled=False).new_page()
    page.goto(f"{live_server.url}/v/{code_printed(paper.code)}")
    good, bad = files
    assert compare(page, good) == "same"
    assert compare(page, bad) == "different"
