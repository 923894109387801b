"""What the work lists of the home page ask about dossiers and public notices."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Min, Q, QuerySet

from awards.enums import CycleState, DossierState, ProposalState
from awards.models import Dossier, Proposal, PublicNotice
from awards.queries.dossiers import WITHOUT, dossier_proposals, of_units, units_without_secretary
from common import clock
from units.enums import Role
from units.models import User
from units.queries import standing_of

MOST = 20


@dataclass(frozen=True)
class Waiting:
    count: int
    first_due: dt.date | None


def dossiers_to_gather(unit_ids: Iterable[int]) -> list[Proposal]:
    """Nominated, not sent or returned, in a cycle that still takes dossiers."""
    open_ones = Q(dossier__isnull=True) | Q(dossier__state__in=[DossierState.OPEN, DossierState.RETURNED])
    cycles = [CycleState.NOMINATING, CycleState.HEARING]
    rows = dossier_proposals().filter(of_units(unit_ids), open_ones, state=ProposalState.NOMINATED)
    return list(rows.filter(cycle__state__in=cycles)[:MOST])


def dossiers_to_answer(user: User) -> Waiting:
    """How many dossiers wait for this secretary, or for the office in charge in the secretary's place."""
    avoids = standing_of(user).avoids
    rows = Dossier.objects.filter(state=DossierState.SENT).exclude(proposal__state__in=WITHOUT)
    if standing_of(user).has(Role.AWARD_SECRETARY):
        rows = rows.exclude(_at_home(avoids))
    else:
        rows = rows.filter(_at_home(units_without_secretary() - avoids))
    found = rows.aggregate(n=Count("pk"), first=Min("answer_by"))
    return Waiting(found["n"], found["first"])


def _at_home(unit_ids: Iterable[int]) -> Q:
    found = Q()
    for field in ("unit_id", "collective__parent_id", "person__unit_id"):
        found |= Q(**{f"proposal__subject__{field}__in": unit_ids})
    return found


def notices_to_conclude() -> QuerySet[PublicNotice]:
    """Notices whose last day is over."""
    rows = PublicNotice.objects.filter(closed_at__isnull=True, to_on__lt=clock.today())
    return rows.select_related("cycle").order_by("to_on", "pk")
