"""Duties of the kernel."""

import datetime as dt

from django_tasks_db.models import DBTaskResult

from common import clock, events, jobs, mail
from common.uploads import uploads_sweep

KEEP_TASKS = dt.timedelta(days=30)
KEEP_UPLOADS = dt.timedelta(days=1)

jobs.duty("common.seal_events", seconds=60)(events.seal_events)
jobs.duty("common.send_mail", seconds=20)(mail.send_due_mail)
jobs.duty("common.reap_jobs", seconds=10)(jobs.reap_stale)


@jobs.duty("common.forget_tasks", seconds=24 * 3600)
def forget_tasks() -> None:
    """The queue's own rows are not records: jobs keep what people need to see."""
    DBTaskResult.objects.finished().filter(finished_at__lt=clock.machine_now() - KEEP_TASKS).delete()


@jobs.duty("common.sweep_uploads", seconds=3600)
def sweep_uploads() -> None:
    """An upload in parts is given up after a day without a new one."""
    uploads_sweep(before=clock.machine_now() - KEEP_UPLOADS)
