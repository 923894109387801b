"""What the unit changed since an office looked: shown beside the answer; older marks say on what they were given."""

from decimal import Decimal

import pytest

from assessments.desk_lines import is_blind
from assessments.models import Assessment, Evidence
from assessments.resubmission import changes_since, has_been_completed, last_look
from assessments.services.appraisal import return_ask
from assessments.services.drafting import answer_save
from assessments.services.submission import returns_answer
from assessments.settling import current_marks, is_outdated, needs_third
from common import clock
from common.models import Event
from tests import factories
from tests.assessments import desks
from tests.journeys.support import at
from tests.kept import kept
from units.enums import Role

pytestmark = pytest.mark.django_db


sheet = kept(desks.received)


@pytest.fixture(autouse=True)
def in_time():
    with clock.frozen(factories.APPRAISAL_TIME):
        yield


@pytest.fixture
def desk(client, sheet):
    client.force_login(desks.lead())
    return client


def ask(sheet, code: str, day: int = 9) -> None:
    with clock.frozen(at(day, hour=10)):
        return_ask(answer=desks.answer_of(sheet, code), reason="Thiếu.", by=desks.lead())


def look(client, sheet, code: str):
    return client.get(f"/tham-dinh/{sheet.public_id}/", {"item": code})


def test_figures_words_and_proof_are_shown_before_and_now(desk, sheet):
    ask(sheet, "HT-5")
    editor = factories.editor_of(sheet.participant.unit)
    with clock.frozen(at(10)):
        answer = desks.answer_of(sheet, "HT-5")
        Evidence.objects.filter(answer=answer).update(removed_at=clock.now(), removed_by=editor)
        factories.make_evidence(answer, by=editor, file=factories.pdf_bytes(), name="QD 12.pdf")
        desks.complete(sheet, "HT-5", amount_a=Decimal(48), narrative="Đã đào tạo thêm 6 người.")
    with clock.frozen(at(10, hour=11)):
        page = look(desk, sheet, "HT-5")
        assert [line.item_code for line, _rise in page.context["completed"]] == ["HT-5"]
        assert look(desk, sheet, "HT-1").context["changes"] is None
    changes = page.context["changes"]
    assert [(row.before, row.after) for row in changes.rows] == [("3,50", "4,00"), ("42 người", "48 người")]
    assert changes.narrative == "Kết quả của tiêu chí HT-5."
    assert [row.title for row in changes.added] == ["QD 12.pdf"]
    assert len(changes.removed) == 1
    assert changes.since.at == at(9, hour=10)


@pytest.mark.parametrize(("amount", "rise"), [(48, (Decimal("3.50"), Decimal("4.00"))), (36, None), (42, None)])
def test_a_claim_that_rose_is_pointed_out(desk, sheet, amount, rise):
    ask(sheet, "HT-5")
    with clock.frozen(at(10)):
        desks.complete(sheet, "HT-5", amount_a=Decimal(amount), narrative="Đã rà soát.")
    with clock.frozen(at(10, hour=11)):
        page = look(desk, sheet, "HT-5")
    html = page.content.decode()
    assert page.context["rise"] == rise
    assert [risen for _line, risen in page.context["completed"]] == [rise]
    assert ("Điểm tự chấm tăng khi bổ sung: từ 3,50 lên 4,00." in html) == bool(rise)
    assert ("(điểm tự chấm tăng từ 3,50 lên 4,00)" in html) == bool(rise)


def test_nothing_is_told_while_the_unit_still_writes(desk, sheet):
    ask(sheet, "HT-5")
    answer = desks.answer_of(sheet, "HT-5")
    editor = factories.editor_of(sheet.participant.unit)
    values = factories.AnswerInput(amount_a=Decimal(59), narrative="Chưa xong.")
    answer_save(answer=answer, expected_version=answer.version, values=values, by=editor)
    page = look(desk, sheet, "HT-5")
    assert (page.context["changes"], page.context["completed"]) == (None, [])
    assert "Chưa xong." not in page.content.decode()


def test_a_mark_on_an_older_version_says_so_and_counts_no_more(desk, sheet):
    desks.mark(sheet, "HT-5", desks.lead())
    ask(sheet, "HT-5")
    with clock.frozen(at(10)):
        desks.complete(sheet, "HT-5", amount_a=Decimal(48))
    page = look(desk, sheet, "HT-5")
    assert [mark.revision.number for mark in page.context["old_marks"]] == [1]
    assert "đối với bản thứ 1 của nội dung tự đánh giá. Đơn vị đã gửi lại sau đó (nay là bản thứ 2)" in " ".join(
        page.content.decode().split()
    )
    assert page.context["settled"] is None


def test_new_proof_alone_makes_a_mark_old_too(sheet):
    desks.mark(sheet, "HT-5", desks.lead())
    ask(sheet, "HT-5")
    with clock.frozen(at(10)):
        answer = desks.answer_of(sheet, "HT-5")
        editor = factories.editor_of(sheet.participant.unit)
        factories.make_evidence(answer, by=editor, file=factories.pdf_bytes())
        returns_answer(assessment=Assessment.objects.get(pk=sheet.pk), by=factories.head_of(sheet.participant.unit))
    answer = desks.answer_of(sheet, "HT-5")
    [mark] = answer.live_marks
    assert (mark.revision.number, is_outdated(mark, answer)) == (1, True)


def test_a_request_that_was_taken_back_changes_nothing(sheet):
    desks.mark(sheet, "HT-5", desks.lead())
    ask(sheet, "HT-5")
    answer = desks.answer_of(sheet, "HT-5")
    answer.returns.update(answered_at=at(9, hour=12), is_withdrawn=True)
    answer = desks.answer_of(sheet, "HT-5")
    assert not is_outdated(answer.live_marks[0], answer)


def test_the_look_is_the_offices_own(sheet):
    desks.mark(sheet, "TK-5", desks.second(), Decimal(5), "Chậm.")
    answer = desks.answer_of(sheet, "TK-5")
    answer.all_marks = answer.live_marks
    assert last_look(answer, frozenset({answer.office_id})) is None
    seen = last_look(answer, frozenset({answer.second_office_id}))
    assert (seen.at, seen.revision) == (factories.APPRAISAL_TIME, 1)
    assert not has_been_completed(answer, frozenset({answer.second_office_id}))
    assert changes_since(answer, seen, []).is_empty


# Two appraisers: nobody sees a mark before both are given


def test_no_reader_sees_the_first_mark_before_the_second(client, sheet):
    desks.mark(sheet, "HT-1", desks.lead())
    desks.mark(sheet, "TK-5", desks.lead(), Decimal("4.25"), "Nhận xét của người kia.")
    secrets = ("4,25", "Nhận xét của người kia.")
    readers = [
        desks.second(),
        factories.make_user(Role.APPRAISER),
        *(factories.make_user(role) for role in (Role.CAMPAIGN_MANAGER, Role.LEADER, Role.OBSERVER)),
    ]
    paths = [f"/tham-dinh/{sheet.public_id}/?item=TK-5", f"/phieu/{sheet.public_id}/", "/tham-dinh/lech-diem/"]
    paths += [f"/phieu/{sheet.public_id}/lich-su/", "/quan-tri/assessments/mark/", "/quan-tri/common/event/"]
    for reader in readers:
        client.force_login(reader)
        for path in paths:
            page = client.get(path).content.decode()
            assert [word for word in secrets if word in page] == [], (reader, path)
    desks.mark(sheet, "TK-5", desks.second(), Decimal(5), "Chậm.")
    client.force_login(readers[2])
    for path in (paths[0], paths[4]):
        assert "Nhận xét của người kia." in client.get(path).content.decode()
    event = Event.objects.filter(action="mark.given").order_by("pk").last()
    told = {"item": "TK-5", "unit": sheet.subject_name, "slot": 2, "marks": {"1": "4.25", "2": "5.00"}}
    assert event.data == told
    first = Event.objects.filter(action="mark.given", data__item="TK-5").order_by("pk").first()
    assert (first.data, first.reason) == ({"item": "TK-5", "unit": sheet.subject_name, "slot": 1}, "")


def test_both_offices_are_warned_of_a_gap_and_the_third_person_finds_it(client, sheet):
    desks.lead()
    third = factories.make_user(Role.APPRAISER)
    client.force_login(third)
    assert client.get("/tham-dinh/lech-diem/").context["rows"] == []
    desks.mark(sheet, "TK-5", desks.lead(), Decimal(1), "Chưa rõ.")
    desks.mark(sheet, "TK-5", desks.second(), Decimal(5), "Có kết quả.")
    answer = desks.answer_of(sheet, "TK-5")
    assert (is_blind(answer), needs_third(answer), sorted(current_marks(answer))) == (False, True, [1, 2])
    found = {}
    for user in (desks.lead(), desks.second(), third):
        client.force_login(user)
        assert look(client, sheet, "TK-5").context["has_gap"]
        rows = client.get("/tham-dinh/lech-diem/").context["rows"]
        found[user] = [(row["gap"], row["may_settle"]) for row in rows]
    assert found == {desks.lead(): [(4, False)], desks.second(): [(4, False)], third: [(4, True)]}
    client.force_login(third)
    assert client.get("/tham-dinh/").context["gaps"] == 1
    desks.mark(sheet, "TK-5", third, Decimal(4), "Theo hồ sơ.")
    assert client.get("/tham-dinh/lech-diem/").context["rows"] == []
