"""What a decision may not do: before the vote, while held on its date, twice for one achievement, for others."""

import datetime as dt
from decimal import Decimal

import pytest

from awards.enums import AwardType, DecisionKind, DecisionState, SubjectKind
from awards.models import AwardForm, Council, CouncilSession, Decision, Dossier, Poll, PollCase, Proposal, RuleSet
from awards.queries.decision_facts import forward_facts
from awards.services.changing import correction_draft, revocation_draft
from awards.services.decisions import decision_change, decision_draft
from awards.services.earlier_awards import EarlierAward, earlier_awards_enter
from awards.services.forwarding import HigherInput, higher_record, proposals_forward
from common import clock
from common.access import Refused
from common.models import CitedDocument
from tests.awards import decided

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)
VOTED = dt.date(2026, 7, 10)


@pytest.fixture(autouse=True)
def now():
    with clock.frozen(decided.NOW):
        yield


def refused(code: str):
    return pytest.raises(Refused, match=f"^{code}$")


def vote(rows: list[Proposal], on: dt.date) -> None:
    """The council passed these on a day."""
    cycle = rows[0].cycle
    council = Council.objects.create(
        department=cycle.campaign.department, name="Hội đồng", symbol="HĐTĐKT", decision=decided.make_document(),
        quorum_numerator=2, quorum_denominator=3, quorum_source="Quy chế",
    )  # fmt: skip
    moment = dt.datetime.combine(on, dt.time(9), tzinfo=clock.TIME_ZONE)
    session = CouncilSession.objects.create(
        council=council, cycle=cycle, title="Họp xét", planned_at=moment, place="Phòng họp A"
    )
    poll = Poll.objects.create(
        session=session, form=rows[0].form, order=1, state="closed", method="hands", is_secret=False, numerator=1,
        denominator=2, is_strict=True, base="members", source="Quy chế", members=11, present=11, closed_at=moment,
    )  # fmt: skip
    for order, row in enumerate(rows, 1):
        PollCase.objects.create(poll=poll, proposal=row, order=order, yes=9, no=2, invalid=0, passed=True)


def held_between(subject, first: dt.date, until: dt.date) -> None:
    """A hold that has been lifted by now."""
    row = decided.hold(subject, from_on=first)
    row.until_on, row.lifted_by_document = until, decided.make_document("Kết luận", "10/KL-TTr")
    row.save()


def test_no_decision_is_dated_before_its_vote():
    rows = decided.some_passed(decided.make_cycle())
    vote(rows, VOTED)
    with refused("before_vote") as caught:
        decided.drafted(rows[0].cycle, on=VOTED - DAY, rows=rows)
    assert "09/7/2026" in str(caught.value.verdict.reason)
    assert "10/7/2026" in str(caught.value.verdict.reason)
    draft = decided.drafted(rows[0].cycle, on=VOTED, rows=rows)
    change = {
        "decision": draft,
        "expected_version": draft.version,
        "legal_bases": ["Luật"],
        "order": [line.pk for line in draft.awards.all()],
        "by": decided.secretary(),
    }
    with refused("before_vote"):
        decision_change(planned_on=VOTED - DAY, **change)
    signed = decided.signed(draft)
    with refused("before_vote"):
        decided.issued(signed, on=VOTED - DAY)
    assert Decision.objects.get().state == DecisionState.SIGNED
    assert decided.issued(signed, on=VOTED).state == DecisionState.ISSUED


def test_nobody_is_awarded_who_is_held_on_the_date_of_the_decision():
    """A hold lifted before the number was given, and the decision dated back into its time."""
    signed = decided.signed(on=decided.AFTER)
    subject = signed.awards.first().subject
    held_between(subject, decided.AFTER - 5 * DAY, decided.AFTER + DAY)
    with refused("held") as caught:
        decided.issued(signed, on=decided.AFTER)
    assert "7/QĐ-TTr" not in str(caught.value.verdict.reason)
    assert Decision.objects.get().state == DecisionState.SIGNED
    assert decided.issued(signed, on=decided.AFTER + DAY).state == DecisionState.ISSUED


def test_a_hold_that_ended_before_the_date_stops_nothing():
    signed = decided.signed(on=decided.AFTER)
    held_between(signed.awards.first().subject, decided.AFTER - 5 * DAY, decided.AFTER)
    assert decided.issued(signed, on=decided.AFTER).state == DecisionState.ISSUED


def test_the_same_form_for_the_same_period_is_refused_too():
    first = decided.issued()
    subject = first.awards.first().subject
    again = decided.make_cycle()
    with refused("two_forms") as caught:
        decided.drafted(again, rows=[decided.passed(again, subject)])
    assert "15/QĐ" in str(caught.value.verdict.reason)


def test_another_decision_that_came_in_between_stops_the_issue():
    signed = decided.signed()
    subject = signed.awards.first().subject
    other = decided.make_cycle()
    letter = CitedDocument(kind="Tờ trình", number="20/TTr-SGDĐT", date=decided.AFTER, issuer="Sở GDĐT")
    row = decided.passed(other, subject, "BK-TINH")
    proposals_forward(cycle=other, proposals=[row], letter=letter, by=decided.secretary())
    higher_record(cycle=other, values=granted(row), by=decided.secretary())
    with refused("two_forms") as caught:
        decided.issued(signed)
    assert "100/QĐ-UBND" in str(caught.value.verdict.reason)
    assert Decision.objects.get(pk=signed.pk).state == DecisionState.SIGNED


def test_a_merit_award_of_the_same_period_stops_nothing():
    """It rests on another achievement (Decree 152/2025, article 4, clause 3)."""
    first = decided.issued()
    AwardForm.objects.filter(pk=first.form_id).update(award_type=AwardType.MERIT)
    subject = first.awards.first().subject
    again = decided.make_cycle()
    form = decided.make_form(decided.law(), "KHAC", "Hình thức khác", "1", "2")
    assert decided.drafted(again, rows=[decided.passed(again, subject, form=form)]).awards.count() == 1


def granted(row: Proposal, paid_as: str = "money") -> HigherInput:
    paper = CitedDocument(kind="Quyết định", number="100/QĐ-UBND", date=decided.AFTER, issuer="UBND tỉnh")
    return HigherInput(
        full_symbol="100/QĐ-UBND", decided_on=decided.AFTER, authority="Chủ tịch UBND tỉnh", paper=paper,
        granted={row.pk: paid_as}, declined={},
    )  # fmt: skip


def test_the_law_of_the_dossier_gives_the_bases_and_the_money_upward():
    """The cycle began under one law, the dossier was accepted under a newer one with other coefficients."""
    cycle = decided.make_cycle()
    row = decided.passed(cycle, decided.school("Trường THPT Một"), "BK-TINH")
    newer = decided.law("PL-MOI", of=2026)
    AwardForm.objects.filter(rule_set=newer, code="BK-TINH").update(coefficient_collective=Decimal(4))
    Dossier.objects.create(proposal=row, state="accepted", rule_set=newer, accepted_at=decided.NOW)
    row = Proposal.objects.select_related("form", "dossier__rule_set").get(pk=row.pk)
    assert forward_facts(cycle, [row]).legal_bases == tuple(newer.legal_bases)
    letter = CitedDocument(kind="Tờ trình", number="20/TTr-SGDĐT", date=decided.AFTER, issuer="Sở GDĐT")
    proposals_forward(cycle=cycle, proposals=[row], letter=letter, by=decided.secretary())
    decision = higher_record(cycle=cycle, values=granted(row), by=decided.secretary())
    line = decision.awards.get()
    assert (decision.rule_set, decision.form.rule_set, line.form.rule_set) == (newer, newer, newer)
    assert (line.coefficient, line.amount) == (4, 10_120_000)


def test_a_recorded_decision_of_another_authority_is_not_changed_here():
    unit = decided.school("Trường THPT Một").unit
    decided.law()
    line = EarlierAward(
        kind=SubjectKind.UNIT, unit=unit, form_code="BK-TINH", achievement="Có thành tích",
        achievement_from=dt.date(2025, 1, 1), achievement_to=dt.date(2025, 12, 31),
    )  # fmt: skip
    paper = CitedDocument(kind="Quyết định", number="88/QĐ-UBND", date=dt.date(2026, 2, 3), issuer="UBND tỉnh")
    old = earlier_awards_enter(lines=[line], document=paper, by=decided.secretary())
    award = old.awards.get()
    with refused("not_ours") as caught:
        revocation_draft(decision=old, awards=[award], values=decided.revocation(), by=decided.secretary())
    assert "UBND tỉnh" in str(caught.value.verdict.reason)
    with refused("not_ours"):
        correction_draft(
            decision=old, kind=DecisionKind.AMENDING, corrections={}, reason="Sai tên", planned_on=decided.AFTER,
            by=decided.secretary(),
        )  # fmt: skip


def test_an_earlier_giay_khen_of_the_department_can_be_revoked():
    unit = decided.school("Trường THPT Một").unit
    decided.law()
    line = EarlierAward(
        kind=SubjectKind.UNIT, unit=unit, form_code="GK-SO", achievement="Có thành tích",
        achievement_from=dt.date(2025, 1, 1), achievement_to=dt.date(2025, 12, 31),
    )  # fmt: skip
    paper = CitedDocument(kind="Quyết định", number="88/QĐ-SGDĐT", date=dt.date(2026, 2, 3), issuer="Sở GDĐT")
    old = earlier_awards_enter(lines=[line], document=paper, by=decided.secretary())
    draft = revocation_draft(
        decision=old, awards=[old.awards.get()], values=decided.revocation(), by=decided.secretary()
    )
    assert [each.printed_name for each in draft.ends.all()] == ["Trường THPT Một"]


def test_only_what_was_proposed_here_is_decided_on():
    cycle = decided.make_cycle()
    row = decided.passed(cycle, decided.school("Trường THPT Một"), state="complete")
    with refused("not_passed"):
        decision_draft(cycle=cycle, proposals=[row], planned_on=decided.AFTER, by=decided.secretary())


BASES = ["Luật", "Kế hoạch số …/KH-SGDĐT ngày … tháng 02 năm 2023 của Sở Giáo dục và Đào tạo"]
PLAN = "Kế hoạch số 25/KH-SGDĐT ngày 06 tháng 02 năm 2023 của Sở Giáo dục và Đào tạo"


@pytest.mark.parametrize(("number", "expected"), [("", ["Luật"]), ("25/KH-SGDĐT", ["Luật", PLAN])])
def test_no_decision_cites_a_paper_without_its_number(number, expected):
    """The plan's number is blank in the source: its own document takes the place once it is entered."""
    law = decided.law()
    RuleSet.objects.filter(pk=law.pk).update(legal_bases=BASES)
    cycle = decided.make_cycle(RuleSet.objects.get(pk=law.pk))
    cycle.campaign.plans.all().delete()
    document = CitedDocument.objects.create(
        kind="Kế hoạch", number=number, date=dt.date(2023, 2, 6) if number else None, issuer="Sở Giáo dục và Đào tạo"
    )
    cycle.campaign.plans.create(document=document, signer_title="PHÓ GIÁM ĐỐC", valid_from=dt.date(2023, 2, 1))
    draft = decided.drafted(cycle)
    assert draft.legal_bases == expected
    change = {"order": [line.pk for line in draft.awards.all()], "planned_on": decided.AFTER, "by": decided.secretary()}
    with refused("bad_input"):
        decision_change(decision=draft, expected_version=draft.version, legal_bases=BASES, **change)
    signed = decided.issued(draft)
    with refused("state"):
        decision_change(decision=signed, expected_version=signed.version, legal_bases=["Luật"], **change)
    revoking = revocation_draft(
        decision=signed, awards=[signed.awards.first()], values=decided.revocation(), by=decided.secretary()
    )
    assert revoking.legal_bases == [*expected, "Kết luận số 9/KL-TTr ngày 05 tháng 01 năm 2026 của Thanh tra Sở"]
