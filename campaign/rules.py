"""Small predicates on rounds and participants."""

import datetime
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from campaign.calendar import WorkCalendar, lateness, window_end
from campaign.enums import RoundState
from campaign.models import Participant, Round
from campaign.queries import days_off, due_day
from common import clock
from common.access import Denied, Verdict, allow
from common.dates import format_day
from criteria.enums import SetState
from criteria.examples import rule_of
from criteria.models import Item
from criteria.scoring import RuleError, for_unit

TARGET_FAULTS = {
    "target_is_baseline": _("Baseline and target may not be the same."),
    "target_turned": _("The target lies on the other side of the baseline than in the criteria set."),
}


def work_calendar() -> WorkCalendar:
    """The calendar of working days with the holidays entered."""
    return WorkCalendar(*days_off())


def set_is_ready(round: Round) -> Verdict:
    """A round opens only with a published criteria set (phase 2 waits for its plan)."""
    criteria_set = round.collective_set
    if criteria_set is None:
        return Denied("no_set", _("The round has no criteria set yet."), 409)
    if criteria_set.state != SetState.PUBLISHED:
        return Denied("set_draft", _("The criteria set of the round is not published."), 409)
    return allow


def target_fault(item: Item, baseline: Decimal, target: Decimal) -> str | Promise:
    """What keeps figures from being the baseline and target of one unit in an item; empty when nothing does."""
    try:
        for_unit(rule_of(item), baseline=baseline, target=target)
    except RuleError as error:
        return TARGET_FAULTS[error.code]
    return ""


def is_not_on_paper(round: Round) -> Verdict:
    """A round whose results were imported from paper is over."""
    if round.on_paper:
        return Denied("on_paper", _("The results of this round were imported from paper."), 409)
    return allow


def window_has_begun(round: Round) -> Verdict:
    if clock.today() < round.opens_on:
        return Denied("too_early", _("The round opens on %s.") % f"{round.opens_on:%d/%m/%Y}", 409)
    return allow


def explanation_window_end(round: Round, day: datetime.date) -> datetime.date:
    """The last day for explanations of a provisional result announced on `day`; that day itself does not count."""
    return window_end(work_calendar(), day, round.explanation_days)


def explanations_are_open(round: Round) -> Verdict:
    """From the announcement to the end of the last day, Vietnam time."""
    if round.state != RoundState.PROVISIONAL or round.explain_until is None:
        return Denied("state", _("The round has no provisional result to explain."), 409)
    if clock.today() > round.explain_until:
        return Denied("deadline", _("The last day for explanations is over."), 409)
    return allow


def explanations_are_over(round: Round) -> Verdict:
    """What was promised to the units is kept: the result is not fixed before their last day is over."""
    if round.explain_until and explanations_are_open(round):
        day = format_day(round.explain_until)
        return Denied("window_open", _("The units may explain until the end of %(day)s.") % {"day": day}, 409)
    return allow


def was_announced(round: Round) -> Verdict:
    """Only a result that was provisional once can become so again."""
    if round.explain_until is None:
        return Denied("not_announced", _("The round was finalised without a provisional result."), 409)
    return allow


def late_days_on(participant: Participant, day: datetime.date) -> int:
    """Working days after the unit's due day; 0 in time, the last day included."""
    due = due_day(participant)
    return lateness(work_calendar(), due, day) if day > due else 0


def accepts_submission(participant: Participant) -> Verdict:
    """Open round, and not later than the set's last working day of grace (defaults: item TR-1)."""
    round = participant.round
    if round.state != RoundState.OPEN:
        return Denied("deadline", _("The reception of this round is closed."), 409)
    if clock.today() <= due_day(participant):
        return allow
    limit = round.collective_set.late_limit_days if round.collective_set else 0
    if late_days_on(participant, clock.today()) > limit or limit == 0:
        return Denied(
            "deadline",
            _(
                "The time for submission is over. The draft is kept in full; if there is a reason, "
                "please ask for an extension."
            ),
            409,
        )
    return allow
