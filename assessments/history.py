"""The history of a sheet in words: events, and one line for each editing session of an answer."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.enums import ColumnKind
from assessments.models import AnswerRevision, Mark
from assessments.models.answers import AnswerValues
from common.event_words import event_text
from common.models import Event
from common.numbers import format_decimal, format_points

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
    "assessment.shared_out": ("", "users"),
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
    "nomination.initiative_changed": ("", "pencil"),
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
class Change:
    """One field of an answer or score: from what to what, in words; "-" for nothing."""

    name: str
    before: str
    after: str


@dataclass(frozen=True)
class HistoryLine:
    """One line: when it ended, what, who, why, and from what to what."""

    when: datetime
    what: str
    who: str
    reason: str = ""
    tone: str = ""
    icon: str = "circle-dot"
    changes: tuple[Change, ...] = ()

    def as_props(self) -> dict[str, Any]:
        """The shape that the component takes."""
        return dict(self.__dict__)


def history_lines(
    events: Iterable[Event],
    revisions: Iterable[AnswerRevision],
    marks: Iterable[Mark] = (),
    *,
    with_points: bool,
) -> list[HistoryLine]:
    """Newest first. `with_points`: the reader may see what tells of granted points.

    Revisions and marks come answer by answer, oldest first; a revision is one editing session, however often it saved.
    """
    lines = [_of_event(event) for event in events if with_points or event.action not in ABOUT_POINTS]
    before: AnswerRevision | None = None
    for revision in revisions:
        earlier = before if before and before.answer_id == revision.answer_id else None
        lines.append(_of_revision(revision, earlier))
        before = revision
    if with_points:
        lines += _of_marks(marks)
    return sorted(lines, key=lambda line: line.when)[::-1]


def changes_between(newer: AnswerRevision, older: AnswerRevision | None) -> tuple[Change, ...]:
    """What an editing session changed, from its first to its last text; figures by the names of their item."""
    base = older or AnswerRevision()
    item = newer.answer.item
    labels = {name: f"“{label}”" for name, label in (("amount_a", item.label_a), ("amount_b", item.label_b)) if label}
    return tuple(
        Change(str(labels.get(name, FIELDS[name])), value_words(base, name), value_words(newer, name))
        for name in differing(base, newer)
    )


def differing(one: AnswerValues, other: AnswerValues) -> list[str]:
    """The fields that a unit fills in and in which two versions differ."""
    return [name for name in FIELDS if _stored(one, name) != _stored(other, name)]


def _stored(values: AnswerValues, name: str) -> Any:
    return getattr(values, f"{name}_id" if name in {"option", "na_reason"} else name)


def value_words(values: AnswerValues, name: str) -> str:
    """One field for reading; "-" for nothing."""
    value = getattr(values, name)
    if name == "claimed":
        return _points(value)
    if name in {"amount_a", "amount_b"}:
        return format_decimal(value) if value is not None else "-"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return str(value) if value else "-"


def _points(value: Decimal | None) -> str:
    return "-" if value is None else format_points(value)


def _of_event(event: Event) -> HistoryLine:
    tone, icon = LOOKS.get(event.action, ("", "circle-dot"))
    return HistoryLine(event.at, event_text(event), str(event.actor or ""), event.reason, tone, icon)


def _of_revision(revision: AnswerRevision, earlier: AnswerRevision | None) -> HistoryLine:
    changes = changes_between(revision, earlier)
    points = format_points(revision.points) if revision.points is not None else _("none yet")
    what = _("%(code)s was edited (%(fields)s); self-assessed points: %(points)s") % {
        "code": revision.answer.item.code,
        "fields": ", ".join(change.name for change in changes) or _("nothing changed"),
        "points": points,
    }
    before = earlier.points if earlier else None
    if before != revision.points:
        changes += (Change(_("self-assessed points"), _points(before), _points(revision.points)),)
    return HistoryLine(revision.saved_at, what, str(revision.editor), icon="pencil", changes=changes)


def _of_marks(marks: Iterable[Mark]) -> list[HistoryLine]:
    """A line per mark: from the mark it replaced, else from the claim that the appraiser saw."""
    lines = []
    standing: dict[tuple[int, str, int], Mark] = {}
    for mark in marks:
        place = (mark.answer_id, mark.column, mark.slot)
        earlier = standing.get(place)
        before = _granted(earlier) if earlier else _claimed(mark.revision)
        standing[place] = mark
        what = _("%(code)s was given points: %(points)s") % {
            "code": mark.answer.item.code,
            "points": _granted(mark),
        }
        name = str(ColumnKind(mark.column).label)
        change = Change(name, before, _granted(mark))
        lines.append(
            HistoryLine(mark.made_at, what, str(mark.appraiser), mark.reason, icon="clipboard-pen", changes=(change,))
        )
    return lines


def _granted(mark: Mark) -> str:
    return _points(mark.points) if mark.applies else _("not applicable")


def _claimed(revision: AnswerRevision) -> str:
    return _("not applicable") if revision.not_applicable else _points(revision.points)
