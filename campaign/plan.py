"""What the campaign app takes from the plan files: the plan's own words, phases, rounds, days off."""

import datetime
from collections.abc import Iterator
from typing import Any

from campaign.enums import SectionKind
from campaign.models import (
    Campaign,
    Holiday,
    LegalBasis,
    Milestone,
    Phase,
    Plan,
    PlanSection,
    Recipient,
    Round,
    TrackedIndicator,
)
from campaign.plan_rows import CalendarFile, CampaignFile
from campaign.plan_rows import Phase as PhaseRow
from common.models import CitedDocument
from common.plan_loading import PlanLoad
from criteria.models import CriteriaSet, Criterion
from units.models import Unit
from units.plan import load_signers

Passage = tuple[str, str, str, str, tuple[str, ...]]


def load_part(load: PlanLoad, *, plan: CampaignFile, calendar: CalendarFile) -> None:
    """Loads the campaign with its plan and its calendar."""
    campaign = _load_campaign(load, plan)
    _load_words(load, _load_plan(load, campaign, plan), plan)
    _load_indicators(load, campaign, plan)
    # The department's papers are signed as the plan itself was, from the first day of the campaign.
    signer = {
        "authority_lines": f"{plan.document.signer_capacity}/{plan.document.signer_title}",
        "valid_from": datetime.date(campaign.first_year, 1, 1),
        "valid_to": None,
    }
    load_signers(load, campaign.department, [signer])
    _load_calendar(load, campaign, calendar)


def _load_campaign(load: PlanLoad, plan: CampaignFile) -> Campaign:
    row, offices = plan.campaign, plan.settings
    values = {
        "name": row.name,
        "short_name": row.short_name,
        "first_year": row.first_year,
        "last_year": row.last_year,
        "department": Unit.objects.get(code=offices.department),
        "lead_office": Unit.objects.get(code=offices.lead_office),
        "award_office": Unit.objects.get(code=offices.award_office),
    }
    found, _made = load.row(Campaign, key={"code": row.code}, values=values, label=row.code)
    return found


def _load_plan(load: PlanLoad, campaign: Campaign, plan: CampaignFile) -> Plan:
    """The plan as a document; its number and day are blank in the source."""
    paper = plan.document
    document = {
        "kind": paper.kind,
        "number": f"{paper.number or '…'}{paper.symbol}",
        "date": datetime.date(paper.year, paper.month, paper.day) if paper.day else None,
        "issuer": paper.issuer,
        "title": paper.title,
    }
    values = {"signer_title": f"{paper.signer_capacity}/{paper.signer_title}", "closing": paper.closing}
    since = datetime.date(paper.year, paper.month, paper.day or 1)
    stored = campaign.plans.filter(valid_from=since).select_related("document").first()
    if stored is None:
        values |= {"document": load.create(CitedDocument, document), "valid_from": since}
        return load.create(Plan, {"campaign": campaign, **values})
    load.compare(stored, values, label=str(stored))
    load.compare(stored.document, document, label=str(stored))
    return stored


def _load_words(load: PlanLoad, stored: Plan, plan: CampaignFile) -> None:
    units = {unit.code: unit for unit in Unit.objects.all()}
    for order, (kind, place, heading, text, offices) in enumerate(_passages(plan), 1):
        values = {"kind": kind, "heading": heading, "text": text, "order": order}
        section, made = load.row(PlanSection, key={"plan": stored, "place": place}, values=values, label=place)
        wanted = [units[code] for code in offices]
        if made:
            section.offices.set(wanted)
        else:
            load.compare_many(section, "offices", wanted, label=place)
    # A basis that the plan does not cite, or whose date is not sure, must not come to be printed.
    cited = [basis for basis in plan.legal_bases if basis.verified]
    for order, basis in enumerate(cited, 1):
        key = {"plan": stored, "order": order}
        load.row(LegalBasis, key=key, values={"text": basis.text}, label=basis.code)
    for order, milestone in enumerate(plan.milestones, 1):
        values = {
            "place": milestone.place,
            "title": f"{milestone.title} ({milestone.when})",
            "day_from": milestone.day_from,
            "day_to": milestone.day_to,
        }
        load.row(Milestone, key={"plan": stored, "order": order}, values=values, label=milestone.code)
    for order, text in enumerate(plan.recipients, 1):
        load.row(Recipient, key={"plan": stored, "order": order}, values={"text": text}, label=text)


def _passages(plan: CampaignFile) -> Iterator[Passage]:
    for row in plan.purposes:
        yield SectionKind.PURPOSE, row.place, "", row.text, ()
    for row in plan.requirements:
        yield SectionKind.REQUIREMENT, row.place, "", row.text, ()
    for line in plan.contents:
        yield SectionKind.CONTENT, line.place, line.heading, line.text, ()
    for clause in plan.award_clauses:
        yield SectionKind.AWARD, clause.place, "", clause.text, ()
    for row in plan.solutions:
        yield SectionKind.SOLUTION, row.place, "", row.text, ()
    for task in plan.tasks:
        yield SectionKind.TASK, task.place, "", task.text, task.units


def _load_indicators(load: PlanLoad, campaign: Campaign, plan: CampaignFile) -> None:
    places = dict(Criterion.objects.order_by("area__criteria_set__version").values_list("code", "place"))
    for order, row in enumerate(plan.indicators, 1):
        values = {
            "title": row.title,
            "place": places[row.criterion],
            "unit_of_figure": row.unit,
            "baseline": row.baseline_to,
            "target": row.target,
            "order": order,
        }
        load.row(TrackedIndicator, key={"campaign": campaign, "code": row.code}, values=values, label=row.code)


def _load_calendar(load: PlanLoad, campaign: Campaign, calendar: CalendarFile) -> None:
    phases = {row.number: _load_phase(load, campaign, row) for row in calendar.phases}
    sets = {row.code: row for row in CriteriaSet.objects.order_by("version")}
    for row in calendar.rounds:
        values = {
            "collective_set": sets.get(row.collective_set),
            "individual_set": sets.get(row.individual_set),
            "data_from": row.data_from,
            "data_to": row.data_to,
            "opens_on": row.opens_on,
            "due_on": row.due_on,
            "appraise_by": row.appraise_by,
            "publish_by": row.publish_by,
            "explanation_days": row.explanation_days,
            "note": row.note,
        }
        key = {"phase": phases[row.phase], "year": row.year}
        load.row(Round, key=key, values=values, label=str(row.year))
    for day in calendar.holidays:
        values = {
            "title": day.name,
            "is_working_day": day.kind == "swapped_work",
            "is_verified": day.verified,
        }
        load.row(Holiday, key={"day": day.day}, values=values, label=f"{day.day:%d/%m/%Y}")


def _load_phase(load: PlanLoad, campaign: Campaign, row: PhaseRow) -> Any:
    values = {
        "title": row.name,
        "first_year": row.first_year,
        "last_year": row.last_year,
        "roll_up": row.roll_up.rule,
        "min_rounds": row.roll_up.minimum_rounds,
    }
    found, _made = load.row(
        Phase, key={"campaign": campaign, "number": row.number}, values=values, label=str(row.number)
    )
    return found
