"""What the offices have to do next: receive, appraise, settle, rule; each count is that of its list."""

from collections import Counter
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.desk_queries import QueueGroup, QueueRow, Whose, gaps_to_settle, queue_of, running_queues
from assessments.explanation_queries import explanations_to_rule, requests_to_decide
from assessments.queries import waiting_for_reception
from campaign.models import Round
from reports.work import Task
from units.enums import Role
from units.models import User
from units.queries import standing_of


def office_tasks(user: User) -> list[Task]:
    """Receiving, appraising by round, and settling between two marks."""
    found = []
    waiting = waiting_for_reception(user).count()
    if waiting:
        found.append(
            Task(
                title=_("Receive submitted self-assessments"),
                text=ngettext(
                    "Waiting to be received: %(count)s sheet.", "Waiting to be received: %(count)s sheets.", waiting
                )
                % {"count": waiting},
                action=_("To the queue"),
                url=reverse("assessments:queue"),
                takes=_("about 1 minute each"),
                icon="inbox",
            )
        )
    queues = [(round, queue_of(user, round=round)) for round in running_queues(user)]
    found += [task for round, rows in queues if (task := _appraising_task(round, rows))]
    # The queue knows whether there is any, so that most home pages ask no more.
    gaps = len(gaps_to_settle(user)) if any(row.gaps for _round, rows in queues for row in rows) else 0
    if gaps:
        found.append(
            Task(
                title=_("Settle marks too far apart"),
                text=ngettext(
                    "%(count)s criterion waits for a third person.",
                    "%(count)s criteria wait for a third person.",
                    gaps,
                )
                % {"count": gaps},
                action=_("To the disagreements"),
                url=reverse("assessments:disagreements"),
                takes=_("about 10 minutes each"),
                tone="warn",
                icon="users",
            )
        )
    return found


def _appraising_task(round: Round, queue: list[QueueRow]) -> Task | None:
    """What is assigned to the person or to nobody, as the first list of the queue shows it."""
    rows = [row for row in queue if row.waits_for_me]
    open_ones = sum(row.group == QueueGroup.UNSCORED for row in rows)
    with_units = sum(row.group == QueueGroup.WAITING for row in rows)
    if not open_ones:
        return None
    words = [
        ngettext("To be appraised: %(count)s sheet.", "To be appraised: %(count)s sheets.", open_ones)
        % {"count": open_ones}
    ]
    if with_units:
        words.append(
            ngettext(
                "Being completed by the unit: %(count)s sheet.",
                "Being completed by the unit: %(count)s sheets.",
                with_units,
            )
            % {"count": with_units}
        )
    return Task(
        title=_("Appraise self-assessments"),
        text=" ".join(words),
        action=_("To the queue"),
        url=_queue(round=round.year, group=QueueGroup.UNSCORED, whose=Whose.FOR_ME),
        due=round.appraise_by,
        takes=_("about 10 minutes each"),
        icon="clipboard-check",
    )


def ruling_tasks(user: User, running: list[Round]) -> list[Task]:
    """Explanations to rule on, and late requests to decide, while a round has a provisional or final result."""
    if not any(round.explain_until for round in running):
        return []
    found = []
    sheets = explanations_to_rule(user, standing_of(user).units_as(Role.APPRAISER)).order_by()
    pairs = set(sheets.values_list("answer__assessment__participant__round__year", "answer__assessment"))
    for year, count in sorted(Counter(year for year, _sheet in pairs).items()):
        found.append(
            Task(
                title=_("Rule on explanations"),
                text=ngettext("Explanations: %(count)s sheet.", "Explanations: %(count)s sheets.", count)
                % {"count": count},
                action=_("To the queue"),
                url=_queue(round=year, group=QueueGroup.EXPLAINED),
                takes=_("about 10 minutes each"),
                tone="warn",
                icon="message-square-text",
            )
        )
    requests = requests_to_decide(user)
    if requests:
        year = requests[0].answer.assessment.participant.round.year
        found.append(
            Task(
                title=_("Decide on requests for review"),
                text=ngettext("%(count)s request waits.", "%(count)s requests wait.", len(requests))
                % {"count": len(requests)},
                action=_("To the round"),
                url=f"{reverse('assessments:round', args=[year])}#reviews",
                takes=_("about 5 minutes each"),
                tone="warn",
                icon="message-square-text",
            )
        )
    return found


def _queue(**query: Any) -> str:
    return f"{reverse('assessments:queue')}?{urlencode(query)}"
