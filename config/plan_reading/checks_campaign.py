"""The plan's text and the settings that follow from it, against units, criteria and award forms."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from awards.plan_rows import AwardsFile
from campaign.plan_rows import CalendarFile, CampaignFile
from common.plan_rows import Row
from config.plan_reading.checks_common import (
    check_count,
    check_known,
    check_order,
    check_unique,
    check_unit,
)
from config.plan_reading.checks_units import entries_of
from config.plan_reading.problems import Problems
from criteria.plan_rows import CriterionFile
from units.plan_rows import SchoolsFile, UnitsFile

LINES_OF_CONTENT = {"HT": 5, "TK": 5}
"""Plan II.1 and II.2: five lines each."""


def check_campaign(problems: Problems, file: CampaignFile) -> None:
    """What the campaign's file says of itself: the plan's counts, no place or code twice, days in order."""
    check_unique(problems, file.legal_bases)
    check_unique(problems, file.milestones)
    check_unique(problems, file.indicators)
    passages: list[Row] = [*file.purposes, *file.requirements, *file.contents, *file.award_clauses]
    passages += [*file.solutions, *file.schedule, *file.tasks]
    check_unique(problems, passages, "place")
    check_count(problems, file, "purposes", len(file.purposes), 4)
    check_count(problems, file, "requirements", len(file.requirements), 3)
    check_count(problems, file, "solutions", len(file.solutions), 3)
    check_count(problems, file, "tasks", len(file.tasks), 4)
    for area, wanted in LINES_OF_CONTENT.items():
        found = sum(1 for line in file.contents if line.area == area)
        check_count(problems, file, "contents", found, wanted)
    for line in file.contents:
        check_known(problems, line, "area", LINES_OF_CONTENT)
    if file.campaign.first_year > file.campaign.last_year:
        problems.at(file.campaign, "last_year", _("The campaign ends before it begins."))
    document = file.document
    if not 1 <= document.month <= 12 or not 1 <= (document.day or 1) <= 31:
        problems.at(document, "month", _("There is no such month or day."))
    for milestone in file.milestones:
        check_order(problems, milestone, "day_from", "day_to")
    for indicator in file.indicators:
        if (indicator.baseline_from is None) != (indicator.baseline_to is None):
            problems.at(indicator, "baseline_to", _("A span has two ends."))


def check_campaign_offices(problems: Problems, file: CampaignFile, units: UnitsFile, schools: SchoolsFile) -> None:
    """Offices named by the plan's text are units of the files."""
    codes = {entry.code for entry in entries_of(units, schools)}
    for task in file.tasks:
        check_unit(problems, task, "units", codes)
    for indicator in file.indicators:
        check_unit(problems, indicator, "owner", codes)
    settings = file.settings
    for key in (
        "department",
        "lead_office",
        "award_office",
        "feedback_office",
        "substitute_office",
        "lead_substitute_office",
    ):
        check_unit(problems, settings, key, codes)
    if settings.lead_office == settings.lead_substitute_office:
        problems.at(settings, "lead_substitute_office", _("An office does not appraise itself."))


def check_campaign_criteria(problems: Problems, file: CampaignFile, *criteria: CriterionFile) -> None:
    codes = {criterion.code for one in criteria for criterion in one.criteria}
    for indicator in file.indicators:
        check_known(problems, indicator, "criterion", codes)


def check_campaign_forms(problems: Problems, file: CampaignFile, awards: AwardsFile) -> None:
    codes = {form.code for form in awards.forms}
    for clause in file.award_clauses:
        check_known(problems, clause, "forms", codes)
        if (clause.kind == "form") != bool(clause.forms):
            problems.at(clause, "forms", _("Exactly a clause that names a form lists its codes."))


def check_campaign_years(problems: Problems, file: CampaignFile, calendar: CalendarFile) -> None:
    """Phases and rounds fill the years of the campaign; milestones lie in their phase."""
    campaign = file.campaign
    phases = {phase.number: phase for phase in calendar.phases}
    if calendar.phases:
        _check_year(problems, calendar.phases[0], "first_year", campaign.first_year)
        _check_year(problems, calendar.phases[-1], "last_year", campaign.last_year)
    years = [one.year for one in calendar.rounds]
    if years != _all_years(campaign.first_year, campaign.last_year):
        problems.at(calendar, "rounds", _("Each year of the campaign has one round, in order."))
    for milestone in file.milestones:
        phase = phases.get(milestone.phase)
        if phase is None or not phase.starts_on <= milestone.day_from <= milestone.day_to <= phase.ends_on:
            problems.at(milestone, "phase", _("The milestone lies outside its phase."))


def _check_year(problems: Problems, row: Row, key: str, wanted: int) -> None:
    if getattr(row, key) != wanted:
        problems.at(row, key, _("The phases do not fill the years of the campaign."))


def _all_years(first: int, last: int) -> Sequence[int]:
    return list(range(first, last + 1))
