"""Corrections after publishing: recorded by a document, approved, published as a new run; nothing is overwritten."""

import datetime as dt
from decimal import Decimal

import pytest

from assessments.correction_queries import published_corrections, waiting_run
from assessments.enums import ColumnKind
from assessments.models import Assessment, Correction, Run
from assessments.result_queries import phase_run, run_of_round
from assessments.services.corrections import (
    CorrectionInput,
    correction_record,
    correction_withdraw,
    corrections_publish,
)
from assessments.services.results import approval_give
from campaign.models import Round
from common import clock
from common.access import Refused
from common.models import CitedDocument, Event
from tests import factories
from tests.assessments import desks
from tests.kept import kept
from tests.reports import worlds
from units.enums import Role
from units.models import InboxMessage

pytestmark = pytest.mark.django_db

REASON = "Theo kết luận thanh tra."


@kept
def published():
    """Three schools of a cluster, published with 6, 5 and 2 of 6 points for HT-1."""
    cluster = factories.make_cluster()
    units = [factories.make_unit(name=f"Trường THPT {letter}", cluster=cluster) for letter in "ABC"]
    with clock.frozen(dt.datetime(2024, 1, 10, 9, tzinfo=clock.TIME_ZONE)):
        return worlds.published_round(2023, dict(zip(units, map(Decimal, (6, 5, 2)), strict=True)))


@pytest.fixture
def round(published):
    """The clock stands a month after the publication."""
    with clock.frozen(dt.datetime(2024, 7, 1, 9, tzinfo=clock.TIME_ZONE)):
        yield published


def refused(code: str):
    return pytest.raises(Refused, match=f"^{code}$")


def sheet_of(round: Round, letter: str = "A") -> Assessment:
    return Assessment.objects.get(participant__round=round, participant__printed_name=f"Trường THPT {letter}")


def given(points: str = "4", reason: str = REASON) -> CorrectionInput:
    paper = CitedDocument(kind="Kết luận", number="9/KL-TTr", date=dt.date(2024, 6, 20), issuer="Thanh tra Sở")
    return CorrectionInput(points=Decimal(points), reason=reason, document=paper)


def recorded(round: Round, letter: str = "A", code: str = "HT-1", points: str = "4") -> Correction:
    answer = desks.answer_of(sheet_of(round, letter), code)
    return correction_record(answer=answer, values=given(points), by=worlds.manager())


def figures(run: Run) -> dict[str, tuple[Decimal, int | None]]:
    rows = run.rows.filter(participant__cluster__isnull=False).select_related("participant")
    return {row.participant.printed_name[-1]: (row.points, row.rank_in_cluster) for row in rows}


def test_a_recorded_correction_shows_nowhere_until_it_is_published(round):
    former = run_of_round(round, published_only=True)
    row = recorded(round)
    assert (row.before, row.points, row.document.number) == (Decimal(6), Decimal(4), "9/KL-TTr")
    assert row.run == waiting_run(round) != former
    assert run_of_round(round, published_only=False) == former
    kinds = {column.kind for column in desks.answer_of(sheet_of(round), "HT-1").columns.all()}
    assert ColumnKind.CORRECTION not in kinds
    assert figures(row.run) == {"A": (Decimal("33.50"), 2), "B": (Decimal("34.50"), 1), "C": (Decimal("31.50"), 3)}
    assert InboxMessage.objects.filter(user=worlds.leader(), link="/ky/2023/").exists()


def test_publishing_needs_a_leader_and_then_moves_rank_phase_and_column(round):
    former, phase = run_of_round(round, published_only=True), phase_run(worlds.phase_of(round))
    row = recorded(round)
    with refused("no_approval"):
        corrections_publish(round=round, by=worlds.manager())
    with refused("not_manager"):
        corrections_publish(round=round, by=worlds.leader())
    approval_give(run=row.run, by=worlds.leader())
    assert corrections_publish(round=round, by=worlds.manager()) == run_of_round(round, published_only=True) == row.run
    answer = desks.answer_of(sheet_of(round), "HT-1")
    columns = {column.kind: column.points for column in answer.columns.all()}
    assert (columns[ColumnKind.APPRAISAL_1], columns[ColumnKind.CORRECTION]) == (Decimal(6), Decimal(4))
    assert figures(former)["A"] == (Decimal("35.50"), 1)
    anew = phase_run(worlds.phase_of(round))
    assert anew != phase
    assert anew.reason == REASON
    assert [each.pk for each in published_corrections(round)] == [row.pk]
    assert Event.objects.get(action="assessment.corrected").reason == REASON
    with refused("state"):
        corrections_publish(round=round, by=worlds.manager())


def test_several_corrections_wait_together_and_the_last_run_holds_all(round):
    recorded(round)
    second = recorded(round, "B", "TK-2", "0")
    assert {name: points for name, (points, _rank) in figures(second.run).items()} == {
        "A": Decimal("33.50"), "B": Decimal("29.50"), "C": Decimal("31.50"),
    }  # fmt: skip


def test_a_second_correction_of_the_same_answer_keeps_the_first(round):
    for points in ("4", "3"):
        row = recorded(round, points=points)
        approval_give(run=row.run, by=worlds.leader())
        corrections_publish(round=round, by=worlds.manager())
    assert list(Correction.objects.values_list("before", "points")) == [
        (Decimal(6), Decimal(4)), (Decimal(4), Decimal(3)),
    ]  # fmt: skip


def test_a_correction_is_taken_back_with_a_reason_before_it_is_published(round):
    first = recorded(round)
    second = recorded(round, "B", "TK-2", "0")
    with refused("reason_needed"):
        correction_withdraw(correction=second, reason=" ", by=worlds.manager())
    correction_withdraw(correction=second, reason="Nhầm đơn vị.", by=worlds.manager())
    assert figures(waiting_run(round)) == figures(first.run)
    correction_withdraw(correction=first, reason="Nhầm.", by=worlds.manager())
    assert waiting_run(round) is None
    with refused("state"):
        approval_give(run=Run.objects.filter(round=round).latest("pk"), by=worlds.leader())
    with refused("state"):
        correction_withdraw(correction=first, reason="Nhầm.", by=worlds.manager())


@pytest.mark.parametrize(
    ("points", "reason", "code"),
    [
        ("4", "  ", "reason_needed"),
        ("7", REASON, "bad_input"),
        ("5.1", REASON, "bad_input"),
        ("6", REASON, "bad_input"),
    ],
)
def test_a_correction_has_a_reason_and_points_by_the_rule(round, points, reason, code):
    answer = desks.answer_of(sheet_of(round), "HT-1")
    with refused(code):
        correction_record(answer=answer, values=given(points, reason), by=worlds.manager())
    assert not Correction.objects.exists()


def test_who_may_correct_and_what(round):
    answer = desks.answer_of(sheet_of(round), "HT-1")
    for user in (worlds.leader(), desks.lead(), factories.make_user(Role.ADMINISTRATOR)):
        with refused("not_manager"):
            correction_record(answer=answer, values=given(), by=user)
    Assessment.objects.filter(pk=answer.assessment_id).update(state="final")
    with refused("state"):
        correction_record(answer=desks.answer_of(sheet_of(round), "HT-1"), values=given(), by=worlds.manager())
