"""How the matrices ask: the world made once, what happens forgotten, answers in one word."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection, transaction
from django.http import HttpResponse
from django.urls import URLPattern, URLResolver

from common import clock
from tests.access import world as worlds
from tests.access.world import NOW, World
from tests.kept import kept

# Written by the frame of every page, whoever asks; and what is kept for a while only.
OWN_TABLES = ("django_session", "usersessions_usersession", "cache")
PAPER = b"%PDF-1.7 a paper"
# The back office leads on to the page of the portal.
SIGN_IN = ("/tai-khoan/login/", "/quan-tri/login/")


built = kept(worlds.build)


@pytest.fixture
def world(built, monkeypatch) -> Iterator[World]:
    """The world at its day; how papers look is tested elsewhere."""
    for module in ("documents.papers", "reports.phase_summary"):
        monkeypatch.setattr(f"{module}.render_pdf", lambda *args, **kwargs: PAPER)
    with clock.frozen(NOW):
        yield built


def asked(cells: dict[str, str], turn: int) -> list[str]:
    """Who asks for a row: on SQLite every caller, on PostgreSQL one of those who get the same answer, in turn.

    Callers are told apart by rules in Python; what the engine is asked is the same for all who get the same answer.
    """
    if connection.vendor == "sqlite":
        return list(cells)
    alike: dict[str, list[str]] = {}
    for caller, cell in cells.items():
        alike.setdefault(cell, []).append(caller)
    return [callers[turn % len(callers)] for callers in alike.values()]


@contextmanager
def forgotten() -> Iterator[list[str]]:
    """What happens inside is rolled back; the statements that changed a row are listed."""
    changes: list[str] = []

    def watch(execute: Callable, sql: str, params: Any, many: bool, context: dict) -> Any:
        found = re.match(r'(?:INSERT INTO|UPDATE|DELETE FROM) "(\w+)"', sql)
        if found and found[1] not in OWN_TABLES:
            changes.append(sql)
        return execute(sql, params, many, context)

    with transaction.atomic():
        with connection.execute_wrapper(watch):
            yield changes
        transaction.set_rollback(True)


def seen(response: HttpResponse) -> str:
    """The status, or `in` for the way to the page for signing in."""
    if response.status_code in (302, 303) and response["Location"].startswith(SIGN_IN):
        return "in"
    return str(response.status_code)


def names(patterns: list[URLPattern | URLResolver], prefix: str = "") -> Iterator[str]:
    """Every name of the resolver, with its namespaces."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from names(pattern.url_patterns, inner)
        else:
            yield f"{prefix}{pattern.name}"
