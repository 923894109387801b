"""Whole sets in the back office: the action, the empty workbook, the preview and the act."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from campaign.admin.rounds import SUBJECTS
from common import clock
from criteria.models import CriteriaSet, Criterion
from criteria.services import criteria_set_clone
from criteria.set_import import criteria_set_workbook
from tests import factories
from units.enums import Role

pytestmark = pytest.mark.django_db
IMPORT = "admin:criteria_criteriaset_import"


@pytest.fixture(autouse=True)
def in_time():
    with clock.frozen(factories.IN_TIME):
        yield


@pytest.fixture
def keeper(client):
    user = factories.make_user(Role.CAMPAIGN_MANAGER)
    client.force_login(user)
    return user


def upload(content: bytes, name: str = "bo.xlsx") -> dict:
    return {"import_file": SimpleUploadedFile(name, content)}


def changed(criteria_set: CriteriaSet, sheet: str, cell: str, value: object) -> bytes:
    book = load_workbook(BytesIO(criteria_set_workbook(criteria_set)))
    book[sheet][cell] = value
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_the_list_exports_one_whole_set(client, keeper):
    first = factories.make_set()
    second = criteria_set_clone(criteria_set=first, by=None)
    url = reverse("admin:criteria_criteriaset_changelist")
    assert reverse(IMPORT) in client.get(url).content.decode()
    response = client.post(url, {"action": "export_whole", "_selected_action": [first.pk]})
    assert response["Content-Disposition"].startswith('attachment; filename="Bo-tieu-chi-KCHT-TKCLP-v1.xlsx"')
    assert load_workbook(BytesIO(response.content))["Bộ tiêu chí"]["A2"].value == "KCHT-TKCLP"
    both = client.post(url, {"action": "export_whole", "_selected_action": [first.pk, second.pk]}, follow=True)
    assert [message.level_tag for message in both.context["messages"]] == ["error"]
    blank = client.get(reverse("admin:criteria_criteriaset_blank"))
    assert load_workbook(BytesIO(blank.content))["Tiêu chí"].max_row == 1


def test_a_workbook_is_shown_first_and_imported_then(client, keeper):
    content = changed(factories.make_set(), "Tiêu chí", "C2", "Tên từ Excel")
    shown = client.post(reverse(IMPORT), upload(content))
    assert "<ins>Tên từ Excel</ins>" in shown.content.decode()
    assert "Tệp có 2 nhóm, 7 tiêu chí, tổng 43 điểm." in shown.content.decode()
    assert CriteriaSet.objects.count() == 1
    act = {"confirm": "1", "kept": shown.context["kept"], "digest": shown.context["preview"].digest}
    done = client.post(reverse(IMPORT), act)
    made = CriteriaSet.objects.get(version=2)
    assert done["Location"] == reverse("admin:criteria_criteriaset_change", args=[made.pk])
    assert Criterion.objects.filter(area__criteria_set=made, title="Tên từ Excel").count() == 1
    # The workbook is kept for one act.
    assert client.post(reverse(IMPORT), act)["Location"] == reverse(IMPORT)
    assert CriteriaSet.objects.count() == 2


def test_a_set_that_moved_since_the_preview_stops_the_act(client, keeper):
    first = factories.make_set()
    shown = client.post(reverse(IMPORT), upload(changed(first, "Tiêu chí", "C2", "Tên từ Excel")))
    criteria_set_clone(criteria_set=first, by=None)
    act = {"confirm": "1", "kept": shown.context["kept"], "digest": shown.context["preview"].digest}
    page = client.post(reverse(IMPORT), act, follow=True)
    assert [message.level_tag for message in page.context["messages"]] == ["error"]
    assert not Criterion.objects.filter(title="Tên từ Excel").exists()
    del act["digest"]
    client.post(reverse(IMPORT), act)
    assert not Criterion.objects.filter(title="Tên từ Excel").exists()


def test_faults_are_listed_with_their_places(client, keeper):
    page = client.post(reverse(IMPORT), upload(changed(factories.make_set(), "Mức đánh giá", "B2", 7)))
    assert page.status_code == 422
    assert "Nội dung đã có được giữ nguyên." in page.content.decode()
    assert "Trang “Mức đánh giá”, dòng 2, cột B (Điểm): 7 vượt điểm tối đa" in page.content.decode()
    for content, name in ((b"PK", "bo.xlsx"), (b"x", "bo.xls")):
        refused = client.post(reverse(IMPORT), upload(content, name))
        assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["import_file"])


def test_a_round_is_offered_the_sets_of_its_subject_by_their_titles(client, keeper):
    collective = factories.make_set()
    draft = criteria_set_clone(criteria_set=collective, by=None)
    CriteriaSet.objects.filter(pk=draft.pk).update(subject="individual")
    round = factories.make_round(is_open=False, criteria_set=collective)
    page = client.get(reverse("admin:campaign_round_change", args=[round.pk]))
    fields = page.context["adminform"].form.fields
    offered = {name: [str(label) for _pk, label in fields[name].choices] for name in SUBJECTS}
    assert offered == {
        "collective_set": ["---------", f"KCHT-TKCLP v1: {collective.title}"],
        "individual_set": ["---------", f"KCHT-TKCLP v2: {collective.title} (Bộ tiêu chí đang soạn)"],
    }


def test_nobody_else_comes_in(client):
    client.force_login(factories.make_user(Role.LEADER))
    for name in (IMPORT, "admin:criteria_criteriaset_blank"):
        assert client.get(reverse(name)).status_code == 404
