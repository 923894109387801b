"""Named reads of the evidence library; each knows its reader."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from assessments.models import Evidence
from assessments.queries import evidence_for, quota_scope
from campaign.models import Participant
from common.files import quota_used
from units.models import Unit
from units.queries import Account, standing_of


@dataclass(frozen=True)
class Quota:
    """What a unit has stored in a year, in bytes."""

    name: str
    year: int
    used: int
    size: int

    @property
    def left(self) -> int:
        return max(self.size - self.used, 0)


def library_rows(user: Account, *, unit: Unit | None = None) -> QuerySet[Evidence]:
    """Evidence of the person's own units over the years, newest first: what stands, and what was replaced."""
    units = standing_of(user).fills_in & ({unit.pk} if unit else standing_of(user).fills_in)
    return (
        evidence_for(user)
        .filter(Q(removed_at__isnull=True) | Q(replaced_by__isnull=False))
        .filter(answer__assessment__participant__unit_id__in=units)
        .order_by("-added_at", "-pk")
    )


def library_participants(user: Account) -> list[Participant]:
    """The person's own units in every round, newest round first."""
    rows = Participant.objects.filter(unit_id__in=standing_of(user).fills_in).select_related("unit", "round")
    return list(rows.order_by("-round__year", "printed_name"))


def quotas_of(participants: list[Participant], *, year: int, quota_mb: int) -> list[Quota]:
    """Used and left of each unit in one year."""
    return [
        Quota(row.printed_name, year, quota_used(quota_scope(row.unit.code, year)), quota_mb * 1024 * 1024)
        for row in participants
        if row.round.year == year
    ]
