"""Five hundred certificates while the worker is killed again and again: each exists once."""

import datetime as dt
import os
import random
import subprocess
import sys
import textwrap
import time
import zipfile

import pytest
from django.conf import settings
from django.db import connection

from awards.models import RegisterEntry
from awards.services.certificates import certificates_begin
from common import clock
from common.models import Beat, Job, JobState
from documents.enums import ItemState
from documents.models import IssuedDocument
from tests.awards import certificate_world as world

COUNT, KILLS = 500, 10
WORKER = """
    from config import sqlite  # the library that the portal uses
    from django.conf import settings
    settings.DATABASES["default"]["NAME"] = {name!r}
    settings.MEDIA_ROOT = {media!r}
    import django
    django.setup()
    from common import worker
    worker.work(interval=0.05)
"""


def start(media):
    code = textwrap.dedent(WORKER.format(name=str(connection.settings_dict["NAME"]), media=str(media)))
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings", "PUBLIC_URL": "https://thidua.example.vn"}
    return subprocess.Popen([sys.executable, "-c", code], cwd=settings.BASE_DIR, env=environment)


def made(batch):
    return batch.items.filter(state=ItemState.DONE).count()


def wait_for(condition, seconds=120):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "nothing came"
        time.sleep(0.02)


def lost():
    """As if the lease of the dead worker had run out: the next one takes the job up at once."""
    Job.objects.filter(state=JobState.RUNNING).update(heartbeat=clock.machine_now() - dt.timedelta(minutes=5))
    Beat.objects.all().delete()


def killed_in_the_middle(batch, media, later):
    """A worker that has kept something and is killed some time later."""
    before = made(batch)
    process = start(media)
    try:
        wait_for(lambda: made(batch) > before or process.poll() is not None)
        time.sleep(later)
    finally:
        process.kill()
        process.wait(30)
    lost()


@pytest.mark.long
@pytest.mark.django_db(transaction=True)
def test_killed_ten_times_it_makes_five_hundred_distinct_certificates(settings, tmp_path):
    settings.PUBLIC_URL = "https://thidua.example.vn"
    settings.MEDIA_ROOT = str(tmp_path)
    user = world.secretary()
    batch = certificates_begin(decision=world.issued_decision(COUNT, by=user), by=user)
    chance = random.Random(7)
    for _kill in range(KILLS):
        killed_in_the_middle(batch, tmp_path, chance.uniform(0, 0.05))
    assert made(batch) < COUNT, "the worker was done before it was killed ten times"
    last = start(tmp_path)
    try:
        wait_for(lambda: Job.objects.get(pk=batch.job_id).state == JobState.DONE)
    finally:
        last.kill()
        last.wait(30)
    batch.refresh_from_db()
    assert batch.job.outcome == {"made": COUNT, "failed": 0}
    assert batch.job.attempts == KILLS + 1
    papers = list(IssuedDocument.objects.prefetch_related("renditions"))
    assert len(papers) == len({paper.code for paper in papers}) == len({paper.target_id for paper in papers}) == COUNT
    assert len({paper.renditions.get().sha256 for paper in papers}) == COUNT
    named = set(RegisterEntry.objects.values_list("certificate", flat=True))
    assert named == {paper.pk for paper in papers}
    with batch.archive.file.open("rb") as stored:
        assert len(zipfile.ZipFile(stored).namelist()) == COUNT + 1
