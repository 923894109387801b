"""After the issue: corrections, revocations, what comes back, hand-overs, letters, proposals upward."""

import datetime as dt

import pytest

from awards.enums import AwardState, DecisionKind, PaidAs, ProposalState
from awards.models import Award, Decision, Handover, Letter, Proposal, Recovery, RegisterEntry
from awards.queries.decision_facts import decision_facts, forward_facts, handover_facts
from awards.queries.decisions import forwarded, standing_awards
from awards.queries.payments import fund_state, payment_facts
from awards.queries.register import entries_found, entries_list
from awards.services.changing import correction_draft, corrigendum_write, revocation_draft
from awards.services.decisions import LineInput, decision_drop
from awards.services.forwarding import HigherInput, higher_record, proposals_forward
from awards.services.letters import letter_edit, letter_hold, letter_release, letters_release
from awards.services.recovery import ReturnInput, recovery_received, recovery_return
from awards.services.register import entry_void, handover_record, reprint_record
from common import clock
from common.access import Refused
from common.events import events_of
from common.models import CitedDocument, MailOutbox
from documents.models import IssuedDocument
from documents.services.issuing import paper_render
from tests import factories
from tests.awards import decided
from units.models import InboxMessage

pytestmark = pytest.mark.django_db
LATER = dt.date(2026, 8, 3)


@pytest.fixture(autouse=True)
def later():
    with clock.frozen(decided.NOW), decided.light_papers():
        yield


def code_of(act, **facts) -> str:
    with pytest.raises(Refused) as caught:
        act(**facts)
    return caught.value.verdict.code


def line(decision: Decision, name: str) -> Award:
    return decision.awards.get(printed_name=name)


def right(award: Award, name: str) -> LineInput:
    return LineInput(
        salutation=award.salutation,
        printed_name=name,
        printed_title=award.printed_title,
        printed_unit=award.printed_unit,
        achievement=award.achievement,
    )


def corrected(decision: Decision, kind: str = DecisionKind.AMENDING, name: str = "Lê Thị Đạo") -> Decision:
    wrong = line(decision, "Lê Thị Đào")
    return correction_draft(
        decision=decision,
        kind=kind,
        corrections={wrong.pk: right(wrong, name)},
        reason="In sai tên.",
        planned_on=LATER,
        by=decided.secretary(),
    )


def test_a_wrong_name_is_amended_by_a_new_decision():
    old = decided.issued()
    draft = corrected(old)
    assert line(old, "Lê Thị Đào").state == AwardState.GRANTED
    new = decided.issued(draft, number=16, on=LATER)
    wrong, fresh = line(old, "Lê Thị Đào"), new.awards.get()
    assert (wrong.state, wrong.amended_to, wrong.ended_by) == (AwardState.AMENDED, fresh, new)
    assert (fresh.printed_name, fresh.amount, fresh.proposal) == ("Lê Thị Đạo", 760_000, wrong.proposal)
    entries = [(row.number, bool(row.voided_at), row.award) for row in RegisterEntry.objects.order_by("number")]
    assert entries[3] == (4, True, wrong)
    assert entries[5] == (6, False, fresh)
    assert "16/QĐ" in RegisterEntry.objects.get(number=4).void_reason
    assert fund_state(old.cycle.fund).spent == 5_320_000
    facts = decision_facts(new)
    assert (facts.changes.full_symbol, facts.reason) == ("15/QĐ", "In sai tên.")
    assert facts.persons[0].corrects == "Bà Lê Thị Đào, Giáo viên, Trường THPT Đắk Song"
    assert payment_facts(new).lines[0].note.startswith("Thay nội dung tại Quyết định số 15/QĐ")
    assert (payment_facts(old).total, payment_facts(new).total) == (4_560_000, 760_000)
    assert standing_awards(LATER).count() == 5
    assert "điều chỉnh" in Letter.objects.get(decision=new).text


def test_a_replacing_decision_takes_over_the_whole_list():
    old = decided.issued()
    new = decided.issued(corrected(old, DecisionKind.REPLACING), number=16, on=LATER)
    assert set(old.awards.values_list("state", flat=True)) == {AwardState.AMENDED}
    assert [row.printed_name for row in new.awards.all()] == [
        "Trường THPT Chu Văn An",
        "Trường THPT Đắk Song",
        "Nguyễn Văn Ánh",
        "Lê Thị Đạo",
        "Trần Thị Yến",
    ]
    assert standing_awards(LATER).count() == standing_awards(decided.AFTER).count() == 5
    again = corrected_again(new)
    assert decided.issued(again, number=17, on=LATER).awards.get().printed_name == "Lê Thị Đảo"


def corrected_again(new: Decision) -> Decision:
    wrong = line(new, "Lê Thị Đạo")
    return correction_draft(
        decision=new,
        kind=DecisionKind.AMENDING,
        corrections={wrong.pk: right(wrong, "Lê Thị Đảo")},
        reason="Vẫn sai.",
        planned_on=LATER,
        by=decided.secretary(),
    )


def test_corrections_that_are_refused():
    draft = decided.drafted()
    award = line(draft, "Lê Thị Đào")
    facts = {
        "decision": draft,
        "kind": DecisionKind.AMENDING,
        "corrections": {award.pk: right(award, "Khác")},
        "reason": "Sai.",
        "planned_on": LATER,
        "by": decided.secretary(),
    }
    assert code_of(correction_draft, **facts) == "state"
    decided.issued(draft)
    assert code_of(correction_draft, **(facts | {"kind": DecisionKind.REVOKING})) == "bad_input"
    assert code_of(correction_draft, **(facts | {"corrections": {}})) == "bad_input"
    assert code_of(correction_draft, **(facts | {"corrections": {award.pk: right(award, "Lê Thị Đào")}})) == "bad_input"
    assert code_of(correction_draft, **(facts | {"reason": " "})) == "reason_needed"
    assert code_of(correction_draft, **(facts | {"planned_on": decided.BEFORE})) == "bad_input"
    assert code_of(correction_draft, **(facts | {"by": decided.clerk()})) == "not_role"
    first = correction_draft(**facts)
    assert code_of(correction_draft, **facts) == "bad_input"
    decision_drop(decision=first, reason="Làm lại.", by=decided.secretary())
    assert correction_draft(**facts).awards.count() == 1


def test_one_recipient_of_a_list_is_revoked():
    old = decided.issued()
    award = line(old, "Trần Thị Yến")
    draft = revocation_draft(decision=old, awards=[award], values=decided.revocation(LATER), by=decided.secretary())
    assert Award.objects.get(pk=award.pk).state == AwardState.GRANTED
    new = decided.issued(draft, number=16, on=LATER)
    award.refresh_from_db()
    assert (award.state, award.ended_by, award.printed_name) == (AwardState.REVOKED, new, "Trần Thị Yến")
    assert old.awards.filter(state=AwardState.GRANTED).count() == 4
    assert standing_awards(LATER - dt.timedelta(1)).count() == 5
    assert standing_awards(LATER).count() == 4
    recovery = Recovery.objects.get()
    assert (recovery.award, recovery.money_due, recovery.due_on) == (award, 760_000, None)
    facts = decision_facts(new)
    assert [row.name for row in facts.revoked] == ["Trần Thị Yến"]
    assert (facts.return_days, facts.ground) == (15, "Điểm a khoản 2 Điều 93 Luật Thi đua, khen thưởng")
    assert facts.conclusion.startswith("Kết luận số 9/KL-TTr")
    assert RegisterEntry.objects.filter(series__keeper="portal").count() == 5
    assert RegisterEntry.objects.get(award=award).void_reason == "Hủy bỏ theo Quyết định số 16/QĐ ngày 03/8/2026"
    assert "hủy bỏ" in Letter.objects.get(decision=new).text
    assert Proposal.objects.get(pk=award.proposal_id).state == ProposalState.DECIDED


def test_a_whole_decision_is_revoked_and_its_paper_says_so():
    old = decided.issued()
    paper = old.document
    draft = revocation_draft(
        decision=old, awards=old.awards.all(), values=decided.revocation(LATER), by=decided.secretary()
    )
    decided.issued(draft, number=16, on=LATER)
    paper.refresh_from_db()
    assert (paper.state, paper.revoked_on) == ("revoked", LATER)
    assert paper.revoked_by_symbol == "Quyết định số 16/QĐ ngày 03/8/2026"
    assert Recovery.objects.count() == 5
    assert standing_awards(LATER).count() == 0


def test_revocations_that_are_refused():
    old = decided.issued()
    award = line(old, "Trần Thị Yến")
    facts = {"decision": old, "awards": [award], "values": decided.revocation(), "by": decided.secretary()}
    assert code_of(revocation_draft, **(facts | {"values": decided.revocation(ground=" ")})) == "reason_needed"
    assert code_of(revocation_draft, **(facts | {"values": decided.revocation(reason=" ")})) == "reason_needed"
    assert code_of(revocation_draft, **(facts | {"awards": []})) == "bad_input"
    assert code_of(revocation_draft, **(facts | {"by": decided.leader()})) == "not_role"
    draft = revocation_draft(**facts)
    assert code_of(revocation_draft, **facts) == "duplicate"
    decided.issued(draft, number=16, on=LATER)
    assert code_of(revocation_draft, **facts) == "state"


def test_what_is_owed_comes_back_within_fifteen_working_days():
    old = decided.issued()
    award = line(old, "Trần Thị Yến")
    draft = revocation_draft(decision=old, awards=[award], values=decided.revocation(LATER), by=decided.secretary())
    decided.issued(draft, number=16, on=LATER)
    row, by = Recovery.objects.get(), decided.accountant()
    assert (
        code_of(recovery_received, recovery=row, received_on=LATER - dt.timedelta(1), by=decided.clerk()) == "bad_input"
    )
    row = recovery_received(recovery=row, received_on=dt.date(2026, 8, 7), by=decided.clerk())
    # Friday 07/8 and fifteen working days: Friday 28/8.
    assert row.due_on == dt.date(2026, 8, 28)
    day = dt.date(2026, 8, 19)
    assert code_of(recovery_return, recovery=row, values=ReturnInput(money=760_001, money_on=day), by=by) == "bad_input"
    assert code_of(recovery_return, recovery=row, values=ReturnInput(money=5), by=by) == "bad_input"
    assert code_of(recovery_return, recovery=row, values=ReturnInput(), by=decided.clerk()) == "not_role"
    assert code_of(recovery_return, recovery=row, values=ReturnInput(), by=by) == "bad_input"
    early = LATER - dt.timedelta(1)
    for values in (ReturnInput(money=5, money_on=early), ReturnInput(artefact_on=early)):
        assert code_of(recovery_return, recovery=row, values=values, by=by) == "bad_input"
    recovery_return(recovery=row, values=ReturnInput(money=760_000, money_on=day, artefact_on=day), by=by)
    assert code_of(recovery_return, recovery=row, values=ReturnInput(), by=by) == "no_reason"
    part = ReturnInput(money=700_000, money_on=day, artefact_on=day)
    assert code_of(recovery_return, recovery=row, values=part, by=by) == "no_reason"
    told = ReturnInput(money=700_000, money_on=day, artefact_on=day, note="Ghi nhầm số tiền.")
    assert recovery_return(recovery=row, values=told, by=by).money_returned == 700_000
    recovery_return(recovery=row, values=ReturnInput(money=760_000, money_on=day, artefact_on=day), by=by)
    assert Recovery.objects.get().note == "Ghi nhầm số tiền."
    assert fund_state(old.cycle.fund).spent == 4_560_000
    assert Award.objects.get(pk=award.pk).state == AwardState.REVOKED


def test_a_corrigendum_corrects_layout_and_never_a_name():
    old = decided.issued()
    paper = corrigendum_write(decision=old, printed="ngày 1 tháng 7", correct="ngày 01 tháng 7", by=decided.secretary())
    assert (paper.kind, paper.state, paper.header["symbol"]) == ("awards.correction_letter", "draft", "VP")
    content = paper_render(paper).content.context["data"]
    assert content.document == "Quyết định số 15/QĐ ngày 01 tháng 7 năm 2026"
    assert (content.corrections[0].printed, content.corrections[0].right) == ("ngày 1 tháng 7", "ngày 01 tháng 7")
    assert events_of(old).last().data["printed"] == "ngày 1 tháng 7"
    second = corrigendum_write(decision=old, printed="Nôi vụ", correct="Nội vụ", by=decided.secretary())
    assert second.pk != paper.pk
    wrong = {"decision": old, "printed": "Lê Thị Đào", "correct": "Lê Thị Đạo", "by": decided.secretary()}
    assert code_of(corrigendum_write, **wrong) == "content"
    assert code_of(corrigendum_write, **(wrong | {"printed": "A", "correct": "A"})) == "bad_input"


def test_certificates_are_handed_over_once():
    old = decided.issued()
    values = decided.handover()
    facts = {"decision": old, "awards": list(old.awards.all()[:2]), "values": values, "by": decided.clerk()}
    for wrong in ({"held_on": decided.BEFORE}, {"ended_at": dt.time(7)}):
        assert code_of(handover_record, **(facts | {"values": decided.handover(**wrong)})) == "bad_input"
    assert code_of(handover_record, **(facts | {"awards": []})) == "bad_input"
    assert code_of(handover_record, **(facts | {"by": decided.leader()})) == "not_role"
    record = handover_record(**facts)
    assert [row.register_number for row in handover_facts(record).lines] == [1, 2]
    assert (record.document.kind, record.document.state) == ("awards.handover_record", "issued")
    assert code_of(handover_record, **facts) == "duplicate"
    assert Handover.objects.count() == 1


def test_a_spoilt_number_is_void_and_the_award_gets_the_next():
    old = decided.issued()
    entry = RegisterEntry.objects.get(number=2)
    assert code_of(entry_void, entry=entry, reason="", by=decided.clerk()) == "reason_needed"
    fresh = entry_void(entry=entry, reason="In hỏng phôi.", by=decided.clerk())
    assert (fresh.number, fresh.award) == (6, entry.award)
    assert code_of(entry_void, entry=entry, reason="Lại.", by=decided.clerk()) == "state"
    assert decision_facts(old).collectives[1].register_number == 6
    # The series of the register shows it among its void numbers.
    void = entry.series.voids.get()
    assert (void.number, void.reason, void.voided_by) == (2, "In hỏng phôi.", decided.clerk())


def test_a_certificate_is_printed_again_with_its_reason():
    decided.issued()
    entry = RegisterEntry.objects.get(number=1)
    facts = {"entry": entry, "reason": "Bị mất.", "by": decided.clerk()}
    assert code_of(reprint_record, **facts) == "no_certificate"
    entry.certificate = IssuedDocument.objects.create(
        kind="certificate", title="GK", target_type="x", target_id="1", code="GK", created_at=clock.now()
    )
    entry.save()
    assert code_of(reprint_record, **(facts | {"reason": " "})) == "reason_needed"
    assert reprint_record(**facts).certificate == entry.certificate


def test_the_register_is_searched_without_marks():
    decided.issued()
    found = entries_found(entries_list(year=2026), "dak song truong")
    assert sorted(row.number for row in found) == [2, 3, 4, 5]
    assert [row.number for row in entries_found(entries_list(), "DAO 15/qd")] == [4]
    assert entries_found(entries_list(year=2025), "") == []


def test_letters_wait_until_they_are_released():
    old = decided.issued()
    letters = {row.unit_id: row for row in Letter.objects.filter(decision=old)}
    school = line(old, "Trường THPT Đắk Song").subject.unit
    other = line(old, "Trường THPT Chu Văn An").subject.unit
    assert set(letters) == {school.pk, other.pk}
    assert letters[school.pk].text.splitlines()[1:3] == [
        "1. Tập thể Trường THPT Đắk Song: tiền thưởng 1.520.000 đồng",
        "2. Ông Nguyễn Văn Ánh, Giáo viên: tiền thưởng 760.000 đồng",
    ]
    head = factories.head_of(school)
    head.email = "truong@demo.example.invalid"
    head.save()
    by, letter = decided.secretary(), letters[school.pk]
    letter_edit(letter=letter, subject="Thông báo", text="Kính mời dự lễ trao.", by=by)
    letter_hold(letter=letters[other.pk], is_held=True, by=by)
    assert code_of(letter_release, letter=letters[other.pk], by=by) == "state"
    assert letters_release(decision=old, by=by) == 1
    assert InboxMessage.objects.get(user=head).text == "Thông báo"
    assert MailOutbox.objects.get().body == "Kính mời dự lễ trao."
    assert code_of(letter_edit, letter=letter, subject="A", text="B", by=by) == "state"
    assert code_of(letters_release, decision=old, by=by) == "state"
    assert code_of(letter_hold, letter=letters[other.pk], is_held=False, by=decided.clerk()) == "not_role"


def upward() -> tuple:
    cycle = decided.make_cycle()
    rows = [decided.passed(cycle, decided.school(f"Trường THPT {n}"), "BK-TINH") for n in ("Hai", "Ba", "Một")]
    letter = CitedDocument(kind="Tờ trình", number="20/TTr-SGDĐT", date=decided.AFTER, issuer="Sở GDĐT")
    return cycle, rows, letter


def higher(granted: dict, declined: dict, **facts) -> HigherInput:
    paper = CitedDocument(kind="Quyết định", number="100/QĐ-UBND", date=LATER, issuer="UBND tỉnh")
    values = {
        "full_symbol": "100/QĐ-UBND",
        "decided_on": LATER,
        "authority": "Chủ tịch UBND tỉnh",
        "paper": paper,
        "granted": granted,
        "declined": declined,
    }
    return HigherInput(**(values | facts))


def test_bang_khen_goes_up_and_comes_back():
    cycle, rows, letter = upward()
    facts = forward_facts(cycle, rows)
    assert [row.name for row in facts.collectives] == ["Trường THPT Ba", "Trường THPT Hai", "Trường THPT Một"]
    assert facts.authority == "Chủ tịch UBND tỉnh"
    by = decided.secretary()
    assert proposals_forward(cycle=cycle, proposals=rows, letter=letter, by=by) == 3
    assert forwarded(cycle).count() == 3
    values = higher({rows[0].pk: PaidAs.NOTHING, rows[1].pk: PaidAs.MONEY}, {rows[2].pk: "Chưa đủ điều kiện."})
    decision = higher_record(cycle=cycle, values=values, by=by)
    states = {row.printed_name: row.state for row in Proposal.objects.all()}
    assert states == {"Trường THPT Hai": "decided", "Trường THPT Ba": "decided", "Trường THPT Một": "declined"}
    assert [(row.printed_name, row.paid_as, row.amount) for row in decision.awards.all()] == [
        ("Trường THPT Ba", "money", 7_590_000),
        ("Trường THPT Hai", "nothing", 0),
    ]
    assert (decision.kind, decision.state, RegisterEntry.objects.count()) == ("higher", "recorded", 0)
    assert events_of(rows[2]).get().reason == "Chưa đủ điều kiện."
    assert standing_awards(LATER).count() == 2
    award = decision.awards.first()
    facts = {"decision": decision, "awards": [award], "values": decided.revocation(), "by": by}
    assert code_of(revocation_draft, **facts) == "not_ours"


def test_what_cannot_go_up_or_be_recorded():
    cycle, rows, letter = upward()
    own, by = decided.passed(cycle, decided.school("Trường THPT Giấy khen")), decided.secretary()
    assert code_of(proposals_forward, cycle=cycle, proposals=[own], letter=letter, by=by) == "not_upward"
    assert code_of(proposals_forward, cycle=cycle, proposals=[own, *rows], letter=letter, by=by) == "bad_input"
    assert code_of(higher_record, cycle=cycle, values=higher({rows[0].pk: "nothing"}, {}), by=by) == "state"
    hold = decided.hold(rows[0].subject)
    assert code_of(proposals_forward, cycle=cycle, proposals=rows, letter=letter, by=by) == "held"
    hold.delete()
    proposals_forward(cycle=cycle, proposals=rows, letter=letter, by=by)
    granted = {rows[0].pk: "nothing"}
    assert code_of(higher_record, cycle=cycle, values=higher(granted, {rows[1].pk: " "}), by=by) == "reason_needed"
    assert code_of(higher_record, cycle=cycle, values=higher(granted, {}, full_symbol=""), by=by) == "bad_input"
    late = clock.today() + dt.timedelta(1)
    assert code_of(higher_record, cycle=cycle, values=higher(granted, {}, decided_on=late), by=by) == "bad_input"
    both = higher(granted, {rows[0].pk: "Không."})
    assert code_of(higher_record, cycle=cycle, values=both, by=by) == "bad_input"
    higher_record(cycle=cycle, values=higher(granted, {}), by=by)
    again = higher({rows[1].pk: "nothing"}, {})
    assert code_of(higher_record, cycle=cycle, values=again, by=by) == "duplicate"
