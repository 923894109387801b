"""Pages of several people save one answer at once over HTTP: no acknowledged text disappears.

The pages are processes of their own, the portal is gunicorn with two workers.
"""

import itertools
import json
import random
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import connections
from django.test import Client

from assessments.models import Answer, Assessment
from common import clock
from tests import factories
from tests.served import FORK, Portal
from units.models import User

pytestmark = [
    pytest.mark.long,
    pytest.mark.django_db(transaction=True),
    pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning"),
]
PAGES, SAVES = 4, 50
CODE = "TK-2"
TOKEN = "x" * 32


@pytest.fixture(autouse=True)
def in_time() -> Iterator[None]:
    with clock.frozen(factories.IN_TIME):
        yield


@dataclass
class Page:
    """What the script of one page does, by the same requests."""

    url: str
    session: str
    name: str
    chance: random.Random
    version: int = 1
    text: str = ""
    apart: str = "1"
    late: list[dict[str, Any]] = field(default_factory=list)
    told: list[tuple[str, int, str]] = field(default_factory=list)

    def save(self) -> bool:
        sent = {"version": self.version, "narrative": self.text, "apart": self.apart}
        # A line that was cut: the request may come twice, and an old one may come long after.
        times = self.chance.choice([1, 1, 1, 2])
        reply, *_again = [self._post(sent) for _time in range(times)]
        if self.chance.random() < 0.3:
            self.late.append(sent)
        if reply["state"] == "saved":
            self.version, self.apart = reply["version"], ""
            self.told.append((self.name, reply["version"], self.text))
            return True
        return self._settle(reply)

    def _settle(self, reply: dict[str, Any]) -> bool:
        """Own text, stored text or both, as the buttons do it; the stored one is not saved again."""
        stored = reply["stored"]["narrative"]
        self.version, self.apart = reply["version"], "1"
        both = f"{stored[-60:]} {self.text[-60:]}".strip()  # as the portal stores it
        self.text = self.chance.choice([self.text, stored, both])
        return self.text == stored

    def _post(self, sent: dict[str, Any]) -> dict[str, Any]:
        """What the page is told; a conflict is told with a status of its own."""
        headers = {
            "Accept": "application/json",
            "Cookie": f"session={self.session}; csrftoken={TOKEN}",
            "X-CSRFToken": TOKEN,
        }
        request = urllib.request.Request(self.url, urllib.parse.urlencode(sent).encode(), headers)
        try:
            with urllib.request.urlopen(request, timeout=60) as reply:
                return json.load(reply)
        except urllib.error.HTTPError as refused:
            with refused:
                return json.load(refused)

    def run(self) -> None:
        for count in itertools.count():
            if len(self.told) >= SAVES:
                return
            word = f"{self.name}{count}"
            self.text = word if self.chance.random() < 0.4 else f"{self.text[-60:]} {word}".strip()
            # Nobody types while the two versions stand there.
            while not self.save():
                pass
            if self.late and self.chance.random() < 0.3:
                old = self.late.pop(0)
                state = self._post(old)
                # Answered as what is stored already, or as too old; never stored over something newer.
                assert state["version"] > old["version"], state


def work(page: Page, gate: Any, answers: Any) -> None:
    gate.wait(60)
    try:
        page.run()
        answers.put(page.told)
    except Exception as error:  # noqa: BLE001 - told to the parent, which fails on it
        answers.put(f"{type(error).__name__}: {error}")
    connections.close_all()


def pages_of(sheet: Assessment, base: str) -> list[Page]:
    """Two windows of the editor, two of the head."""
    people: list[User] = [factories.editor_of(sheet.participant.unit), factories.head_of(sheet.participant.unit)]
    found = []
    for number in range(PAGES):
        client = Client()
        client.force_login(people[number % 2])
        session, name = client.cookies["session"].value, "abcd"[number]
        found.append(Page(f"{base}/phieu/{sheet.public_id}/{CODE}/", session, name, random.Random(number)))
    return found


@pytest.fixture
def sheet(in_time) -> Assessment:
    """A draft of one answer."""
    made = factories.make_sheet()
    made.answers.exclude(item__code=CODE).delete()
    return made


@pytest.fixture
def portal(sheet) -> Iterator[Portal]:
    served = Portal(2)
    yield served
    served.stop()


def test_no_acknowledged_text_disappears_in_two_hundred_interleavings(sheet, portal):
    pages = pages_of(sheet, portal.url)
    connections.close_all()
    gate, answers = FORK.Barrier(PAGES), FORK.SimpleQueue()
    children = [FORK.Process(target=work, args=(page, gate, answers)) for page in pages]
    for child in children:
        child.start()
    found = [answers.get() for _child in children]
    for child in children:
        child.join(60)
        assert child.exitcode == 0
    assert [told for told in found if isinstance(told, str)] == []
    saved = sorted((version, name, text) for told in found for name, version, text in told)
    assert len(saved) == PAGES * SAVES
    # Each version was given once, by one save: nobody was told "saved" over somebody else's head.
    assert [version for version, _name, _text in saved] == list(range(2, PAGES * SAVES + 2))
    answer = Answer.objects.get(assessment=sheet, item__code=CODE)
    assert (answer.version, answer.narrative) == (saved[-1][0], saved[-1][2])
    kept = set(answer.revisions.values_list("narrative", flat=True))
    # A text may leave the history only by the next save of its own page: that is one editing session.
    following = [*(name for _version, name, _text in saved[1:]), ""]
    lost = [
        text for (_v, name, text), after in zip(saved, following, strict=True) if after != name and text not in kept
    ]
    assert lost == []
    assert answer.revisions.count() < len(saved)
