"""Workbooks as offices send them, and the paper they rest on."""

import datetime as dt
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook, load_workbook

from common.models import CitedDocument

PAPER = {"kind": "Báo cáo", "number": "12/BC-TCKT", "date": "03/6/2025", "issuer": "Kho bạc Nhà nước"}


def workbook(headings, *rows) -> bytes:
    """A workbook with one sheet."""
    book = Workbook()
    for line in (headings, *rows):
        book.active.append(list(line))
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def uploaded(content: bytes, name: str = "so-lieu.xlsx") -> SimpleUploadedFile:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return SimpleUploadedFile(name, content, content_type=kind)


def cells(content: bytes) -> list[list]:
    return [list(line) for line in load_workbook(BytesIO(content)).active.iter_rows(values_only=True)]


def paper() -> CitedDocument:
    return CitedDocument(**(PAPER | {"date": dt.date(2025, 6, 3)}))


def send(client, url: str, content: bytes, **more):
    """The first step: the workbook with its paper."""
    return client.post(url, PAPER | {"workbook": uploaded(content)} | more)


def confirm(client, url: str, response):
    """The second step, as the page of the preview sends it."""
    step = response.context["step"]
    return client.post(url, dict(step.hidden) | {"confirm": "1"})
