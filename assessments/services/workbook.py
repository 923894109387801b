"""A filled-in workbook goes into the sheet: all of it or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from assessments.models import Answer, Assessment
from assessments.services.drafting import AnswerInput, answer_save
from common.events import event_log
from units.models import User


@dataclass(frozen=True)
class AnswerSave:
    """What is to be stored in an answer that still has the version it was read with."""

    answer: Answer
    values: AnswerInput


@transaction.atomic
def workbook_take(*, assessment: Assessment, saves: Sequence[AnswerSave], by: User) -> None:
    """Saves every answer, each as a line of the history of its own.

    Raises Stale when one of them has moved on since it was read, Refused when one is closed; nothing is saved then.
    """
    for save in saves:
        answer_save(answer=save.answer, expected_version=save.answer.version, values=save.values, by=by, apart=True)
    items = [save.answer.item.code for save in saves]
    event_log(actor=by, action="assessment.workbook_taken", target=assessment, data={"items": items})
