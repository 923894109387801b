"""Cells that hold a list are read as they are written."""

from decimal import Decimal

import pytest

from criteria.enums import Applies
from criteria.sheet_words import (
    Owners,
    Reach,
    read_options,
    read_owners,
    read_reach,
    write_options,
    write_owners,
    write_reach,
)


def test_options_are_lines_of_points_and_words():
    text = "6: Ban hành đúng thời hạn: có chỉ tiêu\n\n 2,5 : Chậm \n0: Không"
    found = ((Decimal(6), "Ban hành đúng thời hạn: có chỉ tiêu"), (Decimal("2.5"), "Chậm"), (Decimal(0), "Không"))
    assert read_options(text) == found
    assert read_options(write_options(found)) == found
    assert read_options("") == ()


@pytest.mark.parametrize("line", ["Ban hành đúng thời hạn", "abc: Ban hành", "6:", "6,555: Ban hành"])
def test_a_line_that_is_no_option_is_named(line):
    with pytest.raises(ValueError, match="“"):
        read_options(f"6: Tốt\n{line}")


@pytest.mark.parametrize(
    ("text", "reach"),
    [
        ("●", Reach(Applies.ALL)),
        ("○ VP, TCCB-TC", Reach(Applies.NAMED, ("TCCB-TC", "VP"))),
        ("–", Reach(Applies.NONE)),
        ("-", Reach(Applies.NONE)),
        ("", Reach(Applies.NONE)),
    ],
)
def test_reach(text, reach):
    assert read_reach(text) == reach
    assert read_reach(write_reach(reach)) == reach


@pytest.mark.parametrize("text", ["○", "x", "VP", "● VP"])
def test_a_reach_that_is_none_is_refused(text):
    with pytest.raises(ValueError, match="●"):
        read_reach(text)


@pytest.mark.parametrize(
    ("text", "owners"),
    [
        ("TCCB-TC", Owners("TCCB-TC")),
        ("TCCB-TC + VP", Owners("TCCB-TC", "VP")),
        ("TCCB-TC (thay: VP)", Owners("TCCB-TC", "", "VP")),
        ("TCCB-TC + GDTrH-QLCL (thay: VP)", Owners("TCCB-TC", "GDTrH-QLCL", "VP")),
        ("", Owners()),
    ],
)
def test_owners(text, owners):
    assert read_owners(text) == owners
    assert write_owners(owners) == text


def test_owners_in_other_words_are_refused():
    with pytest.raises(ValueError, match="TCCB-TC"):
        read_owners("Phòng TCCB-TC")
