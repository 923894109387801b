"""Kinds, units in time, reorganisations (units.yaml) and clusters (clusters.yaml)."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from common.plan_rows import Row


@dataclass(frozen=True, kw_only=True)
class UnitKind(Row):
    """`scored`: units of this kind take part in the scoring."""

    code: str
    name: str
    short_name: str
    scored: bool
    ends_on: date | None = None
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class UnitVersion(Row):
    """How a unit is called between two days (inclusive; no last day = still so).

    `superior` is the upper line of the header as printed, `parent_line` what units below it print above
    their own name, `place` the place name of letters (empty = not known), `symbol` as in "/BC-XX".
    """

    valid_from: date
    valid_to: date | None
    kind: str
    parent: str
    name: str
    short_name: str
    symbol: str
    head_title: str
    place: str
    superior: str
    parent_line: str
    note: str


@dataclass(frozen=True, kw_only=True)
class Unit(Row):
    """Code is stable; everything else is in `versions`, which follow each other without a gap.

    `difficult_area`: border or specially difficult area, None = not known.
    """

    code: str
    verified: bool
    difficult_area: bool | None
    versions: tuple[UnitVersion, ...]

    @property
    def valid_from(self) -> date:
        return self.versions[0].valid_from

    @property
    def valid_to(self) -> date | None:
        return self.versions[-1].valid_to


@dataclass(frozen=True, kw_only=True)
class Reorganisation(Row):
    """`last_day` is the last day of the old order; `document` empty = still to be found."""

    code: str
    kind: Literal["merge", "split", "rename", "dissolve", "transfer"]
    last_day: date
    predecessors: tuple[str, ...]
    successors: tuple[str, ...]
    document: str = ""
    verified: bool
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class ClusterMember(Row):
    unit: str
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, kw_only=True)
class Cluster(Row):
    """`size` is a check sum of the members in phase 1."""

    code: str
    name: str
    title: str
    ranked: bool
    size: int
    members: tuple[ClusterMember, ...]
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class ClustersFile(Row):
    """`scored_units` is a check sum: members of the ranked clusters."""

    scored_units: int
    clusters: tuple[Cluster, ...]


@dataclass(frozen=True, kw_only=True)
class UnitChange(Row):
    """As written in the file: what becomes different from `valid_from`; what is left out stays as it was."""

    valid_from: date
    kind: str | None = None
    parent: str | None = None
    name: str | None = None
    short_name: str | None = None
    symbol: str | None = None
    head_title: str | None = None
    place: str | None = None
    superior: str | None = None
    parent_line: str | None = None
    note: str | None = None


@dataclass(frozen=True, kw_only=True)
class UnitEntry(Row):
    """As written in the file: a unit as it is first known, and its changes. Read on as `Unit`."""

    code: str
    kind: str
    name: str
    symbol: str
    head_title: str
    verified: bool
    place: str = ""
    parent: str = ""
    short_name: str = ""
    superior: str = ""
    parent_line: str = ""
    difficult_area: bool | None = None
    valid_from: date = date(2023, 1, 1)
    valid_to: date | None = None
    note: str = ""
    changes: tuple[UnitChange, ...] = ()


@dataclass(frozen=True, kw_only=True)
class UnitsFile(Row):
    root: str
    kinds: tuple[UnitKind, ...]
    units: tuple[UnitEntry, ...]
    reorganisations: tuple[Reorganisation, ...]


@dataclass(frozen=True, kw_only=True)
class SchoolsFile(Row):
    """Schools and centres below the department, as written in the file."""

    units: tuple[UnitEntry, ...]
