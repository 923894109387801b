"""The one table of the states of a sheet, of a unit or of a nominated person, and the one door that moves it.

Buttons (with the reason when refused), services, tests and the diagram in docs/ come from `MOVES`.
Between appraised and final stands the provisional result, which the unit may explain; both ways stay open
(docs/decisions/0014-explanations.md).
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assessments import explaining, rules
from assessments.enums import AssessmentState as State
from assessments.enums import ExplanationState
from assessments.models import Assessment, Explanation
from common.access import Denied, Verdict, allow, require
from common.events import event_log
from criteria.enums import Subject
from units.models import User
from units.queries import Account
from units.rules import is_campaign_manager

Allowed = Callable[[Account, Assessment], Verdict]
Guard = Callable[[Assessment], Verdict]

BOTH = (Subject.COLLECTIVE, Subject.INDIVIDUAL)
# From the provisional result on a sheet goes with the round; a person's report ends with its appraisal.
UNITS = (Subject.COLLECTIVE,)
PERSONS = (Subject.INDIVIDUAL,)


@dataclass(frozen=True)
class Move:
    """One arrow: who may take it, what must hold besides, whether words are needed, whose sheets it belongs to."""

    name: str
    label: str | Promise
    sources: tuple[str, ...]
    target: str
    allowed: Allowed
    guards: tuple[Guard, ...] = ()
    needs_reason: bool = False
    subjects: tuple[Subject, ...] = BOTH


@dataclass(frozen=True)
class Offer:
    """A move as a button shows it: allowed, or refused with the reason."""

    move: Move
    verdict: Verdict


def _manager(user: Account, assessment: Assessment) -> Verdict:
    return is_campaign_manager(user)


def _any_part(user: Account, assessment: Assessment) -> Verdict:
    offices = [part.office_id for part in assessment.office_appraisals.all()]
    return rules.may_appraise(user, assessment, *offices)


def _any_office(user: Account, assessment: Assessment) -> Verdict:
    offices = [part.office_id for part in assessment.office_appraisals.all()]
    return rules.appraises_for(user, assessment, *offices)


def _all_is_ruled(assessment: Assessment) -> Verdict:
    """Something was explained, and no explanation waits for its ruling."""
    rows = Explanation.objects.filter(answer__assessment=assessment)
    states = set(rows.exclude(state=ExplanationState.DRAFT).values_list("state", flat=True))
    if ExplanationState.SENT in states or not states & {ExplanationState.KEPT, ExplanationState.ADJUSTED}:
        return Denied("not_ruled", _("Not every explanation has its ruling."), 409)
    return allow


MOVES: dict[str, Move] = {
    move.name: move
    for move in (
        Move(
            "submit",
            _("Submit the self-assessment"),
            (State.DRAFT,),
            State.SUBMITTED,
            rules.may_confirm,
            (rules.submission_is_open,),
        ),
        Move(
            "withdraw",
            _("Withdraw to edit"),
            (State.SUBMITTED,),
            State.DRAFT,
            rules.is_head_of,
            (rules.reception_is_open,),
        ),
        Move(
            "receive",
            _("Receive"),
            (State.SUBMITTED,),
            State.RECEIVED,
            rules.may_receive,
            (rules.signed_copy_is_there,),
        ),
        Move(
            "begin_appraisal",
            _("Begin the appraisal"),
            (State.RECEIVED,),
            State.APPRAISING,
            _any_part,
        ),
        Move(
            "end_appraisal",
            _("End the appraisal"),
            (State.APPRAISING,),
            State.APPRAISED,
            _any_part,
        ),
        Move(
            "reopen_appraisal",
            _("Reopen the appraisal"),
            (State.APPRAISED,),
            State.APPRAISING,
            _manager,
            (rules.result_is_open,),
            needs_reason=True,
        ),
        Move(
            "announce",
            _("Announce the provisional result"),
            (State.APPRAISED,),
            State.PROVISIONAL,
            _manager,
            subjects=UNITS,
        ),
        Move(
            "conclude",
            _("Conclude the explanations"),
            (State.PROVISIONAL,),
            State.EXPLAINED,
            _any_office,
            (_all_is_ruled,),
            subjects=UNITS,
        ),
        Move(
            "explain_again",
            _("Take up a further explanation"),
            (State.EXPLAINED,),
            State.PROVISIONAL,
            explaining.sends_or_decides,
            subjects=UNITS,
        ),
        Move(
            "reconsider",
            _("Take the final result back"),
            (State.FINAL,),
            State.PROVISIONAL,
            _manager,
            needs_reason=True,
            subjects=UNITS,
        ),
        Move(
            "finalise",
            _("Fix the final result"),
            (State.APPRAISED, State.PROVISIONAL, State.EXPLAINED),
            State.FINAL,
            _manager,
            subjects=UNITS,
        ),
        Move("publish", _("Publish the result"), (State.FINAL,), State.PUBLISHED, _manager, subjects=UNITS),
        Move(
            "retract",
            _("Withdraw the nomination"),
            (State.DRAFT, State.SUBMITTED, State.RECEIVED, State.APPRAISING, State.APPRAISED),
            State.WITHDRAWN,
            rules.is_head_of,
            (rules.result_is_open,),
            needs_reason=True,
            subjects=PERSONS,
        ),
    )
}


def verdict_of(move: Move, user: Account, assessment: Assessment) -> Verdict:
    """Whether a person may take a move now, and if not, why: first the person, then the state, then the guards."""
    allowed = move.allowed(user, assessment)
    if not allowed:
        return allowed
    if assessment.subject not in move.subjects:
        return Denied("subject", _("This step does not belong to this sheet."), 409)
    if assessment.state not in move.sources:
        return Denied("state", _("The sheet is in the state “%s”.") % assessment.get_state_display())
    for guard in move.guards:
        verdict = guard(assessment)
        if not verdict:
            return verdict
    return allow


def moves_for(user: Account, assessment: Assessment) -> list[Offer]:
    """The moves that lead out of the present state, allowed or refused with the reason."""
    return [
        Offer(move, verdict_of(move, user, assessment))
        for move in MOVES.values()
        if assessment.subject in move.subjects and assessment.state in move.sources
    ]


def event_action(assessment: Assessment, name: str) -> str:
    """The name of an event: sheets of units and nominations of persons are told apart in every list of events."""
    return f"{'nomination' if assessment.person_id else 'assessment'}.{name}"


@transaction.atomic
def assessment_move(*, assessment: Assessment, name: str, by: User, reason: str = "", **facts: object) -> Assessment:
    """Moves a sheet along the table with its event; `facts` are fields set with the move.

    Raises Refused when the move may not be taken; nothing is changed then.
    """
    row = (
        Assessment.every.select_for_update(of=("self",))
        .select_related("participant__round__phase__campaign", "participant__round__collective_set", "criteria_set")
        .get(pk=assessment.pk)
    )
    move = MOVES[name]
    require(verdict_of(move, by, row))
    if move.needs_reason and not reason.strip():
        require(Denied("reason_needed", _("A reason is needed."), 400))
    before, row.state = row.state, move.target
    for field, value in facts.items():
        setattr(row, field, value)
    row.version += 1
    row.save(update_fields=["state", "version", *facts])
    event_log(
        actor=by,
        action=event_action(row, name),
        target=row,
        before=before,
        after=row.state,
        reason=reason,
        data={"unit": row.subject_name},
    )
    return row
