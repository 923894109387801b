"""The head shares the criteria of a sheet out inside the unit: a person and a day for each; no right depends on it."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments import rules
from assessments.deadlines import sharing_limit
from assessments.models import Answer, AnswerTask, Assessment
from common import clock
from common.access import Denied, Verdict, allow, require
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
    told: dict[User, list[tuple[Answer, Share]]] = {}
    lines: list[str] = []
    for answer in answers:
        share, before = shares.get(answer.item.code), known.get(answer.pk)
        if _same(share, before):
            continue
        if share is None:
            AnswerTask.objects.filter(answer=answer).delete()
            lines.append(f"{answer.item.code} (-)")
            continue
        require(day_is_in_time(assessment, answer.item.code, share.due_on))
        AnswerTask.objects.update_or_create(
            answer=answer,
            defaults={"person": share.person, "due_on": share.due_on, "asked_by": by, "asked_at": clock.now()},
        )
        lines.append(f"{answer.item.code} ({share.person}, {format_day(share.due_on)})")
        told.setdefault(share.person, []).append((answer, share))
    if lines:
        event_log(actor=by, action="assessment.shared_out", target=assessment, data={"items": lines})
    _tell(assessment, told, by)
    return list(AnswerTask.objects.filter(answer__in=answers))


# Who can be asked to prepare an answer: those who may fill it in anyway.
SHARERS = (Role.UNIT_EDITOR, Role.UNIT_HEAD)


def day_is_in_time(assessment: Assessment, code: str, day: datetime.date) -> Verdict:
    """Nothing is asked for after the last day on which the unit itself can send it."""
    limit = sharing_limit(assessment)
    if limit is None or day <= limit:
        return allow
    facts = {"code": code, "day": format_day(day), "limit": format_day(limit)}
    return Denied(
        "after_due", _("%(code)s: the day %(day)s is after the last day of the sheet, %(limit)s.") % facts, 400
    )


def _same(share: Share | None, before: AnswerTask | None) -> bool:
    if share is None or before is None:
        return share is None and before is None
    return (share.person.pk, share.due_on) == (before.person_id, before.due_on)


def _tell(assessment: Assessment, told: Mapping[User, list[tuple[Answer, Share]]], by: User) -> None:
    """One message a person: whose sheet, which criteria, each until when."""
    for person, rows in told.items():
        if person.pk == by.pk:
            continue
        facts = {
            "head": by,
            "paper": assessment.paper_title,
            "subject": assessment.subject_name,
            "year": assessment.participant.round.year,
            "items": "; ".join(
                _("%(code)s. %(title)s (until %(day)s)")
                % {"code": answer.item.code, "title": answer.item.title, "day": format_day(share.due_on)}
                for answer, share in rows
            ),
        }
        message_send(
            to=[person],
            text=_("%(head)s asks for the preparation of, in “%(paper)s”, %(subject)s, %(year)s: %(items)s.") % facts,
            link=reverse("assessments:sheet", args=[assessment.public_id]),
            due=min(share.due_on for _answer, share in rows),
        )
