"""Named reads of proposals: what a reader sees of a cycle, what a unit proposed."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from awards.enums import ProposalState
from awards.models import AwardCycle, Proposal
from awards.queries.cycles import Heading
from awards.readers import READERS
from common.models import Event
from units.enums import Role
from units.models import Unit
from units.queries import Account, standing_of


def proposals_for(user: Account) -> QuerySet[Proposal]:
    """Readers of cycles see every proposal, the head of a unit those about the own unit, others none."""
    rows = Proposal.objects.select_related(
        "cycle", "form", "rule", "subject__unit", "subject__collective", "subject__person", "proposed_by",
        "confirmed_by", "earlier__decision", "earlier__form",
    )  # fmt: skip
    standing = standing_of(user)
    if standing.has(*READERS):
        return rows
    return rows.filter(about_units(standing.units_as(Role.UNIT_HEAD)))


def about_units(unit_ids: Iterable[int]) -> Q:
    """Rows whose subject is one of the units, or a collective or person of theirs."""
    own = list(unit_ids)
    return Q(subject__unit_id__in=own) | Q(subject__collective__parent_id__in=own) | Q(subject__person__unit_id__in=own)


def standing_of_cycle(user: Account, cycle: AwardCycle) -> QuerySet[Proposal]:
    """Names that stand in a cycle, by form and name."""
    rows = proposals_for(user).filter(cycle=cycle).exclude(state=ProposalState.DROPPED)
    return rows.order_by("rule__order", "subject__person", "printed_name", "pk")


def names_under(user: Account, cycle: AwardCycle, heading: Heading) -> list[Proposal]:
    """Names that stand under one heading."""
    rows = standing_of_cycle(user, cycle).filter(rule=heading.rule)
    return [row for row in rows if row.subject.side == heading.side]


def withdrawn_of(user: Account, cycle: AwardCycle) -> list[tuple[Proposal, str]]:
    """Names that were withdrawn, each with its reason."""
    rows = list(proposals_for(user).filter(cycle=cycle, state=ProposalState.DROPPED).order_by("printed_name", "pk"))
    events = Event.objects.filter(
        action="proposal.withdrawn", target_type="awards.proposal", target_id__in=[str(row.pk) for row in rows]
    )
    reasons = {event.target_id: event.reason for event in events.order_by("id")}
    return [(row, reasons.get(str(row.pk), "")) for row in rows]


def of_unit(user: Account, cycle: AwardCycle, unit: Unit) -> list[Proposal]:
    """Everything about a unit in a cycle, withdrawn names too."""
    rows = proposals_for(user).filter(cycle=cycle).order_by("-proposed_at", "-pk")
    return [row for row in rows if row.subject.home_unit_id == unit.pk]
