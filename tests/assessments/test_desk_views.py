"""Queue, reception and desk in the browser's eyes: what is shown, what is kept, who is sent away, how many queries."""

import datetime as dt
import re
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments.desk_queries import QueueGroup, queue_of
from assessments.enums import AssessmentState as State
from assessments.enums import OfficeState
from assessments.models import (
    AdjustmentEntry,
    Answer,
    AnswerRevision,
    Assessment,
    Evidence,
    Mark,
    OfficeAppraisal,
    Return,
)
from assessments.services.appraisal import return_ask
from campaign.enums import SignedCopyRule
from campaign.models import Participant, Round
from common import clock
from criteria.models import AdjustmentRule
from tests import factories
from tests.assessments import desks
from tests.kept import kept
from tests.reports import worlds
from units.enums import Role
from units.models import ConflictOfInterest, Unit

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_time():
    with clock.frozen(factories.APPRAISAL_TIME):
        yield


sheet = kept(lambda: desks.received(factories.make_unit(name="Trường THPT Đắk Song")))


@pytest.fixture
def desk(client, sheet):
    """The leading office's appraiser at the desk."""
    client.force_login(desks.lead())
    return client


def url(name: str, sheet: Assessment, *args: str) -> str:
    return reverse(f"assessments:{name}", args=[sheet.public_id, *args])


def look(client, sheet: Assessment, item: str = "", **query: str):
    return client.get(url("desk", sheet), {"item": item, **query} if item else query)


def send(client, sheet: Assessment, item: str, **data: str):
    return client.post(url("mark", sheet, item), {"revision": "1", **data})


def text(response) -> str:
    """The page without tags, blanks folded."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def standing(sheet: Assessment, code: str) -> list[Decimal]:
    rows = Mark.objects.filter(answer__assessment=sheet, answer__item__code=code, superseded_at__isnull=True)
    return [row.points for row in rows.order_by("slot")]


# The queue


def queue(client, **query: str):
    return client.get(reverse("assessments:queue"), query)


def names(response) -> list[str]:
    return [row.part.assessment.participant.printed_name for row in response.context["page"].object_list]


def test_the_queue_shows_the_fewest_left_first(desk, sheet):
    with clock.frozen(factories.IN_TIME):
        other = desks.received(factories.make_unit(name="Trường THPT Krông Nô"))
    assert names(queue(desk)) == ["Trường THPT Đắk Song", "Trường THPT Krông Nô"]
    desks.mark(other, "HT-1", desks.lead())
    page = queue(desk)
    assert names(page) == ["Trường THPT Krông Nô", "Trường THPT Đắk Song"]
    assert [(row.done, row.total) for row in page.context["page"].object_list] == [(1, 7), (0, 7)]
    assert "1/7" in text(page)


def test_the_queue_finds_units_without_accents(desk, sheet):
    assert names(queue(desk, q="dak song")) == ["Trường THPT Đắk Song"]
    nothing = queue(desk, q="gia nghia")
    assert names(nothing) == []
    assert 'value="gia nghia"' in nothing.content.decode()


def test_groups_of_the_queue(desk, sheet):
    user = desks.second()
    round = Round.objects.get()

    def groups() -> list[tuple[str, int, int]]:
        return [(row.group, row.left, row.returned) for row in queue_of(user, round=round)]

    assert groups() == [(QueueGroup.UNSCORED, 1, 0)]
    return_ask(answer=desks.answer_of(sheet, "TK-5"), reason="Thiếu.", by=user)
    assert groups() == [(QueueGroup.WAITING, 1, 1)]
    Return.objects.update(answered_at=clock.now())
    desks.mark(sheet, "TK-5", user, Decimal(1), "Chậm lộ trình.")
    [row] = queue_of(user, round=round)
    assert (row.group, row.left, row.is_ready) == (QueueGroup.UNSCORED, 0, True)
    desks.mark(sheet, "TK-5", desks.lead())
    [owner] = queue_of(desks.lead(), round=round)
    assert (owner.gaps, owner.is_ready) == (1, False)
    desks.finish(sheet, factories.AWARD)
    assert groups() == [(QueueGroup.FINISHED, 0, 0)]


def test_a_sheet_with_one_criterion_sent_back_is_with_the_unit(desk, sheet):
    """It cannot be finished, so it does not stand among those that can; what is left to score is told."""
    with clock.frozen(factories.IN_TIME):
        desks.received(factories.make_unit(name="Trường THPT Krông Nô"))
    return_ask(answer=desks.answer_of(sheet, "HT-6"), reason="Thiếu.", by=desks.lead())
    page = queue(desk)
    assert names(page) == ["Trường THPT Krông Nô"]
    assert [(tab["label"], tab["count"]) for tab in page.context["tabs"]] == [
        ("Chờ thẩm định", 1),
        ("Đơn vị đang bổ sung", 1),
        ("Giải trình", 0),
        ("Đã hoàn thành", 0),
    ]
    waiting = queue(desk, group="waiting")
    assert names(waiting) == ["Trường THPT Đắk Song"]
    assert "Đơn vị đang bổ sung: 1" in text(waiting)
    assert "còn cho điểm được: 6" in text(waiting)


def test_the_queue_shows_mine_alone_or_with_what_nobody_has(desk, sheet):
    colleague = factories.make_user(Role.APPRAISER)
    with clock.frozen(factories.IN_TIME):
        mine, theirs = (desks.received(factories.make_unit(name=name)) for name in ("Trường B", "Trường C"))
    for row, user in ((mine, desks.lead()), (theirs, colleague)):
        OfficeAppraisal.objects.filter(assessment=row, office__code=factories.LEAD).update(appraiser=user)
    assert names(queue(desk)) == ["Trường B", "Trường THPT Đắk Song", "Trường C"]
    assert names(queue(desk, whose="mine")) == ["Trường B"]
    both = queue(desk, whose="for_me")
    assert names(both) == ["Trường B", "Trường THPT Đắk Song"]
    assert both.context["tabs"][0]["count"] == 2
    assert "whose=for_me" in both.context["tabs"][1]["url"]
    assert names(queue(desk, whose="khong-co")) == ["Trường B", "Trường THPT Đắk Song", "Trường C"]


def test_the_way_to_the_disagreements_is_always_there(desk, sheet):
    where = reverse("assessments:disagreements")
    page = queue(desk)
    assert where in page.content.decode()
    assert "Điểm của hai chuyên viên lệch quá mức: chưa có" in text(page)
    assert "Không có tiêu chí lệch quá mức" in text(desk.get(where))
    desks.mark(sheet, "TK-5", desks.second(), Decimal(1), "Chậm.")
    desks.mark(sheet, "TK-5", desks.lead())
    assert "Điểm của hai chuyên viên lệch quá mức: 1" in text(queue(desk))
    assert "Đồng nghiệp chưa cho điểm lượt nào" in text(desk.get(where))
    # The second office's appraiser reads of the case too, and settles nothing.
    desk.force_login(desks.second())
    page = desk.get(where)
    assert ([row["sheet"] for row in page.context["rows"]], page.context["to_settle"]) == ([sheet], 0)
    desk.force_login(factories.make_user(Role.APPRAISER))
    page = desk.get(where)
    assert (page.context["to_settle"], "1 tiêu chí chờ người thứ ba chốt điểm." in text(page)) == (1, True)


def test_a_colleague_is_told_whose_mark_is_still_to_come(desk, sheet):
    desks.mark(sheet, "TK-5", desks.lead())
    colleague = factories.make_user(Role.APPRAISER, unit=desks.lead().memberships.get().unit, name="Nguyễn Văn Đồng")
    office = desks.second().memberships.get().unit
    desk.force_login(colleague)
    words = f"Chuyên viên khác của phòng đã cho điểm; lượt còn lại do {office} cho điểm."
    assert words in text(look(desk, sheet, "TK-5"))


def test_a_changed_answer_counts_as_left_again(desk, sheet):
    user = desks.lead()
    desks.mark(sheet, "HT-1", user)
    answer = Answer.objects.get(assessment=sheet, item__code="HT-1")
    revision = AnswerRevision(answer=answer, number=2, editor=user, started_at=clock.now(), saved_at=clock.now())
    revision.save()
    assert [row.done for row in queue_of(user, round=Round.objects.get())] == [0]


def test_own_units_and_conflicts_are_not_in_the_queue(client, sheet):
    user = desks.second()
    with clock.frozen(factories.IN_TIME):
        own = desks.received(factories.office(factories.AWARD))
        third = desks.received()
    ConflictOfInterest.objects.create(user=user, unit=third.participant.unit, kind="family")
    client.force_login(user)
    assert names(queue(client)) == ["Trường THPT Đắk Song"]
    for hidden, status in ((own, 404), (third, 403)):
        assert look(client, hidden).status_code == status
        assert send(client, hidden, "TK-5", points="5").status_code == status


@pytest.mark.parametrize("role", [Role.UNIT_HEAD, Role.LEADER, Role.OBSERVER, Role.ADMINISTRATOR, Role.AWARD_SECRETARY])
def test_the_queue_is_for_those_who_receive_and_appraise(client, role):
    client.force_login(factories.make_user(role))
    assert queue(client).status_code == 403


def test_an_empty_queue_says_what_will_be_here(client):
    client.force_login(desks.lead())
    page = queue(client)
    assert page.status_code == 200
    assert "Phiếu cần thẩm định" in text(page)


# Reception


@pytest.fixture
def submitted(sheet):
    Assessment.objects.filter(pk=sheet.pk).update(state=State.SUBMITTED, received_at=None)
    OfficeAppraisal.objects.all().delete()
    return sheet


def test_the_leading_office_receives_from_the_queue(desk, submitted):
    page = queue(desk)
    assert [row.pk for row in page.context["receptions"]] == [submitted.pk]
    answer = desk.post(url("receive", submitted))
    assert (answer.status_code, answer["Location"]) == (303, reverse("assessments:queue"))
    fresh = Assessment.objects.get(pk=submitted.pk)
    assert (fresh.state, fresh.received_by) == (State.RECEIVED, desks.lead())
    assert {part.office.code for part in fresh.office_appraisals.all()} == {factories.LEAD, factories.AWARD}
    assert names(queue(desk)) == ["Trường THPT Đắk Song"]


def test_the_button_waits_for_the_signed_copy_where_the_round_asks(desk, submitted):
    Round.objects.update(signed_copy=SignedCopyRule.BEFORE_RECEPTION)
    [row] = queue(desk).context["receptions"]
    assert row.needs_copy
    desk.post(url("receive", submitted))
    assert Assessment.objects.get(pk=submitted.pk).state == State.SUBMITTED


def test_others_do_not_receive(client, submitted):
    client.force_login(desks.second())
    assert list(queue(client).context["receptions"]) == []
    assert client.post(url("receive", submitted)).status_code == 403
    client.force_login(factories.head_of(submitted.participant.unit))
    assert client.post(url("receive", submitted)).status_code == 404


def test_before_reception_the_desk_takes_no_points(desk, submitted):
    page = look(desk, submitted, "HT-1")
    assert page.context["mark_form"] is None
    assert send(desk, submitted, "HT-1", decision="accept").status_code == 409
    assert not Mark.objects.exists()


# The desk


def test_the_desk_opens_at_the_next_criterion_that_waits(desk, sheet):
    assert look(desk, sheet).context["line"].item_code == "HT-1"
    desks.mark(sheet, "HT-1", desks.lead())
    assert look(desk, sheet).context["line"].item_code == "HT-5"
    assert look(desk, sheet, "TK-2").context["line"].item_code == "TK-2"
    assert look(desk, sheet, "XX-1").status_code == 404


def test_claim_formula_and_suggestion(desk, sheet):
    page = look(desk, sheet, "HT-6")
    shown = text(page)
    for words in ("965.000.000", "965.000.000 ÷ 1.000.000.000 × 100 = 96,5%", "12 × (96,5 − 80) ÷ (100 − 80) = 9,90",
                  "Kết quả của tiêu chí HT-6.", "Lời của kế hoạch về tiêu chí HT-6.", "37/BC-THPT"):  # fmt: skip
        assert words in shown, words
    assert page.context["claim"].suggestion == Decimal("9.90")


def test_a_proof_is_shown_in_the_page_at_the_page_asked_for(desk, sheet):
    answer = desks.answer_of(sheet, "HT-6")
    proof = factories.make_evidence(
        answer, by=factories.editor_of(sheet.participant.unit), file=factories.pdf_bytes(3), name="Doi chieu.pdf"
    )
    page = look(desk, sheet, "HT-6", proof=str(proof.public_id), page="2")
    image = reverse("assessments:evidence_page", args=[proof.public_id, 2])
    assert f'src="{image}"' in page.content.decode()
    assert (page.context["view"].page, page.context["view"].pages) == (2, 3)
    assert look(desk, sheet, "HT-6", proof=str(proof.public_id), page="99").context["view"].page == 3
    assert look(desk, sheet, "HT-6", proof="nonsense", page="x").context["view"].page == 1


def test_a_damaged_file_is_offered_for_download(desk, sheet):
    factories.make_evidence(
        desks.answer_of(sheet, "HT-6"), by=factories.editor_of(sheet.participant.unit), file=b"no pdf at all"
    )
    page = look(desk, sheet, "HT-6")
    assert page.status_code == 200
    assert page.context["view"].problem


def test_a_file_opens_at_its_page_and_leads_to_the_one_it_replaces(desk, sheet):
    answer, by = desks.answer_of(sheet, "HT-6"), factories.editor_of(sheet.participant.unit)
    old = factories.make_evidence(answer, by=by, file=factories.pdf_bytes())
    Evidence.objects.filter(pk=old.pk).update(removed_at=clock.now(), removed_by=by)
    new = factories.make_evidence(answer, by=by, file=factories.pdf_bytes(3))
    Evidence.objects.filter(pk=new.pk).update(page=2, replaces=old)
    page = look(desk, sheet, "HT-6")
    assert (page.context["view"].evidence, page.context["view"].page) == (new, 2)
    assert "Thay cho tệp trước đó" in text(page)
    assert f"/minh-chung/{old.public_id}/" in page.content.decode()


def test_a_file_used_elsewhere_is_pointed_out(desk, sheet):
    with clock.frozen(factories.IN_TIME):
        other = desks.received(factories.make_unit(name="Trường THPT Trần Phú"))
        draft = factories.make_sheet(factories.make_unit(name="Trường THPT Đang Soạn"))
    content = factories.pdf_bytes(2)
    for row in (sheet, other, draft):
        answer = row.answers.select_related("assessment").get(item__code="TK-2")
        factories.make_evidence(answer, by=factories.editor_of(row.participant.unit), file=content)
    shown = text(look(desk, sheet, "TK-2"))
    assert f"Tệp này đã được dùng ở Trường THPT Trần Phú, kỳ 2025, tiêu chí {answer.item.criterion.code}." in shown
    assert "Đang Soạn" not in shown


def test_last_years_points_are_beside_the_claim(desk, sheet):
    with clock.frozen(dt.datetime(2025, 1, 10, 9, tzinfo=clock.TIME_ZONE)):
        earlier = factories.make_round(2024)
        row = desks.received(sheet.participant.unit, earlier)
    factories.appraise_sheet(row)
    assert look(desk, sheet, "HT-1").context["last"] is None
    Assessment.objects.filter(pk=row.pk).update(state=State.PUBLISHED)
    page = look(desk, sheet, "HT-1")
    assert (page.context["last_year"], page.context["last"].points) == (2024, Decimal(6))


# Marks


def test_agreeing_saves_and_goes_on(desk, sheet):
    answer = send(desk, sheet, "HT-1", decision="accept")
    assert (answer.status_code, answer["Location"]) == (303, f"{url('desk', sheet)}?item=HT-5")
    assert standing(sheet, "HT-1") == [Decimal(6)]


@pytest.mark.parametrize("typed", ["4", "4,0", "4.00"])
def test_points_are_typed_the_vietnamese_way(desk, sheet, typed):
    assert send(desk, sheet, "HT-1", points=typed, reason="Trình chậm.").status_code == 303
    assert standing(sheet, "HT-1") == [Decimal(4)]


@pytest.mark.parametrize(("points", "words"), [
    ("abc", "Nhập số theo cách viết Việt Nam, ví dụ 8,5."),
    ("NaN", "Nhập số theo cách viết Việt Nam, ví dụ 8,5."),
    ("7", "Không vượt quá điểm tối đa là 6."),
    ("3,1", "0,25"),
    ("", "điểm thẩm định"),
])  # fmt: skip
def test_bad_points_stand_at_the_field_with_what_was_typed(desk, sheet, points, words):
    page = send(desk, sheet, "HT-1", points=points, reason="Lý do đã nhập.")
    assert page.status_code == 400
    [error] = page.context["mark_form"].errors["points"]
    assert words.casefold() in error.casefold()
    assert "Lý do đã nhập." in page.content.decode()
    assert not Mark.objects.exists()


def test_a_difference_without_reason_stands_at_the_reason(desk, sheet):
    page = send(desk, sheet, "HT-1", points="4", reason=" ")
    assert page.status_code == 400
    assert page.context["mark_form"].errors["reason"] == ["Điểm thẩm định khác điểm tự chấm, đề nghị ghi lý do."]
    assert 'value="4"' in page.content.decode()


def test_a_stale_mark_shows_the_new_answer_and_keeps_the_words(desk, sheet):
    return_ask(answer=desks.answer_of(sheet, "HT-1"), reason="Chọn lại mức.", by=desks.lead())
    lower = desks.answer_of(sheet, "HT-1").item.options.get(points=4)
    desks.complete(sheet, "HT-1", option=lower, narrative="Nội dung mới của đơn vị.")
    page = send(desk, sheet, "HT-1", points="2", reason="Lý do của chuyên viên.")
    assert page.status_code == 409
    body = page.content.decode()
    for words in ("Lý do của chuyên viên.", 'value="2"', 'name="revision" value="2"'):
        assert words in body, words
    assert "Nội dung mới" in text(page)
    assert page.context["changed"].points == Decimal(6)
    assert not Mark.objects.exists()
    assert send(desk, sheet, "HT-1", revision="2", points="2", reason="Đã xem.").status_code == 303


def test_a_colleagues_mark_is_not_overwritten_unseen(client, desk, sheet):
    seen = look(desk, sheet, "HT-1").context["standing"]
    colleague = factories.make_user(Role.APPRAISER, unit=factories.office(factories.LEAD), name="Nguyễn Văn Đồng")
    desks.mark(sheet, "HT-1", colleague, Decimal(2), "Văn bản ban hành chậm.")
    page = send(desk, sheet, "HT-1", standing=str(seen), points="6", reason="")
    assert page.status_code == 409
    words = text(page)
    assert "Nguyễn Văn Đồng đã cho 2,00 điểm lúc" in words
    assert "Lý do: Văn bản ban hành chậm." in words
    assert "Vẫn lưu, thay điểm của Nguyễn Văn Đồng" in words
    assert "Lưu, tiêu chí tiếp theo" not in words
    assert Mark.objects.get(superseded_at__isnull=True).points == Decimal(2)
    # Nor by the plain button of a page that was open before.
    assert send(desk, sheet, "HT-1", standing=str(seen), points="6", reason="").status_code == 409
    now = page.context["standing"]
    assert send(desk, sheet, "HT-1", standing=str(now), points="4", reason="Đã xem điểm trước.").status_code == 303
    assert Mark.objects.get(superseded_at__isnull=True).points == Decimal(4)


def test_the_address_of_a_mark_opened_again_leads_to_the_criterion(desk, sheet):
    page = desk.get(url("mark", sheet, "HT-1"))
    assert (page.status_code, page["Location"]) == (302, f"{url('desk', sheet)}?item=HT-1")
    assert desk.get(page["Location"]).context["line"].code == "HT-1"
    assert desk.put(url("mark", sheet, "HT-1")).status_code == 405


def test_the_desk_says_whose_points_it_would_replace(desk, sheet):
    plain = "Vẫn lưu, thay điểm của"
    assert plain not in text(look(desk, sheet, "HT-1"))
    desks.mark(sheet, "HT-1", desks.lead())
    assert plain not in text(look(desk, sheet, "HT-1"))
    colleague = factories.make_user(Role.APPRAISER, unit=factories.office(factories.LEAD), name="Nguyễn Văn Đồng")
    desks.mark(sheet, "HT-1", colleague, Decimal(2), "Văn bản ban hành chậm.")
    words = text(look(desk, sheet, "HT-1"))
    assert "Nguyễn Văn Đồng đã cho 2,00 điểm lúc" in words
    assert f"{plain} Nguyễn Văn Đồng" in words
    assert "Đồng ý điểm tự chấm (6,00), thay điểm của Nguyễn Văn Đồng" in words


def test_a_claim_that_it_does_not_apply(desk, sheet):
    Answer.objects.filter(assessment=sheet, item__code="HT-6").update(not_applicable=True, points=None)
    page = look(desk, sheet, "HT-6")
    assert 'value="grant_na"' in page.content.decode()
    assert send(desk, sheet, "HT-6", decision="grant_na").status_code == 303
    assert Mark.objects.get().applies is False


def test_the_other_mark_is_hidden_until_both_are_given(client, sheet):
    desks.mark(sheet, "TK-5", desks.second(), Decimal("4.25"), "Nhận xét của người kia.")
    client.force_login(desks.lead())
    page = look(client, sheet, "TK-5")
    assert page.context["is_blind"]
    assert page.context["marks"] == []
    for hidden in ("4,25", "Nhận xét của người kia."):
        assert hidden not in page.content.decode()
    desks.mark(sheet, "TK-5", desks.lead())
    page = look(client, sheet, "TK-5")
    assert [mark.points for mark in page.context["marks"]] == [Decimal("5.50"), Decimal("4.25")]
    assert page.context["settled"].points == Decimal("4.88")
    assert "Nhận xét của người kia." in text(page)


def test_locked_marks_take_no_form_and_say_why(client, sheet):
    desks.mark(sheet, "TK-5", desks.lead())
    client.force_login(desks.lead())
    assert "cả hai lượt cho điểm sẽ khóa" in text(look(client, sheet, "TK-5"))
    desks.mark(sheet, "TK-5", desks.second(), Decimal("4.25"), "Chưa giữ vững.")
    page = look(client, sheet, "TK-5")
    assert page.context["mark_form"] is None
    assert "cả hai lượt cho điểm đã khóa" in text(page)
    kept = send(client, sheet, "TK-5", points="4,25", reason="Theo chuyên viên thứ hai.")
    assert kept.status_code == 409
    assert "Theo chuyên viên thứ hai." in kept.content.decode()
    assert standing(sheet, "TK-5") == [Decimal("5.50"), Decimal("4.25")]


def test_the_manager_opens_locked_marks_on_the_desk(client, sheet):
    desks.mark(sheet, "TK-5", desks.lead())
    desks.mark(sheet, "TK-5", desks.second())
    where = url("open_marks", sheet, "TK-5")
    client.force_login(desks.lead())
    assert where not in look(client, sheet, "TK-5").content.decode()
    assert client.post(where, {"open-reason": "Nhầm."}).status_code == 403
    client.force_login(worlds.manager())
    assert where in look(client, sheet, "TK-5").content.decode()
    assert client.post(where, {"open-reason": " "}).status_code == 303
    assert standing(sheet, "TK-5") == [Decimal("5.50"), Decimal("5.50")]
    assert client.post(where, {"open-reason": "Nhập nhầm."}).status_code == 303
    assert standing(sheet, "TK-5") == []


def test_a_gap_asks_for_a_third_person(client, sheet):
    desks.mark(sheet, "TK-5", desks.second(), Decimal(1), "Chậm.")
    desks.mark(sheet, "TK-5", desks.lead())
    client.force_login(factories.make_user(Role.APPRAISER))
    page = look(client, sheet, "TK-5")
    assert page.context["line"].state == "third"
    assert send(client, sheet, "TK-5", points="5,5").status_code == 400
    assert send(client, sheet, "TK-5", points="4", reason="Giữ vững.").status_code == 303
    assert standing(sheet, "TK-5") == [Decimal("5.50"), Decimal(1), Decimal(4)]


def test_the_desk_never_offers_the_own_done_part_as_next(client, sheet):
    """The gap is for a colleague: the list goes on to the next criterion that waits for this person."""
    desks.mark(sheet, "TK-5", desks.second(), Decimal(1), "Chậm.")
    desks.mark(sheet, "TK-5", desks.lead())
    client.force_login(desks.lead())
    page = look(client, sheet, "TK-3")
    assert page.context["next_url"].endswith("?item=TK-8")


def test_a_mark_that_comes_after_the_end_keeps_what_was_typed(client, sheet):
    desks.mark_all(sheet, desks.second())
    desks.finish(sheet, factories.AWARD)
    client.force_login(desks.second())
    page = send(client, sheet, "TK-5", points="5", reason="Xem lại minh chứng.")
    assert page.status_code == 409
    assert "Xem lại minh chứng." in page.content.decode()
    assert standing(sheet, "TK-5") == [Decimal("5.50")]


# Requests to complete


def test_asking_to_complete(desk, sheet):
    where = url("return", sheet, "HT-6")
    page = desk.post(where, {"ask-reason": " "})
    assert (page.status_code, Return.objects.count()) == (400, 0)
    answer = desk.post(where, {"ask-reason": "Thiếu bảng đối chiếu Kho bạc."})
    assert (answer.status_code, answer["Location"]) == (303, f"{url('desk', sheet)}?item=TK-2")
    page = desk.post(where, {"ask-reason": "Hỏi thêm lần nữa."})
    assert page.status_code == 409
    assert "Hỏi thêm lần nữa." in page.content.decode()


def test_before_the_request_the_desk_names_the_points_that_fall(desk, sheet):
    fall = "các điểm sau không còn giá trị"
    assert fall not in text(look(desk, sheet, "TK-5"))
    desks.mark(sheet, "TK-5", desks.lead())
    desks.mark_all(sheet, desks.second())
    desks.finish(sheet, factories.AWARD)
    page = look(desk, sheet, "TK-5")
    assert fall in text(page)
    names = {row.part.office.code: row.name for row in page.context["parts"]}
    offices = [names[code] for code in (factories.LEAD, factories.AWARD)]
    assert page.context["falling"] == [
        {"office": offices[0], "who": desks.lead()},
        {"office": offices[1], "who": desks.second()},
    ]
    assert page.context["reopening"] == [offices[1]]
    assert f"{offices[1]} đã hoàn thành phần thẩm định phiếu này" in text(page)


def test_the_office_of_a_hidden_mark_is_named_without_the_person(desk, sheet):
    desks.mark(sheet, "TK-5", desks.second())
    page = look(desk, sheet, "TK-5")
    names = {row.part.office.code: row.name for row in page.context["parts"]}
    assert page.context["falling"] == [{"office": names[factories.AWARD], "who": ""}]


def test_while_the_unit_completes_the_office_reads_what_was_submitted(desk, sheet):
    return_ask(answer=desks.answer_of(sheet, "HT-1"), reason="Chọn lại mức.", by=desks.lead())
    Answer.objects.filter(assessment=sheet, item__code="HT-1").update(narrative="Bản đang soạn dở.")
    page = look(desk, sheet, "HT-1")
    assert "Bản đang soạn dở." not in text(page)
    assert "Kết quả của tiêu chí HT-1." in text(page)
    assert page.context["mark_form"] is None


# Finishing, reopening


def test_the_desk_says_what_is_open_and_why(desk, sheet):
    return_ask(answer=desks.answer_of(sheet, "HT-6"), reason="Thiếu.", by=desks.lead())
    desks.mark(sheet, "HT-1", desks.lead())
    [own] = look(desk, sheet).context["own_parts"]
    assert (own.done, own.total) == (1, 7)
    assert {hurdle.line.item_code for hurdle in own.hurdles} == {"HT-5", "HT-6", "TK-2", "TK-3", "TK-5", "TK-8"}
    answer = desk.post(url("finish", sheet), {"office": factories.LEAD}, follow=True)
    assert "HT-5" in text(answer)
    assert OfficeAppraisal.objects.filter(state=OfficeState.FINISHED).count() == 0


def test_finishing_goes_back_to_the_queue(desk, sheet):
    desks.mark_all(sheet, desks.lead())
    assert look(desk, sheet).context["is_all_given"]
    answer = desk.post(url("finish", sheet), {"office": factories.LEAD})
    assert (answer.status_code, answer["Location"]) == (303, reverse("assessments:queue"))
    assert desks.part_of(sheet, factories.LEAD).state == OfficeState.FINISHED
    assert desk.post(url("finish", sheet), {"office": factories.AWARD}).status_code == 403
    assert desk.post(url("finish", sheet), {"office": "XX"}).status_code == 404


def test_the_manager_reopens_with_a_reason(client, sheet):
    factories.appraise_sheet(sheet)
    manager = factories.make_user(Role.CAMPAIGN_MANAGER)
    client.force_login(desks.lead())
    assert client.post(url("reopen", sheet), {"reopen-reason": "Sót."}).status_code == 403
    client.force_login(manager)
    client.post(url("reopen", sheet), {"reopen-reason": " "})
    assert Assessment.objects.get(pk=sheet.pk).state == State.APPRAISED
    client.post(url("reopen", sheet), {"reopen-reason": "Sót minh chứng."})
    assert Assessment.objects.get(pk=sheet.pk).state == State.APPRAISING


# Bonus and minus


def plus(**changes: str) -> dict[str, str]:
    values = {"rule": "DT-1", "size": "1", "reason": "Mô hình được đăng tải."} | changes
    return {f"plus-{name}": value for name, value in values.items()}


def test_bonus_with_and_without_paper(desk, sheet):
    assert desk.post(url("adjust", sheet), plus()).status_code == 303
    assert desk.post(url("adjust", sheet), plus(kind="Quyết định", number="12/QĐ-SGDĐT")).status_code == 303
    plain, cited = AdjustmentEntry.objects.order_by("pk")
    assert (plain.document, str(cited.document)) == (None, "Quyết định số 12/QĐ-SGDĐT")
    assert "Mô hình được đăng tải." in text(look(desk, sheet))


@pytest.mark.parametrize(("changes", "field"), [
    ({"size": "2,5"}, "size"),
    ({"size": "0"}, "size"),
    ({"size": "-1"}, "size"),
    ({"rule": "TR-1"}, "rule"),
    ({"rule": "XX"}, "rule"),
    ({"reason": ""}, "reason"),
    ({"number": "12/QĐ"}, "kind"),
    ({"kind": "Quyết định", "date": "31/02"}, "date"),
])  # fmt: skip
def test_refused_adjustments_stand_at_their_field(desk, sheet, changes, field):
    page = desk.post(url("adjust", sheet), plus(**changes))
    assert page.status_code == 400
    assert list(page.context["adjustment_form"].errors) == [field]
    assert not AdjustmentEntry.objects.exists()


def test_an_entry_is_removed_with_a_reason(desk, sheet):
    desk.post(url("adjust", sheet), plus())
    entry = AdjustmentEntry.objects.get()
    where = reverse("assessments:adjust_remove", args=[entry.pk])
    desk.post(where, {"reason": ""})
    assert AdjustmentEntry.objects.get().removed_at is None
    assert desk.post(where, {"reason": "Nhầm đơn vị."}).status_code == 303
    assert AdjustmentEntry.objects.get().removed_at == clock.now()
    assert desk.post(reverse("assessments:adjust_remove", args=[0]), {"reason": "Không có."}).status_code == 404


def test_lateness_is_shown_as_computed(desk, sheet):
    Assessment.objects.filter(pk=sheet.pk).update(late_days=3)
    page = look(desk, sheet)
    assert page.context["late"].points == Decimal("1.50")
    assert "-1,50" in text(page)


def test_bonus_and_minus_belong_to_the_office_in_charge(client, sheet):
    rule = AdjustmentRule.objects.get(code="DT-1")
    client.force_login(desks.second())
    assert look(client, sheet).context["shows_adjustments"] is False
    assert client.post(url("adjust", sheet), plus()).status_code == 403
    entry = AdjustmentEntry.objects.create(
        assessment=sheet, rule=rule, points=1, reason="Mô hình.", entered_by=desks.lead(), entered_at=clock.now()
    )
    where = reverse("assessments:adjust_remove", args=[entry.pk])
    assert client.post(where, {"reason": "Tự ý."}).status_code == 403


# Readers


@pytest.mark.parametrize("role", [
    Role.LEADER, Role.OBSERVER, Role.AWARD_SECRETARY, Role.CAMPAIGN_MANAGER, Role.ADMINISTRATOR,
])  # fmt: skip
def test_other_readers_see_every_column_and_no_button(client, sheet, role):
    desks.mark(sheet, "HT-1", desks.lead(), Decimal(4), "Trình chậm theo sổ văn bản.")
    client.force_login(factories.make_user(role, unit=factories.office(factories.DEPARTMENT)))
    page = look(client, sheet, "HT-1")
    shown = text(page)
    for words in ("6,00", "4,00", "Trình chậm theo sổ văn bản.", str(page.context["mark_verdict"].reason)):
        assert words in shown, words
    assert page.context["mark_form"] is None
    assert f'action="{url("mark", sheet, "HT-1")}' not in page.content.decode()
    assert send(client, sheet, "HT-1", decision="accept").status_code == 403
    assert client.post(url("return", sheet, "HT-1"), {"ask-reason": "Thiếu."}).status_code == 403


def test_units_do_not_come_to_the_desk(client, sheet):
    for user in (
        factories.head_of(sheet.participant.unit),
        factories.make_user(Role.UNIT_HEAD, unit=factories.make_unit()),
    ):
        client.force_login(user)
        assert look(client, sheet).status_code == 404
        assert send(client, sheet, "HT-1", decision="accept").status_code == 404


def test_a_draft_is_on_no_desk(client):
    with clock.frozen(factories.IN_TIME):
        draft = factories.make_sheet()
    for user in (desks.lead(), factories.make_user(Role.LEADER)):
        client.force_login(user)
        assert look(client, draft).status_code == 404


# How many queries


def count(client, where: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(where).status_code == 200
    return len(queries)


def copies(sheet: Assessment, numbers: range) -> None:
    """Sheets like the one given, half of them still to be received, written row by row."""
    round = Round.objects.get()
    answers = list(sheet.answers.all())
    parts = list(sheet.office_appraisals.all())
    for at in numbers:
        unit = Unit.objects.create(code=f"Q{at:04d}")
        participant = Participant(round=round, unit=unit, printed_name=f"Trường {at}", kind=sheet.participant.kind)
        participant.save()
        row = Assessment.objects.create(
            participant=participant, criteria_set=sheet.criteria_set, receipt_code=f"Q-{at}", created_at=clock.now(),
            state=State.APPRAISING if at % 2 else State.SUBMITTED, submitted_at=clock.now(), received_at=clock.now(),
            submitted_by=Assessment.objects.get(pk=sheet.pk).submitted_by,
        )  # fmt: skip
        Answer.objects.bulk_create(
            Answer(assessment=row, item_id=a.item_id, office_id=a.office_id, second_office_id=a.second_office_id)
            for a in answers
        )
        OfficeAppraisal.objects.bulk_create(OfficeAppraisal(assessment=row, office_id=part.office_id) for part in parts)


@pytest.mark.long
def test_the_queue_asks_as_often_for_300_sheets_as_for_one(desk, sheet):
    desks.mark(sheet, "TK-5", desks.lead())
    where = reverse("assessments:queue")
    copies(sheet, range(1))
    found = [count(desk, where)]
    for numbers in (range(1, 3), range(3, 300)):
        copies(sheet, numbers)
        found.append(count(desk, where))
    assert len(set(found)) == 1
    assert found[0] <= 15


def test_the_desk_stays_within_its_queries(desk, sheet):
    answer = desks.answer_of(sheet, "HT-6")
    desks.mark(sheet, "HT-6", desks.lead(), Decimal(9), "Theo số Kho bạc.")
    few = count(desk, f"{url('desk', sheet)}?item=HT-6")
    for number in range(5):
        factories.make_evidence(
            answer,
            by=factories.editor_of(sheet.participant.unit),
            file=factories.pdf_bytes(1 + number),
            name=f"{number}.pdf",
        )
    desks.mark_all(sheet, desks.lead())
    desks.mark_all(sheet, desks.second())
    desk.post(url("adjust", sheet), plus())
    many = count(desk, f"{url('desk', sheet)}?item=HT-6")
    assert many <= few + 1  # files are looked for in other sheets once there is one
    assert many <= 23
