"""Many rows in one sentence."""

from common.access import Denied, Refused
from common.naming import named, refused_together


def test_the_first_ten_are_named_the_rest_counted():
    rows = [f"Tổ {number}" for number in range(1, 13)]
    assert named(rows[:1]) == "Tổ 1"
    assert named(rows[:10]) == "; ".join(rows[:10])
    assert named(rows) == f"{'; '.join(rows[:10])} và 2 trường hợp khác"
    assert named([]) == ""


def test_refusals_of_several_rows_are_one():
    one = Refused(Denied("held", "Một.", 409), "Kept.", "Leave it out.")
    two = Refused(Denied("duplicate", "Hai.", 409), "Kept.", "Withdraw the earlier one.")
    assert refused_together([one]) is one
    both = refused_together([one, two, one])
    assert (both.verdict.code, both.verdict.status, both.kept) == ("held", 409, "Kept.")
    assert (both.verdict.reason, both.todo) == ("Một. Hai. Một.", "Leave it out. Withdraw the earlier one.")
