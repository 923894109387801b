"""From a template and plain values to the bytes of a PDF (WeasyPrint); nothing is fetched from anywhere."""

import re
from collections.abc import Mapping
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import Any, Literal

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

FONT_FAMILY = "Liberation Serif"
STYLE_SHEETS = {"paper:document.css": "css/document.css", "paper:awards.css": "css/document_awards.css"}
_NO_BREAK, _JOINER = "\N{NO-BREAK SPACE}", "\N{WORD JOINER}"
_SPAN_OF_YEARS = re.compile(r"(?<!\d)(\d{4}) - (\d{4})(?!\d)")
# Letters that the older Liberation fonts lack: a paper that prints them in the one family prints all of Vietnamese.
_PROBE = "<body style=\"font-family:'Liberation Serif'\">ƠơƯư ạếợựỹ ẶẬỆỘỢỰỸ<b>ẶẬ ợự</b><i>ẶẬ ợự</i><b><i>ẶẬ ợự</i></b>"

Variant = Literal["pdf/a-3b", "pdf/ua-1"]


class PaperUnavailable(Exception):
    """Papers cannot be made on this machine; `reason` is a sentence for the reader."""

    def __init__(self, reason: str | Promise) -> None:
        super().__init__(reason)
        self.reason = reason


def render_pdf(template: str, context: Mapping[str, Any], *, title: str, variant: Variant | None = None) -> bytes:
    """PDF of a paper; the same template and values give the same bytes.

    Always in Vietnamese, whatever the language of the page that asks. `variant` asks for an archive or accessible
    profile. Raises PaperUnavailable when Pango or the font is missing.
    """
    html = render_html(template, context, title=title)
    # A line may part after a hyphen, also before a blank that holds; the joiner, which is not drawn, forbids it. Word
    # keeps such a span whole and would show the joiner.
    held = html.replace(f"-{_NO_BREAK}", f"-{_JOINER}{_NO_BREAK}")
    return paper_engine().pdf(held, pdf_variant=variant)


def render_html(template: str, context: Mapping[str, Any], *, title: str) -> str:
    """The one source of a paper, from which its PDF and its DOCX are made."""
    with translation.override("vi"):
        return years_held(render_to_string(template, {**context, "paper_title": title}))


def years_held(html: str) -> str:
    """`2023 - 2025` never parts at the end of a line; the title of the file, which has no lines, stays as it is."""
    start = max(html.find("<body"), 0)
    return html[:start] + _SPAN_OF_YEARS.sub(rf"\1{_NO_BREAK}-{_NO_BREAK}\2", html[start:])


class PaperEngine:
    """WeasyPrint with a fetcher that gives out our own style sheets, from memory, and nothing else."""

    def __init__(self) -> None:
        self._html = import_module("weasyprint").HTML
        urls: Any = import_module("weasyprint.urls")

        class OwnSheetsOnly(urls.URLFetcher):  # type: ignore[misc, name-defined]
            """WeasyPrint goes on without what is refused and says so in its log."""

            def fetch(self, url: str, headers: Any = None) -> Any:
                sheet = style_sheets().get(url)
                if sheet is None:
                    raise ValueError(f"Not fetched for a paper: {url[:80]}")
                return urls.URLFetcherResponse(url, sheet, {"Content-Type": "text/css; charset=utf-8"})

        self._fetcher = OwnSheetsOnly()

    def pdf(self, html: str, **options: Any) -> bytes:
        document = self._html(string=html, base_url="paper:", url_fetcher=self._fetcher)
        return bytes(document.write_pdf(**options))


@lru_cache(maxsize=1)
def paper_engine() -> PaperEngine:
    """The engine, made once and tried for its library and its font; PaperUnavailable says what to install."""
    try:
        engine = PaperEngine()
    except (ImportError, OSError) as error:
        raise PaperUnavailable(
            _(
                "PDF papers cannot be made: the Pango library is missing on the server. "
                "It comes with the packages libpango-1.0-0, libpangoft2-1.0-0 and libharfbuzz-subset0."
            )
        ) from error
    if _font_families(engine.pdf(_PROBE, uncompressed_pdf=True)) != {FONT_FAMILY.replace(" ", "")}:
        raise PaperUnavailable(
            _(
                "PDF papers cannot be made: the font Liberation Serif 2 with all Vietnamese letters is missing on "
                "the server. It comes with the package fonts-liberation2."
            )
        )
    return engine


def _font_families(pdf: bytes) -> set[str]:
    """Families embedded in an uncompressed PDF: `LiberationSerif` of `/ABCDEF+Liberation-Serif-Bold`."""
    names = re.findall(rb"/BaseFont /[A-Z]{6}\+([\w-]+)", pdf)
    return {re.sub(r"-|Bold|Italic|Oblique|Regular", "", name.decode()) for name in names}


@lru_cache(maxsize=1)
def style_sheets() -> dict[str, bytes]:
    """The style sheets of papers by the address that their templates link."""
    sheets = {}
    for url, name in STYLE_SHEETS.items():
        path = finders.find(name)
        if path is None:
            raise PaperUnavailable(_("PDF papers cannot be made: the style sheet of papers is missing."))
        sheets[url] = Path(path).read_bytes()
    return sheets
