"""The history of a sheet in words: events, and one line for each editing session of an answer."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.models import AnswerRevision
from assessments.models.answers import AnswerValues
from common.models import Event
from common.numbers import format_points

# Action to its words, tone and icon.
ACTIONS: dict[str, tuple[str | Promise, str, str]] = {
    "assessment.started": (gettext_lazy("The self-assessment was begun"), "", "file-plus"),
    "assessment.submit": (gettext_lazy("The self-assessment was submitted"), "ok", "send"),
    "assessment.withdraw": (gettext_lazy("The self-assessment was withdrawn to be edited"), "warn", "undo-2"),
    "assessment.receive": (gettext_lazy("The office received the self-assessment"), "ok", "inbox"),
    "assessment.returned": (gettext_lazy("Additions were asked for: %(item)s"), "warn", "undo-2"),
    "assessment.completed_again": (gettext_lazy("The additions were sent: %(items)s"), "ok", "send"),
    "assessment.signed_copy_added": (gettext_lazy("The signed copy was uploaded"), "", "pen-line"),
    "assessment.begin_appraisal": (gettext_lazy("The appraisal began"), "", "clipboard-pen"),
    "assessment.office_finished": (gettext_lazy("An office finished its criteria"), "", "check"),
    "assessment.end_appraisal": (gettext_lazy("The appraisal ended"), "ok", "clipboard-check"),
    "assessment.reopen_appraisal": (gettext_lazy("The appraisal was opened again"), "warn", "rotate-ccw"),
    "assessment.set_changed": (
        gettext_lazy("The sheet went over to another version of the criteria set; to be answered anew: %(items)s"),
        "warn",
        "file-pen",
    ),
    "assessment.adjusted": (gettext_lazy("Bonus or minus points were entered"), "", "diff"),
    "assessment.adjustment_removed": (gettext_lazy("Bonus or minus points were taken back"), "", "diff"),
    "assessment.finalise": (gettext_lazy("The result became final"), "ok", "badge-check"),
    "assessment.publish": (gettext_lazy("The result was published"), "ok", "megaphone"),
    "evidence.added": (gettext_lazy("Evidence was added to %(item)s: %(title)s"), "", "paperclip"),
    "evidence.removed": (gettext_lazy("Evidence was taken off %(item)s: %(title)s"), "", "paperclip"),
}
# What tells of granted points before the unit may see them.
ABOUT_POINTS = frozenset({"assessment.adjusted", "assessment.adjustment_removed"})

FIELDS: dict[str, str | Promise] = {
    "option": gettext_lazy("level reached"),
    "yes_no": gettext_lazy("yes or no"),
    "amount_a": gettext_lazy("first figure"),
    "amount_b": gettext_lazy("second figure"),
    "claimed": gettext_lazy("points"),
    "not_applicable": gettext_lazy("does not apply"),
    "na_reason": gettext_lazy("reason why it does not apply"),
    "na_text": gettext_lazy("reason in words"),
    "narrative": gettext_lazy("account of the result"),
}


@dataclass(frozen=True)
class HistoryLine:
    """One line: when it ended, what, who, why."""

    when: datetime
    what: str
    who: str
    reason: str = ""
    tone: str = ""
    icon: str = "circle-dot"

    def as_props(self) -> dict[str, Any]:
        """The shape that the component takes."""
        return dict(self.__dict__)


def history_lines(
    events: Iterable[Event], revisions: Iterable[AnswerRevision], *, with_points: bool
) -> list[HistoryLine]:
    """Newest first. `with_points`: the reader may see what tells of granted points."""
    lines = [_of_event(event) for event in events if with_points or event.action not in ABOUT_POINTS]
    before: AnswerRevision | None = None
    for revision in revisions:
        earlier = before if before and before.answer_id == revision.answer_id else None
        lines.append(_of_revision(revision, earlier))
        before = revision
    return sorted(lines, key=lambda line: line.when)[::-1]


def changed_fields(newer: AnswerValues, older: AnswerValues | None) -> list[str]:
    """Names of what an editing session changed, in words."""
    empty = type(newer)()
    base = older or empty
    attributes = {name: name if name not in {"option", "na_reason"} else f"{name}_id" for name in FIELDS}
    return [
        str(words)
        for name, words in FIELDS.items()
        if getattr(newer, attributes[name]) != getattr(base, attributes[name])
    ]


def _of_event(event: Event) -> HistoryLine:
    words, tone, icon = ACTIONS.get(event.action, (event.action, "", "circle-dot"))
    data = {key: value for key, value in event.data.items() if isinstance(value, str)}
    data |= {"items": ", ".join(event.data.get("items", []))}
    try:
        what = str(words) % data if "%(" in str(words) else str(words)
    except KeyError:
        what = event.action
    return HistoryLine(event.at, what, str(event.actor or ""), event.reason, tone, icon)


def _of_revision(revision: AnswerRevision, earlier: AnswerRevision | None) -> HistoryLine:
    changed = changed_fields(revision, earlier)
    points = format_points(revision.points) if revision.points is not None else _("none yet")
    what = _("%(code)s was edited (%(fields)s); self-assessed points: %(points)s") % {
        "code": revision.answer.item.criterion.code,
        "fields": ", ".join(changed) or _("nothing changed"),
        "points": points,
    }
    return HistoryLine(revision.saved_at, what, str(revision.editor), icon="pencil")
