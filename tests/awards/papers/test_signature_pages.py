"""The signature never stands alone on a page: at least two lines of the paper precede it there, however long it is."""

import re

import pytest

from documents.papers import kinds
from documents.rendering import paper_engine, render_html
from tests.awards.papers.conftest import content_of
from tests.documents.reading import Page, pages

TOP, BOTTOM, LINE = 20, 20, 7
SIGNER = re.compile(r'<div class="authority">([^<]+)</div>')
BODY = '<div class="text'


def html_of(code: str) -> str:
    content = content_of(code)
    return render_html(content.template, content.context, title=content.title)


# A certificate is drawn by other means; the others are signed with the paper that they go with, or not at all.
UNSIGNED = {"awards.certificate", "awards.ballot", "awards.list", "assessments.receipt"}
SIGNED = sorted(set(kinds()) - UNSIGNED)


@pytest.mark.parametrize("code", sorted(UNSIGNED - {"awards.certificate"}))
def test_what_is_not_signed_here_says_so(code):
    assert SIGNER.findall(html_of(code)) == []


def drawn(html: str, lower: float = 0) -> list[Page]:
    """The paper with its body so many millimetres lower."""
    room = f'<div style="height: {lower:.1f}mm"></div>{BODY}'
    return pages(paper_engine().pdf(html.replace(BODY, room, 1) if lower else html))


def signature(found: list[Page], signer: str) -> tuple[Page, float]:
    """The page of the signature and how far down it begins; annexes follow it."""
    page = next(page for page in found if signer in page.text)
    return page, page.find(signer).top


def lines_above(page: Page, top: float) -> int:
    """Lines of the paper above the signature, the number of the page aside."""
    rows = sorted(x.top for x in page.letters if TOP - 1 < x.top < top - 2 and x.text.strip())
    return sum(1 for one, other in zip([0.0, *rows], rows, strict=False) if other - one > 3)


@pytest.mark.parametrize("code", SIGNED)
def test_two_lines_go_with_the_signature(code):
    """As it is; just too long for its page; and a few lines longer."""
    html = html_of(code)
    signer = SIGNER.findall(html)[0]
    page, top = signature(drawn(html), signer)
    assert lines_above(page, top) >= 2
    for more in (2, LINE, 2 * LINE, 3 * LINE):
        lower = page.height - BOTTOM - top - 25 + more
        if lower <= 0:
            continue
        other, place = signature(drawn(html, lower), signer)
        assert lines_above(other, place) >= 2, (more, other.text[:200])
