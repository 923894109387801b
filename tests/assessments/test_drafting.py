"""The services behind the form: begin, save under a version, keep a revision per editing session."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from assessments.models import AnswerRevision, Assessment
from assessments.services.drafting import AnswerInput, answer_save, assessment_start, difficulties_save
from common import clock
from common.access import Refused
from common.events import events_of
from common.versions import Stale
from tests import factories
from tests.kept import kept
from units.enums import Role

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_time():
    with clock.frozen(factories.IN_TIME):
        yield


sheet = kept(factories.make_sheet)


def save(sheet, code, version, by=None, **values):
    return answer_save(
        answer=sheet.answers.get(item__code=code),
        expected_version=version,
        values=AnswerInput(**values),
        by=by or factories.editor_of(sheet.participant.unit),
    )


def test_start_writes_one_empty_answer_per_item(sheet):
    assert list(sheet.answers.values_list("item__code", "points", "version")) == [
        (code, None, 1) for code in ("HT-1", "HT-5", "HT-6", "TK-2", "TK-3", "TK-5", "TK-8")
    ]
    assert [event.action for event in events_of(sheet)] == ["assessment.started"]


def test_start_twice_is_one_sheet(sheet):
    again = assessment_start(participant=sheet.participant, by=factories.head_of(sheet.participant.unit))
    assert again.pk == sheet.pk
    assert Assessment.objects.count() == 1


def test_start_is_for_the_own_unit_and_an_open_round():
    round = factories.make_round()
    unit = factories.make_unit()
    participant = factories.participant_of(unit, round)
    with pytest.raises(Refused) as refused:
        assessment_start(participant=participant, by=factories.make_user(Role.APPRAISER))
    assert refused.value.verdict.code == "not_unit"
    with clock.frozen(factories.TOO_LATE), pytest.raises(Refused) as refused:
        assessment_start(participant=participant, by=factories.editor_of(unit))
    assert refused.value.verdict.code == "deadline"
    assert not Assessment.objects.exists()


@pytest.mark.parametrize(
    ("code", "values", "points"),
    [
        ("HT-5", {"amount_a": Decimal(42)}, "3.50"),
        ("HT-6", {"amount_a": Decimal("96.5"), "amount_b": Decimal(100)}, "9.90"),
        ("TK-3", {"amount_a": Decimal("61.8")}, "1.60"),
        ("TK-8", {"amount_a": Decimal("105.2"), "amount_b": Decimal(100)}, "4.00"),
        ("TK-2", {"yes_no": False}, "0.00"),
        ("TK-5", {"claimed": Decimal("4.75")}, "4.75"),
        ("HT-6", {"amount_a": Decimal("96.5")}, None),
    ],
)
def test_points_follow_the_rule(sheet, code, values, points):
    row = save(sheet, code, 1, **values)
    assert row.points == (None if points is None else Decimal(points))
    assert row.version == 2


def test_stale_save_changes_nothing_and_carries_the_stored_text(sheet):
    save(sheet, "TK-2", 1, yes_no=True, narrative="bản thứ nhất")
    with pytest.raises(Stale) as stale:
        save(sheet, "TK-2", 1, yes_no=False, narrative="bản thứ hai")
    assert stale.value.current.narrative == "bản thứ nhất"
    assert stale.value.differences["narrative"] == ("bản thứ nhất", "bản thứ hai")
    stored = sheet.answers.get(item__code="TK-2")
    assert (stored.yes_no, stored.narrative, stored.version) == (True, "bản thứ nhất", 2)
    assert stored.revisions.count() == 1


def test_claim_that_it_does_not_apply_empties_the_figures(sheet):
    save(sheet, "HT-6", 1, amount_a=Decimal(1), amount_b=Decimal(2))
    reason = sheet.criteria_set.na_reasons.first()
    row = save(sheet, "HT-6", 2, not_applicable=True, na_reason=reason, amount_a=Decimal(1))
    assert (row.amount_a, row.amount_b, row.points) == (Decimal(1), None, None)
    row = save(sheet, "HT-6", 3, amount_a=Decimal(90), amount_b=Decimal(100), na_reason=reason, na_text="x")
    assert (row.na_reason, row.na_text, row.points) == (None, "", Decimal("6.00"))


def test_saves_of_one_sitting_are_one_revision(sheet):
    editor, head = (make(sheet.participant.unit) for make in (factories.editor_of, factories.head_of))
    start = factories.IN_TIME
    for number, (minutes, by) in enumerate([(0, editor), (10, editor), (60, editor), (61, head)], start=1):
        with clock.frozen(start + dt.timedelta(minutes=minutes)):
            save(sheet, "TK-2", number, by=by, yes_no=True, narrative=f"lần {number}")
    rows = AnswerRevision.objects.filter(answer__item__code="TK-2")
    assert [(row.number, row.editor, row.narrative) for row in rows] == [
        (1, editor, "lần 2"),
        (2, editor, "lần 3"),
        (3, head, "lần 4"),
    ]
    assert rows[0].saved_at - rows[0].started_at == dt.timedelta(minutes=10)


def test_a_save_that_changes_nothing_leaves_author_version_and_history(sheet):
    editor, head = (make(sheet.participant.unit) for make in (factories.editor_of, factories.head_of))
    save(sheet, "TK-2", 1, by=editor, yes_no=True, narrative="Một.")
    save(sheet, "TK-2", 2, by=head, yes_no=True, narrative="Một.")
    row = sheet.answers.get(item__code="TK-2")
    assert (row.version, row.updated_by, row.revisions.count()) == (2, editor, 1)
    with pytest.raises(Stale):
        save(sheet, "TK-2", 1, by=head, yes_no=True, narrative="Một.")


def test_only_the_unit_fills_in(sheet):
    with pytest.raises(Refused):
        save(sheet, "TK-2", 1, by=factories.editor_of(factories.make_unit()), yes_no=True)
    assert sheet.answers.get(item__code="TK-2").yes_no is None


def test_a_full_sheet_has_the_points_of_the_table(sheet):
    factories.fill_sheet(sheet)
    points = dict(sheet.answers.values_list("item__code", "points"))
    assert {code: str(value) for code, value in points.items()} == {
        "HT-1": "6.00",
        "HT-5": "3.50",
        "HT-6": "9.90",
        "TK-2": "5.00",
        "TK-3": "1.60",
        "TK-5": "5.50",
        "TK-8": "4.00",
    }


def test_difficulties_keep_their_version(sheet):
    head = factories.head_of(sheet.participant.unit)
    row = difficulties_save(assessment=sheet, expected_version=sheet.version, text="Thiếu kinh phí", by=head)
    with pytest.raises(Stale):
        difficulties_save(assessment=sheet, expected_version=row.version - 1, text="khác", by=head)
    assert Assessment.objects.get(pk=sheet.pk).difficulties == "Thiếu kinh phí"


def test_values_of_the_factory_are_complete(sheet):
    item = sheet.answers.get(item__code="HT-1").item
    assert replace(factories.full_values(item), narrative="").option.points == Decimal(6)
