"""What a unit claims in one answer, laid out for the reader (no query on a loaded answer)."""

from dataclasses import dataclass
from decimal import Decimal

from assessments.marking import has_open_return
from assessments.models import Answer, AnswerRevision
from assessments.models.answers import AnswerValues
from assessments.workings import Working, note_words, typed_figures, working_of
from campaign.models import AssignedTarget
from criteria.enums import ItemKind


@dataclass(frozen=True)
class Level:
    """One option of the item; `is_claimed`: the unit chose it."""

    text: str
    points: Decimal
    is_claimed: bool


@dataclass(frozen=True)
class Claim:
    """The answer as it was sent: while the unit completes it, the last frozen text, not the draft."""

    values: AnswerValues
    is_frozen_text: bool
    levels: tuple[Level, ...]
    typed: tuple[tuple[str, str], ...]
    working: Working | None
    target: AssignedTarget | None

    @property
    def suggestion(self) -> Decimal | None:
        """Points by the rule; expert marks have none."""
        return self.working.scored.points if self.working else None

    @property
    def note(self) -> str:
        return note_words(self.working.scored.note) if self.working else ""


def claim_of(answer: Answer, target: AssignedTarget | None = None) -> Claim:
    """The claim of an answer loaded with its options and revisions."""
    item = answer.item
    values = sent_values(answer)
    chosen = None if values.not_applicable else values.option_id
    has_rule = item.kind != ItemKind.EXPERT and not values.not_applicable
    return Claim(
        values=values,
        is_frozen_text=values is not answer,
        levels=tuple(Level(option.text, option.points, option.pk == chosen) for option in item.options.all()),
        typed=() if values.not_applicable else tuple(typed_figures(item, values)),
        working=working_of(item, values, target) if has_rule else None,
        target=target,
    )


def sent_values(answer: Answer) -> AnswerValues:
    """The values an office may read: the answer, or its last frozen revision while the unit works on it."""
    if not has_open_return(answer):
        return answer
    frozen = [row for row in answer.revisions.all() if row.is_frozen]
    return max(frozen, key=lambda row: row.number, default=answer)


def revision_numbered(answer: Answer, number: int) -> AnswerRevision | None:
    return next((row for row in answer.revisions.all() if row.number == number), None)
