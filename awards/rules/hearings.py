"""Opinions and public notices: who sees them, who keeps them, what may follow what."""

import datetime as dt

from django.utils.translation import gettext_lazy as _

from awards.enums import CycleState
from awards.models import AwardCycle, PublicNotice
from awards.rules.holds import READERS
from common import clock
from common.access import Denied, Verdict, allow
from common.dates import format_day
from units.enums import Role
from units.queries import Account, standing_of

OPEN = (CycleState.NOMINATING, CycleState.HEARING)


def may_see_hearings(user: Account) -> Verdict:
    """Answers and opinions name people: for those who decide on awards and supervise it."""
    if standing_of(user).has(*READERS):
        return allow
    return Denied("not_allowed", _("Opinions are shown only to those who decide on awards and supervise it."))


def may_keep_hearings(user: Account) -> Verdict:
    if standing_of(user).has(Role.AWARD_SECRETARY):
        return allow
    return Denied("not_secretary", _("Only the award secretary may do this."))


def is_before_council(cycle: AwardCycle) -> Verdict:
    """Opinions are asked and lists made public while names are gathered or opinions heard."""
    if cycle.state in OPEN:
        return allow
    return Denied("state", _("This is done after nominations have opened and before the council meets."))


def is_public_long_enough(notice: PublicNotice, least: dt.date | None) -> Verdict:
    """Whether the list may end today: after the day that the term asks for (`least`), counted whole.

    A later day that was announced is cut short with a reason.
    """
    if clock.today() > min(notice.to_on, least or notice.to_on):
        return allow
    return still_public(notice)


def still_public(notice: PublicNotice) -> Denied:
    text = _("The list stays public until the end of %(day)s.") % {"day": format_day(notice.to_on)}
    return Denied("too_early", text, 409)


def ends_early(notice: PublicNotice) -> bool:
    """The last day counts whole, to its midnight in Vietnam."""
    return clock.today() <= notice.to_on


def may_conclude(notice: PublicNotice, *, unhandled: int, least: dt.date | None) -> Verdict:
    """After the term at least (`least`: its last day), and when every opinion says how it was dealt with."""
    if notice.closed_at is not None:
        return Denied("state", _("This public notice has been concluded already."))
    long_enough = is_public_long_enough(notice, least)
    if not long_enough:
        return long_enough
    if unhandled:
        return Denied("unhandled", _("Not every opinion says how it was dealt with."), 409)
    return allow


def is_long_enough(to_on: dt.date, least: dt.date | None) -> Verdict:
    """The last day lies no earlier than the term asks."""
    if least is None or to_on >= least:
        return allow
    return Denied("bad_input", _("By the term the list is public until %(day)s at least.") % {"day": format_day(least)})
