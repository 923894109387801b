"""What the papers of a round are made from: its criteria set, clusters and runs, and which papers there are."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.models import Run
from assessments.result_queries import provisional_run, run_of_round
from campaign.enums import RoundState
from campaign.models import Round
from campaign.queries import participants_of
from common.access import Denied, Refused
from common.text import sort_key
from criteria.models import CriteriaSet
from documents.enums import DocumentState
from documents.models import IssuedDocument
from documents.queries import documents_of
from units.models import UnitVersion
from units.queries import cluster_members_during, versions_during

GUIDANCE, PROVISIONAL, RESULT = "awards.guidance", "awards.provisional_notice", "awards.result_notice"
NO_SET = Denied("no_set", gettext_lazy("The round has no criteria set yet."), 409)
NO_PROVISIONAL = Denied("no_result", gettext_lazy("The round has no provisional result."), 409)
NO_RESULT = Denied("no_result", gettext_lazy("The result of the round has not been published yet."), 409)
ON_PAPER = Denied("on_paper", gettext_lazy("The results of this round were imported from paper."), 409)
WITHOUT = "Đơn vị không thuộc cụm, khối"


@dataclass(frozen=True)
class RoundPaper:
    """A kind of paper of a round; `reason` says why it cannot be drafted now, empty when it can."""

    name: str
    documents: Sequence[IssuedDocument]
    draft_url: str
    reason: str = ""

    @property
    def has_draft(self) -> bool:
        return any(row.state == DocumentState.DRAFT for row in self.documents)


def movement_of(round: Round) -> str:
    return f"Phong trào thi đua “{round.phase.campaign.name}” năm {round.year}"


def guided_set(round: Round) -> CriteriaSet:
    """The criteria set that the guidance explains. Raises Refused where the round has none."""
    if round.on_paper:
        raise Refused(ON_PAPER)
    if round.collective_set is None:
        raise Refused(NO_SET)
    return round.collective_set


def announced_run(round: Round) -> Run:
    """The provisional result as announced, while the units may still explain it. Raises Refused."""
    run = provisional_run(round) if round.state == RoundState.PROVISIONAL else None
    if run is None:
        raise Refused(NO_PROVISIONAL)
    return run


def published_run(round: Round) -> Run:
    """The published result, with the corrections published since. Raises Refused before it is published."""
    run = run_of_round(round, published_only=True) if round.state == RoundState.PUBLISHED else None
    if run is None:
        raise Refused(NO_RESULT)
    return run


def cluster_lists(round: Round) -> list[tuple[str, list[str]]]:
    """Clusters in their order with the names of their units: of the participants, before the opening of whoever
    stands in them in the time of the data."""
    taking_part = participants_of(round).filter(exempted_by__isnull=True)
    named = [(row.cluster, row.printed_name) for row in taking_part]
    if not named:
        clusters = cluster_members_during(round.data_from, round.data_to)
        named = [(clusters.get(pk), row.name) for pk, row in _expected(round).items()]
    found: dict[tuple[int, str], list[str]] = {}
    for cluster, name in named:
        key = (cluster.order, str(cluster)) if cluster else (10**6, WITHOUT)
        found.setdefault(key, []).append(name)
    return [(name, sorted(units, key=sort_key)) for (_order, name), units in sorted(found.items())]


def kind_names(round: Round) -> list[str]:
    """The kinds of unit that take part, in their order."""
    kinds = {row.kind_id: row.kind for row in participants_of(round)}
    if not kinds:
        kinds = {row.kind_id: row.kind for row in _expected(round).values()}
    return [kind.name for kind in sorted(kinds.values(), key=lambda kind: (kind.order, kind.code))]


def _expected(round: Round) -> dict[int, UnitVersion]:
    """Unit id to its newest row of the time of the data, of kinds that take part."""
    return {row.unit_id: row for row in versions_during(round.data_from, round.data_to)}


def papers_of_round(round: Round) -> list[RoundPaper]:
    """The three papers of a round with what has been drafted and issued of each."""
    return [
        RoundPaper(
            name=name,
            documents=list(documents_of(round, kind).prefetch_related(None)),
            draft_url=reverse(f"awards:{address}", args=[round.year]),
            reason=_reason(round, ready),
        )
        for name, kind, address, ready in (
            (_("Guidance on scoring"), GUIDANCE, "round_guidance", guided_set),
            (_("Notice of the provisional result"), PROVISIONAL, "round_provisional_notice", announced_run),
            (_("Notice of the result"), RESULT, "round_result_notice", published_run),
        )
    ]


def _reason(round: Round, ready: Callable[[Round], object]) -> str:
    try:
        ready(round)
    except Refused as refused:
        return str(refused.verdict.reason)
    return ""
