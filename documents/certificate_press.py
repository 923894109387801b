"""The bytes of a certificate: by the press, or by the layout engine where the press lacks a letter."""

from documents.certificates.press import can_draw, sheet_pdf
from documents.certificates.sheet import Sheet
from documents.papers import PaperContent
from documents.rendering import render_html
from documents.template_papers import template_pdf


def certificate_pdf(content: PaperContent) -> bytes:
    """PDF of a content that carries a `sheet`.

    The layout engine works in a process of its own: a batch with one such name must not hold its memory to the end.
    Raises PaperUnavailable or Refused when it cannot be made.
    """
    sheet = content.context.get("sheet")
    if isinstance(sheet, Sheet) and can_draw(sheet):
        return sheet_pdf(sheet)
    return template_pdf(render_html(content.template, content.context, title=content.title))
