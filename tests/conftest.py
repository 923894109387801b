"""What every test stands on: files and limits of its own, a fast password hash, a real browser."""

import gc
import itertools
import os
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from django.conf import settings as project_settings
from django.core.cache import cache
from django.db import connections
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from tests.kept import _django_db_helper, playwright, stage, standing, world_of

__all__ = ["_django_db_helper", "playwright", "stage", "standing"]

# The browser's driver runs a loop in the main thread, where Django would refuse the database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

CHROMIUM_FLAGS = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    "--no-sandbox",
]


def pytest_configure(config: pytest.Config) -> None:
    """Replace what is slow or shared before the first test reads it."""
    # A property must not fail because the machine is busy, nor by the luck of its examples: they are the same in each
    # run. How long tests take is measured elsewhere.
    hypothesis_settings.register_profile(
        "portal", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
    )
    hypothesis_settings.load_profile("portal")
    project_settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    project_settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    # Decisions and certificates carry a QR code; what happens without an address is asked by tests of their own.
    project_settings.PUBLIC_URL = "https://thidua.example.vn"
    collected = TemporaryDirectory(prefix="portal-static-")
    config.add_cleanup(collected.cleanup)
    project_settings.STATIC_ROOT = collected.name
    project_settings.STORAGES = project_settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }


_numbers = itertools.count()
USES_DATABASE = {"db", "transactional_db", "django_db_setup", "live_server"}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Begin with what takes longest, so that the processes end together.

    On PostgreSQL run what touches a database; the rest has run on SQLite and cannot come out otherwise.
    """
    items.sort(key=lambda item: not (item.get_closest_marker("journey") or item.get_closest_marker("long")))
    _put_together(items)
    runs = _on_postgresql if connections["default"].vendor == "postgresql" else _on_sqlite
    config.hook.pytest_deselected(items=[item for item in items if not runs(item)])
    items[:] = filter(runs, items)


def _on_sqlite(item: pytest.Item) -> bool:
    return not item.get_closest_marker("server")


def _on_postgresql(item: pytest.Item) -> bool:
    touches = item.get_closest_marker("django_db") or USES_DATABASE & set(getattr(item, "fixturenames", ()))
    return bool(touches) and not item.get_closest_marker("embedded")


def pytest_collection_finish(session: pytest.Session) -> None:
    """Leave what stays to the end, the portal and its tests, out of every later search for garbage."""
    gc.collect()
    gc.freeze()


def _put_together(items: list[pytest.Item]) -> None:
    """Within a file, let the tests that begin with the same world follow each other."""
    places: dict[object, int] = {}
    in_order: list[pytest.Item] = []
    for _path, together in itertools.groupby(items, key=lambda item: item.path):
        in_order += sorted(together, key=lambda item: places.setdefault(world_of(item), len(places)))
    items[:] = in_order


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings, tmp_path_factory):
    """Put the embedded database into a file, as in real use: threads then wait for each other truly."""
    connection = connections["default"]
    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path_factory):
    """Give each test an empty folder for files, and no counts of earlier sign-ins."""
    folder: Path = tmp_path_factory.mktemp(f"data-{next(_numbers)}", numbered=False)
    settings.MEDIA_ROOT = settings.PRIVATE_ROOT = folder / "files"
    cache.clear()
    return folder


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Drive the Chromium of CHROMIUM, or Debian's."""
    program = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not program:
        pytest.fail("There is no Chromium. Run this as root: apt-get install -y chromium; or set CHROMIUM=/path")
    return browser_type_launch_args | {"executable_path": program, "args": CHROMIUM_FLAGS}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    """Look at the portal as its readers do."""
    return browser_context_args | {"locale": "vi-VN", "timezone_id": "Asia/Ho_Chi_Minh"}
