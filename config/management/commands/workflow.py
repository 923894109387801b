"""Prints the tables of states and moves as Markdown with diagrams; docs/workflow.md is its output."""

from collections.abc import Iterable
from typing import Protocol

from django.core.management.base import BaseCommand
from django.utils import translation
from django.utils.translation import gettext as _

from assessments.workflow import MOVES as SHEET_MOVES
from campaign.workflow import MOVES as ROUND_MOVES
from criteria.enums import Subject
from documents.enums import Steps
from documents.workflow import moves_of


class Arrow(Protocol):
    """What both tables have in common."""

    name: str
    sources: tuple[str, ...]
    target: str
    needs_reason: bool


class Command(BaseCommand):
    help = _("Prints states and moves of sheets, rounds and papers")

    def handle(self, *args: object, **options: object) -> None:
        self.stdout.write(workflow_page(), ending="")


def workflow_page() -> str:
    """The whole page; always in English, as the documentation is."""
    with translation.override("en"):
        parts = [
            "# States and moves\n",
            (
                "Printed by `manage.py workflow` from `assessments/workflow.py`, `campaign/workflow.py` and "
                "`documents/workflow.py`.\n"
            ),
            "## Self-assessment of a unit\n",
            *_section(move for move in SHEET_MOVES.values() if Subject.COLLECTIVE in move.subjects),
            "## Report of a nominated person\n",
            *_section(move for move in SHEET_MOVES.values() if Subject.INDIVIDUAL in move.subjects),
            "## Round\n",
            *_section(ROUND_MOVES.values()),
            *_papers(),
        ]
    return "\n".join(parts)


PAPER_WAYS = {
    Steps.SIGNED_FIRST: "Paper: signed, then numbered",
    Steps.NUMBERED_FIRST: "Paper: numbered, then signed",
    Steps.UNNUMBERED: "Paper without a number",
    Steps.DIRECT: "Paper issued in one step",
}


def _papers() -> list[str]:
    lines = []
    for steps, title in PAPER_WAYS.items():
        lines += [f"## {title}\n", *_section(moves_of(steps))]
    return lines


def _section(moves: Iterable[Arrow]) -> tuple[str, str]:
    known = list(moves)
    return _diagram(known), _table(known)


def _diagram(moves: Iterable[Arrow]) -> str:
    lines = ["```mermaid", "stateDiagram-v2"]
    lines += [f"    {source} --> {move.target}: {move.name}" for move in moves for source in move.sources]
    return "\n".join([*lines, "```", ""])


def _table(moves: Iterable[Arrow]) -> str:
    lines = ["| Move | From | To | Reason |", "|---|---|---|---|"]
    lines += [
        f"| {move.name} | {', '.join(move.sources)} | {move.target} | {'needed' if move.needs_reason else '-'} |"
        for move in moves
    ]
    return "\n".join([*lines, ""])
