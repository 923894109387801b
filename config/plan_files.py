"""The one door to the plan files: all of them, checked, or every fault with its file and line.

Pure: reads files, touches no database. The department's plan stands in `config/plan/`.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

from awards.plan_rows import AwardsFile, LawFile, SuggestionsFile
from campaign.plan_rows import CalendarFile, CampaignFile
from common.plan_rows import Row
from config.plan_reading import (
    checks_awards,
    checks_calendar,
    checks_campaign,
    checks_criteria,
    checks_results,
    checks_units,
)
from config.plan_reading.finish import unit_in_time, whole_set
from config.plan_reading.problems import PlanFileError, PlanFilesError, Problems
from config.plan_reading.rows import RowReader
from config.plan_reading.source import read_tree
from config.plan_schema import Plan
from criteria.plan_rows import CriteriaFile, CriterionFile
from units.plan_rows import ClustersFile, SchoolsFile, UnitsFile

__all__ = ["PLAN_FOLDER", "PlanFileError", "PlanFilesError", "load_plan_files"]

PLAN_FOLDER = Path(__file__).parent / "plan"

FILES: dict[str, type[Row]] = {
    "campaign": CampaignFile,
    "calendar": CalendarFile,
    "criteria": CriteriaFile,
    "criteria-ht": CriterionFile,
    "criteria-tk": CriterionFile,
    "criteria-cn": CriterionFile,
    "units": UnitsFile,
    "schools": SchoolsFile,
    "clusters": ClustersFile,
    "law": LawFile,
    "awards": AwardsFile,
    "suggestions": SuggestionsFile,
}
CRITERIA = ("criteria-ht", "criteria-tk", "criteria-cn")

CHECKS: tuple[tuple[Callable[..., None], tuple[str, ...]], ...] = (
    (checks_campaign.check_campaign, ("campaign",)),
    (checks_campaign.check_campaign_offices, ("campaign", "units", "schools")),
    (checks_campaign.check_campaign_criteria, ("campaign", *CRITERIA)),
    (checks_campaign.check_campaign_forms, ("campaign", "awards")),
    (checks_campaign.check_campaign_years, ("campaign", "calendar")),
    (checks_calendar.check_calendar, ("calendar",)),
    (checks_calendar.check_rounds_sets, ("calendar", "criteria")),
    (checks_criteria.check_criteria, ("criteria", *CRITERIA)),
    (checks_criteria.check_scopes, ("units", "schools", "criteria", *CRITERIA)),
    (checks_results.check_results, ("criteria",)),
    (checks_units.check_units, ("units", "schools")),
    (checks_units.check_clusters, ("clusters", "units", "schools")),
    (checks_awards.check_law, ("law",)),
    (checks_awards.check_awards, ("awards", "law")),
    (checks_awards.check_suggestions, ("suggestions", "awards", "criteria")),
)
"""Each check with the files it compares; it runs when all of them could be read."""


def load_plan_files(folder: Path = PLAN_FOLDER) -> Plan:
    """Return the whole plan.

    Raises PlanFilesError with every fault of every file; then nothing is returned.
    """
    problems = Problems()
    rows = {name: _read(folder / f"{name}.yaml", cls, problems) for name, cls in FILES.items()}
    for check, names in CHECKS:
        parts = [rows[name] for name in names]
        if None not in parts:
            check(problems, *parts)
    if problems.errors:
        raise PlanFilesError(problems.errors)
    return _plan(cast("dict[str, Any]", rows))


def _read(path: Path, cls: type[Row], problems: Problems) -> Row | None:
    node = read_tree(path, problems)
    return None if node is None else RowReader(path.name, problems).read(cls, node)


def _plan(rows: dict[str, Any]) -> Plan:
    units: UnitsFile = rows["units"]
    settings = rows["campaign"].settings
    criteria = [rows[name] for name in CRITERIA]
    return Plan(
        campaign=rows["campaign"],
        calendar=rows["calendar"],
        criteria_sets=tuple(whole_set(one, criteria, settings) for one in rows["criteria"].sets),
        root_unit=units.root,
        unit_kinds=units.kinds,
        units=tuple(unit_in_time(entry) for entry in checks_units.entries_of(units, rows["schools"])),
        reorganisations=units.reorganisations,
        clusters=rows["clusters"].clusters,
        law=rows["law"],
        awards=rows["awards"],
        suggestions=rows["suggestions"],
    )
