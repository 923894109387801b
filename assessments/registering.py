"""Registration at the opening of a round: what stands, the window, and who may do what with it."""

from collections.abc import Iterable

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext_lazy as _

from assessments.enums import RegistrationState as State
from assessments.models import RegisteredTarget, Registration
from assessments.office_figures import takes_figures
from campaign.enums import RoundState
from campaign.models import Participant, Round
from common import clock
from common.access import Denied, Verdict, allow
from common.dates import format_day
from criteria.models import Item
from criteria.queries import items_by_unit
from units.queries import Account, standing_of
from units.rules import fills_in_for, is_unit_head


def registrations_of(round: Round) -> QuerySet[Registration]:
    """The registrations of a round with their targets (`all_targets`)."""
    rows = Registration.objects.filter(participant__round=round)
    return _with_targets(rows.select_related("participant__unit", "confirmed_by"))


def registration_of(participant: Participant) -> Registration | None:
    """What a unit has registered or is preparing, with its targets (`all_targets`)."""
    rows = Registration.objects.filter(participant=participant)
    return _with_targets(rows.select_related("written_by", "confirmed_by")).first()


def _with_targets(rows: QuerySet[Registration]) -> QuerySet[Registration]:
    targets = RegisteredTarget.objects.select_related("item__criterion")
    return rows.prefetch_related(Prefetch("targets", queryset=targets, to_attr="all_targets"))


def registered_targets(participant: Participant) -> dict[str, RegisteredTarget]:
    """Item code to the target the head has confirmed; no question asked where the round has no registration."""
    if participant.round.register_until is None:
        return {}
    rows = RegisteredTarget.objects.filter(
        registration__participant=participant, registration__state=State.REGISTERED
    ).select_related("item")
    return {row.item.code: row for row in rows}


def targetable_items(round: Round, participants: Iterable[Participant]) -> dict[int, list[Item]]:
    """Unit id to the items scored by a figure that apply to it."""
    if round.collective_set is None:
        return {}
    campaign = round.phase.campaign
    found = items_by_unit(
        criteria_set=round.collective_set,
        kinds={row.unit_id: row.kind_id for row in participants},
        lead_id=campaign.lead_office_id,
        substitute_id=campaign.award_office_id,
    )
    return {unit: [row.item for row in rows if takes_figures(row.item)] for unit, rows in found.items()}


def registration_is_open(round: Round) -> Verdict:
    """From the opening of the round to the end of its last day, Vietnam time."""
    if round.register_until is None:
        return Denied("no_registration", _("This round has no registration."), 409)
    if round.state != RoundState.OPEN:
        return Denied("state", _("Registration is possible while the round is open."), 409)
    if clock.today() > round.register_until:
        day = format_day(round.register_until)
        return Denied("deadline", _("The last day for registration was %(day)s.") % {"day": day}, 409)
    return allow


def may_see_registration(user: Account, participant: Participant, registration: Registration | None) -> Verdict:
    """The unit itself; what the head has confirmed also the department's offices."""
    standing = standing_of(user)
    mine = fills_in_for(user, participant.unit_id)
    if mine or registration is None or registration.state == State.DRAFT:
        return mine
    return allow if standing.reads_all_sent else mine


def may_register(user: Account, participant: Participant, registration: Registration | None) -> Verdict:
    """The unit's own people prepare, until the head has confirmed or declined."""
    mine = fills_in_for(user, participant.unit_id)
    if not mine:
        return mine
    if participant.exempted_by_id:
        return Denied("exempted", _("The unit is exempted from this round."), 409)
    if registration and registration.state != State.DRAFT:
        return Denied("locked", _("The head has answered; within the window the head may take it back."), 409)
    return registration_is_open(participant.round)


def may_confirm(user: Account, participant: Participant, registration: Registration | None) -> Verdict:
    head = is_unit_head(user, participant.unit_id)
    return may_register(user, participant, registration) if head else head


def may_take_back(user: Account, participant: Participant, registration: Registration | None) -> Verdict:
    """The head, in the window, what was confirmed or declined."""
    head = is_unit_head(user, participant.unit_id)
    if not head:
        return head
    if registration is None or registration.state == State.DRAFT:
        return Denied("state", _("Nothing has been confirmed yet."), 409)
    return registration_is_open(participant.round)
