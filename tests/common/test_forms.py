from datetime import date
from decimal import Decimal

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.utils import translation

from common.forms import MoneyInput, TypedDayField, VietnameseDecimalField
from common.widgets import WorkbookDrop


def form_with(**kwargs):
    class ScoreForm(forms.Form):
        score = VietnameseDecimalField(**{"required": False, **kwargs})

    return ScoreForm


def errors(form):
    with translation.override("en"):
        return [str(error) for item in form.errors.as_data().values() for one in item for error in one.messages]


@pytest.mark.parametrize(("typed", "value"), [("8,5", "8.5"), ("10.5", "10.5"), (" 9 ", "9"), ("1.234", "1234")])
def test_typed_numbers_are_cleaned(typed, value):
    form = form_with()({"score": typed})
    assert form.is_valid()
    assert form.cleaned_data["score"] == Decimal(value)


def test_empty_is_none():
    form = form_with()({"score": "  "})
    assert form.is_valid()
    assert form.cleaned_data["score"] is None
    assert errors(form_with(required=True)({"score": ""})) == ["This field is required."]


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("abc", "Enter a number written the Vietnamese way, for example 8,5."),
        ("NaN", "Enter a number written the Vietnamese way, for example 8,5."),
        ("1e400", "Enter a number written the Vietnamese way, for example 8,5."),
        ("8,555", "At most 2 digits after the comma."),
        ("9" * 30, "The number has too many digits."),
        ("-1", "Not below 0."),
        ("8,1", "The number goes in steps of 0,25."),
        ("101", "Not above the maximum of 8,5."),
    ],
)
def test_each_refusal_has_its_words_and_keeps_what_was_typed(typed, message):
    form = form_with(max_value=Decimal("8.5"), step=Decimal("0.25"))({"score": typed})
    assert errors(form) == [message]
    assert f'value="{typed}"' in str(form["score"])


def test_the_box_asks_for_digits():
    assert 'inputmode="decimal"' in str(form_with()()["score"])
    assert 'value="1.234,5"' in str(form_with()(initial={"score": Decimal("1234.50")})["score"])


def test_a_change_is_a_change_of_the_number():
    form = form_with()({"score": "8,50"}, initial={"score": Decimal("8.5")})
    assert not form.has_changed()
    assert form_with()({"score": "x"}, initial={"score": Decimal("8.5")}).has_changed()


def test_money_is_whole():
    class PrizeForm(forms.Form):
        prize = MoneyInput()

    form = PrizeForm({"prize": "1.410.000"})
    assert form.is_valid()
    assert form.cleaned_data["prize"] == 1410000
    assert isinstance(form.cleaned_data["prize"], int)
    for typed in ("1,5", "abc", "12 người"):
        assert errors(PrizeForm({"prize": typed})) == ["Enter a whole number, for example 42 or 1.520.000."]


@pytest.mark.parametrize(
    ("typed", "day"),
    [("05/6/2025", date(2025, 6, 5)), ("5-6-2025", date(2025, 6, 5)), ("05.06.2025", date(2025, 6, 5))],
)
def test_a_day_is_read_as_offices_write_it(typed, day):
    assert TypedDayField().clean(typed) == day


def test_a_day_is_never_read_the_american_way():
    with pytest.raises(ValidationError, match="ngày/tháng/năm"):
        TypedDayField().clean("06/15/2025")


def test_a_stored_day_comes_back_as_it_is_typed():
    class Asked(forms.Form):
        due = TypedDayField(initial=date(2025, 6, 5))

    assert 'value="05/06/2025"' in str(Asked()["due"])


def test_a_workbook_is_asked_for_in_words(settings):
    class Asked(forms.Form):
        book = forms.FileField(widget=WorkbookDrop)

    settings.MAX_UPLOAD_MB = 7
    shown = str(Asked()["book"])
    for part in ("Chọn tệp hoặc kéo thả vào đây", "Chưa chọn tệp", "Tệp Excel (.xlsx), tối đa 7 MB.", " required"):
        assert part in shown
