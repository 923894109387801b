"""A sheet of three hundred criteria: shown, shared out and checked like one of seven."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments.models import AnswerTask, Assessment
from common import clock
from criteria.enums import EvidenceDuty, ItemKind, Subject
from criteria.models import Applicability, Area, CriteriaSet, Criterion, GradeRule, Item
from criteria.services import criteria_set_publish
from tests import factories

pytestmark = pytest.mark.django_db
COUNT = 300


@pytest.fixture(autouse=True)
def in_time():
    with clock.frozen(factories.IN_TIME):
        yield


def sheet_of(count: int, year: int = 2025) -> Assessment:
    """The sheet of a school under a set of so many yes-or-no criteria of one point each."""
    made = CriteriaSet.objects.create(code=f"BO-{count}", subject=Subject.COLLECTIVE, title=f"Bộ {count} tiêu chí")
    area = Area.objects.create(criteria_set=made, code="HT", title="Hạ tầng", order=0)
    GradeRule.objects.create(criteria_set=made, code="tot", title="Tốt", min_points=Decimal(0), order=0)
    owner, kind = factories.office(factories.LEAD), factories.make_kind("T")
    criteria = Criterion.objects.bulk_create(
        Criterion(
            area=area,
            code=f"HT-{number}",
            place=f"III.1.a, {number}",
            plan_text=f"Lời của kế hoạch {number}.",
            title=f"Tiêu chí {number}",
            evidence_duty=EvidenceDuty.NONE,
            order=number,
        )
        for number in range(1, count + 1)
    )
    Item.objects.bulk_create(
        Item(criterion=row, code=row.code, title=row.title, kind=ItemKind.YES_NO, max_points=Decimal(1))
        for row in criteria
    )
    Applicability.objects.bulk_create(
        Applicability(criterion=row, kind=kind, applies="all", owner=owner) for row in criteria
    )
    published = criteria_set_publish(criteria_set=made, by=None)
    round = factories.make_round(year, criteria_set=published)
    return factories.make_sheet(factories.make_unit("T"), round)


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def asked(client: Client, url: str) -> tuple[str, int]:
    """The page and the number of queries it took."""
    with CaptureQueriesContext(connection) as queries:
        page = client.get(url)
    assert page.status_code == 200
    return page.content.decode(), len(queries)


def shown(count: int, year: int, moment: dt.datetime) -> tuple[str, int]:
    """The sheet as its editor fills it in while the round is open."""
    with clock.frozen(moment):
        sheet = sheet_of(count, year)
        client = signed_in(factories.editor_of(sheet.participant.unit))
        url = reverse("assessments:sheet", args=[sheet.public_id])
        client.get(url)
        return asked(client, url)


def test_the_sheet_shows_every_criterion_and_asks_no_more_often():
    few, few_queries = shown(10, 2024, dt.datetime(2025, 1, 10, 9, tzinfo=clock.TIME_ZONE))
    many, many_queries = shown(COUNT, 2025, factories.IN_TIME)
    assert (few.count("data-card="), many.count("data-card=")) == (10, COUNT)
    assert many_queries == few_queries


def test_one_form_shares_out_all_of_them():
    sheet = sheet_of(COUNT)
    unit = sheet.participant.unit
    editor, client = factories.editor_of(unit), signed_in(factories.head_of(unit))
    codes = [answer.item.code for answer in sheet.answers.select_related("item")]
    fields = {f"person-{code}": editor.pk for code in codes} | {f"due-{code}": "2025-06-05" for code in codes}
    response = client.post(reverse("assessments:share", args=[sheet.public_id]), fields)
    assert response.status_code == 303
    assert AnswerTask.objects.filter(person=editor, due_on=dt.date(2025, 6, 5)).count() == COUNT


def test_the_check_names_each_that_is_open():
    sheet = sheet_of(COUNT)
    client = signed_in(factories.head_of(sheet.participant.unit))
    page, _queries = asked(client, reverse("assessments:check", args=[sheet.public_id]))
    assert page.count("Tiêu chí chưa được tự đánh giá.") == COUNT
