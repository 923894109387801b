"""A published round under another version of its set: what is kept, scored anew, left out; nothing is written."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse

from assessments.models import Answer, Run
from assessments.rescoring import Outcome
from assessments.result_rows import late_entry
from assessments.trial import round_trial
from campaign.models import AssignedTarget, Round
from common import clock
from common.models import CitedDocument, Event
from criteria.models import CriteriaSet, Criterion, Item
from criteria.services import criteria_set_clone
from tests import factories
from tests.kept import kept
from tests.reports import worlds

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_time():
    with clock.frozen(factories.IN_TIME):
        yield


@kept
def round() -> Round:
    """Three schools with 5, 4 and 2 points in HT-1 and 29.50 in the rest, of 43; a fourth did not submit."""
    cluster = factories.make_cluster()
    schools = [factories.make_unit("T", code=f"T-{letter}", cluster=cluster) for letter in "ABCD"]
    with clock.frozen(dt.datetime(2024, 1, 10, 9, tzinfo=clock.TIME_ZONE)):
        points = (Decimal(5), Decimal(4), Decimal(2), None)
        return worlds.published_round(2023, dict(zip(schools, points, strict=True)))


@pytest.fixture
def draft(round) -> CriteriaSet:
    return criteria_set_clone(criteria_set=round.collective_set, by=None)


def change(draft: CriteriaSet, code: str, **values: object) -> Item:
    item = Item.objects.get(criterion__area__criteria_set=draft, code=code)
    Item.objects.filter(pk=item.pk).update(**values)
    return Item.objects.get(pk=item.pk)


def found(round: Round, draft: CriteriaSet):
    trial = round_trial(round, draft)
    return trial, {unit.after.participant.unit.code: unit for unit in trial.units}


def totals_of(units: dict) -> dict[str, tuple[str, str]]:
    return {
        code: (str(unit.after.totals.points), str(unit.after.totals.possible))
        for code, unit in units.items()
        if unit.after.totals
    }


def test_the_same_rules_give_the_published_result(round, draft):
    trial, units = found(round, draft)
    assert (trial.moved, trial.regraded, trial.left_out) == (0, 0, 0)
    assert {str(unit.difference) for unit in units.values() if unit.after.totals} == {"0.00"}
    assert totals_of(units) == {"T-A": ("34.50", "43.00"), "T-B": ("33.50", "43.00"), "T-C": ("31.50", "43.00")}
    assert all(item.kept == 3 and not item.rescored for item in trial.items)
    assert str(units["T-D"].result_after) == "0.00"


def test_a_figure_is_scored_anew_from_its_amounts(round, draft):
    """Capital 96,5 %: 9,90 of 12 from 80 to 100, and 5,20 of 8 from 90 to 100. A yes follows the new maximum."""
    change(draft, "HT-6", baseline=Decimal(90), max_points=Decimal(8))
    change(draft, "TK-2", max_points=Decimal(7))
    _trial, units = found(round, draft)
    assert totals_of(units)["T-A"] == ("31.80", "41.00")


def test_the_figure_behind_other_granted_points_is_found_on_the_old_line(round, draft):
    """Granted 6,00 of 12 stands for 90 %: of 12 from 85 to 100 that is 4,00. Granted everything: unknown beyond."""
    answers = Answer.objects.filter(item__code="HT-6", assessment__participant__round=round)
    by_unit = {answer.assessment.participant.unit.code: answer for answer in answers}
    by_unit["T-A"].columns.update(points=Decimal(6))
    by_unit["T-B"].columns.update(points=Decimal(0))
    change(draft, "HT-6", baseline=Decimal(85))
    trial, units = found(round, draft)
    # 5 + 3.50 + 4 + 5 + 1.60 + 5.50 + 4 and 4 + … + 0; the third stays at 96.5 %: 9.20.
    assert totals_of(units) == {"T-A": ("28.60", "43.00"), "T-B": ("23.60", "43.00"), "T-C": ("30.80", "43.00")}
    change(draft, "HT-6", baseline=Decimal(70))
    trial, units = found(round, draft)
    assert units["T-B"].left_out == ("HT-6",)
    assert trial.items[2].outs == [(Outcome.NO_FIGURE, 1)]


def test_a_level_is_found_by_its_words_and_else_by_its_place(round, draft):
    """4 and 2 points fit a level; 5 points fit none."""
    item = change(draft, "HT-1")
    second, third = item.options.all()[1:3]
    type(second).objects.filter(pk=second.pk).update(points=Decimal("4.5"))
    type(third).objects.filter(pk=third.pk).update(points=Decimal(3), text="Lời khác")
    trial, units = found(round, draft)
    assert units["T-A"].left_out == ("HT-1",)
    assert totals_of(units) == {"T-A": ("29.50", "37.00"), "T-B": ("34.00", "43.00"), "T-C": ("32.50", "43.00")}
    assert trial.items[0].outs == [(Outcome.NO_OPTION, 1)]
    third.delete()
    trial, units = found(round, draft)
    assert units["T-C"].left_out == ("HT-1",)


def test_what_cannot_be_carried_over_is_named(round, draft):
    change(draft, "TK-5", max_points=Decimal(8))
    change(draft, "TK-2", kind="expert")
    Criterion.objects.get(area__criteria_set=draft, code="TK-3").delete()
    new = Criterion.objects.get(area__criteria_set=draft, code="TK-8")
    Item.objects.create(criterion=new, code="TK-9", title="Mới", kind="yes_no", max_points=Decimal(3))
    draft.adjustment_rules.all().delete()
    trial, units = found(round, draft)
    outs = {item.code: item.outs for item in trial.items if item.outs}
    assert outs == {
        "TK-2": [(Outcome.OTHER_KIND, 3)],
        "TK-5": [(Outcome.EXPERT_MAXIMUM, 3)],
        "TK-9": [(Outcome.NEW, 3)],
    }
    assert trial.removed == ("TK-3",)
    assert totals_of(units)["T-A"] == ("22.40", "28.00")


def test_targets_of_single_units_hold_in_the_trial(round, draft):
    school = round.participants.get(unit__code="T-A")
    item = Item.objects.get(criterion__area__criteria_set=round.collective_set, code="HT-5")
    paper = CitedDocument.objects.create(kind="Quyết định")
    AssignedTarget.objects.create(
        participant=school, item=item, baseline=Decimal(0), target=Decimal(60), document=paper
    )
    change(draft, "HT-5", max_points=Decimal(10), target=Decimal(84))
    _trial, units = found(round, draft)
    # 42 people: half of 84, seven tenths of the own target of 60.
    assert totals_of(units)["T-A"] == ("38.00", "48.00")
    assert totals_of(units)["T-B"] == ("35.00", "48.00")


def test_who_moves_and_who_changes_grade(round, draft):
    """Heavier first criterion, 20 points: the ranks stay; a lower threshold lifts the best to the top grade."""
    draft.grade_rules.filter(code="XS").update(min_points=Decimal(80))
    draft.grade_rules.filter(code="TOT").update(min_points=Decimal(75))
    trial, units = found(round, draft)
    assert {code: (unit.before.grade, unit.grade_after) for code, unit in units.items() if unit.changes_grade} == {
        "T-A": ("Tốt", "Xuất sắc"),
        "T-B": ("Hoàn thành", "Tốt"),
    }
    assert (trial.moved, trial.regraded) == (0, 2)


def test_the_page_shows_the_trial_and_writes_nothing(client, round, draft, django_assert_max_num_queries):
    change(draft, "HT-6", baseline=Decimal(90))
    url = reverse("assessments:round_trial", args=[2023, 2])
    manager = worlds.manager()
    client.force_login(manager)
    client.get(url)
    before = (Run.objects.count(), Event.objects.count())
    with django_assert_max_num_queries(40):
        page = client.get(url)
    assert page.status_code == 200
    assert page.context["trial"].items[2].rescored == 3
    assert (Run.objects.count(), Event.objects.count()) == before
    client.force_login(worlds.leader())
    assert client.get(url).status_code == 404
    client.force_login(manager)
    assert client.get(reverse("assessments:round_trial", args=[2023, 9])).status_code == 404


def test_lateness_counts_under_the_item_that_the_set_names(round):
    """Another province may call the item as it likes, and use the code TR-1 for something else."""
    draft = criteria_set_clone(criteria_set=round.collective_set, by=None)
    draft.adjustment_rules.filter(code="TR-1").update(code="CHAM", limit=Decimal(2))
    sheet = Answer.objects.first().assessment
    sheet.late_days = 3
    late = late_entry(sheet, draft)
    assert (late.code, late.points, late.limit) == ("CHAM", Decimal("1.50"), Decimal(2))
    draft.adjustment_rules.all().delete()
    assert late_entry(sheet, draft).code == "late"
