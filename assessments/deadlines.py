"""The due day of a sheet in words, with the days left or what lateness costs."""

import datetime
from dataclasses import dataclass

from django.utils.translation import gettext as _

from assessments.enums import AssessmentState
from assessments.models import Assessment
from campaign.models import Participant
from campaign.queries import due_day
from campaign.rules import accepts_submission, late_days_on
from common import clock
from common.dates import format_day
from common.numbers import format_decimal
from criteria.models import CriteriaSet
from criteria.totals import LateRule, late_minus


@dataclass(frozen=True)
class DeadlineLine:
    """`tone` is one of the tones of components; `is_open` tells whether a sheet is still accepted."""

    text: str
    tone: str
    is_open: bool


def sharing_limit(assessment: Assessment) -> datetime.date | None:
    """Until when at most something inside the unit can be asked for.

    The due day of the draft with the unit's extension, the end of the appraisal for what an office wants completed;
    None once the due day has passed and a late sheet is still taken.
    """
    participant = assessment.participant
    limit = due_day(participant) if assessment.state == AssessmentState.DRAFT else participant.round.appraise_by
    return limit if clock.today() <= limit else None


def deadline_of(assessment: Assessment) -> DeadlineLine:
    """The line of a sheet, by the late rule of its own set."""
    return deadline_line(assessment.participant, assessment.criteria_set)


def deadline_line(participant: Participant, criteria_set: CriteriaSet) -> DeadlineLine:
    """`Due: end of 06/6/2025 (Vietnam time). Days left: 2.`, or that it is late, or over."""
    verdict = accepts_submission(participant)
    if not verdict:
        return DeadlineLine(str(verdict.reason), "error", is_open=False)
    due, today = due_day(participant), clock.today()
    if today > due:
        days = late_days_on(participant, today)
        return DeadlineLine(_late(days, format_day(due), criteria_set), "warn", is_open=True)
    line = _("Due: end of %(day)s (Vietnam time).") % {"day": format_day(due)}
    left = (due - today).days
    rest = _("Days left: %(count)s.") % {"count": left} if left else _("Today is the last day.")
    return DeadlineLine(f"{line} {rest}", "warn" if left <= 1 else "info", is_open=True)


def _late(days: int, due: str, criteria_set: CriteriaSet) -> str:
    if not days:
        return _("The due day %(day)s has passed; today still counts as in time.") % {"day": due}
    rule = LateRule(criteria_set.late_per_day, criteria_set.late_max, criteria_set.late_limit_days)
    minus = late_minus(days, rule).points
    return _(
        "The due day %(day)s has passed. Submitted today, the sheet is %(days)s working days late: "
        "minus %(points)s points."
    ) % {"day": due, "days": days, "points": format_decimal(minus)}
