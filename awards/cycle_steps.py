"""What stands next in an award cycle, for its page: the line of steps, tasks, buttons of moves."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from awards.enums import CycleState
from awards.models import AwardCycle
from awards.rules import cycles as rules
from awards.rules.early import stated_day_is_over
from awards.services.cycles import MOVES
from awards.waiting import Waiting
from common.access import Denied
from units.queries import Account

BUTTONS: dict[str, tuple[str | Promise, bool]] = {
    "hear": (gettext_lazy("Close the list and ask for opinions"), True),
    "nominate_again": (gettext_lazy("Take names again"), False),
    "to_council": (gettext_lazy("Hand over to the council"), True),
    "hear_again": (gettext_lazy("Back to the opinions"), False),
    "conclude": (gettext_lazy("Conclude the cycle"), True),
    "reopen": (gettext_lazy("Open the cycle again"), False),
}


@dataclass(frozen=True)
class Task:
    """One thing that waits, with its way."""

    title: str
    text: str
    url: str
    action: str
    tone: str = "info"


def steps_of(cycle: AwardCycle) -> list[dict[str, Any]]:
    """The states of a cycle as a line of steps, the present one marked."""
    states = list(CycleState)
    place, is_over = states.index(CycleState(cycle.state)), cycle.state == CycleState.CONCLUDED
    return [
        {
            "label": state.label,
            "number": at + 1,
            "state": "done" if at < place or is_over else "current" if at == place else "todo",
        }
        for at, state in enumerate(states)
    ]


def tasks_of(user: Account, cycle: AwardCycle, waiting: Waiting) -> list[Task]:
    """What this reader can do now, most pressing first."""
    found = []
    if waiting.own and rules.takes_names(cycle):
        title = _("%(count)s names wait for a second person") % {"count": len(waiting.own)}
        found.append(
            Task(title, _("Read the names, then confirm them together."), _to("confirm", cycle), _("Read"), "warn")
        )
    if not rules.may_run(user):
        return found
    if cycle.state == CycleState.PREPARING and cycle.quota_document_id is None:
        text = _("The rules propose the numbers; the quota document fixes them.")
        found.append(Task(_("Fix the quotas"), text, _to("quotas", cycle), _("Quotas")))
    elif cycle.state == CycleState.PREPARING:
        text = _("The fund and the last day for proposals are chosen; then names are taken.")
        found.append(Task(_("Open the cycle"), text, _to("opening", cycle), _("Open the cycle")))
    elif cycle.state == CycleState.NOMINATING:
        text = _("Look at whom the rules suggest, and take the names.")
        found.append(Task(_("Take suggestions"), text, _to("suggestions", cycle), _("Suggestions")))
    return found


def moves_of(user: Account, cycle: AwardCycle) -> list[dict[str, Any]]:
    """The buttons of the moves that start from the present state."""
    if not rules.may_run(user):
        return []
    names = [name for name, (source, _target) in MOVES.items() if source == cycle.state]
    if "hear_again" in names and not rules.may_hear_again(cycle):
        names.remove("hear_again")
    if rules.may_conclude(user, cycle):
        names.append("conclude")
    return [{"name": name, "label": BUTTONS[name][0], "is_onward": BUTTONS[name][1]} for name in names]


def early_words(cycle: AwardCycle, moves: list[dict[str, Any]]) -> str:
    """The day that one of the moves would not wait for, in words; empty where none does."""
    verdicts = [stated_day_is_over(cycle, each["name"]) for each in moves]
    return next((str(each.reason) for each in verdicts if isinstance(each, Denied)), "")


def _to(name: str, cycle: AwardCycle) -> str:
    return reverse(f"awards:{name}", args=[cycle.pk])
