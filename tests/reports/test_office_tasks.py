"""The work list of an office on the home page: each count is that of the list its button opens."""

from decimal import Decimal

import pytest

from assessments.models import OfficeAppraisal
from assessments.services.appraisal import return_ask
from common import clock
from reports.queries import tasks_for
from reports.work import Task
from tests import factories
from tests.assessments import desks, explained
from tests.reports import worlds
from units.enums import Role
from units.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_time():
    with clock.frozen(factories.APPRAISAL_TIME):
        yield


@pytest.fixture
def sheets():
    """Three received sheets, by the name of the unit."""
    with clock.frozen(factories.IN_TIME):
        return [desks.received(factories.make_unit(code=f"T-{name}", name=f"Trường {name}")) for name in "ABC"]


def task(user: User, title: str) -> Task | None:
    return next((row for row in tasks_for(user) if row.title == title), None)


def count_behind(client, row: Task) -> int:
    """What the tab says that the button of a task opens."""
    page = client.get(row.url)
    return next(tab["count"] for tab in page.context["tabs"] if tab["current"])


def test_sheets_to_appraise_are_counted_as_in_the_tab(client, sheets):
    lead = desks.lead()
    client.force_login(lead)
    title = "Thẩm định phiếu tự đánh giá"
    row = task(lead, title)
    assert (row.text, count_behind(client, row)) == ("Chờ thẩm định: 3 phiếu.", 3)
    return_ask(answer=desks.answer_of(sheets[0], "HT-6"), reason="Thiếu.", by=lead)
    row = task(lead, title)
    assert (row.text, count_behind(client, row)) == ("Chờ thẩm định: 2 phiếu. Đơn vị đang bổ sung: 1 phiếu.", 2)
    colleague = factories.make_user(Role.APPRAISER)
    OfficeAppraisal.objects.filter(assessment=sheets[1], office__code=factories.LEAD).update(appraiser=colleague)
    row = task(lead, title)
    assert (row.text, count_behind(client, row)) == ("Chờ thẩm định: 1 phiếu. Đơn vị đang bổ sung: 1 phiếu.", 1)


def test_explanations_are_counted_by_sheet_as_in_the_tab(client):
    with clock.frozen(factories.IN_TIME):
        round = explained.announced()
    sheet = explained.sheet_of(round)
    with clock.frozen(explained.LAST_MINUTE):
        explained.sent(sheet, "HT-1")
        explained.sent(sheet, "TK-5")
        lead = desks.lead()
        client.force_login(lead)
        row = task(lead, "Kết luận giải trình")
        assert (row.text, count_behind(client, row)) == ("Giải trình: 1 phiếu.", 1)


def test_marks_too_far_apart_wait_for_who_may_settle(client, sheets):
    desks.mark(sheets[0], "TK-5", desks.second(), Decimal(1), "Chậm.")
    desks.mark(sheets[0], "TK-5", desks.lead())
    title = "Chốt điểm khi hai điểm lệch quá mức"
    for user in (desks.lead(), desks.second(), worlds.manager()):
        assert task(user, title) is None
    third = factories.make_user(Role.APPRAISER)
    row = task(third, title)
    assert row.text == "1 tiêu chí chờ người thứ ba chốt điểm."
    client.force_login(third)
    assert client.get(row.url).context["to_settle"] == 1
