"""One answer: saved by itself, refused with what was typed kept, or set beside a newer one.

A form that is sent by hand is answered by a page, one that the page's script sends by JSON.
"""

import copy
import uuid
from dataclasses import dataclass, fields, replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assessments import rules
from assessments.forms.answers import AnswerForm, answer_form
from assessments.history import FIELDS, Change, differing, value_words
from assessments.models import Answer, Assessment
from assessments.queries import is_returned
from assessments.services.drafting import AnswerInput, answer_save
from assessments.views.answering import anchor, see
from assessments.views.cards import Card, SheetPage, sheet_page
from assessments.views.found import found_answer, found_sheet
from assessments.views.saved import conflict_reply, invalid_reply, locked_reply, saved_reply
from common.access import Refused, require
from common.answers import wants_json
from common.versions import Stale
from units.rules import fills_in_for

# Who saved and when differs always; points follow from the rest.
NOT_TYPED = frozenset({"updated_at", "updated_by_id", "points"})


@dataclass(frozen=True)
class Conflict:
    """Two versions of an answer: the stored one, and the one that came too late with its form."""

    stored: Answer
    own: Answer
    form: AnswerForm

    @property
    def changes(self) -> list[Change]:
        """From the stored value to the own one, by the labels of the form; the account stands apart."""
        fields = self.form.fields
        return [
            Change(
                str(fields[name].label if name in fields else FIELDS[name]),
                value_words(self.stored, name),
                value_words(self.own, name),
            )
            for name in differing(self.stored, self.own)
            if name != "narrative"
        ]

    @property
    def has_two_narratives(self) -> bool:
        return "narrative" in differing(self.stored, self.own)


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, sheet: uuid.UUID, item: str) -> HttpResponse:
    """GET: the form of one criterion alone. POST: saves it under the version it started from."""
    assessment = found_sheet(request, sheet)
    by_script = request.method == "POST" and wants_json(request)
    page = sheet_page(request.user, assessment, with_forms=not by_script, with_last=not by_script)
    row = found_answer([card.answer for card in page.cards], item)
    if request.method == "POST":
        require(fills_in_for(request.user, assessment.participant.unit_id))
        return _save(request, page, row, by_script=by_script)
    if not rules.may_edit_answer(request.user, row, is_returned=is_returned(row)):
        return see(anchor(assessment, item))
    return _show(request, page, page.card_of(item))


def _save(request: HttpRequest, page: SheetPage, row: Answer, *, by_script: bool) -> HttpResponse:
    form = answer_form(row, page.reasons, request.POST)
    if not form.is_valid():
        return invalid_reply(form) if by_script else _again(request, page, row, form, status=422)
    values, sent = form.values(), form.cleaned_data
    try:
        version = answer_save(
            answer=row, expected_version=sent["version"], values=values, by=request.user, apart=sent["apart"]
        ).version
    except Stale as stale:
        if stale.current is None or set(stale.differences) - NOT_TYPED:
            return _conflict(request, page.assessment, row.item.code, values, by_script=by_script)
        # The same save twice is no conflict: the second one only asks what became of the first.
        version = stale.current.version
    except Refused as refused:
        if by_script:
            return locked_reply(refused)
        form.add_error(None, " ".join(str(part) for part in (refused.verdict.reason, refused.kept) if part))
        return _again(request, page, row, form, status=refused.verdict.status)
    if by_script:
        fresh = sheet_page(request.user, page.assessment, with_forms=False, with_result=False)
        return saved_reply(request, fresh, row.item.code, version)
    messages.success(request, _("Saved."))
    return see(anchor(page.assessment, row.item.code))


def _again(request: HttpRequest, page: SheetPage, row: Answer, form: AnswerForm, *, status: int) -> HttpResponse:
    """The form with its errors and all that was typed."""
    return _show(request, page, replace(page.card_of(row.item.code), form=form), status=status)


def _show(request: HttpRequest, page: SheetPage, card: Card, *, status: int = 200) -> HttpResponse:
    context = {"page": page, "card": card, "assessment": page.assessment}
    return render(request, "assessments/answer.html", context, status=status)


def _conflict(
    request: HttpRequest, assessment: Assessment, item: str, values: AnswerInput, *, by_script: bool
) -> HttpResponse:
    """What differs side by side, and a form of the own version that carries the newer number."""
    page = sheet_page(request.user, assessment, with_forms=False)
    card = page.card_of(item)
    data: Any = request.POST.copy()
    data["version"], data["apart"] = str(card.answer.version), "1"
    conflict = Conflict(
        stored=card.answer,
        own=_with(card.answer, values),
        form=answer_form(card.answer, page.reasons, data),
    )
    context = {
        "page": page,
        "card": replace(card, form=conflict.form),
        "conflict": conflict,
        "assessment": assessment,
    }
    if by_script:
        return conflict_reply(request, context, answer_form(card.answer, page.reasons), card.answer)
    return render(request, "assessments/conflict.html", context, status=409)


def _with(answer: Answer, values: AnswerInput) -> Answer:
    """A copy for reading that carries the values which were not saved."""
    other = copy.copy(answer)
    for name in (field.name for field in fields(values)):
        setattr(other, name, getattr(values, name))
    return other
