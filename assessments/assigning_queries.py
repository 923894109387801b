"""Which offices of which rounds a person may assign sheets in."""

from dataclasses import dataclass

from assessments.models import OfficeAppraisal
from campaign.models import Round
from common import clock
from units.enums import Role
from units.models import Unit
from units.queries import Account, faces, standing_of


@dataclass(frozen=True)
class OfficeOfRound:
    """An office with sheets in a round; `name` is that of today."""

    round: Round
    office: Unit
    name: str


def offices_to_assign(user: Account, year: int | None = None) -> list[OfficeOfRound]:
    """Newest round first, in it the own office: every office for the office in charge, the own one for its head."""
    standing = standing_of(user)
    parts = OfficeAppraisal.objects.order_by("-assessment__participant__round__year", "office__code")
    if year is not None:
        parts = parts.filter(assessment__participant__round__year=year)
    if not standing.has(Role.CAMPAIGN_MANAGER):
        parts = parts.filter(office_id__in=standing.units_as(Role.UNIT_HEAD))
    pairs = list(dict.fromkeys(parts.values_list("assessment__participant__round", "office")))
    if not pairs:
        return []
    rounds = Round.objects.in_bulk([round_id for round_id, _office in pairs])
    pairs.sort(key=lambda pair: (-rounds[pair[0]].year, pair[1] not in standing.own_units))
    offices = Unit.objects.in_bulk([office for _round, office in pairs])
    names = faces(clock.today(), unit_ids=list(offices))
    return [OfficeOfRound(rounds[pair[0]], offices[pair[1]], names[pair[1]].short_name) for pair in pairs]


def office_to_assign(user: Account, round: Round) -> str:
    """Code of the office whose assignment the person opens first in a round; empty without any."""
    standing = standing_of(user)
    parts = OfficeAppraisal.objects.filter(assessment__participant__round=round)
    if not standing.has(Role.CAMPAIGN_MANAGER):
        parts = parts.filter(office_id__in=standing.units_as(Role.UNIT_HEAD))
    offices = parts.order_by("office__code").values_list("office", "office__code").distinct()
    return min(((pk not in standing.own_units, code) for pk, code in offices), default=(False, ""))[1]
