import logging
import sqlite3
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.db import connection

from config import sqlite


def library(*version: int) -> SimpleNamespace:
    return SimpleNamespace(sqlite_version_info=version, sqlite_version=".".join(map(str, version)))


def test_safe_library_writes_ahead(monkeypatch, caplog):
    monkeypatch.setattr(sqlite, "swap_in_wheel", lambda: library(3, 51, 3))
    with caplog.at_level(logging.WARNING):
        options = sqlite.database(Path("x.sqlite3"))["OPTIONS"]
    assert options == {
        "transaction_mode": "IMMEDIATE",
        "timeout": 30,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; "
        "PRAGMA foreign_keys=ON; PRAGMA trusted_schema=OFF; PRAGMA secure_delete=ON",
    }
    assert caplog.records == []


def test_old_library_falls_back_and_says_so(monkeypatch, caplog):
    monkeypatch.setattr(sqlite, "swap_in_wheel", lambda: library(3, 40, 1))
    with caplog.at_level(logging.WARNING):
        options = sqlite.database(Path("x.sqlite3"))["OPTIONS"]
    assert options["init_command"] == (
        "PRAGMA journal_mode=DELETE; PRAGMA synchronous=EXTRA; "
        "PRAGMA foreign_keys=ON; PRAGMA trusted_schema=OFF; PRAGMA secure_delete=ON"
    )
    assert [record.getMessage() for record in caplog.records] == [
        "SQLite 3.40.1 is older than 3.51.3: rollback journal instead of the write-ahead log"
    ]


def test_missing_wheel_leaves_the_standard_library(monkeypatch):
    def no_wheel(name: str):
        raise ImportError(name)

    monkeypatch.setattr(sqlite, "importlib", SimpleNamespace(import_module=no_wheel))
    assert sqlite.swap_in_wheel() is sqlite.sqlite3


@pytest.mark.django_db
def test_connection_has_the_settings():
    if connection.vendor != "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SHOW lock_timeout")
            assert cursor.fetchone() == ("10s",)
        return
    expected = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "trusted_schema": 0, "secure_delete": 1}
    if sqlite3.sqlite_version_info < sqlite.SAFE_FOR_WAL:
        expected |= {"journal_mode": "delete", "synchronous": 3}
    seen = {}
    with connection.cursor() as cursor:
        for name in expected:
            cursor.execute(f"PRAGMA {name}")
            seen[name] = cursor.fetchone()[0]
    assert seen == expected
