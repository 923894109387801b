"""What the suite runs on which engine."""

import subprocess

import pytest

import suite as scripts_suite


@pytest.fixture
def commands(monkeypatch, tmp_path):
    """The commands that a suite would start."""
    started = []
    monkeypatch.setattr(
        scripts_suite.subprocess,
        "run",
        lambda command, **rest: started.append(command) or subprocess.CompletedProcess(command, 0),
    )
    suite = scripts_suite.Suite(tmp_path)
    suite.tests("SQLite", [])
    suite.tests("PostgreSQL", [])
    return started


def test_journeys_run_on_sqlite_and_those_for_both_engines_on_postgresql_too(commands):
    on_sqlite, on_postgresql = commands
    assert "-m" not in on_sqlite
    assert on_postgresql[on_postgresql.index("-m") + 1] == "not journey or both_engines"
