"""Papers by an office's own template: filled, then drawn in a limited process of its own."""

import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from common.access import Denied, Refused
from documents.certificates.design import qr_blocks
from documents.certificates.sheet import block_path
from documents.own_templates import MAX_ROWS, filled

CHILD = Path(__file__).with_name("template_child.py")
TIMEOUT_SECONDS = 40
PAGE = "papers/documents/own.html"
TOO_HEAVY = Denied("too_complex", _("The template takes too long to draw or needs too much memory."), 422)


def template_html(
    source: str,
    values: Mapping[str, str],
    rows: Sequence[Mapping[str, str]] = (),
    *,
    title: str,
    landscape: bool = False,
    address: str = "",
    code: str = "",
) -> str:
    """The whole page around a filled template. `address`: what the QR code at its foot holds, above the code.

    Raises Refused when there are more rows than a template takes: a list is printed whole or not at all.
    """
    if len(rows) > MAX_ROWS:
        raise Refused(TOO_HEAVY)
    context = {
        "paper_title": title,
        "body": filled(source, values, rows),
        "landscape": landscape,
        "qr": block_path(qr_blocks(address, 0, 0, 100)) if address else "",
        "code": code,
    }
    return render_to_string(PAGE, context)


def template_pdf(html: str) -> bytes:
    """The PDF of a filled template. Raises Refused when it cannot be drawn within the limits."""
    try:
        done = subprocess.run(  # noqa: S603 - our own script, no argument of others
            [sys.executable, "-I", str(CHILD)],
            input=html.encode(),
            capture_output=True,
            timeout=TIMEOUT_SECONDS,
            check=False,
            env={"LANG": "C.UTF-8"},
        )
    except subprocess.TimeoutExpired:
        raise Refused(TOO_HEAVY) from None
    if done.returncode or not done.stdout.startswith(b"%PDF-"):
        raise Refused(TOO_HEAVY)
    return done.stdout
