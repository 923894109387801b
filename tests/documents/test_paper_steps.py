"""The way of a paper: who takes which step, what stands against it, what is frozen."""

import datetime as dt
import hashlib
from functools import partial

import pytest

from common.access import Refused
from common.events import events_of
from documents.address import verification_url
from documents.enums import DocumentState as State
from documents.enums import RenditionKind, Steps
from documents.models import IssuedDocument, NumberSeries, VoidNumber
from documents.queries import bytes_to_sign
from documents.services.issuing import (
    document_approve,
    document_go_out,
    document_number,
    document_replace,
    document_revoke,
    file_to_sign_make,
    number_take_back,
    paper_render,
    require_as_approved,
)
from documents.services.signing import signature_take_back
from documents.workflow import MOVES, document_move, moves_for, moves_of
from tests import factories
from tests.documents import sample_kinds as sample
from tests.documents.sample_kinds import CERTIFICATE, DAY, MINUTES, RECORD, approved, drafted, issued, numbered
from units.enums import Role
from units.models import InboxMessage


def refusal(act) -> str:
    with pytest.raises(Refused) as refused:
        act()
    return refused.value.verdict.code


def test_a_decision_is_signed_and_then_numbered(people):
    row = drafted(people)
    assert (row.state, row.number, row.created_by) == (State.DRAFT, None, people.secretary)
    row = issued(people, typed="12", unit=factories.make_unit(code="T-12"))
    assert (row.state, row.number, row.full_symbol, row.issued_on) == (State.ISSUED, 12, "12/QĐ-SGDĐT", DAY)
    assert row.series == NumberSeries.objects.get(symbol="QĐ-SGDĐT", year=2025)
    assert row.signer == sample.SIGNER
    assert row.header["place"] == "Đắk Nông"
    assert row.legal_bases == ["Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022"]
    kept = row.renditions.get(kind=RenditionKind.ISSUED)
    content = kept.file.file.read()
    assert "12/QĐ-SGDĐT | 2025-06-25" in content.decode()
    assert kept.sha256 == kept.file.sha256 == hashlib.sha256(content).hexdigest()
    assert [event.action for event in events_of(row)] == [
        "document.drafted",
        "document.approve",
        "document.sign",
        "document.number",
        "document.issue",
    ]


def test_minutes_are_numbered_and_then_signed(people):
    row = numbered(people, MINUTES)
    assert (row.state, row.full_symbol) == (State.NUMBERED, "01/QĐ-SGDĐT")
    out = bytes_to_sign(row)
    assert out.kind == RenditionKind.TO_SIGN
    row = document_move(document=row, name="sign", by=people.secretary)
    row = document_go_out(document=row, paper=None, by=people.secretary)
    assert row.state == State.ISSUED
    assert row.renditions.get(kind=RenditionKind.ISSUED).sha256 == out.sha256


def test_a_record_has_no_number(people):
    row = approved(people, RECORD)
    assert refusal(lambda: document_number(document=row, day=DAY, by=people.clerk)) == "steps"
    row = document_move(document=row, name="sign", by=people.clerk)
    row = document_go_out(document=row, paper=paper_render(row), by=people.clerk)
    assert (row.state, row.issued_on, row.number) == (State.ISSUED, DAY, None)


@pytest.mark.parametrize(
    ("name", "allowed"),
    [("approve", "leader"), ("send_back", "leader"), ("sign", "clerk"), ("number", "clerk"), ("issue", "clerk")],
)
def test_each_step_has_its_role(people, name, allowed):
    row = drafted(people)
    others = {"leader", "clerk", "secretary"} - {allowed}
    for other in others:
        move = partial(document_move, document=row, name=name, by=getattr(people, other))
        assert refusal(move) in ("not_leader", "not_clerk")


def test_nobody_approves_the_own_paper(people):
    row = drafted(people, by=people.leader)
    assert refusal(lambda: document_move(document=row, name="approve", by=people.leader)) == "own_paper"
    other = factories.make_user(Role.LEADER)
    assert document_move(document=row, name="approve", by=other).state == State.APPROVED


def test_steps_are_not_skipped(people):
    row = drafted(people)
    assert refusal(lambda: document_move(document=row, name="sign", by=people.clerk)) == "state"
    assert refusal(lambda: document_number(document=row, day=DAY, by=people.clerk, typed="5")) == "state"
    assert refusal(lambda: document_go_out(document=row, paper=paper_render(row), by=people.clerk)) == "state"
    assert IssuedDocument.objects.get(pk=row.pk).state == State.DRAFT
    assert not NumberSeries.objects.exists()


def test_sending_back_needs_a_reason(people):
    row = approved(people)
    assert refusal(lambda: document_move(document=row, name="send_back", by=people.leader)) == "reason_needed"
    row = document_move(document=row, name="send_back", by=people.leader, reason="Sai tên đơn vị")
    assert row.state == State.DRAFT


def test_a_text_that_changed_after_the_approval_is_refused(people, monkeypatch):
    row = numbered(people)
    require_as_approved(document=row)
    monkeypatch.setitem(sample.TEXT, "say", "Tặng Giấy khen cho 11 tập thể.")
    assert refusal(lambda: require_as_approved(document=row)) == "conflict"
    assert row.number == 5


def test_a_typed_number_taken_back_is_free(people):
    row = number_take_back(document=numbered(people, typed="55"), reason="Gõ nhầm 5 thành 55", by=people.clerk)
    assert (row.state, row.number, row.full_symbol, row.issued_on) == (State.SIGNED, None, "", None)
    assert not VoidNumber.objects.exists()
    assert issued(people, typed="55").number == 55


def test_a_number_of_the_portal_taken_back_is_void(people):
    row = numbered(people, MINUTES)
    assert refusal(lambda: number_take_back(document=row, reason="", by=people.clerk)) == "reason_needed"
    row = number_take_back(document=row, reason="Ghi sai ngày họp", by=people.clerk)
    assert (row.state, row.number) == (State.APPROVED, None)
    void = VoidNumber.objects.get()
    assert (void.number, void.reason, void.voided_by) == (1, "Ghi sai ngày họp", people.clerk)
    assert bytes_to_sign(row) is None
    row = document_number(document=row, day=DAY, by=people.clerk)
    assert row.full_symbol == "02/QĐ-SGDĐT"
    new = file_to_sign_make(document=row, paper=paper_render(row), by=people.clerk)
    assert bytes_to_sign(row) == new


def test_what_is_signed_with_its_number_needs_its_file(people):
    row = document_number(document=approved(people, MINUTES), day=DAY, by=people.clerk)
    assert refusal(lambda: document_move(document=row, name="sign", by=people.clerk)) == "no_file"


def test_no_qr_code_without_a_public_address(people, settings):
    settings.PUBLIC_URL = ""
    row = drafted(people)
    assert refusal(lambda: document_approve(document=row, paper=paper_render(row), by=people.leader)) == "no_address"
    assert refusal(lambda: sample.certificate(people.clerk)) == "no_address"
    assert refusal(lambda: verification_url(row.code)) == "no_address"
    assert approved(people, RECORD).state == State.APPROVED


def test_the_demonstration_uses_its_own_address(people, settings, monkeypatch):
    settings.PUBLIC_URL, settings.LOCAL_URL = "", "http://127.0.0.1:8000"
    monkeypatch.setattr("documents.address.clock.assumed_day", lambda: DAY)
    assert verification_url("A1B0C2D3E4F5G6H7") == "http://127.0.0.1:8000/v/A1B0-C2D3-E4F5-G6H7"
    assert approved(people).state == State.APPROVED


def test_a_certificate_goes_out_in_one_step(people):
    row = sample.certificate(people.secretary)
    assert (row.state, row.kind, row.issued_on) == (State.ISSUED, CERTIFICATE, DAY)
    assert row.legal_bases == ["Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022"]
    again = sample.certificate(people.secretary, unit=row.audience)
    row.refresh_from_db()
    assert (row.state, row.replaced_by) == (State.REPLACED, again)


def test_a_paper_is_replaced_or_revoked_once(people):
    old, new = issued(people, typed="5"), issued(people, typed="6")
    old = document_replace(document=old, replaced_by=new, by=people.clerk)
    assert (old.state, old.replaced_by) == (State.REPLACED, new)
    revoke = {"by_symbol": "Quyết định số 30/QĐ-SGDĐT ngày 01/7/2025", "on": dt.date(2025, 7, 1), "by": people.clerk}
    assert refusal(lambda: document_revoke(document=old, **revoke)) == "state"
    assert refusal(lambda: document_revoke(document=new, **revoke | {"by_symbol": " "})) == "bad_input"
    new = document_revoke(document=new, **revoke)
    assert (new.state, new.revoked_on) == (State.REVOKED, dt.date(2025, 7, 1))


def test_the_unit_it_goes_to_is_told(people):
    unit = factories.make_unit()
    head = factories.make_user(Role.UNIT_HEAD, unit=unit)
    row = issued(people, audience=unit)
    message = InboxMessage.objects.get(user=head)
    assert row.title in message.text
    assert str(row.public_id) in message.link


def test_a_draft_is_taken_up_again(people):
    unit = factories.make_unit()
    first, second = drafted(people, unit=unit), drafted(people, unit=unit)
    assert first.pk == second.pk
    assert first.code == second.code


def test_a_signature_is_taken_back_before_the_number_and_not_after_the_issue(people):
    row = document_move(document=approved(people), name="sign", by=people.clerk)
    row = signature_take_back(document=row, reason="Ký nhầm bản", by=people.clerk)
    assert row.state == State.APPROVED
    for later in (numbered(people), issued(people, typed="9")):
        assert (
            refusal(lambda row=later: signature_take_back(document=row, reason="Ký nhầm", by=people.clerk)) == "state"
        )


def test_the_page_offers_what_leads_on(people):
    row = approved(people)
    offers = {offer.move.name: bool(offer.verdict) for offer in moves_for(people.clerk, row)}
    assert offers == {"send_back": False, "sign": True}
    assert moves_for(people.clerk, issued(people)) == []


def test_every_way_ends_at_the_issue():
    for steps in Steps:
        targets = [move.target for move in moves_of(steps)]
        assert targets[-2:] == [State.REPLACED, State.REVOKED]
        if steps is not Steps.DIRECT:
            assert State.ISSUED in targets
    assert len({(move.name, steps) for move in MOVES for steps in move.steps}) == sum(len(move.steps) for move in MOVES)
