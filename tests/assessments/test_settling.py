"""From marks to the figure that counts: missing, outdated, two appraisers, gaps, a third person (no database)."""

from decimal import Decimal
from types import SimpleNamespace as Row

import pytest
from django.utils import translation

from assessments.enums import ColumnKind
from assessments.settling import (
    Figure,
    final_figure,
    is_outdated,
    needs_third,
    newest_revision,
    pending_reason,
    settled,
    slots_of,
)

OWNER, SECOND, OTHER = 1, 2, 3


def revision(number: int) -> Row:
    return Row(number=number)


def mark(slot: int = 1, points: str | None = "5", *, at: int = 1, column: str = ColumnKind.APPRAISAL_1) -> Row:
    value = None if points is None else Decimal(points)
    return Row(slot=slot, points=value, applies=value is not None, revision=revision(at), revision_id=at, column=column)


def answer(*marks: Row, appraisers: int = 1, revisions: int = 1, returned: bool = False, gap: str = "1.5", columns=()):
    rows = [revision(number) for number in range(1, revisions + 1)]
    return Row(
        live_marks=list(marks),
        all_returns=[Row(answered_at=None)] if returned else [],
        revisions=Row(all=lambda: rows),
        columns=Row(all=lambda: columns),
        item=Row(appraisers=appraisers, gap=Decimal(gap)),
        pending_points=None,
        office_id=OWNER,
        second_office_id=SECOND if appraisers == 2 else None,
    )


def test_one_appraiser():
    assert settled(answer()) is None
    assert settled(answer(mark(points="4.25"))) == Figure(True, Decimal("4.25"))
    assert settled(answer(mark(points=None))) == Figure(False, None)


def test_a_mark_on_an_older_text_settles_nothing():
    row = answer(mark(at=1), revisions=2)
    assert newest_revision(row) == 2
    assert is_outdated(row.live_marks[0], row)
    assert settled(row) is None
    assert settled(answer(mark(at=2), revisions=2)) == Figure(True, Decimal(5))


def test_marks_of_later_columns_do_not_count_here():
    assert settled(answer(mark(column=ColumnKind.APPRAISAL_2))) is None


@pytest.mark.parametrize(("first", "second", "expected"), [
    ("4.50", "5.00", "4.75"),
    ("4.75", "5.00", "4.88"),
    ("3", "4.5", "3.75"),
    ("6", "6", "6.00"),
])  # fmt: skip
def test_two_marks_within_the_gap_give_their_mean(first, second, expected):
    row = answer(mark(1, first), mark(2, second), appraisers=2)
    assert settled(row) == Figure(True, Decimal(expected))
    assert not needs_third(row)


def test_beyond_the_gap_a_third_person_settles():
    apart = answer(mark(1, "3"), mark(2, "4.75"), appraisers=2)
    assert settled(apart) is None
    assert needs_third(apart)
    done = answer(mark(1, "3"), mark(2, "4.75"), mark(3, "4"), appraisers=2)
    assert settled(done) == Figure(True, Decimal(4))
    assert not needs_third(done)


@pytest.mark.parametrize("marks", [[mark(1)], [mark(2)], []])
def test_two_appraisers_wait_for_each_other(marks):
    row = answer(*marks, appraisers=2)
    assert settled(row) is None
    assert not needs_third(row)


def test_an_outdated_pair_needs_no_third():
    assert not needs_third(answer(mark(1, "0"), mark(2, "6"), appraisers=2, revisions=2))


def test_both_must_grant_that_it_does_not_apply():
    assert settled(answer(mark(1, None), mark(2, None), appraisers=2)) == Figure(False, None)
    split = answer(mark(1, None), mark(2, "5"), appraisers=2)
    assert settled(split) is None
    assert needs_third(split)


def test_places_of_an_office():
    two = answer(appraisers=2)
    assert [slots_of(two, office) for office in (OWNER, SECOND, OTHER)] == [[1], [2], []]
    two.second_office_id = None
    assert slots_of(two, OWNER) == [1, 2]
    assert slots_of(answer(), OWNER) == [1]


@pytest.mark.parametrize(("row", "office", "expected"), [
    (answer(returned=True), OWNER, "the unit has been asked to complete it."),
    (answer(mark(), returned=True), OWNER, "the unit has been asked to complete it."),
    (answer(), OWNER, "it has no points yet."),
    (answer(mark(), revisions=2), OWNER, "the unit has changed it since."),
    (answer(mark()), OWNER, ""),
    (answer(mark(1), appraisers=2), OWNER, ""),
    (answer(mark(1), appraisers=2), SECOND, "it has no points yet."),
    (answer(mark(1, "0"), mark(2, "6"), appraisers=2), OWNER,
     "the two marks are too far apart; a third person settles."),
    (answer(mark(1, "0"), mark(2, "6"), appraisers=2), SECOND, ""),
])  # fmt: skip
def test_what_keeps_an_office_from_finishing(row, office, expected):
    with translation.override("en"):
        assert str(pending_reason(row, office_id=office)) == expected


def column(kind: str, points: str | None) -> Row:
    return Row(kind=kind, applies=points is not None, points=None if points is None else Decimal(points))


@pytest.mark.parametrize(("columns", "expected"), [
    ([], None),
    ([column(ColumnKind.SELF, "6")], None),
    ([column(ColumnKind.SELF, "6"), column(ColumnKind.APPRAISAL_1, "5")], Figure(True, Decimal(5))),
    ([column(ColumnKind.APPRAISAL_1, "5"), column(ColumnKind.APPRAISAL_2, "5.5")], Figure(True, Decimal("5.5"))),
    ([column(ColumnKind.COUNCIL, None), column(ColumnKind.APPRAISAL_2, "5.5")], Figure(False, None)),
])  # fmt: skip
def test_the_last_settled_column_counts(columns, expected):
    assert final_figure(answer(columns=columns)) == expected
