"""Who is named and how: a unit that took over speaks for the ended one, names are those of the decision's date."""

import datetime as dt

import pytest

from awards.models import AwardForm, MoneyRule, Proposal, PublicNotice, RuleSet, Term, VotingRule
from awards.services.cycles import cycle_move
from awards.services.decisions import LineInput, decision_change, line_change
from awards.services.proposals import Pick, proposal_withdraw, suggestions_take
from awards.services.unit_proposals import CollectiveInput, PersonInput, collective_propose, person_propose
from awards.waiting import proposing_units
from common import clock
from common.access import Refused
from tests import factories
from tests.awards import cycle_world as world
from tests.awards import decided
from units.enums import ReorganisationKind
from units.models import Reorganisation, ReorganisationLink, Unit, UnitVersion

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)
TODAY = world.NOW.date()
RENAMED = dt.date(2026, 7, 5)


def refused(code: str):
    return pytest.raises(Refused, match=rf"^{code}$")


def rename(unit: Unit, name: str, on: dt.date) -> None:
    old = unit.versions.get()
    UnitVersion.objects.filter(pk=old.pk).update(valid_to=on - DAY)
    old.pk, old.name, old.valid_from, old.valid_to = None, name, on, None
    old._state.adding = True
    old.save()


def draft_with_names(on: dt.date):
    """A school, a person and a group of it, proposed before the school is renamed."""
    cycle = decided.make_cycle()
    subject = decided.school("Trường THPT Tên cũ")
    others = (decided.person("Lê Thị Đào", subject.unit), decided.group("Tổ Toán", subject.unit))
    rows = [decided.passed(cycle, each) for each in (subject, *others)]
    moment = dt.datetime(2026, 6, 1, 9, tzinfo=clock.TIME_ZONE)
    Proposal.objects.filter(pk__in=[row.pk for row in rows]).update(proposed_at=moment)
    rename(subject.unit, "Trường THPT Tên mới", RENAMED)
    return decided.drafted(cycle, on=on, rows=rows)


def names_on(decision) -> dict[str, str]:
    return {line.printed_name: line.printed_unit for line in decision.awards.all()}


@pytest.mark.parametrize(("on", "name"), [
    (RENAMED - DAY, "Trường THPT Tên cũ"),
    (RENAMED, "Trường THPT Tên mới"),
])  # fmt: skip
def test_names_are_those_of_the_date_of_the_decision(on, name):
    with clock.frozen(decided.NOW):
        assert names_on(draft_with_names(on)) == {name: "", "Lê Thị Đào": name, "Tổ Toán": name}


def test_names_follow_the_date_of_the_draft_but_not_what_was_written_by_hand():
    with clock.frozen(decided.NOW):
        draft = draft_with_names(RENAMED - DAY)
        group = draft.awards.get(printed_name="Tổ Toán")
        values = LineInput(printed_name="Tổ Toán - Tin", printed_unit="Nhà trường", achievement="Thành tích")
        line_change(award=group, values=values, by=decided.secretary())
        draft.refresh_from_db()
        change = {"legal_bases": ["Luật"], "order": [line.pk for line in draft.awards.order_by("pk")]}
        row = decision_change(
            decision=draft, expected_version=draft.version, planned_on=RENAMED, by=decided.secretary(), **change
        )
        new = "Trường THPT Tên mới"
        assert names_on(row) == {new: "", "Lê Thị Đào": new, "Tổ Toán - Tin": "Nhà trường"}
        back = decision_change(
            decision=row, expected_version=row.version, planned_on=RENAMED - DAY, by=decided.secretary(), **change
        )
        old = "Trường THPT Tên cũ"
        assert names_on(back) == {old: "", "Lê Thị Đào": old, "Tổ Toán - Tin": "Nhà trường"}


def merge(old: Unit, new: Unit, on: dt.date = TODAY) -> None:
    UnitVersion.objects.filter(unit=old).update(valid_to=on - DAY)
    move = Reorganisation.objects.create(kind=ReorganisationKind.MERGE, day=on)
    ReorganisationLink.objects.create(reorganisation=move, predecessor=old, successor=new)


def propose(cycle, unit, by, person):
    return person_propose(
        cycle=cycle,
        heading=world.heading(cycle, "GK-NAM-CN", "individual"),
        unit=unit,
        values=PersonInput(person=person, category="direct", job_title="Giáo viên", workplace="Tổ Văn"),
        report="Tiết kiệm 120 triệu đồng.",
        earlier_reason="",
        by=by,
    )


def test_the_unit_that_took_over_proposes_for_the_ended_one_and_withdraws():
    with clock.frozen(world.NOW):
        cycle = world.opened()
        ended, successor, stranger = Unit.objects.filter(code__startswith="TRUONG-").order_by("code")[:3]
        person = decided.person("Trần Thị Mai", ended).person
        head = factories.head_of(successor)
        with refused("not_head"):
            propose(cycle, ended, head, person)
        merge(ended, successor)
        assert [unit for unit, verdict in proposing_units(head, cycle) if verdict] == [successor, ended]
        with refused("not_head"):
            propose(cycle, ended, factories.head_of(stranger), person)
        made = propose(cycle, ended, head, person)
        assert (made.printed_name, made.printed_unit) == ("Trần Thị Mai", "Tổ Văn, Trường THPT Số 1")
        assert proposal_withdraw(proposal=made, reason="Rút", by=head).state == "dropped"


def test_a_collective_of_the_ended_unit_is_proposed_by_its_successor():
    with clock.frozen(world.NOW):
        results = world.schools(95, 92)
        cycle = world.opened(world.phase_run(results, results, results))
        ended, successor = results
        merge(ended, successor)
        made = collective_propose(
            cycle=cycle,
            heading=world.heading(cycle, "GK-GD-TTN", "collective"),
            unit=ended,
            values=CollectiveInput(name="Tổ Toán", kind="Tổ chuyên môn", headcount=10, women=7),
            report="Báo cáo",
            earlier_reason="",
            by=factories.head_of(successor),
        )
        assert (made.printed_unit, made.women_percent) == ("Trường THPT Số 1", 70)


def test_a_successor_of_tomorrow_does_not_speak_yet():
    with clock.frozen(world.NOW):
        cycle = world.opened()
        old, new = Unit.objects.filter(code__startswith="TRUONG-").order_by("code")[:2]
        merge(old, new, TODAY + DAY)
        assert [unit for unit, _verdict in proposing_units(factories.head_of(new), cycle)] == [new]


def test_who_did_not_submit_a_round_has_no_award_of_the_phase():
    """Not even with a reason; only a recorded exemption takes the round out (RunYear says `exempted` then)."""
    with clock.frozen(world.NOW):
        first = world.schools(95, 92)
        one, two = first
        cycle = world.opened(world.phase_run(first, first, {one: first[one]}))
        heading = world.heading(cycle, "GK-GD-TT", "collective")
        with refused("year_missing") as caught:
            suggestions_take(
                cycle=cycle, heading=heading, picks=[Pick(key=f"u{two.pk}", reason="Có nhiều cố gắng")],
                by=world.secretary(),
            )  # fmt: skip
        assert "Trường THPT Số 2" in str(caught.value.verdict.reason)
        made = suggestions_take(cycle=cycle, heading=heading, picks=[Pick(key=f"u{one.pk}")], by=world.secretary())
        assert [row.printed_name for row in made] == ["Trường THPT Số 1"]


def test_the_council_has_the_cycle_only_after_the_public_list_is_concluded():
    with clock.frozen(world.NOW):
        cycle = world.opened()
        cycle_move(cycle=cycle, name="hear", by=world.secretary(), reason="Đã nhận đủ đề nghị.")
        notice = PublicNotice.objects.create(cycle=cycle, from_on=TODAY - 3 * DAY, to_on=TODAY - DAY, place="Bảng tin")
        with refused("notice_open"):
            cycle_move(cycle=cycle, name="to_council", by=world.secretary())
        PublicNotice.objects.filter(pk=notice.pk).update(closed_at=clock.now(), conclusion="Không có ý kiến")
        assert cycle_move(cycle=cycle, name="to_council", by=world.secretary()).state == "council"


def test_a_rule_names_the_law_of_its_time_and_what_is_not_verified():
    """Before 01/7/2025 nothing rests on Decree 152/2025, which was not in force."""
    world.load_law()
    old, new = RuleSet.objects.get(code="PL-2022"), RuleSet.objects.get(code="PL-2022-152")
    for law, number, verified in ((old, "98/2023", False), (new, "152/2025", True)):
        rule = MoneyRule.objects.get(rule_set=law)
        term = Term.objects.get(rule_set=law, code="recovery")
        vote = VotingRule.objects.get(form=AwardForm.objects.get(rule_set=law, code="CTD-CP"))
        for row in (rule, term, vote):
            assert number in row.source
            assert row.is_verified is verified
            assert ("cần xác minh" in row.source) is not verified
    earlier = [row.source for row in Term.objects.filter(rule_set__effective_from__lt=new.effective_from)]
    assert not [text for text in earlier if "152/2025" in text]
