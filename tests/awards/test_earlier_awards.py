"""Awards of earlier years: entered by hand, taken in from a workbook, refused with the place."""

import datetime as dt

import pytest

from awards.earlier_sheet import HEADINGS, earlier_preview, earlier_workbook
from awards.enums import SubjectKind
from awards.models import Award, Collective, Decision
from awards.queries.subjects import awards_of, subjects_named
from awards.services.earlier_awards import EarlierAward, earlier_awards_enter, earlier_awards_import
from common import clock
from common.access import Refused
from common.events import events_of
from tests import factories
from tests.assessments.imports import workbook
from tests.awards import cycle_world as world
from tests.awards.laws import load_law
from units.models import Person

pytestmark = pytest.mark.django_db
DAY = dt.date(2024, 2, 5)


@pytest.fixture(autouse=True)
def in_time():
    with clock.frozen(world.NOW):
        load_law()
        yield


@pytest.fixture
def unit():
    return factories.make_unit("T", code="THPT-A", name="Trường THPT A")


def paper():
    return world.document("45/QĐ-SGDĐT", DAY)


def line(unit, kind=SubjectKind.UNIT, **facts) -> EarlierAward:
    values = {
        "form_code": "GK-SO",
        "achievement": "Có thành tích trong năm 2023",
        "achievement_from": dt.date(2023, 1, 1),
        "achievement_to": dt.date(2023, 12, 31),
    }
    return EarlierAward(kind=kind, unit=unit, **(values | facts))


def enter(*lines):
    return earlier_awards_enter(lines=lines, document=paper(), by=world.secretary())


def test_a_unit_a_collective_and_a_person(unit):
    decision = enter(
        line(unit, amount=1_080_000),
        line(unit, SubjectKind.COLLECTIVE, name="Tổ  Toán"),
        line(unit, SubjectKind.PERSON, name="Lê Văn An", title="Giáo viên"),
    )
    assert (decision.kind, decision.state, decision.full_symbol, decision.decided_on) == (
        "earlier", "recorded", "45/QĐ-SGDĐT", DAY,
    )  # fmt: skip
    rows = [
        (row.order, row.printed_name, row.side, row.amount, row.paid_as) for row in decision.awards.order_by("order")
    ]
    assert rows == [
        (1, "Trường THPT A", "collective", 1_080_000, "money"),
        (2, "Tổ Toán", "collective", 0, "nothing"),
        (3, "Lê Văn An", "individual", 0, "nothing"),
    ]
    assert Collective.objects.get().parent == Person.objects.get().unit == unit
    assert events_of(decision).get().data["count"] == 3


def test_a_decision_grows_and_names_a_subject_once(unit):
    enter(line(unit))
    other = factories.make_unit("T", code="THPT-B")
    assert enter(line(other)).awards.count() == 2
    assert Decision.objects.count() == 1
    with pytest.raises(Refused) as refused:
        enter(line(unit))
    assert refused.value.verdict.code == "duplicate"


def test_a_known_person_is_found_and_two_of_a_name_are_refused(unit):
    known = Person.objects.create(full_name="Lê Văn An", unit=unit)
    enter(line(unit, SubjectKind.PERSON, name="lê văn an"))
    assert Award.objects.get().subject.person == known
    Person.objects.create(full_name="Lê Văn An", unit=unit)
    with pytest.raises(Refused) as refused:
        enter(line(unit, SubjectKind.PERSON, name="Lê Văn An"))
    assert refused.value.verdict.code == "ambiguous"


def test_only_the_secretary_enters(unit):
    with pytest.raises(Refused) as refused:
        earlier_awards_enter(lines=[line(unit)], document=paper(), by=world.manager())
    assert refused.value.verdict.code == "not_secretary"


GOOD = ("Đơn vị", "THPT-A", "", "", "GK-SO", "Thành tích", "01/01/2023", "31/12/2023", "1.080.000")


def test_a_workbook_is_shown_and_then_taken_in(unit):
    person = ("Cá nhân", "THPT-A", "Lê Văn An", "Giáo viên", "GK-SO", "Thành tích", "01/01/2023", "31/12/2023", "")
    preview = earlier_preview(workbook(HEADINGS, GOOD, person))
    assert [(row.fate, row.value.kind, row.value.amount) for row in preview.changes] == [
        ("item_added", "unit", 1_080_000), ("item_added", "person", 0),
    ]  # fmt: skip
    with pytest.raises(Refused) as refused:
        earlier_awards_import(preview=preview, document=paper(), digest="x", by=world.secretary())
    assert refused.value.verdict.code == "stale"
    assert not Award.objects.exists()
    count = earlier_awards_import(preview=preview, document=paper(), digest=preview.digest, by=world.secretary())
    assert (count, Award.objects.count()) == (2, 2)


@pytest.mark.parametrize(("place", "value", "words"), [
    (0, "Hộ", "Loại đối tượng"),
    (1, "KHONG", "Mã đơn vị"),
    (4, "BK-SO", "Mã hình thức"),
    (5, "", "Thành tích"),
    (6, "hôm qua", "Từ ngày"),
    (7, "31/12/2022", "Đến ngày"),
    (8, "nhiều", "Tiền thưởng"),
])  # fmt: skip
def test_a_bad_cell_is_named_with_its_line(unit, place, value, words):
    bad = list(GOOD)
    bad[place] = value
    preview = earlier_preview(workbook(HEADINGS, GOOD, tuple(bad)))
    [fault] = [fault for fault in preview.faults if words in fault.heading]
    assert (fault.number, preview.changes) == (3, ())


def test_one_subject_twice_and_missing_columns(unit):
    assert [fault.number for fault in earlier_preview(workbook(HEADINGS, GOOD, GOOD)).faults] == [0]
    [fault] = earlier_preview(workbook(HEADINGS[:-1], GOOD[:-1])).faults
    assert "Tiền thưởng" in fault.text


def test_the_workbook_to_fill_in_has_the_columns():
    assert [fault.heading for fault in earlier_preview(earlier_workbook()).faults] == ["Mã đơn vị"]


def test_subjects_are_found_without_marks(unit):
    enter(line(unit), line(unit, SubjectKind.PERSON, name="Đặng Thị Ước"))
    [row] = subjects_named("dang thi uoc")
    assert (row.name, row.note, row.awards) == ("Đặng Thị Ước", "Trường THPT A", 1)
    assert len(subjects_named("truong thpt a")) == 2
    assert awards_of(row.subject).get().printed_name == "Đặng Thị Ước"
