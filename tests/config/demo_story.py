"""How the tests of the demonstration make a stage and read its rankings, here and in a process of its own."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.management import call_command

from assessments.models import Run

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = "import django, sys; django.setup(); from tests.config import demo_story as s; s.print_rankings(sys.argv[1])"
# Round (or "phase") to its rows in the order of the ranking: unit, status, result, rank in cluster, rank overall.
Rankings = dict[str, list[list[str]]]


def make(stage: str, *, papers: str = "blank") -> str:
    """The stage with blank pages for its papers, which hold no other figures and take most of the time."""
    out = io.StringIO()
    call_command("demo", stage=stage, papers=papers, allow_database_url=True, stdout=out)
    return out.getvalue()


def rankings() -> Rankings:
    """The newest result of each round and of the phase, and the digest of its inputs as a last row."""
    found: Rankings = {}
    for run in Run.objects.select_related("round").order_by("pk"):
        rows = run.rows.select_related("participant__unit").order_by("position")
        found[str(run.round or "phase")] = [
            [row.participant.unit.code, row.status, *map(str, (row.result, row.rank_in_cluster, row.rank_overall))]
            for row in rows
        ] + [[run.digest]]
    return found


@contextmanager
def embedded_process(folder: Path, stage: str) -> Iterator[subprocess.Popen[str]]:
    """Another process that makes the stage in the embedded database of `folder` and prints its rankings."""
    left_out = {"DATABASE_URL", "DATA_DIR", "PYTHONHASHSEED"}
    own = {name: value for name, value in os.environ.items() if name not in left_out and not name.startswith("PYTEST")}
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, stage],
        cwd=ROOT,
        env=own | {"DATA_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "config.settings"},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def printed(process: subprocess.Popen[str]) -> Rankings:
    """What the other process found, once it has come to its end."""
    out = None
    while out is None:
        try:
            out, _errors = process.communicate(timeout=20)
        except subprocess.TimeoutExpired:
            # A server ends a transaction that is silent for a minute, and the world of the test stands in one.
            Run.objects.exists()
    assert process.returncode == 0, process.returncode
    return json.loads(out)


def print_rankings(stage: str) -> None:
    """What the other process does, once Django is set up."""
    call_command("migrate", verbosity=0)
    make(stage)
    json.dump(rankings(), sys.stdout)
