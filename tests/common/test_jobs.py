import datetime as dt

import pytest
from django.core.management import call_command
from django_tasks_db.models import DBTaskResult

from common import clock, jobs
from common.files import content_store
from common.jobs import JobCancelled, enqueue, job, reap_stale, run_due_duties
from common.models import Beat, Job, JobState
from common.tasks import forget_tasks


@pytest.fixture(autouse=True)
def own_registers(monkeypatch):
    monkeypatch.setattr(jobs, "_jobs", {})
    monkeypatch.setattr(jobs, "_duties", {})


def run_waiting():
    """What the worker does, without its process."""
    for task in DBTaskResult.objects.filter(status="READY", run_after__lte=clock.machine_now()) or (
        DBTaskResult.objects.filter(status="READY", run_after__year=9999)
    ):
        jobs.run_job.call(**task.args_kwargs["kwargs"])
        DBTaskResult.objects.filter(pk=task.pk).update(status="SUCCESSFUL", finished_at=clock.machine_now())


def test_a_job_runs_with_its_arguments_and_keeps_its_outcome(user):
    @job("tests.add")
    def add(first, second):
        return {"sum": first + second}

    row = enqueue("tests.add", owner=user, first=2, second=3)
    assert (row.state, row.owner) == (JobState.QUEUED, user)
    run_waiting()
    row.refresh_from_db()
    assert (row.state, row.outcome, row.attempts) == (JobState.DONE, {"sum": 5}, 1)
    assert row.started_at
    assert row.finished_at


@pytest.mark.django_db
def test_a_job_can_show_progress_and_leave_a_file():
    seen = []

    @job("tests.file")
    def make(run):
        run.progress(1, 4)
        seen.append(Job.objects.get().percent)
        return content_store(content=b"x", name="a.pdf", content_type="application/pdf")

    row = enqueue("tests.file")
    run_waiting()
    row.refresh_from_db()
    assert (seen, row.result.name, row.is_open) == ([25], "a.pdf", False)


@pytest.mark.django_db
def test_unknown_names_are_refused_when_asked():
    with pytest.raises(jobs.UnknownJob):
        enqueue("tests.nothing")
    assert not Job.objects.exists()


@pytest.mark.django_db
def test_one_open_job_of_a_key():
    job("tests.once")(lambda: None)
    first = enqueue("tests.once", key="batch:1")
    assert enqueue("tests.once", key="batch:1") == first
    assert enqueue("tests.once", key="batch:2") != first
    run_waiting()
    assert enqueue("tests.once", key="batch:1") != first


@pytest.mark.django_db
def test_a_job_is_done_here_without_a_worker_or_says_why_not():
    @job("tests.here")
    def here(number):
        if number == 2:
            raise ValueError("không được")
        return {"number": number}

    row = jobs.run_here(enqueue("tests.here", number=1))
    assert (row.state, row.outcome) == (JobState.DONE, {"number": 1})
    assert not DBTaskResult.objects.exists()
    with pytest.raises(RuntimeError, match=r"^tests\.here: queued ValueError: không được$"):
        jobs.run_here(enqueue("tests.here", number=2))


@pytest.mark.django_db
def test_a_failed_job_comes_again_later_until_its_attempts_are_used_up():
    @job("tests.fail")
    def fail():
        raise ValueError("không được")

    row = enqueue("tests.fail")
    for attempt in (1, 2, 3):
        before = clock.machine_now()
        jobs.run_job.call(job_id=row.pk)
        row.refresh_from_db()
        assert (row.attempts, row.error) == (attempt, "ValueError: không được")
        if attempt < 3:
            wait = DBTaskResult.objects.get(pk=row.task_id).run_after - before
            assert wait >= dt.timedelta(seconds=10 * 3**attempt)
            assert row.state == JobState.QUEUED
    assert row.state == JobState.FAILED
    jobs.run_job.call(job_id=row.pk)
    row.refresh_from_db()
    assert row.attempts == 3


def test_a_job_that_may_be_begun_often_never_waits_for_hours():
    waits = [jobs.later_again(attempt).total_seconds() for attempt in range(1, 31)]
    assert waits[:4] == [30, 90, 270, 810]
    assert set(waits[4:]) == {900}


@pytest.mark.django_db
def test_a_job_that_is_given_up_is_not_tried_again():
    @job("tests.hopeless")
    def hopeless():
        raise jobs.JobGivenUp("Thiếu phông chữ.")

    row = enqueue("tests.hopeless", attempts=30)
    jobs.run_job.call(job_id=row.pk)
    row.refresh_from_db()
    assert (row.state, row.attempts, row.error) == (JobState.FAILED, 1, "Thiếu phông chữ.")


@pytest.mark.django_db
def test_a_waiting_job_is_cancelled_at_once_and_a_running_one_at_its_next_step():
    steps = []

    @job("tests.steps")
    def walk(run):
        for step in range(5):
            steps.append(step)
            if step == 1:
                jobs.cancel(run.job)
            run.progress(step, 5)

    waiting = enqueue("tests.steps")
    jobs.cancel(waiting)
    run_waiting()
    running = enqueue("tests.steps")
    run_waiting()
    assert steps == [0, 1]
    assert set(Job.objects.values_list("state", flat=True)) == {"cancelled"}
    assert not Job.objects.get(pk=running.pk).outcome


@pytest.mark.django_db
def test_the_job_of_a_lost_worker_is_taken_up_again():
    job("tests.once")(lambda: {"ok": True})
    row = enqueue("tests.once")
    old = clock.machine_now() - dt.timedelta(minutes=5)
    Job.objects.filter(pk=row.pk).update(state=JobState.RUNNING, attempts=1, heartbeat=old)
    DBTaskResult.objects.filter(pk=row.task_id).update(status="RUNNING", started_at=old)
    assert reap_stale() == 1
    assert reap_stale() == 0
    run_waiting()
    row.refresh_from_db()
    assert (row.state, row.attempts, row.outcome) == (JobState.DONE, 2, {"ok": True})


@pytest.mark.django_db
def test_a_job_that_kills_its_worker_again_and_again_fails():
    job("tests.once")(lambda: None)
    row = enqueue("tests.once")
    old = clock.machine_now() - dt.timedelta(minutes=5)
    Job.objects.filter(pk=row.pk).update(state=JobState.RUNNING, attempts=3, heartbeat=old)
    reap_stale()
    row.refresh_from_db()
    assert (row.state, row.error) == (JobState.FAILED, "WorkerLost")


@pytest.mark.django_db
def test_a_living_worker_keeps_its_job():
    job("tests.once")(lambda: None)
    row = enqueue("tests.once")
    old = clock.machine_now() - dt.timedelta(minutes=5)
    Job.objects.filter(pk=row.pk).update(state=JobState.RUNNING, attempts=1, heartbeat=old)
    jobs.keep_alive([row.pk])
    assert reap_stale() == 0


@pytest.mark.django_db
def test_a_task_taken_but_never_begun_is_given_out_again():
    job("tests.once")(lambda: None)
    row = enqueue("tests.once")
    old = clock.machine_now() - dt.timedelta(minutes=5)
    DBTaskResult.objects.filter(pk=row.task_id).update(status="RUNNING", started_at=old)
    assert reap_stale() == 1
    run_waiting()
    row.refresh_from_db()
    assert (row.state, row.attempts) == (JobState.DONE, 1)


@pytest.mark.django_db
def test_an_attempt_that_was_overtaken_writes_nothing():
    @job("tests.slow")
    def slow(run):
        Job.objects.filter(pk=run.job.pk).update(attempts=2)
        with pytest.raises(JobCancelled):
            run.progress(1, 2)
        return {"late": True}

    row = enqueue("tests.slow")
    run_waiting()
    row.refresh_from_db()
    assert (row.state, row.done, row.outcome) == (JobState.RUNNING, 0, {})


@pytest.mark.django_db
def test_duties_are_done_when_due_and_by_one_worker():
    calls = []
    jobs.duty("tests.often", seconds=60)(lambda: calls.append("often"))
    jobs.duty("tests.broken", seconds=60)(lambda: 1 / 0)
    assert run_due_duties() == ["tests.often", "tests.broken"]
    assert run_due_duties() == []
    Beat.objects.filter(name="tests.often").update(at=clock.machine_now() - dt.timedelta(seconds=61))
    assert run_due_duties() == ["tests.often"]
    assert calls == ["often", "often"]


@pytest.mark.django_db
def test_old_rows_of_the_queue_are_forgotten():
    job("tests.once")(lambda: None)
    rows = [enqueue("tests.once"), enqueue("tests.once")]
    run_waiting()
    old = clock.machine_now() - dt.timedelta(days=31)
    DBTaskResult.objects.filter(pk=rows[0].task_id).update(finished_at=old)
    forget_tasks()
    assert [result.pk for result in DBTaskResult.objects.all()] == [rows[1].task_id]


@pytest.mark.django_db(transaction=True)
def test_the_command_carries_out_what_waits():
    job("tests.add")(lambda first: {"sum": first + 1})
    row = enqueue("tests.add", first=1)
    call_command("worker", "--batch", "--interval", "0.1")
    row.refresh_from_db()
    assert (row.state, row.outcome) == (JobState.DONE, {"sum": 2})
    assert clock.machine_now() - jobs.last_seen("worker") < dt.timedelta(seconds=30)
