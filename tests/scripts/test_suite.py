"""What the suite runs on which engine."""

import json
import subprocess
from pathlib import Path

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


@pytest.fixture
def suite(monkeypatch, tmp_path):
    """A suite whose first run of the tests leaves so many failures; the second gives its exit code."""

    def make(failed: int, second: int = 0) -> tuple[scripts_suite.Suite, list[list[str]]]:
        started = []

        def run(command, **_rest):
            started.append(command)
            cache = Path(command[command.index("-o") + 1].removeprefix("cache_dir=")) / "v" / "cache"
            cache.mkdir(parents=True, exist_ok=True)
            (cache / "lastfailed").write_text(json.dumps({f"test_{n}": True for n in range(failed)}))
            return subprocess.CompletedProcess(command, second if len(started) > 1 else int(failed > 0))

        monkeypatch.setattr(scripts_suite.subprocess, "run", run)
        return scripts_suite.Suite(tmp_path), started

    return make


def test_a_few_failed_tests_run_once_more_alone(suite):
    made, started = suite(2)
    made.tests("SQLite", [])
    assert (made.failed, made.second) == ([], ["tests on SQLite"])
    assert "--last-failed" in started[1]
    assert "--numprocesses" not in started[1]


def test_what_fails_twice_has_failed(suite):
    made, started = suite(2, second=1)
    made.tests("PostgreSQL", [])
    assert (made.failed, made.second) == (["tests on PostgreSQL", "failed tests on PostgreSQL again"], [])
    assert len(started) == 2


@pytest.mark.parametrize(("failed", "runs"), [(0, 1), (5, 2), (6, 1)])
def test_many_failures_are_no_chance(suite, failed, runs):
    made, started = suite(failed)
    made.tests("SQLite", [])
    assert len(started) == runs
    assert bool(made.failed) == (failed > 5)
