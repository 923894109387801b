"""What may be done with a round now: the campaign's table together with what results add to it."""

from dataclasses import dataclass

from django.urls import reverse

from assessments.services.announcing import announce_is_ready
from assessments.services.results import finalise_is_ready, publish_is_ready
from campaign.models import Round
from campaign.workflow import MOVES, Move, verdict_of
from common.access import Verdict
from units.queries import Account
from units.rules import is_campaign_manager

ADDED = {"announce": announce_is_ready, "finalise": finalise_is_ready, "publish": publish_is_ready}


@dataclass(frozen=True)
class RoundOffer:
    """A move as a button shows it: where it posts, and why it is refused."""

    move: Move
    url: str
    verdict: Verdict


def offers_for(user: Account, round: Round) -> list[RoundOffer]:
    """The moves out of the present state, for the office in charge only; others see no buttons."""
    if not is_campaign_manager(user):
        return []
    found = []
    for move in MOVES.values():
        if round.state not in move.sources:
            continue
        verdict = verdict_of(move, user, round)
        if verdict and move.name in ADDED:
            verdict = ADDED[move.name](round)
        url = reverse(f"assessments:round_{move.name}", args=[round.year])
        found.append(RoundOffer(move, url, verdict))
    return found
