"""Starts the limited child process for one question about one foreign file."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

CHILD = Path(__file__).with_name("viewer_child.py")
TIMEOUT_SECONDS = 25


class FileRefused(Exception):
    """The child would not read the file, or did not come to an end. `code` as in files.MESSAGES."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def ask(data: bytes, action: str, kind: str, *numbers: int) -> bytes:
    """The child's answer. Its memory, time and writing are limited; it gets neither environment nor files."""
    command = [sys.executable, "-I", str(CHILD), action, kind, *map(str, numbers)]
    try:
        done = subprocess.run(  # noqa: S603 - our own script, arguments of our own
            command,
            input=data,
            capture_output=True,
            timeout=TIMEOUT_SECONDS,
            check=False,
            env={"LANG": "C.UTF-8"},
        )
    except subprocess.TimeoutExpired:
        raise FileRefused("too_complex") from None
    if done.returncode == 0:
        return done.stdout
    try:
        code = json.loads(done.stdout)["refused"]
    except (ValueError, KeyError, TypeError):
        code = "too_complex"
    raise FileRefused(code)


def ask_json(data: bytes, action: str, kind: str, *numbers: int) -> Any:
    return json.loads(ask(data, action, kind, *numbers))
