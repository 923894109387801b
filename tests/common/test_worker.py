"""The worker as a process of its own, ended politely and by force."""

import datetime as dt
import os
import signal
import subprocess
import sys
import textwrap
import time

import pytest
from django.conf import settings
from django.db import connection

from common import clock, jobs
from common.models import Beat, Job, JobState

WORKER = """
    import time
    from config import sqlite  # the library that the portal uses
    from django.conf import settings
    settings.DATABASES["default"]["NAME"] = {name!r}
    import django
    django.setup()
    from common import jobs, worker

    @jobs.job("tests.slow")
    def slow(run, seconds):
        for step in range(seconds * 10):
            run.progress(step, seconds * 10)
            time.sleep(0.1)
        return {{"slept": seconds}}

    worker.work(interval=0.1)
"""


def start():
    code = textwrap.dedent(WORKER.format(name=str(connection.settings_dict["NAME"])))
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings"}
    return subprocess.Popen([sys.executable, "-c", code], cwd=settings.BASE_DIR, env=environment)


def wait_for(condition, seconds=30):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "nothing came"
        time.sleep(0.1)


def state(row):
    row.refresh_from_db()
    return row.state


@pytest.fixture
def slow_job(monkeypatch):
    monkeypatch.setitem(jobs._jobs, "tests.slow", lambda run, seconds: {"slept": 0})
    return jobs.enqueue("tests.slow", seconds=2)


@pytest.mark.long
@pytest.mark.django_db(transaction=True)
def test_told_to_end_it_finishes_the_running_job(slow_job):
    process = start()
    try:
        wait_for(lambda: state(slow_job) == JobState.RUNNING)
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0
    finally:
        process.kill()
    assert (state(slow_job), slow_job.outcome) == (JobState.DONE, {"slept": 2})


@pytest.mark.long
@pytest.mark.django_db(transaction=True)
def test_killed_its_job_is_done_by_the_next_one(slow_job):
    first = start()
    try:
        wait_for(lambda: state(slow_job) == JobState.RUNNING and slow_job.done > 0)
    finally:
        first.kill()
        first.wait(30)
    assert state(slow_job) == JobState.RUNNING
    Job.objects.update(heartbeat=clock.machine_now() - dt.timedelta(minutes=5))
    Beat.objects.all().delete()  # the duty of taking up lost jobs is due at once
    second = start()
    try:
        wait_for(lambda: state(slow_job) == JobState.DONE)
        second.send_signal(signal.SIGTERM)
        assert second.wait(30) == 0
    finally:
        second.kill()
    assert (slow_job.attempts, slow_job.outcome) == (2, {"slept": 2})
