"""The library of proof at a browser: a large file over a line that is cut, taken up after a reload, used again."""

import re

import pytest
from playwright.sync_api import Route, expect

from assessments.models import Assessment, Evidence
from common.models import PartialUpload, StoredFile
from common.uploads import PART_BYTES
from tests import factories
from tests.journeys.support import Person

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
PARTS = re.compile(r"/minh-chung/tai-len/[0-9a-f-]{36}/$")
NAME = "Bao cao ca nam.pdf"


@pytest.fixture
def sheet(db) -> Assessment:
    return factories.make_sheet()


@pytest.fixture
def editor(sheet, people) -> Person:
    return people(factories.editor_of(sheet.participant.unit))


@pytest.fixture
def large(tmp_path):
    path = tmp_path / NAME
    path.write_bytes(factories.large_pdf_bytes(3 * PART_BYTES + 5000))
    return path


def form(editor: Person):
    return editor.page.locator("form[data-resumable]")


def choose(editor: Person, path) -> None:
    form(editor).locator("input[type=file]").set_input_files(path)


def send(editor: Person) -> None:
    form(editor).locator("button[type=submit]").click()


def cut_after(editor: Person, parts: int) -> list[str]:
    """The line holds for so many parts; returns the list that fills with what came through."""
    through: list[str] = []

    def pass_on(route: Route) -> None:
        if len(through) >= parts:
            route.abort()
            return
        through.append(route.request.url)
        route.continue_()

    editor.page.route(PARTS, pass_on)
    return through


def test_a_large_file_over_a_line_that_is_cut(editor, sheet, large):
    """Cut after two parts: it waits in words, then goes on by itself and sends the rest alone."""
    editor.visit(f"/phieu/{sheet.public_id}/TK-2/minh-chung/")
    cut_after(editor, 2)
    choose(editor, large)
    form(editor).locator("[name=page]").fill("1")
    send(editor)
    expect(form(editor)).to_contain_text("Mất kết nối. Phần đã gửi được giữ lại")
    assert PartialUpload.objects.get().received == 2 * PART_BYTES
    assert form(editor).locator("progress").evaluate("bar => bar.value") == 2 * PART_BYTES
    editor.faults.clear()
    editor.look()
    editor.page.unroute(PARTS)
    later: list[str] = []
    editor.page.on("request", lambda request: PARTS.search(request.url) and later.append(request.url))
    editor.page.wait_for_url(re.compile(r"#TK-2$"))
    editor.faults.clear()
    editor.look()
    assert len(later) == 2
    row = Evidence.objects.get()
    assert (row.file.name, row.file.size, row.page) == (NAME, large.stat().st_size, 1)
    assert not PartialUpload.objects.exists()


def test_after_a_reload_it_goes_on_and_is_used_again(editor, sheet, large):
    url = f"/phieu/{sheet.public_id}/TK-2/minh-chung/"
    editor.visit(url)
    cut_after(editor, 2)
    choose(editor, large)
    send(editor)
    expect(form(editor)).to_contain_text("Mất kết nối")
    editor.page.unroute(PARTS)
    editor.faults.clear()
    editor.visit(url)
    expect(editor.page.locator("[data-unfinished]")).to_contain_text("Đề nghị chọn lại đúng tệp này")
    through = cut_after(editor, 99)
    choose(editor, large)
    send(editor)
    editor.page.wait_for_url(re.compile(r"#TK-2$"))
    assert len(through) == 2
    editor.look()

    editor.visit(f"/phieu/{sheet.public_id}/HT-5/minh-chung/")
    editor.press("a[href$='/HT-5/minh-chung/kho/']")
    editor.page.get_by_role("checkbox", name=NAME).check(force=True)
    editor.press("main form[method=post] button[type=submit]")
    assert StoredFile.objects.count() == 1
    assert {row.answer.item.code for row in Evidence.objects.all()} == {"TK-2", "HT-5"}

    editor.visit("/minh-chung/")
    assert editor.page.locator("tbody tr").count() == 1
    uses = editor.page.locator("tbody .library-use")
    assert uses.count() == 2
    editor.visit(f"/phieu/{sheet.public_id}/HT-5/minh-chung/kho/")
    assert "Đã có ở tiêu chí này" in editor.text()


def test_a_file_too_large_is_named_before_it_is_sent(editor, sheet, large, settings):
    settings.MAX_UPLOAD_MB = 2
    editor.visit(f"/phieu/{sheet.public_id}/TK-2/minh-chung/")
    through = cut_after(editor, 99)
    choose(editor, large)
    send(editor)
    expect(form(editor)).to_contain_text("Tệp lớn hơn 2 MB")
    assert through == []
    assert not PartialUpload.objects.exists()


def test_a_newer_file_and_a_day_outside_the_year(editor, sheet, large, tmp_path):
    row = factories.make_evidence(sheet.answers.get(item__code="TK-2"), by=editor.user, file=factories.pdf_bytes())
    editor.visit(f"/minh-chung/{row.public_id}/")
    editor.press(f"a[href='/minh-chung/{row.public_id}/thay/']")
    small = tmp_path / "ban sua.pdf"
    small.write_bytes(factories.pdf_bytes(2))
    choose(editor, small)
    day = form(editor).locator("[name=about_on]")
    day.fill("05/01/2019")
    expect(form(editor)).to_contain_text("Ngày này nằm ngoài thời gian lấy số liệu")
    day.fill("05/3/2025")
    expect(form(editor)).not_to_contain_text("Ngày này nằm ngoài")
    editor.press(form(editor).locator("button[type=submit]"))
    row.refresh_from_db()
    editor.visit(f"/minh-chung/{row.replaced_by.public_id}/")
    assert "Các bản trước" in editor.text()
    editor.press(f"a[href='/minh-chung/{row.public_id}/']")
    assert "Đã được thay thế lúc" in editor.text()
