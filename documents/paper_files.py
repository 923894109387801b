"""A paper as a file to download. Apart from the register, since workers need neither Word nor spreadsheets."""

from documents.docx import render_docx
from documents.papers import PaperContent, PaperKind, paper_pdf
from documents.rendering import Variant, render_pdf


def render_file(kind: PaperKind, content: PaperContent, form: str, *, variant: Variant | None = None) -> bytes:
    """A paper in one of the formats of its kind; ValueError for another one. `variant` is a profile of the PDF."""
    if form not in kind.formats:
        raise ValueError(f"{kind.code} has no {form}")
    if form == "docx":
        return render_docx(content.template, content.context, title=content.title)
    if form == "xlsx" and kind.workbook:
        return kind.workbook(content)
    if variant is None:
        return paper_pdf(content)
    return render_pdf(content.template, content.context, title=content.title, variant=variant)
