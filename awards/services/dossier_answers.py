"""The secretary's side of a dossier: accepted under one law for good, or returned with its legal ground."""

import datetime as dt
from dataclasses import dataclass, field

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from awards.enums import DossierState, ProposalState
from awards.models import Dossier, DossierPart, DossierReturn, Proposal
from awards.queries.dossier_law import rule_set_for
from awards.queries.dossiers import heads_of, required_parts
from awards.rules.dossiers import is_waiting, may_answer
from awards.services.dossier_papers import return_letter_draft
from awards.services.dossiers import dossier_lock, require_complete, require_free
from common import clock
from common.access import Denied, Refused, require
from common.events import event_log
from common.versions import save_if_current
from units.models import User
from units.services import message_send


@dataclass(frozen=True, kw_only=True)
class ReturnInput:
    """Why a dossier goes back: the rule it does not meet, in which parts, and until when it may come again."""

    ground: str
    reason: str
    send_again_by: dt.date
    missing: list[DossierPart] = field(default_factory=list)


@transaction.atomic
def dossier_accept(*, proposal: Proposal, expected_version: int, by: User) -> Dossier:
    """The dossier is complete: the rule set of its days is fixed and the proposal goes to the council.

    Raises Refused: no right, not waiting, held, incomplete, no law entered for the day; Stale: it was sent anew.
    """
    row, dossier = dossier_lock(proposal)
    require(may_answer(by, row))
    require(is_waiting(dossier))
    require_free(row, by)
    moment = clock.now()
    sent_on = clock.local(dossier.sent_at).date() if dossier.sent_at else moment.date()
    rule_set = rule_set_for(sent_on=sent_on, accepted_on=moment.date())
    if rule_set is None:
        raise Refused(Denied("no_law", _("No rule set is entered for this day; a dossier is accepted under one."), 409))
    require_complete(row)
    dossier.state, dossier.rule_set = DossierState.ACCEPTED, rule_set
    dossier.accepted_at, dossier.accepted_by = moment, by
    save_if_current(
        dossier, expected_version=expected_version, fields=["state", "rule_set", "accepted_at", "accepted_by"]
    )
    row.state = ProposalState.COMPLETE
    row.version += 1
    row.save(update_fields=["state", "version"])
    data = {"rule_set": rule_set.title, "late": _is_late(dossier)}
    event_log(
        actor=by, action="dossier.accepted", target=dossier, before=DossierState.SENT, after=dossier.state, data=data
    )
    _tell(row, str(_("The dossier was accepted: %(name)s.")))
    return dossier


@transaction.atomic
def dossier_return(*, proposal: Proposal, expected_version: int, values: ReturnInput, by: User) -> DossierReturn:
    """Sends a dossier back with its legal ground, what does not meet it, and the day to send it again.

    The letter that tells it is drafted at once. Raises Refused: no right, not waiting, no ground, no reason, a day
    that is over; Stale: it was sent anew.
    """
    row, dossier = dossier_lock(proposal)
    require(may_answer(by, row))
    require(is_waiting(dossier))
    if not values.ground.strip() or not values.reason.strip():
        require(Denied("reason_needed", _("A return states its legal ground and what does not meet it."), 400))
    if values.send_again_by <= clock.today():
        require(Denied("bad_input", _("The day to send it again lies after today.")))
    known = {part.pk for part in required_parts(row)}
    if any(part.pk not in known for part in values.missing):
        require(Denied("bad_input", _("This part does not belong to the dossier.")))
    dossier.state = DossierState.RETURNED
    save_if_current(dossier, expected_version=expected_version, fields=["state"])
    returned = DossierReturn.objects.create(
        dossier=dossier,
        ground=values.ground,
        reason=values.reason,
        send_again_by=values.send_again_by,
        returned_by=by,
        returned_at=clock.now(),
    )
    returned.missing.set(values.missing)
    return_letter_draft(returned=returned, by=by)
    data = {
        "ground": values.ground,
        "parts": [part.name for part in values.missing],
        "send_again_by": values.send_again_by.isoformat(),
        "late": _is_late(dossier),
    }
    event_log(
        actor=by,
        action="dossier.returned",
        target=dossier,
        before=DossierState.SENT,
        after=dossier.state,
        reason=values.reason,
        data=data,
    )
    _tell(row, str(_("The dossier was returned: %(name)s.")), due=values.send_again_by)
    return returned


def _is_late(dossier: Dossier) -> bool:
    """Whether the answer comes after its term; it is recorded, and still given."""
    return dossier.answer_by is not None and clock.today() > dossier.answer_by


def _tell(proposal: Proposal, text: str, due: dt.date | None = None) -> None:
    message_send(
        to=heads_of(proposal),
        text=text % {"name": proposal.printed_name},
        link=reverse("awards:dossier", args=[proposal.public_id]),
        due=due,
    )
