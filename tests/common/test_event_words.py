"""Everything that is written to the event log can be read in words."""

import re
from pathlib import Path

import pytest
from django.urls import reverse

from assessments.workflow import MOVES as SHEET_MOVES
from campaign.workflow import MOVES as ROUND_MOVES
from common import clock
from common.event_words import event_actions, event_text
from common.events import event_log
from common.models import Event
from criteria.enums import Subject
from documents.workflow import MOVES as PAPER_MOVES
from tests import factories
from units.enums import Role

ROOT = Path(__file__).resolve().parents[2]
APPS = ("assessments", "awards", "campaign", "common", "config", "criteria", "documents", "reports", "units")


def written_actions() -> set[str]:
    """Every literal `action="app.verb"` of the code, and the moves of both tables."""
    source = "\n".join(path.read_text("utf-8") for app in APPS for path in (ROOT / app).rglob("*.py"))
    found = set(re.findall(r'action="(\w+\.\w+)"', source))
    # Where a service writes its events through one function of its own.
    found |= {action for line in re.findall(r"_log\((.*)\)", source) for action in re.findall(r'"(\w+\.\w+)"', line)}
    kinds = {Subject.COLLECTIVE: "assessment", Subject.INDIVIDUAL: "nomination"}
    moves = {f"{kinds[subject]}.{name}" for name, move in SHEET_MOVES.items() for subject in move.subjects}
    moves |= {f"round.{name}" for name in ROUND_MOVES} | {f"document.{move.name}" for move in PAPER_MOVES}
    return found | moves | {"demo.made"}


def named_in_services() -> set[str]:
    """Actions that a service chooses first, or hands to the function that logs; among them names of other things."""
    files = [path for app in APPS for path in (ROOT / app / "services").glob("*.py")]
    return {name for path in files for name in re.findall(r'"(\w+\.\w+)"', path.read_text("utf-8"))}


def test_every_action_has_words_and_no_words_are_left_over():
    words = set(event_actions())
    assert written_actions() - words == set()
    assert words - written_actions() - named_in_services() == set()


@pytest.mark.django_db
def test_words_take_what_the_event_holds():
    event = Event(action="assessment.completed_again", data={"items": ["HT-1", "TK-2"]})
    assert event_text(event) == "Nộp bổ sung: HT-1, TK-2"
    assert event_text(Event(action="assessment.completed_again")) == "Nộp bổ sung"
    assert event_text(Event(action="khác.chưa_biết")) == "khác.chưa_biết"


@pytest.mark.django_db
def test_the_back_office_reads_events_in_words(client):
    with clock.frozen(factories.IN_TIME):
        round = factories.make_round()
        event_log(actor=None, action="round.close", target=round, before="open", after="closed")
        client.force_login(factories.make_user(Role.ADMINISTRATOR))
        page = client.get(reverse("admin:common_event_changelist"), {"action": "round.close"})
    row = page.content.decode().partition("<tbody>")[2].partition("</tbody>")[0]
    assert ">round.close<" not in row
    for words in ("Kết thúc nhận phiếu", "Đã kết thúc nhận phiếu", f"kỳ đánh giá {round.pk}"):
        assert words in row
