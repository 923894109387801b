"""The law by date: days at the edges, dossiers under a transition, forms and terms."""

import datetime as dt
from importlib import import_module

import pytest
from django.apps import apps

from awards.models import AwardForm, BaseSalary, DossierPart, RuleSet, Transition
from awards.queries.law import award_form, base_salary_on, form_for_day, rule_set_for, rule_set_on, term
from common.access import Refused
from tests.awards.laws import load_law

pytestmark = pytest.mark.django_db

OLD, NEW, LATEST = "PL-2022", "PL-2022-152", "PL-2026"
JUNE_30, JULY_1 = dt.date(2025, 6, 30), dt.date(2025, 7, 1)


@pytest.fixture(autouse=True)
def law():
    load_law()


@pytest.mark.parametrize(("day", "code"), [
    (dt.date(2023, 1, 1), "PL-2003"),
    (dt.date(2023, 12, 31), "PL-2003"),
    (dt.date(2024, 1, 1), OLD),
    (JUNE_30, OLD),
    (JULY_1, NEW),
    (dt.date(2026, 9, 30), NEW),
    (dt.date(2026, 10, 1), LATEST),
    (dt.date(2027, 2, 28), LATEST),
])  # fmt: skip
def test_the_rule_set_of_a_day(day, code):
    assert rule_set_on(day).code == code


@pytest.mark.parametrize("day", [dt.date(2022, 12, 31), dt.date(2027, 3, 1)])
def test_a_day_without_law_is_refused(day):
    with pytest.raises(Refused) as refused:
        rule_set_on(day)
    assert refused.value.verdict.code == "no_law"


@pytest.mark.parametrize(("sent", "accepted", "code"), [
    (JUNE_30, JULY_1, OLD),
    (JUNE_30, dt.date(2025, 7, 20), OLD),
    (JULY_1, JULY_1, NEW),
    (JULY_1, dt.date(2025, 7, 20), NEW),
    (JUNE_30, JUNE_30, OLD),
    (dt.date(2023, 12, 20), dt.date(2023, 12, 28), "PL-2003"),
    (dt.date(2023, 12, 20), dt.date(2024, 1, 8), OLD),
    (dt.date(2026, 9, 20), dt.date(2026, 9, 30), NEW),
    (dt.date(2026, 9, 20), dt.date(2026, 10, 1), LATEST),
    (JUNE_30, dt.date(2026, 10, 1), OLD),
    (JUNE_30, None, OLD),
    (JULY_1, None, NEW),
    (None, dt.date(2025, 7, 20), NEW),
])  # fmt: skip
def test_a_dossier_stays_under_the_law_of_its_own_day(sent, accepted, code):
    assert rule_set_for(sent=sent, accepted=accepted).code == code


def test_a_transition_counts_by_its_row_alone():
    Transition.objects.all().delete()
    assert rule_set_for(sent=JUNE_30, accepted=JULY_1).code == NEW


def test_a_dossier_without_a_day_has_no_law():
    with pytest.raises(Refused):
        rule_set_for(sent=None, accepted=None)


@pytest.mark.parametrize(("day", "amount"), [
    (dt.date(2023, 6, 30), 1_490_000),
    (dt.date(2023, 7, 1), 1_800_000),
    (dt.date(2024, 6, 30), 1_800_000),
    (dt.date(2024, 7, 1), 2_340_000),
    (dt.date(2026, 6, 30), 2_340_000),
    (dt.date(2026, 7, 1), 2_530_000),
])  # fmt: skip
def test_the_base_salary_of_a_day(day, amount):
    assert base_salary_on(day).amount == amount


def test_no_salary_before_the_first():
    first = BaseSalary.objects.order_by("effective_from").first()
    with pytest.raises(Refused) as refused:
        base_salary_on(first.effective_from - dt.timedelta(days=1))
    assert refused.value.verdict.code == "no_law"


def test_a_form_belongs_to_its_rule_set():
    assert award_form(rule_set_on(JUNE_30), "GK-HUYEN").name == "Giấy khen của Chủ tịch UBND cấp huyện"
    with pytest.raises(Refused):
        award_form(rule_set_on(JULY_1), "GK-HUYEN")


def test_a_form_for_a_decision_of_any_day():
    assert form_for_day("GK-SO", JULY_1).rule_set.code == NEW
    assert form_for_day("GK-SO", dt.date(2023, 8, 1)).rule_set.code == OLD
    with pytest.raises(Refused):
        form_for_day("KHONG-CO", JULY_1)


def test_a_term_of_a_rule_set():
    assert term(rule_set_on(JULY_1), "recovery").working_days == 15
    with pytest.raises(Refused):
        term(RuleSet.objects.get(code=NEW), "khong-co")


def test_the_signed_sheet_is_asked_of_scored_units_alone():
    asked = set(DossierPart.objects.filter(for_scored_only=True).values_list("code", flat=True))
    assert asked == {"sheet"}
    DossierPart.objects.update(for_scored_only=False)
    import_module("awards.migrations.0006_dossier_parts_of_scored_units").narrow(apps, None)
    assert set(DossierPart.objects.filter(for_scored_only=True).values_list("code", flat=True)) == asked


def test_forms_loaded_before_they_said_how_far_they_are_carried_say_it_now():
    planned = dict(AwardForm.objects.values_list("pk", "produces"))
    assert set(planned.values()) == {"full", "dossier", "record"}
    AwardForm.objects.update(produces="record")
    import_module("awards.migrations.0004_forms_carried_to").fill(apps, None)
    assert dict(AwardForm.objects.values_list("pk", "produces")) == planned
