"""Nominated persons: the list of a round, the nomination, position, initiatives, withdrawal."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments import rules
from assessments.deadlines import deadline_line
from assessments.forms.nominations import InitiativeFactsForm, InitiativeForm, NominationForm, PositionForm, RetractForm
from assessments.models import Answer, Assessment, Initiative
from assessments.nomination_queries import initiatives_of, persons_by_unit
from assessments.queries import answers_of, is_returned, own_participants, startable_participants
from assessments.recognition import level_warning
from assessments.services.nominations import (
    initiative_add,
    initiative_change,
    nomination_name,
    nomination_retract,
    nomination_start,
)
from assessments.views.answering import anchor, back_to_sheet, see
from assessments.views.found import found_answer, found_evidence, found_sheet
from assessments.workflow import MOVES, verdict_of
from campaign.models import Participant
from campaign.queries import round_by_year
from common.access import Refused, require
from common.files import UploadError
from units.enums import Role
from units.models import User
from units.queries import Account, is_head_person, members_with_role, persons_of, users_with_role


@require_safe
def nominations(request: HttpRequest, year: int) -> HttpResponse:
    """Who is nominated in a round, unit by unit, as far as the reader may know; the own units may nominate."""
    round = round_by_year(year)
    if round is None:
        raise Http404
    require(rules.may_see_nominations(request.user))
    units = persons_by_unit(request.user, round)
    context = {
        "round": round,
        "units": units,
        "total": sum(len(unit.rows) for unit in units),
        "has_grades": any(row.grade for unit in units for row in unit.rows),
        "own": [(row, rules.may_nominate(request.user, row)) for row in own_participants(request.user, round)],
    }
    return render(request, "assessments/nominations.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def nominate(request: HttpRequest, participant_id: int) -> HttpResponse:
    """Names a person of the own unit and begins the report."""
    rows = startable_participants(request.user).prefetch_related("extensions")
    participant = get_object_or_404(rows, pk=participant_id)
    if request.method != "POST":
        require(rules.may_nominate(request.user, participant))
    persons = persons_of(participant.unit)
    form = NominationForm(request.POST if request.method == "POST" else None, persons=persons)
    if request.method != "POST":
        return _nominate_page(request, participant, form)
    if not form.is_valid():
        return _nominate_page(request, participant, form, status=422)
    try:
        sheet = nomination_start(participant=participant, nominee=form.nominee(), by=request.user)
    except Refused as refused:
        form.refuse(refused.verdict, refused.kept, refused.todo)
        return _nominate_page(request, participant, form, status=refused.verdict.status)
    messages.success(request, _("%(name)s is nominated; the report can be filled in.") % {"name": sheet.nomination})
    return back_to_sheet(sheet)


def _nominate_page(
    request: HttpRequest, participant: Participant, form: NominationForm, *, status: int = 200
) -> HttpResponse:
    criteria_set = participant.round.individual_set
    context = {
        "participant": participant,
        "round": participant.round,
        "form": form,
        "deadline": deadline_line(participant, criteria_set) if criteria_set else None,
    }
    return render(request, "assessments/nominate.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def position(request: HttpRequest, sheet: uuid.UUID) -> HttpResponse:
    """Position, workplace and category of the person, while the report is a draft."""
    assessment = found_sheet(request, sheet)
    require(rules.may_name(request.user, assessment))
    form = PositionForm(request.POST) if request.method == "POST" else PositionForm.of(assessment.nomination)
    if form.is_bound and form.is_valid():
        nomination_name(assessment=assessment, nominee=form.nominee(), by=request.user)
        return back_to_sheet(assessment, saved=True, request=request, place="person")
    context = {"assessment": assessment, "form": form}
    return render(request, "assessments/position.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def initiative(request: HttpRequest, sheet: uuid.UUID) -> HttpResponse:
    """Adds an initiative with its decision and file to one of the criteria that are open."""
    assessment = found_sheet(request, sheet)
    every = answers_of(assessment)
    verdicts = [(row, rules.may_edit_answer(request.user, row, is_returned=is_returned(row))) for row in every]
    answers = [row for row, verdict in verdicts if verdict]
    if not assessment.person_id:
        raise Http404
    if not answers:
        require(verdicts[0][1])
    form = InitiativeForm(request.POST if request.method == "POST" else None, request.FILES or None, answers=answers)
    if form.is_bound and form.is_valid():
        row = found_answer(answers, form.cleaned_data["item"])
        try:
            values, uploaded = form.values(), form.cleaned_data["file"]
            made = initiative_add(answer=row, values=values, uploaded=uploaded, by=request.user)
        except UploadError as error:
            form.add_error("file", error.message)
        else:
            messages.success(request, _("The initiative is stored with its proof."))
            _warn_of_level(request, made, row, every)
            return see(anchor(assessment, "initiatives"))
    context = {"assessment": assessment, "form": form}
    return render(request, "assessments/initiative.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def initiative_facts(request: HttpRequest, evidence: uuid.UUID) -> HttpResponse:
    """Name, level and decision of an initiative, while its criterion is open."""
    proof = found_evidence(request, evidence)
    row: Initiative | None = getattr(proof, "initiative", None)
    if row is None:
        raise Http404
    answer = proof.answer
    if request.method != "POST":
        require(rules.may_edit_answer(request.user, answer, is_returned=is_returned(answer)))
    form = InitiativeFactsForm(request.POST) if request.method == "POST" else InitiativeFactsForm.of(row)
    if form.is_bound and form.is_valid():
        initiative_change(initiative=row, values=form.values(), by=request.user)
        messages.success(request, _("Saved."))
        _warn_of_level(request, row, answer, answers_of(answer.assessment))
        return see(anchor(answer.assessment, "initiatives"))
    context = {"assessment": answer.assessment, "answer": answer, "evidence": proof, "form": form}
    return render(request, "assessments/initiative_facts.html", context, status=422 if form.is_bound else 200)


def _warn_of_level(request: HttpRequest, initiative: Initiative, answer: Answer, answers: list[Answer]) -> None:
    text = level_warning(initiative, answer, answers)
    if text:
        messages.warning(request, text)


@require_POST
def retract(request: HttpRequest, sheet: uuid.UUID) -> HttpResponse:
    """The head withdraws the nomination, with a reason."""
    assessment = found_sheet(request, sheet)
    form = RetractForm(request.POST)
    form.is_valid()
    try:
        nomination_retract(assessment=assessment, reason=form.cleaned_data.get("reason", ""), by=request.user)
    except Refused as refused:
        if refused.verdict.status == 403:
            raise
        messages.error(request, str(refused.verdict.reason))
        return see(anchor(assessment, "person"))
    messages.success(request, _("The nomination has been withdrawn; what was written is kept."))
    return back_to_sheet(assessment)


def _is_own(user: Account, assessment: Assessment) -> bool:
    """The report of the reader: by the person of the account, not by the name."""
    return assessment.person_id == getattr(user, "person_id", None)


def confirmers_of(assessment: Assessment) -> list[User]:
    """Who confirms and submits a person's report: the heads of the unit without the person, else the leaders above."""
    person, unit_id = assessment.person_id or 0, assessment.participant.unit_id
    heads = members_with_role(unit_id, Role.UNIT_HEAD).order_by("display_name")
    found = [user for user in heads if user.person_id != person]
    if found or not is_head_person(person, unit_id):
        return found
    return list(users_with_role(Role.LEADER).order_by("display_name"))


def person_context(request: HttpRequest, assessment: Assessment) -> dict[str, Any]:
    """What the page of a person's report shows beside the sheet."""
    if not assessment.person_id:
        return {}
    return {
        "nomination": assessment.nomination,
        "heads": confirmers_of(assessment) if _is_own(request.user, assessment) else None,
        "may_confirm": bool(verdict_of(MOVES["submit"], request.user, assessment)),
        "initiatives": initiatives_of(assessment),
        "may_name": bool(rules.may_name(request.user, assessment)),
        "may_retract": bool(verdict_of(MOVES["retract"], request.user, assessment)),
        "retract_form": RetractForm(),
    }
