import io
import os
import subprocess
from pathlib import Path

import pytest
from openpyxl import Workbook
from PIL import Image

from common import sandbox, viewer
from common.files import content_store, file_store
from common.sandbox import FileRefused, ask
from common.viewer import NoView, page_count, page_png, page_text
from tests.common import samples
from tests.common.samples import upload


@pytest.fixture(autouse=True)
def own_cache(settings, tmp_path):
    settings.DATA_DIR = tmp_path


def opened(data):
    return Image.open(io.BytesIO(data))


def test_a_pdf_is_shown_page_by_page(user, tmp_path):
    stored = file_store(uploaded=upload("a.pdf", samples.text_pdf()), by=user)
    assert page_count(stored) == 1
    image = opened(page_png(stored, 1, 700))
    assert (image.format, image.width) == ("PNG", 800)
    assert 1130 <= image.height <= 1133
    assert page_text(stored, 1).strip() == "Minh chung so 12"
    assert opened(page_png(stored, 1, 9999)).width == 1600


@pytest.mark.parametrize("page", [0, 2, -1])
def test_pages_that_are_not_there_have_no_view(user, page):
    stored = file_store(uploaded=upload("a.pdf", samples.pdf()), by=user)
    with pytest.raises(NoView):
        page_png(stored, page)


def test_a_page_is_made_once(user, monkeypatch):
    stored = file_store(uploaded=upload("a.pdf", samples.pdf()), by=user)
    first = page_png(stored, 1)
    monkeypatch.setattr(viewer, "ask", lambda *args: pytest.fail("made again"))
    assert page_png(stored, 1) == first


def test_pictures_are_made_anew_and_lose_what_hides_in_them(user):
    data = samples.picture("JPEG", (2000, 1000), comment=b"secret place")
    stored = file_store(uploaded=upload("a.jpg", data), by=user)
    shown = page_png(stored, 1, 1600)
    assert (page_count(stored), opened(shown).size) == (1, (1600, 800))
    assert b"secret" not in shown
    assert page_text(stored, 1) == ""


def test_office_files_show_their_text(user, tmp_path):
    stored = file_store(uploaded=upload("a.docx", samples.docx("Báo cáo năm 2025")), by=user)
    assert page_count(stored) == 0
    assert page_text(stored) == "Báo cáo năm 2025"
    with pytest.raises(NoView):
        page_png(stored, 1)
    book = Workbook()
    book.active.append(["Tiêu chí", None, 8.5])
    book.save(tmp_path / "b.xlsx")
    sheet = file_store(uploaded=upload("b.xlsx", (tmp_path / "b.xlsx").read_bytes()), by=user)
    assert page_text(sheet) == "[Sheet]\nTiêu chí\t\t8.5"


def test_what_cannot_be_drawn_has_no_view(user):
    broken = content_store(content=b"%PDF-x", name="a.pdf", content_type="application/pdf")
    other = content_store(content=b"x", name="a.bin", content_type="application/octet-stream")
    for stored in (broken, other):
        with pytest.raises(NoView):
            page_count(stored)


def test_lost_bytes_have_no_view(user):
    stored = file_store(uploaded=upload("a.pdf", samples.pdf()), by=user)
    Path(stored.file.path).unlink()
    with pytest.raises(NoView):
        page_count(stored)


def test_the_child_is_stopped_when_it_takes_too_long(monkeypatch):
    def slow(*args, **kwargs):
        raise subprocess.TimeoutExpired("child", 1)

    monkeypatch.setattr(subprocess, "run", slow)
    with pytest.raises(FileRefused) as refused:
        ask(b"", "count", "pdf")
    assert refused.value.code == "too_complex"


def child_running(tmp_path, monkeypatch, lines):
    """The child with its limits, doing what a hostile file would make it do."""
    code = sandbox.CHILD.read_text().replace("    action, kind, *numbers = arguments\n", f"{lines}\n    return\n")
    assert lines in code
    (tmp_path / "child.py").write_text(code)
    monkeypatch.setattr(sandbox, "CHILD", tmp_path / "child.py")
    return ask(b"", "count", "pdf")


@pytest.mark.parametrize(
    "lines",
    [
        "    bytearray(4 * 1024**3)",
        "    import tempfile; tempfile.TemporaryFile(buffering=0).write(b'x')",
        "    import subprocess; subprocess.run(['/bin/true'])" if os.geteuid() else "    raise SystemExit(9)",
    ],
)
def test_the_child_has_limits(tmp_path, monkeypatch, lines):
    with pytest.raises(FileRefused) as refused:
        child_running(tmp_path, monkeypatch, lines)
    assert refused.value.code == "too_complex"


def test_the_child_knows_nothing_of_our_environment(tmp_path, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "hidden")
    shown = child_running(tmp_path, monkeypatch, "    import os; answer(sorted(os.environ))")
    assert b"SECRET_KEY" not in shown
