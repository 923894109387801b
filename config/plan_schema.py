"""What the plan files hold, as frozen values; `config.plan_files.load_plan_files` makes the whole `Plan`."""

from dataclasses import dataclass

from awards.plan_rows import AwardsFile, LawFile, SuggestionsFile
from campaign.plan_rows import CalendarFile, CampaignFile
from criteria.plan_rows import CriteriaSet
from units.plan_rows import Cluster, Reorganisation, Unit, UnitKind


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
