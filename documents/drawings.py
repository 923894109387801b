"""A drawing of a paper (chart, QR code) as a picture, for papers that cannot hold its drawing."""

from io import BytesIO

import pypdfium2 as pdfium

from documents.rendering import paper_engine

DOTS_PER_INCH = 200


def drawing_png(svg: str, width: str, height: str) -> bytes:
    """PNG of an SVG of our own at the size (CSS lengths) it has on the paper."""
    html = (
        f"<style>@page {{ size: {width} {height}; margin: 0 }} body {{ margin: 0 }} "
        f"svg {{ display: block; width: {width}; height: {height} }}</style>{svg}"
    )
    document = pdfium.PdfDocument(paper_engine().pdf(html))
    try:
        stream = BytesIO()
        document[0].render(scale=DOTS_PER_INCH / 72).to_pil().save(stream, "PNG")
    finally:
        document.close()
    return stream.getvalue()
