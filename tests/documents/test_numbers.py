"""Numbers and codes as they are typed, and the refusals of a number that cannot be given."""

import datetime as dt

import pytest
from django.db import transaction

from common.access import Refused
from documents.codes import LENGTH, LETTERS, code_new, code_printed, code_read
from documents.enums import Keeper
from documents.models import NumberSeries, OutsideNumber, VoidNumber
from documents.numbering import NumberFault, day_fault, full_symbol, number_read
from documents.queries import next_free
from documents.services.numbers import number_claim, number_take, number_void, number_void_typed
from documents.services.outside import number_take_outside
from tests import factories
from tests.documents.sample_kinds import DAY, issued

SYMBOL = "QĐ-SGDĐT"


@pytest.mark.parametrize(("typed", "number"), [("5", 5), ("05", 5), (" 12 ", 12), ("99999", 99_999), ("000123", 123)])
def test_a_number_is_read(typed, number):
    assert number_read(typed) == number


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "empty"),
        ("  ", "empty"),
        ("5/QĐ-SGDĐT", "symbol"),
        ("0", "too_small"),
        ("00", "too_small"),
        ("-3", "too_small"),
        ("1000000000", "too_big"),
        ("100000", "too_big"),
        ("5a", "not_a_number"),
        ("5,5", "not_a_number"),
        ("٥", "not_a_number"),
        ("1e3", "not_a_number"),
        ("-", "not_a_number"),
    ],
)
def test_what_is_no_number_says_why(typed, code):
    with pytest.raises(NumberFault) as fault:
        number_read(typed)
    assert fault.value.code == code


def test_numbers_below_ten_are_printed_with_a_zero():
    assert full_symbol(5, SYMBOL) == "05/QĐ-SGDĐT"
    assert full_symbol(112, SYMBOL) == "112/QĐ-SGDĐT"


def test_the_day_lies_not_in_the_future():
    today = dt.date(2025, 12, 31)
    assert day_fault(today, today) == ""
    assert day_fault(dt.date(2024, 12, 31), today) == ""
    later = day_fault(dt.date(2025, 6, 2), dt.date(2025, 6, 1))
    assert later
    assert day_fault(dt.date(2026, 1, 1), today) not in ("", later)


def test_codes_are_random_and_read_as_people_type_them():
    codes = {code_new() for _ in range(200)}
    assert len(codes) == 200
    assert all(len(code) == LENGTH and set(code) <= set(LETTERS) for code in codes)
    code = "A1B0C2D3E4F5G6H7"
    assert code_printed(code) == "A1B0-C2D3-E4F5-G6H7"
    for typed in ("A1B0-C2D3-E4F5-G6H7", " a1b0 c2d3 e4f5 g6h7 ", "aiboc2d3e4f5g6h7", "ALBO–C2D3–E4F5–G6H7"):
        assert code_read(typed) == code
    for typed in ("", "A1B0", "A1B0-C2D3-E4F5-G6HU", "../etc/passwd", "A" * 5000, "\x00"):
        assert code_read(typed) == ""
    assert code_printed("TN25-ABCD-EFGH") == "TN25-ABCD-EFGH"


def test_the_portal_gives_one_after_the_other_in_each_year(people):
    unit = factories.office(factories.DEPARTMENT)
    days = [dt.date(2024, 12, 31), dt.date(2025, 1, 1), dt.date(2024, 12, 31), DAY]
    assert [number_take(unit=unit, symbol="BB-HĐTĐKT", day=day)[1] for day in days] == [1, 1, 2, 2]
    assert NumberSeries.objects.filter(symbol="BB-HĐTĐKT").count() == 2


def test_a_number_taken_in_vain_is_free_again(people):
    unit = factories.office(factories.DEPARTMENT)
    number_take(unit=unit, symbol="BB-HĐTĐKT", day=DAY)
    with transaction.atomic():
        assert number_take(unit=unit, symbol="BB-HĐTĐKT", day=DAY)[1] == 2
        transaction.set_rollback(True)
    assert number_take(unit=unit, symbol="BB-HĐTĐKT", day=DAY)[1] == 2


def test_a_number_that_exists_names_its_paper_and_the_next_free_one(people):
    first = issued(people, typed="5")
    issued(people, typed="9")
    unit = factories.office(factories.DEPARTMENT)
    with pytest.raises(Refused) as refused:
        number_claim(unit=unit, symbol=SYMBOL, day=DAY, typed="05")
    verdict = refused.value.verdict
    assert (verdict.code, verdict.status) == ("duplicate", 409)
    assert first.title in str(verdict.reason)
    assert "05/QĐ-SGDĐT" in str(verdict.reason)
    assert "25/6/2025" in str(verdict.reason)
    assert "10" in str(refused.value.todo)
    # The same number of another year, and of another symbol, is another number.
    assert number_claim(unit=unit, symbol=SYMBOL, day=dt.date(2024, 3, 1), typed="5")[1] == 5
    assert number_claim(unit=unit, symbol="BC-SGDĐT", day=DAY, typed="5")[1] == 5


@pytest.mark.parametrize("typed", ["0", "-1", "1000000000", "5/QĐ-SGDĐT", "", "năm"])
def test_a_bad_number_is_refused_with_words(people, typed):
    with pytest.raises(Refused) as refused:
        number_claim(unit=factories.office(factories.DEPARTMENT), symbol=SYMBOL, day=DAY, typed=typed)
    assert refused.value.verdict.status == 400
    assert str(refused.value.verdict.reason)
    assert not NumberSeries.objects.exists()


def test_next_year_is_refused(people):
    unit = factories.office(factories.DEPARTMENT)
    for day in (dt.date(2026, 1, 1), dt.date(2025, 6, 26)):
        with pytest.raises(Refused):
            number_claim(unit=unit, symbol=SYMBOL, day=day, typed="5")
        with pytest.raises(Refused):
            number_take(unit=unit, symbol="BB-HĐTĐKT", day=day)


def test_a_series_has_one_keeper(people):
    unit = factories.office(factories.DEPARTMENT)
    number_take(unit=unit, symbol="BB-HĐTĐKT", day=DAY)
    with pytest.raises(Refused) as refused:
        number_claim(unit=unit, symbol="BB-HĐTĐKT", day=DAY, typed="5")
    assert refused.value.verdict.code == "conflict"


def test_a_void_number_is_never_given(people):
    unit = factories.office(factories.DEPARTMENT)
    series, number = number_take(unit=unit, symbol="BB-HĐTĐKT", day=DAY)
    number_void(series=series, number=number, reason="Hỏng bản in", by=people.clerk)
    assert number_take(unit=unit, symbol="BB-HĐTĐKT", day=DAY)[1] == 2
    for again in (number, 3):
        with pytest.raises(Refused):
            number_void(series=series, number=again, reason="Hỏng", by=people.clerk)
    with pytest.raises(Refused):
        number_void(series=series, number=2, reason=" ", by=people.clerk)

    clerk, _number = number_claim(unit=unit, symbol=SYMBOL, day=DAY, typed="5")
    number_void_typed(series=clerk, typed="7", reason="Cấp trên giấy rồi bỏ", by=people.clerk)
    with pytest.raises(Refused) as refused:
        number_claim(unit=unit, symbol=SYMBOL, day=DAY, typed="7")
    assert "Cấp trên giấy rồi bỏ" in str(refused.value.verdict.reason)
    assert "08" in str(refused.value.todo)
    with pytest.raises(Refused) as refused:
        number_void_typed(series=clerk, typed="8", reason="Bỏ", by=people.secretary)
    assert refused.value.verdict.status == 403
    assert VoidNumber.objects.count() == 2
    assert {row.keeper for row in NumberSeries.objects.all()} == {Keeper.PORTAL, Keeper.CLERK}


def test_a_number_of_a_paper_written_elsewhere_is_never_given(people):
    issued(people, typed="5")
    series = NumberSeries.objects.get()
    taken = number_take_outside(series=series, typed="8", day=DAY, summary="Công văn mời họp", by=people.clerk)
    assert (taken.number, next_free(series)) == (8, 9)
    for again in (
        lambda: number_claim(unit=series.unit, symbol=SYMBOL, day=DAY, typed="8"),
        lambda: number_take_outside(series=series, typed="8", day=DAY, summary="Khác", by=people.clerk),
        lambda: number_void_typed(series=series, typed="8", reason="Bỏ", by=people.clerk),
    ):
        with pytest.raises(Refused) as refused:
            again()
        assert "“Công văn mời họp”" in str(refused.value.verdict.reason)
        assert "25/6/2025" in str(refused.value.verdict.reason)
        assert "09" in str(refused.value.todo)
    assert OutsideNumber.objects.count() == 1


def test_what_is_not_sound_about_a_paper_written_elsewhere_is_refused(people):
    issued(people, typed="5")
    series = NumberSeries.objects.get()
    good = {"series": series, "typed": "8", "day": DAY, "summary": "Công văn mời họp", "by": people.clerk}
    for wrong, status in (
        ({"typed": "5"}, 409),
        ({"typed": "8/CV"}, 400),
        ({"summary": " "}, 400),
        ({"day": dt.date(2024, 12, 31)}, 400),
        ({"day": dt.date(2025, 6, 26)}, 400),
        ({"by": people.secretary}, 403),
    ):
        with pytest.raises(Refused) as refused:
            number_take_outside(**good | wrong)
        assert refused.value.verdict.status == status, wrong
    assert not OutsideNumber.objects.exists()
