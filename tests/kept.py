"""Worlds that are made once: rows many tests begin with, without building them for each.

    sheet = kept(desks.received)

is a fixture (`@kept` before a function is the same). `desks.received` runs once, at `IN_TIME`, in a transaction around
the tests that want it; each of them is rolled back to it as every test is, gets a copy of the objects and the files,
and may do with them what it likes. A test that wants another world, or none, finds nothing of this one: the
transaction ends before it begins. So a file may mix both, and every test may run alone or in any order.

A test begins with one world at most, named as a fixture (its own or one that another fixture asks for); what differs
from test to test is made in the test. Tests with `transaction=True` make what they need themselves.
"""

import copy
import datetime as dt
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, nullcontext
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from django.db import connections, transaction
from django.test import override_settings
from playwright.sync_api import Playwright, sync_playwright

from common import clock
from tests import factories

Make = Callable[[], Any]


@dataclass(eq=False)
class World:
    """How a world is made, and what was made while it stands."""

    make: Make
    at: dt.datetime | None
    made: Any = None
    files: Path | None = None


class Stage:
    """Holds the world that stands in the database of this process."""

    def __init__(self, blocker: Any) -> None:
        self.world: World | None = None
        self._blocker = blocker
        self._held = ExitStack()

    def turn_to(self, world: World | None) -> None:
        """Let `world` stand, made now unless it does already; None: an empty database."""
        if world is self.world:
            return
        self.clear()
        if world:
            with self._blocker.unblock(), ExitStack() as held:
                self._build(world, held)
                self._held = held.pop_all()
            self.world = world

    def clear(self) -> None:
        """Take back what stands."""
        self.world = None
        with self._blocker.unblock():
            self._held.close()

    def _build(self, world: World, held: ExitStack) -> None:
        folder = held.enter_context(TemporaryDirectory(prefix="portal-world-"))
        held.enter_context(transaction.atomic())
        # Leaving is always taking back, also where making it has failed.
        held.callback(transaction.set_rollback, True)
        world.files = Path(folder)
        standing = clock.frozen(world.at) if world.at else nullcontext()
        with override_settings(MEDIA_ROOT=folder, PRIVATE_ROOT=folder), standing:
            world.made = world.make()


def kept(make: Make, *, at: dt.datetime | None = factories.IN_TIME) -> Any:
    """A fixture with what `make` makes, of which the rows are made once; the clock stands at `at`, None: it runs."""
    world = World(make, at)

    def fixture(stage: Stage, db: None, own_files: Path) -> Any:
        assert stage.world is world, "a test begins with one world, named as a fixture"
        shutil.copytree(world.files, own_files / "files", dirs_exist_ok=True)
        return copy.deepcopy(world.made)

    fixture.__doc__ = make.__doc__
    fixture.world = world
    return pytest.fixture(fixture)


def world_of(item: pytest.Item) -> World | None:
    """The world that one of the fixtures of a test is."""
    found = getattr(item, "_fixtureinfo", None)
    names = found.name2fixturedefs if found else {}
    worlds = [getattr(definitions[-1].func, "world", None) for definitions in names.values()]
    return next(filter(None, worlds), None)


@pytest.fixture(scope="session")
def stage(django_db_setup: None, django_db_blocker: Any) -> Iterator[Stage]:
    """The one stage of this process; nothing stands on it at the end."""
    stage = Stage(django_db_blocker)
    yield stage
    stage.clear()


@pytest.fixture(scope="session")
def playwright(stage: Stage) -> Iterator[Playwright]:
    """The browsers' driver. While it runs, its loop gives this thread a database connection of its own.

    So no world may stand when it begins or ends: it could not be taken back from the other connection. And the one that
    is left is closed: a process forked from this one has no loop, would find it open and share it with its parent.
    """
    stage.clear()
    connections.close_all()
    with sync_playwright() as driver:
        yield driver
        stage.clear()
        connections.close_all()


@pytest.fixture
def _django_db_helper(request: pytest.FixtureRequest, standing: None, _django_db_helper: None) -> None:
    """The transaction of a test, begun inside the world that it wants."""


@pytest.fixture
def standing(request: pytest.FixtureRequest, stage: Stage) -> None:
    """The world that the test begins with stands, and no other."""
    stage.turn_to(world_of(request.node))
