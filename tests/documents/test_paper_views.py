"""The register of papers, the page of a paper and its steps over HTTP."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from documents.enums import DocumentState as State
from documents.models import IssuedDocument, NumberSeries, VoidNumber
from documents.queries import papers_for
from tests import factories
from tests.documents import sample_kinds as sample
from tests.documents.sample_kinds import CERTIFICATE, DECISION, MINUTES, approved, drafted, issued, numbered
from units.enums import Role
from units.queries import face_of


def client_of(user) -> Client:
    client = Client()
    client.force_login(user)
    client.cookies["language"] = "en"
    return client


def step(user, name: str, row: IssuedDocument, **data):
    return client_of(user).post(reverse(f"documents:{name}", args=[row.public_id]), data)


def fresh(row: IssuedDocument) -> IssuedDocument:
    return IssuedDocument.objects.get(pk=row.pk)


def test_papers_are_found_without_accents(people):
    row = issued(people, typed="12")
    other = drafted(people)
    for text in ("tang giay khen", "TẶNG GIẤY KHEN", "12/qd-sgddt", "nguyen van khoi", "dak song", row.code.lower()):
        assert row in papers_for(people.clerk, text=text), text
    assert list(papers_for(people.clerk, text="12/qd")) == [row]
    assert list(papers_for(people.clerk, state=State.DRAFT)) == [other]
    assert list(papers_for(people.clerk, year=2025)) == [row]
    assert list(papers_for(people.clerk, year=2024)) == []
    assert list(papers_for(people.clerk, kind=MINUTES)) == []
    assert list(papers_for(people.clerk, text="\x00")) == []


def test_the_register_leaves_receipts_out(people):
    row = sample.certificate(people.clerk)
    assert list(papers_for(people.clerk, kind=CERTIFICATE)) == [row]
    IssuedDocument.objects.filter(pk=row.pk).update(kind="assessments.receipt")
    assert list(papers_for(people.clerk)) == []
    assert client_of(people.clerk).get(reverse("documents:paper", args=[row.public_id])).status_code == 404


def test_the_list_shows_what_the_filter_leaves(people):
    row = issued(people, typed="12")
    client = client_of(people.leader)
    text = client.get(
        reverse("documents:papers"), {"tim": "giay khen", "nam": "2025", "loai": DECISION}
    ).content.decode()
    assert row.title in text
    assert "12/QĐ-SGDĐT" in text
    assert "No paper fits the filter" in client.get(reverse("documents:papers"), {"tim": "khong co"}).content.decode()
    assert client.get(reverse("documents:papers"), {"nam": "abc", "loai": "x"}).status_code == 200


def test_a_refused_button_says_why(people):
    row = drafted(people)
    text = client_of(people.clerk).get(reverse("documents:paper", args=[row.public_id])).content.decode()
    assert "disabled" in text
    assert "Only a leader of the department may do this." in text


def test_the_whole_way_over_http(people):
    row = drafted(people)
    assert step(people.leader, "approve", row).status_code == 303
    assert step(people.clerk, "sign", row).status_code == 303
    assert step(people.clerk, "number", row, number="05", day="25/6/2025").status_code == 303
    assert fresh(row).full_symbol == "05/QĐ-SGDĐT"
    assert step(people.clerk, "issue", row).status_code == 303
    assert fresh(row).state == State.ISSUED
    text = client_of(people.clerk).get(reverse("documents:paper", args=[row.public_id])).content.decode()
    assert "The paper got its number: 05/QĐ-SGDĐT" in text
    assert fresh(row).renditions.get(kind="issued").sha256 in text


def test_minutes_get_their_file_with_their_number(people):
    row = approved(people, MINUTES)
    assert step(people.secretary, "number", row, day="25/6/2025").status_code == 303
    assert fresh(row).renditions.filter(kind="to_sign").count() == 1


def test_a_number_that_exists_is_refused_at_its_field(people):
    first = issued(people, typed="5")
    row = approved(people)
    step(people.clerk, "sign", row)
    response = step(people.clerk, "number", row, number="5", day="25/6/2025")
    text = response.content.decode()
    assert response.status_code == 409
    assert first.title in text
    assert "The next free number is 06." in text
    assert 'value="5"' in text
    assert fresh(row).number is None
    for number, day, status in (
        ("", "25/6/2025", 422),
        ("0", "25/6/2025", 400),
        ("5/QĐ", "25/6/2025", 400),
        ("7", "01/01/2026", 400),
        ("7", "x", 422),
    ):
        assert step(people.clerk, "number", row, number=number, day=day).status_code == status
    assert fresh(row).state == State.SIGNED


def test_a_text_that_changed_is_refused_on_the_page(people, monkeypatch):
    row = numbered(people)
    monkeypatch.setitem(sample.TEXT, "say", "Khác.")
    response = step(people.clerk, "issue", row)
    assert response.status_code == 409
    assert "has changed since it was approved" in response.content.decode()
    assert fresh(row).state == State.NUMBERED


def test_a_step_back_needs_its_reason(people):
    row = approved(people)
    assert step(people.leader, "send_back", row).status_code == 400
    data = {"send_back-reason": "Sai tên"}
    assert step(people.leader, "send_back", row, **data).status_code == 303
    assert fresh(row).state == State.DRAFT


def test_a_wrong_role_is_refused(people):
    row = drafted(people)
    assert step(people.clerk, "approve", row).status_code == 403
    assert step(people.leader, "sign", row).status_code == 403


@pytest.mark.parametrize("kind", ["approved", "issued"])
def test_the_unit_reads_what_went_out_to_it(people, kind):
    unit = factories.make_unit()
    head = factories.make_user(Role.UNIT_HEAD, unit=unit)
    other = factories.make_user(Role.UNIT_HEAD, unit=factories.make_unit())
    row = issued(people, audience=unit)
    found = row.renditions.get(kind=kind)
    status = 200 if kind == "issued" else 404
    url = reverse("documents:rendition", args=[row.public_id, found.pk])
    assert client_of(head).get(url).status_code == status
    assert client_of(other).get(url).status_code == 404
    assert client_of(people.clerk).get(url).status_code == 200
    page = client_of(head).get(reverse("documents:paper", args=[row.public_id]))
    assert page.status_code == 200
    assert people.leader.display_name not in page.content.decode()
    name = escape(face_of(unit).name)
    assert name in page.content.decode()
    assert name in client_of(people.clerk).get(reverse("documents:papers")).content.decode()
    draft = drafted(people, audience=unit)
    assert client_of(head).get(reverse("documents:paper", args=[draft.public_id])).status_code == 404


def test_the_draft_is_read_before_it_goes_out(people):
    row = drafted(people)
    response = client_of(people.leader).get(reverse("documents:draft", args=[row.public_id]))
    assert response["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF")
    gone = issued(people)
    assert client_of(people.leader).get(reverse("documents:draft", args=[gone.public_id])).status_code == 404


def test_void_numbers_are_recorded_on_the_page_of_series(people):
    issued(people, typed="5")
    series = NumberSeries.objects.get()
    url = reverse("documents:series_void", args=[series.pk])
    client = client_of(people.clerk)
    data = {f"{series.pk}-number": "6", f"{series.pk}-reason": "Bỏ trên giấy"}
    assert client.post(url, data).status_code == 302
    assert VoidNumber.objects.get().number == 6
    text = client.get(reverse("documents:series")).content.decode()
    assert "Bỏ trên giấy" in text
    assert client.post(url, data).status_code == 409
    assert client.post(url, data | {f"{series.pk}-number": "x"}).status_code == 400
    assert client.post(url, {}).status_code == 422
    assert client_of(people.leader).post(url, data).status_code == 403


def test_a_number_taken_elsewhere_is_recorded_and_the_next_one_filled_in(people):
    issued(people, typed="5")
    series = NumberSeries.objects.get()
    url, client = reverse("documents:series_outside", args=[series.pk]), client_of(people.clerk)
    prefix = f"outside-{series.pk}"
    data = {f"{prefix}-number": "8", f"{prefix}-day": "25/6/2025", f"{prefix}-summary": "Công văn mời họp"}
    assert f'name="{prefix}-number" value="06"' in client.get(reverse("documents:series")).content.decode()
    assert client.post(url, data).status_code == 302
    text = client.get(reverse("documents:series")).content.decode()
    assert "Công văn mời họp" in text
    assert f'name="{prefix}-number" value="09"' in text
    assert client.post(url, data).status_code == 409
    assert client.post(url, {}).status_code == 422
    assert client_of(people.leader).post(url, data).status_code == 403
    waiting = approved(people)
    step(people.clerk, "sign", waiting)
    page = client.get(reverse("documents:paper", args=[waiting.public_id])).content.decode()
    assert 'name="number" value="09"' in page
