"""The one table of the states of a round, and the one door that moves it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from campaign.enums import RoundState as State
from campaign.models import Round
from campaign.rules import explanations_are_over, is_not_on_paper, set_is_ready, was_announced, window_has_begun
from common.access import Denied, Verdict, require
from common.events import event_log
from units.models import User
from units.queries import Account
from units.rules import is_campaign_manager


@dataclass(frozen=True)
class Move:
    """One arrow of the diagram: who may take it, what must hold, and whether words are needed."""

    name: str
    label: str | Promise
    sources: tuple[str, ...]
    target: str
    allowed: Callable[[Account], Verdict]
    guards: tuple[Callable[[Round], Verdict], ...] = ()
    needs_reason: bool = False


MOVES: dict[str, Move] = {
    move.name: move
    for move in (
        Move(
            "open",
            _("Open the round"),
            (State.PLANNED,),
            State.OPEN,
            is_campaign_manager,
            (is_not_on_paper, set_is_ready, window_has_begun),
        ),
        Move("close", _("Close the reception"), (State.OPEN,), State.CLOSED, is_campaign_manager),
        Move(
            "reopen",
            _("Reopen the reception"),
            (State.CLOSED,),
            State.OPEN,
            is_campaign_manager,
            needs_reason=True,
        ),
        Move(
            "announce",
            _("Announce the provisional result"),
            (State.CLOSED,),
            State.PROVISIONAL,
            is_campaign_manager,
        ),
        Move(
            "finalise",
            _("Fix the final result"),
            (State.CLOSED, State.PROVISIONAL),
            State.FINAL,
            is_campaign_manager,
            (explanations_are_over,),
        ),
        Move(
            "reconsider",
            _("Take the final result back"),
            (State.FINAL,),
            State.PROVISIONAL,
            is_campaign_manager,
            (was_announced,),
            needs_reason=True,
        ),
        Move("publish", _("Publish the result"), (State.FINAL,), State.PUBLISHED, is_campaign_manager),
    )
}


def verdict_of(move: Move, user: Account, round: Round) -> Verdict:
    """Whether the move may be taken now, and if not, why."""
    allowed = move.allowed(user)
    if not allowed:
        return allowed
    if round.state not in move.sources:
        return Denied("state", _("The round is in the state “%s”.") % round.get_state_display())
    for guard in move.guards:
        verdict = guard(round)
        if not verdict:
            return verdict
    return True


@transaction.atomic
def round_move(*, round: Round, name: str, by: User, reason: str = "", **facts: object) -> Round:
    """Moves a round along the table with its event; `facts` are fields set with the move.

    Raises Refused with the reason when it may not.
    """
    row = Round.objects.select_for_update().get(pk=round.pk)
    move = MOVES[name]
    require(verdict_of(move, by, row))
    if move.needs_reason and not reason.strip():
        require(Denied("reason_needed", _("A reason is needed."), 400))
    before, row.state = row.state, move.target
    for field, value in facts.items():
        setattr(row, field, value)
    row.version += 1
    row.save(update_fields=["state", "version", *facts])
    event_log(
        actor=by,
        action=f"round.{name}",
        target=row,
        before=before,
        after=row.state,
        reason=reason,
    )
    return row
