"""Rounds with a provisional result: of HT-1 4 of 6 claimed are granted, of TK-5 4,50 of 5,50, the rest as claimed."""

import datetime as dt
from decimal import Decimal

from assessments.models import Answer, Assessment, Explanation, Mark
from assessments.queries import answers_of
from assessments.services.announcing import round_announce
from assessments.services.explanations import (
    RulingInput,
    explanation_send,
    explanation_write,
    ruling_give,
)
from campaign.models import Holiday, Round
from campaign.services import round_close
from common import clock
from tests import factories
from tests.assessments import desks
from tests.reports import worlds
from units.enums import Role
from units.models import Unit, User

WORDS = "Văn bản được ban hành đúng hạn, số 12/QĐ ngày 10/3/2025."
# Announced on Thursday; three working days: 13, 16 and 17 June.
ANNOUNCED = dt.datetime(2025, 6, 12, 15, tzinfo=clock.TIME_ZONE)
LAST_DAY = dt.date(2025, 6, 17)
LAST_MINUTE = dt.datetime(2025, 6, 17, 23, 59, tzinfo=clock.TIME_ZONE)
TOO_LATE = dt.datetime(2025, 6, 18, 0, 0, tzinfo=clock.TIME_ZONE)


def contested(unit: Unit | None = None, round: Round | None = None) -> Assessment:
    """An appraised sheet, everything granted as claimed but 4 for HT-1 and two marks of 4,50 for TK-5."""
    sheet = desks.received(unit, round)
    offices = [part.office for part in sheet.office_appraisals.select_related("office")]
    for office in offices:
        person = factories.appraiser_of(office)
        for answer in answers_of(sheet):
            if office.pk not in (answer.office_id, answer.second_office_id):
                continue
            less = {"HT-1": Decimal(4), "TK-5": Decimal("4.5")}.get(answer.item.code)
            desks.mark(sheet, answer.item.code, person, less, "Chưa đủ minh chứng." if less else "")
    if len(offices) == 1:
        colleague = factories.make_user(Role.APPRAISER, unit=offices[0])
        desks.mark(sheet, "TK-5", colleague, Decimal("4.5"), "Chưa đủ minh chứng.")
    for office in offices:
        desks.finish(sheet, office.code)
    return Assessment.objects.get(pk=sheet.pk)


def announced(*units: Unit, holidays: tuple[dt.date, ...] = ()) -> Round:
    """A round of 2025 with the contested sheets of the units (or of one school), announced on 12/6."""
    round = factories.make_round(signed_copy="never")
    for unit in units or (factories.make_unit(cluster=factories.make_cluster()),):
        contested(unit, round)
    for day in holidays:
        Holiday.objects.create(day=day, title="Nghỉ lễ")
    with clock.frozen(ANNOUNCED):
        round_close(round=Round.objects.get(pk=round.pk), by=worlds.manager())
        round_announce(round=Round.objects.get(pk=round.pk), by=worlds.manager())
    return Round.objects.get(pk=round.pk)


def sheet_of(round: Round) -> Assessment:
    return Assessment.objects.select_related("participant__unit").filter(participant__round=round).first()


def answer_in(sheet: Assessment, code: str = "HT-1") -> Answer:
    return desks.answer_of(sheet, code)


def head(sheet: Assessment) -> User:
    return factories.head_of(sheet.participant.unit)


def written(sheet: Assessment, code: str = "HT-1", text: str = WORDS) -> Explanation:
    editor = factories.editor_of(sheet.participant.unit)
    return explanation_write(answer=answer_in(sheet, code), expected_version=0, text=text, by=editor)


def sent(sheet: Assessment, code: str = "HT-1", text: str = WORDS) -> Explanation:
    """Written by the editor and sent by the head."""
    written(sheet, code, text)
    return explanation_send(answer=answer_in(sheet, code), by=head(sheet))


def ruled(explanation: Explanation, points: str | None = None, by: User | None = None) -> Mark:
    values = RulingInput(points=Decimal(points) if points else None, reason="Đã xem minh chứng bổ sung.")
    return ruling_give(explanation=Explanation.objects.get(pk=explanation.pk), values=values, by=by or desks.lead())
