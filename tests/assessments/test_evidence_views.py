"""Proof: added, looked at, downloaded, taken off; by whom, and what is refused."""

import datetime as dt
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook

from assessments.enums import EvidenceKind
from assessments.models import Assessment
from assessments.services.submission import assessment_submit
from common import clock
from tests import factories
from tests.kept import kept

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_time():
    with clock.frozen(factories.IN_TIME):
        yield


sheet = kept(factories.make_sheet)


@pytest.fixture
def answer(sheet):
    return sheet.answers.get(item__code="TK-2")


def login(user) -> Client:
    client = Client()
    client.cookies["language"] = "en"
    client.force_login(user)
    return client


@pytest.fixture
def editor(sheet):
    return login(factories.editor_of(sheet.participant.unit))


def add_url(answer):
    return reverse("assessments:evidence_add", args=[answer.assessment.public_id, answer.item.code])


def of(name, evidence, *more):
    return reverse(f"assessments:{name}", args=[evidence.public_id, *more])


def read(response) -> str:
    return response.content.decode()


def xlsx_file(name="so lieu.xlsx"):
    book = Workbook()
    book.active.append(["Tiết kiệm điện", 12])
    out = io.BytesIO()
    book.save(out)
    return SimpleUploadedFile(name, out.getvalue())


# Added


def test_several_files_at_once(answer, editor):
    files = [factories.pdf_file("QD 112 quy che chi tieu noi bo.pdf"), xlsx_file()]
    response = editor.post(add_url(answer), {"add": "files", "files": files, "about_on": "15/01/2025"})
    assert response.status_code == 303
    assert response.url.endswith("#TK-2")
    rows = list(answer.evidence.order_by("pk"))
    assert [row.title for row in rows] == ["QD 112 quy che chi tieu noi bo.pdf", "so lieu.xlsx"]
    assert {row.about_on for row in rows} == {dt.date(2025, 1, 15)}
    page = read(editor.get(reverse("assessments:sheet", args=[answer.assessment.public_id])))
    assert "QD 112 quy che chi tieu noi bo.pdf" in page


def test_one_file_may_have_a_title(answer, editor):
    editor.post(add_url(answer), {"add": "files", "files": [factories.pdf_file()], "title": "Quy chế chi tiêu"})
    assert answer.evidence.get().title == "Quy chế chi tiêu"


def test_a_bad_file_is_named_and_the_others_are_kept(answer, editor):
    files = [
        factories.pdf_file("tot.pdf"),
        SimpleUploadedFile("gia.pdf", b"khong phai pdf"),
        SimpleUploadedFile("rong.pdf", b""),
        SimpleUploadedFile("virus.exe", b"MZ"),
    ]
    response = editor.post(add_url(answer), {"add": "files", "files": files})
    page = read(response)
    assert response.status_code == 422
    assert "gia.pdf: The content of the file does not fit its extension" in page
    assert "rong.pdf: The file is empty" in page
    assert "virus.exe: Only PDF, PNG, JPEG, DOCX and XLSX" in page
    assert "Stored: tot.pdf" in page
    assert answer.evidence.get().title == "tot.pdf"


def test_size_and_quota_are_limits(answer, editor, settings):
    settings.MAX_UPLOAD_MB = 0
    page = read(editor.post(add_url(answer), {"add": "files", "files": [factories.pdf_file()]}))
    assert "The file is larger than 0 MB" in page
    settings.MAX_UPLOAD_MB, settings.UNIT_YEAR_QUOTA_MB = 20, 0
    page = read(editor.post(add_url(answer), {"add": "files", "files": [factories.pdf_file()]}))
    assert "of 0 MB this year" in page
    assert not answer.evidence.exists()


@pytest.mark.parametrize(
    ("sent", "words"),
    [({"add": "files"}, "required"), ({"add": "files", "about_on": "31/02/2025"}, "day/month/year")],
)
def test_form_of_files_says_what_is_missing(answer, editor, sent, words):
    response = editor.post(add_url(answer), sent)
    assert response.status_code == 422
    assert words in read(response)


def test_citation_with_number_date_issuer_and_page(answer, editor):
    sent = {
        "add": "citation",
        "kind": "Báo cáo",
        "number": "37/BC-THPTĐM",
        "date": "15/01/2025",
        "issuer": "Trường THPT Đắk Mil",
        "page": "3",
    }
    assert editor.post(add_url(answer), sent).status_code == 303
    row = answer.evidence.get()
    assert (row.kind, row.page, row.citation.date) == (EvidenceKind.CITATION, 3, dt.date(2025, 1, 15))
    page = read(editor.get(of("evidence", row)))
    assert "Báo cáo số 37/BC-THPTĐM" in page
    assert "page 3" in page
    assert "cited, not uploaded" in page
    assert editor.get(of("evidence_file", row)).status_code == 404
    assert editor.get(of("evidence_page", row, 1)).status_code == 404


def test_citation_keeps_what_was_typed_when_something_is_missing(answer, editor):
    response = editor.post(add_url(answer), {"add": "citation", "kind": "Báo cáo", "page": "không"})
    assert response.status_code == 422
    assert 'value="Báo cáo"' in read(response)
    assert 'value="không"' in read(response)
    assert not answer.evidence.exists()


# Looked at


@pytest.fixture
def proof(answer, sheet):
    return factories.make_evidence(answer, by=factories.editor_of(sheet.participant.unit), file=factories.pdf_bytes(3))


def test_page_of_a_file_with_its_facts(proof, editor):
    page = read(editor.get(of("evidence", proof)))
    assert of("evidence_page", proof, 1) in page
    assert "Page 1 of 3" in page
    assert proof.file.sha256 in page
    assert "01/3/2025" in page
    assert 'href="?trang=2"' in page
    assert of("evidence_page", proof, 3) in read(editor.get(of("evidence", proof) + "?trang=3"))
    assert of("evidence_page", proof, 3) in read(editor.get(of("evidence", proof) + "?trang=99"))
    assert of("evidence_page", proof, 1) in read(editor.get(of("evidence", proof) + "?trang=x"))


def test_it_opens_at_the_cited_page(answer, editor, sheet, proof):
    cited = factories.make_evidence(answer, by=factories.editor_of(sheet.participant.unit))
    cited.citation.file = proof.file
    cited.citation.save()
    assert of("evidence_page", cited, 3) in read(editor.get(of("evidence", cited)))


def test_pages_are_pictures_made_by_the_portal(proof, editor):
    response = editor.get(of("evidence_page", proof, 2))
    assert response["Content-Type"] == "image/png"
    assert response.content.startswith(b"\x89PNG")
    assert "private" in response["Cache-Control"]
    assert editor.get(of("evidence_page", proof, 4)).status_code == 404


def test_workbook_shows_its_text(answer, editor):
    editor.post(add_url(answer), {"add": "files", "files": [xlsx_file()]})
    assert "Tiết kiệm điện" in read(editor.get(of("evidence", answer.evidence.get())))


def test_download_is_an_attachment(proof, editor):
    response = editor.get(of("evidence_file", proof))
    assert b"".join(response.streaming_content) == factories.pdf_bytes(3)
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("name", ["evidence", "evidence_file"])
def test_another_unit_finds_nothing(proof, name):
    stranger = login(factories.editor_of(factories.make_unit()))
    assert stranger.get(of(name, proof)).status_code == 404
    assert stranger.get(of("evidence_page", proof, 1)).status_code == 404
    assert stranger.post(of("evidence_remove", proof)).status_code == 404
    assert stranger.get(add_url(proof.answer)).status_code == 404


def test_where_else_a_file_is_used_is_for_the_offices(sheet, answer):
    first, second = sheet, factories.make_sheet(factories.make_unit(), sheet.participant.round)
    rows = []
    for each in (first, second):
        factories.fill_sheet(each)
        unit = each.participant.unit
        row = each.answers.get(item__code="TK-2")
        rows.append(factories.make_evidence(row, by=factories.editor_of(unit), file=b"%PDF-1.4 same"))
        fresh = Assessment.objects.get(pk=each.pk)
        assessment_submit(assessment=fresh, by=factories.head_of(unit), pledged=True)
    code = row.item.criterion.code
    words = f"This file is also used by {second.participant.printed_name}, round 2025, criterion {code}."
    appraiser = login(factories.appraiser_of(factories.office(factories.LEAD)))
    assert words in read(appraiser.get(of("evidence", rows[0])))
    own = login(factories.editor_of(first.participant.unit))
    assert words not in read(own.get(of("evidence", rows[0])))


# Taken off


def test_evidence_is_taken_off_and_stays_in_the_history(proof, editor, answer):
    response = editor.post(of("evidence_remove", proof))
    assert response.status_code == 303
    proof.refresh_from_db()
    assert proof.removed_at is not None
    assert "kept for the history" in read(editor.get(of("evidence", proof)))
    history = read(editor.get(reverse("assessments:history", args=[answer.assessment.public_id])))
    assert "Evidence was taken off TK-2: BC 37.pdf" in history


def test_locked_sheet_keeps_its_evidence(sheet, proof, editor):
    factories.submit_sheet(sheet)
    assert editor.post(of("evidence_remove", proof)).status_code == 409
    assert editor.get(add_url(proof.answer)).status_code == 409
    proof.refresh_from_db()
    assert proof.removed_at is None
