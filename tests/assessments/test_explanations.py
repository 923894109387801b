"""Provisional result, explanations within the last day, late requests, rulings, and what waits for what."""

import datetime as dt
from decimal import Decimal

import pytest

from assessments.enums import AssessmentState as State
from assessments.enums import ColumnKind, ExplanationState, RunKind
from assessments.models import Assessment, Evidence, Explanation, Mark, Run
from assessments.paper_lines import sheet_areas
from assessments.queries import answers_of
from assessments.services.announcing import announce_is_ready, round_announce, round_reconsider
from assessments.services.evidence import evidence_add_citation, evidence_add_file, evidence_remove
from assessments.services.explanations import (
    RulingInput,
    explanation_send,
    explanation_write,
    explanations_send,
    review_decide,
    ruling_give,
)
from assessments.services.results import approval_give, final_run, round_finalise, round_publish
from campaign.enums import RoundState
from campaign.models import Round
from campaign.services import round_close
from common import clock
from common.access import Refused
from common.models import CitedDocument, Event
from common.versions import Stale
from tests import factories
from tests.assessments import desks
from tests.assessments import explained as world
from tests.kept import kept
from tests.reports import worlds
from units.enums import Role
from units.models import ConflictOfInterest, InboxMessage

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_time():
    with clock.frozen(factories.IN_TIME):
        yield


round = kept(world.announced)


@pytest.fixture
def sheet(round):
    """The clock stands on the last minute of the last day."""
    with clock.frozen(world.LAST_MINUTE):
        yield world.sheet_of(round)


def refused(code: str):
    return pytest.raises(Refused, match=f"^{code}$")


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def column(sheet: Assessment, kind: str, code: str = "HT-1"):
    return {row.kind: row.points for row in world.answer_in(sheet, code).columns.all()}.get(kind)


# Announcing


def test_announcing_makes_a_provisional_run_moves_the_sheets_and_tells_the_heads(round):
    sheet = world.sheet_of(round)
    assert (round.state, round.explain_until, round.announced_at) == (
        RoundState.PROVISIONAL, world.LAST_DAY, world.ANNOUNCED,
    )  # fmt: skip
    assert sheet.state == State.PROVISIONAL
    run = Run.objects.get()
    assert run.kind == RunKind.PROVISIONAL
    row = run.rows.get(assessment=sheet)
    assert (row.points, row.possible) == (Decimal("32.50"), Decimal(43))
    note = InboxMessage.objects.get(user=world.head(sheet), due=world.LAST_DAY)
    assert "17/6/2025" in note.text
    assert note.link == f"/phieu/{sheet.public_id}/"


@pytest.mark.parametrize(
    ("holidays", "last"),
    [
        ((), dt.date(2025, 6, 17)),
        ((dt.date(2025, 6, 13),), dt.date(2025, 6, 18)),
        ((dt.date(2025, 6, 13), dt.date(2025, 6, 16), dt.date(2025, 6, 17)), dt.date(2025, 6, 20)),
        # A holiday on a weekend and on the day of the announcement takes nothing away.
        ((dt.date(2025, 6, 14), dt.date(2025, 6, 12)), dt.date(2025, 6, 17)),
    ],
)
def test_the_last_day_is_counted_over_weekends_and_holidays(holidays, last):
    assert world.announced(holidays=holidays).explain_until == last


def test_a_sheet_at_work_or_a_stranger_stops_the_announcement():
    round = factories.make_round(signed_copy="never")
    desks.received(round=round)
    round_close(round=Round.objects.get(), by=worlds.manager())
    assert announce_is_ready(round).code == "at_work"
    with refused("at_work"):
        round_announce(round=Round.objects.get(), by=worlds.manager())
    with refused("not_manager"):
        round_announce(round=Round.objects.get(), by=factories.make_user(Role.LEADER))
    assert (Round.objects.get().state, Run.objects.count()) == (RoundState.CLOSED, 0)


# Writing and sending


def test_the_unit_writes_and_the_head_sends_until_the_last_minute(sheet):
    row = world.sent(sheet)
    assert (row.state, row.is_late, row.text) == (ExplanationState.SENT, False, world.WORDS)
    assert InboxMessage.objects.filter(user=desks.lead(), link__endswith="?item=HT-1").count() == 1
    event = Event.objects.get(action="explanation.sent")
    assert (event.actor, event.data["item"]) == (world.head(sheet), "HT-1")


def test_only_the_own_unit_writes_and_only_its_head_sends(sheet):
    answer = world.answer_in(sheet)
    for stranger in (desks.lead(), worlds.manager(), factories.make_user(Role.UNIT_HEAD, unit=factories.make_unit())):
        with refused("not_unit"):
            explanation_write(answer=answer, expected_version=0, text="x", by=stranger)
    world.written(sheet)
    with refused("not_head"):
        explanation_send(answer=answer, by=factories.editor_of(sheet.participant.unit))


def test_what_was_granted_as_claimed_is_not_contested(sheet):
    with refused("as_claimed"):
        world.written(sheet, "TK-2")


def test_one_open_explanation_and_one_ruling_per_criterion(sheet):
    row = world.sent(sheet)
    with refused("duplicate"):
        world.written(sheet)
    world.ruled(row)
    with refused("ruled"):
        world.written(sheet)


@pytest.mark.parametrize("text", ["", "  \n"])
def test_an_explanation_without_words_is_not_sent(sheet, text):
    world.written(sheet, text=text)
    with refused("bad_input"):
        explanation_send(answer=world.answer_in(sheet), by=world.head(sheet))


def test_there_must_be_something_to_send(sheet):
    with refused("bad_input"):
        explanations_send(assessment=sheet, by=world.head(sheet))


def test_everything_written_is_sent_together(sheet):
    world.written(sheet)
    world.written(sheet, "TK-5", "Hai phòng chưa xem phụ lục.")
    sent = explanations_send(assessment=sheet, by=world.head(sheet))
    assert sorted(row.answer.item.code for row in sent) == ["HT-1", "TK-5"]
    assert {row.state for row in Explanation.objects.all()} == {ExplanationState.SENT}


def test_a_save_on_an_old_version_keeps_both_texts(sheet):
    world.written(sheet)
    answer, editor = world.answer_in(sheet), factories.editor_of(sheet.participant.unit)
    explanation_write(answer=answer, expected_version=1, text="Bản hai", by=editor)
    with pytest.raises(Stale) as stale:
        explanation_write(answer=answer, expected_version=1, text="Bản ba", by=world.head(sheet))
    assert (stale.value.current.text, stale.value.attempted["text"]) == ("Bản hai", "Bản ba")


def test_nothing_is_explained_before_the_announcement():
    sheet = world.contested()
    with refused("state"):
        world.written(sheet)


# Proof of an explanation


def test_proof_belongs_to_the_explanation_and_the_answer_stays_frozen(sheet):
    row, editor = world.written(sheet), factories.editor_of(sheet.participant.unit)
    answer = world.answer_in(sheet)
    before = [proof.pk for proof in answer.live_evidence]
    paper = CitedDocument(kind="Quyết định", number="12/QĐ", date=dt.date(2025, 3, 10), issuer="Trường")
    cited = evidence_add_citation(answer=answer, explanation=row, document=paper, by=editor)
    kept = evidence_add_file(answer=answer, explanation=row, uploaded=factories.pdf_file(), by=editor)
    assert {cited.explanation, kept.explanation} == {row}
    answer = world.answer_in(sheet)
    assert [proof.pk for proof in answer.live_evidence] == before
    assert {proof.pk for proof in answer.all_explanations[0].live_evidence} == {cited.pk, kept.pk}
    with refused("locked"):
        evidence_add_file(answer=answer, uploaded=factories.pdf_file(), by=editor)
    evidence_remove(evidence=Evidence.objects.get(pk=cited.pk), by=editor)
    explanation_send(answer=answer, by=world.head(sheet))
    with refused("locked"):
        evidence_remove(evidence=Evidence.objects.get(pk=kept.pk), by=editor)


# Rulings


def test_adjusted_points_become_the_second_appraisal_and_the_first_column_stays(sheet):
    row = world.sent(sheet)
    mark = world.ruled(row, "6")
    assert (mark.column, mark.points, mark.reason) == (
        ColumnKind.APPRAISAL_2, Decimal(6), "Đã xem minh chứng bổ sung.",
    )  # fmt: skip
    assert (column(sheet, ColumnKind.APPRAISAL_1), column(sheet, ColumnKind.APPRAISAL_2)) == (Decimal(4), Decimal(6))
    assert Mark.objects.filter(answer=row.answer, superseded_at__isnull=True).count() == 2
    row = fresh(row)
    assert (row.state, row.ruling) == (ExplanationState.ADJUSTED, mark)
    event = Event.objects.get(action="explanation.ruled")
    assert (Decimal(event.before), Decimal(event.after)) == (Decimal(4), Decimal(6))
    assert InboxMessage.objects.filter(user=world.head(sheet), link__endswith="#HT-1").count() == 1


def test_kept_points_of_two_appraisers_are_their_mean(sheet):
    """4,50 of each; one ruling by the owner office is enough, and it may keep any mean."""
    row = world.sent(sheet, "TK-5")
    mark = world.ruled(row)
    assert (mark.points, fresh(row).state) == (Decimal("4.50"), ExplanationState.KEPT)


def test_the_sheet_is_explained_when_all_is_ruled_and_waits_again_for_a_further_one(sheet):
    first = world.sent(sheet)
    second = world.sent(sheet, "TK-5")
    world.ruled(first)
    assert fresh(sheet).state == State.PROVISIONAL
    world.ruled(second, "5")
    assert fresh(sheet).state == State.EXPLAINED


def test_a_further_explanation_in_time_takes_the_sheet_up_again(sheet):
    world.ruled(world.sent(sheet))
    assert fresh(sheet).state == State.EXPLAINED
    world.sent(sheet, "TK-5")
    assert fresh(sheet).state == State.PROVISIONAL


def test_who_may_rule(sheet):
    row = world.sent(sheet)
    conflicted = factories.make_user(Role.APPRAISER)
    ConflictOfInterest.objects.create(user=conflicted, unit=sheet.participant.unit, kind="family")
    people = {
        "not_office": [desks.second(), worlds.manager(), world.head(sheet), worlds.leader()],
        "declared_conflict": [conflicted],
    }
    for code, users in people.items():
        for user in users:
            with refused(code):
                world.ruled(row, by=user)
    assert fresh(row).state == ExplanationState.SENT


@pytest.mark.parametrize(
    ("points", "reason", "code"),
    [
        (None, "", "reason_needed"),
        ("6", " ", "reason_needed"),
        ("7", "Đủ.", "bad_input"),
        ("5.1", "Đủ.", "bad_input"),
        ("4", "Đủ.", "bad_input"),
    ],
)
def test_a_ruling_has_a_reason_and_points_by_the_rule(sheet, points, reason, code):
    row = world.sent(sheet)
    values = RulingInput(points=Decimal(points) if points else None, reason=reason)
    with refused(code):
        ruling_give(explanation=row, values=values, by=desks.lead())
    assert column(sheet, ColumnKind.APPRAISAL_2) is None


def test_the_paper_of_the_sheet_shows_words_and_second_appraisal_as_columns_of_their_own(sheet):
    world.ruled(world.sent(sheet), "6")
    world.written(sheet, "TK-5", "Chưa gửi.")
    answers = answers_of(fresh(sheet))
    lines = {line.code: line for area in sheet_areas(answers, with_appraisal=True) for line in area.lines}
    found = [(line.appraisal_1, line.explanation, line.appraisal_2) for line in (lines["HT-1"], lines["TK-5"])]
    assert found == [(Decimal(4), world.WORDS, Decimal(6)), (Decimal("4.50"), "", None)]
    assert lines["HT-1"].reason == "Chưa đủ minh chứng.\n\nĐã xem minh chứng bổ sung."
    own = {line.code: line for area in sheet_areas(answers, with_appraisal=False) for line in area.lines}
    assert (own["HT-1"].explanation, own["HT-1"].appraisal_2) == ("", None)


def test_a_ruling_is_given_once(sheet):
    row = world.sent(sheet)
    world.ruled(row)
    with refused("state"):
        world.ruled(row, "6")


# After the last day


@pytest.fixture
def late(sheet):
    with clock.frozen(world.TOO_LATE):
        yield sheet


def test_after_the_last_day_it_is_a_request_that_the_manager_accepts(late):
    row = world.sent(late)
    assert (row.state, row.is_late) == (ExplanationState.REQUESTED, True)
    assert InboxMessage.objects.filter(user=worlds.manager(), link__endswith="#reviews").count() == 1
    with refused("state"):
        world.ruled(row)
    row = review_decide(explanation=row, accept=True, reason="", by=worlds.manager())
    assert row.state == ExplanationState.SENT
    world.ruled(row, "6")
    assert fresh(late).state == State.EXPLAINED


def test_a_refused_request_keeps_its_reason_and_another_may_follow(late):
    row = world.sent(late)
    with refused("reason_needed"):
        review_decide(explanation=row, accept=False, reason=" ", by=worlds.manager())
    row = review_decide(explanation=row, accept=False, reason="Không có tình tiết mới.", by=worlds.manager())
    assert (row.state, row.decision_reason) == (ExplanationState.REFUSED, "Không có tình tiết mới.")
    with refused("state"):
        review_decide(explanation=row, accept=True, reason="", by=worlds.manager())
    assert world.sent(late, text="Có văn bản mới.").state == ExplanationState.REQUESTED
    assert Explanation.objects.count() == 2


def test_messages_about_a_matter_are_settled_when_it_is_decided(late):
    """Of the office in charge by its decision, of the appraisers by the ruling; who had read one keeps the time."""
    row = world.sent(late)
    asked = InboxMessage.objects.get(user=worlds.manager(), link__endswith="#reviews")
    assert (asked.read_at, asked.settled_at) == (None, None)
    row = review_decide(explanation=row, accept=True, reason="", by=worlds.manager())
    asked = fresh(asked)
    assert asked.read_at == asked.settled_at == clock.now()
    told = InboxMessage.objects.filter(user=desks.lead(), link__contains="?item=HT-1")
    assert [message.settled_at for message in told] == [None]
    read = dt.datetime(2025, 6, 18, 8, tzinfo=clock.TIME_ZONE)
    told.update(read_at=read)
    world.ruled(row, "6")
    assert [(message.read_at, message.settled_at) for message in told.all()] == [(read, clock.now())]
    # What only tells stays new until it is read.
    assert InboxMessage.objects.filter(user=world.head(late), matter="", read_at__isnull=True).exists()


def test_who_decides_on_a_late_request(late):
    row = world.sent(late)
    for user in (desks.lead(), world.head(late), worlds.leader()):
        with refused("not_manager"):
            review_decide(explanation=row, accept=True, reason="", by=user)


def test_the_award_office_decides_on_the_request_of_the_office_in_charge():
    office = factories.office(factories.LEAD)
    round = world.announced(office)
    with clock.frozen(world.TOO_LATE):
        sheet = world.sheet_of(round)
        row = world.sent(sheet)
        with refused("not_office"):
            review_decide(explanation=row, accept=True, reason="", by=worlds.manager())
        assert review_decide(explanation=row, accept=True, reason="", by=desks.second()).state == ExplanationState.SENT


# What waits for what


def finalise(round: Round) -> Run:
    return round_finalise(round=fresh(round), by=worlds.manager())


def test_the_final_result_waits_for_the_last_day_and_for_every_ruling(round, sheet):
    row = world.sent(sheet)
    with refused("window_open"):
        finalise(round)
    with clock.frozen(world.TOO_LATE):
        with refused("explanations"):
            finalise(round)
        world.ruled(row, "6")
        run = finalise(round)
    assert run.rows.get(assessment=sheet).points == Decimal("34.50")
    assert fresh(sheet).state == State.FINAL


def test_a_request_after_the_final_result_is_accepted_once_that_is_taken_back(round, late):
    first = finalise(round)
    approval_give(run=first, by=worlds.leader())
    row = world.sent(late)
    with refused("explanations"):
        round_publish(round=fresh(round), by=worlds.manager())
    with refused("state"):
        review_decide(explanation=row, accept=True, reason="", by=worlds.manager())
    with refused("reason_needed"):
        round_reconsider(round=fresh(round), reason="", by=worlds.manager())
    round_reconsider(round=fresh(round), reason="Có đề nghị xem xét lại.", by=worlds.manager())
    assert not InboxMessage.objects.filter(user=worlds.leader(), settled_at__isnull=True).exists()
    assert (fresh(round).state, fresh(late).state) == (RoundState.PROVISIONAL, State.PROVISIONAL)
    world.ruled(review_decide(explanation=row, accept=True, reason="", by=worlds.manager()), "5")
    second = finalise(round)
    assert second.rows.get(assessment=late).points == Decimal("33.50")
    with refused("no_approval"):
        round_publish(round=fresh(round), by=worlds.manager())
    approval_give(run=second, by=worlds.leader())
    head = world.head(late)
    assert round_publish(round=fresh(round), by=worlds.manager()) == final_run(round) == second
    told = InboxMessage.objects.filter(user=head).latest("pk")
    assert told.link == reverse("assessments:rank", args=[round.year, late.participant.unit.code])
    assert "is published" in told.text or "công bố" in told.text


def test_a_published_result_takes_no_more_requests(round, late):
    approval_give(run=finalise(round), by=worlds.leader())
    round_publish(round=fresh(round), by=worlds.manager())
    with refused("state"):
        world.written(late)


def test_a_round_may_be_finalised_without_explanations():
    round = factories.make_round(signed_copy="never")
    sheet = world.contested(round=round)
    with clock.frozen(world.ANNOUNCED):
        round_close(round=fresh(round), by=worlds.manager())
        finalise(round)
        with refused("state"):
            world.written(sheet)
