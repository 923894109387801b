"""Dossiers: who reads, gathers and sends them, who accepts or returns them."""

from django.utils.translation import gettext_lazy as _

from awards.enums import CycleState, DossierState, ProposalState
from awards.models import Dossier, Proposal
from awards.queries.dossiers import (
    belongs_to,
    dossier_of,
    last_return,
    sits_in_council,
    units_without_secretary,
)
from awards.rules.holds import READERS
from common import clock
from common.access import Denied, Verdict, allow
from common.dates import format_day
from units.enums import Role
from units.queries import Account, standing_of
from units.rules import may_decide_about

SENDING = (CycleState.NOMINATING, CycleState.HEARING)
GATHERING = (DossierState.OPEN, DossierState.RETURNED)


def may_list_dossiers(user: Account) -> Verdict:
    """The list is for units that propose and for those who decide on awards and supervise it."""
    standing = standing_of(user)
    if standing.fills_in or standing.has(*READERS):
        return allow
    return Denied("not_allowed", _("Dossiers are shown to the unit that proposes and to those who decide on awards."))


def is_own_dossier(user: Account, proposal: Proposal) -> bool:
    return belongs_to(proposal, standing_of(user).fills_in)


def may_read_dossier(user: Account, proposal: Proposal) -> Verdict:
    """The unit its own; the offices all; a member of the council those that are accepted."""
    if standing_of(user).has(*READERS) or is_own_dossier(user, proposal):
        return allow
    if dossier_of(proposal).state == DossierState.ACCEPTED and sits_in_council(user):
        return allow
    return Denied("not_found", status=404)


def shows_content(user: Account, proposal: Proposal) -> bool:
    """What is gathered is the unit's own until it was sent once."""
    return dossier_of(proposal).sent_at is not None or is_own_dossier(user, proposal)


def may_gather(user: Account, proposal: Proposal, dossier: Dossier) -> Verdict:
    """The unit adds and takes off while the dossier is not sent, or when it came back."""
    if not is_own_dossier(user, proposal):
        return Denied("not_unit", _("Only the unit itself may do this."))
    if proposal.state != ProposalState.NOMINATED or dossier.state not in GATHERING:
        return Denied("state", _("The dossier has been sent; it changes only when it is returned."))
    return allow


def may_send(user: Account, proposal: Proposal, dossier: Dossier) -> Verdict:
    """The head sends, while names are gathered or opinions asked, a returned dossier by its day only."""
    if not belongs_to(proposal, standing_of(user).units_as(Role.UNIT_HEAD)):
        return Denied("not_head", _("Only the head of the unit may do this."))
    gathering = may_gather(user, proposal, dossier)
    if not gathering:
        return gathering
    if proposal.cycle.state not in SENDING:
        return Denied("state", _("This award cycle takes no dossiers at present."))
    return is_in_time(dossier)


def is_in_time(dossier: Dossier) -> Verdict:
    """A returned dossier comes back by the day that its return names, the day included."""
    returned = last_return(dossier)
    if returned is None or clock.today() <= returned.send_again_by:
        return allow
    return Denied(
        "deadline",
        _("The returned dossier was to be sent again by %(day)s; it is not considered in this cycle any more.")
        % {"day": format_day(returned.send_again_by)},
        409,
    )


def may_answer(user: Account, proposal: Proposal) -> Verdict:
    """A secretary accepts or returns; the office in charge for units that every secretary keeps away from."""
    standing, home = standing_of(user), proposal.subject.home_unit_id or 0
    if standing.has(Role.AWARD_SECRETARY):
        return may_decide_about(user, home)
    if standing.has(Role.CAMPAIGN_MANAGER) and home in units_without_secretary():
        return may_decide_about(user, home)
    return Denied("not_secretary", _("Only the award secretary may do this."))


def is_waiting(dossier: Dossier) -> Verdict:
    if dossier.state == DossierState.SENT:
        return allow
    return Denied("state", _("The dossier does not wait for an answer (any more)."))
