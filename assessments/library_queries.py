"""Named reads of the evidence library; each knows its reader."""

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db.models import Q, QuerySet

from assessments.models import Evidence
from assessments.queries import TOLD, evidence_for, quota_scope
from campaign.models import Participant
from common.files import quota_used
from common.numbers import format_decimal
from units.models import Unit
from units.queries import Account, standing_of

MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Quota:
    """What a unit has stored in a year, in bytes."""

    name: str
    year: int
    used: int
    size: int

    @property
    def used_words(self) -> str:
        """Rounded up to a tenth of a megabyte, so that what is used is never nothing and adds up with what is left."""
        return _megabytes(self._used_tenths)

    @property
    def left_words(self) -> str:
        """The whole less what is used, both as shown."""
        return _megabytes(max(self.size * 10 // MEGABYTE - self._used_tenths, 0))

    @property
    def _used_tenths(self) -> int:
        return -(-self.used * 10 // MEGABYTE)


def _megabytes(tenths: int) -> str:
    return f"{format_decimal(Decimal(tenths) / 10)} MB"


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
        Quota(row.printed_name, year, quota_used(quota_scope(row.unit.code, year)), quota_mb * MEGABYTE)
        for row in participants
        if row.round.year == year
    ]


def sheet_behind(evidence: UUID) -> UUID | None:
    """The sheet of a piece of evidence that others than the unit may know of."""
    rows = Evidence.objects.filter(TOLD, public_id=evidence)
    return rows.values_list("answer__assessment__public_id", flat=True).first()
