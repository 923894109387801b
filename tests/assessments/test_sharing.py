"""The head shares criteria out inside the unit: a person and a day; shown to both, and no right depends on it."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from assessments.models import AnswerTask
from assessments.services.drafting import AnswerInput, answer_save
from assessments.services.sharing import Share, answers_share
from campaign.models import Extension
from common import clock
from common.access import Refused
from common.events import events_of
from tests import factories
from tests.kept import kept
from units.models import InboxMessage

pytestmark = pytest.mark.django_db

DAY = dt.date(2025, 6, 5)


@pytest.fixture(autouse=True)
def in_time():
    with clock.frozen(factories.IN_TIME):
        yield


sheet = kept(factories.make_sheet)


@pytest.fixture
def editor(sheet):
    return factories.editor_of(sheet.participant.unit)


@pytest.fixture
def head(sheet):
    return factories.head_of(sheet.participant.unit)


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def stands(sheet) -> dict[str, tuple]:
    rows = AnswerTask.objects.filter(answer__assessment=sheet)
    return {row.answer.item.code: (row.person, row.due_on) for row in rows}


def test_what_is_named_stands_and_what_is_not_is_with_nobody(sheet, editor, head):
    answers_share(assessment=sheet, shares={"HT-1": Share(editor, DAY), "TK-2": Share(head, DAY)}, by=head)
    assert stands(sheet) == {"HT-1": (editor, DAY), "TK-2": (head, DAY)}
    later = dt.date(2025, 6, 6)
    answers_share(assessment=sheet, shares={"HT-1": Share(editor, later)}, by=head)
    assert stands(sheet) == {"HT-1": (editor, later)}
    told = [event.data["items"] for event in events_of(sheet) if event.action == "assessment.shared_out"]
    assert sorted(told) == sorted(
        [
            [f"HT-1 ({editor}, 05/6/2025)", f"TK-2 ({head}, 05/6/2025)"],
            [f"HT-1 ({editor}, 06/6/2025)", "TK-2 (-)"],
        ]
    )


def test_the_same_again_writes_and_tells_nothing(sheet, editor, head):
    with translation.override("en"):
        for _time in range(2):
            answers_share(assessment=sheet, shares={"HT-1": Share(editor, DAY), "TK-2": Share(editor, DAY)}, by=head)
    assert len([event for event in events_of(sheet) if event.action == "assessment.shared_out"]) == 1
    (message,) = InboxMessage.objects.filter(user=editor)
    titles = {row.item.code: row.item.title for row in sheet.answers.select_related("item")}
    assert message.text == (
        f"{head} asks for the preparation of, in “Self-assessment sheet”, {sheet.participant.printed_name}, 2025: "
        f"HT-1. {titles['HT-1']} (until 05/6/2025); TK-2. {titles['TK-2']} (until 05/6/2025)."
    )
    assert message.due == DAY


def test_only_the_head_and_only_among_the_people_of_the_unit(sheet, editor, head):
    with pytest.raises(Refused) as refused:
        answers_share(assessment=sheet, shares={"HT-1": Share(editor, DAY)}, by=editor)
    assert refused.value.verdict.code == "not_head"
    stranger = factories.editor_of(factories.make_unit("T"))
    with pytest.raises(Refused) as refused:
        answers_share(assessment=sheet, shares={"HT-1": Share(stranger, DAY)}, by=head)
    assert refused.value.verdict.code == "not_unit"
    assert stands(sheet) == {}


def test_a_received_sheet_without_requests_is_only_read(sheet, editor, head):
    sheet.state = "final"
    with pytest.raises(Refused) as refused:
        answers_share(assessment=sheet, shares={"HT-1": Share(editor, DAY)}, by=head)
    assert refused.value.verdict.code == "locked"


def test_no_right_depends_on_it(sheet, editor, head):
    answers_share(assessment=sheet, shares={"TK-2": Share(head, DAY)}, by=head)
    answer = sheet.answers.get(item__code="TK-2")
    answer_save(answer=answer, expected_version=1, values=AnswerInput(yes_no=True), by=editor)
    assert sheet.answers.get(item__code="TK-2").updated_by == editor


def test_the_form_the_sheet_and_the_home_page(sheet, editor, head):
    client = signed_in(head)
    page = client.get(reverse("assessments:share", args=[sheet.public_id])).content.decode()
    assert page.count(f">{editor}</option>") == 7
    url = reverse("assessments:share", args=[sheet.public_id])
    answer = client.post(url, {"person-TK-2": editor.pk, "due-TK-2": "2025-06-05"})
    assert (answer.status_code, answer["Location"]) == (303, reverse("assessments:sheet", args=[sheet.public_id]))
    mine = signed_in(editor)
    assert f"Phân công chuẩn bị: {editor}, đến ngày 05/6/2025" in mine.get(answer["Location"]).content.decode()
    home = mine.get("/").content.decode()
    assert "Chuẩn bị tiêu chí của phiếu tự đánh giá năm 2025" in home
    assert f"{answer['Location']}#TK-2" in home
    assert "Chuẩn bị tiêu chí" not in signed_in(head).get("/").content.decode().split("<main")[1]
    answer_save(
        answer=sheet.answers.get(item__code="TK-2"), expected_version=1, values=AnswerInput(yes_no=True), by=editor
    )
    assert "Chuẩn bị tiêu chí" not in mine.get("/").content.decode()


def test_a_person_without_a_day_and_a_day_without_a_person(sheet, editor, head):
    url = reverse("assessments:share", args=[sheet.public_id])
    answer = signed_in(head).post(url, {"person-TK-2": editor.pk, "due-HT-1": "2025-06-05"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "TK-2: đề nghị nhập hạn chuẩn bị." in page
    assert "HT-1: đề nghị chọn người chuẩn bị." in page
    assert stands(sheet) == {}


LATE = dt.date(2025, 6, 7)


def test_no_day_after_the_round_or_the_extension_of_the_unit(sheet, editor, head):
    """The round asks for the sheets by 06/6/2025."""
    with translation.override("en"), pytest.raises(Refused) as refused:
        answers_share(assessment=sheet, shares={"HT-1": Share(editor, LATE)}, by=head)
    words = "HT-1: the day 07/6/2025 is after the last day of the sheet, 06/6/2025."
    assert (refused.value.verdict.code, str(refused.value.verdict.reason)) == ("after_due", words)
    url = reverse("assessments:share", args=[sheet.public_id])
    answer = signed_in(head).post(url, {"person-HT-1": editor.pk, "due-HT-1": "2025-06-07"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "HT-1: ngày 07/6/2025 sau ngày cuối của phiếu là 06/6/2025." in page
    assert "Không ghi ngày sau 06/6/2025, ngày cuối đơn vị còn gửi được." in page
    assert stands(sheet) == {}
    Extension.objects.create(
        participant=sheet.participant, due_on=LATE, reason="Mưa lũ.", given_by=head, given_at=clock.now()
    )
    fresh = type(sheet).objects.get(pk=sheet.pk)
    answers_share(assessment=fresh, shares={"HT-1": Share(editor, LATE)}, by=head)
    assert stands(sheet) == {"HT-1": (editor, LATE)}


def test_a_day_that_stands_does_not_keep_the_rest_from_being_saved(sheet, editor, head):
    AnswerTask.objects.create(
        answer=sheet.answers.get(item__code="HT-1"), person=editor, due_on=LATE, asked_by=head, asked_at=clock.now()
    )
    url = reverse("assessments:share", args=[sheet.public_id])
    kept = {"person-HT-1": editor.pk, "due-HT-1": "2025-06-07"}
    assert signed_in(head).post(url, kept | {"person-TK-2": editor.pk, "due-TK-2": "2025-06-06"}).status_code == 303
    assert stands(sheet) == {"HT-1": (editor, LATE), "TK-2": (editor, dt.date(2025, 6, 6))}


def test_no_day_and_nobody_of_the_list_name_the_criterion(sheet, editor, head):
    url = reverse("assessments:share", args=[sheet.public_id])
    stranger = factories.editor_of(factories.make_unit("T"))
    sent = {"person-TK-2": stranger.pk, "due-TK-2": "2025-06-05", "person-HT-1": editor.pk, "due-HT-1": "mai"}
    page = signed_in(head).post(url, sent).content.decode()
    assert "TK-2: đề nghị chọn người trong danh sách." in page
    assert "HT-1: ngày không hợp lệ." in page


def test_offices_do_not_read_who_prepares_what(sheet, editor, head):
    answers_share(assessment=sheet, shares={"TK-2": Share(editor, DAY)}, by=head)
    type(sheet).objects.filter(pk=sheet.pk).update(
        state="submitted", submitted_at=clock.now(), submitted_by=head, receipt_code="TN25-AAAA-BBBB"
    )
    url = reverse("assessments:sheet", args=[sheet.public_id])
    assert "Phân công chuẩn bị:" in signed_in(editor).get(url).content.decode()
    assert "Phân công chuẩn bị:" not in signed_in(factories.make_user("observer")).get(url).content.decode()
