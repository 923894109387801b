"""Background jobs by name, over django-tasks.

A job is a function registered by `@job("app.name")`. It may run more than once (a killed worker's job is
taken up again), so it must be idempotent. If it has a parameter `run`, it gets its JobRun: progress,
cancelling.
"""

import datetime as dt
import inspect
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import structlog
from django.db import models, transaction
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from common import clock
from common.models import OPEN_STATES, Beat, Job, JobState, StoredFile

logger = structlog.get_logger(__name__)

LEASE = dt.timedelta(seconds=40)
# Work that may be begun often must not wait for days once it has failed a few times.
LONGEST_WAIT = dt.timedelta(minutes=15)

_jobs: dict[str, Callable[..., Any]] = {}
_duties: dict[str, "Duty"] = {}


class JobCancelled(Exception):
    """Someone asked to stop the job."""


class JobGivenUp(Exception):
    """The job cannot be done until somebody changes something; its words say what. It is not tried again."""


class UnknownJob(Exception):
    """No job is registered under this name."""


@dataclass(frozen=True)
class Duty:
    """What the worker does again and again: short, or enqueues a job."""

    name: str
    every: dt.timedelta
    function: Callable[[], Any]


@dataclass
class JobRun:
    """One attempt at a job. Its writes hold only while the attempt is the newest one."""

    job: Job
    attempt: int

    def progress(self, done: int, total: int) -> None:
        """Say how far the job is; raises JobCancelled when someone asked to stop it."""
        self._update(done=done, total=total, heartbeat=clock.machine_now())
        self.check()

    def check(self) -> None:
        """Raise JobCancelled when someone asked to stop the job or another worker has taken it up."""
        self.job.refresh_from_db(fields=["cancel_requested", "attempts"])
        if self.job.cancel_requested or self.job.attempts != self.attempt:
            raise JobCancelled

    def finish(self, state: JobState, **values: Any) -> None:
        self._update(state=state, finished_at=clock.now(), **values)

    def _update(self, **values: Any) -> None:
        Job.objects.filter(pk=self.job.pk, attempts=self.attempt, state=JobState.RUNNING).update(**values)


def job(name: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Register a function as the job of this name; it returns None, a dict (outcome) or a StoredFile."""

    def register(function: Callable[..., Any]) -> Callable[..., Any]:
        _jobs[name] = function
        return function

    return register


def duty(name: str, *, seconds: int) -> Callable[[Callable[[], Any]], Callable[[], Any]]:
    """Register a function that the worker calls every so many seconds."""

    def register(function: Callable[[], Any]) -> Callable[[], Any]:
        _duties[name] = Duty(name, dt.timedelta(seconds=seconds), function)
        return function

    return register


def enqueue(name: str, *, owner: Any = None, key: str = "", attempts: int = 3, **kwargs: Any) -> Job:
    """Ask for a job. With a key, an open job of the same key is returned instead of a second one.

    `attempts`: how often it is begun at most; long work that keeps what it has done may be begun often.
    """
    if name not in _jobs:
        raise UnknownJob(name)
    with transaction.atomic():
        if key and (open_job := Job.objects.filter(key=key, state__in=OPEN_STATES).first()):
            return open_job
        row = Job.objects.create(name=name, kwargs=kwargs, key=key, owner=owner, max_attempts=attempts)
        _dispatch(row)
    return row


def cancel(row: Job) -> None:
    """Ask a job to stop: a waiting one at once, a running one at its next step."""
    waiting = Job.objects.filter(pk=row.pk, state=JobState.QUEUED)
    if not waiting.update(state=JobState.CANCELLED, finished_at=clock.now()):
        Job.objects.filter(pk=row.pk, state=JobState.RUNNING).update(cancel_requested=True)


@task()
def run_job(job_id: int) -> None:
    """Carry out one attempt. A failed one comes again, later each time, until the attempts are used up."""
    now = clock.machine_now()
    claimed = Job.objects.filter(pk=job_id, state=JobState.QUEUED).update(
        state=JobState.RUNNING, attempts=models.F("attempts") + 1, heartbeat=now, started_at=clock.now()
    )
    if not claimed:
        return
    row = Job.objects.get(pk=job_id)
    run = JobRun(row, row.attempts)
    try:
        outcome = _call(row, run)
    except JobCancelled:
        run.finish(JobState.CANCELLED)
    except JobGivenUp as error:
        logger.warning("job given up", job=row.pk, job_name=row.name, reason=str(error))
        run.finish(JobState.FAILED, error=str(error))
    except Exception as error:  # whatever a job raises is its own failure, not the worker's
        logger.exception("job failed", job=row.pk, job_name=row.name)
        _fail(run, f"{type(error).__name__}: {error}")
    else:
        result = outcome if isinstance(outcome, StoredFile) else None
        run.finish(JobState.DONE, result=result, outcome=outcome if isinstance(outcome, dict) else {}, error="")


def run_here(row: Job) -> Job:
    """Carry out an open job in this process, which needs no worker then. Raises RuntimeError unless it is done."""
    run_job.call(job_id=row.pk)
    row.refresh_from_db()
    if row.state != JobState.DONE:
        raise RuntimeError(f"{row.name}: {row.state} {row.error}")
    DBTaskResult.objects.filter(pk__in=[row.task_id]).delete()
    return row


def reap_stale() -> int:
    """Take up again the jobs whose worker is gone; returns how many. Uses up an attempt."""
    limit = clock.machine_now() - LEASE
    stale = list(Job.objects.filter(state=JobState.RUNNING, heartbeat__lt=limit))
    for row in stale:
        DBTaskResult.objects.filter(pk__in=[row.task_id], status="RUNNING").delete()
        _fail(JobRun(row, row.attempts), "WorkerLost", wait=dt.timedelta())
    # Killed between taking the task and starting the job: the job still waits, its task is gone.
    taken = DBTaskResult.objects.exclude(status="READY").filter(started_at__lt=limit)
    waiting = Job.objects.filter(state=JobState.QUEUED, task_id__in=taken.values("id"))
    lost = list(waiting)
    for row in lost:
        DBTaskResult.objects.filter(pk__in=[row.task_id]).delete()
        _dispatch(row)
    return len(stale) + len(lost)


def keep_alive(row_ids: list[int]) -> None:
    """Renew the lease of the jobs that this process is running."""
    Job.objects.filter(pk__in=row_ids, state=JobState.RUNNING).update(heartbeat=clock.machine_now())


def run_due_duties() -> list[str]:
    """Do the duties whose time has come, each by one worker only; returns their names."""
    return [item.name for item in list(_duties.values()) if _claim(item) and _do(item)]


def touch(name: str) -> None:
    """Leave a sign of life."""
    Beat.objects.update_or_create(name=name, defaults={"at": clock.machine_now()})


def last_seen(name: str) -> dt.datetime | None:
    """The last sign of life of the worker (`worker`) or of a duty; real time."""
    return Beat.objects.filter(name=name).values_list("at", flat=True).first()


def _call(row: Job, run: JobRun) -> Any:
    if row.name not in _jobs:
        raise UnknownJob(row.name)
    function = _jobs[row.name]
    extra = {"run": run} if "run" in inspect.signature(function).parameters else {}
    return function(**extra, **row.kwargs)


def _dispatch(row: Job, wait: dt.timedelta = dt.timedelta()) -> None:
    later = run_job.using(run_after=clock.machine_now() + wait) if wait else run_job
    row.task_id = uuid.UUID(str(later.enqueue(job_id=row.pk).id))
    row.save(update_fields=["task_id"])


def _fail(run: JobRun, error: str, wait: dt.timedelta | None = None) -> None:
    row = run.job
    with transaction.atomic():
        if run.attempt >= row.max_attempts:
            run.finish(JobState.FAILED, error=error)
            return
        mine = Job.objects.filter(pk=row.pk, attempts=run.attempt, state=JobState.RUNNING)
        if mine.update(state=JobState.QUEUED, error=error):
            _dispatch(row, later_again(run.attempt) if wait is None else wait)


def later_again(attempt: int) -> dt.timedelta:
    """How long a job that failed waits: longer each time, up to a quarter of an hour."""
    return min(dt.timedelta(seconds=10 * 3 ** min(attempt, 9)), LONGEST_WAIT)


def _claim(item: Duty) -> bool:
    now = clock.machine_now()
    due = Beat.objects.filter(name=item.name, at__lte=now - item.every)
    if due.update(at=now):
        return True
    return Beat.objects.get_or_create(name=item.name, defaults={"at": now})[1]


def _do(item: Duty) -> bool:
    try:
        item.function()
    except Exception:  # one duty that fails must not stop the others
        logger.exception("duty failed", duty=item.name)
    return True
