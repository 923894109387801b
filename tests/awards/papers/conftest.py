"""The example of every kind of paper, rendered once for all tests of this folder."""

from collections.abc import Callable
from functools import cache

import pytest

from documents.paper_files import render_file
from documents.papers import PaperContent, kinds
from tests.documents.reading import Page, pages


@cache
def content_of(code: str) -> PaperContent:
    return kinds()[code].demo()


@cache
def file_of(code: str, form: str = "pdf") -> bytes:
    return render_file(kinds()[code], content_of(code), form)


@cache
def pages_of(code: str) -> list[Page]:
    return pages(file_of(code))


@pytest.fixture
def read() -> Callable[[str], list[Page]]:
    return pages_of
