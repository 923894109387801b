"""From appraised sheets to a published result: final run, approval, publishing; nothing changes afterwards."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from assessments.enums import AssessmentState as State
from assessments.enums import RowStatus, RunKind
from assessments.models import Approval, Assessment, Run, RunRow
from assessments.services.appraisal import adjustment_add, mark_give
from assessments.services.results import (
    approval_give,
    final_run,
    finalise_is_ready,
    publish_is_ready,
    round_finalise,
    round_publish,
    run_make,
)
from campaign.enums import RoundState
from campaign.models import Participant, Round
from campaign.services import participant_exempt, round_close
from common import clock
from common.access import Refused
from common.models import CitedDocument, Event
from criteria.models import AdjustmentRule
from tests import factories
from tests.assessments import desks
from tests.kept import kept
from tests.reports import worlds
from units.enums import Role
from units.models import InboxMessage

pytestmark = pytest.mark.django_db

AFTER = dt.datetime(2025, 6, 12, 9, tzinfo=clock.TIME_ZONE)


@pytest.fixture(autouse=True)
def in_time():
    with clock.frozen(factories.IN_TIME):
        yield


def refused(code: str):
    return pytest.raises(Refused, match=f"^{code}$")


@kept
def made():
    """Four schools of a cluster, the offices outside of every cluster; the fourth sends nothing.

    The round is closed, three sheets appraised: first item 6, 6 and 2 of 6 points, a day late the third, +1 the first.
    """
    cluster = factories.make_cluster()
    units = [factories.make_unit(name=f"Trường THPT {letter}", cluster=cluster) for letter in "ABCD"]
    round = factories.make_round(signed_copy="never")
    sheets = []
    for unit, points in zip(units, ("6", "6", "2"), strict=False):
        sheets.append(worlds.appraised(worlds.sent(unit, round), Decimal(points)))
    Assessment.objects.filter(pk=sheets[2].pk).update(late_days=1)
    adjustment_add(
        assessment=sheets[0], rule=AdjustmentRule.objects.get(code="DT-1"), size=Decimal(1), reason="Mô hình.",
        by=worlds.manager(),
    )  # fmt: skip
    with clock.frozen(AFTER):
        return units, round_close(round=Round.objects.get(pk=round.pk), by=worlds.manager())


@pytest.fixture
def units(made):
    return made[0]


@pytest.fixture
def round(made):
    return made[1]


def fresh(round: Round) -> Round:
    return Round.objects.get(pk=round.pk)


def rows_of(run: Run, cluster: bool = True) -> dict[str, RunRow]:
    rows = run.rows.select_related("participant").filter(participant__cluster__isnull=not cluster)
    return {row.participant.printed_name[-1]: row for row in rows}


def finalise(round: Round) -> Run:
    with clock.frozen(AFTER):
        return round_finalise(round=fresh(round), by=worlds.manager())


def test_the_final_run_has_exact_figures(round):
    """35,50 of 43 is 82,56; 31,50 of 43 is 73,26; +1 gives 83,56, one day late 72,76; nothing sent is 0,00."""
    rows = rows_of(finalise(round))
    found = {
        name: (row.points, row.possible, row.percentage, row.bonus, row.minus, row.exact, row.result)
        for name, row in rows.items()
    }
    exact = [Decimal(text) for text in ("35.50", "43", "82.56", "1", "0", "83.56", "83.56")]
    assert found == {
        "A": tuple(exact),
        "B": tuple(map(Decimal, ("35.50", "43", "82.56", "0", "0", "82.56", "82.56"))),
        "C": tuple(map(Decimal, ("31.50", "43", "73.26", "0", "0.50", "72.76", "72.76"))),
        "D": (None, None, None, Decimal(0), Decimal(0), None, Decimal(0)),
    }
    assert rows["A"].areas == {
        "HT": ["19.40", "23.00", "84.35"],
        "TK": ["16.10", "20.00", "80.50"],
    }


def test_ranks_grades_and_states_of_the_rows(round):
    rows = rows_of(finalise(round))
    assert {name: row.rank_in_cluster for name, row in rows.items()} == {"A": 1, "B": 2, "C": 3, "D": None}
    assert {name: row.grade for name, row in rows.items()} == {
        "A": "Tốt", "B": "Tốt", "C": "Hoàn thành", "D": "Chưa hoàn thành",
    }  # fmt: skip
    assert {name: row.status for name, row in rows.items()} == {
        "A": RowStatus.COUNTED, "B": RowStatus.COUNTED, "C": RowStatus.COUNTED, "D": RowStatus.NOT_SUBMITTED,
    }  # fmt: skip
    assert [row.position for row in rows.values()] == sorted(row.position for row in rows.values())


def test_finalising_fixes_the_sheets_and_tells_the_leaders(round):
    leader = worlds.leader()
    finalise(round)
    assert set(Assessment.objects.values_list("state", flat=True)) == {State.FINAL}
    assert fresh(round).state == RoundState.FINAL
    assert InboxMessage.objects.filter(user=leader, link="/ky/2025/").count() == 1


def test_a_sheet_at_work_holds_the_final_result_back(round, units):
    Assessment.objects.filter(participant__unit=units[0]).update(state=State.APPRAISING)
    with refused("at_work"):
        finalise(round)
    assert fresh(round).state == RoundState.CLOSED
    assert not Run.objects.exists()


def test_a_missing_signed_copy_holds_it_back_where_the_round_asks(round):
    Round.objects.update(signed_copy="before_final")
    with refused("no_signed_copy"):
        finalise(round)
    assert finalise_is_ready(fresh(round)).code == "no_signed_copy"


def test_a_draft_counts_as_not_submitted(round, units):
    with clock.frozen(factories.IN_TIME):
        Round.objects.update(state=RoundState.OPEN)
        factories.make_sheet(units[3], fresh(round))
        Round.objects.update(state=RoundState.CLOSED)
    rows = rows_of(finalise(round))
    assert (rows["D"].status, rows["D"].result) == (RowStatus.NOT_SUBMITTED, Decimal(0))
    assert Assessment.objects.get(participant__unit=units[3]).state == State.DRAFT


def test_an_exempted_unit_has_no_figure_and_no_grade(round, units):
    paper = CitedDocument.objects.create(kind="Quyết định", number="5/QĐ-SGDĐT")
    participant = Participant.objects.select_related("round").get(unit=units[3])
    participant_exempt(participant=participant, document=paper, by=worlds.manager())
    row = rows_of(finalise(round))["D"]
    assert (row.status, row.result, row.grade, row.note) == (RowStatus.EXEMPTED, None, "", "exempt")


def test_ties_share_a_rank(round, units):
    sheet = Assessment.objects.get(participant__unit=units[0])
    sheet.adjustments.all().delete()
    rows = rows_of(finalise(round))
    assert [rows[name].rank_in_cluster for name in "ABC"] == [1, 1, 3]
    assert [rows[name].result for name in "AB"] == [Decimal("82.56")] * 2


def test_an_area_at_zero_is_a_figure(round, units):
    sheet = Assessment.objects.get(participant__unit=units[2])
    for code in ("HT-1", "HT-5", "HT-6"):
        sheet.answers.get(item__code=code).columns.filter(kind="appraisal_1").update(points=Decimal(0))
    assert rows_of(finalise(round))["C"].areas["HT"] == ["0.00", "23.00", "0.00"]


def test_the_same_inputs_give_the_same_digest_and_others_another(round):
    first = run_make(round=round, by=None, kind=RunKind.TRIAL)
    again = run_make(round=round, by=None, kind=RunKind.TRIAL)
    assert first.digest == again.digest
    Assessment.objects.filter(late_days=1).update(late_days=2)
    assert run_make(round=round, by=None, kind=RunKind.TRIAL).digest != first.digest
    assert final_run(round) is None


def test_only_a_manager_finalises(round):
    for user in (worlds.leader(), desks.lead(), factories.make_user(Role.ADMINISTRATOR)):
        with refused("not_manager"):
            round_finalise(round=fresh(round), by=user)


# Approval and publishing


def test_publishing_without_approval_is_refused(round):
    finalise(round)
    assert publish_is_ready(fresh(round)).code == "no_approval"
    with refused("no_approval"):
        round_publish(round=fresh(round), by=worlds.manager())
    assert fresh(round).state == RoundState.FINAL
    assert set(Assessment.objects.values_list("state", flat=True)) == {State.FINAL}


def test_a_leader_approves_the_run_that_stands_once(round):
    run = finalise(round)
    with refused("not_leader"):
        approval_give(run=run, by=worlds.manager())
    approval_give(run=run, by=worlds.leader(), note="Đồng ý công bố.")
    assert Event.objects.get(action="round.approved").reason == "Đồng ý công bố."
    with refused("duplicate"):
        approval_give(run=run, by=worlds.leader())


def test_the_leaders_message_is_settled_by_the_approval(client, round):
    leader = worlds.leader()
    run = finalise(round)
    asked = InboxMessage.objects.get(user=leader)
    assert asked.read_at is None
    client.force_login(leader)
    assert "xử lý xong" not in client.get("/tin-nhan/").content.decode()
    approval_give(run=run, by=leader)
    asked.refresh_from_db()
    assert asked.settled_at == asked.read_at == clock.now()
    assert "xử lý xong" in client.get("/tin-nhan/").content.decode()


def test_an_older_run_cannot_be_approved(round):
    old = finalise(round)
    run_make(round=fresh(round), by=None, reason="Điều chỉnh.")
    with refused("state"):
        approval_give(run=old, by=worlds.leader())
    assert not Approval.objects.exists()


def test_an_approval_of_an_older_run_does_not_publish_the_newer(round):
    approval_give(run=finalise(round), by=worlds.leader())
    run_make(round=fresh(round), by=None, reason="Điều chỉnh.")
    with refused("no_approval"):
        round_publish(round=fresh(round), by=worlds.manager())


def test_a_run_before_its_time_cannot_be_approved(round):
    with refused("state"):
        approval_give(run=run_make(round=round, by=None), by=worlds.leader())


def published(round: Round) -> Run:
    approval_give(run=finalise(round), by=worlds.leader())
    with clock.frozen(AFTER):
        return round_publish(round=fresh(round), by=worlds.manager())


def test_publishing_points_to_the_approved_run(round):
    run = published(round)
    approval = Approval.objects.get(run=run)
    assert approval.published_at == AFTER
    assert fresh(round).state == RoundState.PUBLISHED
    assert set(Assessment.objects.values_list("state", flat=True)) == {State.PUBLISHED}
    assert Run.objects.filter(phase=round.phase, kind=RunKind.OFFICIAL).count() == 1


def test_a_run_and_its_rows_are_written_once(round):
    run = finalise(round)
    row = run.rows.first()
    for thing in (run, row):
        with pytest.raises(ValidationError):
            thing.save()
        with pytest.raises(ValidationError):
            thing.delete()


def test_nothing_of_a_published_round_changes(round, units):
    published(round)
    sheet = Assessment.objects.get(participant__unit=units[0])
    answer = desks.answer_of(sheet, "HT-1")
    with refused("state"):
        mark_give(answer=answer, values=factories.granted(answer), by=desks.lead())
    with refused("state"):
        adjustment_add(
            assessment=sheet, rule=AdjustmentRule.objects.get(code="DT-1"), size=Decimal(1), reason="Thêm.",
            by=worlds.manager(),
        )  # fmt: skip
    with refused("state"):
        round_finalise(round=fresh(round), by=worlds.manager())
    with refused("state"):
        participant_exempt(
            participant=Participant.objects.select_related("round").get(unit=units[0]),
            document=CitedDocument.objects.create(kind="Quyết định"),
            by=worlds.manager(),
        )
