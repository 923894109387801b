"""A unit nominates a person: the report begun, the person's facts corrected, initiatives with proof, withdrawal."""

from dataclasses import dataclass

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from assessments import rules
from assessments.enums import AssessmentState as State
from assessments.models import Answer, Assessment, Initiative, Nomination
from assessments.queries import is_returned
from assessments.services.drafting import answers_begin
from assessments.services.evidence import evidence_keep, evidence_store
from assessments.workflow import assessment_move
from campaign.models import Participant, Round
from common import clock
from common.access import Denied, require
from common.events import event_log
from common.models import CitedDocument, StoredFile
from units.models import Person, User
from units.queries import person_named
from units.services import person_add

# What an initiative says of its decision.
DECISION = ("kind", "number", "date", "issuer")


@dataclass(frozen=True, kw_only=True)
class Nominee:
    """Whom the unit names: one of its persons, or a new one by name; `job_title` and `workplace` as printed."""

    person: Person | None = None
    full_name: str = ""
    sex: str = ""
    category: str
    job_title: str
    workplace: str = ""


@dataclass(frozen=True, kw_only=True)
class InitiativeInput:
    """An initiative with the decision that recognises it; the document is not stored yet."""

    name: str
    level: str
    document: CitedDocument


@transaction.atomic
def nomination_start(*, participant: Participant, nominee: Nominee, by: User) -> Assessment:
    """The draft report of a person with one empty answer per item of the round's individual criterion.

    Raises Refused: not the own unit, the reception closed, no criteria for individuals, a person of another unit, a
    name that the unit has already, a person nominated in this round by whichever unit.
    """
    # Two nominations of one person at the same moment wait here for each other.
    round = (
        Round.objects.select_for_update(of=("self",))
        .select_related("phase__campaign", "collective_set", "individual_set")
        .get(pk=participant.round_id)
    )
    participant.round = round
    require(rules.may_nominate(by, participant))
    criteria_set = round.individual_set
    if criteria_set is None:
        raise ValueError("the rule has asked for the criteria set")
    person = _person(participant, nominee)
    _refuse_twice(round, person)
    row = Assessment.every.create(
        participant=participant, person=person, criteria_set=criteria_set, created_at=clock.now()
    )
    row.nomination = Nomination.objects.create(
        assessment=row, full_name=person.full_name, sex=person.sex or nominee.sex, **_facts(nominee)
    )
    answers_begin(row, participant, round)
    event_log(actor=by, action="nomination.started", target=row, after=row.state)
    return row


@transaction.atomic
def nomination_name(*, assessment: Assessment, nominee: Nominee, by: User) -> Nomination:
    """Corrects position, workplace and category of the person while the report is a draft."""
    require(rules.may_name(by, assessment))
    row = assessment.nomination
    for field, value in _facts(nominee).items():
        setattr(row, field, value)
    row.save(update_fields=list(_facts(nominee)))
    event_log(actor=by, action="nomination.named", target=assessment)
    return row


@transaction.atomic
def nomination_retract(*, assessment: Assessment, reason: str, by: User) -> Assessment:
    """The head withdraws a nomination, with a reason (the person has left the unit); what was written stays."""
    return assessment_move(assessment=assessment, name="retract", by=by, reason=reason)


def initiative_add(*, answer: Answer, values: InitiativeInput, uploaded: UploadedFile, by: User) -> Initiative:
    """An initiative as proof of one criterion, with the file of its recognition. Raises Refused, UploadError."""
    _require_person(answer.assessment)
    stored = evidence_store(answer=answer, uploaded=uploaded, by=by)
    return initiative_keep(answer=answer, values=values, stored=stored, by=by)


@transaction.atomic
def initiative_keep(*, answer: Answer, values: InitiativeInput, stored: StoredFile, by: User) -> Initiative:
    """The same with a file that is stored already."""
    _require_person(answer.assessment)
    evidence = evidence_keep(answer=answer, stored=stored, by=by, title=values.name, about_on=values.document.date)
    values.document.full_clean()
    values.document.save()
    return Initiative.objects.create(evidence=evidence, name=values.name, level=values.level, document=values.document)


@transaction.atomic
def initiative_change(*, initiative: Initiative, values: InitiativeInput, by: User) -> Initiative:
    """Corrects name, level and decision of an initiative while its criterion is open; its file stays.

    Raises Refused when the criterion is closed or the initiative has been taken off.
    """
    evidence = initiative.evidence
    answer = evidence.answer
    require(rules.may_edit_answer(by, answer, is_returned=is_returned(answer)))
    if evidence.removed_at is not None:
        require(Denied("state", _("The initiative has been taken off; name it anew."), 409))
    before = _told(initiative)
    for name in DECISION:
        setattr(initiative.document, name, getattr(values.document, name))
    initiative.document.full_clean()
    initiative.document.save(update_fields=DECISION)
    initiative.name, initiative.level = values.name, values.level
    initiative.save(update_fields=["name", "level"])
    evidence.title, evidence.about_on = values.name, values.document.date
    evidence.save(update_fields=["title", "about_on"])
    facts = {"item": answer.item.code, "title": initiative.name, "before": before, "after": _told(initiative)}
    event_log(actor=by, action="nomination.initiative_changed", target=answer.assessment, data=facts)
    return initiative


def _told(initiative: Initiative) -> dict[str, str]:
    return {"name": initiative.name, "level": initiative.level, "document": str(initiative.document)}


def _require_person(assessment: Assessment) -> None:
    if not assessment.person_id:
        require(Denied("subject", _("Initiatives belong to the report of a person."), 409))


def _person(participant: Participant, nominee: Nominee) -> Person:
    """The person chosen, else a new person of the unit; a name the unit has already is not made twice."""
    if nominee.person is not None:
        if nominee.person.unit_id != participant.unit_id:
            require(Denied("not_of_unit", _("The person does not belong to the unit."), 409))
        return nominee.person
    if person_named(participant.unit, nominee.full_name):
        require(
            Denied(
                "known_person",
                _(
                    "A person of this name belongs to the unit already; choose the name in the list. Namesakes are "
                    "told apart by a letter, for example “Nguyễn Thị Hà B”."
                ),
                409,
            ),
            kept=_("What you typed is still in the form."),
        )
    return person_add(
        unit=participant.unit,
        full_name=nominee.full_name,
        sex=nominee.sex,
        category=nominee.category,
        job_title=nominee.job_title,
    )


def _refuse_twice(round: Round, person: Person) -> None:
    standing = Assessment.individuals.filter(participant__round=round, person=person).exclude(state=State.WITHDRAWN)
    if standing.exists():
        require(
            Denied("nominated", _("This person has been nominated in this round already."), 409),
            kept=_("The first nomination stays as it is."),
            todo=_("Open the first nomination; withdraw it, with a reason, before the person is nominated anew."),
        )


def _facts(nominee: Nominee) -> dict[str, str]:
    return {"job_title": nominee.job_title, "workplace": nominee.workplace, "category": nominee.category}
