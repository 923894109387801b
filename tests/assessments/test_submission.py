"""From the check to the receipt, the signed copy, and the additions."""

import datetime as dt
import hashlib
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from assessments.enums import AssessmentState as State
from assessments.models import Assessment
from assessments.services.appraisal import return_ask
from assessments.services.submission import RECEIPT, SHEET
from campaign.enums import SignedCopyRule
from common import clock
from common.events import events_of
from documents.queries import documents_of
from documents.rendering import PaperUnavailable
from tests import factories
from tests.kept import kept

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_time():
    with clock.frozen(factories.IN_TIME):
        yield


sheet = kept(factories.make_sheet)
full = kept(lambda: factories.fill_sheet(factories.make_sheet()))
submitted = kept(lambda: factories.submit_sheet(factories.make_sheet()))


def login(user) -> Client:
    client = Client()
    client.cookies["language"] = "en"
    client.force_login(user)
    return client


def head_of(sheet) -> Client:
    return login(factories.head_of(sheet.participant.unit))


def editor_of(sheet) -> Client:
    return login(factories.editor_of(sheet.participant.unit))


def url(name, sheet):
    return reverse(f"assessments:{name}", args=[sheet.public_id])


def read(response) -> str:
    return response.content.decode()


def state_of(sheet) -> str:
    return Assessment.objects.get(pk=sheet.pk).state


# Check


def test_check_names_what_is_missing_and_leads_to_its_field(sheet):
    page = read(editor_of(sheet).get(url("check", sheet)))
    assert "Must be completed before submitting" in page
    assert f'href="{url("sheet", sheet)}#HT-6-amount_a"' in page
    assert f'href="{url("sheet", sheet)}#TK-5-claimed"' in page
    assert "7 points above have to be completed first" in page
    assert url("submit", sheet) not in page


def test_each_link_of_the_check_meets_a_field_of_the_sheet(sheet):
    client = editor_of(sheet)
    check, page = read(client.get(url("check", sheet))), read(client.get(url("sheet", sheet)))
    places = [part.split('"')[0] for part in check.split(f"{url('sheet', sheet)}#")[1:]]
    assert len(places) == 7
    for place in places:
        assert f'id="{place}"' in page


def test_check_in_three_severities(full):
    full.answers.get(item__code="TK-2").evidence.update(removed_at=clock.now())
    full.answers.get(item__code="HT-5").evidence.update(about_on=dt.date(2024, 12, 31))
    reason = full.criteria_set.na_reasons.first()
    full.answers.filter(item__code="HT-6").update(not_applicable=True, na_reason=reason, points=None)
    page = read(editor_of(full).get(url("check", full)))
    assert f'href="{url("sheet", full)}#TK-2-evidence"' in page
    assert "Evidence is required for this criterion." in page
    assert f'href="{url("sheet", full)}#HT-5-evidence"' in page
    assert "outside the period of the data" in page
    assert "Claimed not to apply; the appraiser decides." in page
    assert "1 points above have to be completed first" in page


def test_editor_sees_why_the_head_has_to_submit(full):
    client = editor_of(full)
    assert "The head of the unit confirms and submits the sheet." in read(client.get(url("check", full)))
    assert "Only the head of the unit may do this." in read(client.get(url("submit", full)))
    response = client.post(url("submit", full), {"pledged": "on"})
    assert response.status_code == 403
    assert state_of(full) == State.DRAFT


# Submit


def test_head_pledges_and_submits(full):
    client = head_of(full)
    page = read(client.get(url("submit", full)))
    assert "The unit pledges that the figures and evidence are true" in page
    assert "35,50" in page
    assert "82,56" in page
    response = client.post(url("submit", full), {"pledged": "on"})
    assert (response.status_code, response.url) == (303, url("receipt", full))
    row = Assessment.objects.get(pk=full.pk)
    assert (row.state, row.submitted_by, row.late_days) == (
        State.SUBMITTED,
        factories.head_of(full.participant.unit),
        0,
    )
    columns = {
        column.answer.item.code: column.points for answer in row.answers.all() for column in answer.columns.all()
    }
    assert columns["HT-6"] == Decimal("9.90")
    assert all(answer.revisions.get().is_frozen for answer in row.answers.all())
    assert [event.action for event in events_of(row) if event.action.startswith("assessment.")] == [
        "assessment.started",
        "assessment.submit",
    ]


def test_without_the_pledge_nothing_is_submitted(full):
    response = head_of(full).post(url("submit", full), {})
    assert response.status_code == 422
    assert "The pledge must be confirmed before submitting." in read(response)
    assert state_of(full) == State.DRAFT


def test_incomplete_sheet_is_refused_and_kept(sheet):
    response = head_of(sheet).post(url("submit", sheet), {"pledged": "on"})
    assert response.status_code == 409
    assert "Some criteria are not complete yet." in read(response)
    assert "The draft is kept in full." in read(response)
    assert (state_of(sheet), documents_of(sheet).count()) == (State.DRAFT, 0)


def test_last_day_counts_and_late_days_are_written(full):
    with clock.frozen(factories.LAST_DAY):
        head_of(full).post(url("submit", full), {"pledged": "on"})
    assert Assessment.objects.get(pk=full.pk).late_days == 0


def test_a_day_late_is_accepted_with_its_minus(full):
    with clock.frozen(factories.APPRAISAL_TIME):
        response = head_of(full).post(url("submit", full), {"pledged": "on"})
        assert response.status_code == 303
        assert Assessment.objects.get(pk=full.pk).late_days == 1
        assert "1 working days" in read(head_of(full).get(url("receipt", full)))


def test_after_the_deadline_nothing_is_submitted_and_the_draft_is_kept(full):
    with clock.frozen(factories.TOO_LATE):
        response = head_of(full).post(url("submit", full), {"pledged": "on"})
    assert response.status_code == 409
    assert "The time for submission is over. The draft is kept in full" in read(response)
    row = Assessment.objects.get(pk=full.pk)
    assert (row.state, row.receipt_code) == (State.DRAFT, None)
    assert row.answers.get(item__code="HT-6").points == Decimal("9.90")


def test_machine_without_papers_says_so_and_submits_nothing(full, monkeypatch):
    def unavailable(*_args, **_kwargs):
        raise PaperUnavailable("Thiếu phông chữ Liberation Serif.")

    monkeypatch.setattr("assessments.services.submission.render", unavailable)
    response = head_of(full).post(url("submit", full), {"pledged": "on"})
    assert response.status_code == 503
    assert "Thiếu phông chữ Liberation Serif." in read(response)
    assert state_of(full) == State.DRAFT


# Receipt


def test_receipt_shows_code_digests_and_both_papers(submitted):
    client = editor_of(submitted)
    page = read(client.get(url("receipt", submitted)))
    assert submitted.receipt_code in page
    for kind, name in ((SHEET, "frozen_sheet_pdf"), (RECEIPT, "receipt_pdf")):
        rendition = documents_of(submitted, kind).get().renditions.get()
        response = client.get(url(name, submitted))
        pdf = b"".join(response.streaming_content)
        assert response["Content-Type"] == "application/pdf"
        assert pdf.startswith(b"%PDF-")
        assert hashlib.sha256(pdf).hexdigest() == rendition.sha256
        assert rendition.sha256 in page
    assert "upload it before 13/6/2025" in page


def test_sheet_is_printed_afresh(submitted):
    response = editor_of(submitted).get(url("sheet_pdf", submitted))
    assert response.content.startswith(b"%PDF-")
    assert "inline" in response["Content-Disposition"]


def test_no_receipt_before_submitting(sheet):
    assert editor_of(sheet).get(url("receipt", sheet)).status_code == 404
    assert editor_of(sheet).get(url("receipt_pdf", sheet)).status_code == 404


def test_withdrawn_by_the_head_until_it_is_received(submitted):
    assert "Withdraw to edit" not in read(editor_of(submitted).get(url("receipt", submitted)))
    assert editor_of(submitted).post(url("withdraw", submitted)).status_code == 403
    client = head_of(submitted)
    assert "Withdraw to edit" in read(client.get(url("receipt", submitted)))
    assert client.post(url("withdraw", submitted)).url == url("sheet", submitted)
    assert state_of(submitted) == State.DRAFT
    assert "was withdrawn and is a draft again" in read(client.get(url("receipt", submitted)))
    client.post(url("submit", submitted), {"pledged": "on"})
    again = Assessment.objects.get(pk=submitted.pk)
    assert again.state == State.SUBMITTED
    assert again.receipt_code != submitted.receipt_code
    page = read(client.get(url("receipt", submitted)))
    assert submitted.receipt_code in page
    factories.receive_sheet(again)
    assert client.post(url("withdraw", submitted)).status_code == 409


# Signed copy


def test_signed_copy_is_stored_listed_and_given_back(submitted):
    client = editor_of(submitted)
    content = factories.pdf_bytes()
    copy = SimpleUploadedFile("phieu da ky.pdf", content, "application/pdf")
    response = client.post(url("signed_copy", submitted), {"copy": copy, "code": submitted.receipt_code})
    assert (response.status_code, response.url) == (303, url("receipt", submitted))
    page = read(client.get(url("receipt", submitted)))
    assert "phieu da ky.pdf" in page
    copy = submitted.signed_copies.get()
    assert copy.receipt_code == submitted.receipt_code
    file = client.get(reverse("assessments:signed_copy_file", args=[copy.public_id]))
    assert b"".join(file.streaming_content) == content
    assert file["Content-Disposition"].startswith("attachment")
    stranger = editor_of(factories.make_sheet())
    assert stranger.get(reverse("assessments:signed_copy_file", args=[copy.public_id])).status_code == 404


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("phieu.pdf", b"", "empty"),
        ("phieu.pdf", b"khong phai pdf", "does not fit its extension"),
        ("phieu.exe", b"MZ", "as PDF, PNG or JPEG"),
    ],
)
def test_bad_signed_copy_is_refused_at_its_field(submitted, name, content, words):
    response = editor_of(submitted).post(url("signed_copy", submitted), {"copy": SimpleUploadedFile(name, content)})
    assert response.status_code == 422
    assert words in read(response)
    assert not submitted.signed_copies.exists()


def test_round_may_not_ask_for_a_signed_copy():
    factories.make_round(signed_copy=SignedCopyRule.NEVER)
    sheet = factories.submit_sheet(factories.make_sheet())
    assert "upload it by" not in read(editor_of(sheet).get(url("receipt", sheet)))


# Additions


@kept
def returned():
    sheet = factories.receive_sheet(factories.submit_sheet(factories.make_sheet()))
    appraiser = factories.appraiser_of(factories.office(factories.LEAD))
    return_ask(answer=sheet.answers.get(item__code="HT-6"), reason="Thiếu bảng đối chiếu Kho bạc.", by=appraiser)
    return sheet


def test_head_sends_the_additions_and_gets_a_new_receipt(returned):
    editor_of(returned).post(
        reverse("assessments:answer", args=[returned.public_id, "HT-6"]),
        {"version": returned.answers.get(item__code="HT-6").version, "amount_a": "941", "amount_b": "1000"},
    )
    client = head_of(returned)
    response = client.post(url("resubmit", returned))
    assert response.url == url("receipt", returned)
    fresh = Assessment.objects.get(pk=returned.pk)
    assert fresh.receipt_code != returned.receipt_code
    answer = fresh.answers.get(item__code="HT-6")
    assert answer.returns.get().answered_by == factories.head_of(returned.participant.unit)
    assert answer.columns.get(kind="self").points == Decimal("8.46")
    page = read(client.get(url("sheet", returned)))
    assert "Additions are asked for" not in page


def test_additions_without_any_change_are_refused_and_name_the_criterion(submitted):
    factories.receive_sheet(submitted)
    with clock.frozen(factories.APPRAISAL_TIME):
        row = submitted.answers.get(item__code="TK-2")
        return_ask(answer=row, reason="Thiếu quyết định.", by=factories.appraiser_of(row.office))
        page = head_of(submitted).post(url("resubmit", submitted), follow=True)
        assert "Nothing has been added to TK-2" in read(page)
        assert row.returns.get().answered_at is None


def test_editor_cannot_send_the_additions(returned):
    response = editor_of(returned).post(url("resubmit", returned), follow=True)
    assert "Only the head of the unit may do this." in read(response)
    assert returned.answers.get(item__code="HT-6").returns.get().answered_at is None


def test_incomplete_additions_are_refused(returned):
    answer = returned.answers.get(item__code="HT-6")
    answer.evidence.update(removed_at=clock.now())
    response = head_of(returned).post(url("resubmit", returned), follow=True)
    assert "Some criteria are not complete yet." in read(response)
    assert answer.returns.get().answered_at is None
