"""Everything that has to hold: style, types, floors, migrations, messages, tests on both databases.

What touches no database runs once, on SQLite (tests/conftest.py leaves it out on PostgreSQL).
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import postgresql
from environment import LOCK, PYTHON, ROOT, TEST_LOCK, alone, build_files, install_lock, make_venv
from machine import OLDEST_PYTHON, SetupError, chromium, install, needed_for_tests, needed_packages, say

TEMPLATES = sorted(path.relative_to(ROOT) for path in (ROOT / "templates").rglob("*.html"))

# Each check with its command, a program of .venv.
CHECKS = {
    "style": ["ruff", "check", "."],
    "style of templates": ["djade", "--target-version", "5.2", "--check", *map(str, TEMPLATES)],
    "types": ["mypy"],
    "floors": ["lint-imports"],
    "migrations": ["python", "manage.py", "makemigrations", "--check", "--dry-run"],
    "messages": ["python", "scripts/messages.py", "check"],
}


NO_TESTS = 5
# More than these are no chance.
MOST_AGAIN = 5


class Suite:
    """Runs one command after the other and remembers what failed."""

    def __init__(self, scratch: Path) -> None:
        self.scratch = scratch
        self.failed: list[str] = []
        self.second: list[str] = []
        kept = {name: value for name, value in os.environ.items() if name not in FOREIGN}
        self.environment = kept | {"CHROMIUM": chromium() or "", "DJANGO_SETTINGS_MODULE": "config.settings"}

    def run(self, title: str, command: list[str], *, fine: tuple[int, ...] = (0,), **environment: str) -> bool:
        """Run a program of .venv with a data folder of its own; whether it ended with one of the codes of success."""
        say(f"\n=== {title}: {' '.join(command[:6])}")
        started = time.monotonic()
        folder = self.scratch / title.replace(" ", "-")
        folder.mkdir()
        done = subprocess.run(
            [str(PYTHON.parent / command[0]), *command[1:]],
            cwd=ROOT,
            env=self.environment | {"DATA_DIR": str(folder)} | environment,
            check=False,
            stdin=subprocess.DEVNULL,
        )
        failed = done.returncode not in fine
        say(f"=== {title}: {'failed' if failed else 'passed'}, {time.monotonic() - started:.0f} s")
        if failed:
            self.failed.append(title)
        return not failed

    def tests(self, engine: str, arguments: list[str], **environment: str) -> None:
        """Run pytest on one engine: as asked, or all of it on all processors (most journeys on SQLite alone)."""
        if arguments:
            # What touches no database is left out on PostgreSQL, perhaps all that was asked for.
            fine = (0, NO_TESTS) if engine == "PostgreSQL" else (0,)
            self.run(f"tests on {engine}", ["pytest", *arguments], fine=fine, **environment)
            return
        chosen = [] if engine == "SQLite" else ["-m", "not journey or both_engines"]
        cache = self.scratch / f"cache-{engine}"
        chosen += ["-o", f"cache_dir={cache}"]
        spread = ["--numprocesses", str(os.cpu_count() or 1), "--dist", "worksteal"]
        title = f"tests on {engine}"
        if not self.run(title, ["pytest", *chosen, *spread], **environment) and 0 < failures(cache) <= MOST_AGAIN:
            # What was too slow for a browser on a busy machine passes alone; what is wrong fails again.
            once_more = ["--last-failed", "--last-failed-no-failures", "none"]
            if self.run(f"failed {title} again", ["pytest", *chosen, *once_more], **environment):
                self.failed.remove(title)
                self.second.append(title)


def failures(cache: Path) -> int:
    """How many tests of the last run failed; none where pytest wrote nothing down."""
    written = cache / "v" / "cache" / "lastfailed"
    return len(json.loads(written.read_text("utf-8"))) if written.is_file() else 0


# What the caller's shell may hold for a portal of its own must not change what the tests see.
FOREIGN = frozenset(
    {"ALLOWED_HOSTS", "DATABASE_URL", "DATA_DIR", "DEBUG", "EMAIL_URL", "MFA_REQUIRED", "PORT", "PUBLIC_URL"}
    # Without byte code on disk each of the many processes would compile the portal and its tests anew.
    | {"PYTHONDONTWRITEBYTECODE"}
)


def set_up() -> None:
    """Bring the machine, .venv and the built files to what the tests need."""
    install([*needed_packages(), *needed_for_tests()])
    with alone():
        make_venv()
        install_lock(LOCK)
        install_lock(TEST_LOCK)
        build_files()


def main(arguments: list[str]) -> int:
    """Run everything, or pytest with the arguments on both engines; return the exit code."""
    if sys.version_info < OLDEST_PYTHON:
        raise SetupError("Python 3.11 or newer is needed. Name one: PYTHON=/path/to/python3 scripts/test")
    started = time.monotonic()
    set_up()
    with tempfile.TemporaryDirectory(prefix="portal-tests-") as scratch:
        suite = Suite(Path(scratch))
        if not arguments:
            for title, command in CHECKS.items():
                suite.run(title, command)
        suite.tests("SQLite", arguments)
        with postgresql.server() as url:
            suite.tests("PostgreSQL", arguments, DATABASE_URL=url)
    if suite.second:
        say(f"\nSome passed only the second time, alone: {', '.join(suite.second)}. Their names stand above.")
    say(f"\nTook {time.monotonic() - started:.0f} s. Failed: {', '.join(suite.failed) or 'nothing'}.")
    return 1 if suite.failed else 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except SetupError as error:
        print(f"\n{error}", file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
