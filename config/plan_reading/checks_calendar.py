"""Phases, rounds and days off."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from campaign.plan_rows import CalendarFile, Holiday, Phase, Round
from config.plan_reading.checks_common import check_chain, check_known, check_order, check_unique
from config.plan_reading.problems import Problems
from criteria.plan_rows import CriteriaFile

SATURDAY = 5


def check_calendar(problems: Problems, file: CalendarFile) -> None:
    check_unique(problems, file.phases, "number")
    check_unique(problems, file.rounds, "year")
    check_unique(problems, file.holidays, "day")
    check_chain(problems, file.phases, "starts_on", "ends_on")
    phases = {phase.number: phase for phase in file.phases}
    for phase in file.phases:
        _check_phase(problems, phase)
    for one in file.rounds:
        _check_round(problems, one, phases)
    for holiday in file.holidays:
        _check_holiday(problems, holiday)


def _check_phase(problems: Problems, phase: Phase) -> None:
    check_order(problems, phase, "starts_on", "ends_on")
    if (phase.starts_on.year, phase.ends_on.year) != (phase.first_year, phase.last_year):
        problems.at(phase, "first_year", _("Years and days of the phase differ."))
    years = phase.last_year - phase.first_year + 1
    if not 1 <= phase.roll_up.minimum_rounds <= years:
        problems.at(phase.roll_up, "minimum_rounds", _("The phase does not have that many rounds."))


def _check_round(problems: Problems, one: Round, phases: Mapping[int, Phase]) -> None:
    check_order(problems, one, "data_from", "data_to", "opens_on", "due_on", "appraise_by", "publish_by")
    if one.explanation_days < 1:
        problems.at(one, "explanation_days", _("At least one day is needed."))
    if one.data_from.year != one.year or one.data_to.year != one.year:
        problems.at(one, "data_from", _("The data lie in another year."))
    phase = phases.get(one.phase)
    if phase is None or not phase.first_year <= one.year <= phase.last_year:
        problems.at(one, "phase", _("The year belongs to another phase."))
        return
    waits = one.status == "awaiting_plan"
    if waits != phase.awaits_plan:
        problems.at(one, "status", _("Round and phase wait for a plan together."))
    if waits == bool(one.collective_set) or waits == bool(one.individual_set):
        problems.at(one, "collective_set", _("Exactly a planned round has criteria sets."))


def _check_holiday(problems: Problems, holiday: Holiday) -> None:
    weekend = holiday.day.weekday() >= SATURDAY
    if holiday.kind == "swapped_work" and not weekend:
        problems.at(holiday, "day", _("The day is no Saturday or Sunday."))
    if holiday.kind in {"in_lieu", "swapped_off"} and weekend:
        problems.at(holiday, "day", _("The day is a Saturday or Sunday anyway."))


def check_rounds_sets(problems: Problems, calendar: CalendarFile, sets: CriteriaFile) -> None:
    """Rounds name sets of the right subject."""
    for subject, key in (("collective", "collective_set"), ("individual", "individual_set")):
        codes = {one_set.code for one_set in sets.sets if one_set.subject == subject}
        for one in calendar.rounds:
            check_known(problems, one, key, codes)
