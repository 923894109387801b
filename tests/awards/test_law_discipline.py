"""After discipline, achievement counts from its end (Decree 152/2025, article 4, clause 4): computed, not typed."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from awards.models import Award, Hold, Subject
from awards.queries.decision_facts import forward_facts
from awards.queries.subjects import same_period, standing_awards
from awards.services.forwarding import HigherInput, higher_record, proposals_forward
from awards.services.holds import HoldInput, hold_lift, hold_record
from awards.services.proposals import Pick, suggestions_take
from common import clock
from common.access import Refused
from common.models import CitedDocument
from tests.awards import cycle_world, decided
from units.models import Unit

pytestmark = pytest.mark.django_db

FIRST, ENDED = dt.date(2025, 3, 3), dt.date(2025, 9, 15)
TEXT = "Đã có thành tích xuất sắc trong Phong trào thi đua giai đoạn 2023 - 2025"


@pytest.fixture(autouse=True)
def now():
    with clock.frozen(decided.NOW):
        yield


def refused(code: str):
    return pytest.raises(Refused, match=rf"^{code}$")


def paper(number: str, day: dt.date) -> CitedDocument:
    return CitedDocument(kind="Quyết định", number=number, date=day, issuer="Sở Giáo dục và Đào tạo")


def held(subject: Subject, kind: str = "discipline") -> Hold:
    values = HoldInput(kind=kind, document=paper("5/TB", FIRST), from_on=FIRST)
    return hold_record(subject=subject, values=values, by=decided.secretary())


def lifted(hold: Hold, *, is_imposed: bool, on: dt.date = ENDED) -> Hold:
    return hold_lift(hold=hold, document=paper("6/QĐ", on), until_on=on, is_imposed=is_imposed, by=decided.secretary())


def disciplined(subject: Subject, *, is_imposed: bool = True) -> Hold:
    return lifted(held(subject), is_imposed=is_imposed)


def test_the_line_of_a_decision_counts_from_the_end_of_the_discipline():
    cycle = decided.make_cycle()
    rows = decided.some_passed(cycle)
    disciplined(rows[0].subject)
    disciplined(rows[1].subject, is_imposed=False)
    draft = decided.drafted(cycle, rows=rows)
    found = {line.printed_name: (line.achievement_from, line.achievement) for line in draft.awards.all()}
    assert found["Trần Thị Yến"] == (ENDED, f"{TEXT} (thành tích tính từ ngày 15/9/2025)")
    assert found["Nguyễn Văn Ánh"] == (dt.date(2023, 1, 1), TEXT)
    assert {line.achievement_to for line in draft.awards.all()} == {dt.date(2025, 12, 31)}


def test_the_last_of_two_counts():
    cycle = decided.make_cycle()
    row = decided.passed(cycle, decided.school("Trường THPT Một"))
    disciplined(row.subject)
    later = hold_record(
        subject=row.subject,
        values=HoldInput(kind="discipline", document=paper("7/TB", ENDED), from_on=ENDED),
        by=decided.secretary(),
    )
    lifted(later, is_imposed=True, on=dt.date(2025, 11, 1))
    assert decided.drafted(cycle, rows=[row]).awards.get().achievement_from == dt.date(2025, 11, 1)


def test_a_shorter_line_still_takes_the_place_of_the_whole_period():
    cycle = decided.make_cycle()
    row = decided.passed(cycle, decided.school("Trường THPT Một"))
    disciplined(row.subject)
    award = decided.issued(rows=[row], cycle=cycle).awards.get()
    again = decided.make_cycle()
    [found] = standing_awards([row.subject_id], again)[row.subject_id]
    assert (found, same_period(found, again)) == (award, True)
    with refused("two_forms"):
        decided.drafted(again, rows=[decided.passed(again, row.subject)])


def test_upward_the_list_and_the_record_say_it_too():
    cycle = decided.make_cycle()
    row = decided.passed(cycle, decided.school("Trường THPT Một"), "BK-TINH")
    disciplined(row.subject)
    words = f"{TEXT} (thành tích tính từ ngày 15/9/2025)"
    assert [line.achievement for line in forward_facts(cycle, [row]).collectives] == [words]
    proposals_forward(cycle=cycle, proposals=[row], letter=paper("20/TTr", decided.AFTER), by=decided.secretary())
    values = HigherInput(
        full_symbol="100/QĐ-UBND", decided_on=decided.AFTER, authority="Chủ tịch UBND tỉnh",
        paper=paper("100/QĐ-UBND", decided.AFTER), granted={row.pk: "nothing"}, declined={},
    )  # fmt: skip
    higher_record(cycle=cycle, values=values, by=decided.secretary())
    award = Award.objects.get()
    assert (award.achievement_from, award.achievement) == (ENDED, words)


@pytest.mark.parametrize(("ended", "is_taken"), [
    (dt.date(2025, 5, 31), True),
    (dt.date(2025, 6, 1), False),
])  # fmt: skip
def test_of_a_period_that_was_over_nothing_counts(ended, is_taken):
    with clock.frozen(cycle_world.NOW):
        cycle = cycle_world.opened()
        unit = Unit.objects.get(code="TRUONG-1")
        subject = Subject.objects.create(unit=unit)
        lifted(held(subject), is_imposed=True, on=ended)
        facts = {
            "cycle": cycle,
            "heading": cycle_world.heading(cycle, "GK-NAM-TT", "collective"),
            "picks": [Pick(key=f"u{unit.pk}", reason="X")],
            "by": cycle_world.secretary(),
        }
        if is_taken:
            assert suggestions_take(**facts)
            return
        with refused("nothing_counts") as caught:
            suggestions_take(**facts)
        assert "01/6/2025" in str(caught.value.verdict.reason)


@pytest.mark.parametrize("code", ["GK-SO", "BK-TINH"])
def test_nothing_is_decided_or_sent_up_of_a_period_that_was_over(code):
    cycle = decided.make_cycle()
    row = decided.passed(cycle, decided.school("Trường THPT Một"), code)
    lifted(held(row.subject), is_imposed=True, on=dt.date(2026, 1, 1))
    letter = paper("20/TTr", decided.AFTER)
    with refused("nothing_counts") as caught:
        if code == "GK-SO":
            decided.drafted(cycle, rows=[row])
        else:
            proposals_forward(cycle=cycle, proposals=[row], letter=letter, by=decided.secretary())
    assert "Trường THPT Một" in str(caught.value.verdict.reason)


def test_only_discipline_is_imposed():
    subject = decided.school("Trường THPT Một")
    hold = held(subject, "complaint")
    with refused("bad_input"):
        lifted(hold, is_imposed=True)
    assert Hold.objects.get().until_on is None
    with pytest.raises(IntegrityError), transaction.atomic():
        Hold.objects.filter(pk=hold.pk).update(is_imposed=True)


@pytest.mark.parametrize(("kind", "is_asked"), [("discipline", True), ("complaint", False)])
def test_the_page_asks_it_of_discipline_alone(kind, is_asked):
    hold = held(decided.school("Trường THPT Một"), kind)
    client = Client()
    client.force_login(decided.secretary())
    address = reverse("awards:hold_lift", args=[hold.pk])
    assert ("is_imposed" in client.get(address).context["form"].fields) is is_asked
    data = {
        "kind": "Quyết định", "number": "6/QĐ", "date": "15/9/2025", "issuer": "Sở", "until_on": "15/9/2025",
        "is_imposed": "on",
    }  # fmt: skip
    assert client.post(address, data).status_code == 303
    assert Hold.objects.get().is_imposed is is_asked
