"""What stands against a decision besides holds: another award for the same achievement, a date before the vote."""

import datetime
from collections.abc import Iterable, Mapping

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from awards.enums import AwardState, AwardType, PollState
from awards.models import Award, AwardCycle, PollCase
from awards.models.decisions import OUT
from common import clock
from common.access import Denied, Refused
from common.dates import format_day
from common.naming import named


def require_one_award(names: Mapping[int, str], cycle: AwardCycle) -> None:
    """Refuses a second movement award of exactly this period to subjects (id to name), of whatever form.

    Asked at the draft and again at the issue: another decision may have come in between. Wider periods are a warning
    on the page; merit awards rest on another achievement (Decree 152/2025, article 4(3)).
    """
    period = (cycle.achievement_from, cycle.achievement_to)
    own = Q(achievement_from=period[0], achievement_to=period[1])
    of_cycle = Q(decision__cycle__achievement_from=period[0], decision__cycle__achievement_to=period[1])
    others = list(
        Award.objects.filter(own | of_cycle, subject_id__in=names, state=AwardState.GRANTED, decision__state__in=OUT)
        .filter(form__award_type=AwardType.MOVEMENT)
        .select_related("decision", "form")
        .order_by("pk")
    )
    if not others:
        return
    words = _("%(name)s has got %(form)s for the same period by decision %(number)s; one achievement has one form.")
    reasons = [
        words % {"name": names[row.subject_id], "form": row.form.name, "number": row.decision.full_symbol}
        for row in others
    ]
    raise Refused(Denied("two_forms", named(reasons, " "), 409))


def require_after_vote(proposal_ids: Iterable[int | None], day: datetime.date) -> None:
    """Refuses a decision dated before the day on which the council passed what it decides on."""
    cases = PollCase.objects.filter(proposal_id__in=list(proposal_ids), passed=True, poll__state=PollState.CLOSED)
    last = cases.order_by("-poll__closed_at").values_list("poll__closed_at", flat=True).first()
    if last is None or clock.local(last).date() <= day:
        return
    facts = {"day": format_day(day), "vote": format_day(clock.local(last).date())}
    words = _("A decision dated %(day)s comes before the vote of the council on %(vote)s.") % facts
    raise Refused(Denied("before_vote", words, 409), todo=_("Give it a date on or after the day of the vote."))
