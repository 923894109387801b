"""The law by date at its edges: a form given up, a decree that goes on for a time, dossiers before a limit."""

import datetime as dt
from decimal import Decimal

import pytest

from awards.enums import SubjectKind
from awards.models import AwardForm, RuleSet, Subject, Transition
from awards.money import award_money
from awards.queries.dossier_law import rule_set_for as rule_set_of_dossier
from awards.queries.law import form_for_day, rule_set_for
from awards.queries.subjects import awards_of, standing_awards
from awards.services.earlier_awards import EarlierAward, earlier_awards_enter
from common import clock
from common.access import Refused
from tests.awards import cycle_world
from tests.awards.laws import load_law
from units.models import Unit

pytestmark = pytest.mark.django_db

OLD, NEW = "PL-2022", "PL-2022-152"
YEAR_END = dt.date(2025, 12, 31)


@pytest.fixture(autouse=True)
def law():
    load_law()


@pytest.mark.parametrize(("day", "is_known"), [
    (dt.date(2023, 8, 1), True),
    (dt.date(2025, 6, 30), True),
    (dt.date(2025, 7, 1), False),
    (dt.date(2026, 11, 1), False),
])  # fmt: skip
def test_a_form_that_the_law_gave_up_is_not_decided_on_any_more(day, is_known):
    """The district level ended on 30/6/2025, and its Giấy khen with it."""
    if is_known:
        assert form_for_day("GK-HUYEN", day).rule_set.code == OLD
        return
    with pytest.raises(Refused, match=r"^no_law$") as refused:
        form_for_day("GK-HUYEN", day)
    assert "Giấy khen của Chủ tịch UBND cấp huyện" in str(refused.value.verdict.reason)


def test_no_form_is_known_after_the_last_law():
    assert form_for_day("GK-SO", dt.date(2027, 2, 28)).rule_set.code == "PL-2026"
    with pytest.raises(Refused, match=r"^no_law$"):
        form_for_day("GK-SO", dt.date(2027, 3, 1))


@pytest.mark.parametrize(("accepted", "code"), [
    (dt.date(2025, 6, 30), OLD),
    (dt.date(2025, 7, 1), OLD),
    (YEAR_END, OLD),
    (YEAR_END + dt.timedelta(days=1), NEW),
    (dt.date(2026, 10, 1), "PL-2026"),
])  # fmt: skip
def test_where_the_province_had_no_rules_the_older_decree_went_on_until_the_year_was_over(accepted, code):
    """Decree 152/2025, article 60, clause 2: one row in the back office, since it depends on the province."""
    limit = YEAR_END + dt.timedelta(days=1)
    Transition.objects.create(
        rule_set=RuleSet.objects.get(code=OLD), counted_from="accepted", before=limit, source="khoản 2 Điều 60"
    )
    assert rule_set_for(sent=accepted, accepted=accepted).code == code
    assert rule_set_of_dossier(sent_on=accepted, accepted_on=accepted).code == code


def test_both_reads_of_the_law_of_a_dossier_agree():
    days = [
        dt.date(2023, 12, 20),
        dt.date(2025, 6, 30),
        dt.date(2025, 7, 1),
        dt.date(2026, 9, 30),
        dt.date(2026, 10, 1),
    ]
    for sent in days:
        for accepted in days:
            if sent <= accepted:
                one = rule_set_for(sent=sent, accepted=accepted)
                assert rule_set_of_dossier(sent_on=sent, accepted_on=accepted) == one


def test_no_law_is_entered_after_the_decree_has_expired():
    last = dt.date(2027, 2, 28)
    assert rule_set_of_dossier(sent_on=last, accepted_on=last).code == "PL-2026"
    assert rule_set_of_dossier(sent_on=last, accepted_on=dt.date(2027, 3, 1)) is None


# Code, coefficients of an individual and of a collective, đồng by 2.340.000 and by 2.530.000 of each.
MONEY = [
    ("GK-SO", "0.3", "0.6", 710_000, 760_000, 1_410_000, 1_520_000),
    ("GK-DV", "0.3", "0.6", 710_000, 760_000, 1_410_000, 1_520_000),
    ("GK-XA", "0.3", "0.6", 710_000, 760_000, 1_410_000, 1_520_000),
    ("BK-TINH", "1.5", "3", 3_510_000, 3_800_000, 7_020_000, 7_590_000),
    ("BK-BO", "1.5", "3", 3_510_000, 3_800_000, 7_020_000, 7_590_000),
    ("BK-TTG", "3.5", "7", 8_190_000, 8_860_000, 16_380_000, 17_710_000),
    ("HCLD-3", "4.5", "9", 10_530_000, 11_390_000, 21_060_000, 22_770_000),
    ("HCLD-2", "7.5", "15", 17_550_000, 18_980_000, 35_100_000, 37_950_000),
    ("HCLD-1", "9", "18", 21_060_000, 22_770_000, 42_120_000, 45_540_000),
    ("CTD-TINH", None, "8", None, None, 18_720_000, 20_240_000),
    ("CTD-CP", None, "12", None, None, 28_080_000, 30_360_000),
    ("LDTT", "0.3", None, 710_000, 760_000, None, None),
    ("CSTD-CS", "1", None, 2_340_000, 2_530_000, None, None),
    ("CSTD-TINH", "3", None, 7_020_000, 7_590_000, None, None),
    ("CSTD-TQ", "4.5", None, 10_530_000, 11_390_000, None, None),
    ("TTLDTT", None, "0.8", None, None, 1_880_000, 2_030_000),
    ("TTLDXS", None, "1.5", None, None, 3_510_000, 3_800_000),
]


@pytest.mark.parametrize("row", MONEY, ids=[row[0] for row in MONEY])
def test_the_money_of_every_form_by_the_law_that_is_loaded(row):
    code, individual, collective, *amounts = row
    form = AwardForm.objects.select_related("rule_set__money_rule").get(rule_set__code=NEW, code=code)
    step = form.rule_set.money_rule.round_up_to
    assert form.coefficient_individual == (Decimal(individual) if individual else None)
    assert form.coefficient_collective == (Decimal(collective) if collective else None)
    found = [
        None if coefficient is None else award_money(coefficient, salary, round_up_to=step)
        for coefficient in (form.coefficient_individual, form.coefficient_collective)
        for salary in (2_340_000, 2_530_000)
    ]
    assert found == amounts


def test_the_commune_chair_gave_half_before_july_2025():
    form = form_for_day("GK-XA", dt.date(2025, 6, 30))
    assert (form.coefficient_individual, form.is_verified) == (Decimal("0.15"), False)


def test_titles_and_merit_awards_are_recorded_only():
    rows = AwardForm.objects.exclude(award_type="movement")
    assert set(rows.values_list("produces", flat=True)) == {"record"}
    assert sorted(set(rows.values_list("award_type", "code"))) == [
        ("merit", "BK-BO-CT"), ("merit", "BK-TINH-CT"), ("merit", "GK-SO-CT"), ("title", "CSTD-CS"),
        ("title", "CSTD-TINH"), ("title", "CSTD-TQ"), ("title", "LDTT"), ("title", "TTLDTT"), ("title", "TTLDXS"),
    ]  # fmt: skip


@pytest.mark.parametrize("code", ["LDTT", "GK-SO-CT"])
def test_a_title_or_merit_award_of_the_same_year_bars_nothing(code):
    """The year's Lao động tiên tiến is no obstacle to the campaign's Giấy khen."""
    with clock.frozen(cycle_world.NOW):
        cycle = cycle_world.opened()
        unit = Unit.objects.get(code="TRUONG-1")
        kind = SubjectKind.PERSON if code == "LDTT" else SubjectKind.UNIT
        line = EarlierAward(
            kind=kind, unit=unit, name="Trần Thị Mai" if code == "LDTT" else "", form_code=code, achievement="X",
            achievement_from=cycle.achievement_from, achievement_to=cycle.achievement_to,
        )  # fmt: skip
        earlier_awards_enter(lines=[line], document=cycle_world.document("9/QĐ"), by=cycle_world.secretary())
        subject = Subject.objects.get()
        assert standing_awards([subject.pk], cycle) == {}
        assert awards_of(subject).get().form.code == code
