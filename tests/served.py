"""A portal served by gunicorn on the database of the test, whose web workers can be killed."""

import multiprocessing
import os
import signal
import socket
import time
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.wsgi import get_wsgi_application
from django.db import connections
from gunicorn.app.base import BaseApplication

FORK = multiprocessing.get_context("fork")


class Application(BaseApplication):
    """As the portal is served, with the style sheets besides."""

    def __init__(self, port: int, workers: int) -> None:
        self.options = {
            "bind": f"127.0.0.1:{port}",
            "workers": workers,
            "worker_class": "gthread",
            "threads": 4,
            "loglevel": "critical",
            "control_socket_disable": True,
        }
        super().__init__()

    def load_config(self) -> None:
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> StaticFilesHandler:
        return StaticFilesHandler(get_wsgi_application())


class Portal:
    """A master process with its worker; only processes started here are ever ended."""

    def __init__(self, count: int = 1) -> None:
        self.count = count
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.start()

    def start(self) -> None:
        connections.close_all()
        self.master = FORK.Process(target=_serve, args=(self.port, self.count), daemon=True)
        self.master.start()
        _until(self._answers)

    def kill_worker(self) -> None:
        """SIGKILL to the only worker, then wait until the master has put another worker in its place."""
        (worker,) = self.workers()
        os.kill(worker, signal.SIGKILL)
        _until(lambda: bool(self.workers()) and worker not in self.workers())

    def stop(self) -> None:
        self.master.terminate()
        self.master.join(20)

    def workers(self) -> list[int]:
        pid = self.master.pid
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]

    def _answers(self) -> bool:
        with socket.socket() as line:
            return line.connect_ex(("127.0.0.1", self.port)) == 0


def _serve(port: int, workers: int) -> None:
    settings.ALLOWED_HOSTS = ["127.0.0.1"]
    Application(port, workers).run()


def _until(holds: Callable[[], bool], seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            raise TimeoutError
        time.sleep(0.02)
