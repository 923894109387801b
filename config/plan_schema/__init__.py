"""What the plan files hold, as frozen values; `config.plan_files.load_plan_files` makes the whole `Plan`."""

from dataclasses import dataclass

from config.plan_schema.awards import AwardsFile, SuggestionsFile
from config.plan_schema.calendar import CalendarFile
from config.plan_schema.campaign import CampaignFile
from config.plan_schema.criteria import CriteriaSet
from config.plan_schema.law import LawFile
from config.plan_schema.units import Cluster, Reorganisation, Unit, UnitKind


@dataclass(frozen=True, kw_only=True)
class Plan:
    """The whole plan, checked. Codes that one part uses of another are known to exist."""

    campaign: CampaignFile
    calendar: CalendarFile
    criteria_sets: tuple[CriteriaSet, ...]
    root_unit: str
    unit_kinds: tuple[UnitKind, ...]
    units: tuple[Unit, ...]
    reorganisations: tuple[Reorganisation, ...]
    clusters: tuple[Cluster, ...]
    law: LawFile
    awards: AwardsFile
    suggestions: SuggestionsFile


__all__ = ["Plan"]
