import importlib
import logging
import re
import unicodedata
from collections import Counter
from dataclasses import replace
from io import BytesIO

import pytest
from django.conf import settings
from django.core.checks import run_checks
from django.utils import translation
from pypdf import PdfReader

from documents import rendering
from documents.rendering import PaperUnavailable, paper_engine, render_pdf, years_held
from tests.documents import samples
from tests.documents.conftest import RECEIPT, SHEET
from tests.documents.reading import fonts_of, pages, text_of

TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
LETTERS = {unicodedata.normalize("NFC", vowel + tone) for vowel in "aăâeêioôơuưy" for tone in TONES} - set("aeiouy")
LETTERS |= {"đ"}
ALL_LETTERS = sorted(LETTERS | {letter.upper() for letter in LETTERS})


@pytest.fixture
def fresh_engine():
    paper_engine.cache_clear()
    yield
    paper_engine.cache_clear()


def receipt_for(unit: str) -> bytes:
    return render_pdf(RECEIPT, {"receipt": replace(samples.receipt(), unit=unit)}, title="x")


def test_all_134_letters_with_marks_come_back_from_one_family():
    assert len(ALL_LETTERS) == 134
    pdf = receipt_for(" ".join(ALL_LETTERS))
    assert " ".join(ALL_LETTERS) in text_of(pdf)
    assert fonts_of(pdf) == {"Liberation-Serif", "Liberation-Serif-Bold", "Liberation-Serif-Italic"}


def test_markup_in_a_text_is_printed_as_it_was_typed():
    typed = "<b>Trường</b> & <script>alert(1)</script> {{ receipt.code }}"
    assert typed in text_of(receipt_for(typed))


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "http://127.0.0.1:9/x.png", "data:image/png;base64,AAAA", "paper:other.css"]
)
def test_nothing_but_our_own_sheet_is_fetched(url, caplog):
    with caplog.at_level(logging.ERROR, logger="weasyprint"):
        pdf = paper_engine().pdf(f'<img src="{url}"><link rel="stylesheet" href="{url}"><p>còn lại')
    assert f"Not fetched for a paper: {url}" in caplog.text
    assert text_of(pdf) == "còn lại"
    assert not PdfReader(BytesIO(pdf)).pages[0].images


def test_a_picture_in_a_text_fetches_nothing(caplog):
    with caplog.at_level(logging.WARNING, logger="weasyprint"):
        pdf = receipt_for('<img src="file:///etc/passwd">')
    assert not caplog.records
    assert '<img src="file:///etc/passwd">' in text_of(pdf)


def test_the_same_values_give_the_same_bytes(sheet_pdf):
    assert render_pdf(SHEET, {"sheet": samples.sheet()}, title="Phiếu tự đánh giá") == sheet_pdf


def test_a_paper_is_vietnamese_whatever_the_language_of_the_page(sheet_pdf):
    with translation.override("en"):
        assert render_pdf(SHEET, {"sheet": samples.sheet()}, title="Phiếu tự đánh giá") == sheet_pdf


def test_the_file_carries_its_title_and_language(receipt_pdf):
    reader = PdfReader(BytesIO(receipt_pdf))
    assert reader.metadata.title == "Giấy tiếp nhận"
    assert reader.trailer["/Root"]["/Lang"] == "vi"


def test_an_archive_profile_can_be_asked_for():
    pdf = render_pdf(RECEIPT, {"receipt": samples.receipt()}, title="x", variant="pdf/a-3b")
    metadata = PdfReader(BytesIO(pdf)).trailer["/Root"]["/Metadata"].get_object().get_data()
    assert b'part="3"' in metadata.replace(b"pdfaid:", b"") or b"part>3<" in metadata
    assert len(pages(pdf)) == 1


def test_without_pango_there_is_a_sentence(fresh_engine, monkeypatch):
    def without_pango(name):
        raise OSError("cannot load library 'libpango-1.0-0'")

    monkeypatch.setattr(rendering, "import_module", without_pango)
    with pytest.raises(PaperUnavailable) as caught:
        render_pdf(RECEIPT, {"receipt": samples.receipt()}, title="x")
    with translation.override("en"):
        assert str(caught.value.reason).startswith("PDF papers cannot be made: the Pango library is missing")
    assert [message.id for message in run_checks(include_deployment_checks=True) if message.id[:9] == "documents"] == [
        "documents.E001"
    ]


def test_letters_from_another_family_stop_the_paper(fresh_engine, monkeypatch):
    monkeypatch.setattr(rendering, "_PROBE", "<p style=\"font-family:'Liberation Sans'\">ƠơƯư")
    with pytest.raises(PaperUnavailable) as caught:
        paper_engine()
    with translation.override("en"):
        assert "Liberation Serif 2" in str(caught.value.reason)


def test_a_failure_is_not_remembered(fresh_engine, monkeypatch):
    monkeypatch.setattr(rendering, "import_module", lambda name: importlib.import_module("no_such_library"))
    with pytest.raises(PaperUnavailable):
        paper_engine()
    monkeypatch.undo()
    assert paper_engine() is paper_engine()


def test_a_block_that_stays_together_still_breaks_its_lines():
    """What keeps a code on one line is another class than what keeps a table on one page."""
    sheet = (settings.BASE_DIR / "static" / "css" / "document.css").read_text(encoding="utf-8")
    alone = Counter(re.findall(r"^\.([\w-]+) \{", sheet, flags=re.MULTILINE))
    assert [name for name, times in alone.items() if times > 1] == []


def test_a_span_of_years_is_held_together():
    assert years_held("giai đoạn 1 (2023 - 2025), năm 2023") == (
        "giai đoạn 1 (2023\N{NO-BREAK SPACE}-\N{NO-BREAK SPACE}2025), năm 2023"
    )
    # Neither a day nor a longer number is a span of years.
    assert years_held("02/6 - 06/6; 12023 - 20256; 2023-2025") == "02/6 - 06/6; 12023 - 20256; 2023-2025"
