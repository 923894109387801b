"""Every kind as an accessible PDF (PDF/UA) and for the archive (PDF/A)."""

from io import BytesIO

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from documents.paper_files import render_file
from documents.papers import kinds
from documents.rendering import render_html
from tests.awards.papers.conftest import content_of, file_of
from tests.documents.reading import text_of

CODES = sorted(code for code, kind in kinds().items() if kind.demo)


def catalogue(code: str, variant: str) -> tuple[bytes, DictionaryObject]:
    pdf = render_file(kinds()[code], content_of(code), "pdf", variant=variant)
    return pdf, PdfReader(BytesIO(pdf)).trailer["/Root"]


def roles(node) -> list[str]:
    """Names of the structure of a page, from the root down."""
    found = []
    waiting = [node]
    while waiting:
        one = waiting.pop()
        one = one.get_object() if hasattr(one, "get_object") else one
        if isinstance(one, DictionaryObject):
            found += [str(one["/S"])] if "/S" in one else []
            below = one.get("/K", [])
            below = below.get_object() if hasattr(below, "get_object") else below
            waiting += below if isinstance(below, list) else [below]
    return found


@pytest.mark.parametrize("code", CODES)
def test_an_accessible_paper_is_tagged_named_and_vietnamese(code):
    pdf, root = catalogue(code, "pdf/ua-1")
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "vi"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"pdfuaid" in root["/Metadata"].get_object().get_data()
    assert PdfReader(BytesIO(pdf)).metadata.title == content_of(code).title
    tags = roles(root["/StructTreeRoot"])
    assert "/P" in tags or "/Div" in tags
    if "<th>" in render_html(content_of(code).template, content_of(code).context, title="x"):
        assert {"/Table", "/TR", "/TH", "/TD"} <= set(tags)
    assert text_of(pdf) == text_of(file_of(code))


@pytest.mark.parametrize("code", CODES)
def test_a_paper_for_the_archive_carries_its_fonts_and_colours(code):
    pdf, root = catalogue(code, "pdf/a-3b")
    metadata = root["/Metadata"].get_object().get_data()
    assert b"pdfaid" in metadata
    assert root["/OutputIntents"][0]["/S"] == "/GTS_PDFA1"
    reader = PdfReader(BytesIO(pdf))
    assert not reader.is_encrypted
    for page in reader.pages:
        for font in page["/Resources"].get("/Font", {}).values():
            descriptor = font["/DescendantFonts"][0]["/FontDescriptor"]
            assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(descriptor)
