"""The lists of dossiers and the home pages ask the database as often for one dossier as for many."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from common import clock
from tests import factories
from tests.awards import gathered
from units.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now():
    with clock.frozen(gathered.NOW):
        yield


def asked(user: User, path: str) -> int:
    client = Client()
    client.force_login(user)
    assert client.get(path).status_code == 200
    with CaptureQueriesContext(
        connection,
    ) as seen:
        client.get(path)
    return len(seen)


def more(unit, number: int) -> None:
    """A dossier in each of the states that the lists tell apart, one of them held."""
    for state, make in enumerate((gathered.proposal, gathered.filled, gathered.sent, gathered.returned)):
        row = make(gathered.person_subject(unit, f"Người {number} {state}"))
    gathered.held(row.subject)


def test_as_often_for_many_as_for_one():
    unit = factories.make_unit()
    head, secretary = factories.head_of(unit), gathered.secretary()
    pages = [
        (head, "/"), (secretary, "/"), *((user, f"/khen-thuong/ho-so/?xem={key}") for user in (head, secretary)
         for key in ("cho-tra-loi", "tra-lai", "dang-lap", "hop-le")), (secretary, "/khen-thuong/tam-dung/"),
    ]  # fmt: skip
    more(unit, 0)
    before = [asked(*page) for page in pages]
    for number in (1, 2):
        more(unit, number)
    assert [asked(*page) for page in pages] == before
    assert max(before[2:]) <= 15
