"""Which SQLite library serves the embedded database, and the settings that are safe with it.

Versions before 3.51.3 can lose a write when several processes use the write-ahead log (the WAL-reset
bug). The wheel `pysqlite3` brings a newer library; it takes the place of `sqlite3` before Django loads
its backend, which the settings see to in every process alike.
"""

import importlib
import logging
import sqlite3
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

SAFE_FOR_WAL = (3, 51, 3)
BUSY_SECONDS = 30

logger = logging.getLogger(__name__)


def swap_in_wheel() -> ModuleType:
    """Put pysqlite3 in the place of sqlite3, where it is installed and newer; return what is in use."""
    try:
        wheel = importlib.import_module("pysqlite3")
    except ImportError:
        return sqlite3
    if wheel.sqlite_version_info < sqlite3.sqlite_version_info:
        return sqlite3
    sys.modules["sqlite3"] = wheel
    sys.modules["sqlite3.dbapi2"] = importlib.import_module("pysqlite3.dbapi2")
    return wheel


def database(path: Path) -> dict[str, Any]:
    """Return Django's settings for the embedded database at `path`.

    Writers take their lock at the start (IMMEDIATE), so that two of them wait for each other instead of
    failing half-way. With a library that is too old for the write-ahead log the rollback journal is used
    with `synchronous=EXTRA`, which also outlives a power cut, and one line in the log says so. What is deleted
    is overwritten: secret ballots are written anew with every ballot that comes in.
    """
    library = swap_in_wheel()
    if library.sqlite_version_info >= SAFE_FOR_WAL:
        journal = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL"
    else:
        journal = "PRAGMA journal_mode=DELETE; PRAGMA synchronous=EXTRA"
        logger.warning(
            "SQLite %s is older than 3.51.3: rollback journal instead of the write-ahead log",
            library.sqlite_version,
        )
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "ATOMIC_REQUESTS": False,  # never together with IMMEDIATE: every page would wait for every save
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": BUSY_SECONDS,
            "init_command": f"{journal}; PRAGMA foreign_keys=ON; PRAGMA trusted_schema=OFF; PRAGMA secure_delete=ON",
        },
    }
