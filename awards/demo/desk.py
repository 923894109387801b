"""The way of a paper across the desks: approved by a leader, signed, numbered, issued."""

import datetime as dt

from awards.demo import times
from common import clock
from documents.models import IssuedDocument
from documents.services.issuing import (
    document_approve,
    document_go_out,
    document_number,
    paper_render,
    signer_choose,
)
from documents.signers import Signer, is_on_behalf, lines_read
from documents.workflow import document_move
from units.demo import Cast

BY_ORDER = "TL. GIÁM ĐỐC"


def bring_out(document: IssuedDocument, moment: dt.datetime, cast: Cast, number: str = "") -> IssuedDocument:
    """With the `number` that the clerk types; without one the secretary takes the next of the council's own series."""
    by = cast["vanthu.vp"] if number else cast["thuky.vp"]
    with clock.frozen(moment + times.MINUTE):
        row = _signed_for(document, cast)
        row = document_approve(document=row, paper=paper_render(row), by=cast["lanhdao.so"])
    with clock.frozen(moment + times.MINUTE * 2):
        row = document_move(document=row, name="sign", by=by)
        row = document_number(document=row, day=clock.today(), by=by, typed=number)
        return document_go_out(document=row, paper=paper_render(row), by=by)


def _signed_for(document: IssuedDocument, cast: Cast) -> IssuedDocument:
    """A paper signed on behalf of another names its signer at the approval."""
    lines = lines_read(document.signer.get("authority", ""))
    if not is_on_behalf(lines) or document.signer.get("name"):
        return document
    name = str(cast["truong.vp" if BY_ORDER in lines else "lanhdao.so"])
    return signer_choose(document=document, signer=Signer(lines, name), by=cast["lanhdao.so"])
