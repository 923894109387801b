"""The bytes of a certificate: by the press, or by the layout engine where the press lacks a letter."""

from documents.certificates.press import can_draw, sheet_pdf
from documents.certificates.sheet import Sheet
from documents.papers import PaperContent, paper_pdf


def certificate_pdf(content: PaperContent) -> bytes:
    """PDF of a content that carries a `sheet`. Raises PaperUnavailable when the machine cannot make papers."""
    sheet = content.context.get("sheet")
    if isinstance(sheet, Sheet) and can_draw(sheet):
        return sheet_pdf(sheet)
    return paper_pdf(content)
