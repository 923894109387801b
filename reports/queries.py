"""Named reads of the reports: work lists of the home page and the table of a phase."""

import datetime

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.correction_queries import rounds_with_waiting_corrections, waiting_run
from assessments.enums import AssessmentState as State
from assessments.enums import RegistrationState
from assessments.models import AnswerTask, Assessment, Return, SignedCopy
from assessments.nomination_queries import own_nominations, reports_to_confirm
from assessments.queries import open_tasks_of, own_assessments, own_participants
from assessments.registering import registration_is_open, registration_of
from assessments.result_queries import approval_of, run_of_round
from assessments.rules import has_signed_copy
from assessments.services.announcing import announce_is_ready
from campaign.enums import RoundState, SignedCopyRule
from campaign.models import Participant, Round
from campaign.queries import due_day, rounds_list
from campaign.rules import explanations_are_open
from common import clock
from reports.award_tasks import award_tasks
from reports.council_tasks import council_tasks
from reports.decision_tasks import decision_tasks
from reports.dossier_tasks import dossier_tasks
from reports.office_tasks import office_tasks, ruling_tasks
from reports.paper_tasks import paper_tasks
from reports.work import Task
from units.enums import Role
from units.models import User
from units.queries import standing_of


def tasks_for(user: User) -> list[Task]:
    """What a person has to do next, the most pressing first."""
    standing = standing_of(user)
    running = list(rounds_list().exclude(state__in=[RoundState.PLANNED, RoundState.PUBLISHED]))
    found: list[Task] = [*council_tasks(user), *dossier_tasks(user)]
    found += _shared_tasks(user) if standing.fills_in else []
    for round in running:
        if standing.fills_in:
            found += _unit_tasks(user, round)
        if standing.has(Role.LEADER):
            found += _leader_tasks(user, round)
    if standing.has(Role.APPRAISER, Role.CAMPAIGN_MANAGER):
        found += office_tasks(user) + ruling_tasks(user, running)
    if standing.has(Role.CAMPAIGN_MANAGER):
        found += _manager_tasks(running) + _correction_tasks(is_leader=False)
    if standing.has(Role.LEADER):
        found += _correction_tasks(is_leader=True)
    found += award_tasks(user)
    found += decision_tasks(user)
    found += paper_tasks(user)
    return sorted(found, key=lambda task: (task.due or datetime.date.max, task.title))


def _unit_tasks(user: User, round: Round) -> list[Task]:
    sheets = {row.participant_id: row for row in own_assessments(user, round)}
    found = []
    for participant in own_participants(user, round):
        sheet = sheets.get(participant.pk)
        tasks = (_registering_task(participant), _unit_task(participant, sheet), _explaining_task(participant, sheet))
        found += [task for task in tasks if task]
    return found + _person_tasks(user, round) if round.individual_set_id else found


def _person_tasks(user: User, round: Round) -> list[Task]:
    """Reports of nominated persons to finish while the reception is open, those an office sent back, signed copies."""
    open_returns = Return.objects.filter(answer__assessment=OuterRef("pk"), answered_at__isnull=True)
    copies = SignedCopy.objects.filter(assessment=OuterRef("pk"), receipt_code=OuterRef("receipt_code"))
    rows = own_nominations(user, round).annotate(is_returned=Exists(open_returns), has_copy=Exists(copies))
    found = []
    for sheet in rows.prefetch_related("participant__extensions"):
        is_open = sheet.state == State.DRAFT and round.state == RoundState.OPEN
        if not (is_open or sheet.is_returned):
            if sheet.state != State.DRAFT and not sheet.has_copy and _asks_for_copy(sheet, round):
                found.append(_copy_task(sheet, round))
            continue
        title = _("Complete the report of %(name)s") if sheet.is_returned else _("Report of achievements of %(name)s")
        due = round.appraise_by if sheet.is_returned else due_day(sheet.participant)
        found.append(
            Task(
                title=title % {"name": sheet.nomination},
                text=_("An office asks for additions.")
                if sheet.is_returned
                else _("To be filled in by the unit; its head confirms and submits."),
                action=_("Continue"),
                url=reverse("assessments:sheet", args=[sheet.public_id]),
                due=due,
                tone="warn",
                icon="user-round",
            )
        )
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


def _registering_task(participant: Participant) -> Task | None:
    """The window of the registration is open and the head has not answered."""
    round = participant.round
    if participant.exempted_by_id or not registration_is_open(round):
        return None
    row = registration_of(participant)
    if row and row.state != RegistrationState.DRAFT:
        return None
    return Task(
        title=_("Register for the round of %(year)s") % {"year": round.year},
        text=_("Targets of the year, or a reason for not taking part; the head of the unit confirms."),
        action=_("Continue") if row else _("Begin"),
        url=reverse("assessments:registration", args=[participant.pk]),
        due=round.register_until,
        takes=_("about 15 minutes"),
        tone="warn",
        icon="badge-check",
    )


def _shared_tasks(user: User) -> list[Task]:
    """What the head has asked a person to prepare and is not answered yet: one line per sheet and day."""
    groups: dict[tuple[int, datetime.date], list[AnswerTask]] = {}
    for row in open_tasks_of(user):
        groups.setdefault((row.answer.assessment_id, row.due_on), []).append(row)
    found = []
    for (_sheet, due), rows in groups.items():
        sheet = rows[0].answer.assessment
        found.append(
            Task(
                title=_("Prepare criteria of the self-assessment of %(year)s") % {"year": sheet.participant.round.year},
                text=", ".join(row.answer.item.code for row in rows),
                action=_("To the first of them"),
                url=f"{reverse('assessments:sheet', args=[sheet.public_id])}#{rows[0].answer.item.code}",
                due=due,
                tone="error" if clock.today() > due else "warn",
                icon="users",
            )
        )
    return found


def _explaining_task(participant: Participant, sheet: Assessment | None) -> Task | None:
    """The provisional result is there, and the last day for explanations is not over."""
    round = participant.round
    if sheet is None or sheet.state not in (State.PROVISIONAL, State.EXPLAINED) or not explanations_are_open(round):
        return None
    return Task(
        title=_("Read the provisional result of %(year)s") % {"year": round.year},
        text=_("Contested criteria may be explained, with evidence; the head of the unit sends it."),
        action=_("To the sheet"),
        url=f"{reverse('assessments:sheet', args=[sheet.public_id])}#provisional",
        due=round.explain_until,
        takes=_("about 30 minutes"),
        tone="warn",
        icon="message-square-text",
    )


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
    if not _asks_for_copy(sheet, participant.round) or has_signed_copy(sheet):
        return None
    return _copy_task(sheet, participant.round)


def _asks_for_copy(sheet: Assessment, round: Round) -> bool:
    """Until the result is fixed; a person's report has none of its own, so until that of the round is."""
    if sheet.person_id:
        is_fixed = round.state in (RoundState.FINAL, RoundState.PUBLISHED)
    else:
        is_fixed = sheet.state in (State.FINAL, State.PUBLISHED)
    return round.signed_copy != SignedCopyRule.NEVER and not is_fixed


def _copy_task(sheet: Assessment, round: Round) -> Task:
    if sheet.person_id:
        title = _("Upload the signed copy of the report of %(name)s") % {"name": sheet.nomination}
        text = _("Print the report, have it signed and sealed, or sign it digitally.")
    else:
        title = _("Upload the signed copy of %(year)s") % {"year": round.year}
        text = _("Print the sheet, have it signed and sealed, or sign it digitally.")
    return Task(
        title=title,
        text=text,
        action=_("To the receipt"),
        url=reverse("assessments:receipt", args=[sheet.public_id]),
        due=round.appraise_by,
        takes=_("about 10 minutes"),
        icon="stamp",
    )


def _progress(sheet: Assessment | None) -> tuple[int, int]:
    if sheet is None:
        return 0, 0
    answers = list(sheet.answers.values_list("points", "not_applicable"))
    return sum(1 for points, left_out in answers if points is not None or left_out), len(answers)


def _correction_tasks(*, is_leader: bool) -> list[Task]:
    """Corrections of published results: a leader approves them, then the office in charge publishes."""
    found = []
    for round in rounds_with_waiting_corrections():
        is_approved = approval_of(waiting_run(round)) is not None
        if is_approved == is_leader:
            continue
        title = _("Approve the correction of %(year)s") if is_leader else _("Publish the correction of %(year)s")
        url = f"{reverse('assessments:round', args=[round.year])}#waiting-corrections"
        found.append(
            Task(title=title % {"year": round.year}, action=_("To the round"), url=url, tone="warn", icon="replace")
        )
    return found


def _announcing_task(round: Round) -> Task | None:
    """Everything that was sent is appraised: the provisional result can be announced."""
    if round.state != RoundState.CLOSED or not announce_is_ready(round):
        return None
    return Task(
        title=_("Announce the provisional result of %(year)s") % {"year": round.year},
        text=_("Every sheet is appraised."),
        action=_("To the round"),
        url=reverse("assessments:round", args=[round.year]),
        due=round.publish_by,
        tone="warn",
        icon="hourglass",
    )


def _manager_tasks(running: list[Round]) -> list[Task]:
    found = []
    for round in running:
        announcing = _announcing_task(round)
        if announcing:
            found.append(announcing)
            continue
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
    ready = rounds_list().filter(
        state=RoundState.PLANNED, on_paper=False, collective_set__isnull=False, opens_on__lte=clock.today()
    )
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


def _confirming_tasks(user: User, round: Round) -> list[Task]:
    """Reports of heads of units, which nobody in their unit may confirm but another head."""
    return [
        Task(
            title=_("Report of achievements of %(name)s") % {"name": sheet.nomination},
            text=_("The head of %(unit)s is nominated; a leader of the department confirms and submits the report.")
            % {"unit": sheet.participant.printed_name},
            action=_("Read and confirm"),
            url=reverse("assessments:sheet", args=[sheet.public_id]),
            due=due_day(sheet.participant),
            tone="warn",
            icon="user-round",
        )
        for sheet in reports_to_confirm(user, round).prefetch_related("participant__extensions")
    ]


def _leader_tasks(user: User, round: Round) -> list[Task]:
    if round.state == RoundState.OPEN and round.individual_set_id:
        return _confirming_tasks(user, round)
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
