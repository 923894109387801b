"""A unit takes over what it answered in the round before: figures, account or proof, each by its own button.

Only what is empty is filled; nothing that stands is written over.
"""

from dataclasses import fields, replace
from enum import StrEnum
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from assessments import rules
from assessments.last_year import Before, before_of, last_year_of
from assessments.models import Answer
from assessments.not_applicable import reason_like
from assessments.queries import answers_of, is_returned
from assessments.services.drafting import AnswerInput, answer_save
from assessments.services.evidence import evidence_add_citation, evidence_keep
from common.access import Denied, require
from common.events import event_log
from units.models import User


class Part(StrEnum):
    FIGURES = "figures"
    TEXT = "text"
    PROOF = "proof"


@transaction.atomic
def last_year_take(*, answer: Answer, part: Part, by: User) -> Answer:
    """Takes one part of the answer of the round before over into this one. Raises Refused, Stale."""
    sheet = answer.assessment
    now = next(row for row in answers_of(sheet) if row.pk == answer.pk)
    require(rules.may_edit_answer(by, now, is_returned=is_returned(now)))
    before = before_of(now, last_year_of(sheet))
    if before is None or not _offers(before, part):
        require(
            Denied(
                "nothing_to_take",
                _("There is nothing to take over from the last round, or it stands here already."),
                409,
            ),
            kept=_("The answer stays as it is."),
        )
        return now
    if part == Part.PROOF:
        _take_proof(before, by)
    else:
        values = _current(now)
        values = replace(values, **(_figures(before) if part == Part.FIGURES else {"narrative": before.then.narrative}))
        answer_save(answer=now, expected_version=now.version, values=values, by=by, apart=True)
    data = {"item": now.item.code, "year": before.year, "part": part.value}
    event_log(actor=by, action="assessment.last_year_taken", target=sheet, data=data)
    return now


def _offers(before: Before, part: Part) -> bool:
    return bool(
        {
            Part.FIGURES: before.offers_figures,
            Part.TEXT: before.offers_text,
            Part.PROOF: before.offered_proof,
        }[part]
    )


def _current(answer: Answer) -> AnswerInput:
    return AnswerInput(**{field.name: getattr(answer, field.name) for field in fields(AnswerInput)})


def _figures(before: Before) -> dict[str, Any]:
    """The claim as this version of the set knows it: levels and reasons are found again by their words."""
    now, then = before.now, before.then
    if then.not_applicable:
        reason = reason_like(now, then.na_reason.text) if then.na_reason else None
        _require_known(reason)
        return {"not_applicable": True, "na_reason": reason, "na_text": then.na_text}
    found: dict[str, Any] = {name: getattr(then, name) for name in ("yes_no", "amount_a", "amount_b", "claimed")}
    if then.option:
        found["option"] = now.item.options.filter(text=then.option.text).first()
        _require_known(found["option"])
    return found


def _require_known(found: object) -> None:
    if found is None:
        require(
            Denied(
                "nothing_to_take", _("What was chosen then does not exist in this version of the criteria set."), 409
            ),
            kept=_("The answer stays as it is."),
        )


def _take_proof(before: Before, by: User) -> None:
    """The same files and papers; their dates stay, so that the check tells of those outside this period."""
    for row in before.offered_proof:
        if row.file:
            evidence_keep(answer=before.now, stored=row.file, by=by, title=row.title, about_on=row.about_on)
        elif row.citation:
            evidence_add_citation(answer=before.now, document=row.citation, by=by, page=row.page)
