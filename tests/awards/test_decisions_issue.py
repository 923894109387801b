"""Signing, numbering and issuing: who may, in which order, and that nothing changes afterwards."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from awards.enums import DecisionState, PaidAs, ProposalState
from awards.models import Award, BaseSalary, Decision, Proposal, RegisterEntry
from awards.queries.decision_facts import decision_facts
from awards.queries.payments import fund_state, payment_facts
from awards.services.decision_issue import decision_issue, decision_sign, decision_take_back
from awards.services.decision_numbers import next_number
from awards.services.decisions import LineInput, decision_change, decision_drop, line_change, line_remove
from common import clock
from common.access import Refused
from common.events import events_of
from common.versions import Stale
from documents.models import IssuedDocument, NumberSeries, VoidNumber
from tests import factories
from tests.awards import decided
from units.enums import Role
from units.models import Membership, SigningCapacity

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def later():
    with clock.frozen(decided.NOW), decided.light_papers():
        yield


def refused(act, **facts) -> Refused:
    with pytest.raises(Refused) as caught:
        act(**facts)
    return caught.value


def code_of(act, **facts) -> str:
    return refused(act, **facts).verdict.code


def test_the_way_of_a_decision():
    SigningCapacity.objects.create(
        unit=factories.make_campaign().department, authority_lines="KT. GIÁM ĐỐC / PHÓ GIÁM ĐỐC"
    )
    decision = decided.issued(number=5)
    found = Decision.objects.get(pk=decision.pk)
    assert (found.state, found.full_symbol, found.number) == (DecisionState.ISSUED, "05/QĐ", 5)
    assert (found.decided_on, found.series.year, found.series.keeper) == (decided.AFTER, 2026, "clerk")
    assert (found.signed_by, found.signer_name) == (decided.leader(), "Lê Văn Sở")
    assert set(Proposal.objects.values_list("state", flat=True)) == {ProposalState.DECIDED}
    assert [event.action for event in events_of(found)] == [
        "decision.drafted",
        "decision.signed",
        "register.entered",
        "decision.issued",
    ]
    facts = decision_facts(found)
    assert facts.signer_lines == ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")
    assert (facts.amount_collective, facts.amount_individual, facts.total) == (1_520_000, 760_000, 5_320_000)
    assert facts.total_words == "năm triệu ba trăm hai mươi nghìn đồng"
    assert facts.subject_text.endswith("giai đoạn 2023 - 2025")
    assert [(line.register_number, line.name) for line in (*facts.collectives, *facts.persons)] == [
        (1, "Trường THPT Chu Văn An"),
        (2, "Trường THPT Đắk Song"),
        (3, "Nguyễn Văn Ánh"),
        (4, "Lê Thị Đào"),
        (5, "Trần Thị Yến"),
    ]


def test_nothing_changes_after_the_issue():
    decision = decided.issued()
    line, by = decision.awards.first(), decided.secretary()
    before = list(Award.objects.order_by("pk").values())
    values = LineInput(printed_name="Khác", achievement="Khác")
    everything = [
        (line_change, {"award": line, "values": values, "by": by}),
        (line_remove, {"award": line, "reason": "Sai.", "by": by}),
        (decision_drop, {"decision": decision, "reason": "Sai.", "by": by}),
        (
            decision_change,
            {
                "decision": decision,
                "expected_version": decision.version,
                "planned_on": decided.BEFORE,
                "legal_bases": ["Luật"],
                "order": [],
                "by": by,
            },
        ),
        (decision_take_back, {"decision": decision, "reason": "Sai.", "by": decided.leader()}),
        (decision_sign, {"decision": decision, "expected_version": decision.version, "by": decided.leader()}),
        (decision_issue, {"decision": decision, "number": "16", "day": decided.AFTER, "by": decided.clerk()}),
    ]
    assert {code_of(act, **facts) for act, facts in everything} == {"state"}
    assert list(Award.objects.order_by("pk").values()) == before


def test_a_later_salary_does_not_reach_an_issued_decision():
    decision = decided.issued()
    BaseSalary.objects.create(effective_from=dt.date(2026, 7, 1) + dt.timedelta(1), amount=3_000_000, basis="Mới")
    assert payment_facts(decision).total == 5_320_000
    assert Decision.objects.get(pk=decision.pk).base_salary == 2_530_000


def test_who_drafts_does_not_sign_and_only_a_leader_does():
    both = decided.secretary()
    Membership.objects.create(user=both, unit=factories.office("VP"), role=Role.LEADER)
    decision = decided.drafted()
    assert code_of(decision_sign, decision=decision, expected_version=1, by=both) == "four_eyes"
    assert code_of(decision_sign, decision=decision, expected_version=1, by=decided.clerk()) == "not_role"
    decision.signed_by, decision.signed_at = both, clock.now()
    with pytest.raises(IntegrityError), transaction.atomic():
        decision.save()


def test_a_leader_signs_what_was_read():
    decision = decided.drafted()
    line = decision.awards.first()
    values = LineInput(printed_name="Tên sửa sau", achievement="Thành tích")
    line_change(award=line, values=values, by=decided.secretary())
    with pytest.raises(Stale):
        decision_sign(decision=decision, expected_version=1, by=decided.leader())
    assert Decision.objects.get(pk=decision.pk).state == DecisionState.DRAFT


def test_steps_are_not_skipped():
    decision = decided.drafted()
    assert code_of(decision_issue, decision=decision, number="1", day=decided.AFTER, by=decided.clerk()) == "state"
    signed = decided.signed(decision)
    assert code_of(decision_issue, decision=signed, number="1", day=decided.AFTER, by=decided.secretary()) == "not_role"
    line = signed.awards.first()
    assert code_of(line_remove, award=line, reason="Sai.", by=decided.secretary()) == "state"
    assert code_of(decision_take_back, decision=signed, reason=" ", by=decided.leader()) == "reason_needed"
    assert code_of(decision_take_back, decision=signed, reason="Sửa tên.", by=decided.secretary()) == "not_role"
    back = decision_take_back(decision=signed, reason="Sửa tên.", by=decided.leader())
    assert (back.state, back.signed_by, back.signer_name) == (DecisionState.DRAFT, None, "")


@pytest.mark.parametrize("act", ["sign", "issue"])
def test_a_held_subject_stops_the_signature_and_the_issue(act):
    decision = decided.drafted() if act == "sign" else decided.signed()
    hold = decided.hold(decision.awards.get(printed_name="Lê Thị Đào").subject, from_on=clock.today())
    if act == "sign":
        call, facts = decision_sign, {"decision": decision, "expected_version": 1, "by": decided.leader()}
    else:
        call = decision_issue
        facts = {"decision": decision, "number": "1", "day": decided.AFTER, "by": decided.clerk()}
    found = refused(call, **facts)
    assert found.verdict.code == "held"
    assert "Lê Thị Đào" in str(found.verdict.reason)
    assert "khoản 4 Điều 4 Nghị định 152/2025/NĐ-CP" in str(found.verdict.reason)
    assert RegisterEntry.objects.count() == 0
    # The first day without the hold is free.
    hold.until_on, hold.lifted_by_document = clock.today(), decided.make_document("Kết luận", "10/KL")
    hold.save()
    call(**facts)


def test_a_decision_that_names_nobody_is_not_signed():
    decision = decided.drafted()
    for line in decision.awards.all():
        line_remove(award=line, reason="Rút.", by=decided.secretary())
    version = Decision.objects.get(pk=decision.pk).version
    assert code_of(decision_sign, decision=decision, expected_version=version, by=decided.leader()) == "no_lines"


def issue(decision: Decision, number: str, day: dt.date) -> str:
    return code_of(decision_issue, decision=decision, number=number, day=day, by=decided.clerk())


def test_numbers_that_are_refused():
    first = decided.issued(number=15)
    second = decided.signed(on=decided.AFTER)
    assert issue(second, "0", decided.AFTER) == "bad_input"
    assert issue(second, "16", dt.date(2026, 8, 21)) == "bad_input"
    taken = refused(decision_issue, decision=second, number="15", day=decided.AFTER, by=decided.clerk())
    assert taken.verdict.code == "duplicate"
    assert "15/QĐ" in str(taken.verdict.reason)
    assert "16" in str(taken.todo)
    department = factories.make_campaign().department
    assert next_number(department, decided.AFTER) == 16
    assert Decision.objects.get(pk=second.pk).state == DecisionState.SIGNED
    # A higher number with an earlier date, a lower number with a later date.
    third = decided.signed(on=decided.BEFORE)
    found = refused(decision_issue, decision=third, number="16", day=decided.BEFORE, by=decided.clerk())
    assert (found.verdict.code, found.verdict.status) == ("out_of_order", 409)
    assert "15/QĐ" in str(found.verdict.reason)
    assert "30/2020" in str(found.todo)
    assert issue(second, "14", dt.date(2026, 7, 2)) == "out_of_order"
    decided.issued(third, number=14, on=decided.BEFORE)
    decided.issued(second, number=20, on=dt.date(2026, 7, 2))
    assert first.series.__class__.objects.get(pk=first.series_id).last_number == 20


def test_a_void_number_and_that_of_another_paper_are_refused():
    decided.issued(number=15)
    series = NumberSeries.objects.get(keeper="clerk")
    VoidNumber.objects.create(
        series=series, number=16, reason="Hỏng.", voided_by=decided.clerk(), voided_at=clock.now()
    )
    IssuedDocument.objects.create(
        kind="notice",
        title="Thông báo kết quả",
        target_type="x",
        target_id="1",
        code="X",
        series=series,
        number=17,
        created_at=clock.now(),
    )
    decision = decided.signed()
    void = refused(decision_issue, decision=decision, number="16", day=decided.AFTER, by=decided.clerk())
    other = refused(decision_issue, decision=decision, number="17", day=decided.AFTER, by=decided.clerk())
    assert "Hỏng." in str(void.verdict.reason)
    assert "Thông báo kết quả" in str(other.verdict.reason)


def test_the_same_number_in_another_year():
    decided.issued(number=15, on=dt.date(2025, 12, 31), cycle=decided.make_cycle(year=2025))
    decision = decided.issued(number=15, on=dt.date(2026, 1, 2))
    assert decision.full_symbol == "15/QĐ"
    entries = RegisterEntry.objects.values_list("series__year", "number")
    assert list(entries.order_by("series__year", "number")) == [(y, n) for y in (2025, 2026) for n in range(1, 6)]


def test_signed_for_30_june_is_not_issued_on_1_july():
    decision = decided.signed(on=decided.BEFORE)
    found = refused(decision_issue, decision=decision, number="15", day=decided.AFTER, by=decided.clerk())
    assert found.verdict.code == "other_salary"
    assert decided.issued(decision, number=15, on=decided.BEFORE).awards.first().amount == 1_410_000


def test_the_payment_list_shows_its_formula():
    decision = decided.drafted()
    yen = decision.awards.get(printed_name="Trần Thị Yến")
    typed = LineInput(
        salutation="Bà", printed_name="Trần Thị Yến", achievement=yen.achievement, paid_as=PaidAs.SOUVENIR
    )
    line_change(award=yen, values=typed, by=decided.secretary())
    facts = payment_facts(decided.issued(decision))
    assert facts.lines[0].working == "0,6 × 2.530.000 = 1.518.000, làm tròn lên 1.520.000"
    assert facts.lines[2].working == "0,3 × 2.530.000 = 759.000, làm tròn lên 760.000"
    assert (facts.total, facts.souvenirs) == (4_560_000, 760_000)
    assert facts.total_words == "bốn triệu năm trăm sáu mươi nghìn đồng"


def test_the_fund_counts_what_is_issued_drafted_and_waiting():
    cycle = decided.make_cycle()
    rows = decided.some_passed(cycle)
    assert (fund_state(cycle.fund).waiting, fund_state(cycle.fund).left) == (5_320_000, 94_680_000)
    decision = decided.drafted(cycle, rows=rows[:3])
    state = fund_state(cycle.fund)
    assert (state.spent, state.drafted, state.waiting) == (0, 2_280_000, 3_040_000)
    decided.issued(decision)
    state = fund_state(cycle.fund)
    assert (state.spent, state.drafted, state.waiting, state.left) == (2_280_000, 0, 3_040_000, 94_680_000)


def test_of_two_titles_for_one_period_the_higher_is_paid():
    law, school = decided.law(), decided.school("Trường THPT Danh hiệu")
    someone = decided.person("Lê Thị An", school.unit)
    found = []
    for number, (code, coefficient) in enumerate((("LDTT", "0.3"), ("CSTD-CS", "1"), ("GK-KHAC", "0.5")), 15):
        form = decided.make_form(law, code, code, coefficient, "")
        # Titles and forms of one period, as a recording from before this portal could hold them.
        cycle = decided.make_cycle(achievement_from=dt.date(2025, 1, number - 14))
        decision = decided.issued(number=number, rows=[decided.passed(cycle, someone, form=form)], cycle=cycle)
        Award.objects.filter(decision=decision).update(achievement_from=dt.date(2025, 1, 1))
        found.append(decision)
    assert [payment_facts(row).total for row in found] == [0, 2_530_000, 1_270_000]
    assert payment_facts(found[0]).lines[0].note.startswith("Đã hưởng")
    assert fund_state(cycle.fund).spent == 3_800_000
