"""The offices' part in the demonstration: reception, marks, requests, bonus and minus, the end of each part."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from assessments.demo import proof, reasons, story
from assessments.demo.filling import Work, attach, reload, sign, typed
from assessments.models import Answer, Assessment
from assessments.services.appraisal import MarkInput, adjustment_add, mark_give, office_finish, return_ask
from assessments.services.drafting import answer_save
from assessments.services.submission import assessment_receive, returns_answer
from assessments.settling import current_marks, newest_revision
from common import clock
from common.models import CitedDocument
from units.demo import Cast
from units.models import User

STEP = dt.timedelta(minutes=4)


def receive(work: Work, cast: Cast, moment: dt.datetime) -> None:
    """The lead office receives; its own sheet goes to the office that leads the awards."""
    receiver = cast["thamdinh1.vp"] if work.plan.code == "TCCB-TC" else cast["thamdinh1.tccb-tc"]
    with clock.frozen(moment):
        assessment_receive(assessment=work.assessment, by=receiver)


def offices_of(work: Work) -> list[str]:
    """The offices that have a part, the ones that finish early first."""
    parts = work.assessment.office_appraisals.select_related("office")
    return sorted((part.office.code for part in parts), key=lambda code: (code == "TCCB-TC", code))


@dataclass(frozen=True)
class Given:
    """One mark: whose, in which place, how many points (None: it does not apply)."""

    user: User
    slot: int
    points: Decimal | None


def mark_office(
    work: Work, cast: Cast, office: str, moment: dt.datetime, *, skip: Sequence[str] = (), most: int | None = None
) -> None:
    """One office grants its points on the answers as last loaded; `most` and `skip` leave some for later."""
    waiting = [
        (answer, mark)
        for answer in work.answers
        for mark in marks_of(work, cast, answer)
        if mark.user in cast.appraisers(office)
        and mark.slot not in current_marks(answer)
        and answer.item.code not in skip
    ]
    for number, (answer, mark) in enumerate(waiting[:most], 1):
        with clock.frozen(moment + STEP * number):
            mark_give(answer=answer, values=_input(work, answer, mark.points), by=mark.user)


def marks_of(work: Work, cast: Cast, answer: Answer) -> list[Given]:
    """Who gives how many points for an answer."""
    people = _people(work, cast, answer.office.code)
    figures = work.plan.items.get(answer.item.code)
    if figures is None:
        return [Given(people[0], 1, None)]
    if figures.marks is None:
        return [Given(people[0], 1, figures.granted)]
    second = answer.second_office.code if answer.second_office_id else answer.office.code
    other = people[1] if second == answer.office.code else _people(work, cast, second)[0]
    return [Given(people[0], 1, figures.marks[0]), Given(other, 2, figures.marks[1])]


def _people(work: Work, cast: Cast, office: str) -> list[User]:
    """Units are shared out between the people of an office."""
    people = cast.appraisers(office)
    return people[::-1] if len(work.plan.code) % 2 else people


def _input(work: Work, answer: Answer, points: Decimal | None) -> MarkInput:
    revision = newest_revision(answer)
    if points is None:
        return MarkInput(revision=revision, applies=False)
    return MarkInput(revision=revision, points=points, reason=work.plan.reason(answer.item.code, points))


def finish(work: Work, cast: Cast, office: str, moment: dt.datetime) -> None:
    part = work.assessment.office_appraisals.get(office__code=office)
    with clock.frozen(moment):
        office_finish(part=part, by=cast.appraisers(office)[0])


def adjust(work: Work, cast: Cast, moment: dt.datetime) -> None:
    """The bonus or minus that the story gives the unit this year."""
    extra = story.EXTRAS.get((work.plan.year, work.plan.code))
    if extra is None:
        return
    kind, number = extra.paper
    with clock.frozen(moment):
        document = CitedDocument(kind=kind, number=number, date=clock.today(), issuer=proof.DEPARTMENT)
        document.save()
        adjustment_add(
            assessment=work.assessment,
            rule=work.assessment.criteria_set.adjustment_rules.get(code=extra.rule),
            size=extra.size,
            reason=extra.reason,
            by=cast["quanly.tccb-tc"],
            document=document,
        )


def send_back(work: Work, cast: Cast, moment: dt.datetime) -> None:
    """Two answers go back to the unit with their reasons."""
    answers = reload(work)
    for number, code in enumerate(story.RETURNED_ITEMS):
        answer = answers[code]
        with clock.frozen(moment + STEP * number):
            return_ask(answer=answer, reason=reasons.RETURN_REASONS[code], by=cast.appraisers(answer.office.code)[0])


def complete(work: Work, moment: dt.datetime) -> None:
    """The unit completes the two answers and its head sends them again."""
    answers = reload(work)
    for number, code in enumerate(story.RETURNED_ITEMS):
        answer = answers[code]
        with clock.frozen(moment + STEP * number):
            answer_save(answer=answer, expected_version=answer.version, values=typed(work, answer), by=work.editor)
            attach(work, answer, proof.FILES[code][0])
    with clock.frozen(moment + STEP * 4):
        assessment = Assessment.objects.get(pk=work.assessment.pk)
        assessment = returns_answer(assessment=assessment, by=work.head)
    sign(work, assessment, moment + STEP * 15)
