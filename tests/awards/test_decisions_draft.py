"""Drafts of decisions: order, names, money of the date, what is refused."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from awards.enums import PaidAs, Side
from awards.models import Award, BaseSalary, Decision, Dossier, Proposal
from awards.queries.decisions import earlier_awards
from awards.services.decisions import (
    LineInput,
    decision_change,
    decision_draft,
    decision_drop,
    line_change,
    line_remove,
)
from common import clock
from common.access import Refused
from common.events import events_of
from common.versions import Stale
from tests import factories
from tests.awards import decided
from units.enums import Role

pytestmark = pytest.mark.django_db

# Coefficients of a person and a collective, with their money of 30/6/2026 and of 01/7/2026.
TABLE = [
    ("GK", "0.3", "0.6", (710_000, 1_410_000), (760_000, 1_520_000)),
    ("BK", "1.5", "3", (3_510_000, 7_020_000), (3_800_000, 7_590_000)),
    ("BK-TTG", "3.5", "7", (8_190_000, 16_380_000), (8_860_000, 17_710_000)),
    ("HCLD-3", "4.5", "9", (10_530_000, 21_060_000), (11_390_000, 22_770_000)),
    ("CTD", "", "8", (0, 18_720_000), (0, 20_240_000)),
    ("CTD-CP", "", "12", (0, 28_080_000), (0, 30_360_000)),
    ("CSTD-CS", "1", "", (2_340_000, 0), (2_530_000, 0)),
    ("CSTD-TINH", "3", "", (7_020_000, 0), (7_590_000, 0)),
    ("TTLDTT", "", "0.8", (0, 1_880_000), (0, 2_030_000)),
    ("TTLDXS", "", "1.5", (0, 3_510_000), (0, 3_800_000)),
]


@pytest.fixture(autouse=True)
def later():
    with clock.frozen(decided.NOW), decided.light_papers():
        yield


def money(decision: Decision) -> dict[str, int]:
    return {row.side: row.amount for row in decision.awards.all()}


@pytest.mark.parametrize(("code", "individual", "collective", "before", "after"), TABLE)
def test_money_of_the_day_before_and_after_the_new_base_salary(code, individual, collective, before, after):
    law = decided.law()
    form = decided.make_form(law, f"{code}-X", f"Hình thức {code}", individual, collective)
    for day, (person, group) in ((decided.BEFORE, before), (decided.AFTER, after)):
        cycle = decided.make_cycle()
        school = decided.school(f"Trường THPT {code}")
        rows = [
            decided.passed(cycle, school, form=form),
            decided.passed(cycle, decided.person("Lê Thị An", school.unit), form=form),
        ]
        decision = decided.drafted(cycle, on=day, rows=rows)
        assert money(decision) == {Side.INDIVIDUAL: person, Side.COLLECTIVE: group}


def test_lines_stand_in_the_vietnamese_order():
    decision = decided.drafted()
    assert [(row.side, row.order, row.salutation, row.printed_name) for row in decision.awards.all()] == [
        ("collective", 1, "Tập thể", "Trường THPT Chu Văn An"),
        ("collective", 2, "Tập thể", "Trường THPT Đắk Song"),
        ("individual", 1, "Ông", "Nguyễn Văn Ánh"),
        ("individual", 2, "Bà", "Lê Thị Đào"),
        ("individual", 3, "Bà", "Trần Thị Yến"),
    ]
    assert decision.legal_bases == decided.law().legal_bases
    assert decision.base_salary == 2_530_000
    assert decision.authority == "Giám đốc Sở"
    assert [event.action for event in events_of(decision)] == ["decision.drafted"]


def test_a_unit_is_printed_under_its_name_of_the_day():
    subject = decided.school("Trường THPT Cũ")
    subject.unit.versions.update(valid_to=dt.date(2026, 6, 30))
    old = subject.unit.versions.get()
    old.pk, old.name, old.valid_from, old.valid_to = None, "Trường THPT Mới", decided.AFTER, None
    old.save()
    names = []
    for day in (decided.BEFORE, decided.AFTER):
        cycle = decided.make_cycle()
        row = decided.passed(cycle, decided.school("Khác"))
        Proposal.objects.filter(pk=row.pk).update(subject=subject, printed_name="Trường THPT Cũ")
        names.append(decided.drafted(cycle, on=day, rows=[row]).awards.get().printed_name)
    assert names == ["Trường THPT Cũ", "Trường THPT Mới"]


def test_order_date_and_bases_are_typed():
    decision = decided.drafted()
    lines = list(decision.awards.order_by("side", "-order"))
    decision_change(
        decision=decision,
        expected_version=1,
        planned_on=decided.BEFORE,
        legal_bases=["Luật A", " ", "Nghị định B "],
        order=[line.pk for line in lines],
        by=decided.secretary(),
    )
    found = Decision.objects.get(pk=decision.pk)
    assert [row.pk for row in found.awards.order_by("side", "order")] == [line.pk for line in lines]
    assert found.legal_bases == ["Luật A", "Nghị định B"]
    assert (found.base_salary, money(found)) == (2_340_000, {"collective": 1_410_000, "individual": 710_000})


@pytest.mark.parametrize(
    ("facts", "code"), [({"legal_bases": [" "]}, "bad_input"), ({"order": [1]}, "bad_input")], ids=["bases", "order"]
)
def test_a_draft_without_bases_or_with_lines_missing_is_refused(facts, code):
    decision = decided.drafted()
    values = {
        "planned_on": decided.AFTER,
        "legal_bases": ["Luật A"],
        "order": [row.pk for row in decision.awards.all()],
    }
    with pytest.raises(Refused) as caught:
        decision_change(decision=decision, expected_version=1, by=decided.secretary(), **(values | facts))
    assert caught.value.verdict.code == code


def test_who_changes_an_older_draft_is_told():
    decision = decided.drafted()
    values = {
        "planned_on": decided.AFTER,
        "legal_bases": ["Luật A"],
        "order": [row.pk for row in decision.awards.all()],
    }
    line_change(award=decision.awards.first(), values=as_typed(decision.awards.first()), by=decided.secretary())
    with pytest.raises(Stale):
        decision_change(decision=decision, expected_version=1, by=decided.secretary(), **values)


def as_typed(line: Award, **facts: str) -> LineInput:
    names = ("salutation", "printed_name", "printed_title", "printed_unit", "achievement", "paid_as")
    return LineInput(**({name: getattr(line, name) for name in names} | facts))


def test_a_souvenir_has_the_value_of_the_money_and_nothing_costs_nothing():
    decision = decided.drafted()
    first, second = decision.awards.filter(side=Side.INDIVIDUAL)[:2]
    line_change(award=first, values=as_typed(first, paid_as=PaidAs.SOUVENIR), by=decided.secretary())
    line_change(award=second, values=as_typed(second, paid_as=PaidAs.NOTHING), by=decided.secretary())
    assert [row.amount for row in decision.awards.filter(side=Side.INDIVIDUAL)] == [760_000, 0, 760_000]


def test_a_line_needs_its_name():
    line = decided.drafted().awards.first()
    with pytest.raises(Refused) as caught:
        line_change(award=line, values=as_typed(line, printed_name=" "), by=decided.secretary())
    assert caught.value.verdict.code == "bad_input"


def test_a_line_taken_off_leaves_no_gap_and_its_proposal_waits():
    decision = decided.drafted()
    line = decision.awards.get(printed_name="Nguyễn Văn Ánh")
    line_remove(award=line, reason="Đang được xác minh.", by=decided.secretary())
    assert [row.order for row in decision.awards.filter(side=Side.INDIVIDUAL)] == [1, 2]
    assert line.proposal.state == "passed"
    again = decision_draft(
        cycle=decision.cycle, proposals=[line.proposal], planned_on=decided.AFTER, by=decided.secretary()
    )
    assert again.awards.get().printed_name == "Nguyễn Văn Ánh"


def test_a_draft_given_up_sets_its_proposals_free():
    decision = decided.drafted()
    cycle, rows = decision.cycle, [row.proposal for row in decision.awards.all()]
    with pytest.raises(Refused):
        decision_drop(decision=decision, reason=" ", by=decided.secretary())
    decision_drop(decision=decision, reason="Gộp với đợt sau.", by=decided.secretary())
    assert not Decision.objects.filter(pk=decision.pk).exists()
    assert decided.drafted(cycle, rows=rows).awards.count() == 5


def refused(rows: list[Proposal], **facts: object) -> tuple[str, str]:
    with pytest.raises(Refused) as caught:
        decision_draft(
            **(
                {"cycle": rows[0].cycle, "proposals": rows, "planned_on": decided.AFTER, "by": decided.secretary()}
                | facts
            )
        )
    return caught.value.verdict.code, str(caught.value.verdict.reason)


def test_what_cannot_be_drafted():
    cycle = decided.make_cycle()
    rows = decided.some_passed(cycle)
    failed = decided.passed(cycle, decided.school("Trường THPT Trượt"), state="failed")
    upward = decided.passed(cycle, decided.school("Trường THPT Bằng khen"), "BK-TINH")
    assert refused([failed])[0] == "not_passed"
    assert "Trường THPT Trượt" in refused([*rows, failed])[1]
    assert refused([upward])[0] == "not_ours"
    assert refused([*rows, upward])[0] == "bad_input"
    assert refused(rows, cycle=decided.make_cycle())[0] == "bad_input"
    assert refused(rows, by=factories.make_user(Role.LEADER))[0] == "not_role"
    decided.drafted(cycle, rows=rows[:1])
    assert refused(rows)[0] == "duplicate"


def test_dossiers_under_two_laws_take_two_decisions():
    cycle = decided.make_cycle()
    rows = decided.some_passed(cycle)
    old = decided.law("PL-2022", of=2024)
    Dossier.objects.create(proposal=rows[0], state="accepted", rule_set=old, accepted_at=clock.now())
    code, words = refused(rows)
    assert code == "bad_input"
    assert "PL-2022-152" in words
    decision = decided.drafted(cycle, rows=rows[:1])
    assert (decision.rule_set, decision.form.rule_set) == (old, old)


def test_a_held_subject_is_named_with_its_document():
    cycle = decided.make_cycle()
    rows = decided.some_passed(cycle)
    decided.hold(rows[1].subject)
    code, words = refused(rows)
    assert code == "held"
    assert "Nguyễn Văn Ánh" in words
    assert "7/QĐ-TTr" in words
    assert "khoản 4 Điều 4 Nghị định 152/2025/NĐ-CP" in words


def test_no_base_salary_no_draft():
    BaseSalary.objects.filter(effective_from__year__gt=2023).delete()
    rows = decided.some_passed(decided.make_cycle())
    BaseSalary.objects.all().delete()
    assert refused(rows)[0] == "no_salary"


def test_the_same_period_has_one_form_and_a_year_within_it_is_a_warning():
    yearly = decided.make_cycle(achievement_from=dt.date(2025, 1, 1), achievement_to=dt.date(2025, 12, 31))
    row = decided.passed(yearly, decided.school("Trường THPT Hai lần"))
    first = decided.issued(rows=[row], cycle=yearly)
    phase = decided.make_cycle()
    again = decided.passed(phase, row.subject)
    second = decided.drafted(phase, rows=[again])
    line = second.awards.get()
    assert [each.decision for each in earlier_awards([line])[line.pk]] == [first]
    other = decided.make_cycle(achievement_from=dt.date(2025, 1, 1), achievement_to=dt.date(2025, 12, 31))
    form = decided.make_form(decided.law(), "KHAC", "Hình thức khác", "1", "2")
    code, words = refused([decided.passed(other, row.subject, form=form)])
    assert code == "two_forms"
    assert "15/QĐ" in words


def test_every_line_that_has_a_form_for_the_period_is_named():
    cycle = decided.make_cycle()
    rows = [decided.passed(cycle, decided.school(name)) for name in ("Trường THPT Một", "Trường THPT Hai")]
    decided.issued(rows=rows, cycle=cycle)
    form = decided.make_form(decided.law(), "KHAC", "Hình thức khác", "1", "2")
    other = decided.make_cycle()
    again = [decided.passed(other, row.subject, form=form) for row in rows]
    code, words = refused(again)
    assert code == "two_forms"
    assert all(row.printed_name in words for row in again)


def test_lines_of_an_issued_decision_are_closed_in_the_model_too():
    decision = decided.issued()
    line = decision.awards.first()
    line.printed_name = "Tên khác"
    for act in (line.save, line.delete):
        with pytest.raises(ValidationError):
            act()
    with pytest.raises(ValidationError):
        line.save(update_fields=["amount"])
    assert Award.objects.get(pk=line.pk).printed_name == "Trường THPT Chu Văn An"
    assert line.coefficient == Decimal("0.6")
