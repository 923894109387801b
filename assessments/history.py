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
from common.event_words import event_text
from common.models import Event
from common.numbers import format_points

# Action to its tone and icon.
LOOKS: dict[str, tuple[str, str]] = {
    "assessment.started": ("", "file-plus"),
    "assessment.last_year_taken": ("", "history"),
    "assessment.workbook_taken": ("", "file-spreadsheet"),
    "assessment.submit": ("ok", "send"),
    "assessment.withdraw": ("warn", "undo-2"),
    "assessment.receive": ("ok", "inbox"),
    "assessment.returned": ("warn", "undo-2"),
    "assessment.return_withdrawn": ("", "undo-2"),
    "assessment.completed_again": ("ok", "send"),
    "assessment.signed_copy_added": ("", "pen-line"),
    "assessment.begin_appraisal": ("", "clipboard-pen"),
    "assessment.office_finished": ("", "check"),
    "assessment.office_reopened": ("warn", "rotate-ccw"),
    "assessment.end_appraisal": ("ok", "clipboard-check"),
    "assessment.reopen_appraisal": ("warn", "rotate-ccw"),
    "assessment.set_changed": ("warn", "file-pen"),
    "assessment.adjusted": ("", "diff"),
    "assessment.adjustment_removed": ("", "diff"),
    "assessment.announce": ("warn", "hourglass"),
    "assessment.conclude": ("ok", "message-square-text"),
    "assessment.explain_again": ("warn", "rotate-ccw"),
    "assessment.reconsider": ("warn", "rotate-ccw"),
    "assessment.corrected": ("warn", "replace"),
    "nomination.started": ("", "file-plus"),
    "nomination.named": ("", "pencil"),
    "nomination.submit": ("ok", "send"),
    "nomination.withdraw": ("warn", "undo-2"),
    "nomination.receive": ("ok", "inbox"),
    "nomination.begin_appraisal": ("", "clipboard-pen"),
    "nomination.end_appraisal": ("ok", "clipboard-check"),
    "nomination.reopen_appraisal": ("warn", "rotate-ccw"),
    "nomination.retract": ("warn", "circle-x"),
    "explanation.sent": ("", "message-square-text"),
    "explanation.requested": ("", "message-square-text"),
    "explanation.accepted": ("ok", "check"),
    "explanation.refused": ("warn", "circle-x"),
    "explanation.ruled": ("ok", "check"),
    "assessment.finalise": ("ok", "badge-check"),
    "assessment.publish": ("ok", "megaphone"),
    "evidence.added": ("", "paperclip"),
    "evidence.removed": ("", "paperclip"),
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
    tone, icon = LOOKS.get(event.action, ("", "circle-dot"))
    return HistoryLine(event.at, event_text(event), str(event.actor or ""), event.reason, tone, icon)


def _of_revision(revision: AnswerRevision, earlier: AnswerRevision | None) -> HistoryLine:
    changed = changed_fields(revision, earlier)
    points = format_points(revision.points) if revision.points is not None else _("none yet")
    what = _("%(code)s was edited (%(fields)s); self-assessed points: %(points)s") % {
        "code": revision.answer.item.criterion.code,
        "fields": ", ".join(changed) or _("nothing changed"),
        "points": points,
    }
    return HistoryLine(revision.saved_at, what, str(revision.editor), icon="pencil")
