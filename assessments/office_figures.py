"""A figure of an office beside a claim: what it is, the points it would give, how far the claim is from it."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from assessments.models import AnswerRevision, OfficeFigure
from assessments.workings import Working, note_words, typed_figures, working_of
from campaign.models import AssignedTarget
from criteria.enums import ItemKind, Measure
from criteria.models import Item

ZERO = Decimal(0)


@dataclass(frozen=True)
class FigureView:
    """One figure with the points the rule of the item gives it."""

    figure: OfficeFigure
    typed: tuple[tuple[str, str], ...]
    working: Working

    @property
    def words(self) -> str:
        return " / ".join(text for _label, text in self.typed)

    @property
    def points(self) -> Decimal | None:
        return self.working.scored.points

    @property
    def note(self) -> str:
        return note_words(self.working.scored.note)


def takes_figures(item: Item) -> bool:
    """Only items scored by a figure have one."""
    return item.kind in (ItemKind.NUMBER, ItemKind.PERCENTAGE)


def has_two(item: Item) -> bool:
    return item.measure in (Measure.RATIO, Measure.GROWTH)


def figure_headings(item: Item) -> tuple[str, ...]:
    """The headings of the figures in a sheet: what the unit itself is asked for."""
    first = item.label_a or "Số liệu"
    return (first, item.label_b or "Số liệu thứ hai") if has_two(item) else (first,)


def figure_view(item: Item, figure: OfficeFigure, target: AssignedTarget | None) -> FigureView:
    """The figure with its points, by the target given to the unit where there is one."""
    values = AnswerRevision(amount_a=figure.amount_a, amount_b=figure.amount_b)
    return FigureView(figure, tuple(typed_figures(item, values)), working_of(item, values, target))


def figure_words(item: Item, figure: OfficeFigure | None) -> str:
    """The figures as a reader compares them; empty where there is none."""
    if figure is None:
        return ""
    values = AnswerRevision(amount_a=figure.amount_a, amount_b=figure.amount_b)
    shown = " / ".join(text for _label, text in typed_figures(item, values))
    return "; ".join(text for text in (shown, figure.note) if text)


def gap_of(claimed: Decimal | None, view: FigureView | None) -> Decimal | None:
    """Claimed points less the points of the office's figure; None without a figure."""
    return None if view is None else (claimed or ZERO) - (view.points or ZERO)


def current_of(rows: Iterable[OfficeFigure]) -> dict[int, OfficeFigure]:
    """Participant id to the figure that stands."""
    return {row.participant_id: row for row in rows if row.superseded_at is None}
