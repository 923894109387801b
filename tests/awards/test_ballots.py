"""Forty cases of the arithmetic of votes, and what never holds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awards.ballots import Count, Share, percent_text

HALF = Share(1, 2, strict=True)
TWO_THIRDS = Share(2, 3)
SEVENTY = Share(7, 10)
EIGHTY = Share(4, 5)
NINETY = Share(9, 10)

CASES = [
    (HALF, 5, 11, False),
    (HALF, 6, 11, True),
    (HALF, 5, 10, False),
    (HALF, 6, 10, True),
    (HALF, 0, 1, False),
    (HALF, 1, 1, True),
    (HALF, 1, 2, False),
    (HALF, 2, 2, True),
    (HALF, 4, 9, False),
    (HALF, 5, 9, True),
    (TWO_THIRDS, 6, 9, True),
    (TWO_THIRDS, 5, 9, False),
    (TWO_THIRDS, 7, 11, False),
    (TWO_THIRDS, 8, 11, True),
    (TWO_THIRDS, 6, 10, False),
    (TWO_THIRDS, 7, 10, True),
    (TWO_THIRDS, 2, 3, True),
    (TWO_THIRDS, 1, 3, False),
    (SEVENTY, 7, 10, True),
    (SEVENTY, 6, 10, False),
    (SEVENTY, 7, 11, False),
    (SEVENTY, 8, 11, True),
    (SEVENTY, 6, 9, False),
    (SEVENTY, 7, 9, True),
    (EIGHTY, 8, 9, True),
    (EIGHTY, 7, 9, False),
    (EIGHTY, 8, 10, True),
    (EIGHTY, 7, 10, False),
    (EIGHTY, 8, 11, False),
    (EIGHTY, 9, 11, True),
    (EIGHTY, 12, 15, True),
    (EIGHTY, 11, 15, False),
    (NINETY, 8, 9, False),
    (NINETY, 9, 9, True),
    (NINETY, 9, 10, True),
    (NINETY, 8, 10, False),
    (NINETY, 9, 11, False),
    (NINETY, 10, 11, True),
    (NINETY, 0, 0, False),
    (HALF, 0, 0, False),
]


@pytest.mark.parametrize(("share", "votes", "base", "met"), CASES)
def test_shares(share, votes, base, met):
    assert share.is_met(votes, base) is met


def test_there_are_forty():
    assert len(set(CASES)) == 40


@given(st.integers(1, 20), st.integers(1, 20), st.booleans(), st.integers(1, 60))
def test_needed_is_the_first_number_that_is_met(numerator, denominator, strict, base):
    share = Share(min(numerator, denominator), denominator, strict)
    assert [votes for votes in range(base + 1) if share.is_met(votes, base)] == list(
        range(share.needed(base), base + 1)
    )


def test_votes_needed_of_a_council_of_eleven():
    assert [share.needed(11) for share in (HALF, TWO_THIRDS, SEVENTY, EIGHTY, NINETY)] == [6, 8, 8, 9, 10]
    assert HALF.needed(0) == 1


@pytest.mark.parametrize(("votes", "base"), [(-1, 3), (4, 3)])
def test_impossible_votes(votes, base):
    with pytest.raises(ValueError, match="votes of 3"):
        HALF.is_met(votes, base)


@pytest.mark.parametrize(("numerator", "denominator"), [(0, 2), (3, 2), (-1, 2)])
def test_impossible_shares(numerator, denominator):
    with pytest.raises(ValueError, match="a share lies"):
        Share(numerator, denominator)


def test_who_keeps_away_and_who_spoils_stay_in_the_denominator():
    count = Count(members=11, present=9, yes=6, no=1, invalid=1)
    assert [count.base(code) for code in ("members", "present", "valid")] == [11, 9, 7]
    assert HALF.is_met(count.yes, count.base("members"))
    assert not SEVENTY.is_met(count.yes, count.base("members"))
    assert SEVENTY.is_met(count.yes, count.base("valid"))


@pytest.mark.parametrize("votes", [(12, 0, 0), (6, 6, 0), (-1, 0, 0)])
def test_more_votes_than_members(votes):
    yes, no, invalid = votes
    with pytest.raises(ValueError, match=r"more votes than members|a negative count"):
        Count(members=11, present=11, yes=yes, no=no, invalid=invalid)


def test_printed_shares_are_rounded_half_up():
    pairs = ((8, 9), (6, 11), (2, 3), (1, 8), (1, 800), (0, 0), (11, 11))
    assert [percent_text(*pair) for pair in pairs] == ["88,89", "54,55", "66,67", "12,50", "0,13", "0,00", "100,00"]


def test_no_printed_share_reaches_a_threshold_that_the_votes_do_not():
    """Up to a hundred members, against every threshold in whole percent."""
    for base in range(1, 101):
        for count in range(base + 1):
            printed = int(percent_text(count, base).replace(",", ""))
            reached = count * 100 // base
            assert printed // 100 == reached
