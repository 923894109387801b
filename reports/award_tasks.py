"""What award cycles wait for: a cycle to begin or prepare, names to confirm, proposals of the own unit."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from awards.enums import CycleState
from awards.models import AwardCycle
from awards.queries.cycles import cycles_for, runs_to_award
from awards.rules.cycles import may_confirm, may_run, takes_names
from awards.waiting import waiting_counts
from common import clock
from reports.work import Task
from units.enums import Role
from units.models import User
from units.queries import standing_of


def award_tasks(user: User) -> list[Task]:
    """Of the secretary, of those who confirm, of heads of units; nothing for others."""
    cycles = list(cycles_for(user).filter(state__in=[CycleState.PREPARING, CycleState.NOMINATING]))
    taking = [cycle for cycle in cycles if takes_names(cycle)]
    found = _secretary_tasks(cycles) if may_run(user) else []
    if may_confirm(user):
        counts = waiting_counts(user, taking) if taking else {}
        found += [_confirming_task(cycle, counts[cycle.pk]) for cycle in taking if cycle.pk in counts]
    if standing_of(user).has(Role.UNIT_HEAD):
        found += [_proposing_task(cycle) for cycle in taking if _is_in_time(cycle)]
    return found


def _secretary_tasks(cycles: list[AwardCycle]) -> list[Task]:
    found = [
        Task(
            title=_("Prepare the award cycle “%(cycle)s”") % {"cycle": cycle},
            text=_("Quotas and fund by their documents; then names are taken."),
            action=_("Continue"),
            url=reverse("awards:cycle", args=[cycle.pk]),
            icon="award",
        )
        for cycle in cycles
        if cycle.state == CycleState.PREPARING
    ]
    waiting = len(runs_to_award())
    if waiting:
        text = ngettext(
            "%(count)s published result has no award cycle yet.",
            "%(count)s published results have no award cycle yet.",
            waiting,
        )
        found.append(
            Task(
                title=_("Begin an award cycle"),
                text=text % {"count": waiting},
                action=_("To the award cycles"),
                url=reverse("awards:cycles"),
                icon="award",
            )
        )
    return found


def _confirming_task(cycle: AwardCycle, count: int) -> Task:
    return Task(
        title=_("Confirm nominations: %(cycle)s") % {"cycle": cycle},
        text=ngettext("%(count)s name waits for a second person.", "%(count)s names wait for a second person.", count)
        % {"count": count},
        action=_("Read the names"),
        url=reverse("awards:confirm", args=[cycle.pk]),
        tone="warn",
        icon="check-check",
    )


def _proposing_task(cycle: AwardCycle) -> Task:
    return Task(
        title=_("Propose for awards: %(cycle)s") % {"cycle": cycle},
        text=_("Persons and collectives of the unit, each with the report of the achievement."),
        action=_("To the proposals"),
        url=reverse("awards:proposing", args=[cycle.pk]),
        due=cycle.nominate_until,
        takes=_("about 20 minutes each"),
        icon="award",
    )


def _is_in_time(cycle: AwardCycle) -> bool:
    return cycle.nominate_until is None or clock.today() <= cycle.nominate_until
