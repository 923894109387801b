"""Processes of their own that do the same thing at the same moment: one wins, the others are told, nothing is lost."""

import multiprocessing
from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import pytest
from django.db import connections

from assessments.models import Answer, Assessment, Mark
from assessments.services.appraisal import MarkInput, mark_give, office_finish
from assessments.services.drafting import AnswerInput, answer_save, assessment_start
from assessments.services.submission import RECEIPT, SHEET, assessment_submit
from campaign.models import Round
from campaign.services import round_open
from common import clock
from common.access import Refused
from common.models import Event
from common.versions import Stale
from documents.models import IssuedDocument
from tests import factories
from tests.reports import worlds
from units.enums import Role
from units.models import User

pytestmark = [
    pytest.mark.long,
    pytest.mark.django_db(transaction=True),
    # The browser's driver keeps a thread; the children use nothing of it.
    pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning"),
]
FORK = multiprocessing.get_context("fork")
ROUNDS, WRITERS = 8, 4


@pytest.fixture(autouse=True)
def in_time() -> Iterator[None]:
    with clock.frozen(factories.IN_TIME):
        yield


def at_once(*acts: Callable[[], object]) -> list[str]:
    """Run each act in a process of its own, all let go together; what became of each, in one word."""
    # A connection must not be shared by two processes.
    connections.close_all()
    gate, answers = FORK.Barrier(len(acts)), FORK.SimpleQueue()
    children = [FORK.Process(target=_child, args=(act, gate, answers)) for act in acts]
    for child in children:
        child.start()
    found = [answers.get() for _child_ in children]
    for child in children:
        child.join(60)
        assert child.exitcode == 0
    return sorted(found)


def _child(act: Callable[[], object], gate: Any, answers: Any) -> None:
    try:
        gate.wait(60)
        act()
        word = "done"
    except Stale:
        word = "stale"
    except Refused as refused:
        word = refused.verdict.code
    except Exception as error:  # noqa: BLE001 - told to the parent, which fails on it
        word = f"{type(error).__name__}: {error}"
    answers.put(word)
    connections.close_all()


def test_of_saves_from_the_same_version_one_wins():
    """Nothing that was said to be saved is lost, nothing that was refused is stored."""
    sheet = factories.make_sheet()
    answer = sheet.answers.get(item__code="HT-5")
    editor, head = factories.editor_of(sheet.participant.unit), factories.head_of(sheet.participant.unit)
    for number in range(ROUNDS):
        version = Answer.objects.get(pk=answer.pk).version

        def save(writer: int, by: User, version: int = version, number: int = number) -> object:
            words = f"Lượt {number}, người {writer}."
            values = AnswerInput(amount_a=Decimal(number * 10 + writer), narrative=words)
            return answer_save(answer=answer, expected_version=version, values=values, by=by)

        acts = [lambda n=n: save(n, editor if n % 2 else head) for n in range(WRITERS)]
        assert Counter(at_once(*acts)) == {"done": 1, "stale": WRITERS - 1}
        stored = Answer.objects.get(pk=answer.pk)
        assert stored.version == version + 1
        assert stored.narrative == f"Lượt {number}, người {int(stored.amount_a) % 10}."
        assert stored.revisions.latest("number").narrative == stored.narrative


def test_saves_of_different_answers_do_not_disturb_each_other():
    sheet = factories.make_sheet()
    editor = factories.editor_of(sheet.participant.unit)

    def save_all(answer: Answer) -> None:
        for version in range(1, ROUNDS + 1):
            values = AnswerInput(narrative=f"Lần {version}.")
            answer_save(answer=answer, expected_version=version, values=values, by=editor)

    answers = list(sheet.answers.select_related("item")[:WRITERS])
    assert at_once(*[lambda a=answer: save_all(a) for answer in answers]) == ["done"] * WRITERS
    saved = Answer.objects.filter(pk__in=[answer.pk for answer in answers])
    assert {(answer.version, answer.narrative) for answer in saved} == {(ROUNDS + 1, f"Lần {ROUNDS}.")}


def test_two_clicks_on_submit_make_one_submission():
    sheet = factories.fill_sheet(factories.make_sheet())
    head = factories.head_of(sheet.participant.unit)

    def submit() -> None:
        assessment_submit(assessment=Assessment.objects.get(pk=sheet.pk), by=head, pledged=True)

    assert at_once(submit, submit) in (["done", "state"], ["done", "stale"])
    assert Event.objects.filter(action="assessment.submit").count() == 1
    issued = IssuedDocument.objects.values_list("kind", "state")
    assert Counter(issued) == {(SHEET, "issued"): 1, (RECEIPT, "issued"): 1}
    stored = Assessment.objects.get(pk=sheet.pk)
    assert stored.state == "submitted"
    assert IssuedDocument.objects.get(kind=RECEIPT).code == stored.receipt_code


def test_a_save_during_the_submission_is_in_it_or_refused():
    """Either the save comes first and the submission is refused, or it comes too late; never a changed sheet."""
    sheet = factories.fill_sheet(factories.make_sheet())
    unit = sheet.participant.unit
    head, editor = factories.head_of(unit), factories.editor_of(unit)
    answer = sheet.answers.get(item__code="HT-1")

    def submit() -> None:
        assessment_submit(assessment=Assessment.objects.get(pk=sheet.pk), by=head, pledged=True)

    def save() -> None:
        values = AnswerInput(option=answer.item.options.last(), narrative="Sửa vào phút chót.")
        answer_save(answer=answer, expected_version=answer.version, values=values, by=editor)

    answer.refresh_from_db()
    found = at_once(submit, save)
    stored = Answer.objects.get(pk=answer.pk)
    if Assessment.objects.get(pk=sheet.pk).state == "draft":
        assert found == ["done", "stale"]
        assert stored.narrative == "Sửa vào phút chót."
    else:
        frozen = stored.revisions.latest("number")
        assert frozen.is_frozen
        assert frozen.narrative == stored.narrative
        assert found in (["done", "locked"], ["done", "done"])


def test_two_appraisers_of_one_item_leave_one_mark_that_stands():
    sheet = worlds.sent(factories.make_unit(), factories.make_round())
    lead = factories.office(factories.LEAD)
    first, second = factories.appraiser_of(lead), factories.make_user(Role.APPRAISER, unit=lead)
    single, double = (sheet.answers.get(item__code=code) for code in ("HT-1", "TK-5"))

    def mark(answer: Answer, by: User, points: str) -> None:
        number = answer.revisions.latest("number").number
        values = MarkInput(revision=number, points=Decimal(points), reason="Theo văn bản.")
        mark_give(answer=answer, values=values, by=by)

    # Colleagues of one office share the place: the later one replaces, and both marks stay in the history.
    assert at_once(lambda: mark(single, first, "4"), lambda: mark(single, second, "2")) == ["done", "done"]
    assert Mark.objects.filter(answer=single).count() == 2
    assert Mark.objects.filter(answer=single, superseded_at__isnull=True).count() == 1
    # Where two have to agree, the place of the own office is taken once.
    assert at_once(lambda: mark(double, first, "4"), lambda: mark(double, second, "5")) == ["done", "taken"]
    assert Mark.objects.filter(answer=double).count() == 1


def test_a_second_mark_and_a_revision_of_the_first_never_see_each_other():
    """Either the first is revised before the second is given, or it is refused: both marks are locked then."""
    sheet = worlds.sent(factories.make_unit(), factories.make_round())
    first, second = (factories.appraiser_of(factories.office(code)) for code in (factories.LEAD, factories.AWARD))
    answer = sheet.answers.get(item__code="TK-5")
    number = answer.revisions.latest("number").number

    def mark(by: User, points: str) -> None:
        values = MarkInput(revision=number, points=Decimal(points), reason="Theo văn bản.")
        mark_give(answer=answer, values=values, by=by)

    mark(first, "4")
    words = at_once(lambda: mark(first, "3"), lambda: mark(second, "5"))
    current = Mark.objects.filter(answer=answer, superseded_at__isnull=True).order_by("slot")
    found = [str(row.points) for row in current]
    assert (words, found) in [(["done", "done"], ["3.00", "5.00"]), (["both_given", "done"], ["4.00", "5.00"])]


def test_two_offices_that_finish_together_end_the_appraisal():
    """Neither may see the other as still at work, or the sheet would wait for ever."""
    sheet = worlds.appraised(worlds.sent(factories.make_unit(), factories.make_round()), Decimal(5))
    sheet.office_appraisals.update(state="pending", finished_at=None, finished_by=None)
    Assessment.objects.filter(pk=sheet.pk).update(state="appraising")
    ended = Event.objects.filter(action="assessment.end_appraisal")
    before = ended.count()
    acts = [
        lambda part=part: office_finish(part=part, by=factories.appraiser_of(part.office))
        for part in sheet.office_appraisals.select_related("office")
    ]
    assert at_once(*acts) == ["done", "done"]
    assert Assessment.objects.get(pk=sheet.pk).state == "appraised"
    assert ended.count() == before + 1


def test_two_people_begin_one_sheet():
    round, unit = factories.make_round(), factories.make_unit()
    participant = factories.participant_of(unit, round)
    people = factories.editor_of(unit), factories.head_of(unit)
    acts = [lambda by=by: assessment_start(participant=participant, by=by) for by in people]
    assert at_once(*acts) == ["done", "done"]
    sheet = Assessment.objects.get(participant=participant)
    assert sheet.answers.count() == len(factories.ITEMS)


def test_a_round_is_opened_once():
    units = [factories.make_unit() for _number in range(3)]
    round = factories.make_round(is_open=False)
    manager = factories.make_user(Role.CAMPAIGN_MANAGER)
    acts = [lambda: round_open(round=Round.objects.get(pk=round.pk), by=manager)] * 2
    assert at_once(*acts) == ["done", "state"]
    assert round.participants.filter(unit__in=units).count() == 3
    assert Event.objects.filter(action="round.open").count() == 1
