"""What the head of a unit proposes: its persons, and collectives below it that are not scored."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from assessments.models import Assessment
from awards.enums import Origin, ProposalState
from awards.models import AwardCycle, Collective, Proposal, Subject
from awards.queries.cycles import DISTRICT_OFFICE, Heading, headings_of, quota_rule
from awards.queries.suggestion import conditions_of, field_of
from awards.quota_numbers import QuotaUnit, unit_number
from awards.rules import cycles as rules
from awards.services.cycles import locked
from awards.services.making import NOTHING_TAKEN, proposal_write, tell_confirmers
from awards.services.subjects import CollectiveInput, collective_add, subject_of
from awards.suggesting import checks_of
from awards.suggestion_words import lacking_words, reason_words
from common.access import Denied, Refused, require
from units.enums import WorkCategory
from units.models import Person, Unit, User
from units.queries import face_of, person_named
from units.services import person_add


@dataclass(frozen=True, kw_only=True)
class PersonInput:
    """Whom a unit proposes: one of its persons, or a new one by name."""

    person: Person | None = None
    full_name: str = ""
    sex: str = ""
    category: str
    job_title: str
    workplace: str = ""


@transaction.atomic
def person_propose(
    *, cycle: AwardCycle, heading: Heading, unit: Unit, values: PersonInput, report: str, earlier_reason: str, by: User
) -> Proposal:
    """The head of a unit proposes a person of the unit with the report of the achievement.

    Raises Refused: not the head, too late, a person of another unit or known by this name, the limit of the unit
    reached, a hold, another form for the period, an earlier award without the reason for another one.
    """
    row = locked(cycle)
    require(rules.may_propose(by, row, unit.pk))
    _require_limit(row, heading, unit)
    person = _person(unit, values)
    face = face_of(unit)
    sheet, words = _report_of(row, heading, person)
    return _propose(
        row,
        heading,
        subject_of(person=person),
        {
            "printed_name": person.full_name,
            "printed_title": values.job_title,
            "printed_unit": f"{values.workplace}, {face.name}" if values.workplace else face.name,
            "is_direct": values.category == WorkCategory.DIRECT,
            "report": sheet,
            "reason": f"{report}\n{words}" if report.strip() and words else report,
        },
        earlier_reason,
        by,
    )


@transaction.atomic
def collective_propose(
    *,
    cycle: AwardCycle,
    heading: Heading,
    unit: Unit,
    values: CollectiveInput,
    report: str,
    earlier_reason: str,
    by: User,
) -> Proposal:
    """The head of a unit proposes a collective below it that is not scored, with the report of the achievement.

    Raises Refused as for a person; and for a rule that is for scored units alone.
    """
    row = locked(cycle)
    require(rules.may_propose(by, row, unit.pk))
    if heading.rule.listed_units_only:
        raise Refused(Denied("bad_input", _("This form is for scored units, which their results suggest."), 400))
    _require_limit(row, heading, unit)
    collective = _collective(unit, values, by)
    people, women = collective.headcount, collective.women
    return _propose(
        row,
        heading,
        subject_of(collective=collective),
        {
            "printed_name": collective.name,
            "printed_title": "",
            "printed_unit": face_of(unit).name,
            "women_percent": women * 100 // people if people and women is not None else None,
            "reason": report,
        },
        earlier_reason,
        by,
    )


def _propose(
    cycle: AwardCycle, heading: Heading, subject: Subject, facts: dict[str, Any], earlier_reason: str, by: User
) -> Proposal:
    if not facts["reason"].strip():
        raise Refused(Denied("report_needed", _("The report of the achievement is needed."), 400))
    made = proposal_write(
        cycle, heading, subject, facts | {"origin": Origin.UNIT}, earlier_reason, by, "proposal.proposed"
    )
    tell_confirmers(cycle, by, 1)
    return made


def _report_of(cycle: AwardCycle, heading: Heading, person: Person) -> tuple[Assessment | None, str]:
    """The appraised report of a person, and how it stands to the rule; who confirms reads that beside the words."""
    field = field_of(cycle, heading)
    entry = field.entries.get(f"p{person.pk}")
    if entry is None:
        return None, ""
    checks = checks_of(entry.candidate, conditions_of(heading.rule, heading.side, field.grades))
    lacking = [_("Missing: %(text)s") % {"text": text} for text in lacking_words(checks, field.grades)]
    return entry.report, "; ".join(text for text in (reason_words(checks, field.grades), *lacking) if text)


def _require_limit(cycle: AwardCycle, heading: Heading, unit: Unit) -> None:
    """What one unit may propose by the rule; withdrawn ones do not count."""
    if heading.key not in {each.key for each in headings_of(cycle)}:
        raise Refused(Denied("bad_input", _("This form does not belong to this cycle."), 400))
    kind = face_of(unit).kind_code
    row = cycle.run.rows.filter(participant__unit=unit).select_related("participant").first()
    people = row.participant.headcount if row else None
    limit = unit_number(quota_rule(heading.rule), QuotaUnit(str(unit.pk), people, kind == DISTRICT_OFFICE))
    if limit is None:
        return
    rows = Proposal.objects.filter(cycle=cycle, rule=heading.rule).exclude(state=ProposalState.DROPPED)
    own = [
        row
        for row in rows.select_related("subject__collective", "subject__person")
        if row.subject.home_unit_id == unit.pk
    ]
    count = sum(row.subject.side == heading.side for row in own)
    if count >= limit:
        words = {"limit": limit, "form": heading.rule}
        text = _("The unit may propose at most %(limit)s: %(form)s.") % words
        raise Refused(Denied("limit", text, 409), NOTHING_TAKEN, _("Withdraw an earlier proposal of the unit first."))


def _person(unit: Unit, values: PersonInput) -> Person:
    if values.person is not None:
        if values.person.unit_id != unit.pk:
            raise Refused(Denied("bad_input", _("The person does not belong to the unit."), 400))
        return values.person
    if not values.full_name.strip():
        raise Refused(Denied("bad_input", _("Choose a person in the list, or state the full name."), 400))
    if person_named(unit, values.full_name):
        text = _("The unit has somebody of this name already; choose the person in the list.")
        raise Refused(Denied("known_person", text, 409))
    return person_add(
        unit=unit,
        full_name=values.full_name,
        sex=values.sex,
        category=values.category,
        job_title=values.job_title,
    )


def _collective(unit: Unit, values: CollectiveInput, by: User) -> Collective:
    if values.collective is not None:
        if values.collective.parent_id != unit.pk:
            raise Refused(Denied("bad_input", _("The collective does not belong to the unit."), 400))
        return values.collective
    return collective_add(unit=unit, values=values, by=by)
