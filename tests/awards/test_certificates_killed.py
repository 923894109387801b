"""Five hundred certificates while the worker is killed again and again: each exists once."""

import datetime as dt
import random
import time
import zipfile

import pytest

from awards.models import RegisterEntry
from awards.services.certificates import certificates_begin
from common import clock
from common.models import Beat, Job, JobState
from documents.enums import ItemState
from documents.models import IssuedDocument
from tests.awards import certificate_world as world
from tests.workers import wait_for, working

COUNT, KILLS = 500, 10
# Many small steps: a kill falls anywhere between them, and however late it comes on a busy machine, work is left.
SMALL_STEPS = "from documents.services import batches; batches.CHUNK = 5"


def made(batch):
    return batch.items.filter(state=ItemState.DONE).count()


def lost():
    """As if the lease of the dead worker had run out: the next one takes the job up at once."""
    Job.objects.filter(state=JobState.RUNNING).update(heartbeat=clock.machine_now() - dt.timedelta(minutes=5))
    Beat.objects.all().delete()


def killed_in_the_middle(batch, later):
    """A worker that has kept something and is killed some time later."""
    before = made(batch)
    with working(SMALL_STEPS) as process:
        wait_for(lambda: made(batch) > before or process.poll() is not None)
        time.sleep(later)
    lost()


@pytest.mark.long
@pytest.mark.django_db(transaction=True)
def test_killed_ten_times_it_makes_five_hundred_distinct_certificates(settings):
    settings.PUBLIC_URL = "https://thidua.example.vn"
    user = world.secretary()
    batch = certificates_begin(decision=world.issued_decision(COUNT, by=user), by=user)
    chance = random.Random(7)
    for _kill in range(KILLS):
        killed_in_the_middle(batch, chance.uniform(0, 0.2))
    assert made(batch) < COUNT, "the worker was done before it was killed ten times"
    with working():
        wait_for(lambda: Job.objects.get(pk=batch.job_id).state == JobState.DONE)
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
