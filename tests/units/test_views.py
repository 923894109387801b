"""Units on a day and one unit in time."""

import datetime as dt

import pytest
from django.urls import reverse

from common import clock
from tests import factories
from units.enums import ReorganisationKind, Role
from units.models import Reorganisation, ReorganisationLink, UnitVersion

pytestmark = pytest.mark.django_db
ENDED = dt.date(2024, 6, 30)


@pytest.fixture(autouse=True)
def in_time():
    with clock.frozen(factories.IN_TIME):
        yield


@pytest.fixture
def reader(client):
    user = factories.make_user(Role.UNIT_EDITOR, unit=factories.make_unit(code="THPT-MIL", name="Trường THPT Đắk Mil"))
    client.force_login(user)
    return user


def names(client, **query) -> list[str]:
    response = client.get(reverse("units:units"), query)
    assert response.status_code == 200
    return [row.name for row in response.context["rows"]]


def test_units_are_listed_by_kind_in_vietnamese_order(client, reader):
    for name in ("Trường THPT Ân Thi", "Trường THPT Đặng Dung", "Trường THPT Oanh", "Trường THPT An Nhơn"):
        factories.make_unit(name=name)
    assert names(client, kind="T") == [
        "Trường THPT An Nhơn",
        "Trường THPT Ân Thi",
        "Trường THPT Đắk Mil",
        "Trường THPT Đặng Dung",
        "Trường THPT Oanh",
    ]


def test_units_are_found_without_accents_by_code_and_by_cluster(client, reader):
    cluster = factories.make_cluster("C9")
    factories.make_unit(code="THPT-X9", name="Trường THPT Lương Thế Vinh", cluster=cluster)
    assert names(client, q="dak mil") == ["Trường THPT Đắk Mil"]
    assert names(client, q="thpt-x9") == ["Trường THPT Lương Thế Vinh"]
    assert names(client, cluster="C9") == ["Trường THPT Lương Thế Vinh"]
    assert names(client, q="không có") == []


def test_the_day_decides_who_is_there_and_under_which_name(client, reader):
    unit = factories.make_unit(name="Trường THPT Tên Cũ", valid_to=ENDED)
    later = unit.versions.get()
    later.pk, later._state.adding = None, True
    later.name, later.valid_from, later.valid_to = "Trường THPT Tên Mới", ENDED + dt.timedelta(days=1), None
    later.save()
    assert names(client, q="tên") == ["Trường THPT Tên Mới"]
    assert names(client, q="tên", day="2024-01-15") == ["Trường THPT Tên Cũ"]
    assert names(client, q="tên", day="2019-01-15") == []


def test_a_day_that_is_none_is_named_and_today_is_shown(client, reader):
    response = client.get(reverse("units:units"), {"day": "31/31/2024"})
    assert response.status_code == 200
    assert response.context["form"].errors["day"]
    assert response.context["day"] == dt.date(2025, 6, 4)


def test_units_not_on_the_official_list_are_marked(client, reader):
    text = client.get(reverse("units:units")).content.decode()
    assert "Cần xác minh" in text
    UnitVersion.objects.update(is_verified=True)
    text = client.get(reverse("units:units")).content.decode()
    assert "Cần xác minh" not in text


def test_a_unit_shows_its_names_clusters_and_reorganisations(client, reader):
    old = factories.make_unit("H", code="PGD-CU", name="Phòng GDĐT huyện Cũ", valid_to=ENDED)
    new = factories.make_unit("H", code="PGD-MOI", name="Phòng GDĐT huyện Mới", cluster=factories.make_cluster("K2"))
    case = Reorganisation.objects.create(kind=ReorganisationKind.MERGE, day=ENDED, document="Nghị quyết số 1/NQ")
    ReorganisationLink.objects.create(reorganisation=case, predecessor=old, successor=new)
    text = client.get(reverse("units:unit", args=["PGD-MOI"])).content.decode()
    for words in ("Phòng GDĐT huyện Mới", "Phòng GDĐT huyện Cũ", "Cụm K2", "Nghị quyết số 1/NQ", "từ 01/01/2020"):
        assert words in text, words
    text = client.get(reverse("units:unit", args=["PGD-CU"])).content.decode()
    assert "01/01/2020 - 30/6/2024" in text
    assert "Phòng GDĐT huyện Mới" in text


def test_people_are_shown_to_those_who_keep_the_accounts_alone(client, reader):
    person = factories.make_user(Role.UNIT_HEAD, unit=reader.memberships.get().unit, name="Nguyễn Thị Thử")
    url = reverse("units:unit", args=["THPT-MIL"])
    assert person.display_name not in client.get(url).content.decode()
    for role in (Role.ADMINISTRATOR, Role.CAMPAIGN_MANAGER):
        client.force_login(factories.make_user(role))
        assert person.display_name in client.get(url).content.decode()
    client.force_login(factories.make_user(Role.APPRAISER))
    assert person.display_name not in client.get(url).content.decode()


def test_unknown_units_are_not_found_and_strangers_sign_in(client):
    assert client.get(reverse("units:units")).status_code == 302
    client.force_login(factories.make_user(Role.OBSERVER))
    assert client.get(reverse("units:unit", args=["KHONG-CO"])).status_code == 404


@pytest.mark.parametrize("count", [2, 30])
def test_the_list_asks_a_fixed_number_of_times(client, reader, count, django_assert_max_num_queries):
    cluster = factories.make_cluster()
    for _number in range(count):
        factories.make_unit(cluster=cluster)
    names(client)
    with django_assert_max_num_queries(15):
        assert len(names(client)) >= count
