"""A published round: why this rank, what if weights were others, how stable the ranks are, who appraised how."""

import datetime as dt
from decimal import Decimal

import pytest
from playwright.sync_api import expect

from assessments.models import Run
from campaign.models import Round
from common import clock
from tests import factories
from tests.journeys.support import SMALL_TARGETS, Person
from tests.reports import worlds
from units.models import Unit

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
NAMES = ("Trường THPT Đắk Song", "Trường THPT Ánh Sáng", "Trường THPT Êa Mới")


@pytest.fixture
def round(in_time) -> Round:
    """Three schools with 6, 4 and 2 of 6 points in HT-1 and 29,50 of 37 in the rest."""
    cluster = factories.make_cluster()
    schools = [factories.make_unit(code=f"T-{n}", name=name, cluster=cluster) for n, name in enumerate(NAMES)]
    with clock.frozen(dt.datetime(2024, 1, 10, 9, tzinfo=clock.TIME_ZONE)):
        return worlds.published_round(2023, dict(zip(schools, map(Decimal, (6, 4, 2)), strict=True)))


def test_from_a_rank_to_its_reasons_and_what_would_move_it(round, people):
    manager = people(worlds.manager())
    opens_a_rank(manager)
    tries_a_weight(manager)
    reads_the_stability(manager)
    finds_the_rest_in_the_menu(manager, people(worlds.manager(), width=390, height=844, is_mobile=True, has_touch=True))
    assert "quá ít lượt cho điểm" in manager.text()
    unit = Unit.objects.get(code="T-1")
    reads_the_own_rank(people(factories.head_of(unit), width=390))
    leader = people(worlds.leader())
    leader.visit("/ky/2023/gia-dinh/")
    leader.visit("/ky/2023/chuyen-vien/", status=403)


def finds_the_rest_in_the_menu(manager: Person, on_phone: Person) -> None:
    """The list to download stays a button; what is rarer opens by the keyboard, and Escape closes it."""
    for person in (manager, on_phone):
        person.visit("/ky/2023/ket-qua/")
        menu = person.page.locator(".page-heading details")
        menu.locator("summary").focus()
        person.page.keyboard.press("Enter")
        expect(menu.get_by_role("link", name="So sánh chuyên viên")).to_be_visible()
        person.look()
        person.page.keyboard.press("Escape")
        expect(menu.get_by_role("link", name="So sánh chuyên viên")).to_be_hidden()
        expect(menu.locator("summary")).to_be_focused()
        expect(person.page.locator('.page-heading a.btn[href$="/ket-qua.xlsx"]')).to_be_visible()
        person.page.keyboard.press("Enter")
        if person is on_phone:
            assert person.page.evaluate(SMALL_TARGETS) == []
        person.press(menu.locator('a[href="/ky/2023/chuyen-vien/"]'))


def opens_a_rank(manager: Person) -> None:
    """From the table down to the answer."""
    manager.visit("/ky/2023/ket-qua/")
    manager.press('main a[href="/ky/2023/ket-qua/T-1/"]')
    text = manager.text()
    assert "33,50 ÷ 43,00 × 100 = 77,91" in text
    assert "77,91 (còn thiếu 12,09)" in text
    manager.press('main a[href$="#HT-1"]')
    assert "/phieu/" in manager.page.url


def tries_a_weight(manager: Person) -> None:
    """Without HT-1 all share the first rank: two move up, the first falls below Tốt; nothing is stored."""
    runs = Run.objects.count()
    manager.visit("/ky/2023/")
    manager.press('main a[href="/ky/2023/gia-dinh/"]')
    manager.page.locator("[name='m-HT-1']").fill("0")
    manager.press("main form button[type=submit]")
    assert "HT-1: 6 → 0" in manager.text()
    assert manager.page.locator("tbody tr.row-warn").count() == 3
    assert "m-HT-1=0" in manager.page.url
    manager.page.locator("[name='m-HT-1']").fill("nhiều")
    manager.press("main form button[type=submit]", status=422)
    assert manager.page.locator("[name='m-HT-1']").input_value() == "nhiều"
    assert Run.objects.count() == runs


def reads_the_stability(manager: Person) -> None:
    manager.visit("/ky/2023/gia-dinh/")
    manager.press('main a[href="/ky/2023/do-on-dinh/"]')
    manager.page.locator("[name='bien-do']").fill("25")
    manager.press("main form button[type=submit]")
    assert manager.page.locator("tbody svg").count() == 3
    assert "Trọng số của từng tiêu chí được tăng 25% rồi giảm 25%" in manager.text()


def reads_the_own_rank(head: Person) -> None:
    """On a phone: the own reasons in full, of others the figures alone, and no tools."""
    head.visit("/ky/2023/ket-qua/")
    head.press('main a[href="/ky/2023/ket-qua/T-1/"]')
    assert "Theo văn bản đã ban hành." in head.text()
    head.press('main a[href="/ky/2023/ket-qua/T-0/"]')
    assert head.page.locator('main a[href^="/phieu/"]').count() == 0
    head.visit("/ky/2023/gia-dinh/", status=403)
