"""Conflicts of interest: what closes a unit, who declares, who withdraws, what becomes of assigned sheets."""

import datetime as dt
import uuid

import pytest

from assessments.assigning import Choice
from assessments.desk_queries import queue_of
from assessments.models import Evidence, Explanation, Mark
from assessments.services.assigning import parts_assign
from assessments.services.conflicts import desk_conflict_declare
from assessments.services.drafting import assessment_start
from campaign.models import Round
from common import clock
from common.access import Refused
from common.events import events_of
from tests import factories
from tests.assessments import desks
from tests.kept import kept
from tests.reports import worlds
from units.enums import Role
from units.models import ConflictOfInterest, InboxMessage, UnitVersion, User
from units.rules import may_decide_about
from units.services import conflict_declare, conflict_withdraw

pytestmark = pytest.mark.django_db
PAGE = "/tham-dinh/truong-hop-phai-tranh/"


@pytest.fixture(autouse=True)
def in_time():
    with clock.frozen(factories.APPRAISAL_TIME):
        yield


sheet = kept(lambda: desks.received(factories.make_unit(code="T-SONG", name="Trường THPT Đắk Song")))


def fresh(user: User) -> User:
    return User.objects.get(pk=user.pk)


def declare(sheet, user: User, by: User | None = None) -> ConflictOfInterest:
    unit = sheet.participant.unit
    return desk_conflict_declare(user=user, unit=unit, kind="family", note="Vợ chồng.", by=by or user)[0]


def code_of(user: User, unit_id: int) -> str:
    verdict = may_decide_about(fresh(user), unit_id)
    return "" if verdict is True else verdict.code


def test_a_declaration_closes_queue_address_and_posting(client, sheet):
    user = desks.lead()
    desks.mark(sheet, "HT-1", user)
    row = declare(sheet, user)
    assert row.valid_from == dt.date(2025, 6, 9)
    event = events_of(row).get()
    assert (event.action, event.reason) == ("conflict.declared", "Vợ chồng.")
    assert event.data == {"name": str(user), "unit": "T-SONG"}
    user = fresh(user)
    assert queue_of(user, round=Round.objects.get()) == []
    with pytest.raises(Refused) as caught:
        desks.mark(sheet, "HT-5", user)
    assert caught.value.verdict.code == "declared_conflict"
    client.force_login(user)
    proof = f"/minh-chung/{Evidence.objects.filter(answer__assessment=sheet)[0].public_id}/"
    for path in (
        f"/tham-dinh/{sheet.public_id}/",
        f"/tham-dinh/{sheet.public_id}/dong-y/",
        f"/phieu/{sheet.public_id}/",
        proof,
        f"{proof}trang/1.png",
        f"{proof}tep/",
    ):
        page = client.get(path)
        assert page.status_code == 403
        html = page.content.decode()
        assert "Đã khai trường hợp phải tránh với đơn vị này" in html
        assert "403-refused" in html
        assert "Đắk Song" not in html
    assert (
        client.post(f"/tham-dinh/{sheet.public_id}/HT-5/", {"revision": "1", "decision": "accept"}).status_code == 403
    )
    # What was given before the declaration stays.
    assert Mark.objects.count() == 1


def test_only_a_declaration_that_alone_closes_a_sheet_is_told(client, sheet):
    """Nobody learns from an address whether there is a sheet that another reason keeps away."""
    declare(sheet, desks.lead())
    with clock.frozen(factories.IN_TIME):
        unit = factories.make_unit()
        participant = factories.participant_of(unit, Round.objects.get())
        draft = assessment_start(participant=participant, by=factories.editor_of(unit))
        other = desks.received()
    conflict_declare(user=desks.lead(), unit=draft.participant.unit, kind="family", note="Anh em.", by=desks.lead())
    elsewhere = factories.make_user(Role.APPRAISER, unit=factories.make_unit())
    conflict_declare(user=elsewhere, unit=other.participant.unit, kind="family", note="Anh em.", by=elsewhere)
    for user, closed in ((desks.lead(), draft), (elsewhere, other), (factories.make_user(Role.UNIT_HEAD), sheet)):
        client.force_login(fresh(user))
        assert client.get(f"/tham-dinh/{closed.public_id}/").status_code == 404
        assert client.get(f"/phieu/{closed.public_id}/").status_code == 404
        for row in Evidence.objects.filter(answer__assessment=closed):
            assert client.get(f"/minh-chung/{row.public_id}/").status_code == 404


def test_proof_of_an_explanation_being_written_is_not_even_told_of(client, sheet):
    user = desks.lead()
    declare(sheet, user)
    answer = sheet.answers.get(item__code="HT-1")
    editor = factories.editor_of(sheet.participant.unit)
    explanation = Explanation.objects.create(answer=answer, written_by=editor, written_at=clock.now())
    proof = Evidence.objects.filter(answer__assessment=sheet)[0]
    client.force_login(fresh(user))
    assert client.get(f"/minh-chung/{proof.public_id}/").status_code == 403
    Evidence.objects.filter(pk=proof.pk).update(explanation=explanation)
    assert client.get(f"/minh-chung/{proof.public_id}/").status_code == 404
    assert client.get(f"/minh-chung/{uuid.uuid4()}/").status_code == 404


def test_the_office_in_charge_with_a_declaration_still_reads_and_never_decides(client, sheet):
    manager = worlds.manager()
    declare(sheet, manager)
    client.force_login(fresh(manager))
    assert client.get(f"/phieu/{sheet.public_id}/").status_code == 200
    assert client.get(f"/tham-dinh/{sheet.public_id}/").status_code == 403


def test_assigned_sheets_go_back_to_the_office_and_the_office_in_charge_is_told(sheet):
    user, manager = desks.lead(), worlds.manager()
    parts_assign(choices=[Choice(desks.part_of(sheet, factories.LEAD), None, user)], by=manager)
    declare(sheet, user)
    part = desks.part_of(sheet, factories.LEAD)
    assert part.appraiser is None
    assert [event.action for event in events_of(part)] == ["part.assigned", "part.freed"]
    message = InboxMessage.objects.get(user=manager)
    assert "Trường THPT Đắk Song" in message.text
    assert message.text.endswith(": 1.")


def test_who_declares_for_whom(sheet):
    user, manager = desks.lead(), worlds.manager()
    declare(sheet, user, by=manager)
    assert code_of(user, sheet.participant.unit_id) == "declared_conflict"
    for by, code in ((desks.second(), "not_manager"), (factories.head_of(sheet.participant.unit), "not_appraiser")):
        with pytest.raises(Refused) as caught:
            declare(sheet, factories.make_user(Role.APPRAISER), by=by)
        assert caught.value.verdict.code == code
    with pytest.raises(Refused) as caught:
        declare(sheet, fresh(user))
    assert caught.value.verdict.code == "duplicate"
    with pytest.raises(Refused) as caught:
        desk_conflict_declare(user=manager, unit=sheet.participant.unit, kind="other", note=" ", by=manager)
    assert caught.value.verdict.code == "reason_needed"


def test_only_the_office_in_charge_withdraws_and_with_a_reason(sheet):
    user, manager = desks.lead(), worlds.manager()
    row = declare(sheet, user)
    for by, reason, code in (
        (user, "Đã hết.", "not_manager"),
        (manager, " ", "reason_needed"),
    ):
        with pytest.raises(Refused) as caught:
            conflict_withdraw(conflict=row, reason=reason, by=by)
        assert caught.value.verdict.code == code
    conflict_withdraw(conflict=row, reason="Đã ly hôn.", by=manager)
    assert code_of(user, sheet.participant.unit_id) == ""
    assert events_of(row).last().reason == "Đã ly hôn."
    desks.mark(sheet, "HT-1", fresh(user))
    with pytest.raises(Refused) as caught:
        conflict_withdraw(conflict=row, reason="Lại.", by=manager)
    assert caught.value.verdict.code == "state"


def test_nobody_withdraws_the_own_declaration(sheet):
    manager = worlds.manager()
    row = declare(sheet, manager)
    with pytest.raises(Refused) as caught:
        conflict_withdraw(conflict=row, reason="Không còn.", by=manager)
    assert caught.value.verdict.code == "own_conflict"


def test_the_unit_tree_needs_no_declaration():
    """Parent and child of the own unit are closed; units that hang on the department alone are not tied."""
    department = factories.office(factories.DEPARTMENT)
    main, branch, other = (factories.make_unit(parent=parent) for parent in (department, None, department))
    UnitVersion.objects.filter(unit=branch).update(parent=main)
    at_main = factories.make_user(Role.APPRAISER, unit=main)
    at_branch = factories.make_user(Role.APPRAISER, unit=branch)
    in_department = factories.make_user(Role.CAMPAIGN_MANAGER, unit=department)
    units = (main.pk, branch.pk, other.pk, department.pk)
    assert [code_of(at_main, unit) for unit in units] == ["own_unit", "related_unit", "", ""]
    assert [code_of(at_branch, unit) for unit in units] == ["related_unit", "own_unit", "", ""]
    assert [code_of(in_department, unit) for unit in units] == ["", "", "", "own_unit"]
    # The branch was closed: its row no longer ties anybody.
    UnitVersion.objects.filter(unit=branch).update(valid_to=dt.date(2025, 1, 1))
    assert code_of(at_main, branch.pk) == ""


@pytest.mark.parametrize("code", [factories.LEAD, factories.AWARD])
def test_the_unit_tree_closes_queue_address_and_posting(client, sheet, code):
    """An appraiser whose own unit stands directly above or below the unit: nothing to declare, nothing to open."""
    office = factories.office(code)
    user = factories.appraiser_of(office)
    round = Round.objects.get()
    assert [row.part.assessment for row in queue_of(user, round=round)] == [sheet]
    UnitVersion.objects.filter(unit=sheet.participant.unit).update(parent=office)
    user = fresh(user)
    assert queue_of(user, round=round) == []
    with pytest.raises(Refused) as caught:
        desks.mark(sheet, "TK-5", user)
    assert caught.value.verdict.code == "related_unit"
    part = desks.part_of(sheet, code)
    with pytest.raises(Refused) as caught:
        parts_assign(choices=[Choice(part, None, user)], by=worlds.manager())
    assert caught.value.verdict.code == "cannot_take"
    client.force_login(user)
    base = f"/tham-dinh/{sheet.public_id}/"
    accept = {"revision": "1", "decision": "accept"}
    for path in (base, f"{base}dong-y/", f"/phieu/{sheet.public_id}/"):
        assert client.get(path).status_code == 404
    for path, data in (
        (f"{base}TK-5/", accept),
        (f"{base}TK-5/yeu-cau-bo-sung/", {"ask-reason": "Thiếu."}),
        (f"{base}hoan-thanh/", {"office": code}),
        (f"/tham-dinh/ky/2025/TK-5/{sheet.public_id}/", accept),
    ):
        assert client.post(path, data).status_code == 404
    assert not Mark.objects.exists()


def test_a_declaration_is_told_with_the_unit(client, sheet):
    client.force_login(desks.lead())
    page = client.post(PAGE, {"unit": "T-SONG", "kind": "family", "note": "Vợ chồng."}, follow=True)
    name = str(desks.lead())
    assert f"Đã khai: Trường THPT Đắk Song, {name}. Số phiếu trả lại cho phòng: 0." in page.content.decode()


def test_the_page_lists_the_own_ones_and_all_for_the_office_in_charge(client, sheet):
    declare(sheet, desks.lead())
    declare(sheet, desks.second())
    client.force_login(desks.lead())
    assert len(client.get(PAGE).context["rows"]) == 1
    client.force_login(worlds.manager())
    page = client.get(PAGE)
    assert [name for _row, name in page.context["rows"]] == ["Trường THPT Đắk Song"] * 2
    assert client.post(PAGE, {"unit": "T-SONG", "kind": "family", "note": ""}).status_code == 400
    first = ConflictOfInterest.objects.order_by("pk").first()
    assert client.post(f"{PAGE}{first.pk}/go-bo/", {"reason": "Nhầm đơn vị."}).status_code == 303
    first.refresh_from_db()
    assert first.withdrawn_at == clock.now()
