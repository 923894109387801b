"""From a clone to a portal that can start: .venv, fonts, messages, static files, database.

Each step leaves a stamp with the digest of what it was made from, so a second start does nothing twice.
Standard library only: this runs under the machine's own Python.
"""

import fcntl
import hashlib
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from machine import SetupError, install, needed_packages, say

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
BUILD = ROOT / "var" / "build"
LOCK = "requirements.txt"
TEST_LOCK = "requirements-dev.txt"


def digest(*paths: Path) -> str:
    """Return one digest over files, and over all files of folders, with their names."""
    total = hashlib.sha256()
    for path in paths:
        files = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in files:
            if file.is_file() and file.suffix != ".mo":
                total.update(str(file.relative_to(ROOT)).encode())
                total.update(hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()


def step(stamp: Path, state: str, title: str, work: Callable[[], None]) -> None:
    """Do `work` unless `stamp` says that it was done for this very state."""
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == state:
        return
    say(title)
    stamp.unlink(missing_ok=True)
    work()
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(state, encoding="utf-8")


def run(*command: str | Path) -> None:
    """Run a command from the project's folder; its failure ends the set-up."""
    done = subprocess.run([str(part) for part in command], cwd=ROOT, check=False, stdin=subprocess.DEVNULL)
    if done.returncode:
        raise SetupError(f"This did not work: {' '.join(str(part) for part in command)}")


def manage(*arguments: str) -> None:
    """Run one of the portal's management commands."""
    run(PYTHON, "manage.py", *arguments)


@contextmanager
def alone() -> Iterator[None]:
    """Let one set-up work at a time; a second one waits and then finds all done."""
    folder = ROOT / "var"
    folder.mkdir(mode=0o700, exist_ok=True)
    with (folder / "setup.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def make_venv() -> None:
    """Make .venv with the Python that runs this, or anew where it is another's or was moved."""
    # Not `sys.version`: it names the build, which the update of a system package changes under a running set-up.
    interpreter = f"{sys.version.split()[0]} {Path(sys.executable).resolve()} {VENV}"

    if not PYTHON.exists():
        (VENV / "made-by").unlink(missing_ok=True)
    step(
        VENV / "made-by",
        interpreter,
        "Making .venv",
        lambda: run(sys.executable, "-m", "venv", "--clear", VENV),
    )


def install_lock(lock: str) -> None:
    """Install exactly what a lock names; every file is checked against its hash."""
    command: list[str | Path] = [PYTHON, "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
    command += ["--no-input", "--no-deps", "--require-hashes", "--only-binary=:all:", "-r", lock]
    step(
        VENV / f"installed-{lock}",
        digest(ROOT / lock),
        f"Installing the Python packages of {lock}",
        lambda: run(*command),
    )


def build_files() -> None:
    """Make what the code needs and git does not hold: fonts, compiled messages, collected files."""
    fonts_source = ROOT / "scripts" / "build_fonts.py"
    fonts_state = digest(fonts_source, ROOT / LOCK)
    assets = BUILD / "assets"
    step(
        BUILD / "fonts.stamp",
        fonts_state,
        "Making the fonts",
        lambda: run(PYTHON, fonts_source, assets),
    )
    locale = ROOT / "locale"
    if not all(path.with_suffix(".mo").is_file() for path in locale.rglob("*.po")):
        (BUILD / "messages.stamp").unlink(missing_ok=True)
    step(
        BUILD / "messages.stamp",
        digest(locale, ROOT / LOCK),
        "Compiling the messages",
        compile_messages,
    )
    step(
        BUILD / "static.stamp",
        digest(ROOT / "static", fonts_source, ROOT / LOCK),
        "Collecting the static files",
        lambda: manage("collectstatic", "--noinput", "--clear", "--verbosity", "0"),
    )


def compile_messages() -> None:
    """Compile each message file under locale/ with Babel, which needs no system package."""
    for source in sorted((ROOT / "locale").rglob("*.po")):
        run(
            PYTHON, "-m", "babel.messages.frontend", "--quiet", "compile",
            "--input-file", source, "--output-file", source.with_suffix(".mo"),
            "--locale", source.parent.parent.name,
        )  # fmt: skip


def prepare() -> None:
    """Do all the set-up for running the portal, the database included."""
    install(list(needed_packages()))
    with alone():
        make_venv()
        install_lock(LOCK)
        build_files()
        manage("prepare")


def port() -> int:
    """Return PORT, 8000 where it is not given."""
    given = os.environ.get("PORT") or "8000"
    if not given.isdecimal() or not 0 < int(given) < 65536:
        raise SetupError(f"PORT={given} is no port.")
    return int(given)
