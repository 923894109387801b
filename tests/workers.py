"""The portal's worker as a process of its own, on the database and the files of a test."""

import os
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import connection

CODE = """
    from config import sqlite  # the library that the portal uses
    from django.conf import settings
    settings.DATABASES["default"]["NAME"] = {name!r}
    settings.MEDIA_ROOT = settings.PRIVATE_ROOT = {files!r}
    import django
    django.setup()
    {first}
    from common import worker
    worker.work(interval=0.05)
"""


@contextmanager
def working(first: str = "") -> Iterator[subprocess.Popen]:
    """A worker until the end of the block, where it is killed; it prints the PUBLIC_URL of the test.

    `first`: a statement that the process carries out before it works.
    """
    name, files = str(connection.settings_dict["NAME"]), str(settings.MEDIA_ROOT)
    code = textwrap.dedent(CODE.format(name=name, files=files, first=first))
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "PUBLIC_URL": str(settings.PUBLIC_URL),
    }
    process = subprocess.Popen([sys.executable, "-c", code], cwd=settings.BASE_DIR, env=environment)
    try:
        yield process
    finally:
        process.kill()
        process.wait(30)


def wait_for(condition: Callable[[], bool], seconds: float = 120) -> None:
    """Look again until it holds."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "nothing came"
        time.sleep(0.02)
