"""The provisional result: announced to each unit with the last day for explanations; a final one taken back."""

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from assessments.enums import AssessmentState as State
from assessments.enums import RunKind
from assessments.models import Assessment, Run
from assessments.services.results import AT_WORK, approval_matter, run_make
from assessments.workflow import assessment_move
from campaign.models import Round
from campaign.rules import explanation_window_end
from campaign.workflow import round_move
from common import clock
from common.access import Denied, Verdict, allow, require
from common.dates import format_day
from units.enums import Role
from units.models import User
from units.queries import members_with_role
from units.services import message_send, messages_settle


def announce_is_ready(round: Round) -> Verdict:
    """Every sheet that was sent is appraised."""
    rows = Assessment.objects.filter(participant__round=round)
    waiting = rows.filter(state__in=AT_WORK).count()
    if waiting:
        return Denied("at_work", _("%(count)s sheets are not appraised yet.") % {"count": waiting}, 409)
    return allow


@transaction.atomic
def round_announce(*, round: Round, by: User) -> Run:
    """Announces the provisional result of a closed round: a run of its own kind, sheets provisional, heads told.

    The last day is fixed here, from the working days known today; the day of the announcement does not count.
    """
    last = explanation_window_end(round, clock.today())
    row = round_move(round=round, name="announce", by=by, announced_at=clock.now(), explain_until=last)
    require(announce_is_ready(row))
    run = run_make(round=row, by=by, kind=RunKind.PROVISIONAL)
    sheets = Assessment.objects.filter(participant__round=row, state=State.APPRAISED)
    for sheet in sheets.select_related("participant"):
        assessment_move(assessment=sheet, name="announce", by=by)
        message_send(
            to=members_with_role(sheet.participant.unit_id, Role.UNIT_HEAD),
            text=_("The provisional result of %(year)s is there. Explanations are taken until the end of %(day)s.")
            % {"year": row.year, "day": format_day(last)},
            link=reverse("assessments:sheet", args=[sheet.public_id]),
            due=last,
        )
    return run


@transaction.atomic
def round_reconsider(*, round: Round, reason: str, by: User) -> Round:
    """Takes a final result back before it is published, with a reason; the next final result is a new run.

    The approval of the run that falls stays with it and counts for no other.
    """
    row = round_move(round=round, name="reconsider", by=by, reason=reason)
    messages_settle(matter=approval_matter(row))
    for sheet in Assessment.objects.filter(participant__round=row, state=State.FINAL):
        assessment_move(assessment=sheet, name="reconsider", by=by, reason=reason)
    return row
