"""Names of every length and every letter, and addresses typed into a text: printed whole, as typed, nothing fetched."""

import logging
import re
from dataclasses import fields, is_dataclass, replace
from io import BytesIO
from typing import Any

import docx
import pytest

from awards.papers.parts import Case
from documents.docx import render_docx
from documents.layout import Annex, Letterhead, Recipients
from documents.papers import PaperContent, kinds
from documents.rendering import render_pdf
from tests.awards.papers.conftest import content_of
from tests.documents.reading import fonts_of, pages
from tests.documents.test_rendering import ALL_LETTERS

CODES = sorted(code for code, kind in kinds().items() if kind.demo and {"data", "paper"} <= set(kind.demo().context))
LONG = ("Trường Phổ thông dân tộc nội trú Trung học cơ sở và Trung học phổ thông huyện Đắk Glong " * 4)[:299] + "ỗ"
LETTERS = "".join(ALL_LETTERS)
ADDRESSES = (
    'file:///etc/passwd http://127.0.0.1:9/x.png <img src="http://127.0.0.1:9/y.png"> '
    "url(file:///etc/hosts) {{ data }} {% load x %}"
)
# What people type into a paper of any kind.
TYPED = {"name", "unit", "who", "member", "achievement", "reason", "cause", "printed", "right", "receiver", "part"}
KEPT = (Annex, Letterhead, Recipients)


def typed_into(value: Any, text: str) -> Any:
    """The values of a paper with `text` in the place of every name."""
    if is_dataclass(value) and not isinstance(value, (type, *KEPT)):
        changed = {}
        for field in fields(value):
            old = getattr(value, field.name)
            changed[field.name] = text if field.name in TYPED and isinstance(old, str) else typed_into(old, text)
        return replace(value, **changed)
    if isinstance(value, tuple):
        return tuple(typed_into(each, text) for each in value)
    return value


def with_text(code: str, text: str) -> PaperContent:
    content = content_of(code)
    data = typed_into(content.context["data"], text)
    return replace(content, context={"data": data, "paper": data.paper})


def squeezed(text: str) -> str:
    """Without white space; a hyphen at the end of a line comes back as another sign."""
    return re.sub(r"\s", "", text.replace("\xad", "-").replace("\x02", "-"))


def test_the_texts_are_as_bad_as_they_should_be():
    assert len(LONG) == 300
    assert len(LETTERS) == 134


@pytest.mark.parametrize("text", [LONG, LETTERS, ADDRESSES], ids=["long", "letters", "addresses"])
@pytest.mark.parametrize("code", CODES)
def test_a_text_is_fitted_whole_and_nothing_is_fetched(code, text, caplog):
    content = with_text(code, text)
    with caplog.at_level(logging.WARNING, logger="weasyprint"):
        pdf = render_pdf(content.template, content.context, title=content.title)
    assert caplog.records == []
    found = pages(pdf)
    # A name may go on over a page: the number of that page and the head of its table stand between.
    assert squeezed(text)[:60] in squeezed("".join(page.text for page in found))
    for page in found:
        body = [letter for letter in page.letters if letter.top > 19 and letter.text.strip()]
        assert min(letter.left for letter in body) >= 29.7
        assert max(letter.right for letter in body) <= page.width - 19.4
        assert max(letter.bottom for letter in body) <= page.height - 19.7
    assert {name.partition("-Serif")[0] for name in fonts_of(pdf)} == {"Liberation"}


@pytest.mark.parametrize("text", [LONG, LETTERS, ADDRESSES], ids=["long", "letters", "addresses"])
def test_a_list_prints_every_letter_of_a_name(text):
    content = with_text("awards.list", text)
    pdf = render_pdf(content.template, content.context, title=content.title)
    printed = "".join(letter.text for page in pages(pdf) for letter in page.letters)
    cases = content.context["data"].cases.cases
    whole = squeezed(printed).count(squeezed(text)[-20:])
    assert whole >= len(cases)


@pytest.mark.parametrize("text", [LONG, LETTERS, ADDRESSES], ids=["long", "letters", "addresses"])
def test_a_docx_keeps_the_text_as_typed(text):
    content = with_text("awards.correction_letter", text)
    document = docx.Document(BytesIO(render_docx(content.template, content.context, title="x")))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert text in cells
    assert not [one for one in document.part.rels.values() if one.is_external]


def test_a_case_of_300_signs_stays_one_row_of_the_list():
    content = content_of("awards.list")
    data = content.context["data"]
    cases = replace(data.cases, collectives=(Case(name=LONG, money=1_410_000),), individuals=())
    data = replace(data, cases=cases)
    (page,) = pages(render_pdf(content.template, {"data": data, "paper": data.paper}, title="x"))
    assert squeezed(LONG) in squeezed(page.text)


def test_an_issuer_of_300_signs_stays_in_its_half_of_the_head():
    content = content_of("awards.decision")
    data = content.context["data"]
    paper = replace(data.paper, letterhead=replace(data.paper.letterhead, issuer=LONG))
    data = replace(data, paper=paper)
    page = pages(render_pdf(content.template, {"data": data, "paper": paper}, title="x"))[0]
    nation, number = page.find("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), page.find("Số: ")
    issuer = [one for one in page.letters if one.top < number.top - 1 and one.left < nation.left - 1 and one.top > 19]
    assert max(one.right for one in issuer if one.text.strip()) < nation.left
    assert squeezed(LONG.upper()) in squeezed("".join(one.text for one in issuer))
