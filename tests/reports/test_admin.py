"""Submissions and scores in the back office: read, filtered, led to the desk; nothing there can be changed."""

import pytest
from django.contrib import admin
from django.urls import reverse

from assessments.models import Answer, Assessment
from campaign.models import Phase
from common import clock
from reports import admin as reports_admin
from tests import factories
from tests.kept import kept
from units.enums import Role

pytestmark = pytest.mark.django_db
READ_ONLY = (
    "assessments_assessment",
    "assessments_answer",
    "assessments_mark",
    "assessments_column",
    "assessments_run",
    "assessments_runrow",
    "documents_issueddocument",
    "common_event",
    "campaign_participant",
)


@pytest.fixture(autouse=True)
def in_time():
    with clock.frozen(factories.IN_TIME):
        yield


@kept
def made():
    """A sheet that was sent, a draft, an administrator."""
    round = factories.make_round()
    sent = factories.submit_sheet(factories.make_sheet(factories.make_unit(name="Trường THPT Đã Nộp"), round))
    draft = factories.make_sheet(factories.make_unit(name="Trường THPT Đang Làm"), round)
    return sent, draft, factories.make_user(Role.ADMINISTRATOR)


@pytest.fixture
def sheets(client, made):
    """The two sheets; the reader is the administrator."""
    sent, draft, reader = made
    client.force_login(reader)
    return sent, draft


def found(client, name: str, **query) -> list:
    response = client.get(reverse(f"admin:assessments_{name}_changelist"), query)
    assert response.status_code == 200
    return list(response.context["cl"].queryset)


def test_drafts_stay_with_their_units(client, sheets):
    sent, draft = sheets
    assert found(client, "assessment") == [sent]
    assert {row.assessment_id for row in found(client, "answer")} == {sent.pk}
    assert client.get(reverse("admin:assessments_assessment_change", args=[draft.pk])).status_code == 302


def test_rows_are_filtered_by_phase_round_office_and_state_and_lead_to_the_desk(client, sheets):
    sent, _draft = sheets
    round = sent.participant.round
    office = factories.office(factories.LEAD)
    assert found(client, "assessment", participant__round__phase__id__exact=round.phase_id) == [sent]
    assert found(client, "assessment", participant__round__id__exact=round.pk, state__exact="submitted") == [sent]
    assert found(client, "assessment", state__exact="received") == []
    assert found(client, "assessment", office=office.pk) == [sent]
    assert found(client, "assessment", office="x") == [sent]
    assert found(client, "assessment", q="da nop") == [sent]
    assert len(found(client, "answer", office=office.pk, q="đã nộp")) == Answer.objects.filter(assessment=sent).count()
    text = client.get(reverse("admin:assessments_assessment_changelist")).content.decode()
    assert reverse("assessments:desk", args=[sent.public_id]) in text
    text = client.get(reverse("admin:assessments_answer_changelist")).content.decode()
    assert reverse("assessments:desk", args=[sent.public_id]) + "?item=HT-1" in text
    assert "9,90" in text


@pytest.mark.parametrize("name", READ_ONLY)
def test_what_a_workflow_writes_is_only_read(client, sheets, name):
    assert client.get(reverse(f"admin:{name}_changelist")).status_code == 200
    assert client.get(reverse(f"admin:{name}_add")).status_code == 403
    model_admin = next(
        row for row in admin.site._registry.values() if f"{row.opts.app_label}_{row.opts.model_name}" == name
    )
    row = model_admin.model.objects.first()
    if row is None:
        return
    change = reverse(f"admin:{name}_change", args=[row.pk])
    assert client.post(change, {}).status_code in {302, 403}
    assert client.post(reverse(f"admin:{name}_delete", args=[row.pk]), {"post": "yes"}).status_code in {302, 403}
    assert model_admin.model.objects.filter(pk=row.pk).exists()


def test_the_pdf_of_the_phase_comes_from_the_chosen_rows(client, sheets, monkeypatch):
    sent, _draft = sheets
    asked: list[Phase] = []

    def pdf(phase: Phase) -> bytes:
        asked.append(phase)
        return b"%PDF-1.7"

    monkeypatch.setattr(reports_admin, "phase_summary_pdf", pdf)
    action = {"action": "phase_pdf", "_selected_action": [sent.pk]}
    response = client.post(reverse("admin:assessments_assessment_changelist"), action)
    assert response["Content-Type"] == "application/pdf"
    assert response.content == b"%PDF-1.7"
    assert asked == [sent.participant.round.phase]


def test_a_phase_without_a_published_round_has_no_pdf_yet(client, sheets):
    sent, _draft = sheets
    action = {"action": "phase_pdf", "_selected_action": [sent.pk]}
    response = client.post(reverse("admin:assessments_assessment_changelist"), action, follow=True)
    assert response["Content-Type"].startswith("text/html")
    assert [message.level_tag for message in response.context["messages"]] == ["error"]


def test_lists_do_not_ask_once_a_row(client, sheets, django_assert_max_num_queries):
    for name in ("assessment", "answer"):
        found(client, name)
        with django_assert_max_num_queries(25):
            found(client, name)
    assert Assessment.objects.count() == 2
