"""The way of a paper across the desks: approved by a leader, signed, numbered, issued."""

import datetime as dt

from awards.demo import times
from common import clock
from documents.models import IssuedDocument
from documents.services.issuing import document_approve, document_go_out, document_number, paper_render
from documents.workflow import document_move
from units.demo import Cast


def bring_out(document: IssuedDocument, moment: dt.datetime, cast: Cast, number: str = "") -> IssuedDocument:
    """With the `number` that the clerk types; without one the secretary takes the next of the council's own series."""
    by = cast["vanthu.vp"] if number else cast["thuky.vp"]
    with clock.frozen(moment + times.MINUTE):
        row = document_approve(document=document, paper=paper_render(document), by=cast["lanhdao.so"])
    with clock.frozen(moment + times.MINUTE * 2):
        row = document_move(document=row, name="sign", by=by)
        row = document_number(document=row, day=clock.today(), by=by, typed=number)
        return document_go_out(document=row, paper=paper_render(row), by=by)
