"""What each kind of form takes, refuses, and hands on."""

from decimal import Decimal

import pytest
from django.utils import translation

from assessments.forms.answers import answer_form
from assessments.queries import answers_of
from common import clock
from tests import factories
from tests.kept import kept

pytestmark = pytest.mark.django_db


sheet = kept(factories.make_sheet)


@pytest.fixture
def answers(sheet):
    with clock.frozen(factories.IN_TIME), translation.override("en"):
        yield {answer.item.code: answer for answer in answers_of(sheet)}


def form_of(answers, code, **data):
    answer = answers[code]
    reasons = list(answer.assessment.criteria_set.na_reasons.all())
    return answer_form(answer, reasons, {"version": "1", **data})


@pytest.mark.parametrize(
    ("code", "typed", "value"),
    [
        ("TK-3", "61,8", Decimal("61.8")),
        ("TK-3", "10,5", Decimal("10.5")),
        ("TK-3", "10.5", Decimal("10.5")),
        ("TK-3", "100", Decimal(100)),
        ("TK-3", " 61,8 ", Decimal("61.8")),
        ("HT-5", "42", Decimal(42)),
        ("HT-5", "1.234", Decimal(1234)),
        ("TK-3", "", None),
    ],
)
def test_number_typed_the_vietnamese_way(answers, code, typed, value):
    form = form_of(answers, code, amount_a=typed)
    assert form.is_valid(), form.errors
    assert form.values().amount_a == value


@pytest.mark.parametrize(
    ("code", "typed", "words"),
    [
        ("TK-3", "abc", "Vietnamese way"),
        ("TK-3", "NaN", "Vietnamese way"),
        ("TK-3", "1e5", "Vietnamese way"),
        ("TK-3", "Infinity", "Vietnamese way"),
        ("TK-3", "101", "Not above 100."),
        ("TK-3", "-1", "Not below 0"),
        ("TK-3", "61,855", "At most 2 digits"),
        ("HT-5", "42,5", "whole number"),
        ("HT-5", "abc", "whole number, for example 42"),
    ],
)
def test_what_is_no_number_is_refused_and_kept(answers, code, typed, words):
    form = form_of(answers, code, amount_a=typed)
    assert not form.is_valid()
    assert words in form.errors["amount_a"][0]
    assert form["amount_a"].value() == typed


def test_ratio_takes_two_amounts(answers):
    form = form_of(answers, "HT-6", amount_a="965.000.000", amount_b="1.000.000.000")
    assert form.is_valid(), form.errors
    values = form.values()
    assert (values.amount_a, values.amount_b) == (Decimal(965_000_000), Decimal(1_000_000_000))
    assert form.fields["amount_a"].label == "Vốn đã giải ngân (đồng)"


@pytest.mark.parametrize(
    ("first", "second", "field", "words"),
    [
        ("101", "100", "amount_a", "Not above “Kế hoạch vốn được giao”, which is 100."),
        ("0", "0", "amount_b", "does not apply"),
        ("96,5", "100", "amount_a", "whole number"),
    ],
)
def test_ratio_refuses(answers, first, second, field, words):
    form = form_of(answers, "HT-6", amount_a=first, amount_b=second)
    assert not form.is_valid()
    assert words in form.errors[field][0]


def test_growth_may_exceed_the_earlier_figure(answers):
    form = form_of(answers, "TK-8", amount_a="105,2", amount_b="100")
    assert form.is_valid(), form.errors
    assert form.values().amount_a == Decimal("105.2")


@pytest.mark.parametrize(
    ("typed", "words"),
    [("6,25", "Not above the maximum of 6."), ("5,1", "steps of 0,25"), ("sáu", "Vietnamese way")],
)
def test_expert_points_stay_on_their_scale(answers, typed, words):
    form = form_of(answers, "TK-5", claimed=typed)
    assert not form.is_valid()
    assert words in form.errors["claimed"][0]


def test_expert_points(answers):
    form = form_of(answers, "TK-5", claimed="5,75")
    assert form.is_valid(), form.errors
    assert form.values().claimed == Decimal("5.75")


def test_option_of_the_item_only(answers):
    option = answers["HT-1"].item.options.all()[1]
    form = form_of(answers, "HT-1", option=str(option.pk))
    assert form.is_valid(), form.errors
    assert form.values().option == option
    assert form.fields["option"].widget.notes[str(option.pk)] == "4 points"
    assert not form_of(answers, "HT-1", option="999999").is_valid()


@pytest.mark.parametrize(("sent", "value"), [("yes", True), ("no", False), ("", None)])
def test_yes_or_no_or_not_yet(answers, sent, value):
    form = form_of(answers, "TK-2", yes_no=sent)
    assert form.is_valid(), form.errors
    assert form.values().yes_no is value


def test_not_applicable_needs_a_reason(answers):
    form = form_of(answers, "HT-6", not_applicable="on")
    assert not form.is_valid()
    assert "na_reason" in form.errors


def test_reason_that_asks_for_words_needs_them(answers):
    reasons = {reason.needs_text: reason for reason in answers["HT-6"].assessment.criteria_set.na_reasons.all()}
    form = form_of(answers, "HT-6", not_applicable="on", na_reason=str(reasons[True].pk))
    assert "na_text" in form.errors
    form = form_of(answers, "HT-6", not_applicable="on", na_reason=str(reasons[False].pk))
    assert form.is_valid(), form.errors
    assert form.values().na_reason == reasons[False]


def test_reason_without_the_claim_is_not_kept(answers):
    reason = answers["HT-6"].assessment.criteria_set.na_reasons.first()
    form = form_of(answers, "HT-6", na_reason=str(reason.pk), na_text="vì thế")
    assert form.is_valid(), form.errors
    assert form.values().na_reason is None
    assert form.values().na_text == ""


def test_text_is_stored_composed_and_nul_is_refused(answers):
    form = form_of(answers, "TK-2", narrative="Tie\u0302\u0301t kie\u0323\u0302m\r\nhai dòng")
    assert form.is_valid(), form.errors
    assert form.values().narrative == "Ti\u1ebft ki\u1ec7m\nhai dòng"
    assert not form_of(answers, "TK-2", narrative="a\x00b").is_valid()
