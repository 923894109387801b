"""A later last day for one unit, with its reason; it stands above the campaign because it looks at the unit's sheet."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from assessments.enums import AssessmentState
from assessments.models import Assessment
from campaign.calendar import next_working_day
from campaign.enums import RoundState
from campaign.models import Extension, Participant, Round
from campaign.queries import due_day
from campaign.rules import work_calendar
from common import clock
from common.access import Denied, Verdict, allow, require
from common.dates import format_day
from common.events import event_log
from units.models import User
from units.queries import Account
from units.rules import is_campaign_manager


def may_extend(user: Account, participant: Participant) -> Verdict:
    """The office in charge, while the round receives sheets and the unit still has its sheet to send."""
    manager = is_campaign_manager(user)
    if not manager:
        return manager
    if participant.round.state != RoundState.OPEN:
        return Denied("state", _("The reception of this round is closed."), 409)
    if participant.exempted_by_id:
        return Denied("exempted", _("The unit is exempted from this round."), 409)
    sheet = Assessment.objects.filter(participant=participant).first()
    if sheet is not None and sheet.state != AssessmentState.DRAFT:
        text = _("The unit has sent its sheet; a later day changes nothing. What is missing is asked for as additions.")
        return Denied("sent", text, 409)
    return allow


@transaction.atomic
def extension_give(*, participant: Participant, due_on: dt.date, reason: str, by: User) -> Extension:
    """Gives one unit a later day, with a reason; a day off becomes the next working day (Civil Code 2015, Art 148).

    Raises Refused: not the office in charge, round closed, sheet sent, no reason, a day that is over, not later than
    the present one or after the last day of the appraisal.
    """
    round = Round.objects.select_for_update().get(pk=participant.round_id)
    participant.round = round
    require(may_extend(by, participant))
    if not reason.strip():
        require(Denied("reason_needed", _("A reason is needed."), 400))
    if due_on < clock.today():
        require(Denied("bad_input", _("This day is over already."), 400))
    day = next_working_day(work_calendar(), due_on)
    if day > round.appraise_by:
        limit = format_day(round.appraise_by)
        require(Denied("bad_input", _("The sheets have to be appraised by %(day)s.") % {"day": limit}, 400))
    if day <= due_day(participant):
        require(Denied("bad_input", _("The new day must be later than the present one."), 400))
    row = Extension.objects.create(
        participant=participant, due_on=day, reason=reason, given_by=by, given_at=clock.now()
    )
    event_log(
        actor=by,
        action="participant.extended",
        target=participant,
        reason=reason,
        data={"due_on": day.isoformat(), "asked": due_on.isoformat()},
    )
    return row
