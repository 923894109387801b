"""Proposals: suggestions from real rows, taken and confirmed by two people, units' own, withdrawal, what bars."""

import datetime as dt
import threading
from decimal import Decimal

import pytest
from django.db import connections

from awards.models import Award, Collective, Decision, Hold, Proposal, Subject
from awards.queries.cycles import quotas_of
from awards.queries.suggestion import conditions_of, field_of, quota_for
from awards.services.cycles import cycle_move
from awards.services.proposals import Pick, proposal_withdraw, proposals_confirm, suggestions_take
from awards.services.unit_proposals import CollectiveInput, PersonInput, collective_propose, person_propose
from awards.suggesting import suggest
from awards.suggestion_words import lacking_words, reason_words
from common import clock
from common.access import Refused
from common.events import events_of
from tests import factories
from tests.awards import cycle_world as world
from units.enums import Role
from units.models import InboxMessage, Unit

pytestmark = pytest.mark.django_db
RULE = "Điều 4 Nghị định 98/2023/NĐ-CP"


@pytest.fixture(autouse=True)
def in_time():
    with clock.frozen(world.NOW):
        yield


def lines_of(cycle, code, side):
    heading = world.heading(cycle, code, side)
    field = field_of(cycle, heading)
    conditions = conditions_of(heading.rule, side, field.grades)
    return field, suggest(field.candidates, conditions, quota_for(cycle, heading, quotas_of(cycle)))


def key_of(place: int) -> str:
    return f"u{Unit.objects.get(code=f'TRUONG-{place}').pk}"


def take(cycle, *picks, code="GK-NAM-TT", side="collective"):
    heading = world.heading(cycle, code, side)
    return suggestions_take(cycle=cycle, heading=heading, picks=picks, by=world.secretary())


def earlier_award(place: int, first: dt.date, last: dt.date, number: str = "77/QĐ-SGDĐT") -> Award:
    subject, _made = Subject.objects.get_or_create(unit=Unit.objects.get(code=f"TRUONG-{place}"))
    decision = Decision.objects.create(
        kind="earlier", state="recorded", authority="Sở", full_symbol=number, decided_on=dt.date(2025, 3, 1),
        created_by=world.secretary(), created_at=clock.now(),
    )  # fmt: skip
    form = world.form_of("GK-SO")
    return Award.objects.create(
        decision=decision, subject=subject, form=form, side="collective", order=1, printed_name="Trường",
        achievement="X", achievement_from=first, achievement_to=last,
    )  # fmt: skip


def hold(place: int, until: dt.date | None = None) -> Hold:
    subject, _made = Subject.objects.get_or_create(unit=Unit.objects.get(code=f"TRUONG-{place}"))
    paper, lifting = world.document("5/TB"), world.document("6/TB")
    paper.save()
    lifting.save()
    return Hold.objects.create(
        subject=subject, kind="inspection", document=paper, from_on=dt.date(2025, 6, 1), until_on=until,
        lifted_by_document=lifting if until else None, recorded_by=world.secretary(), recorded_at=clock.now(),
    )  # fmt: skip


def test_the_suggestion_of_a_year_from_its_rows():
    cycle = world.opened(GK_NAM_TT=2)
    field, lines = lines_of(cycle, "GK-NAM-TT", "collective")
    assert [(line.key, line.standing) for line in lines] == [
        (key_of(1), "suggested"), (key_of(2), "suggested"), (key_of(3), "beyond"),
        (key_of(4), "unmet"), (key_of(5), "unmet"),
    ]  # fmt: skip
    assert reason_words(lines[0].checks, field.grades) == "Có xếp hạng trong cụm, khối; Xếp loại Xuất sắc (từ Xuất sắc)"
    assert lacking_words(lines[3].checks, field.grades) == ["Xếp loại Tốt (từ Xuất sắc)"]


def test_the_suggestion_of_a_phase_looks_at_every_year():
    first = world.schools(95, 92, 91, 85)
    one, two, three, four = first
    weak = first | {two: Decimal(45)}
    third = {unit: points for unit, points in first.items() if unit != three}
    cycle = world.opened(world.phase_run(first, weak, third))
    field, lines = lines_of(cycle, "GK-GD-TT", "collective")
    lacks = {line.key: lacking_words(line.checks, field.grades) for line in lines}
    assert lacks[f"u{one.pk}"] == []
    assert lacks[f"u{two.pk}"] == ["Kết quả 76,33 (từ 80,00)", "Kỳ thấp nhất 45,00 (từ 50,00)"]
    assert "Số kỳ không nộp: 1" in lacks[f"u{three.pk}"]
    assert lacks[f"u{four.pk}"] == []


def test_persons_by_their_reports():
    units = world.schools(95, 85, 60)
    run = world.year_run(units)
    one, _two, three = units
    world.report(one, "Trần Thị Mai", sex="female")
    world.report(three, "Lê Văn An")
    cycle = world.opened(run)
    field, lines = lines_of(cycle, "GK-NAM-CN", "individual")
    shown = {field.entries[line.key].name: line for line in lines}
    mai, an = shown["Trần Thị Mai"], shown["Lê Văn An"]
    assert (mai.standing, str(mai.candidate.points), mai.candidate.is_preferred_woman) == ("suggested", "87.50", True)
    assert str(mai.candidate.initiative) == "30.00"
    assert mai.candidate.is_direct
    assert an.standing == "unmet"
    assert lacking_words(an.checks, field.grades) == ["Xếp loại của đơn vị Hoàn thành (từ Tốt)"]


def test_taken_by_the_secretary_confirmed_by_another():
    cycle = world.opened(GK_NAM_TT=2)
    made = take(cycle, Pick(key=key_of(1)), Pick(key=key_of(2)))
    assert {(row.state, row.origin, row.form.code) for row in made} == {("suggested", "rule", "GK-SO")}
    assert made[0].printed_name == "Trường THPT Số 1"
    ids = [row.public_id for row in made]
    with pytest.raises(Refused) as refused:
        proposals_confirm(cycle=cycle, public_ids=ids, by=world.secretary())
    assert refused.value.verdict.code == "own_proposal"
    manager = world.manager()
    proposals_confirm(cycle=cycle, public_ids=ids, by=manager)
    rows = Proposal.objects.filter(cycle=cycle)
    assert {(row.state, row.confirmed_by) for row in rows} == {("nominated", manager)}
    assert [event.action for event in events_of(rows[0])] == ["proposal.taken", "proposal.confirmed"]


def test_the_others_are_told():
    cycle = world.opened()
    manager = world.manager()
    take(cycle, Pick(key=key_of(1)))
    assert InboxMessage.objects.filter(user=manager, link=f"/khen-thuong/dot/{cycle.pk}/xac-nhan/").count() == 1


def test_names_that_changed_since_they_were_shown_are_not_confirmed():
    cycle = world.opened(GK_NAM_TT=2)
    made = take(cycle, Pick(key=key_of(1)), Pick(key=key_of(2)))
    proposal_withdraw(proposal=made[0], reason="Nhầm.", by=world.secretary())
    with pytest.raises(Refused) as refused:
        proposals_confirm(cycle=cycle, public_ids=[row.public_id for row in made], by=world.manager())
    assert refused.value.verdict.code == "stale"
    assert Proposal.objects.filter(state="nominated").count() == 0


@pytest.mark.parametrize("role", [Role.OBSERVER, Role.ACCOUNTANT, Role.UNIT_HEAD, Role.ADMINISTRATOR])
def test_who_may_not_confirm(role):
    cycle = world.opened()
    [made] = take(cycle, Pick(key=key_of(1)))
    with pytest.raises(Refused) as refused:
        proposals_confirm(cycle=cycle, public_ids=[made.public_id], by=factories.make_user(role))
    assert refused.value.verdict.code == "not_confirmer"


def test_nobody_confirms_the_own_unit():
    cycle = world.opened()
    [made] = take(cycle, Pick(key=key_of(1)))
    own = factories.make_user(Role.AWARD_SECRETARY, unit=made.subject.unit)
    with pytest.raises(Refused) as refused:
        proposals_confirm(cycle=cycle, public_ids=[made.public_id], by=own)
    assert refused.value.verdict.code == "own_unit"


def test_whom_the_rule_does_not_suggest_needs_a_reason():
    cycle = world.opened(GK_NAM_TT=2)
    with pytest.raises(Refused) as refused:
        take(cycle, Pick(key=key_of(1)), Pick(key=key_of(4)))
    assert refused.value.verdict.code == "reason_needed"
    assert not Proposal.objects.exists()
    [made] = take(cycle, Pick(key=key_of(4), reason="Vượt khó sau lũ."))
    assert made.origin == "office"
    assert made.reason.endswith("Vượt khó sau lũ.")


def test_a_hold_bars_and_stops_barring_on_its_last_day():
    cycle = world.opened()
    hold(1)
    hold(2, until=world.NOW.date())
    for reason in ("Vẫn đề nghị.", ""):
        with pytest.raises(Refused) as refused:
            take(cycle, Pick(key=key_of(1), reason=reason))
        assert refused.value.verdict.code == "held"
    assert "5/TB" in str(refused.value.verdict.reason)
    assert RULE in str(refused.value.verdict.reason)
    assert take(cycle, Pick(key=key_of(2)))


def test_a_hold_after_the_proposal_bars_its_confirmation():
    cycle = world.opened()
    [made] = take(cycle, Pick(key=key_of(1)))
    hold(1)
    with pytest.raises(Refused) as refused:
        proposals_confirm(cycle=cycle, public_ids=[made.public_id], by=world.manager())
    assert refused.value.verdict.code == "held"
    assert RULE in str(refused.value.verdict.reason)
    assert Proposal.objects.get().state == "suggested"


def test_two_forms_for_one_period_name_the_earlier():
    cycle = world.opened()
    earlier_award(1, *world.PERIOD)
    with pytest.raises(Refused) as refused:
        take(cycle, Pick(key=key_of(1), reason="X", earlier_reason="Y"))
    assert refused.value.verdict.code == "duplicate"
    assert "77/QĐ-SGDĐT" in str(refused.value.verdict.reason)


def test_one_subject_is_proposed_once_in_a_cycle():
    cycle = world.opened()
    take(cycle, Pick(key=key_of(1)))
    with pytest.raises(Refused) as refused:
        take(cycle, Pick(key=key_of(1)))
    assert refused.value.verdict.code == "duplicate"
    assert "Giấy khen của Giám đốc Sở" in str(refused.value.verdict.reason)


def test_an_award_for_a_part_of_the_period_needs_a_reason():
    cycle = world.opened()
    award = earlier_award(1, dt.date(2025, 1, 1), dt.date(2025, 3, 31))
    with pytest.raises(Refused) as refused:
        take(cycle, Pick(key=key_of(1)))
    assert refused.value.verdict.code == "earlier_award"
    assert "77/QĐ-SGDĐT" in str(refused.value.verdict.reason)
    [made] = take(cycle, Pick(key=key_of(1), earlier_reason="Thành tích cả kỳ."))
    assert (made.earlier, made.earlier_reason) == (award, "Thành tích cả kỳ.")


def test_merit_awards_bar_nothing():
    cycle = world.opened()
    award = earlier_award(1, *world.PERIOD)
    type(award.form).objects.filter(pk=award.form_id).update(award_type="merit")
    assert take(cycle, Pick(key=key_of(1)))


def test_withdrawn_with_a_reason_and_free_for_another():
    cycle = world.opened()
    [made] = take(cycle, Pick(key=key_of(1)))
    with pytest.raises(Refused) as refused:
        proposal_withdraw(proposal=made, reason=" ", by=world.secretary())
    assert refused.value.verdict.code == "reason_needed"
    dropped = proposal_withdraw(proposal=made, reason="Đơn vị xin rút.", by=world.secretary())
    assert dropped.state == "dropped"
    assert events_of(dropped).last().reason == "Đơn vị xin rút."
    assert take(cycle, Pick(key=key_of(1)))


def test_every_name_that_cannot_be_taken_is_named():
    cycle = world.opened()
    hold(1)
    with pytest.raises(Refused) as refused:
        take(cycle, Pick(key=key_of(1)), Pick(key=key_of(2)), Pick(key=key_of(4)))
    text = str(refused.value.verdict.reason)
    assert refused.value.verdict.code == "held"
    assert ["Số 1" in text, "Số 2" in text, "Số 4" in text] == [True, False, True]
    assert not Proposal.objects.exists()


def test_no_names_when_the_cycle_has_moved_on():
    cycle = world.opened()
    [made] = take(cycle, Pick(key=key_of(1)))
    with pytest.raises(Refused) as refused:
        cycle_move(cycle=cycle, name="hear", by=world.secretary(), reason="Đã nhận đủ đề nghị.")
    assert refused.value.verdict.code == "waiting"
    proposals_confirm(cycle=cycle, public_ids=[made.public_id], by=world.manager())
    cycle_move(cycle=cycle, name="hear", by=world.secretary(), reason="Đã nhận đủ đề nghị.")
    with pytest.raises(Refused) as refused:
        take(cycle, Pick(key=key_of(2)))
    assert refused.value.verdict.code == "state"


PERSON = {"category": "direct", "job_title": "Giáo viên", "workplace": "Tổ Văn"}


def propose_person(cycle, unit, by=None, **facts):
    values = PersonInput(**(PERSON | {"full_name": "Phạm Thị Hoa", "sex": "female"} | facts))
    return person_propose(
        cycle=cycle, heading=world.heading(cycle, "GK-NAM-CN", "individual"), unit=unit, values=values,
        report="Có sáng kiến tiết kiệm điện.", earlier_reason="", by=by or factories.head_of(unit),
    )  # fmt: skip


def test_a_head_proposes_a_person_of_the_unit():
    cycle = world.opened()
    unit = Unit.objects.get(code="TRUONG-1")
    made = propose_person(cycle, unit)
    assert (made.origin, made.state, made.printed_name, made.is_direct) == ("unit", "suggested", "Phạm Thị Hoa", True)
    assert made.printed_unit == "Tổ Văn, Trường THPT Số 1"
    assert made.subject.person.unit == unit
    proposals_confirm(cycle=cycle, public_ids=[made.public_id], by=world.secretary())


def test_the_report_of_a_proposed_person_stands_beside_the_words():
    units = world.schools(95, 60)
    run = world.year_run(units)
    strong, weak = units
    sheets = [world.report(unit, name, sex="female") for unit, name in ((strong, "Lê Thị Lan"), (weak, "Vũ Thị Mai"))]
    cycle = world.opened(run)
    made = propose_person(cycle, strong, person=sheets[0].person, full_name="")
    assert made.report == sheets[0]
    assert made.reason == (
        "Có sáng kiến tiết kiệm điện.\nĐiểm báo cáo cá nhân 87,50 (từ 80,00); Xếp loại của đơn vị Xuất sắc (từ Tốt)"
    )
    made = propose_person(cycle, weak, person=sheets[1].person, full_name="")
    lacking = "Còn thiếu: Xếp loại của đơn vị Hoàn thành (từ Tốt)"
    assert made.reason.endswith(f"Điểm báo cáo cá nhân 87,50 (từ 80,00); {lacking}")


def test_a_unit_has_its_limit_and_its_own_people():
    cycle = world.opened()
    one, two = (Unit.objects.get(code=f"TRUONG-{place}") for place in (1, 2))
    made = propose_person(cycle, one)
    with pytest.raises(Refused) as refused:
        propose_person(cycle, one, full_name="Người Thứ Hai")
    assert refused.value.verdict.code == "limit"
    proposal_withdraw(proposal=made, reason="Chuyển công tác.", by=factories.head_of(one))
    assert propose_person(cycle, one, full_name="Người Thứ Hai")
    with pytest.raises(Refused) as refused:
        propose_person(cycle, two, person=made.subject.person)
    assert refused.value.verdict.code == "bad_input"
    with pytest.raises(Refused) as refused:
        propose_person(cycle, two, by=factories.head_of(one))
    assert refused.value.verdict.code == "not_head"


def test_a_unit_proposes_until_the_last_day():
    cycle = world.opened()
    unit = Unit.objects.get(code="TRUONG-1")
    with clock.frozen(dt.datetime(2025, 6, 23, 0, 1, tzinfo=clock.TIME_ZONE)), pytest.raises(Refused) as refused:
        propose_person(cycle, unit)
    assert refused.value.verdict.code == "too_late"
    with clock.frozen(dt.datetime(2025, 6, 22, 23, 59, tzinfo=clock.TIME_ZONE)):
        assert propose_person(cycle, unit)


def test_a_head_withdraws_only_what_the_unit_proposed():
    cycle = world.opened()
    [made] = take(cycle, Pick(key=key_of(1)))
    with pytest.raises(Refused) as refused:
        proposal_withdraw(proposal=made, reason="X", by=factories.head_of(made.subject.unit))
    assert refused.value.verdict.code == "not_secretary"


@pytest.fixture
def phase_cycle():
    units = world.schools(95, 92)
    return world.opened(world.phase_run(units, units, units))


def propose_collective(cycle, unit, name="Tổ Toán - Tin", code="GK-GD-TTN", **facts):
    values = CollectiveInput(**({"name": name, "kind": "Tổ chuyên môn", "headcount": 10, "women": 7} | facts))
    return collective_propose(
        cycle=cycle, heading=world.heading(cycle, code, "collective"), unit=unit, values=values,
        report="Tiết kiệm 15% điện.", earlier_reason="", by=factories.head_of(unit),
    )  # fmt: skip


def test_a_head_proposes_a_collective_below(phase_cycle):
    unit = Unit.objects.get(code="TRUONG-1")
    made = propose_collective(phase_cycle, unit)
    assert (made.printed_name, made.printed_unit, made.women_percent) == ("Tổ Toán - Tin", "Trường THPT Số 1", 70)
    assert Collective.objects.get().parent == unit
    with pytest.raises(Refused) as refused:
        propose_collective(phase_cycle, unit, "Tổ Văn")
    assert refused.value.verdict.code == "limit"


def test_a_scored_unit_is_no_small_collective(phase_cycle):
    field, lines = lines_of(phase_cycle, "GK-GD-TTN", "collective")
    assert (field.candidates, lines) == ([], ())
    with pytest.raises(Refused) as refused:
        take(phase_cycle, Pick(key=key_of(1)), code="GK-GD-TTN")
    assert refused.value.verdict.code == "bad_input"


def test_a_collective_of_another_unit_or_of_a_form_for_scored_units_is_refused(phase_cycle):
    one, two = (Unit.objects.get(code=f"TRUONG-{place}") for place in (1, 2))
    known = Collective.objects.create(name="Tổ Sử", kind="Tổ", parent=two)
    with pytest.raises(Refused) as refused:
        propose_collective(phase_cycle, one, collective=known)
    assert refused.value.verdict.code == "bad_input"
    with pytest.raises(Refused) as refused:
        propose_collective(phase_cycle, one, code="GK-GD-TT")
    assert refused.value.verdict.code == "bad_input"


@pytest.mark.django_db(transaction=True)
def test_two_secretaries_who_take_one_name_at_once_make_one_proposal():
    with clock.frozen(world.NOW):
        cycle = world.opened()
        heading, key = world.heading(cycle, "GK-NAM-TT", "collective"), key_of(1)
        people = [world.secretary(), factories.make_user(Role.AWARD_SECRETARY)]
        refusals = []

        def run(user):
            try:
                suggestions_take(cycle=cycle, heading=heading, picks=[Pick(key=key)], by=user)
            except Refused as refused:
                refusals.append(refused.verdict.code)
            finally:
                connections.close_all()

        threads = [threading.Thread(target=run, args=(user,)) for user in people]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert (Proposal.objects.count(), refusals) == (1, ["duplicate"])
