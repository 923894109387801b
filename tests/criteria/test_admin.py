"""Criteria sets in the back office: drafts are changed, published sets answer that a new version is needed."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from campaign.models import Round
from common import clock
from criteria.enums import SetState
from criteria.models import CriteriaSet, Criterion, Item, Option
from criteria.services import criteria_set_clone
from tests import factories
from units.enums import Role

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_time():
    with clock.frozen(factories.IN_TIME):
        yield


@pytest.fixture
def manager(client):
    user = factories.make_user(Role.CAMPAIGN_MANAGER)
    client.force_login(user)
    return user


def change_url(row) -> str:
    return reverse(f"admin:criteria_{row._meta.model_name}_change", args=[row.pk])


def rows_of(criteria_set: CriteriaSet) -> list:
    criterion = Criterion.objects.filter(area__criteria_set=criteria_set).first()
    return [criteria_set, criterion, criterion.items.get()]


def test_a_published_set_is_shown_and_refuses_every_change(client, manager):
    for row in rows_of(factories.make_set()):
        page = client.get(change_url(row))
        assert page.status_code == 200
        assert not page.context["has_change_permission"]
        assert "phiên bản mới" in page.content.decode()
        refused = client.post(change_url(row), {"title": "Đổi"})
        assert refused.status_code == 409
        assert "phiên bản mới" in refused.content.decode()
        delete = reverse(f"admin:criteria_{row._meta.model_name}_delete", args=[row.pk])
        assert client.post(delete, {"post": "yes"}).status_code == 409
    assert not Criterion.objects.filter(title="Đổi").exists()


def test_a_draft_is_changed_in_place(client, manager):
    draft = criteria_set_clone(criteria_set=factories.make_set(), by=None)
    item = Item.objects.get(criterion__area__criteria_set=draft, code="HT-1")
    option = item.options.first()
    values = {
        "criterion": item.criterion_id,
        "code": "HT-1",
        "title": "Tên mới",
        "kind": "options",
        "max_points": "8,5",
    }
    values |= {"appraisers": "1", "order": "0", "options-TOTAL_FORMS": "1", "options-INITIAL_FORMS": "1"}
    values |= {"options-0-id": option.pk, "options-0-item": item.pk, "options-0-points": "8,5"}
    values |= {"options-0-text": "Tốt", "options-0-order": "0"}
    response = client.post(change_url(item), values)
    assert response.status_code == 302, response.context["errors"]
    item.refresh_from_db()
    assert (str(item.max_points), item.title) == ("8.50", "Tên mới")
    assert Option.objects.get(pk=option.pk).text == "Tốt"


def test_the_list_makes_a_new_version_and_publishes_it(client, manager):
    first = factories.make_set()
    url = reverse("admin:criteria_criteriaset_changelist")
    client.post(url, {"action": "make_new_version", "_selected_action": [first.pk]})
    second = CriteriaSet.objects.get(code=first.code, version=2)
    assert second.state == SetState.DRAFT
    assert Criterion.objects.filter(area__criteria_set=second).count() == 7
    client.post(url, {"action": "publish", "_selected_action": [first.pk, second.pk]})
    second.refresh_from_db()
    assert second.state == SetState.PUBLISHED


def test_a_new_criterion_can_stand_in_a_draft_alone(client, manager):
    published = factories.make_set()
    draft = criteria_set_clone(criteria_set=published, by=None)
    form = client.get(reverse("admin:criteria_criterion_add")).context["adminform"].form
    assert set(form.fields["area"].queryset) == set(draft.areas.all())


def test_a_workbook_goes_out_of_a_published_set_and_into_a_draft(client, manager):
    published = factories.make_set()
    draft = criteria_set_clone(criteria_set=published, by=None)
    url = reverse("admin:criteria_criterion_export")
    response = client.get(url, {"area__criteria_set__id__exact": published.pk})
    book = load_workbook(BytesIO(response.content))
    sheet = book.worksheets[0]
    heads = [cell.value for cell in sheet[1]]
    assert sheet.max_row == 8
    assert sheet["A2"].value == "KCHT-TKCLP v1"
    sheet.cell(2, heads.index("Tiêu chí") + 1).value = "Tên từ Excel"
    stream = BytesIO()
    book.save(stream)

    upload = {"format": "0", "resource": "0", "criteria_set": published.pk}
    url = reverse("admin:criteria_criterion_import")
    refused = client.post(url, upload | {"import_file": SimpleUploadedFile("t.xlsx", stream.getvalue())})
    assert refused.context["form"].errors["criteria_set"]

    upload["criteria_set"] = draft.pk
    shown = client.post(url, upload | {"import_file": SimpleUploadedFile("t.xlsx", stream.getvalue())})
    assert "<ins>Tên từ Excel</ins>" in shown.content.decode()
    client.post(reverse("admin:criteria_criterion_process_import"), shown.context["confirm_form"].initial)
    assert [row.area.criteria_set for row in Criterion.objects.filter(title="Tên từ Excel")] == [draft]


def test_the_list_retires_a_published_version_alone(client, manager):
    first = factories.make_set()
    draft = criteria_set_clone(criteria_set=first, by=None)
    url = reverse("admin:criteria_criteriaset_changelist")
    page = client.post(url, {"action": "retire", "_selected_action": [first.pk, draft.pk]}, follow=True)
    states = dict(CriteriaSet.objects.values_list("version", "state"))
    assert states == {1: SetState.RETIRED, 2: SetState.DRAFT}
    assert [message.level_tag for message in page.context["messages"]] == ["error", "success"]


def test_a_version_that_a_round_needs_is_not_retired_and_a_retired_one_comes_back(client, manager):
    first = factories.make_set()
    factories.make_round(is_open=False)
    url = reverse("admin:criteria_criteriaset_changelist")
    page = client.post(url, {"action": "retire", "_selected_action": [first.pk]}, follow=True)
    assert ["2025" in str(message) for message in page.context["messages"]] == [True]
    assert CriteriaSet.objects.get().state == SetState.PUBLISHED
    Round.objects.update(collective_set=None)
    client.post(url, {"action": "retire", "_selected_action": [first.pk]})
    assert CriteriaSet.objects.get().state == SetState.RETIRED
    client.post(url, {"action": "restore", "_selected_action": [first.pk]})
    assert CriteriaSet.objects.get().state == SetState.PUBLISHED
