"""The signed copy against the frozen sheet: by the code in the text, or by the code a person read on the paper."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from assessments.enums import CopyCheck
from assessments.models import Assessment
from assessments.services.submission import SHEET
from assessments.signed_codes import Compared, compare_codes
from common import clock
from documents.queries import issued_bytes, issued_document
from tests import factories
from tests.kept import kept

CODE, OLD = "TN25-ABCD-EFGH", "TN25-QRST-2345"


@pytest.mark.parametrize(
    ("text", "typed", "found"),
    [
        (f"Phiếu được lập ngày 06/6/2025, mã tiếp nhận {CODE}.", "", Compared(CopyCheck.TEXT)),
        (f"{OLD} ... {CODE}", "", Compared(CopyCheck.TEXT)),
        ("mã tiếp nhận TN25-\nABCD- EFGH.", "", Compared(CopyCheck.TEXT)),
        ("mã tiếp nhận TN25-\nQRST-2345.", "", Compared(None, OLD)),
        (f"mã tiếp nhận {OLD}.", "", Compared(None, OLD)),
        (f"mã tiếp nhận {OLD}.", CODE, Compared(None, OLD)),
        ("", "", Compared(None)),
        ("Một văn bản khác", " ", Compared(None)),
        ("", CODE, Compared(CopyCheck.PERSON)),
        ("", " tn25 abcdefgh ", Compared(CopyCheck.PERSON)),
        ("", OLD, Compared(None, OLD)),
    ],
)
def test_what_is_printed_decides_then_what_a_person_read(text, typed, found):
    assert compare_codes(receipt=CODE, text=text, typed=typed) == found


@kept
def sent() -> Assessment:
    return factories.submit_sheet(factories.make_sheet())


@pytest.fixture
def submitted(sent) -> Assessment:
    with clock.frozen(factories.IN_TIME):
        yield sent


def upload(sheet: Assessment, content: bytes, **fields: str):
    client = Client()
    client.force_login(factories.editor_of(sheet.participant.unit))
    copy = SimpleUploadedFile("phieu da ky.pdf", content, "application/pdf")
    return client.post(reverse("assessments:signed_copy", args=[sheet.public_id]), {"copy": copy, **fields})


def frozen(sheet: Assessment) -> bytes:
    return issued_bytes(issued_document(sheet, SHEET)).file.file.read()


def test_the_printed_sheet_is_known_by_its_text(submitted):
    assert upload(submitted, frozen(submitted)).status_code == 303
    assert submitted.signed_copies.get().checked == CopyCheck.TEXT


def test_a_scan_asks_for_the_code_on_the_paper(submitted):
    scan = factories.pdf_bytes()
    refused = upload(submitted, scan)
    assert refused.status_code == 422
    assert "Không đọc được mã trong tệp" in refused.content.decode()
    assert not submitted.signed_copies.exists()
    assert upload(submitted, scan, code=submitted.receipt_code.lower()).status_code == 303
    assert submitted.signed_copies.get().checked == CopyCheck.PERSON


def test_a_copy_of_an_older_submission_is_refused(submitted):
    old, printed = submitted.receipt_code, frozen(submitted)
    Assessment.objects.filter(pk=submitted.pk).update(receipt_code=CODE)
    for fields in ({}, {"code": CODE}):
        refused = upload(submitted, printed, **fields)
        assert refused.status_code == 422
        page = refused.content.decode()
        assert f"Bản ký mang mã {old}, lần nộp đang có hiệu lực mang mã {CODE}" in page
    assert f"Bản ký mang mã {old}" in upload(submitted, factories.pdf_bytes(), code=old).content.decode()
    assert not submitted.signed_copies.exists()
