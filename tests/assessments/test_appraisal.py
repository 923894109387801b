"""The offices score: marks bound to what was seen, returns, gaps, finishing, reopening, bonus and minus."""

from dataclasses import replace
from decimal import Decimal

import pytest

from assessments import rules
from assessments.enums import AssessmentState as State
from assessments.enums import ColumnKind, OfficeState
from assessments.models import AdjustmentEntry, Assessment, Column, Mark, Return
from assessments.services.appraisal import (
    MarkInput,
    adjustment_add,
    adjustment_remove,
    appraisal_reopen,
    mark_give,
    marks_reopen,
    office_finish,
    return_ask,
    return_take_back,
)
from assessments.services.drafting import answer_save
from common import clock
from common.access import Refused
from common.event_words import event_text
from common.models import CitedDocument, Event
from criteria.models import AdjustmentRule
from tests import factories
from tests.assessments import desks
from tests.kept import kept
from tests.reports import worlds
from units.enums import Role
from units.models import ConflictOfInterest, InboxMessage
from units.services import membership_add

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_time():
    with clock.frozen(factories.IN_TIME):
        yield


sheet = kept(desks.received)


def state_of(sheet: Assessment) -> str:
    return Assessment.objects.get(pk=sheet.pk).state


def refused(code: str):
    """The block is refused with this code."""
    return pytest.raises(Refused, match=f"^{code}$")


def standing(sheet: Assessment, code: str) -> dict[int, Decimal]:
    rows = Mark.objects.filter(answer__assessment=sheet, answer__item__code=code, superseded_at__isnull=True)
    return {row.slot: row.points for row in rows}


# Marks


def test_the_first_mark_begins_the_appraisal(sheet):
    mark = desks.mark(sheet, "HT-1", desks.lead())
    assert (mark.points, mark.slot, mark.revision.number) == (Decimal(6), 1, 1)
    assert mark.office == factories.office(factories.LEAD)
    assert state_of(sheet) == State.APPRAISING


def test_the_unit_cannot_read_a_mark_from_the_events_of_its_sheet(sheet):
    desks.mark(sheet, "HT-1", desks.lead(), Decimal(4), "Nộp chậm.")
    event = Event.objects.get(action="mark.given")
    assert event.target_type == "assessments.mark"
    about = {"item": "HT-1", "unit": sheet.subject_name}
    assert (event.reason, event.data) == ("Nộp chậm.", about | {"slot": 1, "points": "4.00"})


def test_a_new_mark_supersedes_the_old_one_and_both_stay(sheet):
    desks.mark(sheet, "HT-1", desks.lead())
    desks.mark(sheet, "HT-1", desks.lead(), Decimal(4), "Trình chậm theo sổ văn bản đến.")
    assert standing(sheet, "HT-1") == {1: Decimal(4)}
    assert list(Mark.objects.order_by("pk").values_list("points", flat=True)) == [Decimal(6), Decimal(4)]


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_difference_needs_its_reason(sheet, reason):
    with refused("reason_needed"):
        desks.mark(sheet, "HT-1", desks.lead(), Decimal(4), reason)
    assert not Mark.objects.exists()
    assert state_of(sheet) == State.RECEIVED


@pytest.mark.parametrize(("code", "points"), [
    ("HT-1", "6.25"),  # above the maximum
    ("HT-1", "-1"),
    ("HT-1", "3.1"),  # off the step of 0,25
    ("TK-2", "2.5"),  # yes or no knows all or nothing
    ("HT-6", "9.905"),  # figures keep two places
    ("TK-5", "5.1"),
])  # fmt: skip
def test_points_outside_the_rule_are_refused(sheet, code, points):
    with refused("bad_input"):
        desks.mark(sheet, code, desks.lead(), Decimal(points), "Lý do.")


def test_points_are_needed(sheet):
    with refused("bad_input"):
        mark_give(answer=desks.answer_of(sheet, "HT-1"), values=desks.given(reason="Lý do."), by=desks.lead())


@pytest.mark.parametrize("revision", [0, 2])
def test_a_mark_names_the_text_it_saw(sheet, revision):
    with refused("stale"):
        mark_give(
            answer=desks.answer_of(sheet, "HT-1"),
            values=MarkInput(revision=revision, points=Decimal(6)),
            by=desks.lead(),
        )


def test_an_answer_that_was_never_given_is_asked_for_not_scored(sheet):
    answer = desks.answer_of(sheet, "HT-1")
    answer.revisions.all().delete()
    with refused("no_answer"):
        mark_give(answer=answer, values=MarkInput(revision=0, points=Decimal(0), reason="Trống."), by=desks.lead())


def test_who_may_not_mark(sheet):
    unit = sheet.participant.unit
    conflicted = factories.make_user(Role.APPRAISER)
    ConflictOfInterest.objects.create(user=conflicted, unit=unit, kind="family")
    for user, code in (
        (desks.second(), "not_office"),
        (factories.make_user(Role.CAMPAIGN_MANAGER), "not_office"),
        (factories.head_of(unit), "not_office"),
        (conflicted, "declared_conflict"),
    ):
        with refused(code):
            desks.mark(sheet, "HT-1", user)


def test_the_substitute_marks_the_leading_office_and_none_of_its_people():
    own = desks.received(factories.office(factories.LEAD))
    substitute = desks.second()
    with refused("not_office"):
        desks.mark(own, "HT-1", desks.lead())
    both = factories.make_user(Role.APPRAISER, unit=factories.office(factories.AWARD))
    membership_add(user=both, unit=factories.office(factories.LEAD), role=Role.UNIT_EDITOR, by=None)
    with refused("own_unit"):
        desks.mark(own, "HT-1", both)
    desks.mark(own, "HT-1", substitute)
    assert standing(own, "HT-1") == {1: Decimal(6)}


@pytest.mark.parametrize("state", [State.SUBMITTED, State.APPRAISED, State.FINAL, State.PUBLISHED])
def test_marks_are_given_at_the_desk_only(sheet, state):
    Assessment.objects.filter(pk=sheet.pk).update(state=state)
    with refused("state"):
        desks.mark(sheet, "HT-1", desks.lead())


def test_a_finished_office_marks_no_more(sheet):
    desks.mark_all(sheet, desks.second())
    desks.finish(sheet, factories.AWARD)
    with refused("finished"):
        desks.mark(sheet, "TK-5", desks.second(), Decimal(5), "Nhầm.")


# Does not apply


@pytest.fixture
def claimed(sheet):
    """A sheet whose unit claims that HT-6 does not apply."""
    answer = desks.answer_of(sheet, "HT-6")
    answer.__class__.objects.filter(pk=answer.pk).update(not_applicable=True, points=None)
    return sheet


def test_a_claim_is_granted_or_asked_for_never_zero(claimed):
    answer = desks.answer_of(claimed, "HT-6")
    with refused("na_claimed"):
        mark_give(answer=answer, values=desks.given(points=Decimal(0), reason="Có vốn."), by=desks.lead())
    mark = mark_give(answer=answer, values=desks.given(applies=False), by=desks.lead())
    assert (mark.applies, mark.points) == (False, None)


def test_what_was_not_claimed_is_not_granted(sheet):
    with refused("na_not_claimed"):
        mark_give(answer=desks.answer_of(sheet, "HT-6"), values=desks.given(applies=False), by=desks.lead())


# Two appraisers


def test_two_marks_stand_side_by_side(sheet):
    desks.mark(sheet, "TK-5", desks.lead(), Decimal("4.5"), "Chưa đủ.")
    desks.mark(sheet, "TK-5", desks.second(), Decimal(5), "Đạt.")
    assert standing(sheet, "TK-5") == {1: Decimal("4.5"), 2: Decimal(5)}
    offices = Mark.objects.order_by("slot").values_list("office__code", flat=True)
    assert list(offices) == [factories.LEAD, factories.AWARD]


def test_each_revises_the_own_mark_only(sheet):
    desks.mark(sheet, "TK-5", desks.lead())
    desks.mark(sheet, "TK-5", desks.lead(), Decimal(5), "Xem lại.")
    assert standing(sheet, "TK-5") == {1: Decimal(5)}
    colleague = factories.make_user(Role.APPRAISER)
    with refused("taken"):
        desks.mark(sheet, "TK-5", colleague)


def test_nobody_settles_while_the_two_agree(sheet):
    desks.mark(sheet, "TK-5", desks.lead())
    desks.mark(sheet, "TK-5", desks.second())
    with refused("taken"):
        desks.mark(sheet, "TK-5", factories.make_user(Role.APPRAISER), Decimal(6), "Theo tôi.")


def apart(sheet: Assessment) -> None:
    desks.mark(sheet, "TK-5", desks.lead(), Decimal(3), "Chậm lộ trình.")
    desks.mark(sheet, "TK-5", desks.second(), Decimal("5.5"))


def test_a_third_person_settles_with_a_reason(sheet):
    apart(sheet)
    third = factories.make_user(Role.APPRAISER)
    with refused("reason_needed"):
        desks.mark(sheet, "TK-5", third, Decimal("5.5"))
    mark = desks.mark(sheet, "TK-5", third, Decimal(4), "Đúng lộ trình, kết quả giữ vững.")
    assert mark.slot == 3
    assert standing(sheet, "TK-5") == {1: Decimal(3), 2: Decimal("5.5"), 3: Decimal(4)}


def test_the_third_mark_falls_when_the_unit_sends_the_answer_again(sheet):
    apart(sheet)
    third = factories.make_user(Role.APPRAISER)
    desks.mark(sheet, "TK-5", third, Decimal(4), "Giữ vững.")
    return_ask(answer=desks.answer_of(sheet, "TK-5"), reason="Thiếu kết quả.", by=desks.second())
    desks.complete(sheet, "TK-5", narrative="Bổ sung bảng kết quả.")
    again = factories.granted(desks.answer_of(sheet, "TK-5"), Decimal(5), "Đã xem lại minh chứng.")
    mark_give(answer=desks.answer_of(sheet, "TK-5"), values=again, by=desks.lead())
    assert standing(sheet, "TK-5") == {1: Decimal(5), 2: Decimal("5.5")}
    with refused("taken"):
        desks.mark(sheet, "TK-5", third, Decimal(4), "Giữ vững.")


@pytest.mark.parametrize("points", [Decimal(1), Decimal("5.5")])
def test_once_both_are_given_neither_changes_the_own_mark(sheet, points):
    """Too far apart or not: each could move to the other's, which is shown from then on."""
    desks.mark(sheet, "TK-5", desks.lead())
    desks.mark(sheet, "TK-5", desks.second(), points, "Theo minh chứng.")
    for by in (desks.lead(), desks.second()):
        with refused("both_given"):
            desks.mark(sheet, "TK-5", by, Decimal(4), "Xem lại.")
    assert standing(sheet, "TK-5") == {1: Decimal("5.50"), 2: points}
    assert Mark.objects.count() == 2


def test_an_answer_sent_again_opens_both_marks(sheet):
    apart(sheet)
    return_ask(answer=desks.answer_of(sheet, "TK-5"), reason="Thiếu kết quả.", by=desks.second())
    desks.complete(sheet, "TK-5", narrative="Bổ sung bảng kết quả.")
    for by, points in ((desks.lead(), Decimal(5)), (desks.second(), Decimal("4.5"))):
        values = factories.granted(desks.answer_of(sheet, "TK-5"), points, "Theo bản bổ sung.")
        mark_give(answer=desks.answer_of(sheet, "TK-5"), values=values, by=by)
    assert standing(sheet, "TK-5") == {1: Decimal(5), 2: Decimal("4.5")}
    with refused("both_given"):
        desks.mark(sheet, "TK-5", desks.lead(), Decimal(4), "Xem lại.")


def test_the_office_in_charge_opens_both_marks_with_a_reason(sheet):
    desks.mark_all(sheet, desks.second())
    desks.finish(sheet, factories.AWARD)
    manager = worlds.manager()

    def reopen(by, reason: str = "Chuyên viên thứ nhất nhập nhầm.") -> None:
        marks_reopen(answer=desks.answer_of(sheet, "TK-5"), reason=reason, by=by)

    with refused("state"):
        reopen(manager)
    desks.mark(sheet, "TK-5", desks.lead())
    with refused("not_manager"):
        reopen(desks.lead())
    with refused("reason_needed"):
        reopen(manager, " ")
    reopen(manager)
    assert standing(sheet, "TK-5") == {}
    assert desks.part_of(sheet, factories.AWARD).state == OfficeState.PENDING
    event = Event.objects.get(action="mark.reopened")
    assert (event.actor, event.reason) == (manager, "Chuyên viên thứ nhất nhập nhầm.")
    told = InboxMessage.objects.filter(text__contains="Chuyên viên thứ nhất nhập nhầm.")
    assert {row.user for row in told} == {desks.lead(), desks.second()}
    desks.mark(sheet, "TK-5", desks.lead(), Decimal(5), "Đúng lộ trình.")
    assert standing(sheet, "TK-5") == {1: Decimal(5)}


def test_a_late_gap_opens_the_finished_part_of_the_owner_again(sheet):
    desks.mark_all(sheet, desks.lead())
    desks.finish(sheet, factories.LEAD)
    desks.mark(sheet, "TK-5", desks.second(), Decimal(1), "Không có kết quả đo được.")
    assert desks.part_of(sheet, factories.LEAD).state == OfficeState.PENDING
    assert Event.objects.filter(action="assessment.office_reopened").count() == 1
    desks.finish(sheet, factories.AWARD)
    assert state_of(sheet) == State.APPRAISING
    with refused("incomplete"):
        desks.finish(sheet, factories.LEAD)


# Requests to complete


def test_a_return_opens_one_answer_and_tells_the_unit(sheet):
    unit = sheet.participant.unit
    return_ask(answer=desks.answer_of(sheet, "HT-6"), reason="Thiếu bảng đối chiếu.", by=desks.lead())
    assert Return.objects.get().office == factories.office(factories.LEAD)
    told = InboxMessage.objects.filter(text__contains="HT-6")
    assert {row.user for row in told} == {factories.head_of(unit), factories.editor_of(unit)}
    with refused("state"):
        desks.mark(sheet, "HT-6", desks.lead())
    with refused("duplicate"):
        return_ask(answer=desks.answer_of(sheet, "HT-6"), reason="Thêm nữa.", by=desks.lead())


def test_a_request_is_taken_back_until_the_unit_begins_to_answer(sheet):
    return_ask(answer=desks.answer_of(sheet, "TK-2"), reason="Thiếu quyết định.", by=desks.lead())
    with refused("not_office"):
        return_take_back(answer=desks.answer_of(sheet, "TK-2"), by=desks.second())
    request = return_take_back(answer=desks.answer_of(sheet, "TK-2"), by=desks.lead())
    assert (request.answered_at, request.answered_by, request.is_withdrawn) == (clock.now(), desks.lead(), True)
    assert not rules.may_edit_answer(
        factories.editor_of(sheet.participant.unit), desks.answer_of(sheet, "TK-2"), is_returned=False
    )
    told = InboxMessage.objects.filter(user=factories.editor_of(sheet.participant.unit)).order_by("pk").last()
    assert "TK-2" in told.text
    assert Event.objects.get(action="assessment.return_withdrawn").data == {"item": "TK-2", "unit": sheet.subject_name}
    desks.mark(sheet, "TK-2", desks.lead())
    with refused("state"):
        return_take_back(answer=desks.answer_of(sheet, "TK-2"), by=desks.lead())


def test_a_request_that_the_unit_is_answering_stays(sheet):
    return_ask(answer=desks.answer_of(sheet, "TK-2"), reason="Thiếu quyết định.", by=desks.lead())
    answer = desks.answer_of(sheet, "TK-2")
    editor = factories.editor_of(sheet.participant.unit)
    values = replace(factories.full_values(answer.item), narrative="Đã ban hành quyết định.")
    answer_save(answer=answer, expected_version=answer.version, values=values, by=editor)
    with refused("begun"):
        return_take_back(answer=desks.answer_of(sheet, "TK-2"), by=desks.lead())
    assert Return.objects.get().answered_at is None


def test_a_return_needs_words_and_the_own_office(sheet):
    with refused("reason_needed"):
        return_ask(answer=desks.answer_of(sheet, "HT-6"), reason=" ", by=desks.lead())
    with refused("not_office"):
        return_ask(answer=desks.answer_of(sheet, "HT-6"), reason="Thiếu.", by=desks.second())
    assert not Return.objects.exists()


def test_a_finished_office_asks_for_nothing_more(sheet):
    desks.mark_all(sheet, desks.second())
    desks.finish(sheet, factories.AWARD)
    with refused("finished"):
        return_ask(answer=desks.answer_of(sheet, "TK-5"), reason="Thiếu.", by=desks.second())


def test_a_shared_answer_sent_back_opens_the_other_finished_part(sheet):
    desks.mark_all(sheet, desks.second())
    desks.finish(sheet, factories.AWARD)
    return_ask(answer=desks.answer_of(sheet, "TK-5"), reason="Thiếu kết quả kiểm định.", by=desks.lead())
    assert desks.part_of(sheet, factories.AWARD).state == OfficeState.PENDING


def test_marks_given_before_the_change_are_given_anew(sheet):
    desks.mark(sheet, "HT-1", desks.lead())
    return_ask(answer=desks.answer_of(sheet, "HT-1"), reason="Chọn lại mức.", by=desks.lead())
    lower = desks.answer_of(sheet, "HT-1").item.options.get(points=4)
    desks.complete(sheet, "HT-1", option=lower)
    with refused("stale"):
        mark_give(answer=desks.answer_of(sheet, "HT-1"), values=desks.given(1, points=Decimal(4)), by=desks.lead())
    mark = desks.mark(sheet, "HT-1", desks.lead())
    assert (mark.points, mark.revision.number) == (Decimal(4), 2)


def test_a_place_with_an_outdated_mark_is_free_for_a_colleague(sheet):
    desks.mark(sheet, "TK-5", desks.lead())
    return_ask(answer=desks.answer_of(sheet, "TK-5"), reason="Thiếu.", by=desks.lead())
    desks.complete(sheet, "TK-5", claimed=Decimal(5))
    colleague = factories.make_user(Role.APPRAISER)
    assert desks.mark(sheet, "TK-5", colleague).slot == 1
    assert standing(sheet, "TK-5") == {1: Decimal(5)}


# Finishing and reopening


def test_an_office_finishes_when_nothing_is_open(sheet):
    desks.mark_all(sheet, desks.second())
    part = desks.finish(sheet, factories.AWARD)
    assert (part.state, part.finished_by) == (OfficeState.FINISHED, desks.second())
    assert state_of(sheet) == State.APPRAISING
    with refused("state"):
        desks.finish(sheet, factories.AWARD)


@pytest.mark.parametrize("hurdle", ["unmarked", "returned"])
def test_open_answers_keep_an_office_from_finishing(sheet, hurdle):
    if hurdle == "returned":
        desks.mark_all(sheet, desks.second())
        return_ask(answer=desks.answer_of(sheet, "TK-5"), reason="Thiếu.", by=desks.second())
    else:
        desks.mark(sheet, "HT-1", desks.lead())
    with refused("incomplete"):
        desks.finish(sheet, factories.AWARD)


def test_only_the_own_office_finishes(sheet):
    desks.mark_all(sheet, desks.second())
    with refused("not_office"):
        office_finish(part=desks.part_of(sheet, factories.AWARD), by=desks.lead())


def finish_all(sheet: Assessment) -> None:
    for user, code in ((desks.lead(), factories.LEAD), (desks.second(), factories.AWARD)):
        desks.mark_all(sheet, user)
        desks.finish(sheet, code)


def test_with_the_last_office_the_columns_settle(sheet):
    desks.mark(sheet, "TK-5", desks.lead(), Decimal(5), "Chưa có kết quả kiểm định.")
    for answer in ("HT-1", "HT-5", "HT-6", "TK-2", "TK-3", "TK-8"):
        desks.mark(sheet, answer, desks.lead())
    desks.finish(sheet, factories.LEAD)
    desks.mark_all(sheet, desks.second())
    desks.finish(sheet, factories.AWARD)
    fresh = Assessment.objects.get(pk=sheet.pk)
    assert (fresh.state, fresh.appraised_at) == (State.APPRAISED, clock.now())
    settled = Column.objects.filter(kind=ColumnKind.APPRAISAL_1).values_list("answer__item__code", "points")
    assert dict(settled) == {
        "HT-1": Decimal("6.00"),
        "HT-5": Decimal("3.50"),
        "HT-6": Decimal("9.90"),
        "TK-2": Decimal("5.00"),
        "TK-3": Decimal("1.60"),
        "TK-5": Decimal("5.25"),
        "TK-8": Decimal("4.00"),
    }


def test_the_manager_reopens_with_a_reason_and_marks_stay(sheet):
    finish_all(sheet)
    manager = factories.make_user(Role.CAMPAIGN_MANAGER)
    row = Assessment.objects.get(pk=sheet.pk)
    with refused("not_manager"):
        appraisal_reopen(assessment=row, reason="Sót minh chứng.", by=desks.second())
    with refused("reason_needed"):
        appraisal_reopen(assessment=row, reason="", by=manager)
    marks = Mark.objects.filter(superseded_at__isnull=True).count()
    appraisal_reopen(assessment=row, reason="Sót minh chứng.", by=manager)
    assert state_of(sheet) == State.APPRAISING
    assert {part.state for part in row.office_appraisals.all()} == {OfficeState.PENDING}
    assert Mark.objects.filter(superseded_at__isnull=True).count() == marks
    desks.mark(sheet, "HT-1", desks.lead(), Decimal(4), "Trình chậm.")
    for code in (factories.LEAD, factories.AWARD):
        desks.finish(sheet, code)
    column = Column.objects.get(answer__item__code="HT-1", kind=ColumnKind.APPRAISAL_1)
    assert column.points == Decimal(4)


# Bonus and minus


def rule(code: str = "DT-1") -> AdjustmentRule:
    return AdjustmentRule.objects.get(code=code)


def test_bonus_with_its_paper(sheet):
    paper = CitedDocument(kind="Quyết định", number="12/QĐ-SGDĐT")
    entry = adjustment_add(
        assessment=sheet, rule=rule(), size=Decimal(1), reason="Mô hình được đăng tải.", by=desks.lead(), document=paper
    )
    assert (entry.points, entry.document.number, entry.entered_by) == (Decimal(1), "12/QĐ-SGDĐT", desks.lead())
    event = Event.objects.get(action="assessment.adjusted")
    assert event.data == {"rule": "DT-1", "points": "1.00", "unit": sheet.subject_name}


@pytest.mark.parametrize(("code", "size", "reason", "expected"), [
    ("DT-1", "2.25", "Lý do.", "bad_input"),  # above the limit of the item
    ("DT-1", "0", "Lý do.", "bad_input"),
    ("DT-1", "-1", "Lý do.", "bad_input"),
    ("TR-1", "0.5", "Nộp chậm.", "bad_input"),  # the portal counts lateness itself
    ("DT-1", "1", " ", "reason_needed"),
])  # fmt: skip
def test_refused_adjustments(sheet, code, size, reason, expected):
    with refused(expected):
        adjustment_add(assessment=sheet, rule=rule(code), size=Decimal(size), reason=reason, by=desks.lead())
    assert not AdjustmentEntry.objects.exists()


def test_only_the_office_in_charge_adjusts_and_never_itself(sheet):
    own = desks.received(factories.office(factories.LEAD))
    for row, user, code in (
        (sheet, desks.second(), "not_manager"),
        (sheet, factories.head_of(sheet.participant.unit), "not_manager"),
        (own, desks.lead(), "own_unit"),
    ):
        with refused(code):
            adjustment_add(assessment=row, rule=rule(), size=Decimal(1), reason="Lý do.", by=user)


def test_nothing_is_adjusted_after_the_final_result(sheet):
    Assessment.objects.filter(pk=sheet.pk).update(state=State.FINAL)
    with refused("state"):
        adjustment_add(
            assessment=Assessment.objects.get(pk=sheet.pk),
            rule=rule(),
            size=Decimal(1),
            reason="Lý do.",
            by=desks.lead(),
        )


def test_an_entry_is_taken_back_once_with_a_reason_and_stays_for_the_history(sheet):
    entry = adjustment_add(assessment=sheet, rule=rule(), size=Decimal(1), reason="Mô hình.", by=desks.lead())
    with refused("reason_needed"):
        adjustment_remove(entry=entry, reason="", by=desks.lead())
    with refused("not_manager"):
        adjustment_remove(entry=entry, reason="Nhầm đơn vị.", by=desks.second())
    adjustment_remove(entry=entry, reason="Nhầm đơn vị.", by=desks.lead())
    entry.refresh_from_db()
    assert entry.removed_at == clock.now()
    with refused("state"):
        adjustment_remove(entry=entry, reason="Lần nữa.", by=desks.lead())


# The log in words


def test_the_log_names_unit_and_criterion(sheet):
    lead, name = desks.lead(), sheet.participant.printed_name
    desks.mark(sheet, "HT-1", lead)
    return_ask(answer=desks.answer_of(sheet, "HT-6"), reason="Thiếu.", by=lead)
    return_take_back(answer=desks.answer_of(sheet, "HT-6"), by=lead)
    desks.mark_all(sheet, lead)
    desks.finish(sheet, factories.LEAD)
    adjustment_add(assessment=sheet, rule=rule(), size=Decimal(1), reason="Có văn bản.", by=worlds.manager())
    said = {event.action: event_text(event) for event in Event.objects.order_by("pk")}
    office = desks.part_of(sheet, factories.LEAD).office.versions.get().short_name
    assert {
        "mark.given": f"Cho điểm thẩm định: TK-8 ({name})",
        "assessment.begin_appraisal": f"Bắt đầu thẩm định: {name}",
        "assessment.returned": f"Yêu cầu bổ sung: HT-6 ({name})",
        "assessment.return_withdrawn": f"Đã rút lại yêu cầu bổ sung: HT-6 ({name})",
        "assessment.office_finished": f"Phòng hoàn thành phần thẩm định: {office} ({name})",
        "assessment.adjusted": f"Ghi điểm thưởng, điểm trừ: DT-1 ({name})",
    }.items() <= said.items()
