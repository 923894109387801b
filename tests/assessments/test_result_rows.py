"""From settled columns to the rows of a result: totals, lateness, limits, ranks, grades (objects without database)."""

from decimal import Decimal
from types import SimpleNamespace as Row

import pytest
from django.utils import translation

from assessments.enums import ColumnKind, RowStatus
from assessments.result_rows import (
    Sheet,
    grade_note_text,
    late_entry,
    no_rank_text,
    result_rows,
    self_totals,
    sheet_adjusted,
    sheet_totals,
)

AREAS = {"HT": Row(code="HT"), "TK": Row(code="TK")}
CLUSTERS = {code: Row(code=code, is_ranked=ranked) for code, ranked in (("C1", True), ("K4", False))}


def answer(code: str, top: str, points: str | None, *, settled: bool = True) -> Row:
    """One answer with its settled column; points None: it does not apply."""
    value = None if points is None else Decimal(points)
    criterion = Row(code=code, area=AREAS[code[:2]])
    column = Row(kind=ColumnKind.APPRAISAL_1, applies=value is not None, points=value)
    return Row(
        item=Row(code=code, max_points=Decimal(top), criterion=criterion),
        columns=Row(all=lambda: [column] if settled else []),
        points=value,
        not_applicable=value is None,
        pending_points=None,
    )


def criteria_set(**changes) -> Row:
    grades = [
        Row(code=code, title=code, min_points=Decimal(least), min_area_percentage=area, no_zero=zero, no_hold=False,
            cap_percentage=cap)
        for code, least, area, zero, cap in (
            ("XS", 90, Decimal(70), True, 25), ("TOT", 80, None, False, None), ("HT", 50, None, False, None),
            ("CHT", 0, None, False, None),
        )
    ]  # fmt: skip
    limits = {"max_bonus": Decimal(5), "max_minus": Decimal(10), "late_per_day": Decimal("0.5"), "late_max": Decimal(3)}
    rules = [Row(code="TR-1", kind="minus", limit=Decimal(3), is_late_rule=True)]
    below = {"grade_rules": Row(all=lambda: grades), "adjustment_rules": Row(all=lambda: rules)}
    return Row(late_limit_days=10, **(below | limits | changes))


SET = criteria_set()


def entry(code: str, points: str, limit: str) -> Row:
    kind = "bonus" if Decimal(points) > 0 else "minus"
    return Row(rule=Row(code=code, kind=kind, limit=Decimal(limit)), points=Decimal(points))


def sheet(
    key: int, points: str | None, *, cluster: str = "C1", counts=True, exempt=None, late=0, adjustments=()
) -> Sheet:
    """A unit with one answer of 50 in each area; `points` of the second, None: no sheet."""
    participant = Row(
        pk=key, printed_name=f"Đơn vị {key}", cluster=CLUSTERS.get(cluster), headcount=None, women=None,
        is_difficult_area=False, counts=counts, exempted_by_id=exempt,
    )  # fmt: skip
    if points is None:
        return Sheet(participant)
    answers = (answer("HT-1", "50", "45"), answer("TK-1", "50", points))
    return Sheet(participant, Row(late_days=late), answers, tuple(adjustments))


def lines(*sheets: Sheet) -> dict[int, Row]:
    return {row.participant.pk: row for row in result_rows(sheets, SET)}


def test_the_example_of_the_scoring_table():
    """THPT with all ten criteria: 66,07 of 80 is 82,59; +2 bonus and one day late give 84,09 (defaults 1.8)."""
    pairs = (
        ("HT-2", "10", "8"), ("HT-3", "8", "8"), ("HT-4", "8", "6"), ("HT-6", "12", "9.90"), ("TK-1", "6", "6"),
        ("TK-2", "5", "5"), ("TK-4", "11", "7.92"), ("TK-5", "6", "4.75"), ("TK-6", "8", "6"), ("TK-7", "6", "4.50"),
    )  # fmt: skip
    answers = tuple(answer(*pair) for pair in pairs)
    totals = sheet_totals(answers)
    assert (totals.points, totals.possible, totals.percentage) == (Decimal("66.07"), Decimal(80), Decimal("82.59"))
    late = Sheet(Row(), Row(late_days=1), answers, (entry("DT-2", "2", "2"),))
    change = sheet_adjusted(late, totals.percentage, SET)
    assert (change.bonus, change.minus, change.exact, change.percentage) == (
        Decimal(2), Decimal("0.50"), Decimal("84.09"), Decimal("84.09"),
    )  # fmt: skip
    without_capital = tuple(answer(code, top, None if code == "HT-6" else points) for code, top, points in pairs)
    totals = sheet_totals(without_capital)
    assert (totals.points, totals.possible, totals.percentage) == (Decimal("56.17"), Decimal(68), Decimal("82.60"))


def test_an_unsettled_answer_is_missing_not_zero():
    totals = sheet_totals([answer("HT-1", "6", "6"), answer("TK-1", "6", "6", settled=False)])
    assert totals.missing == ("TK-1",)
    assert self_totals([answer("HT-1", "6", "6"), answer("TK-1", "6", None)]).possible == Decimal(6)


@pytest.mark.parametrize(("days", "minus"), [(0, None), (1, "0.50"), (6, "3.00"), (9, "3.00")])
def test_lateness_counts_half_a_point_a_day_and_three_at_most(days, minus):
    late = late_entry(Row(late_days=days), SET)
    assert (late.points if late else None) == (Decimal(minus) if minus else None)


def test_a_set_without_minus_for_lateness_takes_nothing():
    assert late_entry(Row(late_days=3), criteria_set(late_per_day=Decimal(0))) is None


def test_limits_of_items_and_of_all():
    bonus = [entry("DT-1", "1", "2")] * 3 + [entry("DT-2", "2", "2"), entry("DT-3", "1", "1"), entry("DT-4", "2", "2")]
    change = sheet_adjusted(Sheet(Row(), Row(late_days=0), (), tuple(bonus)), Decimal("97.50"), SET)
    assert (change.bonus, change.exact, change.percentage) == (Decimal(5), Decimal("102.50"), Decimal(100))


def test_ranks_follow_the_printed_figure_and_ties_are_shared():
    found = lines(sheet(1, "40"), sheet(2, "45"), sheet(3, "40"), sheet(4, "30"))
    assert {key: row.line.rank_in_cluster for key, row in found.items()} == {2: 1, 1: 2, 3: 2, 4: 4}
    assert list(found) == [2, 1, 3, 4]


def test_grades_with_the_cap_of_a_cluster():
    """25 % of 4 is one place for Xuất sắc; the next falls to Tốt with its note."""
    found = lines(sheet(1, "47"), sheet(2, "48"), sheet(3, "20"), sheet(4, "4"))
    assert {key: row.graded.grade for key, row in found.items()} == {2: "XS", 1: "TOT", 3: "HT", 4: "CHT"}
    with translation.override("en"):
        assert grade_note_text(", ".join(found[1].graded.notes)) == "over the cap of the cluster"


def test_a_zero_or_a_weak_area_bars_the_best_grade():
    found = lines(sheet(1, "0", adjustments=[entry("DT-1", "2", "2")]), sheet(2, "30"), sheet(3, "40"))
    assert found[1].totals.zeros == ("TK-1",)
    assert found[1].graded.grade == "CHT"


def test_who_is_not_ranked_and_why():
    found = lines(
        sheet(1, "40"), sheet(2, "41"), sheet(3, "42"), sheet(4, None), sheet(5, "50", exempt=7),
        sheet(6, "50", counts=False), sheet(7, "50", cluster="K4"), sheet(8, "50", cluster=""),
    )  # fmt: skip
    reasons = {key: row.line.reason for key, row in found.items() if row.line.rank_in_cluster is None}
    assert reasons == {
        4: "not_submitted", 5: "exempt", 6: "no_result", 7: "cluster_not_ranked", 8: "no_cluster",
    }  # fmt: skip
    assert {key: found[key].status for key in (3, 4, 5, 6)} == {
        3: RowStatus.COUNTED, 4: RowStatus.NOT_SUBMITTED, 5: RowStatus.EXEMPTED, 6: RowStatus.TOO_SHORT,
    }  # fmt: skip
    assert found[4].graded.grade == "CHT"
    assert found[5].graded is None
    assert found[6].graded is None
    with translation.override("en"):
        assert no_rank_text("not_submitted") == "without rank: not submitted"
        assert no_rank_text("") == ""


def test_a_sheet_to_which_nothing_applies_has_no_result():
    nothing = Sheet(sheet(1, "40").participant, Row(late_days=0), (answer("HT-1", "50", None),))
    row = lines(nothing)[1]
    assert (row.totals.percentage, row.adjusted, row.graded.grade, row.line.reason) == (None, None, "", "no_result")
