"""Browsers for journeys: several people at once, a picture of what each saw when a step fails."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from common import clock
from tests import factories
from tests.journeys.support import Person
from units.models import User

People = Callable[..., Person]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo) -> Any:
    report = yield
    if report.when == "call":
        item.stash[FAILED] = report.failed
    return report


FAILED: pytest.StashKey[bool] = pytest.StashKey()


@pytest.fixture(autouse=True)
def in_time() -> Iterator[None]:
    """The portal's clock, also in the threads of the server, stands inside the round of 2025."""
    with clock.frozen(factories.IN_TIME):
        yield


@pytest.fixture
def people(
    live_server: Any, new_context: Callable, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[People]:
    """Sit an account down at a browser of its own: `people(user, width=390)`; `people(None)` is a stranger."""
    seated: list[Person] = []

    def sit(user: User | None, *, width: int = 1440, height: int = 900, **options: Any) -> Person:
        context = new_context(viewport={"width": width, "height": height}, **options)
        context.set_default_timeout(15_000)
        person = Person(context, live_server.url, user)
        seated.append(person)
        return person

    yield sit
    if request.node.stash.get(FAILED, False):
        folder: Path = tmp_path_factory.mktemp("pictures")
        for person in [one for one in seated if not one.page.is_closed()]:
            picture = folder / f"{person.user.username if person.user else 'stranger'}.png"
            person.page.screenshot(path=picture, full_page=True)
            print(f"{person.page.url}: {picture}")
