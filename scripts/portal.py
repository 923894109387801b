"""Set the portal up and run it: gunicorn and the worker, until a signal or until one of them ends."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from environment import PYTHON, ROOT, port, prepare
from machine import OLDEST_PYTHON, SetupError, say

START_SECONDS = 60
STOP_SECONDS = 30
LOG_LIMIT = 20 * 1024 * 1024

USAGE = "usage: scripts/run [--prepare]    (--prepare: set up and stop)"


def log_file() -> Path:
    """Return where the processes write; the log of an earlier run is put aside when it is large."""
    path = Path(os.environ.get("DATA_DIR") or ROOT / "var").resolve() / "portal.log"
    if path.is_file() and path.stat().st_size > LOG_LIMIT:
        path.replace(path.with_suffix(".log.1"))
    return path


def claim_port(number: int) -> None:
    """Refuse a port that another program listens on."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", number))
        except OSError as error:
            raise SetupError(
                f"Port {number} cannot be used ({error.strerror}). Choose another: PORT={number + 1} scripts/run"
            ) from None


def answers(address: str) -> bool:
    """Tell whether the portal answers, whatever it says."""
    try:
        with urllib.request.urlopen(address, timeout=10):  # noqa: S310  (an address of our own)
            return True
    except urllib.error.HTTPError as error:
        return error.code < 500
    except OSError:
        return False


class Processes:
    """The portal's two processes, started together and stopped together."""

    def __init__(self, number: int) -> None:
        self.log = log_file()
        environment = os.environ | {"PORT": str(number)}
        with self.log.open("ab") as log:
            self.children = [
                subprocess.Popen(
                    [str(PYTHON), *arguments],
                    cwd=ROOT,
                    env=environment,
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                    start_new_session=True,  # the terminal's signals come to us alone
                )
                for arguments in (
                    ("-m", "gunicorn", "--config", "config/gunicorn.py", "config.wsgi"),
                    ("manage.py", "worker"),
                )
            ]

    def ended(self) -> bool:
        """Tell whether one of them is gone."""
        return any(child.poll() is not None for child in self.children)

    def stop(self) -> None:
        """Let both finish what they do, and end them where they do not in time."""
        for child in self.children:
            if child.poll() is None:
                child.terminate()
        deadline = time.monotonic() + STOP_SECONDS
        for child in self.children:
            try:
                child.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                os.killpg(child.pid, signal.SIGKILL)
                child.wait()

    def failure(self) -> SetupError:
        """Return the end of the log as the reason."""
        lines = self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-15:]
        return SetupError("The portal stopped. The end of " + str(self.log) + ":\n\n" + "\n".join(lines))


def accounts() -> str:
    """Return the accounts of the demonstration; a real database has none of them."""
    if os.environ.get("DATABASE_URL"):
        return "Accounts are those of the database."
    told = subprocess.run(
        [str(PYTHON), "manage.py", "demo", "--accounts"], cwd=ROOT, check=False, stdout=subprocess.PIPE, text=True
    )
    return told.stdout.rstrip()


def serve(number: int) -> None:
    """Run the portal until SIGTERM or SIGINT."""
    claim_port(number)
    shown = accounts()
    local = f"http://127.0.0.1:{number}"
    processes = Processes(number)
    stopping: list[int] = []
    for name in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(name, lambda received, _frame: stopping.append(received))
    try:
        deadline = time.monotonic() + START_SECONDS
        while not stopping and not answers(f"{local}/livez"):
            if processes.ended() or time.monotonic() > deadline:
                raise processes.failure()
            time.sleep(0.1)
        if not stopping:
            say(f"\nLog: {processes.log}\n{os.environ.get('PUBLIC_URL') or local}\n{shown}")
        while not stopping:
            if processes.ended():
                raise processes.failure()
            time.sleep(0.2)
    finally:
        processes.stop()


def main(arguments: list[str]) -> int:
    """Do what the arguments say; return the exit code."""
    if sys.version_info < OLDEST_PYTHON:
        raise SetupError("Python 3.11 or newer is needed. Name one: PYTHON=/path/to/python3 scripts/run")
    if arguments not in ([], ["--prepare"]):
        say(USAGE)
        return 0 if arguments in (["-h"], ["--help"]) else 2
    number = port()
    started = time.monotonic()
    prepare()
    say(f"Set up in {time.monotonic() - started:.0f} s.")
    if not arguments:
        serve(number)
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except SetupError as error:
        print(f"\n{error}", file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
