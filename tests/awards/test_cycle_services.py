"""Award cycles: begun on what is published, quotas by rule and by document, the fund, opened only with both."""

import datetime as dt

import pytest

from assessments.models import Approval, Run
from awards.enums import CycleState, Side
from awards.models import Fund, Quota
from awards.queries.cycles import ceilings_of, cost_of, headings_of, quota_proposal, quotas_of, runs_to_award, totals_of
from awards.services.cycles import (
    CycleInput,
    cycle_begin,
    cycle_describe,
    cycle_move,
    cycle_open,
    fund_save,
    quotas_fix,
)
from common import clock
from common.access import Refused
from common.events import events_of
from common.versions import Stale
from tests import factories
from tests.awards import cycle_world as world
from units.enums import Role

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_time():
    with clock.frozen(world.NOW):
        yield


def code_of(refused) -> str:
    return refused.value.verdict.code


def test_a_cycle_of_a_round_keeps_the_law_of_its_day():
    cycle = world.begun()
    assert (cycle.occasion, cycle.state, cycle.rule_set.code) == ("yearly", "preparing", "PL-2022")
    assert [event.action for event in events_of(cycle)] == ["award_cycle.begun"]


def test_a_cycle_of_the_phase():
    units = world.schools(95, 92)
    cycle = world.begun(world.phase_run(units, units, units))
    assert cycle.occasion == "phase"


def test_a_result_has_one_cycle():
    cycle = world.begun()
    assert runs_to_award() == []
    with pytest.raises(Refused) as refused:
        world.begun(cycle.run)
    assert code_of(refused) == "state"


def test_a_result_that_is_not_published_has_none():
    run = world.year_run(world.schools(95))
    Approval.objects.update(published_at=None)
    assert runs_to_award() == []
    with pytest.raises(Refused):
        world.begun(run)


def test_a_phase_waits_for_all_its_rounds():
    units = world.schools(95, 92)
    run = world.phase_run(units, units, units)
    assert run in runs_to_award()
    factories.make_round(2022)
    assert run not in runs_to_award()


def test_a_corrected_result_takes_the_place_of_the_one_before():
    old = world.year_run(world.schools(95))
    new = Run(round=old.round, rule="mean", digest="2" * 64, made_at=clock.now())
    new.save()
    Approval.objects.create(run=new, leader=world.user_of(Role.LEADER), given_at=clock.now(), published_at=clock.now())
    assert runs_to_award() == [new]


def test_the_achievement_does_not_end_before_it_begins():
    with pytest.raises(Refused) as refused:
        world.begun(achievement_from=dt.date(2025, 6, 1), achievement_to=dt.date(2025, 5, 31))
    assert code_of(refused) == "bad_input"


def test_only_the_secretary_begins():
    run = world.year_run(world.schools(95))
    values = CycleInput(
        title="X", achievement_from=world.PERIOD[0], achievement_to=world.PERIOD[1], achievement_text="X"
    )
    for role in (Role.CAMPAIGN_MANAGER, Role.LEADER, Role.OBSERVER, Role.ADMINISTRATOR):
        with pytest.raises(Refused) as refused:
            cycle_begin(run=run, values=values, by=factories.make_user(role))
        assert code_of(refused) == "not_secretary"


def test_the_facts_change_while_it_is_prepared():
    cycle = world.begun()
    values = CycleInput(
        title="Tên mới", achievement_from=world.PERIOD[0], achievement_to=world.PERIOD[1], achievement_text="Y"
    )
    changed = cycle_describe(cycle=cycle, expected_version=1, values=values, by=world.secretary())
    assert (changed.title, changed.version) == ("Tên mới", 2)
    with pytest.raises(Stale):
        cycle_describe(cycle=cycle, expected_version=1, values=values, by=world.secretary())


def test_the_rules_propose_the_quotas_of_a_year():
    units = world.schools(*range(70, 84))
    cycle = world.begun(world.year_run(units))
    rows = {
        (row.heading.rule.code, row.heading.side, str(row.cluster or "")): row.number for row in quota_proposal(cycle)
    }
    # 20 % of 14 ranked units; a unit without known people has one person.
    assert rows == {("GK-NAM-TT", Side.COLLECTIVE, "Cụm C1"): 2, ("GK-NAM-CN", Side.INDIVIDUAL, ""): 14}


def test_the_rules_propose_the_quotas_of_a_phase():
    units = world.schools(*range(70, 84))
    cycle = world.begun(world.phase_run(units, units, units))
    rows = {(row.heading.rule.code, row.heading.side): row.number for row in quota_proposal(cycle)}
    assert rows == {
        ("GK-GD-TT", "collective"): 4,
        ("GK-GD-TTN", "collective"): 14,
        ("GK-GD-CN", "individual"): 14,
        ("BK-TINH", "collective"): 0,
        ("BK-TINH", "individual"): 0,
        ("NHA-NUOC", "collective"): 0,
        ("NHA-NUOC", "individual"): 0,
    }


def test_what_all_units_may_propose_is_a_ceiling_until_the_document_gives_a_number():
    units = world.schools(*range(70, 84))
    cycle = world.begun(world.phase_run(units, units, units))
    ceilings = {heading.rule.code for heading in headings_of(cycle) if heading.key in ceilings_of(cycle)}
    assert ceilings == {"GK-GD-TTN"}
    cost = cost_of(cycle, totals_of(quotas_of(cycle)), ceilings_of(cycle))
    assert (cost.has_ceilings, [line.heading.rule.code for line in cost.lines if line.at_most]) == (True, ["GK-GD-TTN"])
    fixed = world.fixed(cycle, GK_GD_TTN=8)
    assert ceilings_of(fixed) == set()
    assert not cost_of(fixed, totals_of(quotas_of(fixed)), ceilings_of(fixed)).has_ceilings


def test_the_document_fixes_other_numbers():
    cycle = world.fixed(world.begun(), GK_NAM_TT=2)
    assert str(cycle.quota_document) == "Quyết định số 12/QĐ-SGDĐT ngày 18/6/2025 của Sở Giáo dục và Đào tạo"
    numbers = {row.heading.rule.code: row.number for row in quotas_of(cycle)}
    assert numbers == {"GK-NAM-TT": 2, "GK-NAM-CN": 5}
    again = world.fixed(cycle, GK_NAM_TT=3)
    assert Quota.objects.get(cycle=again, rule__code="GK-NAM-TT").number == 3
    assert events_of(cycle).last().data["before"]


def test_a_quota_of_another_cycle_is_refused():
    cycle = world.begun()
    with pytest.raises(Refused) as refused:
        quotas_fix(
            cycle=cycle, expected_version=1, numbers={"q-BK-TINH-collective-": 4}, document=world.document(),
            by=world.secretary(),
        )  # fmt: skip
    assert code_of(refused) == "bad_input"
    assert not Quota.objects.exists()


def test_names_are_taken_only_with_quota_and_fund():
    cycle = world.begun()
    until = dt.date(2025, 6, 22)
    with pytest.raises(Refused) as refused:
        cycle_open(cycle=cycle, expected_version=1, fund=world.fund(), nominate_until=until, by=world.secretary())
    assert code_of(refused) == "no_quota"
    cycle = world.fixed(cycle)
    opened = cycle_open(
        cycle=cycle, expected_version=cycle.version, fund=world.fund(), nominate_until=until, by=world.secretary()
    )
    assert (opened.state, opened.opened_at) == (CycleState.NOMINATING, world.NOW)
    with pytest.raises(Refused) as refused:
        cycle_open(cycle=opened, expected_version=3, fund=world.fund(), nominate_until=until, by=world.secretary())
    assert code_of(refused) == "state"


def test_the_last_day_is_not_in_the_past():
    cycle = world.fixed(world.begun())
    with pytest.raises(Refused) as refused:
        cycle_open(
            cycle=cycle, expected_version=cycle.version, fund=world.fund(), nominate_until=dt.date(2025, 6, 18),
            by=world.secretary(),
        )  # fmt: skip
    assert code_of(refused) == "bad_input"


def test_a_cycle_goes_on_and_back():
    cycle = world.opened()
    states = [
        cycle_move(cycle=cycle, name=name, by=world.secretary(), reason="Đã nhận đủ đề nghị.").state
        for name in ("hear", "nominate_again", "hear", "to_council")
    ]
    assert states == ["hearing", "nominating", "hearing", "council"]
    with pytest.raises(Refused) as refused:
        cycle_move(cycle=cycle, name="hear", by=world.secretary())
    assert code_of(refused) == "state"


def test_a_fund_given_anew_is_one_row_with_its_history():
    first = world.fund()
    again = fund_save(year=2025, amount=90_000_000, document=world.document("4/QĐ"), note="", by=world.secretary())
    assert (first.pk, Fund.objects.count(), again.amount) == (again.pk, 1, 90_000_000)
    assert [(event.before, event.after) for event in events_of(again)] == [("", "80000000"), ("80000000", "90000000")]
    with pytest.raises(Refused):
        fund_save(year=2025, amount=1, document=world.document(), note="", by=world.manager())


def test_the_cost_of_the_demonstration_year():
    """defaults 1.10: 7 × 1.410.000 + 30 × 710.000 = 31.170.000 đồng against 80.000.000."""
    cycle = world.opened()
    keys = {heading.rule.code: heading.key for heading in (row.heading for row in quotas_of(cycle))}
    cost = cost_of(cycle, {keys["GK-NAM-TT"]: 7, keys["GK-NAM-CN"]: 30})
    assert [(line.each, line.amount) for line in cost.lines] == [(1_410_000, 9_870_000), (710_000, 21_300_000)]
    assert (cost.total, cost.fund, cost.left, cost.is_over) == (31_170_000, 80_000_000, 48_830_000, False)
    assert cost_of(cycle, {keys["GK-NAM-CN"]: 113}).is_over


def test_forms_that_others_decide_cost_the_fund_nothing():
    units = world.schools(95, 92)
    cycle = world.opened(world.phase_run(units, units, units))
    lines = {
        line.heading.rule.code: line for line in cost_of(cycle, dict.fromkeys(totals_of(quotas_of(cycle)), 4)).lines
    }
    assert (lines["BK-TINH"].each, lines["BK-TINH"].amount) == (None, 0)
    assert lines["GK-GD-CN"].amount == 4 * 710_000
