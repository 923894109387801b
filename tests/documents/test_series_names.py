"""A series of numbers is called by its kind of paper, never by the symbol alone."""

import pytest
from django.utils import translation

from documents.models import NumberSeries
from documents.series_names import series_name


@pytest.mark.parametrize(
    ("symbol", "name"),
    [
        ("QĐ-SGDĐT", "Decisions (QĐ-SGDĐT)"),
        ("TTr-HĐTĐKT", "Proposals (papers to a higher level) (TTr-HĐTĐKT)"),
        ("BB-HĐTĐKT", "Minutes and records (BB-HĐTĐKT)"),
        ("SGDĐT-VP", "Official letters (SGDĐT-VP)"),
        ("VS/GK-SO", "Register of commendations (VS/GK-SO)"),
        ("TBX", "Official letters (TBX)"),
        ("QĐ", "Decisions (QĐ)"),
        ("", ""),
    ],
)
def test_the_kind_stands_before_the_symbol(symbol, name):
    with translation.override("en"):
        assert series_name(symbol) == name


def test_a_series_is_called_so_wherever_it_is_named():
    with translation.override("en"):
        assert str(NumberSeries(symbol="HD-SGDĐT", year=2026)) == "Guidance (HD-SGDĐT), 2026"
