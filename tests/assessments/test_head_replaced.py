"""The head of a unit is replaced in the middle of a round: the sheet goes on, the words of the former head stay."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from assessments.models import Assessment
from assessments.services.drafting import AnswerInput, answer_save
from common import clock
from tests import factories
from tests.kept import kept
from units.enums import Role
from units.models import Membership
from units.services import membership_add, membership_end

pytestmark = [pytest.mark.django_db, pytest.mark.long]
CHANGE = dt.date(2025, 6, 3)


@pytest.fixture(autouse=True)
def in_time():
    with clock.frozen(factories.IN_TIME):
        yield


sheet = kept(lambda: factories.fill_sheet(factories.make_sheet()))


@pytest.fixture
def former(sheet):
    """Has answered a criterion, and is head no more since yesterday."""
    user = factories.head_of(sheet.participant.unit)
    answer = sheet.answers.get(item__code="TK-2")
    values = AnswerInput(yes_no=True, narrative="Lời của hiệu trưởng cũ.")
    answer_save(answer=answer, expected_version=answer.version, values=values, by=user)
    membership = Membership.objects.get(user=user, role=Role.UNIT_HEAD)
    membership_end(membership=membership, on=CHANGE, by=None, reason="Nghỉ hưu.")
    return user


@pytest.fixture
def head(sheet, former):
    user = factories.make_user(name="Hồ Thị Kim Ngân")
    membership_add(user=user, unit=sheet.participant.unit, role=Role.UNIT_HEAD, by=None, valid_from=CHANGE)
    return user


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def url(name: str, sheet: Assessment, *rest: str) -> str:
    return reverse(f"assessments:{name}", args=[sheet.public_id, *rest])


def test_the_former_head_finds_nothing_any_more(sheet, former):
    client = signed_in(former)
    assert client.get(url("sheet", sheet)).status_code == 404
    assert client.post(url("answer", sheet, "TK-2"), {"version": 3, "yes_no": "yes"}).status_code == 404
    assert client.post(url("submit", sheet), {"pledged": "on"}).status_code == 404
    assert Assessment.objects.get(pk=sheet.pk).state == "draft"


def test_the_new_head_submits_what_stands(sheet, former, head):
    client = signed_in(head)
    assert client.post(url("submit", sheet), {"pledged": "on"}).status_code == 303
    sent = Assessment.objects.get(pk=sheet.pk)
    assert (sent.state, sent.submitted_by) == ("submitted", head)
    assert "Hồ Thị Kim Ngân" in client.get(url("receipt", sheet)).content.decode()
    page = client.get(url("history", sheet)).content.decode()
    assert str(former) in page
    assert str(head) in page
    assert "Lời của hiệu trưởng cũ." in client.get(url("sheet", sheet)).content.decode()
