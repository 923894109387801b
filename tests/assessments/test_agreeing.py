"""Agreeing with what is undisputed: what is on the list, what never is, and that only the list shown is agreed with."""

import datetime as dt
from decimal import Decimal

import pytest

from assessments.agreeing import open_lines
from assessments.models import Answer, Assessment, Evidence, Mark
from assessments.services.agreeing import marks_agree
from assessments.services.appraisal import return_ask
from common import clock
from common.access import Refused
from criteria.models import Item
from tests import factories
from tests.assessments import desks
from tests.kept import kept

pytestmark = pytest.mark.django_db
# All but TK-5, which two appraisers score by judgement.
BY_RULE = ["HT-1", "HT-5", "HT-6", "TK-2", "TK-3", "TK-8"]


@pytest.fixture(autouse=True)
def in_time():
    with clock.frozen(factories.APPRAISAL_TIME):
        yield


sheet = kept(desks.received)


def listed(sheet: Assessment, user=None) -> tuple[list[str], dict[str, str]]:
    """Codes that can be agreed with, and the reasons of the others."""
    lines = open_lines(user or desks.lead(), Assessment.objects.get(pk=sheet.pk))
    return [row.line.item_code for row in lines if not row.reason], {
        row.line.item_code: str(row.reason) for row in lines if row.reason
    }


def of(sheet: Assessment, code: str):
    return Answer.objects.filter(assessment=sheet, item__code=code)


def agree(sheet: Assessment, codes: list[str], user=None, revision: int = 1) -> list[Mark]:
    return marks_agree(assessment=sheet, seen=dict.fromkeys(codes, revision), by=user or desks.lead())


def test_what_the_rule_gives_and_proof_bears_out_is_listed(sheet):
    codes, reasons = listed(sheet)
    assert codes == BY_RULE
    assert reasons == {"TK-5": "hai chuyên viên cho điểm độc lập."}


def test_what_stands_against_a_claim_keeps_it_off_the_list(sheet):
    of(sheet, "HT-6").update(points=Decimal(11))
    Evidence.objects.filter(answer__in=of(sheet, "HT-5")).update(removed_at=clock.now())
    Evidence.objects.filter(answer__in=of(sheet, "TK-2")).update(about_on=dt.date(2024, 12, 31))
    of(sheet, "TK-3").update(not_applicable=True, points=None)
    Item.objects.filter(code="TK-8").update(kind="expert")
    codes, reasons = listed(sheet)
    assert codes == ["HT-1"]
    assert reasons == {
        "HT-5": "chưa có minh chứng.",
        "HT-6": "điểm theo cách tính khác điểm tự chấm.",
        "TK-2": "có minh chứng ghi ngày ngoài thời gian lấy số liệu.",
        "TK-3": "đơn vị đề nghị không áp dụng.",
        "TK-5": "hai chuyên viên cho điểm độc lập.",
        "TK-8": "điểm do chuyên viên đánh giá, không có cách tính.",
    }


def test_a_file_that_another_sheet_uses_keeps_the_criterion_off_the_list(sheet):
    with clock.frozen(factories.IN_TIME):
        other = desks.received()
        for each in (sheet, other):
            editor = factories.editor_of(each.participant.unit)
            factories.make_evidence(of(each, "HT-1").get(), by=editor, file=factories.pdf_bytes(3))
    codes, reasons = listed(sheet)
    assert "HT-1" not in codes
    assert reasons["HT-1"] == "có tệp đã được dùng ở nơi khác."


def test_what_was_sent_back_or_changed_is_looked_at_by_itself(sheet):
    user = desks.lead()
    return_ask(answer=desks.answer_of(sheet, "HT-1"), reason="Thiếu quyết định.", by=user)
    assert "HT-1" not in listed(sheet)[0] + list(listed(sheet)[1])
    desks.complete(sheet, "HT-1", narrative="Đã bổ sung.")
    assert listed(sheet)[1]["HT-1"] == "đã yêu cầu bổ sung, có thay đổi hoặc có giải trình."


def test_agreeing_grants_the_claimed_points_on_the_version_seen(sheet):
    marks = agree(sheet, ["HT-1", "HT-6"])
    assert [(mark.answer.item.code, mark.points, mark.revision.number, mark.reason) for mark in marks] == [
        ("HT-1", Decimal("6.00"), 1, ""),
        ("HT-6", Decimal("9.90"), 1, ""),
    ]
    assert listed(sheet)[0] == ["HT-5", "TK-2", "TK-3", "TK-8"]


@pytest.mark.parametrize("codes", [["HT-1", "TK-5"], ["HT-1", "KHONG-CO"], []])
def test_what_was_not_on_the_list_keeps_everything_back(sheet, codes):
    with pytest.raises(Refused) as caught:
        agree(sheet, codes)
    assert caught.value.verdict.code == "stale"
    assert (str(caught.value.kept), Mark.objects.count()) == ("Chưa cho điểm tiêu chí nào.", 0)


def test_an_older_version_or_a_colleagues_mark_keeps_everything_back(sheet):
    for act in (
        lambda: agree(sheet, ["HT-1"], revision=2),
        lambda: (desks.mark(sheet, "HT-5", desks.lead()), agree(sheet, ["HT-1", "HT-5"])),
    ):
        with pytest.raises(Refused):
            act()
    assert [mark.answer.item.code for mark in Mark.objects.all()] == ["HT-5"]


def test_who_may_not_mark_may_not_agree(sheet):
    with pytest.raises(Refused) as caught:
        agree(sheet, ["HT-1"], user=factories.head_of(sheet.participant.unit))
    assert caught.value.verdict.code == "not_office"
    # The second office has one criterion of two appraisers, which is never on the list.
    assert listed(sheet, desks.second()) == ([], {"TK-5": "hai chuyên viên cho điểm độc lập."})


def test_the_page_lists_and_its_button_agrees(client, sheet):
    client.force_login(desks.lead())
    url = f"/tham-dinh/{sheet.public_id}/dong-y/"
    page = client.get(url)
    assert [row.line.item_code for row, _number in page.context["agreed"]] == BY_RULE
    assert page.context["total"] == Decimal("30.00")
    response = client.post(url, {"seen": [f"{code}:1" for code in BY_RULE]})
    assert (response.status_code, response["Location"]) == (303, f"/tham-dinh/{sheet.public_id}/")
    assert Mark.objects.count() == 6
    again = client.post(url, {"seen": ["HT-1:1"]})
    assert again.status_code == 409
    assert "Chưa cho điểm tiêu chí nào." in again.content.decode()
    assert client.post(url, {"seen": ["HT-1", ":", "HT-1:x"]}).status_code == 409
    assert client.get(url).context["agreed"] == []
