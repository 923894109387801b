"""How the matrices ask: the world made once, what happens forgotten, answers in one word."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.conf import settings as project_settings
from django.db import connection, transaction
from django.http import HttpResponse
from django.urls import URLPattern, URLResolver

from common import clock
from tests.access import world as worlds
from tests.access.world import NOW, World
from tests.documents.sample_kinds import ADDRESS, sample_kinds

# Written by the frame of every page, whoever asks; and what is kept for a while only.
OWN_TABLES = ("django_session", "usersessions_usersession", "cache")
PAPER = b"%PDF-1.7 a paper"
# The back office leads on to the page of the portal.
SIGN_IN = ("/tai-khoan/login/", "/quan-tri/login/")


@pytest.fixture(scope="module")
def built(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[tuple[World, Any]]:
    """The world, made once; it is rolled back after the last row."""
    folder = tmp_path_factory.mktemp("world")
    before = project_settings.MEDIA_ROOT
    project_settings.MEDIA_ROOT = project_settings.PRIVATE_ROOT = folder
    with django_db_blocker.unblock(), transaction.atomic(), papers_undrawn(), sample_kinds():
        yield worlds.build(), folder
        transaction.set_rollback(True)
    project_settings.MEDIA_ROOT = project_settings.PRIVATE_ROOT = before


@contextmanager
def papers_undrawn() -> Iterator[None]:
    """The world is made without the drawing of its papers, and with an address for their QR codes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("documents.papers.render_pdf", lambda *args, **kwargs: PAPER)
        patch.setattr(project_settings, "PUBLIC_URL", ADDRESS)
        yield


@pytest.fixture
def world(built, settings, monkeypatch) -> Iterator[World]:
    """The world at its day; how papers look is tested elsewhere."""
    made, settings.MEDIA_ROOT = built
    settings.PRIVATE_ROOT = settings.MEDIA_ROOT
    for module in ("documents.papers", "reports.phase_summary"):
        monkeypatch.setattr(f"{module}.render_pdf", lambda *args, **kwargs: PAPER)
    settings.PUBLIC_URL = ADDRESS
    with clock.frozen(NOW):
        yield made


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
