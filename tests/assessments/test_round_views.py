"""The office in charge runs a round in the browser: moves with their reasons, participants, results."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse

from assessments.models import Approval, Run
from assessments.services.extensions import extension_give
from campaign.models import Extension, Holiday, Round
from common import clock
from common.access import Refused
from common.models import Event
from tests import factories
from tests.reports import worlds
from units.enums import Role

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_time():
    with clock.frozen(factories.IN_TIME):
        yield


def post(client, name: str, year: int = 2025, **data: str):
    return client.post(reverse(f"assessments:round_{name}", args=[year]), data, follow=True)


def state(year: int = 2025) -> str:
    return Round.objects.get(year=year).state


def test_opening_writes_the_participants_alive_in_the_period(client):
    round = factories.make_round(is_open=False)
    alive = factories.make_unit("T", name="Trường THPT Còn Hoạt Động")
    ended = factories.make_unit("T", name="Trường THPT Đã Kết Thúc", valid_to=dt.date(2024, 12, 31))
    half = factories.make_unit("T", name="Trường THPT Mới Lập")
    half.versions.update(valid_from=dt.date(2025, 5, 1))
    client.force_login(worlds.manager())
    post(client, "open")
    assert state() == "open"
    rows = {row.unit_id: row for row in round.participants.all()}
    assert alive.pk in rows
    assert ended.pk not in rows
    assert (rows[alive.pk].counts, rows[half.pk].counts) == (True, False)
    assert rows[alive.pk].printed_name == "Trường THPT Còn Hoạt Động"


def test_a_round_without_criteria_set_does_not_open_and_says_why(client):
    factories.make_round(2026, is_open=False)
    Round.objects.filter(year=2026).update(collective_set=None)
    client.force_login(worlds.manager())
    with clock.frozen(dt.datetime(2027, 1, 6, 9, tzinfo=clock.TIME_ZONE)):
        page = post(client, "open", 2026).content.decode()
    assert state(2026) == "planned"
    assert "Kỳ đánh giá chưa có bộ tiêu chí" in page or "The round has no criteria set yet." in page


@pytest.mark.parametrize("role", [role for role in Role.values if role != Role.CAMPAIGN_MANAGER])
def test_nobody_else_moves_a_round(client, role):
    factories.make_round()
    client.force_login(factories.make_user(role))
    post(client, "close")
    assert state() == "open"


def test_reopening_needs_a_reason(client):
    factories.make_round()
    client.force_login(worlds.manager())
    post(client, "close")
    post(client, "reopen", reason="  ")
    assert state() == "closed"
    post(client, "reopen", reason="Nhập bổ sung theo Công văn số 12")
    assert state() == "open"
    event = Event.objects.filter(action="round.reopen").get()
    assert (event.before, event.after, event.reason) == ("closed", "open", "Nhập bổ sung theo Công văn số 12")


def test_final_result_waits_for_every_sheet_that_was_sent(client):
    round = factories.make_round(signed_copy="never")
    worlds.sent(factories.make_unit("T"), round)
    client.force_login(worlds.manager())
    post(client, "close")
    post(client, "finalise")
    assert state() == "closed"
    assert not Run.objects.exists()


def test_publishing_needs_the_approval_of_a_leader(client):
    round = factories.make_round(signed_copy="never")
    unit = factories.make_unit("T")
    worlds.appraised(worlds.sent(unit, round), Decimal(4))
    client.force_login(worlds.manager())
    post(client, "close")
    post(client, "finalise")
    assert state() == "final"
    post(client, "publish")
    assert state() == "final"
    post(client, "approve")
    assert not Approval.objects.exists()
    client.force_login(worlds.leader())
    post(client, "approve", note="Đồng ý công bố")
    assert Approval.objects.get().note == "Đồng ý công bố"
    client.force_login(worlds.manager())
    post(client, "publish")
    assert state() == "published"
    assert Approval.objects.get().published_at == factories.IN_TIME


def test_units_see_a_result_only_when_it_is_published(client):
    unit = factories.make_unit("T")
    round = worlds.published_round(2025, {unit: Decimal(6)})
    client.force_login(factories.head_of(unit))
    url = reverse("assessments:round_results", args=[2025])
    assert "82,56" in client.get(url).content.decode()
    Round.objects.filter(pk=round.pk).update(state="final")
    assert client.get(url).status_code == 403


def test_an_extension_has_a_reason_and_a_later_day(client):
    round = factories.make_round()
    unit = factories.make_unit("T")
    row = factories.participant_of(unit, round)
    client.force_login(worlds.manager())
    url = reverse("assessments:participant", args=[2025, unit.code])
    client.post(url, {"form": "extension", "due_on": "2025-06-01", "reason": "Mưa lũ"})
    client.post(url, {"form": "extension", "due_on": "2025-06-10", "reason": ""})
    assert not row.extensions.exists()
    client.post(url, {"form": "extension", "due_on": "2025-06-10", "reason": "Mưa lũ chia cắt đường"})
    assert [(each.due_on, each.reason) for each in row.extensions.all()] == [
        (dt.date(2025, 6, 10), "Mưa lũ chia cắt đường")
    ]


def test_an_extension_to_a_day_off_runs_to_the_next_working_day(client):
    """Saturday 07/6/2025 and a listed Monday: the unit has until the end of Tuesday."""
    round = factories.make_round()
    unit = factories.make_unit("T")
    row = factories.participant_of(unit, round)
    Holiday.objects.create(day=dt.date(2025, 6, 9), title="Nghỉ hoán đổi")
    client.force_login(worlds.manager())
    url = reverse("assessments:participant", args=[2025, unit.code])
    page = client.post(url, {"form": "extension", "due_on": "2025-06-07", "reason": "Mưa lũ"}, follow=True)
    assert "07/6/2025 là ngày nghỉ; gia hạn đến hết ngày làm việc tiếp theo, 10/6/2025." in page.content.decode()
    assert [each.due_on for each in row.extensions.all()] == [dt.date(2025, 6, 10)]
    assert Event.objects.get(action="participant.extended").data == {"due_on": "2025-06-10", "asked": "2025-06-07"}


def test_no_extension_for_a_sheet_that_was_sent_or_a_day_that_is_over(client):
    round = factories.make_round(signed_copy="never")
    sent, late = factories.make_unit("T"), factories.make_unit("T")
    worlds.sent(sent, round)
    row = factories.participant_of(late, round)
    client.force_login(worlds.manager())
    url = reverse("assessments:participant", args=[2025, sent.code])
    words = "Đơn vị đã nộp phiếu nên gia hạn không còn tác dụng."
    page = client.get(url).content.decode()
    assert words in page
    assert 'name="due_on"' not in page
    page = client.post(url, {"form": "extension", "due_on": "2025-06-10", "reason": "Mưa lũ"}).content.decode()
    assert words in page

    with clock.frozen(dt.datetime(2025, 6, 11, 9, tzinfo=clock.TIME_ZONE)):
        url = reverse("assessments:participant", args=[2025, late.code])
        page = client.post(url, {"form": "extension", "due_on": "2025-06-10", "reason": "Mưa lũ"})
        assert "Ngày này đã qua." in page.content.decode()
        with pytest.raises(Refused, match="not_manager"):
            extension_give(participant=row, due_on=dt.date(2025, 6, 12), reason="Mưa lũ", by=factories.head_of(late))
    assert not Extension.objects.exists()


def test_women_cannot_be_more_than_people(client):
    round = factories.make_round()
    unit = factories.make_unit("T")
    row = factories.participant_of(unit, round)
    client.force_login(worlds.manager())
    url = reverse("assessments:participant", args=[2025, unit.code])
    response = client.post(url, {"form": "people", "headcount": "40", "women": "41", "reason": "Đếm lại"})
    assert response.context["forms"]["people"].errors.keys() == {"women"}
    client.post(url, {"form": "people", "headcount": "40", "women": "30", "reason": "Đếm lại"})
    row.refresh_from_db()
    assert (row.headcount, row.women, row.change_reason) == (40, 30, "Đếm lại")


def test_exemption_takes_a_document_and_leaves_the_unit_out(client):
    round = factories.make_round()
    unit = factories.make_unit("T")
    client.force_login(worlds.manager())
    url = reverse("assessments:participant", args=[2025, unit.code])
    client.post(url, {"form": "exemption", "kind": "Quyết định", "number": "", "date": "2025-05-05", "issuer": "Sở"})
    row = factories.participant_of(unit, round)
    assert row.exempted_by is None
    client.post(
        url, {"form": "exemption", "kind": "Quyết định", "number": "15/QĐ-SGDĐT", "date": "2025-05-05", "issuer": "Sở"}
    )
    row.refresh_from_db()
    assert row.exempted_by.number == "15/QĐ-SGDĐT"


@pytest.mark.parametrize("count", [1, 3])
def test_progress_page_asks_the_same_number_of_queries(client, count, django_assert_max_num_queries):
    round = factories.make_round()
    for _ in range(count):
        factories.make_sheet(factories.make_unit("T"), round)
    client.force_login(worlds.manager())
    with django_assert_max_num_queries(15):
        client.get(reverse("assessments:round", args=[2025]))


def test_the_list_is_filtered_by_every_state_of_its_badges(client):
    units = [
        factories.make_unit("T", name=f"Trường THPT {letter}", cluster=factories.make_cluster()) for letter in "AB"
    ]
    with clock.frozen(dt.datetime(2024, 1, 10, 9, tzinfo=clock.TIME_ZONE)):
        worlds.published_round(2023, {units[0]: Decimal(6), units[1]: None})
    client.force_login(worlds.manager())
    url = reverse("assessments:round", args=[2023])
    page = client.get(url, {"state": "published"}).content.decode()
    assert '<option value="published" selected>Đã công bố</option>' in page
    assert ("Trường THPT A" in page, "Trường THPT B" in page) == (True, False)
    page = client.get(url, {"state": "not_submitted"}).content.decode()
    assert ("Trường THPT A" in page, "Trường THPT B" in page) == (False, True)
    for state in ("final", "exempted"):
        assert f'<option value="{state}">' in page
