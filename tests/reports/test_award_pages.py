"""One entry of the menu for awards and papers, and the row of their parts on their pages."""

import re

import pytest
from django.test import Client

from common import clock
from reports.award_pages import Part, current_part
from tests import factories
from tests.awards import decided
from units.enums import Role
from units.models import User

pytestmark = pytest.mark.django_db
PARTS = [
    Part("Cycles", "/khen-thuong/"),
    Part("Council", "/khen-thuong/phien-hop/", ("/khen-thuong/hoi-dong/",)),
    Part("Papers", "/van-ban/"),
]
LINK = re.compile(r'<a class="parts-nav-link" href="([^"]+)"( aria-current="page")?>')


@pytest.fixture(autouse=True)
def later():
    with clock.frozen(decided.NOW):
        yield


def seen(user: User, url: str) -> tuple[list[str], list[str], list[str]]:
    """The entries of the menu about awards, the addresses of the row, the one that is marked."""
    client = Client()
    client.force_login(user)
    text = client.get(url).content.decode()
    row = LINK.findall(text)
    menu = re.findall(r'<a class="site-nav-link" href="(/(?:khen-thuong|van-ban)/[^"]*)"', text)
    return menu, [address for address, _mark in row], [address for address, mark in row if mark]


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("/khen-thuong/dot/3/", "/khen-thuong/"),
        ("/khen-thuong/phien-hop/3/", "/khen-thuong/phien-hop/"),
        ("/khen-thuong/hoi-dong/3/", "/khen-thuong/phien-hop/"),
        ("/van-ban/so-dang-ky/", "/van-ban/"),
        ("/don-vi/", ""),
    ],
)
def test_the_longest_address_is_the_present_part(path, found):
    assert current_part(path, PARTS) == found


def test_the_secretary_has_one_entry_and_all_parts():
    menu, row, marked = seen(decided.secretary(), "/khen-thuong/quyet-dinh/")
    assert menu == ["/khen-thuong/"]
    assert row == [
        "/khen-thuong/",
        "/khen-thuong/doi-tuong/",
        "/khen-thuong/ho-so/",
        "/khen-thuong/tam-dung/",
        "/khen-thuong/phien-hop/",
        "/khen-thuong/quyet-dinh/",
        "/khen-thuong/so-giay-khen/",
        "/khen-thuong/thu-bao/",
        "/khen-thuong/quy/",
        "/khen-thuong/thu-hoi/",
        "/van-ban/",
    ]
    assert marked == ["/khen-thuong/quyet-dinh/"]


def test_the_clerk_goes_to_decisions_first_and_finds_the_papers():
    menu, row, marked = seen(decided.clerk(), "/van-ban/")
    assert menu == ["/khen-thuong/quyet-dinh/"]
    assert row == [
        *(f"/khen-thuong/{part}/" for part in ("quyet-dinh", "so-giay-khen", "thu-bao", "thu-hoi")),
        "/van-ban/",
    ]
    assert marked == ["/van-ban/"]


def test_an_administrator_finds_the_templates_of_papers():
    administrator = factories.make_user(Role.ADMINISTRATOR)
    assert seen(administrator, "/van-ban/mau/") == (["/van-ban/mau/"], [], [])


def test_one_part_needs_no_row():
    editor = factories.make_user(Role.UNIT_EDITOR, unit=factories.make_unit())
    assert seen(editor, "/khen-thuong/ho-so/") == (["/khen-thuong/ho-so/"], [], [])


def test_other_pages_have_no_row():
    menu, row, _marked = seen(decided.secretary(), "/tieu-chi/")
    assert (menu, row) == (["/khen-thuong/"], [])


@pytest.mark.parametrize("role", [Role.UNIT_HEAD, Role.ACCOUNTANT, Role.LEADER, Role.COUNCIL_MEMBER, Role.OBSERVER])
def test_every_link_opens(role):
    user = (
        factories.make_user(role, unit=factories.make_unit()) if role == Role.UNIT_HEAD else factories.make_user(role)
    )
    client = Client()
    client.force_login(user)
    text = client.get("/tieu-chi/").content.decode()
    [first] = re.findall(r'<a class="site-nav-link" href="(/(?:khen-thuong|van-ban)/[^"]*)"', text)
    for address in [first, *seen(user, first)[1]]:
        assert client.get(address).status_code == 200, address


def test_a_stranger_sees_neither():
    text = Client().get("/tai-khoan/login/").content.decode()
    assert "parts-nav" not in text
