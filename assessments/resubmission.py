"""What the unit has changed since an office last looked at a criterion (no query on a loaded answer)."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from assessments.marking import has_open_return
from assessments.models import Answer, AnswerRevision, Evidence
from assessments.models.answers import AnswerValues
from assessments.settling import newest_revision
from assessments.workings import typed_figures
from common.numbers import format_points
from criteria.models import Item


@dataclass(frozen=True)
class LastLook:
    """When an office last scored the criterion or asked for additions, and the revision it saw (0: none)."""

    at: datetime.datetime
    revision: int


@dataclass(frozen=True)
class Change:
    """One figure or word of the answer, before and now."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Changes:
    """Everything that differs since the last look; `narrative` holds the words before where they have changed."""

    since: LastLook
    rows: tuple[Change, ...]
    narrative: str | None
    added: tuple[Evidence, ...]
    removed: tuple[Evidence, ...]

    @property
    def is_empty(self) -> bool:
        return not (self.rows or self.added or self.removed) and self.narrative is None


def last_look(answer: Answer, offices: frozenset[int]) -> LastLook | None:
    """The newest mark or request of the reader's offices; None where they have not looked yet."""
    looks = [
        LastLook(mark.made_at, mark.revision.number if mark.revision_id else 0)
        for mark in answer.all_marks
        if mark.office_id in offices
    ]
    looks += [
        LastLook(row.asked_at, _revision_at(answer, row.asked_at))
        for row in answer.all_returns
        if row.office_id in offices and not row.is_of_new_version
    ]
    return max(looks, key=lambda look: (look.at, look.revision), default=None)


def has_been_completed(answer: Answer, offices: frozenset[int]) -> bool:
    """The unit has sent the criterion again since the last look."""
    look = last_look(answer, offices)
    if look is None or has_open_return(answer):
        return False
    again = any(row.answered_at and not row.is_withdrawn and row.answered_at >= look.at for row in answer.all_returns)
    return again or newest_revision(answer) > look.revision


def claim_rise(answer: Answer, offices: frozenset[int]) -> tuple[Decimal, Decimal] | None:
    """The claimed points at the last look and now, where the unit has sent the criterion again with a higher claim."""
    look = last_look(answer, offices)
    if look is None or not has_been_completed(answer, offices):
        return None
    before = _seen(answer, look).points or Decimal(0)
    now = answer.points or Decimal(0)
    return (before, now) if now > before else None


def changes_since(answer: Answer, look: LastLook, proofs: Sequence[Evidence]) -> Changes:
    """Before and now; `proofs`: every piece of evidence of the answer, those taken off too."""
    before = _seen(answer, look)
    rows = [
        Change(label, old, new)
        for (label, old), (_label, new) in zip(_shown(answer.item, before), _shown(answer.item, answer), strict=True)
        if old != new
    ]
    return Changes(
        since=look,
        rows=tuple(rows),
        narrative=before.narrative if before.narrative != answer.narrative else None,
        added=tuple(row for row in proofs if row.added_at >= look.at and row.removed_at is None),
        removed=tuple(row for row in proofs if row.added_at < look.at and row.removed_at and row.removed_at >= look.at),
    )


def _seen(answer: Answer, look: LastLook) -> AnswerRevision:
    return next((row for row in answer.revisions.all() if row.number == look.revision), None) or AnswerRevision()


def _revision_at(answer: Answer, moment: datetime.datetime) -> int:
    return max((row.number for row in answer.revisions.all() if row.started_at <= moment), default=0)


def _shown(item: Item, values: AnswerValues) -> list[tuple[str, str]]:
    """The answer as readers see it, line by line, always the same lines for an item."""
    figures = dict(typed_figures(item, values))
    claims_na = " ".join(filter(None, [str(values.na_reason or ""), values.na_text]))
    yes_no = {None: "", True: _("Yes"), False: _("No")}[values.yes_no]
    return [
        (_("Self-assessed points"), "" if values.points is None else format_points(values.points)),
        (_("Level reached"), values.option.text if values.option else ""),
        (_("Answer of the unit"), yes_no),
        *((label, figures.get(label, "")) for label in dict.fromkeys([item.label_a, item.label_b]) if label),
        (_("Does not apply"), claims_na if values.not_applicable else ""),
    ]
