"""Days that were stated to others: each counts whole, to its midnight in Vietnam; closing earlier takes a reason."""

import datetime as dt

from django.utils.translation import gettext_lazy as _

from awards.models import AwardCycle
from awards.queries.hearings import OpinionStanding, opinion_standing, sent_requests
from common import clock
from common.access import Denied, Verdict, allow
from common.dates import format_day
from common.naming import named


def stated_day_is_over(cycle: AwardCycle, move: str) -> Verdict:
    """Whether a move of a cycle closes nothing before the last day that units or organisations were told."""
    if move == "hear":
        return _names_are_in(cycle)
    return _opinions_are_in(cycle) if move == "to_council" else allow


def _names_are_in(cycle: AwardCycle) -> Verdict:
    if cycle.nominate_until is None or clock.today() > cycle.nominate_until:
        return allow
    return _early(_("Names are proposed until the end of %(day)s."), cycle.nominate_until)


def _opinions_are_in(cycle: AwardCycle) -> Verdict:
    today = clock.today()
    waiting = [row for row in sent_requests(cycle) if opinion_standing(row, today) == OpinionStanding.WAITING]
    if not waiting:
        return allow
    text = _("Answers are awaited until the end of %(day)s from: %(names)s.")
    return _early(text, max(row.due_on for row in waiting), names=named([row.asked for row in waiting]))


def _early(text: object, day: dt.date, **words: str) -> Denied:
    return Denied("too_early", str(text) % {"day": format_day(day), **words}, 409)
