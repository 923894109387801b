"""Named reads of progress and results."""

import datetime
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils.functional import Promise

from assessments.enums import AssessmentState as State
from assessments.enums import OfficeState, RunKind
from assessments.models import Approval, Assessment, OfficeAppraisal, Run, RunRow, RunYear
from campaign.enums import RoundState
from campaign.models import Participant, Phase, Round
from campaign.queries import due_day, participants_of
from common import clock
from common.text import search_text
from units.models import Cluster

NOT_STARTED = "not_started"
EXEMPTED = "exempted"
NOT_SUBMITTED = "not_submitted"


@dataclass(frozen=True)
class ProgressRow:
    """How far one participant is; `state` is a state of a sheet, or not started, not submitted, exempted."""

    participant: Participant
    assessment: Assessment | None
    state: str
    open_returns: int = 0
    offices_done: int = 0
    offices: int = 0
    is_overdue: bool = False
    extended_to: datetime.date | None = None


@dataclass
class ClusterProgress:
    """The participants of one cluster."""

    cluster: Cluster | None
    rows: list[ProgressRow] = field(default_factory=list)

    @property
    def counts(self) -> Counter[str]:
        return Counter(row.state for row in self.rows)

    @property
    def sent(self) -> int:
        waiting = (NOT_STARTED, State.DRAFT, EXEMPTED, NOT_SUBMITTED)
        return sum(1 for row in self.rows if row.state not in waiting)

    @property
    def appraised(self) -> int:
        done = (State.APPRAISED, State.PROVISIONAL, State.EXPLAINED, State.FINAL, State.PUBLISHED)
        return sum(1 for row in self.rows if row.state in done)


def round_progress(round: Round, *, query: str = "", state: str = "") -> list[ClusterProgress]:
    """Every participant with its state, by cluster, in a fixed number of queries."""
    counted = Assessment.objects.filter(participant__round=round).annotate(
        open_returns=Count("answers__returns", filter=Q(answers__returns__answered_at__isnull=True), distinct=True),
        offices=Count("office_appraisals", distinct=True),
        offices_done=Count(
            "office_appraisals",
            filter=Q(office_appraisals__state=OfficeState.FINISHED),
            distinct=True,
        ),
    )
    by_participant = {row.participant_id: row for row in counted}
    clusters: dict[int | None, ClusterProgress] = {}
    participants = participants_of(round)
    if query:
        participants = participants.filter(search__contains=search_text(query))
    for participant in participants:
        participant.round = round
        row = _progress_row(participant, by_participant.get(participant.pk), round)
        if state and row.state != state:
            continue
        group = clusters.setdefault(participant.cluster_id, ClusterProgress(participant.cluster))
        group.rows.append(row)
    return list(clusters.values())


def _progress_row(participant: Participant, row: Assessment | None, round: Round) -> ProgressRow:
    closed = round.state not in ("planned", "open")
    if participant.exempted_by_id:
        shown = EXEMPTED
    elif row is None:
        shown = NOT_SUBMITTED if closed else NOT_STARTED
    elif row.state == State.DRAFT and closed:
        shown = NOT_SUBMITTED
    else:
        shown = row.state
    waiting = shown in (NOT_STARTED, State.DRAFT)
    return ProgressRow(
        participant=participant,
        assessment=row,
        state=shown,
        open_returns=getattr(row, "open_returns", 0),
        offices=getattr(row, "offices", 0),
        offices_done=getattr(row, "offices_done", 0),
        is_overdue=waiting and clock.today() > due_day(participant),
        extended_to=due_day(participant) if participant.extensions.all() else None,
    )


@dataclass(frozen=True)
class StateCount:
    label: str | Promise
    count: int


def sheets_by_state(round: Round) -> list[StateCount]:
    """How many sheets of a round stand in each state, in the order of the states."""
    rows = Assessment.objects.filter(participant__round=round).order_by()
    counts = dict(rows.values_list("state").annotate(n=Count("pk")))
    return [StateCount(state.label, counts[state]) for state in State if state in counts]


def office_progress(round: Round) -> list[dict[str, Any]]:
    """Per office: parts in the round and parts finished."""
    rows = (
        OfficeAppraisal.objects.filter(assessment__in=Assessment.objects.filter(participant__round=round))
        .values("office_id", "office__code")
        .annotate(total=Count("pk"), done=Count("pk", filter=Q(state=OfficeState.FINISHED)))
        .order_by("office__code")
    )
    return [dict(row) for row in rows]


def run_of_round(round: Round, *, published_only: bool) -> Run | None:
    """The run that a reader sees: the published one, or for the department also the one that is only final.

    Once a round is published its published run stands for everybody, also while a correction waits.
    """
    published_only = published_only or round.state == RoundState.PUBLISHED
    runs = Run.objects.filter(round=round, kind=RunKind.OFFICIAL).select_related("approval__leader")
    if published_only:
        runs = runs.filter(approval__published_at__isnull=False)
    return runs.order_by("-pk").first()


def provisional_run(round: Round) -> Run | None:
    """The run of the provisional result as it was announced."""
    runs = Run.objects.filter(round=round, kind=RunKind.PROVISIONAL).select_related("made_by")
    return runs.order_by("-pk").first()


def standing_run(round: Round) -> Run | None:
    """What stands now: the provisional run while the round is provisional, else the final or published one."""
    if round.state == RoundState.PROVISIONAL:
        return provisional_run(round)
    return run_of_round(round, published_only=False)


def rows_of(run: Run) -> QuerySet[RunRow]:
    """Rows of a run in the order of the ranking."""
    return run.rows.select_related(
        "participant__unit", "participant__cluster", "participant__kind", "assessment"
    ).order_by("position")


def by_cluster(rows: list[RunRow]) -> list[tuple[Cluster | None, list[RunRow]]]:
    """The rows grouped by cluster, clusters in their order, rows in the order of the ranking."""
    groups: dict[int | None, tuple[Cluster | None, list[RunRow]]] = {}
    for row in rows:
        cluster = row.participant.cluster
        groups.setdefault(cluster.pk if cluster else None, (cluster, []))[1].append(row)
    return sorted(groups.values(), key=lambda group: group[0].order if group[0] else 999)


def phase_run(phase: Phase) -> Run | None:
    """The newest official run of a phase; it rests on published rounds and paper. None when nothing counts any more."""
    run = Run.objects.filter(phase=phase, kind=RunKind.OFFICIAL).order_by("-pk").first()
    return run if run and run.rows.exists() else None


def phase_rows(run: Run) -> list[RunRow]:
    """Rows of a phase run with their years, in the order of the ranking, in two queries."""
    years = RunYear.objects.select_related("round", "source__assessment").order_by("round__year")
    return list(rows_of(run).prefetch_related(Prefetch("years", queryset=years)))


def approval_of(run: Run | None) -> Approval | None:
    return getattr(run, "approval", None) if run else None


def last_published_row(participant: Participant) -> RunRow | None:
    """The unit's row of the round before, once that is published (last year's points beside a claim)."""
    return (
        RunRow.objects.filter(
            participant__unit_id=participant.unit_id,
            run__round__year__lt=participant.round.year,
            run__approval__published_at__isnull=False,
        )
        .select_related("assessment", "run__round")
        .order_by("-run__round__year")
        .first()
    )
