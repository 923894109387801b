"""Named reads of the reports: work lists of the home page and the table of a phase."""

import datetime
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.desk_queries import QueueGroup, queue_of, running_queues
from assessments.enums import AssessmentState as State
from assessments.models import Assessment
from assessments.queries import own_assessments, own_participants, waiting_for_reception
from assessments.result_queries import run_of_round
from assessments.rules import has_signed_copy
from campaign.enums import RoundState, SignedCopyRule
from campaign.models import Participant, Round
from campaign.queries import due_day, rounds_list
from common import clock
from units.enums import Role
from units.models import User
from units.queries import standing_of


@dataclass(frozen=True)
class Task:
    """One line of the work list: what, why, by when, how long, one button."""

    title: str
    action: str
    url: str
    text: str = ""
    due: datetime.date | None = None
    takes: str = ""
    tone: str = "info"
    icon: str = "clipboard-list"

    @property
    def left(self) -> str:
        """Days left in words; the due day itself counts."""
        if self.due is None:
            return ""
        days = (self.due - clock.today()).days
        if days < 0:
            return _("overdue")
        if days == 0:
            return _("today is the last day")
        return ngettext("%(days)s day left", "%(days)s days left", days) % {"days": days}


def tasks_for(user: User) -> list[Task]:
    """What a person has to do next, the most pressing first."""
    standing = standing_of(user)
    running = list(rounds_list().exclude(state__in=[RoundState.PLANNED, RoundState.PUBLISHED]))
    found: list[Task] = []
    for round in running:
        if standing.fills_in:
            found += _unit_tasks(user, round)
        if standing.has(Role.LEADER):
            found += _leader_tasks(round)
    if standing.has(Role.APPRAISER, Role.CAMPAIGN_MANAGER):
        found += _office_tasks(user)
    if standing.has(Role.CAMPAIGN_MANAGER):
        found += _manager_tasks(running)
    return sorted(found, key=lambda task: (task.due or datetime.date.max, task.title))


def _unit_tasks(user: User, round: Round) -> list[Task]:
    sheets = {row.participant_id: row for row in own_assessments(user, round)}
    found = []
    for participant in own_participants(user, round):
        task = _unit_task(participant, sheets.get(participant.pk))
        if task:
            found.append(task)
    return found


def _unit_task(participant: Participant, sheet: Assessment | None) -> Task | None:
    due, year = due_day(participant), participant.round.year
    if participant.exempted_by_id:
        return None
    if sheet is None or sheet.state == State.DRAFT:
        if participant.round.state != RoundState.OPEN:
            return _unsent(participant, sheet)
        url = reverse("assessments:sheet", args=[sheet.public_id]) if sheet else f"{reverse('reports:home')}#start"
        done, total = _progress(sheet)
        return Task(
            title=_("Self-assessment of %(year)s, %(unit)s") % {"year": year, "unit": participant.printed_name},
            text=_("%(done)s of %(total)s criteria are answered.") % {"done": done, "total": total}
            if sheet
            else _("Not begun yet."),
            action=_("Continue") if sheet else _("Begin"),
            url=url,
            due=due,
            takes=_("about 2 hours with the documents at hand"),
            tone="error" if clock.today() > due else "warn",
            icon="clipboard-pen",
        )
    open_returns = sheet.answers.filter(returns__answered_at__isnull=True, returns__isnull=False).count()
    if open_returns:
        return Task(
            title=_("Complete the self-assessment of %(year)s") % {"year": year},
            text=ngettext(
                "%(count)s criterion has to be completed.",
                "%(count)s criteria have to be completed.",
                open_returns,
            )
            % {"count": open_returns},
            action=_("Complete"),
            url=reverse("assessments:sheet", args=[sheet.public_id]),
            due=participant.round.appraise_by,
            tone="warn",
            icon="undo-2",
        )
    return _signed_copy_task(participant, sheet)


def _unsent(participant: Participant, sheet: Assessment | None) -> Task | None:
    """A draft that was not sent before the reception closed: it is kept, and the unit is told whom to ask."""
    if sheet is None:
        return None
    return Task(
        title=_("The self-assessment of %(year)s has not been submitted") % {"year": participant.round.year},
        text=_("The reception is closed. The draft is kept; the office in charge can reopen, with a reason."),
        action=_("See the draft"),
        url=reverse("assessments:sheet", args=[sheet.public_id]),
        tone="error",
        icon="circle-alert",
    )


def _signed_copy_task(participant: Participant, sheet: Assessment) -> Task | None:
    if sheet.state in (State.FINAL, State.PUBLISHED):
        return None
    if participant.round.signed_copy == SignedCopyRule.NEVER or has_signed_copy(sheet):
        return None
    return Task(
        title=_("Upload the signed copy of %(year)s") % {"year": participant.round.year},
        text=_("Print the sheet, have it signed and sealed, or sign it digitally."),
        action=_("To the receipt"),
        url=reverse("assessments:receipt", args=[sheet.public_id]),
        due=participant.round.appraise_by,
        takes=_("about 10 minutes"),
        icon="stamp",
    )


def _progress(sheet: Assessment | None) -> tuple[int, int]:
    if sheet is None:
        return 0, 0
    answers = list(sheet.answers.values_list("points", "not_applicable"))
    return sum(1 for points, left_out in answers if points is not None or left_out), len(answers)


def _office_tasks(user: User) -> list[Task]:
    found = []
    waiting = waiting_for_reception(user).count()
    if waiting:
        found.append(
            Task(
                title=_("Receive submitted self-assessments"),
                text=ngettext("%(count)s sheet waits.", "%(count)s sheets wait.", waiting) % {"count": waiting},
                action=_("To the queue"),
                url=reverse("assessments:queue"),
                takes=_("about 1 minute each"),
                icon="inbox",
            )
        )
    # The same rows as the first list of the queue.
    rows = [row for round in running_queues(user) for row in queue_of(user, round=round)]
    unscored = [row.part for row in rows if row.group == QueueGroup.UNSCORED]
    if unscored:
        found.append(
            Task(
                title=_("Appraise self-assessments"),
                text=ngettext("%(count)s sheet waits.", "%(count)s sheets wait.", len(unscored))
                % {"count": len(unscored)},
                action=_("To the queue"),
                url=reverse("assessments:queue"),
                due=min(part.assessment.participant.round.appraise_by for part in unscored),
                takes=_("about 10 minutes each"),
                icon="clipboard-check",
            )
        )
    return found


def _manager_tasks(running: list[Round]) -> list[Task]:
    found = []
    for round in running:
        due = round.due_on if round.state == RoundState.OPEN else round.publish_by
        found.append(
            Task(
                title=_("Round %(year)s: %(state)s") % {"year": round.year, "state": round.get_state_display()},
                text=_("Progress by cluster, extensions, closing and results."),
                action=_("To the round"),
                url=reverse("assessments:round", args=[round.year]),
                due=due,
                icon="gauge",
            )
        )
    ready = rounds_list().filter(state=RoundState.PLANNED, collective_set__isnull=False, opens_on__lte=clock.today())
    found += [
        Task(
            title=_("Open the round %(year)s") % {"year": round.year},
            action=_("To the round"),
            url=reverse("assessments:round", args=[round.year]),
            due=round.opens_on,
            tone="warn",
            icon="door-open",
        )
        for round in ready
    ]
    return found


def _leader_tasks(round: Round) -> list[Task]:
    if round.state != RoundState.FINAL:
        return []
    run = run_of_round(round, published_only=False)
    if run is None or getattr(run, "approval", None):
        return []
    return [
        Task(
            title=_("Approve the result of %(year)s") % {"year": round.year},
            action=_("To the round"),
            url=reverse("assessments:round", args=[round.year]),
            due=round.publish_by,
            tone="warn",
            icon="signature",
        )
    ]
