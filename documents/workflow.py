"""The one table of the states of a paper, and the one door that moves it.

Buttons (with the reason when refused), services, tests and docs/workflow.md come from `MOVES`. A kind goes in one of
the ways of `Steps`; what is issued in one step (receipts) enters at the end of the table.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from common.access import Denied, Refused, Verdict, allow, require
from common.events import event_log
from documents import rules
from documents.address import address_is_known
from documents.enums import DocumentState as State
from documents.enums import Keeper, Steps
from documents.models import IssuedDocument
from documents.papers import kind_of, steps_of
from documents.queries import bytes_to_sign
from units.models import User
from units.queries import Account

Allowed = Callable[[Account, IssuedDocument], Verdict]
Guard = Callable[[IssuedDocument], Verdict]

ALL = tuple(Steps)
IN_STEPS = (Steps.UNNUMBERED, Steps.SIGNED_FIRST, Steps.NUMBERED_FIRST)
SIGNED_FIRST, NUMBERED_FIRST = (Steps.SIGNED_FIRST,), (Steps.NUMBERED_FIRST,)


@dataclass(frozen=True)
class Move:
    """One arrow: which ways have it, who may take it, what must hold besides, whether words are needed."""

    name: str
    label: str | Promise
    steps: tuple[Steps, ...]
    sources: tuple[str, ...]
    target: str
    allowed: Allowed
    guards: tuple[Guard, ...] = ()
    needs_reason: bool = False


@dataclass(frozen=True)
class Offer:
    """A move as a button shows it: allowed, or refused with the reason."""

    move: Move
    verdict: Verdict


def _address(document: IssuedDocument) -> Verdict:
    kind = kind_of(document.kind)
    return address_is_known() if kind and kind.has_qr else allow


def _file_is_made(document: IssuedDocument) -> Verdict:
    if bytes_to_sign(document):
        return allow
    return Denied("no_file", _("The file to be signed has not been made yet."), 409)


MOVES: tuple[Move, ...] = (
    Move("approve", _("Approve"), IN_STEPS, (State.DRAFT,), State.APPROVED, rules.may_approve, (_address,)),
    Move("send_back", _("Send back"), IN_STEPS, (State.APPROVED,), State.DRAFT, rules.may_send_back, needs_reason=True),
    Move(
        "sign",
        _("Record the signature"),
        (Steps.SIGNED_FIRST, Steps.UNNUMBERED),
        (State.APPROVED,),
        State.SIGNED,
        rules.may_handle,
    ),
    Move("number", _("Give the number"), SIGNED_FIRST, (State.SIGNED,), State.NUMBERED, rules.may_handle, (_address,)),
    Move(
        "number", _("Give the number"), NUMBERED_FIRST, (State.APPROVED,), State.NUMBERED, rules.may_handle, (_address,)
    ),
    Move(
        "sign",
        _("Record the signature"),
        NUMBERED_FIRST,
        (State.NUMBERED,),
        State.SIGNED,
        rules.may_handle,
        (_file_is_made,),
    ),
    Move(
        "take_number_back",
        _("Take the number back"),
        SIGNED_FIRST,
        (State.NUMBERED,),
        State.SIGNED,
        rules.may_handle,
        needs_reason=True,
    ),
    Move(
        "take_number_back",
        _("Take the number back"),
        NUMBERED_FIRST,
        (State.NUMBERED,),
        State.APPROVED,
        rules.may_handle,
        needs_reason=True,
    ),
    Move(
        "take_signature_back",
        _("Take the signature back"),
        (Steps.SIGNED_FIRST, Steps.UNNUMBERED),
        (State.SIGNED,),
        State.APPROVED,
        rules.may_handle,
        needs_reason=True,
    ),
    Move(
        "take_signature_back",
        _("Take the signature back"),
        NUMBERED_FIRST,
        (State.SIGNED,),
        State.NUMBERED,
        rules.may_handle,
        needs_reason=True,
    ),
    Move("issue", _("Issue"), SIGNED_FIRST, (State.NUMBERED,), State.ISSUED, rules.may_handle, (_address,)),
    Move(
        "issue",
        _("Issue"),
        (Steps.NUMBERED_FIRST, Steps.UNNUMBERED),
        (State.SIGNED,),
        State.ISSUED,
        rules.may_handle,
        (_address,),
    ),
    Move("replace", _("Replace"), ALL, (State.ISSUED,), State.REPLACED, rules.may_end),
    Move("revoke", _("Revoke"), ALL, (State.ISSUED,), State.REVOKED, rules.may_end),
)
# What the page of a paper offers; the rest happens with the paper that replaces or revokes.
OFFERED = ("approve", "send_back", "sign", "number", "take_number_back", "take_signature_back", "issue")


def moves_of(steps: Steps) -> list[Move]:
    """The arrows of one way, in their order."""
    return [move for move in MOVES if steps in move.steps]


def verdict_of(move: Move, user: Account, document: IssuedDocument) -> Verdict:
    """Whether a person may take a move now, and if not, why: first the person, then the state, then the guards."""
    allowed = move.allowed(user, document)
    if not allowed:
        return allowed
    if document.state not in move.sources:
        return Denied("state", _("The paper is in the state “%s”.") % document.get_state_display())
    for guard in move.guards:
        verdict = guard(document)
        if not verdict:
            return verdict
    return allow


def moves_for(user: Account, document: IssuedDocument) -> list[Offer]:
    """The moves that lead out of the present state, allowed or refused with the reason.

    None where the steps are taken on the page of what the paper is about.
    """
    kind = kind_of(document.kind)
    if kind and kind.home:
        return []
    return [
        Offer(move, verdict_of(move, user, document))
        for move in moves_of(steps_of(document.kind))
        if move.name in OFFERED and document.state in move.sources
    ]


def move_open(name: str, *, by: Account, document: IssuedDocument) -> Move:
    """The move of this name on the way of this paper. Raises Refused when it may not be taken now."""
    for move in moves_of(steps_of(document.kind)):
        if move.name == name:
            require(verdict_of(move, by, document))
            return move
    raise Refused(Denied("steps", _("Papers of this kind do not have this step."), 409))


def is_kept_by_clerk(document: IssuedDocument) -> bool:
    """Whether the agency's clerk types its number."""
    kind = kind_of(document.kind)
    return bool(kind and kind.keeper == Keeper.CLERK)


def document_locked(document: IssuedDocument) -> IssuedDocument:
    """The row as it is now, held until the transaction ends."""
    return IssuedDocument.objects.select_for_update(of=("self",)).get(pk=document.pk)


@transaction.atomic
def document_move(
    *,
    document: IssuedDocument,
    name: str,
    by: User,
    reason: str = "",
    data: dict[str, object] | None = None,
    **facts: object,
) -> IssuedDocument:
    """Moves a paper along the table with its event; `facts` are fields set with the move.

    Raises Refused when the move may not be taken; nothing is changed then.
    """
    row = document_locked(document)
    move = move_open(name, by=by, document=row)
    if move.needs_reason and not reason.strip():
        require(Denied("reason_needed", _("A reason is needed."), 400))
    before, row.state = row.state, move.target
    for field, value in facts.items():
        setattr(row, field, value)
    row.save(update_fields=["state", "search", *facts])
    event_log(actor=by, action=f"document.{name}", target=row, before=before, after=row.state, reason=reason, data=data)
    return row
