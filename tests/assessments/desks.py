"""Sheets on the desk of the offices, without the papers of a submission (they are tested apart)."""

from assessments.models import Answer, Assessment, OfficeAppraisal
from assessments.queries import answers_of
from assessments.services.appraisal import MarkInput, mark_give, office_finish
from assessments.services.drafting import answer_save
from assessments.services.submission import returns_answer
from campaign.models import Round
from tests import factories
from tests.reports import worlds
from units.models import Unit, User


def received(unit: Unit | None = None, round: Round | None = None) -> Assessment:
    """A received sheet with frozen answers (points 6, 3,50, 9,90, 5, 1,60, 5,50, 4,00 of 43)."""
    round = round or Round.objects.filter(year=2025).first() or factories.make_round()
    sheet = worlds.sent(unit or factories.make_unit(), round)
    for answer in sheet.answers.all():
        answer.revisions.update(is_frozen=True)
    return sheet


def answer_of(sheet: Assessment, code: str) -> Answer:
    """A fresh answer as a view loads it."""
    fresh = Assessment.objects.get(pk=sheet.pk)
    return next(answer for answer in answers_of(fresh) if answer.item.code == code)


def lead() -> User:
    return factories.appraiser_of(factories.office(factories.LEAD))


def second() -> User:
    return factories.appraiser_of(factories.office(factories.AWARD))


def part_of(sheet: Assessment, code: str) -> OfficeAppraisal:
    return OfficeAppraisal.objects.get(assessment=sheet, office__code=code)


def mark(sheet: Assessment, code: str, by: User, points=None, reason: str = ""):
    """Gives a mark on what stands; the claimed points unless others are given."""
    answer = answer_of(sheet, code)
    return mark_give(answer=answer, values=factories.granted(answer, points, reason), by=by)


def mark_all(sheet: Assessment, by: User) -> None:
    """The person's office agrees with every claim of its own."""
    office = by.memberships.get().unit_id
    for answer in answers_of(sheet):
        if office in (answer.office_id, answer.second_office_id):
            mark_give(answer=answer, values=factories.granted(answer), by=by)


def finish(sheet: Assessment, code: str) -> OfficeAppraisal:
    office = factories.office(code)
    return office_finish(part=part_of(sheet, code), by=factories.appraiser_of(office))


def complete(sheet: Assessment, code: str, **changes) -> None:
    """The unit changes an answer that was sent back; the head sends it again."""
    unit = sheet.participant.unit
    answer = answer_of(sheet, code)
    values = factories.AnswerInput(
        **{**{name: getattr(answer, name) for name in factories.AnswerInput.__dataclass_fields__}, **changes}
    )
    answer_save(answer=answer, expected_version=answer.version, values=values, by=factories.editor_of(unit))
    returns_answer(assessment=Assessment.objects.get(pk=sheet.pk), by=factories.head_of(unit))


def given(revision: int = 1, **values) -> MarkInput:
    return MarkInput(revision=revision, **values)
