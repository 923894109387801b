"""One criterion over all units on loaded rows (no query): claim, figure of the office, mark; differences first."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from assessments.claims import Claim, claim_of
from assessments.desk_lines import DeskLine, desk_lines, own_mark
from assessments.models import Answer, Mark, OfficeFigure
from assessments.office_figures import FigureView, figure_view, gap_of
from campaign.models import AssignedTarget, Participant
from criteria.models import Item

ZERO = Decimal(0)


class Show(StrEnum):
    """Which lines are asked for."""

    ALL = "all"
    DIFFERING = "differing"
    OPEN = "open"
    SCORED = "scored"


@dataclass(frozen=True)
class ColumnLine:
    """One unit in one criterion; without an answer the unit has not sent its sheet."""

    participant: Participant
    answer: Answer | None
    desk: DeskLine | None
    claim: Claim | None
    figure: FigureView | None
    mark: Mark | None

    @property
    def claimed(self) -> Decimal | None:
        return self.claim.values.points if self.claim and not self.claim.values.not_applicable else None

    @property
    def gap(self) -> Decimal | None:
        """Claimed points less those of the office's figure; None where one of the two is not there."""
        return gap_of(self.claimed, self.figure) if self.claim else None

    @property
    def differs(self) -> bool:
        return bool(self.gap)

    @property
    def is_open(self) -> bool:
        return bool(self.desk and self.desk.is_open)

    def is_shown(self, show: Show) -> bool:
        """Whether the line belongs to what is asked for."""
        return {
            Show.ALL: True,
            Show.DIFFERING: self.differs,
            Show.OPEN: self.is_open,
            Show.SCORED: self.mark is not None,
        }[show]


def column_lines(
    item: Item,
    participants: Iterable[Participant],
    *,
    answers: Iterable[Answer],
    figures: Mapping[int, OfficeFigure],
    targets: Mapping[tuple[int, str], AssignedTarget],
    offices: frozenset[int],
    user_id: int,
) -> list[ColumnLine]:
    """The lines of a criterion: the largest difference first, then what waits, then the rest in the units' order."""
    by_participant = {answer.assessment.participant_id: answer for answer in answers}
    found = []
    for participant in participants:
        answer = by_participant.get(participant.pk)
        target = targets.get((participant.pk, item.code))
        figure = figures.get(participant.pk)
        found.append(
            ColumnLine(
                participant=participant,
                answer=answer,
                desk=desk_lines([answer], offices=offices, user_id=user_id)[0] if answer else None,
                claim=claim_of(answer, target) if answer else None,
                figure=figure_view(item, figure, target) if figure else None,
                mark=own_mark(answer, user_id) if answer else None,
            )
        )
    return sorted(found, key=lambda line: (-abs(line.gap or ZERO), not line.is_open, line.answer is None))
