"""What waits for whom in a cycle: reads of proposals and units, each with what the rules say of the reader."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from awards.enums import CycleState, ProposalState
from awards.models import AwardCycle, Proposal
from awards.queries.proposals import proposals_for
from awards.rules.cycles import may_confirm_one, may_propose
from common import clock
from common.access import Verdict
from units.enums import Role
from units.models import Unit
from units.queries import Account, standing_of, taken_over


@dataclass(frozen=True)
class Waiting:
    """Proposals that wait: those the reader may confirm, and those that need somebody else, with the reason."""

    own: list[Proposal]
    others: list[tuple[Proposal, Verdict]]


def waiting_for(user: Account, cycle: AwardCycle) -> Waiting:
    """What waits for a second person, by whether the reader may be that person."""
    rows = proposals_for(user).filter(cycle=cycle, state=ProposalState.SUGGESTED).order_by("form__order", "pk")
    verdicts = [(row, may_confirm_one(user, row)) for row in rows]
    return Waiting([row for row, verdict in verdicts if verdict], [pair for pair in verdicts if not pair[1]])


def waiting_counts(user: Account, cycles: Iterable[AwardCycle]) -> dict[int, int]:
    """Key of a cycle to how many names the reader may confirm there; cycles without any are left out."""
    rows = proposals_for(user).filter(cycle__in=list(cycles), state=ProposalState.SUGGESTED)
    return Counter(row.cycle_id for row in rows if may_confirm_one(user, row))


def proposing_units(user: Account, cycle: AwardCycle) -> list[tuple[Unit, Verdict]]:
    """The units whose head the reader is, and ended ones whose tasks these took over, each with whether it may
    propose now.
    """
    if cycle.state == CycleState.PREPARING:
        return []
    own = standing_of(user).units_as(Role.UNIT_HEAD)
    units = [*Unit.objects.filter(pk__in=own).order_by("code"), *(taken_over(own, clock.today()) if own else ())]
    return [(unit, may_propose(user, cycle, unit.pk)) for unit in units]
