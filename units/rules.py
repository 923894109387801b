"""Who is what: predicates on standings, used by the rules of every floor above."""

from django.utils.translation import gettext_lazy as _

from common.access import Denied, Verdict, allow
from units.enums import Role
from units.queries import Account, standing_of

OWN_UNIT = Denied("own_unit", _("A unit may not appraise itself."))


def is_campaign_manager(user: Account) -> Verdict:
    if standing_of(user).has(Role.CAMPAIGN_MANAGER):
        return allow
    return Denied("not_manager", _("Only the office in charge of the campaign may do this."))


def is_leader(user: Account) -> Verdict:
    if standing_of(user).has(Role.LEADER):
        return allow
    return Denied("not_leader", _("Only a leader of the department may do this."))


def is_unit_head(user: Account, unit_id: int) -> Verdict:
    if unit_id in standing_of(user).units_as(Role.UNIT_HEAD):
        return allow
    return Denied("not_head", _("Only the head of the unit may do this."))


def fills_in_for(user: Account, unit_id: int) -> Verdict:
    if unit_id in standing_of(user).fills_in:
        return allow
    return Denied("not_unit", _("Only the unit itself may do this."))


def may_decide_about(user: Account, unit_id: int) -> Verdict:
    """Whether a person may decide about a unit: appraisal, settling, voting. The one place where conflicts are asked.

    The own unit and its neighbours in the unit tree need no declaration; others are declared.
    """
    standing = standing_of(user)
    if unit_id in standing.own_units:
        return OWN_UNIT
    if unit_id in standing.related_units:
        return Denied("related_unit", _("The unit stands directly above or below the own one."))
    if unit_id in standing.declared_conflicts:
        return Denied("declared_conflict", _("A conflict of interest with this unit is declared."))
    return allow


def may_declare_conflict(user: Account) -> Verdict:
    """Who decides about units declares what keeps the person away; the office in charge records it for others."""
    if standing_of(user).has(Role.APPRAISER, Role.CAMPAIGN_MANAGER):
        return allow
    return Denied("not_appraiser", _("Conflicts of interest are declared by those who appraise."))


def may_enter_admin(user: Account) -> Verdict:
    """The back office is for administrators and campaign managers; `is_staff` plays no part."""
    if standing_of(user).has(Role.ADMINISTRATOR, Role.CAMPAIGN_MANAGER):
        return allow
    return Denied("not_admin", _("Only administrators and the office in charge may enter here."))
