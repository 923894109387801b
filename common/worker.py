"""The worker process: jobs one after the other, and the duties beside them in a thread of their own."""

import signal
import sys
import threading
from types import FrameType
from typing import Any

import structlog
from django.db import DatabaseError, close_old_connections, connections
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from common import jobs

logger = structlog.get_logger(__name__)

BEAT_SECONDS = 10


class PortalWorker(Worker):
    """A worker that ends between two tasks when told to, and knows which job it is at."""

    def __init__(self, *, batch: bool = False, interval: float = 1.0) -> None:
        super().__init__(
            queue_names=["*"],
            excluded_queue_names=[],
            interval=interval,
            batch=batch,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=get_random_string(32),
        )
        self.current: list[int] = []

    def shutdown(self, signum: int, _frame: FrameType | None) -> None:
        # Never in the middle of a claim: the loop looks at `running` after each task and each second.
        if not self.running:
            sys.exit(1)
        logger.info("worker ends after the running task", signal=signal.strsignal(signum))
        self.running = False

    def run_task(self, db_task_result: DBTaskResult) -> None:
        job_id = db_task_result.args_kwargs.get("kwargs", {}).get("job_id")
        self.current = [job_id] if job_id else []
        try:
            super().run_task(db_task_result)
        finally:
            self.current = []


class Beats(threading.Thread):
    """Signs of life, leases and duties while the main thread works."""

    def __init__(self, worker: PortalWorker) -> None:
        super().__init__(name="beats", daemon=True)
        self.worker = worker
        self.stopped = threading.Event()

    def run(self) -> None:
        while True:
            self.beat()
            if self.stopped.wait(BEAT_SECONDS):
                break
        connections.close_all()

    def beat(self) -> None:
        close_old_connections()
        try:
            jobs.touch("worker")
            jobs.keep_alive(self.worker.current)
            jobs.run_due_duties()
        except DatabaseError:
            # The database may be restarting; the next beat comes in seconds.
            logger.exception("beat failed")

    def stop(self) -> None:
        self.stopped.set()
        self.join(timeout=30)


def work(**options: Any) -> None:
    """Run until told to stop (`batch`: until nothing is waiting)."""
    worker = PortalWorker(**options)
    if threading.current_thread() is threading.main_thread():
        worker.configure_signals()
    beats = Beats(worker)
    beats.start()
    try:
        worker.run()
    finally:
        beats.stop()
