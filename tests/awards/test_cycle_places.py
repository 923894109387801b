"""Where award cycles are found: the menu, the home page, the result of the phase; what each page asks for."""

import datetime as dt

import pytest
from django.test import Client

from awards.models import AwardCycle, Fund
from awards.queries.payments import funds_list
from awards.services.earlier_awards import EarlierAward, earlier_awards_enter
from awards.services.proposals import Pick, suggestions_take
from common import clock
from reports.queries import tasks_for
from tests import factories
from tests.awards import cycle_world as world
from units.enums import Role
from units.models import Unit, User

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_time():
    with clock.frozen(world.NOW):
        yield


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page(user: User, url: str) -> str:
    return signed_in(user).get(url).content.decode()


def titles(user: User) -> list[str]:
    return [task.title for task in tasks_for(user) if "/khen-thuong/" in task.url]


def school(place: int = 1) -> Unit:
    return Unit.objects.get(code=f"TRUONG-{place}")


def take(cycle: AwardCycle, *places: int) -> None:
    heading = world.heading(cycle, "GK-NAM-TT", "collective")
    picks = [Pick(key=f"u{school(place).pk}") for place in places]
    suggestions_take(cycle=cycle, heading=heading, picks=picks, by=world.secretary())


def test_the_menu_leads_those_who_read_cycles_to_them():
    world.opened()
    entry = 'href="/khen-thuong/"'
    for user in (world.secretary(), world.user_of(Role.LEADER), factories.head_of(school())):
        assert entry in page(user, "/")
    assert entry not in page(factories.editor_of(school()), "/")
    assert entry not in page(factories.make_user(Role.ADMINISTRATOR), "/")


def test_what_waits_stands_on_the_home_pages():
    run = world.year_run(world.schools(95, 92, 91))
    secretary, manager, head = world.secretary(), world.manager(), factories.head_of(school())
    assert titles(secretary) == ["Lập đợt khen thưởng"]
    world.begun(run)
    assert titles(secretary) == ["Chuẩn bị đợt khen thưởng “Khen thưởng năm 2025”"]
    assert titles(head) == []
    AwardCycle.objects.all().delete()
    cycle = world.opened(run)
    assert titles(secretary) == titles(manager) == []
    assert titles(head) == ["Đề nghị khen thưởng: Khen thưởng năm 2025"]
    take(cycle, 1)
    assert titles(secretary) == []
    assert titles(manager) == ["Xác nhận đề nghị khen thưởng: Khen thưởng năm 2025"]
    with clock.frozen(world.NOW + dt.timedelta(days=4)):
        assert titles(head) == []


def test_the_result_of_a_phase_leads_to_its_cycle():
    units = world.schools(95, 92)
    run = world.phase_run(units, units, units)
    secretary, manager, head = world.secretary(), world.manager(), factories.head_of(school())
    begin = f"/khen-thuong/dot/moi/{run.pk}/"
    assert begin in page(secretary, "/giai-doan/1/")
    assert begin not in page(manager, "/giai-doan/1/")
    cycle = world.begun(run)
    link = f'href="/khen-thuong/dot/{cycle.pk}/"'
    assert link in page(manager, "/giai-doan/1/")
    assert link not in page(head, "/giai-doan/1/")
    assert begin not in page(secretary, "/giai-doan/1/")
    assert 'href="/giai-doan/1/"' in page(secretary, f"/khen-thuong/dot/{cycle.pk}/")


def test_a_refused_suggestion_leads_back_to_the_page_of_the_form():
    cycle = world.opened(GK_NAM_TT=2)
    url = f"/khen-thuong/dot/{cycle.pk}/goi-y/GK-NAM-TT/collective/"
    response = signed_in(world.secretary()).post(f"{url}de-nghi/", {})
    assert response.status_code == 400
    text = response.content.decode()
    assert "Chưa chọn trường hợp nào." in text
    assert f'<form method="get" action="{url}"' in text


def test_a_fund_shows_what_is_proposed_beside_what_is_left():
    cycle = world.opened(GK_NAM_TT=2)
    Fund.objects.create(department=Fund.objects.get().department, year=2024, amount=5, document=cycle.fund.document)
    take(cycle, 1, 2)
    rows = [(row.fund.year, row.spent, row.proposed, row.left) for row in funds_list()]
    assert rows == [(2025, 0, 2 * 1_410_000, 80_000_000), (2024, 0, 0, 5)]


@pytest.mark.parametrize("count", [3, 9])
def test_pages_ask_a_fixed_number_of_times(count, django_assert_max_num_queries):
    cycle = world.opened(world.year_run(world.schools(*([95] * count))), GK_NAM_TT=count)
    take(cycle, *range(1, count + 1))
    earlier_awards_enter(
        lines=[
            EarlierAward(
                kind="person", unit=school(place), name=f"Người {place}", form_code="GK-SO", achievement="X",
                achievement_from=dt.date(2023, 1, 1), achievement_to=dt.date(2023, 12, 31),
            )
            for place in range(1, count + 1)
        ],
        document=world.document("61/QĐ-SGDĐT"), by=world.secretary(),
    )  # fmt: skip
    base = f"/khen-thuong/dot/{cycle.pk}/"
    budget = {
        "/khen-thuong/": 7,
        base: 30,
        f"{base}goi-y/GK-NAM-TT/collective/": 27,
        f"{base}goi-y/GK-NAM-CN/individual/": 25,
        f"{base}xac-nhan/": 8,
        "/khen-thuong/doi-tuong/": 9,
        "/khen-thuong/quy/": 13,
        "/": 24,
    }
    client = signed_in(world.manager())
    for url, most in budget.items():
        client.get(url)
        with django_assert_max_num_queries(most):
            assert client.get(url).status_code == 200, url
