"""The head shares the criteria of a sheet out inside the unit: a person and a day for each; no right depends on it."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments import rules
from assessments.models import Answer, AnswerTask, Assessment
from common import clock
from common.access import Denied, require
from common.dates import format_day
from common.events import event_log
from units.enums import Role
from units.models import User
from units.queries import members_with_role
from units.services import message_send


@dataclass(frozen=True)
class Share:
    """Who prepares an answer, until which day (included)."""

    person: User
    due_on: datetime.date


@transaction.atomic
def answers_share(*, assessment: Assessment, shares: Mapping[str, Share], by: User) -> list[AnswerTask]:
    """Makes `shares` (item code to person and day) what stands; an item that is not named is with nobody.

    People newly asked get one message each. Raises Refused for anybody but the head, and for a person of another unit.
    """
    require(rules.may_share(by, assessment))
    people = set(members_with_role(assessment.participant.unit_id, *SHARERS).values_list("pk", flat=True))
    if any(share.person.pk not in people for share in shares.values()):
        require(Denied("not_unit", _("Criteria are shared out among the people of the unit."), 400))
    answers = list(Answer.objects.filter(assessment=assessment).select_related("item"))
    known = {row.answer_id: row for row in AnswerTask.objects.filter(answer__in=answers)}
    told: dict[User, list[str]] = {}
    lines: list[str] = []
    for answer in answers:
        share, before = shares.get(answer.item.code), known.get(answer.pk)
        if _same(share, before):
            continue
        if share is None:
            AnswerTask.objects.filter(answer=answer).delete()
            lines.append(f"{answer.item.code} (-)")
            continue
        AnswerTask.objects.update_or_create(
            answer=answer,
            defaults={"person": share.person, "due_on": share.due_on, "asked_by": by, "asked_at": clock.now()},
        )
        lines.append(f"{answer.item.code} ({share.person}, {format_day(share.due_on)})")
        told.setdefault(share.person, []).append(answer.item.code)
    if lines:
        event_log(actor=by, action="assessment.shared_out", target=assessment, data={"items": lines})
    _tell(assessment, told, by)
    return list(AnswerTask.objects.filter(answer__in=answers))


# Who can be asked to prepare an answer: those who may fill it in anyway.
SHARERS = (Role.UNIT_EDITOR, Role.UNIT_HEAD)


def _same(share: Share | None, before: AnswerTask | None) -> bool:
    if share is None or before is None:
        return share is None and before is None
    return (share.person.pk, share.due_on) == (before.person_id, before.due_on)


def _tell(assessment: Assessment, told: Mapping[User, list[str]], by: User) -> None:
    for person, codes in told.items():
        if person.pk != by.pk:
            message_send(
                to=[person],
                text=_("%(head)s asks for the preparation of %(items)s in the self-assessment of %(year)s.")
                % {"head": by, "items": ", ".join(codes), "year": assessment.participant.round.year},
                link=reverse("assessments:sheet", args=[assessment.public_id]),
            )
