"""Canned reasons: of one office or of all, chosen and added to, in points and requests alike."""

from decimal import Decimal

import pytest

from assessments.models import CannedReason, Explanation, Mark, Return
from common import clock
from tests import factories
from tests.assessments import desks, explained
from tests.kept import kept

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_time():
    with clock.frozen(factories.APPRAISAL_TIME):
        yield


sheet = kept(desks.received)


@pytest.fixture
def desk(client, sheet):
    client.force_login(desks.lead())
    return client


@pytest.fixture
def late(sheet) -> CannedReason:
    CannedReason.objects.create(text="Của phòng khác.", office=factories.office(factories.AWARD))
    CannedReason.objects.create(text="Không dùng nữa.", is_active=False)
    CannedReason.objects.create(text="Của phòng mình.", office=factories.office(factories.LEAD), order=2)
    return CannedReason.objects.create(text="Văn bản ban hành chậm.", order=1)


def send(client, sheet, name: str = "", **data: str):
    return client.post(f"/tham-dinh/{sheet.public_id}/HT-1/{name}", data)


def test_an_office_is_offered_its_own_and_those_for_all(desk, sheet, late):
    page = desk.get(f"/tham-dinh/{sheet.public_id}/?item=HT-1")
    words = [label for _key, label in page.context["mark_form"].fields["canned"].choices[1:]]
    assert words == ["1. Văn bản ban hành chậm.", "2. Của phòng mình."]
    assert "canned" in page.context["return_form"].fields


def test_without_any_there_is_no_list(desk, sheet):
    page = desk.get(f"/tham-dinh/{sheet.public_id}/?item=HT-1")
    assert "canned" not in page.context["mark_form"].fields
    assert "data-canned" not in page.content.decode()


def test_the_sentence_stands_before_what_is_typed(desk, sheet, late):
    given = {"revision": "1", "points": "4", "canned": str(late.pk)}
    assert send(desk, sheet, **given, reason=" Chậm 12 ngày. ").status_code == 303
    assert (Mark.objects.get().points, Mark.objects.get().reason) == (
        Decimal(4),
        "Văn bản ban hành chậm. Chậm 12 ngày.",
    )


def test_a_ruling_on_an_explanation_is_offered_them_too(client):
    with clock.frozen(factories.IN_TIME):
        round = explained.announced()
    sentence = CannedReason.objects.create(text="Đã xem tài liệu bổ sung.")
    sheet = explained.sheet_of(round)
    with clock.frozen(explained.LAST_MINUTE):
        explained.sent(sheet)
        client.force_login(desks.lead())
        page = client.get(f"/tham-dinh/{sheet.public_id}/?item=HT-1")
        words = [label for _key, label in page.context["ruling_form"].fields["canned"].choices[1:]]
        assert words == ["1. Đã xem tài liệu bổ sung."]
        assert send(client, sheet, "ket-luan/", **{"rule-outcome": "keep", "rule-reason": " "}).status_code == 400
        given = {"rule-outcome": "keep", "rule-canned": str(sentence.pk), "rule-reason": "Giữ điểm."}
        assert send(client, sheet, "ket-luan/", **given).status_code == 303
    assert Explanation.objects.get().ruling.reason == "Đã xem tài liệu bổ sung. Giữ điểm."


def test_a_sentence_alone_is_reason_enough_and_an_unknown_one_is_refused(desk, sheet, late):
    asked = {"ask-canned": str(late.pk), "ask-reason": ""}
    assert send(desk, sheet, "yeu-cau-bo-sung/", **{"ask-canned": "999", "ask-reason": ""}).status_code == 400
    assert send(desk, sheet, "yeu-cau-bo-sung/", **{"ask-canned": "", "ask-reason": " "}).status_code == 400
    assert send(desk, sheet, "yeu-cau-bo-sung/", **asked).status_code == 303
    assert Return.objects.get().reason == "Văn bản ban hành chậm."
