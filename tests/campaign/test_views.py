"""The plan and the criteria sets as pages: the plan's own words, today's place, what each kind can reach."""

import datetime as dt
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse

from campaign.models import Milestone, TrackedIndicator, TrackedValue
from campaign.timeline import Place, stops
from common import clock
from criteria.models import CriteriaSet
from criteria.services import criteria_set_clone
from tests import factories
from tests.kept import kept
from units.enums import Role
from units.models import Unit, User

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_time():
    with clock.frozen(factories.IN_TIME):
        yield


@kept
def plan():
    call_command("load_plan", stdout=StringIO())


def reader(role: str = Role.UNIT_EDITOR, unit: str = "THPT-DAK-MIL") -> User:
    return factories.make_user(role, unit=Unit.objects.filter(code=unit).first() or factories.make_unit(code=unit))


def page(client, name: str, *args, **query) -> str:
    response = client.get(reverse(f"campaign:{name}", args=args), query)
    assert response.status_code == 200
    return response.content.decode()


def test_the_plan_stands_in_its_own_words_with_places_and_a_title_for_its_signer(client, plan):
    client.force_login(reader())
    text = page(client, "plan")
    for words in (
        "Quyết định số 49/QĐ-UBND ngày 13/01/2023",
        "KT. GIÁM ĐỐC",
        "II.2, 5",
        "III.2.b, 2",
        "Bằng khen Chủ tịch UBND tỉnh",
        "Các phòng thuộc Sở",
        "Phòng Tổ chức cán bộ - Tài chính",
        reverse("campaign:criteria_set", args=["KCHT-TKCLP", 1]),
        'id="muc-6"',
    ):
        assert words in text, words
    assert "Hôm nay, 04/6/2025" in text
    assert "style=" not in text


def test_tracked_figures_stand_beside_their_targets(client, plan):
    indicator = TrackedIndicator.objects.get(code="CT-TK-3")
    round = indicator.campaign.phases.get(number=1).rounds.get(year=2023)
    TrackedValue.objects.create(indicator=indicator, round=round, value=Decimal("61.8"))
    client.force_login(reader())
    text = page(client, "plan")
    assert "61,8%" in text
    assert "Tỷ trọng chi thường xuyên" in text


def test_without_a_plan_the_page_says_so(client):
    client.force_login(reader())
    text = page(client, "plan")
    assert 'class="empty' in text
    assert "paper-head" not in text


@pytest.mark.parametrize(
    ("today", "places"),
    [
        (dt.date(2022, 5, 1), [Place.NOW, Place.AHEAD, Place.AHEAD]),
        (dt.date(2023, 2, 1), [Place.NOW, Place.AHEAD]),
        (dt.date(2024, 5, 1), [Place.PAST, Place.NOW, Place.AHEAD]),
        (dt.date(2025, 12, 31), [Place.PAST, Place.NOW]),
        (dt.date(2031, 1, 1), [Place.PAST, Place.PAST, Place.NOW]),
    ],
)
def test_today_stands_inside_a_milestone_or_between_two(today, places):
    rows = [
        Milestone(title="Sơ kết", day_from=dt.date(2025, 1, 1), day_to=dt.date(2025, 12, 31)),
        Milestone(title="Ban hành", day_from=dt.date(2023, 1, 1), day_to=dt.date(2023, 3, 31)),
    ]
    found = stops(rows, today)
    assert [stop.place for stop in found] == places
    assert [stop.years for stop in found if stop.milestone] == ["2023", "2025"]


def test_a_set_says_what_each_kind_can_reach(client, plan):
    client.force_login(reader())
    response = client.get(reverse("campaign:criteria_set", args=["KCHT-TKCLP", 1]))
    totals = {total.kind.code: total for total in response.context["totals"]}
    reach = {code: int(total.points) for code, total in totals.items()}
    assert reach == {"P": 60, "H": 91, "T": 80, "X": 85, "D": 0}
    assert {name: int(points) for name, points in totals["P"].named} == {"Phòng TCCB-TC": 76, "Văn phòng": 79}
    text = response.content.decode()
    for words in (
        "Bảng điểm mặc định của phần mềm, chưa phải văn bản của Sở",
        "III.1.a, phát triển kết cấu hạ tầng, 6",
        "Ví dụ: 95% được 9,00 điểm",
        "Văn bản tham mưu được cấp có thẩm quyền ban hành",
        "TR-1",
        "Xuất sắc",
    ):
        assert words in text, words


def test_criteria_are_found_without_accents(client, plan):
    client.force_login(reader())
    text = page(client, "criteria_set", "KCHT-TKCLP", 1, q="giai ngan")
    assert 'id="HT-6"' in text
    assert 'id="HT-1"' not in text
    assert 'id="HT-1"' not in page(client, "criteria_set", "KCHT-TKCLP", 1, q="không có ở đâu")


def test_a_draft_is_read_by_those_who_make_it_alone(client):
    draft = criteria_set_clone(criteria_set=factories.make_set(), by=None)
    url = reverse("campaign:criteria_set", args=[draft.code, draft.version])
    client.force_login(reader())
    assert client.get(url).status_code == 404
    assert f"/{draft.code}/{draft.version}/" not in page(client, "criteria")
    client.force_login(factories.make_user(Role.CAMPAIGN_MANAGER))
    assert client.get(url).status_code == 200
    assert url in page(client, "criteria")


def test_unknown_versions_are_not_found_and_strangers_sign_in(client):
    url = reverse("campaign:criteria_set", args=["KCHT-TKCLP", 9])
    assert client.get(url).status_code == 302
    client.force_login(reader())
    assert client.get(url).status_code == 404


def test_pages_ask_the_database_a_fixed_number_of_times(client, plan, django_assert_max_num_queries):
    client.force_login(reader())
    client.get(reverse("campaign:plan"))
    for name, args, most in (("plan", [], 20), ("criteria", [], 15), ("criteria_set", ["KCHT-TKCLP", 1], 15)):
        with django_assert_max_num_queries(most):
            page(client, name, *args)


def test_a_set_with_guidance_no_longer_calls_itself_a_proposal(client):
    criteria_set = factories.make_set()
    CriteriaSet.objects.filter(pk=criteria_set.pk).update(proposal_note="Bảng điểm mặc định của phần mềm")
    client.force_login(reader())
    assert "Bảng điểm mặc định" in page(client, "criteria_set", criteria_set.code, 1)
